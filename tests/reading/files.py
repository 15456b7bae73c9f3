"""Files of every format, made here, with known contents."""

import io
from collections.abc import Sequence

import openpyxl

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
