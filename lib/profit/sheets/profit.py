"""Whether it pays: sentences, tiers with formulas, the cost of an hour, the break-even chart."""

import numpy as np
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import DAY, INK, QUIET, RULE, Book, Heading, Kind
from lib.excel.cells import units
from lib.excel.changes import Watched, opening_line, quoted
from lib.excel.names import has_profit, name_cells, name_columns, role_cost
from lib.excel.row_formulas import year_part, year_units
from lib.look.palette import ACCENT, TIER_COLOURS
from lib.plan.hour_costs import hour_cost, paid_hour
from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.plan.team import team_of
from lib.profit.contribution import TierProfit
from lib.profit.curves import thinned
from lib.profit.profit import profit_of
from lib.profit.sentences import (
    assumption_sentences,
    break_even_sentences,
    hour_sentences,
    result_sentences,
    treatment_sentences,
    whale_sentences,
)
from lib.profit.tables import marked_titles
from lib.tiers.sheets.chart_figures import PROFIT, charts_sheet

_COLUMNS: tuple[tuple[str, Kind, float], ...] = (
    ("tier", "text", 26),
    ("clients", "integer", 14),
    ("revenue", "money", 15),
    ("margin", "money", 15),
    ("hours", "duration", 13),
    ("service_cost", "money", 15),
    ("contribution", "money", 15),
    ("cost_share", "percent", 11),
    ("revenue_per_hour", "money", 13),
    ("contribution_per_hour", "money", 15),
    ("losing", "integer", 11),
    ("lost", "money", 15),
)
_AT = {key: xl_col_to_name(column) for column, (key, _, _) in enumerate(_COLUMNS)}
_ALL = len(_COLUMNS), float(sum(width for _, _, width in _COLUMNS))
_SPLIT = len(_COLUMNS) + 1
"""The hidden columns that say how a tier's cost falls to its clients."""
_DEPENDS: tuple[Watched, ...] = ("tiers", "time", "profit", "services", "people")
_POINTS = 100
"""Points of the curve in the chart."""


def write_profit(book: Book) -> None:
    """The sheet of profit; none while nothing was said about margins, costs or fixed costs."""
    if not has_profit(book):
        return
    sheet = book.sheet("profit", landscape=True)
    opening_line(book, sheet, 0, _DEPENDS)
    row = _write_sentences(book, sheet, 1)
    row = _write_tiers(book, sheet, row + 1)
    row = _write_treatments(book, sheet, row + 1)
    row = _write_hour_costs(book, sheet, row + 1)
    _write_chart(book, sheet, row + 1)
    sheet.set_column(_SPLIT, _SPLIT + 1, 14, None, {"hidden": True})
    sheet.print_area(0, 0, row + 20, len(_COLUMNS) - 1)
    sheet.fit_to_pages(1, 1)


def _write_sentences(book: Book, sheet: Worksheet, first: int) -> int:
    profit, texts = profit_of(book.result), book.texts
    sentences = [
        *result_sentences(profit, texts),
        *break_even_sentences(profit, texts),
        *hour_sentences(profit, texts),
        *treatment_sentences(profit, texts),
        *whale_sentences(profit, texts),
        *assumption_sentences(profit, texts),
    ]
    return book.paragraphs(sheet, first, sentences, _ALL)


def _write_tiers(book: Book, sheet: Worksheet, head: int) -> int:
    texts = book.texts
    titles = marked_titles([key for key, _, _ in _COLUMNS], profit_of(book.result), texts)
    book.head(sheet, head, [Heading(titles[key], kind, width) for key, kind, width in _COLUMNS])
    profits = profit_of(book.result).tiers
    first = head + 2
    for index in range(len(book.tiers)):
        row = first + index
        book.tier_cell(sheet, (row, 0), index)
        profit = profits[index] if book.is_used(index) else None
        for column, (formula, value) in enumerate(_formulas(book, index, profit, row + 1), 1):
            kind = _COLUMNS[column][1] if column < len(_COLUMNS) else "integer"
            shown = column if column < len(_COLUMNS) else column + 1
            book.follow(sheet, row, shown, formula, book.format(kind), value)
        book.show_if_used(sheet, (row, 1, row, len(_COLUMNS) - 1), index)
    last = first + len(book.tiers) - 1
    name_columns(book, sheet, {"profit_each": _SPLIT, "profit_one_more": _SPLIT + 1}, (first, last))
    _write_all(book, sheet, (first, last), profits)
    return last + 1


