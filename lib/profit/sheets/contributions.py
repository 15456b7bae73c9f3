"""Margin, cost of service and contribution of every client: they follow margins, costs and cuts."""

import pandas as pd
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import LOSS, Book, Heading, Kind
from lib.excel.cells import MOST_ROWS, cell_text, units
from lib.excel.changes import HEAD, opening_line
from lib.excel.names import has_numbers, name_cells
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
    opening_line(book, sheet, 0, ())
    book.head(
        sheet, HEAD, [Heading(title, *column[1:]) for title, column in zip(titles, columns, strict=True)]
    )
    hidden = len(columns) - 1
    sheet.set_column(hidden, hidden, 9, None, {"hidden": True})
    sheet.freeze_panes(HEAD + 1, 2)
    ways = _ways(book, keys) if book.live else {}
    for column, (key, kind, _) in enumerate(columns):
        values = table[key].tolist()
        if kind == "cents":
            values = [units(amount) for amount in values]
        _write_column(sheet, column, values, (ways.get(key), book.format(kind)))
    for key, name in _NAMES.items():
        if part == 0:
            name_cells(book, name, sheet, (HEAD + 1, keys.index(key)), (HEAD + len(table), keys.index(key)))
    sheet.autofilter(HEAD, 0, HEAD + len(table), hidden)
    sheet.print_area(0, 0, HEAD + len(table), hidden - 1)
    colour_tiers(book, sheet, (HEAD + 1, HEAD + len(table)), (keys.index("tier"), hidden))
    loss = {
        "type": "cell",
        "criteria": "<",
        "value": 0,
        "format": book.workbook.add_format({"font_color": LOSS}),
    }
    sheet.conditional_format(HEAD + 1, hidden - 1, HEAD + len(table), hidden - 1, loss)


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


def _write_column(
    sheet: Worksheet, column: int, values: list[str] | list[float], how: tuple[Way | None, object]
) -> None:
    """A formula with its value in every row, or the value alone."""
    way, style = how
    for row, value in enumerate(values, HEAD + 1):
        if way is not None:
            sheet.write_formula(row, column, way(row + 1), style, value)
        elif isinstance(value, str):
            sheet.write_string(row, column, cell_text(value), style)
        else:
            sheet.write_number(row, column, value, style)


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
