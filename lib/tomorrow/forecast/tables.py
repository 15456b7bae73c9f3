"""The table of what each client should bring in the next twelve months."""

from typing import Literal, get_args

import pandas as pd
from pandas.io.formats.style import Styler

from lib.look.table_style import Formatter, coloured, money_format, percent_format, styled
from lib.plan.compute import PlanResult, tier_index
from lib.texts import Texts

Order = Literal["revenue", "chance", "rank"]
ORDERS: tuple[Order, ...] = get_args(Order)
"""The largest expected revenue first; the least likely to be active; the ranking."""


def ordered(table: pd.DataFrame, order: Order) -> pd.DataFrame:
    """The rows of `purchases.expected` in one of the orders; ties stay in ranking order."""
    if order == "rank":
        return table
    return table.sort_values(order, ascending=order == "chance", kind="stable")


def expected_table(page: pd.DataFrame, result: PlanResult, texts: Texts) -> Styler:
    """Client by client (columns of purchases.expected), with ranges."""
    clients = result.clients
    money = money_format(texts, clients.currency)
    tiers = tier_index(result)[page["place"].to_numpy()]
    between = [
        texts("forecast.between", low=texts.integer(low), high=texts.integer(high))
        for low, high in zip(page["orders_low"], page["orders_high"], strict=True)
    ]
    worth = [
        texts("forecast.between", low=money(low), high=money(high))
        for low, high in zip(page["revenue_low"], page["revenue_high"], strict=True)
    ]
    table = page.assign(
        tier=[result.plan.tier_name(tier) for tier in tiers],
        orders_between=between,
        revenue_between=worth,
        purchases=page["repeats"] + 1,
    )
    formats: dict[str, Formatter] = {
        "client": str,
        "number": str,
        "tier": str,
        "purchases": texts.integer,
        "last": lambda day: texts.date(day.date()),
        "chance": percent_format(texts, 0),
        "orders": lambda orders: texts.number(orders, 1),
        "orders_between": str,
        "revenue": money,
        "revenue_between": str,
    }
    if not page["number"].any():
        del formats["number"]
    titles = {name: texts(f"forecast.column.{name}") for name in formats}
    return coloured(styled(table[list(formats)], formats, texts, titles), titles["tier"], result.tiers)
