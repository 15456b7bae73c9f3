"""The tiers: what each holds and gets. All of it follows the clients and the settings by formulas."""

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import Book, Heading, Kind
from lib.excel.cells import units
from lib.excel.names import name_cells, name_columns
from lib.excel.row_formulas import year_part, year_units
from lib.plan.compute import Tier

FIRST = 1
"""The row of the first tier, counted from 0."""

COLUMNS: tuple[tuple[str, Kind, float], ...] = (
    ("tier", "text", 14),
    ("clients", "integer", 9),
    ("from_rank", "integer", 9),
    ("to_rank", "integer", 9),
    ("revenue", "money", 16),
    ("revenue_share", "percent", 10),
    ("cumulative_share", "percent", 10),
    ("largest", "money", 15),
    ("smallest", "money", 14),
    ("spread", "number", 9),
    ("variation", "percent", 11),
    ("budget_share", "percent", 10),
    ("hours", "hours", 12),
    ("hours_per_client", "hours_each", 11),
    ("revenue_per_hour", "money", 12),
    ("intensity", "number", 10),
    ("mode", "text", 28),
)
"""Key of the heading, kind, width."""
AT = {key: xl_col_to_name(column) for column, (key, _, _) in enumerate(COLUMNS)}
"""The letters of the columns."""
COLUMN = {key: number for number, (key, _, _) in enumerate(COLUMNS, 1)}
"""The columns of `tiers`, as formulas count them."""


def write_tiers(book: Book) -> None:
    """The tier table with its totals, in hours."""
    sheet = book.sheet("tiers", landscape=True)
    book.head(sheet, 0, [Heading(book.texts(f"column.{key}"), kind, width) for key, kind, width in COLUMNS])
    sheet.freeze_panes(1, 1)
    tiers = book.result.tiers
    for index, tier in enumerate(tiers):
        row = FIRST + index
        book.tier_cell(sheet, (row, 0), index)
        for key, formula, value in _formulas(book, index, tier):
            column = next(position for position, (name, _, _) in enumerate(COLUMNS) if name == key)
            book.follow(sheet, row, column, formula, book.format(COLUMNS[column][1]), value)
        sheet.write_string(row, len(COLUMNS) - 1, book.texts(f"mode.{tier.mode}"), book.format())
    _write_totals(book, sheet, FIRST + len(tiers))
    last = FIRST + len(tiers) - 1
    name_columns(book, sheet, {"tier_clients": 1, "tier_starts": 2, "tier_modes": 16}, (FIRST, last))
    name_cells(book, "revenue_total", sheet, (last + 1, 4), (last + 1, 4))
    name_cells(book, "tiers", sheet, (FIRST, 0), (last, len(COLUMNS) - 1))
    sheet.print_area(0, 0, last + 1, len(COLUMNS) - 1)


def _formulas(book: Book, index: int, tier: Tier) -> list[tuple[str, str, float]]:
    """Column, formula and value, from the number of clients to the intensity."""
    line, number = FIRST + index + 1, index + 1
    own = f"(client_tiers={number})"
    hours = tier.minutes / 60
    clients, revenue, time = f"{AT['clients']}{line}", f"{AT['revenue']}{line}", f"{AT['hours']}{line}"
    share, budget = f"{AT['revenue_share']}{line}", f"{AT['budget_share']}{line}"
    mean = f"{revenue}/{clients}"
    spread = f"SUMPRODUCT({own}*(client_revenues-{mean})^2)"
    largest, smallest = f"{AT['largest']}{line}", f"{AT['smallest']}{line}"
    year, per_hour = year_part(book.clients), year_units(tier.revenue, book.clients) / hours if hours else 0
    formulas: list[tuple[str, str, float]] = [
        ("clients", f"COUNTIF(client_tiers,{number})", tier.clients),
        ("from_rank", f"INDEX(last_ranks,{index})+1" if index else "1", tier.from_rank),
        ("to_rank", f"INDEX(last_ranks,{number})", tier.to_rank),
        ("revenue", f"SUMIF(client_tiers,{number},client_revenues)", units(tier.revenue)),
        ("revenue_share", f"{revenue}/revenue_total", tier.revenue_share),
        (
            "cumulative_share",
            f"SUM({AT['revenue']}${FIRST + 1}:{revenue})/revenue_total",
            tier.cumulative_share,
        ),
        ("largest", f"SUMPRODUCT(MAX({own}*client_revenues))", units(tier.largest)),
        (
            "smallest",
            f"IF({clients}=0,0,SUMPRODUCT(MIN(client_revenues+(client_tiers<>{number})*1E+99)))",
            units(tier.smallest),
        ),
        ("spread", f"IF({smallest}=0,0,{largest}/{smallest})", tier.spread),
        ("variation", f"IF({clients}=0,0,SQRT({spread}/{clients})/({mean}))", tier.variation),
        ("budget_share", f"INDEX(tier_shares,{number})/SUM(tier_shares)", tier.budget_share),
        ("hours", f"INDEX(tier_minutes,{number})/60", hours),
        ("hours_per_client", f"IF({clients}=0,0,{time}/{clients})", hours / tier.clients),
        ("revenue_per_hour", f"IF({time}=0,0,{revenue}{year}/{time})", per_hour),
        ("intensity", f"IF({share}=0,0,{budget}/{share})", tier.intensity),
    ]
    return [(key, f"={formula}", value) for key, formula, value in formulas]


def _write_totals(book: Book, sheet: Worksheet, row: int) -> None:
    tiers = book.result.tiers
    hours = sum(tier.minutes for tier in tiers) / 60
    sheet.write_string(row, 0, book.texts("workbook.total"), book.total())
    for column in range(1, len(COLUMNS)):
        sheet.write_blank(row, column, None, book.total())
    sums = {"clients": book.clients.count, "revenue": units(book.clients.total), "revenue_share": 1.0,
            "budget_share": 1.0, "hours": hours}  # fmt: skip
    for column, (key, kind, _) in enumerate(COLUMNS):
        if key in sums:
            formula = f"=SUM({AT[key]}{FIRST + 1}:{AT[key]}{row})"
            sheet.write_formula(row, column, formula, book.total(kind), sums[key])
