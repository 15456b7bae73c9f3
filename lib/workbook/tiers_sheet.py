"""The tiers: what each holds and gets. Budgets and what follows from them are formulas."""

from xlsxwriter.worksheet import Worksheet

from lib.compute import Tier
from lib.workbook.book import Book, Heading, Kind, units

FIRST = 1
"""The row of the first tier, counted from 0."""

COLUMNS: tuple[tuple[str, Kind, float], ...] = (
    ("tier", "text", 8),
    ("clients", "integer", 9),
    ("from_rank", "integer", 9),
    ("to_rank", "integer", 9),
    ("revenue", "money", 15),
    ("revenue_share", "percent", 9),
    ("cumulative_share", "percent", 10),
    ("largest", "money", 14),
    ("smallest", "money", 14),
    ("spread", "number", 9),
    ("variation", "percent", 11),
    ("budget_share", "percent", 10),
    ("hours", "hours", 10),
    ("hours_per_client", "number", 10),
    ("revenue_per_hour", "money", 12),
    ("intensity", "number", 10),
    ("mode", "text", 28),
)
"""Key of the heading, kind, width; the letters A–Q of the formulas stand for their places."""


def write_tiers(book: Book) -> None:
    """The tier table with its totals, in hours; the total budget is the input cell of Settings."""
    sheet = book.sheet("tiers", landscape=True)
    book.head(sheet, 0, [Heading(book.texts(f"column.{key}"), kind, width) for key, kind, width in COLUMNS])
    sheet.freeze_panes(1, 1)
    tiers = book.result.tiers
    for index, tier in enumerate(tiers):
        row = FIRST + index
        sheet.write_string(row, 0, tier.name, book.tier_format(index))
        for column, value in enumerate(_values(tier), 1):
            _, kind, _ = COLUMNS[column]
            if isinstance(value, str):
                sheet.write_string(row, column, value, book.format())
            else:
                sheet.write_number(row, column, value, book.format(kind))
        _write_formulas(book, sheet, row, tier)
        sheet.write_string(row, 16, book.texts(f"mode.{tier.mode}"), book.format())
    _write_totals(book, sheet, FIRST + len(tiers))
    book.workbook.define_name("tiers", f"='{sheet.name}'!$A${FIRST + 1}:$Q${FIRST + len(tiers)}")


def _values(tier: Tier) -> list[float]:
    return [
        tier.clients,
        tier.from_rank,
        tier.to_rank,
        units(tier.revenue),
        tier.revenue_share,
        tier.cumulative_share,
        units(tier.largest),
        units(tier.smallest),
        tier.spread,
        tier.variation,
        tier.budget_share,
    ]


def _write_formulas(book: Book, sheet: Worksheet, row: int, tier: Tier) -> None:
    """Shares, hours and what an hour brings, each with its value."""
    line, last = row + 1, FIRST + len(book.result.tiers)
    total = f"SUM(E${FIRST + 1}:E${last})"
    hours = tier.minutes / 60
    per_hour = units(tier.revenue) / hours if hours else 0
    formulas: list[tuple[int, str, float]] = [
        (5, f"=E{line}/{total}", tier.revenue_share),
        (6, f"=SUM(E${FIRST + 1}:E{line})/{total}", tier.cumulative_share),
        (9, f"=H{line}/I{line}", tier.spread),
        (12, f"=ROUND(L{line}*budget_hours*60,0)/60", hours),
        (13, f"=M{line}/B{line}", hours / tier.clients),
        (14, f"=IF(M{line}=0,0,E{line}/M{line})", per_hour),
        (15, f"=L{line}/F{line}", tier.intensity),
    ]
    for column, formula, value in formulas:
        sheet.write_formula(row, column, formula, book.format(COLUMNS[column][1]), value)


def _write_totals(book: Book, sheet: Worksheet, row: int) -> None:
    tiers = book.result.tiers
    hours = sum(tier.minutes for tier in tiers) / 60
    sheet.write_string(row, 0, book.texts("workbook.total"), book.format(bold=True, top=1))
    for column in range(1, len(COLUMNS)):
        sheet.write_blank(row, column, None, book.format(bold=True, top=1))
    sums = [(1, book.clients.count), (4, units(book.clients.total)), (5, 1.0), (11, 1.0), (12, hours)]
    for column, value in sums:
        letter = "ABCDEFGHIJKLMNOPQ"[column]
        formula = f"=SUM({letter}{FIRST + 1}:{letter}{row})"
        sheet.write_formula(row, column, formula, book.format(COLUMNS[column][1], bold=True, top=1), value)
