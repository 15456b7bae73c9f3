"""Formulas of a client's row, which find all they need by its rank, in whatever order the rows are."""

from collections.abc import Callable

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib.clients.coverage import YEAR, coverage
from lib.clients.model import ClientList
from lib.excel.book import Book
from lib.excel.cells import units
from lib.excel.names import hand_rows

Way = Callable[[int], str]
"""The formula of a row, by its number in Excel. The rank is in column A."""


def tier_number(book: Book) -> Way:
    """The tier that was chosen by hand, or else that of the cuts."""
    tier = "MATCH(A{0},tier_starts,1)"
    if hand_rows(book):
        tier = f"IFERROR(INDEX(hand_after,MATCH(A{{0}},hand_ranks,0)),{tier})"
    return f"={tier}".format


def among_first(book: Book, number: str, limits: str) -> str:
    """Whether the client is among the first of its tier; how many those are is named for every tier.

    `number` is the column with the number of the tier; {0} stands for the row.
    """
    if not hand_rows(book):
        return f"A{{0}}-INDEX(tier_starts,{number}{{0}})<INDEX({limits},{number}{{0}})"
    own = f"INDEX(last_ranks,{number}{{0}}))-INDEX(tier_starts,{number}{{0}})"
    counted = f'COUNTIFS(hand_ranks,"<="&A{{0}},hand_ranks,">0",hand_%s,{number}{{0}})'
    placed = f"{counted % 'after'}-{counted % 'before'}"
    return f"MAX(0,MIN(A{{0}},{own}+1)+{placed}<=INDEX({limits},{number}{{0}})"


def year_part(clients: ClientList) -> str:
    """What brings an amount of the list to twelve months, inside a formula."""
    covered = coverage(clients)
    return "" if covered is None or covered.is_year else f"*{YEAR}/{covered.months}"


def year_units(amount: int, clients: ClientList) -> float:
    """What `year_part` makes of an amount in ten-thousandths, as Excel calculates it."""
    covered = coverage(clients)
    return units(amount) if covered is None or covered.is_year else units(amount) * YEAR / covered.months


def colour_tiers(book: Book, sheet: Worksheet, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    """The tier's name on its colour, also when the rows are sorted or the thresholds move.

    `rows` are the first and the last, `columns` those of the name and of the number, from 0.
    """
    (first, last), (name, number) = rows, columns
    for index, tier in enumerate(book.tiers, 1):
        rule = {
            "type": "formula",
            "criteria": f"=${xl_col_to_name(number)}{first + 1}={index}",
            "format": book.workbook.add_format({"bg_color": tier.fill, "font_color": tier.ink}),
        }
        sheet.conditional_format(first, name, last, name, rule)