def _formulas(book: Book, index: int, profit: TierProfit | None, line: int) -> list[tuple[str, float]]:
    """Formula and value of a tier's cells from the clients on, and of the two hidden ones; without `profit`,
    those of a tier that the plan does not have."""
    number = index + 1
    cell = {key: f"{letter}{line}" for key, letter in _AT.items()}
    clients, cost = cell["clients"], cell["service_cost"]
    time = f"({cell['hours']}*24)"
    losing = f'client_tiers,{number},client_contributions,"<0"'
    formulas = [
        f"INDEX(tier_clients,{number})",
        f"SUMIF(client_tiers,{number},client_revenues)",
        f"SUMIF(client_tiers,{number},client_margins)",
        f"{_minutes(book, number)}/{DAY}",
        _cost(book, number, cell),
        f"{cell['margin']}-{cost}",
        f"IF({cell['revenue']}=0,0,{cost}/{cell['revenue']})",
        f"IF({time}=0,0,{cell['revenue']}{year_part(book.clients)}/{time})",
        f"IF({time}=0,0,{cell['contribution']}/{time})",
        f"COUNTIFS({losing})",
        f"-SUMIFS(client_contributions,{losing})",
        f"IF({clients}=0,0,INT(ROUND({cost}*10000,0)/{clients}))",
        f"IF({clients}=0,0,MOD(ROUND({cost}*10000,0),{clients}))",
    ]
    values = [0.0] * len(formulas) if profit is None else _values(book, profit)
    return [(f"={formula}", value) for formula, value in zip(formulas, values, strict=True)]


def _values(book: Book, profit: TierProfit) -> list[float]:
    """What those formulas give."""
    hours = profit.minutes / 60
    each, more = divmod(profit.cost, profit.clients)
    return [
        profit.clients,
        units(profit.revenue),
        units(profit.margin),
        profit.minutes / DAY,
        units(profit.cost),
        units(profit.contribution),
        profit.cost_share,
        year_units(profit.revenue, book.clients) / hours if hours else 0,
        units(profit.contribution) / hours if hours else 0,
        profit.losing,
        units(profit.lost),
        each,
        more,
    ]


def _by_services(book: Book) -> bool:
    """Whether the time of a client is what the service catalogue gives it."""
    plan = book.result.plan
    return plan.profit.time_source == "services" and bool(plan.services.services)


def _minutes(book: Book, number: int) -> str:
    if _by_services(book):
        return f"ROUND(INDEX(service_work,1,{number})*{DAY},0)"
    return f"INDEX(tier_minutes,{number})"


def _cost(book: Book, number: int, cell: dict[str, str]) -> str:
    """Time × what an hour costs, and the direct costs of services."""
    if not _by_services(book):
        role = f"INDEX(choice_roles,choice_row,{number})"
        hours = f"INDEX(tier_minutes,{number})/60"
        return f"IF({number}>tiers_used,0,ROUND({hours}*INDEX(hour_costs,{role}),4))"
    times = f"INDEX(service_times,0,{number})"
    personal = f"service_minutes,{times},1-INDEX(service_automated,0,{number})"
    parts = [
        f'SUMPRODUCT({personal},--(service_roles="{book.texts(f"performer.{role}")}"))*INDEX(hour_costs,{number})'
        for number, role in enumerate(STAFF_ROLES, 1)
    ]
    direct = f"ROUND(SUMPRODUCT(service_costs,{times})*{cell['clients']},4)"
    return f"ROUND(({'+'.join(parts)})*{cell['clients']}/60,4)+{direct}"


def _write_all(book: Book, sheet: Worksheet, rows: tuple[int, int], profits: tuple[TierProfit, ...]) -> None:
    """All clients together, above the first tier."""
    first, last = rows
    sums = {
        "clients": float(sum(profit.clients for profit in profits)),
        "revenue": units(sum(profit.revenue for profit in profits)),
        "margin": units(sum(profit.margin for profit in profits)),
        "hours": sum(profit.minutes for profit in profits) / DAY,
        "service_cost": units(sum(profit.cost for profit in profits)),
        "contribution": units(sum(profit.contribution for profit in profits)),
        "losing": float(sum(profit.losing for profit in profits)),
        "lost": units(sum(profit.lost for profit in profits)),
    }
    sheet.write_string(first - 1, 0, book.texts("workbook.all"), book.all_style())
    for column, (key, kind, _) in enumerate(_COLUMNS[1:], 1):
        if key in sums:
            formula = f"=SUM({_AT[key]}{first + 1}:{_AT[key]}{last + 1})"
            book.follow(sheet, first - 1, column, formula, book.all_style(kind), sums[key])
        else:
            sheet.write_blank(first - 1, column, None, book.all_style())


def _write_treatments(book: Book, sheet: Worksheet, head: int) -> int:
    """Everyone alike, as today, in the plan: the rows below the tiers, under their own headings."""
    texts = book.texts
    kinds: tuple[Kind, ...] = ("text", "money", "duration", "duration", "integer", "money")
    keys = ("treatment", "contribution", "hours", "top_hours", "losing", "lost")
    for column, (key, kind) in enumerate(zip(keys, kinds, strict=True)):
        sheet.write_string(head, column, texts(f"column.{key}"), book.heading(kind))
    sheet.set_row(head, 36)
    outcomes = profit_of(book.result).treatments
    for row, outcome in enumerate(outcomes, head + 1):
        sheet.write_string(row, 0, texts(f"profit.treatment.{outcome.treatment}"), book.format())
        values = (
            units(outcome.contribution),
            outcome.minutes / DAY,
            outcome.top_minutes / DAY,
            outcome.losing,
            units(outcome.lost),
        )
        for column, (kind, value) in enumerate(zip(kinds[1:], values, strict=True), 1):
            sheet.write_number(row, column, value, book.format(kind))
    return head + 1 + len(outcomes)


