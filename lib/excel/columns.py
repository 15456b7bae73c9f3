"""Long columns below a row of headings, each in one plain loop: as fast as XlsxWriter goes.

A sheet of rows begins with a line about what it shows; the headings stand below it.
"""

from collections.abc import Iterable

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.excel.cells import cell_text
from lib.excel.row_formulas import Way

HEAD, FIRST = 1, 2
"""The row of the headings and the first one below it, counted from 0."""


def write_numbers(
    sheet: Worksheet, column: int, values: Iterable[float | None], style: Format, first: int = FIRST
) -> None:
    """A number in every row that has one."""
    write = sheet.write_number
    for row, value in enumerate(values, first):
        if value is not None:
            write(row, column, value, style)


def write_texts(
    sheet: Worksheet, column: int, values: Iterable[str], style: Format, first: int = FIRST
) -> None:
    """A text in every row, whatever it begins with."""
    write = sheet.write_string
    for row, value in enumerate(values, first):
        write(row, column, cell_text(value), style)


def write_formulas(
    sheet: Worksheet, column: int, values: Iterable[float | str], style: Format, way: Way
) -> None:
    """The formula of every row with its value."""
    write = sheet.write_formula
    for row, value in enumerate(values, FIRST):
        write(row, column, way(row + 1), style, value)
