"""The clients of the matrix as the reader sees them."""

import numpy as np
import pandas as pd
from pandas.io.formats.style import Styler

from lib.look.table_style import NOTHING, Formatter, coloured, count_format, money_format, styled
from lib.plan.compute import PlanResult
from lib.plan.potentials import UNKNOWN_AMOUNT
from lib.potential.sentences import class_name
from lib.texts import Texts

_OF_CLIENTS = ("rank", "tier", "revenue", "headroom", "share")
"""Columns that say nothing of prospects among themselves."""


def row_names(result: PlanResult, texts: Texts) -> list[str]:
    """The rows of the matrix: the tiers, then the prospects."""
    return [*(tier.name for tier in result.tiers), texts("potential.prospect_row")]


def members_table(page: pd.DataFrame, result: PlanResult, texts: Texts) -> Styler:
    """Clients and prospects (columns of `matrix.members`) with what they buy and could buy."""
    money = money_format(texts, result.clients.currency)
    names, whole = row_names(result, texts), count_format(texts)
    table = page.assign(
        tier=[names[row] for row in page["row"]],
        potential_class=[class_name(index, texts) for index in page["potential_class"]],
        potential=page["potential"].replace(UNKNOWN_AMOUNT, np.nan),
        headroom=np.where(page["potential"] == UNKNOWN_AMOUNT, np.nan, page["headroom"]),
    )
    formats: dict[str, Formatter] = {
        "rank": lambda rank: whole(rank) if rank else NOTHING,
        "client": str,
        "number": str,
        "tier": str,
        "potential_class": str,
        "revenue": money,
        "potential": money,
        "headroom": money,
        "share": lambda share: NOTHING if pd.isna(share) else texts.percent(share),
        "minutes": texts.hours,
    }
    if not page["number"].any():
        del formats["number"]
    if not page["rank"].any():
        formats = {name: formats[name] for name in formats if name not in _OF_CLIENTS}
    titles = column_titles(texts)
    titles = {name: titles[name] for name in formats}
    dressed = styled(table[list(formats)], formats, texts, titles)
    return coloured(dressed, titles["tier"], result.tiers) if "tier" in formats else dressed


def column_titles(texts: Texts) -> dict[str, str]:
    """What the columns of the members are called."""
    own = ("potential_class", "potential", "headroom", "share", "minutes")
    shared = ("rank", "client", "number", "tier", "revenue")
    return {name: texts(f"column.{name}") for name in shared} | {
        name: texts(f"potential.column.{name}") for name in own
    }
