"""The tables of the page about tomorrow, as the reader sees them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.io.formats.style import Styler

from lib.base.money import UNIT
from lib.look.palette import ACCENT
from lib.look.table_style import NOTHING, Formatter, coloured, money_format, percent_format, styled
from lib.plan.compute import PlanResult
from lib.texts import Texts
from lib.tomorrow.movement.movements import Movement, Retention, retention, retention_in_all
from lib.tomorrow.movement.sentences import period_name
from lib.tomorrow.periods import Pair, Period, amounts_in

HISTORY = "history"
"""The column of small curves, one a client."""


def retention_table(result: PlanResult, moves: Movement, texts: Texts) -> Styler:
    """What is left of the revenue of each tier then: gross and net retention, erosion; in all at the end.
    Somebody has to have bought then."""
    clients = result.clients
    whole = retention_in_all(moves)
    assert whole is not None
    named: list[tuple[str, Retention]] = [
        *((result.plan.tier_name(tier), retained) for tier, retained in retention(moves)),
        (texts("tomorrow.in_all"), whole),
    ]
    rows = [
        (
            name,
            retained.clients,
            retained.lost,
            retained.then,
            retained.now,
            retained.gross,
            retained.net,
            retained.erosion,
        )
        for name, retained in named
    ]
    money, percent = money_format(texts, clients.currency), percent_format(texts, 1)
    formats: dict[str, Formatter] = {
        "tier": str,
        "clients": texts.integer,
        "lost": texts.integer,
        "then": money,
        "now": money,
        "gross": percent,
        "net": percent,
        "erosion": percent,
    }
    table = pd.DataFrame(rows, columns=list(formats))
    titles = _titles(list(formats), moves.pair, texts) | {"tier": texts("column.tier")}
    return coloured(styled(table, formats, texts, titles), titles["tier"], result.tiers)


def moves_table(
    page: pd.DataFrame,
    result: PlanResult,
    moves: Movement,
    history: Sequence[Period],
    texts: Texts,
) -> Styler:
    """Client by client (columns of movements.client_moves): status, tiers, amounts, growth; with three
    periods or more the curve of each, from the oldest to the newest."""
    clients = result.clients
    money = money_format(texts, clients.currency)
    formats: dict[str, Formatter] = {
        "client": str,
        "number": str,
        "status": str,
        "tier_then": str,
        "tier_now": str,
        "then": money,
        "now": money,
        "change": lambda value: _signed(value, money(value)),
        "growth": lambda value: NOTHING if pd.isna(value) else _signed(value, texts.percent(value)),
        "rank_gain": lambda value: NOTHING if pd.isna(value) else _signed(value, texts.integer(value)),
    }
    if not page["number"].any():
        del formats["number"]
    names = [*(result.plan.tier_name(tier) for tier in range(moves.tiers)), NOTHING]
    table = page.assign(
        status=[texts(f"tomorrow.status.{status}") for status in page["status"]],
        tier_then=[names[tier] for tier in page["tier_then"]],
        tier_now=[names[tier] for tier in page["tier_now"]],
    )
    columns = list(formats)
    if len(history) > 2:
        amounts = np.stack([amounts_in(clients, period)[page["place"]] for period in history], axis=1) / UNIT
        table[HISTORY] = amounts.tolist()
        columns.append(HISTORY)
    titles = _titles(columns, moves.pair, texts)
    styler = styled(table[columns], formats, texts, titles)
    for name in ("tier_then", "tier_now"):
        styler = coloured(styler, titles[name], result.tiers)
    lost = texts("tomorrow.status.lost")
    return styler.map(lambda value: f"color: {ACCENT}" if value == lost else "", subset=[titles["status"]])


def _titles(columns: Sequence[str], pair: Pair, texts: Texts) -> dict[str, str]:
    titles = {
        name: texts(f"tomorrow.column.{name}") for name in columns if name not in ("then", "now", "tier")
    }
    return titles | {"then": period_name(pair.then, texts), "now": period_name(pair.now, texts)}


def _signed(value: float, written: str) -> str:
    return f"+{written}" if value > 0 else written
