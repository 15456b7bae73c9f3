"""A list that is no .xlsx (csv, xls, ods …) as a new workbook: its columns, ours beside them, the tiers."""

import io
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.excel.cells import MOST_ROWS, cell_text, sheet_name, text_width
from lib.excel.low_memory_sheet import LeanSheet
from lib.exports.own.model import ClientRows, Value, Written
from lib.reading.amounts import numbers_of
from lib.reading.choices import Choices
from lib.reading.source import Sheet, Source

_AMOUNTS = (
    *("revenue", "quantity", "unit_price", "discount", "cost", "margin", "hours", "debit", "credit"),
    *("periods", "earlier"),
)
"""The choices whose columns hold numbers: texts that look like them elsewhere may be numbers of clients."""
_LOOK_AT = 500
"""Rows that decide how wide a column is."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HEAD = "#f3efe7"


def fits(source: Source, rows: Mapping[str, ClientRows]) -> bool:
    """Whether Excel has a row for every row of the file."""
    return bool(rows) and all(source.sheet(name).rows < MOST_ROWS for name in rows)


def new_workbook(source: Source, choices: Choices, rows: Mapping[str, ClientRows], written: Written) -> bytes:
    """The rows below the headings of each sheet in `rows`, as texts and numbers, each as an Excel table with
    our columns at its right; and the sheet of the tiers."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        names: list[str] = []
        for name, client_rows in rows.items():
            names.append(sheet_name(name or written.title, names))
            sheet = book.add_worksheet(names[-1], worksheet_class=LeanSheet)
            _write_list(sheet, source.sheet(name), choices, client_rows, written)
        tiers = book.add_worksheet(sheet_name("Palmarès", names))
        _write_tiers(book, tiers, written)
    return file.getvalue()


def _write_list(sheet: Worksheet, read: Sheet, choices: Choices, rows: ClientRows, written: Written) -> None:
    headings = [*read.headings, *_unlike(written.headings, read.headings)]
    amounts = _amount_headings(choices)
    for column, heading in enumerate(read.headings):
        values = _numbers(read, heading) if heading in amounts else read.values(heading)
        _write_column(sheet, column, heading, values)
    first = len(read.headings)
    own: list[Sequence[Value]] = [
        written.columns[rank - 1] if (rank := rows.ranks.get(read.row_number(row))) else ("",) * 4
        for row in range(read.rows)
    ]
    for offset in range(len(written.headings)):
        _write_column(sheet, first + offset, headings[first + offset], [values[offset] for values in own])
    described = [{"header": cell_text(heading)} for heading in headings]
    style = {"style": "Table Style Light 1", "columns": described}
    sheet.add_table(0, 0, max(read.rows, 1), len(headings) - 1, style)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _unlike(wanted: Iterable[str], taken: Sequence[str]) -> list[str]:
    others = {heading.casefold() for heading in taken}
    return [f"{heading} (Palmarès)" if heading.casefold() in others else heading for heading in wanted]


def _amount_headings(choices: Choices) -> set[str]:
    headings = set[str]()
    for name in _AMOUNTS:
        chosen = getattr(choices, name)
        headings |= {chosen} if isinstance(chosen, str) else set(chosen or ())
    return headings


def _numbers(read: Sheet, heading: str) -> list[Value]:
    """Numbers where a cell holds one; what else it holds as it is."""
    numbers = numbers_of(read, heading)
    values = (np.asarray(numbers.whole, dtype=float) / 10**numbers.places).tolist()
    texts = read.values(heading) if numbers.wrong.any() else [""] * len(values)
    kept = zip(values, texts, numbers.blank.tolist(), numbers.wrong.tolist(), strict=True)
    return [text if wrong else "" if blank else value for value, text, blank, wrong in kept]


def _write_column(sheet: Worksheet, column: int, heading: str, values: Sequence[Value]) -> None:
    width = text_width([str(value) for value in (heading, *values[:_LOOK_AT])], 9, 46)
    sheet.set_column(column, column, width)
    for row, value in enumerate(values, 1):
        if isinstance(value, str) and value:
            sheet.write_string(row, column, cell_text(value))
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)


def _write_tiers(book: xlsxwriter.Workbook, sheet: Worksheet, written: Written) -> None:
    bold = book.add_format({"bold": True, "bg_color": _HEAD})
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 6, 17)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, cell_text(written.title), book.add_format({"bold": True, "font_size": 16}))
    sheet.write_string(1, 0, cell_text(written.about))
    for column, heading in enumerate(written.tier_headings):
        sheet.write_string(3, column, cell_text(heading), bold)
    for row, values in enumerate(written.tiers, 4):
        is_total = row == 3 + len(written.tiers)
        for column, (value, kind) in enumerate(zip(values, written.tier_kinds, strict=True)):
            _put(sheet, (row, column), value, book.add_format({"bold": is_total} | _code(written, kind)))


def _code(written: Written, kind: str) -> dict[str, str]:
    return {"num_format": written.codes[kind]} if kind in written.codes else {}


def _put(sheet: Worksheet, cell: tuple[int, int], value: Value, style: Format) -> None:
    if isinstance(value, str):
        sheet.write_string(*cell, cell_text(value), style)
    elif value is not None:
        sheet.write_number(*cell, value, style)
