"""Whether it pays: sentences, tiers with formulas, the break-even chart, and every client's contribution."""

import numpy as np
from xlsxwriter.worksheet import Worksheet

from lib.palette import ACCENT, TIER_COLOURS
from lib.plan import USUAL_PROFIT
from lib.profit import client_profits, contributions, service_cost, tier_profits, treatments
from lib.profit_curves import break_even, thinned, whale
from lib.profit_sentences import (
    break_even_sentences,
    hour_sentences,
    result_sentences,
    treatment_sentences,
    whale_sentences,
)
from lib.workbook.book import MOST_ROWS, Book, Heading, Kind, cell_text, units

_COLUMNS: tuple[tuple[str, Kind, float], ...] = (
    ("tier", "text", 22),
    ("clients", "integer", 10),
    ("revenue", "money", 15),
    ("margin", "money", 15),
    ("hours", "hours", 11),
    ("service_cost", "money", 15),
    ("contribution", "money", 15),
    ("cost_share", "percent", 11),
    ("revenue_per_hour", "money", 13),
    ("contribution_per_hour", "money", 15),
    ("losing", "integer", 11),
    ("lost", "money", 15),
)
_POINTS = 100
"""Points of the curve in the chart."""
_FAINT = "#999999"


def write_profit(book: Book) -> None:
    """Sheets of profit; none while nothing was said about margins, costs or fixed costs."""
    if book.result.plan.profit == USUAL_PROFIT:
        return
    sheet = book.sheet("profit", landscape=True)
    row = _write_sentences(book, sheet)
    row = _write_tiers(book, sheet, row + 1)
    row = _write_treatments(book, sheet, row + 1)
    _write_chart(book, sheet, row + 1)
    _write_clients(book)


def _write_sentences(book: Book, sheet: Worksheet) -> int:
    clients, result, texts = book.clients, book.result, book.texts
    found = break_even(clients, result)
    sentences = [
        *result_sentences(clients, result, found, texts),
        *break_even_sentences(clients, result, found, texts),
        *hour_sentences(service_cost(clients, result), clients, result, texts),
        *treatment_sentences(clients, result, treatments(clients, result), texts),
        *whale_sentences(clients, whale(contributions(clients, result)), texts),
    ]
    for row, (key, values) in enumerate(sentences):
        sheet.write_string(row, 0, cell_text(texts(key, **values).replace("**", "")), book.format())
    return len(sentences)


def _write_tiers(book: Book, sheet: Worksheet, head: int) -> int:
    texts = book.texts
    book.head(sheet, head, [Heading(texts(f"column.{key}"), kind, width) for key, kind, width in _COLUMNS])
    profits = tier_profits(book.clients, book.result)
    for place, one in enumerate(profits):
        row, line = head + 1 + place, head + 2 + place
        hours = one.minutes / 60
        sheet.write_string(row, 0, one.name, book.tier_format(place))
        values = (one.clients, units(one.revenue), units(one.margin), hours, units(one.cost))
        for column, value in enumerate(values, 1):
            sheet.write_number(row, column, value, book.format(_COLUMNS[column][1]))
        left = units(one.margin) - units(one.cost)
        formulas: list[tuple[str, float]] = [
            (f"=D{line}-F{line}", left),
            (f"=F{line}/C{line}", one.cost_share),
            (f"=IF(E{line}=0,0,C{line}/E{line})", units(one.revenue) / hours if hours else 0),
            (f"=IF(E{line}=0,0,G{line}/E{line})", left / hours if hours else 0),
        ]
        for column, (formula, value) in enumerate(formulas, 6):
            sheet.write_formula(row, column, formula, book.format(_COLUMNS[column][1]), value)
        sheet.write_number(row, 10, one.losing, book.format("integer"))
        sheet.write_number(row, 11, units(one.lost), book.format("money"))
    last = head + 1 + len(profits)
    sheet.write_string(last, 0, texts("workbook.total"), book.format(bold=True, top=1))
    sums = [(1, sum(p.clients for p in profits)), (2, sum(p.revenue for p in profits)),
            (3, sum(p.margin for p in profits)), (4, sum(p.minutes for p in profits)),
            (5, sum(p.cost for p in profits)), (6, sum(p.contribution for p in profits))]  # fmt: skip
    for column, total in sums:
        kind, letter = _COLUMNS[column][1], "ABCDEFG"[column]
        value = {"integer": float(total), "hours": total / 60}.get(kind, units(total))
        formula = f"=SUM({letter}{head + 2}:{letter}{last})"
        sheet.write_formula(last, column, formula, book.format(kind, bold=True, top=1), value)
    return last + 1


