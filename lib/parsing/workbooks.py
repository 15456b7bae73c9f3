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
from typing import Any

import fastexcel

from lib.parsing.errors import ReadingError
from lib.parsing.gaps import Skipped
from lib.parsing.plan_mark import is_exported_plan
from lib.parsing.sandbox import load
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
_DURATION = re.compile(r"value: (\S+), datetime_type: TimeDelta")
FEW_COLUMNS = 50
"""Among more columns than these, long gaps are closed."""
_COUNTED = re.compile(r"_\d+$")
"""What the fast reader adds to a heading that is there twice."""


def read_workbook(data: bytes, progress: Callable[[float], None]) -> list[ParsedSheet]:
    """The sheets of a workbook in its order; one that no reader takes has no cells and is marked so.
    `progress` is told the share that is done. Raises ReadingError: unreadable (no sheet can be read)."""
    named = _named_cells(data)
    near, skipped = _brought_near(data)
    try:
        sheets = _read_fast(near, progress)
    except fastexcel.FastExcelError as error:
        sheets = _module("careful").read_workbook(near)
        if not sheets:
            raise ReadingError("unreadable") from error
    return [
        replace(sheet, skipped_rows=skipped.get(sheet.name, ()), named=named.get(sheet.name, {}))
        for sheet in sheets
    ]


def _named_cells(data: bytes) -> dict[str, dict[str, Cells]]:
    """What an exported plan names; openpyxl is not even loaded for other workbooks."""
    if not is_exported_plan(data):
        return {}
    named: dict[str, dict[str, Cells]] = _module("named_cells").named_cells(data)
    return named


def _read_fast(data: bytes, progress: Callable[[float], None]) -> list[ParsedSheet]:
    with ThreadPoolExecutor(1) as pool:
        marking = pool.submit(marks_of, data)
        loaded = _load(data, progress)  # by the main thread, which gets memory a tenth more quickly
        marks = marking.result()
    sheets = []
    while loaded:
        name, sheet = loaded.pop(0)
        sheet_marks = marks.get(name, Marks())
        if sheet is None:
            sheets.append(_module("careful").read_sheet(data, name, sheet_marks))
            continue
        # Among numbers, TRUE would be taken for 1.
        sheet = _as_text(fastexcel.read_excel(data), name) if sheet_marks.booleans else sheet
        sheets.append(parsed(data, sheet, sheet_marks))
        del sheet
    if all(sheet.refused for sheet in sheets):
        raise ReadingError("unreadable")
    return sheets


def text_sheet(data: bytes, name: str, marks: Marks) -> ParsedSheet:
    """A sheet with all its cells as text. Raises fastexcel.FastExcelError."""
    return parsed(data, _as_text(fastexcel.read_excel(data), name), marks)


def _module(name: str) -> Any:
    return load(f"lib.parsing.{name}")


def _brought_near(data: bytes) -> tuple[bytes, dict[str, Skipped]]:
    """The workbook with cells that are far from all others brought near them."""
    module = "rewritten" if data.startswith(b"PK") else "rewritten_xls"
    near: tuple[bytes, dict[str, Skipped]] = _module(module).brought_near(data)
    return near


def _load(data: bytes, progress: Callable[[float], None]) -> list[tuple[str, Any]]:
    """Each sheet's name, and the sheet, None where the fast reader refuses it."""
    reader = fastexcel.read_excel(data)
    names = reader.sheet_names
    plain = sheets_that_start_with_headings(data)
    sheets = []
    for done, name in enumerate(names):
        sheets.append((name, _taken(reader, name, plain)))
        progress((done + 1) / len(names))
    return sheets


def _taken(reader: Any, name: str, plain: set[str]) -> Any:
    """A sheet, as text where the cells of a column are of kinds that the reader does not put together; None
    where it takes it neither way."""
    if name in plain:
        try:
            return _below_headings(reader, name)
        except fastexcel.FastExcelError:
            pass
    try:
        return _as_text(reader, name)
    except fastexcel.FastExcelError:
        return None


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


def parsed(data: bytes, sheet: Any, marks: Marks) -> ParsedSheet:
    """A sheet that the fast reader has loaded, with what it passes over put back."""
    tables = _module("tables")
    batch, errors = sheet.to_arrow_with_errors()
    name, hidden, first_row = sheet.name, sheet.visible != "visible", _first_row(sheet)
    above = 1 if first_row else 0
    texts = {} if first_row else _durations(data, name, batch)
    kept = tables.without_wide_gaps(batch.columns) if batch.num_columns > FEW_COLUMNS else None
    table = tables.coded(batch.columns)
    del batch, sheet
    for (row, column), text in marks.without_value.items():
        texts[row - above, column - marks.first_column] = text
    for error in errors.errors if errors is not None else ():
        if kind := _ERROR.search(error.detail):
            row, column = error.position
            texts[row - above, column] = _ERRORS.get(kind.group(1), "#N/A")
    table = _merged(tables.with_texts(table, texts), marks, above, tables)
    if kept is not None:
        table, marks, first_row = _only(table, marks, first_row, kept)
    return ParsedSheet(name, table, hidden, marks, first_row=first_row)


def _only(
    table: Any, marks: Marks, first_row: tuple[str, ...], kept: list[int]
) -> tuple[Any, Marks, tuple[str, ...]]:
    """A sheet with some of its columns alone."""
    new = {column + marks.first_column: new_column for new_column, column in enumerate(kept)}
    currencies = {new[column]: shown for column, shown in marks.currencies.items() if column in new}
    cells = table.select(kept).rename_columns([str(column) for column in range(len(kept))])
    headings = tuple(first_row[column] for column in kept) if first_row else ()
    return cells, replace(marks, first_column=0, currencies=currencies), headings


def _durations(data: bytes, name: str, batch: Any) -> dict[tuple[int, int], str]:
    """(row, column) → hours, of the durations among texts: 36:00 comes as a day in the year 1900. Read as
    numbers, such cells are refused one by one, each with what it is."""
    tables, hours = _module("tables"), {}
    for column in tables.columns_of_early_days(batch):
        as_numbers = fastexcel.read_excel(data).load_sheet(
            name, header_row=None, skip_rows=0, dtypes={column: "float"}, use_columns=[column]
        )
        _, refused = as_numbers.to_arrow_with_errors()
        for cell in refused.errors if refused is not None else ():
            if duration := _DURATION.search(cell.detail):
                hours[cell.position[0], column] = tables.hours_text(float(duration.group(1)) * 24)
    return hours


def _merged(table: Any, marks: Marks, above: int, tables: Any) -> Any:
    """The text of a merged cell stands in all its rows: a client merged over its lines is theirs."""
    texts = {}
    for first, last, sheet_column in marks.merged:
        column, top = sheet_column - marks.first_column, first - above
        if column < table.num_columns and 0 <= top < table.num_rows:
            text = tables.as_texts(table.column(column).slice(top, 1))[0].as_py()
            texts.update({(row - above, column): text for row in range(first + 1, last + 1)})
    return tables.with_texts(table, texts)
