"""Whom to call with what, as a table."""

import pandas as pd
from pandas.io.formats.style import Styler

from lib.look.table_style import Formatter, coloured, count_format, money_format, styled
from lib.mix.mix import clients_to_call
from lib.mix.sentences import lacked
from lib.plan.compute import PlanResult
from lib.texts import Texts


def call_table(table: pd.DataFrame, result: PlanResult, texts: Texts) -> Styler:
    """The clients of `mix.clients_to_call` as they are read."""
    currency = result.clients.currency
    formats: dict[str, Formatter] = {
        "rank": count_format(texts),
        "client": str,
        "tier": str,
        "lacks": str,
        "worth": money_format(texts, currency),
        "revenue": money_format(texts, currency),
    }
    shown = table.assign(lacks=[lacked(items, texts) for items in table["lacks"]])
    return coloured(styled(shown[list(formats)], formats, texts), texts("column.tier"), result.tiers)


def lacked_by_client(result: PlanResult, texts: Texts) -> dict[str, str]:
    """What each client lacks, by its name, in a cell's words; nothing for a list without articles."""
    called = clients_to_call(result)
    return {name: lacked(items, texts) for name, items in zip(called["client"], called["lacks"], strict=True)}
