"""Long columns below a row of headings, each in one plain loop: as fast as XlsxWriter goes."""

from collections.abc import Iterable

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.excel.cells import cell_text
from lib.excel.row_formulas import Way


def write_numbers(sheet: Worksheet, column: int, values: Iterable[float], style: Format) -> None:
    """A number in every row."""
    write = sheet.write_number
    for row, value in enumerate(values, 1):
        write(row, column, value, style)


def write_texts(sheet: Worksheet, column: int, values: Iterable[str], style: Format) -> None:
    """A text in every row, whatever it begins with."""
    write = sheet.write_string
    for row, value in enumerate(values, 1):
        write(row, column, cell_text(value), style)


def write_formulas(
    sheet: Worksheet, column: int, values: Iterable[float | str], style: Format, way: Way
) -> None:
    """The formula of every row with its value."""
    write = sheet.write_formula
    for row, value in enumerate(values, 1):
        write(row, column, way(row + 1), style, value)
