"""Margin, cost of service and contribution of every client: they follow margins, costs and cuts."""

import pandas as pd
from xlsxwriter.utility import xl_col_to_name

from lib.excel.book import LOSS, Book, Heading, Kind
from lib.excel.cells import MOST_ROWS, units
from lib.excel.columns import write_formulas, write_numbers, write_texts
from lib.excel.names import has_numbers, name_columns
from lib.excel.row_formulas import Way, among_first, colour_tiers, tier_number
from lib.plan.compute import tier_index
from lib.plan.profit_settings import one_rate
from lib.profit.profit import profit_of

_NAMES = {
    "rank": "contribution_ranks",
    "margin": "contribution_margins",
    "contribution": "contribution_amounts",
    "tier_number": "contribution_tiers",
}
"""What the columns are called in formulas."""


def write_contributions(book: Book) -> None:
    """The clients, on as many sheets as Excel's rows make necessary."""
    table = profit_of(book.result).by_client()
    table["tier_number"] = tier_index(book.result) + 1
    for part, start in enumerate(range(0, len(table), MOST_ROWS)):
        _write_part(book, table.iloc[start : start + MOST_ROWS], part)


def _write_part(book: Book, table: pd.DataFrame, part: int) -> None:
    sheet = book.sheet("contributions" if part == 0 else "more_contributions", landscape=True)
    columns = _columns(book)
    keys = [key for key, _, _ in columns]
    titles = [book.texts("workbook.tier_number" if key == "tier_number" else f"column.{key}") for key in keys]
    book.head(sheet, 0, [Heading(title, *column[1:]) for title, column in zip(titles, columns, strict=True)])
    hidden = len(columns) - 1
    sheet.set_column(hidden, hidden, 9, None, {"hidden": True})
    sheet.freeze_panes(1, 2)
    ways = _ways(book, keys) if book.live else {}
    for column, (key, kind, _) in enumerate(columns):
        values, style = table[key].tolist(), book.format(kind)
        if kind == "cents":
            values = [units(amount) for amount in values]
        if key in ways:
            write_formulas(sheet, column, values, style, ways[key])
        elif kind == "text":
            write_texts(sheet, column, values, style)
        else:
            write_numbers(sheet, column, values, style)
    if part == 0:
        named = {name: keys.index(key) for key, name in _NAMES.items()}
        name_columns(book, sheet, named, (1, len(table)))
    sheet.autofilter(0, 0, len(table), hidden)
    sheet.print_area(0, 0, len(table), hidden - 1)
    colour_tiers(book, sheet, len(table), (keys.index("tier"), hidden))
    loss = {
        "type": "cell",
        "criteria": "<",
        "value": 0,
        "format": book.workbook.add_format({"font_color": LOSS}),
    }
    sheet.conditional_format(1, hidden - 1, len(table), hidden - 1, loss)


def _columns(book: Book) -> list[tuple[str, Kind, float]]:
    """Key, kind, width; the last column is hidden."""
    number: list[tuple[str, Kind, float]] = [("number", "text", 14)] if has_numbers(book) else []
    return [
        ("rank", "integer", 8),
        ("client", "text", 44),
        *number,
        ("tier", "text", max(10, *(len(tier.name) + 3 for tier in book.result.tiers))),
        ("revenue", "cents", 18),
        ("margin", "cents", 18),
        ("service_cost", "cents", 18),
        ("contribution", "cents", 18),
        ("tier_number", "integer", 9),
    ]


def _ways(book: Book, keys: list[str]) -> dict[str, Way]:
    """The formulas of a row. A client's cost is its whole part of its tier's, in ten-thousandths."""
    at = {key: xl_col_to_name(column) for column, key in enumerate(keys)}
    number, revenue = at["tier_number"], at["revenue"]
    first = among_first(book, number, "profit_one_more")
    ways: dict[str, Way] = {
        "tier_number": tier_number(book),
        "tier": f"=INDEX(tier_names,{number}{{0}})".format,
        "service_cost": f"=(INDEX(profit_each,{number}{{0}})+({first}))/10000".format,
        "contribution": f"={at['margin']}{{0}}-{at['service_cost']}{{0}}".format,
    }
    if one_rate(book.clients, book.result.plan.profit):
        ways["margin"] = f"=ROUND({revenue}{{0}}*margin,4)".format
    elif book.result.plan.profit.margin_source == "tier":
        ways["margin"] = f"=ROUND({revenue}{{0}}*INDEX(tier_margins,{number}{{0}}),4)".format
    return ways
