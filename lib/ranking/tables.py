"""The ranking as a table for the screen."""

import pandas as pd
from pandas.io.formats.style import Styler

from lib.clients.model import ClientList
from lib.look.table_style import Formatter, money_format, ranking_formats, styled
from lib.texts import Texts


def hit_parade_table(table: pd.DataFrame, texts: Texts, currency: str | None) -> Styler:
    """The ranking: rank, client, revenue, share, cumulative share, number (columns of ranking.hit_parade)."""
    formats = ranking_formats(table, texts, currency)
    return styled(table[list(formats)], formats, texts)


def set_apart_table(clients: ClientList, texts: Texts) -> Styler:
    """The clients at or below zero: client, number, revenue."""
    formats: dict[str, Formatter] = {
        "client": str,
        "number": str,
        "revenue": money_format(texts, clients.currency, True),
    }
    return styled(clients.set_apart[list(formats)], formats, texts)
