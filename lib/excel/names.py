"""Where things lie in the workbook, so that the formulas of one sheet find the cells of another.

Formulas name cells of other sheets by defined names. All of them are given here.
"""

from collections.abc import Mapping

from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import Book
from lib.plan.placements import Placement

MOST_LIVE_HAND_ROWS = 20_000
"""In a list longer than this, clients are placed by hand in the app: the formulas would grow too slow."""
SPARE_HAND_ROWS = 12
"""Empty rows for clients to be placed by hand in Excel."""


def name_cells(
    book: Book, name: str, sheet: Worksheet, first: tuple[int, int], last: tuple[int, int]
) -> None:
    """Give cells a name for formulas."""
    cells = xl_range_abs(*first, *last)
    book.workbook.define_name(name, f"={quote_sheetname(sheet.name)}!{cells}")


def name_columns(book: Book, sheet: Worksheet, columns: Mapping[str, int], rows: tuple[int, int]) -> None:
    """Give the cells of columns their names, from the first of the rows to the last."""
    for name, column in columns.items():
        name_cells(book, name, sheet, (rows[0], column), (rows[1], column))


def hand_rows(book: Book) -> int:
    """Rows of the table of clients placed by hand; none where formulas do not follow it."""
    placed = len(hand_placements(book))
    if not book.live or (book.clients.count > MOST_LIVE_HAND_ROWS and not placed):
        return 0
    return placed + SPARE_HAND_ROWS


def hand_placements(book: Book) -> list[Placement]:
    """The clients placed by hand, without those whose placement would leave a tier empty."""
    suspended = book.result.exceptions.suspended
    return [placement for placement in book.result.plan.placed if placement not in suspended]


def has_numbers(book: Book) -> bool:
    """Whether any client has a number."""
    return bool((book.clients.ranked["number"] != "").any())