def _paid_formula(book: Book, role: StaffRole) -> str:
    """The paid hour of a role: that of its people, weighted by their hours, or else that of the settings."""
    usual = role_cost(book, role)
    if not book.result.plan.team.people:
        return f"={usual}"
    own = quoted(book.texts(f"performer.{role}"))
    hours = f"SUMIF(person_roles,{own},person_hours)"
    paid = f"SUMPRODUCT(--(person_roles={own}),person_hours,person_costs)"
    return f"=IF({hours}=0,{usual},ROUND({paid}/{hours},4))"


def _write_hour_costs(book: Book, sheet: Worksheet, head: int) -> int:
    """What an hour with a client costs, by role: a paid hour, divided by what can be planned of it."""
    texts, settings = book.texts, book.result.plan.profit
    team = team_of(book.clients, book.result.plan.team)
    titles = (
        "services.column.role",
        "services.column.cost_per_hour",
        "workbook.capacity",
        "workbook.hour_cost",
    )
    kinds: tuple[Kind, ...] = ("text", "cents", "percent", "cents")
    for column, (key, kind) in enumerate(zip(titles, kinds, strict=True)):
        sheet.write_string(head, column, texts(key), book.heading(kind))
    sheet.set_row(head, 52)
    for row, role in enumerate(STAFF_ROLES, head + 1):
        paid = units(paid_hour(settings, team, role))
        sheet.write_string(row, 0, texts(f"performer.{role}"), book.format())
        book.follow(sheet, row, 1, _paid_formula(book, role), book.format("cents"), paid)
        book.follow(sheet, row, 2, "=capacity", book.format("percent"), settings.capacity / 100)
        number = row - head
        formula = f"=ROUND(INDEX(paid_hour_costs,{number})/INDEX(planned_parts,{number}),4)"
        cost = units(hour_cost(settings, team, role))
        book.follow(sheet, row, 3, formula, book.format("cents"), cost)
    named = {"paid_hour_costs": 1, "planned_parts": 2, "hour_costs": 3}
    name_columns(book, sheet, named, (head + 1, head + len(STAFF_ROLES)))
    return head + 1 + len(STAFF_ROLES)


def _write_chart(book: Book, sheet: Worksheet, row: int) -> None:
    """Cumulative contribution over the ranking against the fixed costs."""
    texts, figures = book.texts, charts_sheet(book)
    cumulative = np.concatenate(([0], np.cumsum(profit_of(book.result).contributions)))
    table = thinned(cumulative, points=_POINTS)
    fixed = units(book.result.plan.profit.fixed_costs)
    name_cells(book, "profit_chart_ranks", figures, (1, PROFIT), (len(table), PROFIT))
    for line, (rank, amount) in enumerate(zip(table["rank"], table["amount"], strict=True), 1):
        figures.write_number(line, PROFIT, rank, book.format("integer"))
        up_to = f"INDEX(profit_chart_ranks,{line})"
        formula = f'=SUMIFS(client_contributions,client_ranks,"<="&{up_to})'
        book.follow(figures, line, PROFIT + 1, formula, book.format("money"), units(amount))
        book.follow(figures, line, PROFIT + 2, "=fixed_costs", book.format("money"), fixed)
    for offset, key in enumerate(("chart.rank", "profit.chart.contribution", "workbook.fixed")):
        figures.write_string(0, PROFIT + offset, texts(key), book.heading("integer"))
    chart = book.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    for offset, colour in ((1, TIER_COLOURS[0]), (2, ACCENT)):
        chart.add_series(
            {
                "name": [figures.name, 0, PROFIT + offset],
                "categories": [figures.name, 1, PROFIT, len(table), PROFIT],
                "values": [figures.name, 1, PROFIT + offset, len(table), PROFIT + offset],
                "line": {"color": colour, "width": 2.25},
            }
        )
    quiet = {"major_gridlines": {"visible": False}, "line": {"color": RULE}}
    name = {"name": texts("chart.rank"), "name_font": {"bold": False, "color": QUIET}}
    chart.set_title({"name": texts("workbook.profit_chart"), "name_font": {"size": 13, "color": INK}})
    chart.set_x_axis(quiet | name | {"min": 0, "max": book.clients.count})
    chart.set_y_axis(quiet | {"num_format": book.code("money")})
    chart.set_legend({"position": "bottom"})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_hidden_data()
    chart.set_size({"width": 1150, "height": 420})
    sheet.insert_chart(row, 0, chart)
