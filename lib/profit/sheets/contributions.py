"""Margin, cost of service and contribution of every client: they follow margins, costs and cuts."""

from collections.abc import Callable
from functools import partial

from lib.excel.book import Book
from lib.excel.cells import units
from lib.excel.client_columns import ClientColumn, Letters
from lib.excel.names import has_profit
from lib.excel.row_formulas import Way, among_first
from lib.plan.profit_settings import margin_source_of, one_rate
from lib.profit.profit import profit_of

_COLUMNS = ("margin", "service_cost", "contribution")
_NAMES = {"margin": "client_margins", "contribution": "client_contributions"}
"""What the columns are called in formulas."""


def contribution_columns(book: Book) -> list[ClientColumn]:
    """What they add to the sheet of the clients; nothing while nothing was said about margins or costs."""
    if not has_profit(book):
        return []
    table = profit_of(book.result).by_client()
    formulas: dict[str, Callable[[Letters], Way]] = {
        "service_cost": partial(_cost, book),
        "contribution": _contribution,
    }
    if margin_source_of(book.clients, book.result.plan.profit) != "file":
        formulas["margin"] = partial(_margin, book)
    return [
        ClientColumn(
            key,
            book.texts(f"column.{key}"),
            "cents",
            16,
            [units(amount) for amount in table[key].tolist()],
            _NAMES.get(key, ""),
            formulas.get(key),
            marks_losses=key == "contribution",
        )
        for key in _COLUMNS
    ]


def _margin(book: Book, letters: Letters) -> Way:
    """The revenue × the rate of all, or of the client's tier."""
    rate = "margin"
    if not one_rate(book.clients, book.result.plan.profit):
        rate = f"INDEX(tier_margins,{letters['tier_number']}{{0}})"
    return f"=ROUND({letters['revenue']}{{0}}*{rate},4)".format


def _cost(book: Book, letters: Letters) -> Way:
    """A client's whole part of its tier's cost, in ten-thousandths."""
    number = letters["tier_number"]
    first = among_first(book, number, "profit_one_more")
    return f"=(INDEX(profit_each,{number}{{0}})+({first}))/10000".format


def _contribution(letters: Letters) -> Way:
    return f"={letters['margin']}{{0}}-{letters['service_cost']}{{0}}".format
