"""How the figures that matter came about: the term, where it is used, the reader's own numbers, and the
clients behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from lib.base.clock import today
from lib.groups.tables import group_table
from lib.plan.compute import PlanResult, Tier
from lib.plan.hour_costs import hour_cost, paid_hour
from lib.plan.team import team_of
from lib.potential.matrix import members, wallet
from lib.potential.sentences import class_name
from lib.profit.profit import profit_of
from lib.profit.sentences import marked
from lib.ranking.ranking import Concentration, concentration, own_law_rank
from lib.texts import Texts
from lib.texts.wording import shortened
from lib.tomorrow.movement.movements import movement, retention_in_all
from lib.tomorrow.periods import pair_of

TOP_FIVE = 5
Term = Literal[
    "shares",
    "own_law",
    "dependence",
    "inequality",
    "companies",
    "tiers",
    "homogeneity",
    "minutes",
    "intensity",
    "tail",
    "wallet",
    "potential_class",
    "hour",
    "profit",
    "break_even",
    "retention",
]
"""The terms in the order in which the pages use them."""
TERMS: tuple[Term, ...] = get_args(Term)


@dataclass(frozen=True)
class Explanation:
    """One term of the method: the sentence `term.NAME.yours` is filled with `values`; None where the list or
    the plan gives no such figure. The clients behind it are the first `last_rank` of the ranking."""

    name: Term
    values: Mapping[str, str] | None
    last_rank: int


def explanation(name: Term, result: PlanResult, texts: Texts) -> Explanation:
    """How the figure of a term came about."""
    values, last_rank = _TOLD[name](result, texts)
    return Explanation(name, values, last_rank)


_Told = tuple[Mapping[str, str] | None, int]


def _shares(result: PlanResult, texts: Texts) -> _Told:
    clients = result.clients
    values = {
        "client": _first_name(result),
        "revenue": texts.money(int(clients.revenue[0]), clients.currency),
        "total": texts.money(clients.total, clients.currency),
        "share": texts.percent(concentration(clients).largest_share, 1),
    }
    return values, 1


def _own_law(result: PlanResult, texts: Texts) -> _Told:
    clients = result.clients
    share, revenue = concentration(clients).own_law
    rank = own_law_rank(clients)
    values = {
        "first": texts.integer(rank),
        "count": texts.integer(clients.count),
        "share": texts.percent(share, 1),
        "revenue": texts.percent(revenue, 1),
        "sum": texts.percent(share + revenue, 1),
    }
    return values, rank


def _dependence(result: PlanResult, texts: Texts) -> _Told:
    figures = concentration(result.clients)
    values = {
        "client": _first_name(result),
        "share": texts.percent(figures.largest_share, 1),
        "top5": texts.percent(figures.top5_share, 1),
    }
    return values, min(TOP_FIVE, result.clients.count)


def _inequality(result: PlanResult, texts: Texts) -> _Told:
    figures: Concentration = concentration(result.clients)
    values = {
        "gini": texts.number(figures.gini, 2),
        "hhi": texts.number(figures.hhi, 4),
        "effective": texts.number(figures.effective_clients, 1),
    }
    return values, 0


def _companies(result: PlanResult, texts: Texts) -> _Told:
    """The largest group of companies, also where groups are not counted as one client."""
    clients = result.clients.as_read
    groups = group_table(clients, result.plan.groups.by_hand)
    if groups.empty or not clients.count:
        return None, 0
    largest = groups.iloc[0]
    values = {
        "group": shortened(str(largest["group"])),
        "clients": texts.plural("count.clients", len(largest["members"])),
        "revenue": texts.money(int(largest["revenue"]), clients.currency),
        "total": texts.money(clients.total, clients.currency),
        "share": texts.percent(float(largest["revenue_share"]), 1),
    }
    return values, 0


def _tiers(result: PlanResult, texts: Texts) -> _Told:
    if not result.boundaries:
        return None, 0
    edge = result.boundaries[0]
    values = {
        "first": result.tiers[0].name,
        "second": result.tiers[1].name,
        "rank": texts.integer(edge.rank),
        "share": texts.percent(edge.share, 1),
        "above": texts.money(edge.above, result.clients.currency),
        "below": texts.money(edge.below, result.clients.currency),
    }
    return values, edge.rank


def _homogeneity(result: PlanResult, texts: Texts) -> _Told:
    first, currency = result.tiers[0], result.clients.currency
    values = {
        "tier": first.name,
        "largest": texts.money(first.largest, currency),
        "smallest": texts.money(first.smallest, currency),
        "spread": texts.number(first.spread, 1),
        "variation": texts.percent(first.variation),
    }
    return values, first.to_rank


def _minutes(result: PlanResult, texts: Texts) -> _Told:
    first = result.tiers[0]
    values = _time(first, texts) | {
        "budget": texts.hours(result.tier_budget),
        "clients": texts.plural("count.clients", first.clients),
        "each": texts.hours(first.minutes_per_client),
    }
    return values, first.to_rank


def _intensity(result: PlanResult, texts: Texts) -> _Told:
    first = result.tiers[0]
    values = _time(first, texts) | {
        "revenue": texts.percent(first.revenue_share, 1),
        "intensity": texts.number(first.intensity, 2),
    }
    return values, first.to_rank


def _time(tier: Tier, texts: Texts) -> dict[str, str]:
    return {
        "tier": tier.name,
        "share": texts.percent(tier.budget_share, 1),
        "hours": texts.hours(tier.minutes),
    }


def _tail(result: PlanResult, texts: Texts) -> _Told:
    before = result.tail_ratio_alike if result.tail_ratio_today is None else result.tail_ratio_today
    if before is None or result.tail_ratio_plan is None:
        return None, 0
    said = "term.before.alike" if result.tail_ratio_today is None else "term.before.today"
    values = {
        "before": texts(said),
        "ratio": texts.number(before, 2),
        "plan": texts.number(result.tail_ratio_plan, 2),
    }
    return values, 0


def _wallet(result: PlanResult, texts: Texts) -> _Told:
    known, currency = wallet(result), result.clients.currency
    if not known.known:
        return None, 0
    values = {
        "clients": texts.plural("count.clients", known.known),
        "revenue": texts.money(known.revenue, currency),
        "headroom": texts.money(known.headroom, currency),
        "share": texts.percent(known.share, 1),
    }
    return values, 0


def _potential_class(result: PlanResult, texts: Texts) -> _Told:
    """The class of the largest potentials: how many there are, and what they could still buy."""
    table = members(result)
    first = table[(table["potential_class"] == 0) & (table["rank"] > 0)]
    if first.empty:
        return None, 0
    values = {
        "class": class_name(0, texts),
        "clients": texts.plural("count.clients", len(first)),
        "headroom": texts.money(int(first["headroom"].sum()), result.clients.currency),
    }
    return values, 0


def _hour(result: PlanResult, texts: Texts) -> _Told:
    settings, team = result.plan.profit, team_of(result.clients, result.plan.team)
    role, currency = result.tiers[0].mode, result.clients.currency
    assumed = f"{role}_cost" in profit_of(result).assumed
    values = {
        "role": texts(f"performer.{role}"),
        "paid": marked(texts.money(paid_hour(settings, team, role), currency, cents=True), assumed, texts),
        "capacity": texts.percent(settings.capacity / 100),
        "hour": marked(texts.money(hour_cost(settings, team, role), currency, cents=True), assumed, texts),
    }
    return values, 0


def _profit(result: PlanResult, texts: Texts) -> _Told:
    profit = profit_of(result)
    first, currency = profit.tiers[0], result.clients.currency
    values = {
        "tier": first.name,
        "revenue": texts.money(first.revenue, currency),
        "margin": marked(texts.money(first.margin, currency), profit.margin_is_assumed, texts),
        "hours": texts.hours(first.minutes),
        "cost": marked(texts.money(first.cost, currency), profit.cost_is_assumed, texts),
        "contribution": marked(texts.money(first.contribution, currency), bool(profit.assumed), texts),
    }
    return values, result.tiers[0].to_rank


def _break_even(result: PlanResult, texts: Texts) -> _Told:
    profit = profit_of(result)
    crossing, currency = profit.break_even, result.clients.currency
    if not crossing.fixed_costs or crossing.rank is None:
        return None, 0
    left = int(profit.contributions[: crossing.rank].sum())
    values = {
        "rank": texts.integer(crossing.rank),
        "left": marked(texts.money(left, currency), bool(profit.assumed), texts),
        "fixed": texts.money(crossing.fixed_costs, currency),
    }
    return values, crossing.rank


def _retention(result: PlanResult, texts: Texts) -> _Told:
    pair = pair_of(result.clients, result.plan.tomorrow.periods, today())
    kept = retention_in_all(movement(result, pair)) if pair else None
    if kept is None:
        return None, 0
    currency = result.clients.currency
    values = {
        "then": texts.money(kept.then, currency),
        "kept": texts.money(kept.kept, currency),
        "now": texts.money(kept.now, currency),
        "gross": texts.percent(kept.gross, 1),
        "net": texts.percent(kept.net, 1),
        "erosion": texts.percent(kept.erosion, 1),
    }
    return values, 0


def _first_name(result: PlanResult) -> str:
    return shortened(str(result.clients.ranked["client"].iloc[0]))


_TOLD: dict[Term, Callable[[PlanResult, Texts], _Told]] = {
    "shares": _shares,
    "own_law": _own_law,
    "dependence": _dependence,
    "inequality": _inequality,
    "companies": _companies,
    "tiers": _tiers,
    "homogeneity": _homogeneity,
    "minutes": _minutes,
    "intensity": _intensity,
    "tail": _tail,
    "wallet": _wallet,
    "potential_class": _potential_class,
    "hour": _hour,
    "profit": _profit,
    "break_even": _break_even,
    "retention": _retention,
}

OF_PAGE: dict[str, tuple[Term, ...]] = {
    "ranking": ("shares", "own_law", "dependence", "inequality", "companies"),
    "tiers": ("tiers", "homogeneity", "minutes", "intensity", "tail"),
    "potential": ("wallet", "potential_class"),
    "profit": ("hour", "profit", "break_even"),
    "tomorrow": ("retention",),
}
"""Where each term is used."""

ON_PAGE: dict[str, tuple[Term, ...]] = {
    "ranking": ("own_law", "shares", "dependence"),
    "tiers": ("tiers", "minutes", "tail"),
    "profit": ("profit", "hour", "break_even"),
    "tomorrow": ("retention",),
    "plan": ("tiers", "minutes", "intensity"),
}
"""The terms behind the figures that matter most on each page."""