def _write_treatments(book: Book, sheet: Worksheet, head: int) -> int:
    """Everyone alike, as today, in the plan: the rows below the tiers, under their own headings."""
    texts = book.texts
    titles = [
        texts(f"column.{key}")
        for key in ("treatment", "contribution", "hours", "top_hours", "losing", "lost")
    ]
    for column, title in enumerate(titles):
        sheet.write_string(head, column, title, book.format(bold=True, text_wrap=True, bottom=1))
    kinds: tuple[Kind, ...] = ("money", "hours", "hours", "integer", "money")
    outcomes = treatments(book.clients, book.result)
    for row, one in enumerate(outcomes, head + 1):
        sheet.write_string(row, 0, texts(f"profit.treatment.{one.treatment}"), book.format())
        values = (
            units(one.contribution),
            one.minutes / 60,
            one.top_minutes / 60,
            one.losing,
            units(one.lost),
        )
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True), 1):
            sheet.write_number(row, column, value, book.format(kind))
    return head + 1 + len(outcomes)


def _write_chart(book: Book, sheet: Worksheet, row: int) -> None:
    """Cumulative contribution over the ranking against the fixed costs."""
    texts = book.texts
    cumulative = np.concatenate(([0], np.cumsum(contributions(book.clients, book.result))))
    table = thinned(cumulative, points=_POINTS)
    fixed = units(book.result.plan.profit.fixed_costs)
    faint = book.format("money", font_color=_FAINT)
    for place, (rank, amount) in enumerate(zip(table["rank"], table["amount"], strict=True), row):
        for column, value in ((13, float(rank)), (14, units(amount)), (15, fixed)):
            sheet.write_number(place, column, value, faint)
    last = row + len(table) - 1
    chart = book.workbook.add_chart({"type": "scatter", "subtype": "straight"})
    for column, key, colour in (
        (14, "profit.chart.contribution", TIER_COLOURS[0]),
        (15, "workbook.fixed", ACCENT),
    ):
        chart.add_series(
            {
                "name": texts(key),
                "categories": [sheet.name, row, 13, last, 13],
                "values": [sheet.name, row, column, last, column],
                "line": {"color": colour, "width": 2.25},
            }
        )
    chart.set_x_axis({"name": texts("chart.rank"), "min": 0, "max": book.clients.count,
                      "major_gridlines": {"visible": False}})  # fmt: skip
    chart.set_y_axis({"num_format": "#,##0", "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 340})
    sheet.insert_chart(row, 0, chart)


def _write_clients(book: Book) -> None:
    """Margin, cost of service and contribution of every client."""
    table = client_profits(book.clients, book.result)
    keys: list[tuple[str, Kind, float]] = [
        ("rank", "integer", 8),
        ("client", "text", 44),
        ("number", "text", 14),
        ("tier", "text", 9),
        ("revenue", "cents", 17),
        ("margin", "cents", 17),
        ("service_cost", "cents", 17),
        ("contribution", "cents", 17),
    ]
    formats = [book.format(kind) for _, kind, _ in keys]
    loss = book.format("cents", font_color="#b3261e")
    for part, start in enumerate(range(0, len(table), MOST_ROWS)):
        sheet = book.sheet("contributions" if part == 0 else "more_contributions")
        book.head(sheet, 0, [Heading(book.texts(f"column.{key}"), kind, width) for key, kind, width in keys])
        sheet.freeze_panes(1, 2)
        rows = table.iloc[start : start + MOST_ROWS]
        columns = [rows[key].tolist() for key, _, _ in keys]
        for row, (rank, client, number, tier, *amounts) in enumerate(zip(*columns, strict=True), 1):
            sheet.write_number(row, 0, rank, formats[0])
            for column, word in enumerate((client, number, tier), 1):
                sheet.write_string(row, column, cell_text(word), formats[column])
            for column, amount in enumerate(amounts, 4):
                lost = column == 7 and amount < 0
                sheet.write_number(row, column, units(amount), loss if lost else formats[column])
        sheet.autofilter(0, 0, len(rows), len(keys) - 1)
