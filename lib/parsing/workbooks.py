"""Excel and OpenDocument workbooks: every cell exactly as stored, by the fast reader.

The fast reader passes over error cells, formulas without a stored value and merged cells; those are put
back here. It works without Python's lock, so the look at the workbook's own marks runs beside it.

Cells are read as text, except below a plain row of headings: there a column that holds nothing but numbers
stays one, which saves most of the time of a large sheet.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from typing import Any

import fastexcel

from lib.parsing.plan_mark import is_exported_plan
from lib.parsing.sheet_marks import Marks, marks_of, sheets_that_start_with_headings
from lib.parsing.sheets import Cells, ParsedSheet

_ERRORS = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Ref": "#REF!",
    "Value": "#VALUE!",
}
_ERROR = re.compile(r"Error\((\w+)\)")
_COUNTED = re.compile(r"_\d+$")
"""What the fast reader adds to a heading that is there twice."""


def read_workbook(data: bytes, progress: Callable[[float], None]) -> list[ParsedSheet]:
    """The sheets of a workbook in its order. `progress` is told the share that is done."""
    with ThreadPoolExecutor(2) as pool:
        marking = pool.submit(marks_of, data)
        loading = pool.submit(_load, data, progress)
        tables = import_module("lib.parsing.tables")  # pyarrow comes while the reader is at work
        named = _named_cells(data)
        loaded = loading.result()
        marks = marking.result()
    sheets = []
    while loaded:
        sheet = loaded.pop(0)
        found = marks.get(sheet.name, Marks())
        # Among numbers, TRUE would be taken for 1.
        sheet = _as_text(fastexcel.read_excel(data), sheet.name) if found.booleans else sheet
        sheets.append(replace(_parsed(sheet, found, tables), named=named.get(sheet.name, {})))
        del sheet
    return sheets


def _named_cells(data: bytes) -> dict[str, dict[str, Cells]]:
    """What an exported plan names; openpyxl is not even loaded for other workbooks."""
    if not is_exported_plan(data):
        return {}
    named: dict[str, dict[str, Cells]] = import_module("lib.parsing.named_cells").named_cells(data)
    return named


def _load(data: bytes, progress: Callable[[float], None]) -> list[Any]:
    reader = fastexcel.read_excel(data)
    names = reader.sheet_names
    plain = sheets_that_start_with_headings(data)
    sheets = []
    for place, name in enumerate(names):
        sheets.append(_below_headings(reader, name) if name in plain else _as_text(reader, name))
        progress((place + 1) / len(names))
    return sheets


def _as_text(reader: Any, name: str) -> Any:
    return reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")


def _below_headings(reader: Any, name: str) -> Any:
    """The rows below the first. The whole of a column decides what it is: with fewer rows, a text further
    down would be lost."""
    sheet = reader.load_sheet(name, header_row=0, schema_sample_rows=None)
    columns = sheet.available_columns()
    headings = {column.name for column in columns}
    if all(column.column_name_from == "looked_up" for column in columns) and not any(
        _COUNTED.sub("", heading) in headings for heading in headings if _COUNTED.search(heading)
    ):
        return sheet
    return _as_text(reader, name)


def _first_row(sheet: Any) -> tuple[str, ...]:
    """The headings, where they were taken off."""
    return tuple(
        column.name for column in sheet.available_columns() if column.column_name_from == "looked_up"
    )


def _parsed(sheet: Any, marks: Marks, tables: Any) -> ParsedSheet:
    batch, errors = sheet.to_arrow_with_errors()
    name, hidden, first_row = sheet.name, sheet.visible != "visible", _first_row(sheet)
    above = 1 if first_row else 0
    table = tables.coded(batch.columns)
    del batch, sheet
    found = {
        (row - above, column - marks.first_column): text
        for (row, column), text in marks.without_value.items()
    }
    for error in errors.errors if errors is not None else ():
        if kind := _ERROR.search(error.detail):
            row, column = error.position
            found[row - above, column] = _ERRORS.get(kind.group(1), "#N/A")
    table = _merged(tables.with_texts(table, found), marks, above, tables)
    return ParsedSheet(name, table, hidden, marks, first_row=first_row)


def _merged(table: Any, marks: Marks, above: int, tables: Any) -> Any:
    """The text of a merged cell stands in all its rows: a client merged over its lines is theirs."""
    texts = {}
    for first, last, column in marks.merged:
        place, top = column - marks.first_column, first - above
        if place < table.num_columns and 0 <= top < table.num_rows:
            text = tables.as_texts(table.column(place).slice(top, 1))[0].as_py()
            texts.update({(row - above, place): text for row in range(first + 1, last + 1)})
    return tables.with_texts(table, texts)
