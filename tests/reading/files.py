"""Files of every format, made here, with known contents."""

import io
import zipfile
from collections.abc import Sequence
from html import escape as html_escape

import openpyxl
import pandas as pd
import xlsxwriter

Rows = Sequence[Sequence[str | float | None]]


def xlsx(rows: Rows, sheet: str = "Clients") -> bytes:
    """A workbook as openpyxl writes it, texts as texts."""
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page.title = sheet
    for number, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = page.cell(number, place, value)
            if isinstance(value, str):
                cell.data_type = "s"
    return saved(workbook)


def excel(rows: Rows, sheet: str = "Clients") -> bytes:
    """A workbook as Excel writes it: nothing marks the numbers, which are read as they are stored."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(number, place, value)
                elif value is not None:
                    page.write_number(number, place, value)
    return file.getvalue()


def saved(workbook: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def csv(rows: Rows, delimiter: str = ";", decimal: str = ",", encoding: str = "utf-8") -> bytes:
    """A text file in French or English notation."""
    lines = [delimiter.join(_cell(value, decimal) for value in row) for row in rows]
    return "\r\n".join(lines).encode(encoding)


def _cell(value: str | float | None, decimal: str) -> str:
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    return "" if value is None else f"{value}".replace(".", decimal)


def html(rows: Rows) -> bytes:
    """The table of a web page, as accounting programs save it under the name of Excel."""
    cells = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in rows)
    return f"<html><body><table>{cells}</table></body></html>".encode()


def spreadsheet_2003(rows: Rows) -> bytes:
    """XML Spreadsheet 2003, as accounting programs save it under the name of Excel."""
    cells = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{value}</Data></Cell>' for value in row) + "</Row>"
        for row in rows
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="A"><Table>{cells}</Table></Worksheet></Workbook>'
    ).encode()


def parquet(rows: Rows) -> bytes:
    """A table with typed columns."""
    file = io.BytesIO()
    pd.DataFrame(list(rows[1:]), columns=list(rows[0])).to_parquet(file)
    return file.getvalue()


def ods(rows: Rows) -> bytes:
    """An OpenDocument spreadsheet with the little that one needs."""
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    }
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.3">'
        f'<office:body><office:spreadsheet><table:table table:name="A">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return file.getvalue()


def _ods_cell(value: str | float | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        words = html_escape(value)
        return f'<table:table-cell office:value-type="string"><text:p>{words}</text:p></table:table-cell>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
