"""What the fast reader refuses, read again: with its odd cells as texts, then by openpyxl."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import fastexcel
import openpyxl

from lib.parsing.rewritten import with_errors_as_texts
from lib.parsing.sheet_marks import Marks
from lib.parsing.sheets import ParsedSheet
from lib.parsing.tables import from_cells, from_rows, hours_text, plain_number
from lib.parsing.workbooks import text_sheet

XLSX = b"PK"


def read_sheet(data: bytes, name: str, marks: Marks) -> ParsedSheet:
    """A sheet that the fast reader has refused; without cells where no reader takes it."""
    if data.startswith(XLSX):
        try:
            return text_sheet(with_errors_as_texts(data), name, marks)
        except fastexcel.FastExcelError:
            pass
        if (workbook := _opened(data)) is not None and name in workbook.sheetnames:
            return _by_openpyxl(workbook[name])
    return _refused(name)


def read_workbook(data: bytes) -> list[ParsedSheet]:
    """The sheets of a workbook that the fast reader refuses as a whole; none where nothing can be read."""
    workbook = _opened(data) if data.startswith(XLSX) else None
    return [] if workbook is None else [_by_openpyxl(sheet) for sheet in workbook.worksheets]


def _opened(data: bytes) -> Any:
    try:
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception:  # it raises many kinds for damaged files; another sheet may still be read
        return None


def _by_openpyxl(sheet: Any) -> ParsedSheet:
    try:
        sheet.reset_dimensions()
        read = from_cells(_cells(sheet))
    except Exception:  # as above
        return _refused(sheet.title)
    return ParsedSheet(sheet.title, read.cells, sheet.sheet_state != "visible", skipped_rows=read.skipped)


def _cells(sheet: Any) -> Iterator[tuple[int, int, str]]:
    for number, row in enumerate(sheet.iter_rows(values_only=True)):
        for column, value in enumerate(row):
            if value is not None:
                yield number, column, _text(value)


def _text(value: object) -> str:
    """A value as the fast reader writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return plain_number(value)
    if isinstance(value, timedelta):
        return hours_text(value.total_seconds() / 3600)
    if isinstance(value, time):
        return hours_text(value.hour + value.minute / 60 + value.second / 3600)
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value)


def _refused(name: str) -> ParsedSheet:
    return ParsedSheet(name, from_rows([]), refused=True)
