"""The tiers: what each holds and gets. All of it follows the clients and the settings by formulas."""

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import DAY, Book, Heading, Kind
from lib.excel.cells import units
from lib.excel.changes import opening_line, quoted
from lib.excel.columns import HEAD
from lib.excel.names import name_cells, name_columns
from lib.excel.row_formulas import year_part, year_units
from lib.plan.compute import Tier
from lib.plan.hour_costs import nearest
from lib.plan.roles import STAFF_ROLES

ALL = HEAD + 1
"""The row of all clients together, which stands first: below the last tier there is room for more."""
FIRST = ALL + 1
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
    ("hours", "duration", 12),
    ("hours_per_client", "duration", 12),
    ("revenue_per_hour", "money", 12),
    ("intensity", "number", 10),
    ("mode", "text", 28),
)
"""Key of the heading, kind, width."""
AT = {key: xl_col_to_name(column) for column, (key, _, _) in enumerate(COLUMNS)}
"""The letters of the columns."""
COLUMN = {key: number for number, (key, _, _) in enumerate(COLUMNS, 1)}
"""The columns of `tiers`, as formulas count them."""


def write_tiers(book: Book) -> tuple[Worksheet, int]:
    """All clients together, then tier by tier; the sheet, and the row where another table can follow."""
    has_services = bool(book.result.plan.services.services)
    sheet = book.sheet("tiers_and_services" if has_services else "tiers", landscape=True)
    opening_line(book, sheet, 0, ())
    headings = [Heading(book.texts(f"column.{key}"), kind, width) for key, kind, width in COLUMNS]
    book.head(sheet, HEAD, headings)
    sheet.freeze_panes(0, 1)
    for index, tier in enumerate(book.tiers):
        row = FIRST + index
        book.tier_cell(sheet, (row, 0), index)
        for key, formula, value in _formulas(book, index, tier):
            column = COLUMN[key] - 1
            book.follow(sheet, row, column, formula, book.format(COLUMNS[column][1]), value)
        book.show_if_used(sheet, (row, 1, row, len(COLUMNS) - 1), index)
    _write_all(book, sheet)
    last = FIRST + len(book.tiers) - 1
    name_columns(book, sheet, {"tier_clients": 1, "tier_starts": 2, "tier_modes": 16}, (FIRST, last))
    name_cells(book, "revenue_total", sheet, (ALL, 4), (ALL, 4))
    name_cells(book, "tiers", sheet, (FIRST, 0), (last, len(COLUMNS) - 1))
    return sheet, last + 2


def _formulas(book: Book, index: int, tier: Tier) -> list[tuple[str, str, float | str]]:
    """Column, formula and value, from the number of clients to who serves them."""
    line, number = FIRST + index + 1, index + 1
    own = f"(client_tiers={number})"
    minutes = f"INDEX(tier_minutes,{number})"
    clients, revenue = f"{AT['clients']}{line}", f"{AT['revenue']}{line}"
    share, budget = f"{AT['revenue_share']}{line}", f"{AT['budget_share']}{line}"
    mean = f"{revenue}/{clients}"
    spread = f"SUMPRODUCT({own}*(client_revenues-{mean})^2)"
    largest, smallest = f"{AT['largest']}{line}", f"{AT['smallest']}{line}"
    year = year_part(book.clients)
    per_hour = year_units(tier.revenue, book.clients) * 60 / tier.minutes if tier.minutes else 0
    per_client = nearest(tier.minutes, tier.clients) / DAY if tier.clients else 0
    modes = ",".join(quoted(book.texts(f"mode.{role}")) for role in STAFF_ROLES)
    formulas: list[tuple[str, str, float | str]] = [
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
        ("spread", f"IF({smallest}=0,0,{largest}/{smallest})", tier.spread if tier.smallest else 0),
        ("variation", f"IF({clients}=0,0,SQRT({spread}/{clients})/({mean}))", tier.variation),
        ("budget_share", f"INDEX(tier_shares,{number})/SUM(tier_shares)", tier.budget_share),
        ("hours", f"{minutes}/{DAY}", tier.minutes / DAY),
        # A time is shown in whole minutes, which Excel would round down.
        ("hours_per_client", f"IF({clients}=0,0,ROUND({minutes}/{clients},0)/{DAY})", per_client),
        ("revenue_per_hour", f"IF({minutes}=0,0,{revenue}{year}/({minutes}/60))", per_hour),
        ("intensity", f"IF({share}=0,0,{budget}/{share})", tier.intensity if tier.revenue_share else 0),
        (
            "mode",
            f'IF({number}>tiers_used,"",CHOOSE(INDEX(choice_roles,choice_row,{number}),{modes}))',
            book.texts(f"mode.{tier.mode}") if book.is_used(index) else "",
        ),
    ]
    return [(key, f"={formula}", value) for key, formula, value in formulas]


def _write_all(book: Book, sheet: Worksheet) -> None:
    clients, minutes = book.clients, book.result.tier_budget
    total, last = units(clients.total), FIRST + len(book.tiers)
    values: dict[str, float] = {
        "clients": clients.count, "revenue": total, "revenue_share": 1.0, "budget_share": 1.0,
        "hours": minutes / DAY,
    }  # fmt: skip
    each = nearest(minutes, clients.count) / DAY
    per_hour = year_units(clients.total, clients) * 60 / minutes if minutes else 0
    year, time = year_part(clients), "SUM(tier_minutes)"
    others: dict[str, tuple[str, float]] = {
        "hours_per_client": (f"=ROUND({time}/SUM(tier_clients),0)/{DAY}", each),
        "revenue_per_hour": (f"=IF({time}=0,0,revenue_total{year}/({time}/60))", per_hour),
    }
    sheet.write_string(ALL, 0, book.texts("workbook.all"), book.all_style())
    for column, (key, kind, _) in enumerate(COLUMNS[1:], 1):
        formula, value = others.get(key, (f"=SUM({AT[key]}{FIRST + 1}:{AT[key]}{last})", values.get(key)))
        if value is None:
            sheet.write_blank(ALL, column, None, book.all_style())
        else:
            book.follow(sheet, ALL, column, formula, book.all_style(kind), value)
