"""The tables about what may come, as the reader sees them."""

from collections.abc import Callable

import pandas as pd
from pandas.io.formats.style import Styler

from lib.look.table_style import NOTHING, Formatter, coloured, money_format, styled
from lib.plan.assumptions import assumed
from lib.plan.compute import PlanResult
from lib.profit.sentences import marked
from lib.ranking.ranking import concentration
from lib.texts import Texts
from lib.tomorrow.ahead.candidates import parts_of
from lib.tomorrow.ahead.sentences import reason
from lib.tomorrow.ahead.what_if import Case, Outlook
from lib.tomorrow.movement.sentences import period_name
from lib.tomorrow.periods import Pair


def what_if_table(before: Outlook, after: Outlook, case: Case, texts: Texts) -> pd.DataFrame:
    """The plan today and in one case, figure by figure, as text. Columns: the figure, today, then."""
    names = [texts("ahead.figure"), texts("ahead.today"), texts(f"ahead.case.{case}")]
    sides = [_figures(outlook, texts) for outlook in (before, after)]
    rows = [(name, sides[0][name], sides[1].get(name, NOTHING)) for name in sides[0]]
    return pd.DataFrame(rows, columns=names)


def _figures(outlook: Outlook, texts: Texts) -> dict[str, str]:
    clients, break_even = outlook.clients, outlook.break_even
    ranking = concentration(clients)
    figures = {
        texts("column.revenue"): texts.money(clients.total, clients.currency),
        texts("ranking.figure.largest"): texts.percent(ranking.largest_share, 1),
        texts("ahead.clients_for_80"): texts.integer(ranking.clients_for_80),
    }
    for tier in outlook.result.tiers:
        figures[texts("ahead.tier", tier=tier.name)] = texts(
            "ahead.tier_figures",
            clients=texts.plural("count.clients", tier.clients),
            smallest=texts.money(tier.smallest, clients.currency),
            each=texts.hours(tier.minutes_per_client),
        )
    sure = not assumed(outlook.result)
    left = texts.money(break_even.contribution, clients.currency)
    figures[texts("ahead.contribution")] = marked(left, not sure, texts)
    if break_even.fixed_costs:
        figures[texts("ahead.break_even")] = (
            NOTHING if break_even.rank is None else marked(texts.integer(break_even.rank), not sure, texts)
        )
    return figures


def candidates_shown(table: pd.DataFrame, result: PlanResult, pair: Pair, texts: Texts) -> pd.DataFrame:
    """The candidates as they are shown beside the boxes to tick: texts, but for `pinned`, `mark`, `dismiss`
    and `score`, which are edited or drawn. The columns are named by keys; `column_titles` has their names."""
    clients = result.clients
    names = [tier.name for tier in result.tiers]
    money = money_format(texts, clients.currency)
    shown = pd.DataFrame(
        {
            "pinned": table["pinned"],
            "mark": table["mark"],
            "dismiss": False,
            "client": table["client"],
            "tier": [names[tier] for tier in table["tier"]],
            "heading": [names[tier] for tier in table["heading"]],
            "score": table["score"].round(),
            "then": table["then"].map(money),
            "now": table["now"].map(money),
            "gain": [("+" if gain > 0 else "") + money(gain) for gain in table["gain"]],
            "growth": [_signed(growth, texts.percent) for growth in table["growth"]],
            "rank_gain": [
                _signed(gained, lambda ranks: texts.integer(int(ranks))) for gained in table["rank_gain"]
            ],
        }
    )
    for part in parts_of(table):
        shown[part] = [NOTHING if pd.isna(value) else texts.percent(value) for value in table[part]]
    return shown


def _signed(value: float, write: Callable[[float], str]) -> str:
    if pd.isna(value):
        return NOTHING
    return f"+{write(value)}" if value > 0 else write(value)


def column_titles(shown: pd.DataFrame, pair: Pair, texts: Texts) -> dict[str, str]:
    """The names of the columns of `candidates_shown`."""
    names = [str(name) for name in shown if name not in ("then", "now")]
    titles = {name: texts(f"ahead.column.{name}") for name in names}
    return titles | {"then": period_name(pair.then, texts), "now": period_name(pair.now, texts)}


def fading_table(page: pd.DataFrame, result: PlanResult, pair: Pair, texts: Texts) -> Styler:
    """Large clients that fade (columns of candidates.fading), with the reason in words."""
    clients = result.clients
    names = [tier.name for tier in result.tiers]
    money = money_format(texts, clients.currency)
    table = page.assign(
        tier=[names[min(tier, len(names) - 1)] for tier in page["tier"]],
        reason=[reason(row, pair, texts) for row in page.to_dict("records")],
    )
    formats: dict[str, Formatter] = {
        "client": str,
        "number": str,
        "tier": str,
        "then": money,
        "now": money,
        "reason": str,
    }
    if not page["number"].any():
        del formats["number"]
    titles = {name: texts(f"ahead.column.{name}") for name in formats if name not in ("then", "now")}
    titles |= {"then": period_name(pair.then, texts), "now": period_name(pair.now, texts)}
    return coloured(styled(table[list(formats)], formats, texts, titles), titles["tier"], result.tiers)
