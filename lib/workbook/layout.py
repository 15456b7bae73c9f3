"""Where things lie in the workbook, so that the formulas of one sheet find the cells of another."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from lib.texts import Texts
from lib.workbook.book import Book, Column

MOST_ROWS = 1_048_575
"""Rows of an Excel sheet below its headings."""

TIERS: tuple[Column, ...] = (
    Column("tier", "text", 9),
    Column("clients", "integer", 9),
    Column("from_rank", "integer", 9),
    Column("to_rank", "integer", 9),
    Column("revenue", "money", 17),
    Column("revenue_share", "percent", 10),
    Column("cumulative_share", "percent", 10),
    Column("largest", "money", 15),
    Column("smallest", "money", 15),
    Column("spread", "number", 10),
    Column("variation", "percent", 11),
    Column("budget_share", "percent", 10),
    Column("hours", "hours", 12),
    Column("hours_per_client", "fine_hours", 12),
    Column("revenue_per_hour", "money", 13),
    Column("intensity", "number", 10),
    Column("mode", "text", 26),
)
"""The columns of the tier table, from A on."""
FIRST_TIER = 1
"""The row of the first tier, counted from 0, on the sheet of the tiers."""
FIRST_WORKING = 2
"""The same on the sheet of workings."""


def letters(columns: Sequence[Column]) -> dict[str, str]:
    """Which letter each column has: {"tier": "A", …}."""
    return {column.key: xl_col_to_name(place) for place, column in enumerate(columns)}


AT = letters(TIERS)
"""The letters of the tier table."""


def reference(name: str, cells: str) -> str:
    """Cells of another sheet, as a formula names them."""
    return f"{quote_sheetname(name)}!{cells}"


def tier_cell(texts: Texts, key: str, index: int) -> str:
    """One cell of the tier table, as other sheets name it. The row after the last tier is the total."""
    return reference(texts("workbook.sheet.tiers"), f"${AT[key]}${FIRST_TIER + 1 + index}")


@dataclass(frozen=True)
class Part:
    """One sheet's worth of a list that may be longer than a sheet: places from `start` up to `stop`."""

    number: int
    start: int
    stop: int

    @property
    def rows(self) -> int:
        return self.stop - self.start


def parts(count: int) -> list[Part]:
    """A list cut into as many sheets as Excel's rows make necessary."""
    starts = range(0, count, MOST_ROWS)
    return [Part(number, start, min(start + MOST_ROWS, count)) for number, start in enumerate(starts, 1)]


def part_name(texts: Texts, key: str, number: int) -> str:
    """The name of a list's sheet; from the second on it carries its number."""
    name = texts(f"workbook.sheet.{key}")
    return name if number == 1 else texts("workbook.sheet.continued", name=name, number=number)


def client_columns(book: Book) -> tuple[Column, ...]:
    """The columns of the client sheet; the client number only where the file has one."""
    from lib.workbook.clients_sheet import columns

    return columns(book)
