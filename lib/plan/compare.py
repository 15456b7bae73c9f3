"""Plans side by side: what each method would give, who changes tier from one plan to another, and who
stands so close to a boundary that a little would be enough."""

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import chain, pairwise
from typing import NamedTuple

from lib.base.bounds import bounds_of
from lib.base.cache import once_per_list
from lib.clients.model import ClientList
from lib.plan.compute import PlanResult, compute, tier_of
from lib.plan.cuts import METHODS, OWN_TIERS, Method
from lib.plan.moves import clients_from, start_again
from lib.plan.plan import Plan
from lib.plan.roles import STAFF_ROLES

EDGE_PERCENT = 5
"""A client this close to the amount at a boundary stands on the edge."""
NAMED = 6
"""How many clients a list names before it counts the others."""


@dataclass(frozen=True)
class MethodOutcome:
    """What one method would give: clients and revenue (ten-thousandths) per tier, upper tier first."""

    method: Method
    clients: tuple[int, ...]
    revenue: tuple[int, ...]
    last_resources: float
    """Share of the resources that a client of the last tier shares in: 1/k with equal budgets."""


@once_per_list
def compare_methods(
    clients: ClientList, tier_count: int, keep_ties: bool = True
) -> tuple[MethodOutcome, ...]:
    """All methods with their defaults on one list, so that the choice is informed."""
    outcomes = []
    for method in METHODS:
        result = compute(clients, Plan(method=method, tier_count=tier_count, keep_ties=keep_ties))
        outcomes.append(
            MethodOutcome(
                method=method,
                clients=tuple(tier.clients for tier in result.tiers),
                revenue=tuple(tier.revenue for tier in result.tiers),
                last_resources=result.tiers[-1].budget_share,
            )
        )
    return tuple(outcomes)


class Alternative(NamedTuple):
    """The plan with a method and a number of tiers."""

    method: Method
    tier_count: int
    result: PlanResult


def alternatives(result: PlanResult) -> list[Alternative]:
    """The plan with every method and every number of tiers, as it comes when they are chosen; method by
    method, each from the fewest tiers to the most. With the method and number that it has, it is the plan
    itself, with what was set by hand."""
    plan, clients = result.plan, result.clients
    counts = bounds_of(Plan, "tier_count")
    chosen = []
    for method in METHODS:
        alone = compute(clients, start_again(plan, method=method)) if method in OWN_TIERS else None
        for count in range(counts.least, counts.most + 1):
            own = (method, count) == (plan.method, plan.tier_count)
            other = alone or compute(clients, start_again(plan, method=method, tier_count=count))
            chosen.append(Alternative(method, count, result if own else other))
    return chosen


def at_start(plan: Plan) -> Plan:
    """The plan before anybody moved a threshold, a budget or a client: the method's own cuts."""
    return replace(
        plan,
        thresholds=(),
        amounts=(),
        counts=(),
        budget_shares=(),
        budget_rule="mix",
        budget_mix=0,
        locked=(),
        placed=(),
    )


class Change(NamedTuple):
    """A client that changes tier. Tiers are counted from 0."""

    rank: int
    before: int
    after: int


@dataclass(frozen=True)
class Changes:
    """Who goes up and who goes down from one plan to another: the first few by rank, and how many."""

    up: tuple[Change, ...]
    down: tuple[Change, ...]
    ups: int
    downs: int


def changes(clients: ClientList, before: PlanResult, after: PlanResult, most: int = NAMED) -> Changes:
    """Who changes tier, at most `most` of each direction by rank.

    Between two neighbouring cuts of either plan all clients do the same, so the cost does not grow with
    the list. Up and down are meant as `levels` are.
    """
    was_level, will_level = levels(before, after)
    by_hand = {placed.rank for placed in (*before.exceptions.placed, *after.exceptions.placed)}
    moved: list[Change] = [Change(rank, tier_of(before, rank), tier_of(after, rank)) for rank in by_hand]
    counts = {True: 0, False: 0}
    for start, end in pairwise(sorted({0, *before.cuts, *after.cuts, clients.count})):
        was, will = bisect_left(before.cuts, end), bisect_left(after.cuts, end)
        if was_level[was] == will_level[will]:
            continue
        inside = [rank for rank in by_hand if start < rank <= end]
        counts[was_level[was] < will_level[will]] += end - start - len(inside)
        first = (rank for rank in range(start + 1, end + 1) if rank not in by_hand)
        moved += [Change(rank, was, will) for rank, _ in zip(first, range(most), strict=False)]
    for change in moved[: len(by_hand)]:
        if was_level[change.before] != will_level[change.after]:
            counts[was_level[change.before] < will_level[change.after]] += 1
    moved.sort()
    return Changes(
        up=tuple(change for change in moved if was_level[change.before] < will_level[change.after])[:most],
        down=tuple(change for change in moved if was_level[change.before] > will_level[change.after])[:most],
        ups=counts[True],
        downs=counts[False],
    )


Level = tuple[int, ...]


def levels(before: PlanResult, after: PlanResult) -> tuple[list[Level], list[Level]]:
    """What it is worth to be in each tier of either plan: the more, the higher.

    Plans of as many tiers are compared by the place of a tier from the top. Else letters say nothing: what
    counts is what a client gets, in whole minutes and, where these are the same, by who serves it.
    """
    if len(before.tiers) == len(after.tiers):
        places: list[Level] = [(-position,) for position in range(len(before.tiers))]
        return places, places
    return _service(before), _service(after)


def _service(result: PlanResult) -> list[Level]:
    return [(round(tier.minutes_per_client), -STAFF_ROLES.index(tier.mode)) for tier in result.tiers]


@dataclass(frozen=True)
class Edge:
    """The clients on the edge of one boundary: the few ranks next to it, and how many there are."""

    upper: int
    """The tier above the boundary, counted from 0."""
    ranks: tuple[int, ...]
    clients: int


def on_the_edge(result: PlanResult, most: int = NAMED) -> tuple[Edge, ...]:
    """The clients within `EDGE_PERCENT` of the amount at each boundary, those placed by hand left out.

    The amount at a boundary lies halfway between the last client above it and the first below.
    """
    clients = result.clients
    by_hand = {placed.rank for placed in result.exceptions.placed}
    edges = []
    for upper, boundary in enumerate(result.boundaries):
        twice = boundary.above + boundary.below
        low, high = -(-twice * (100 - EDGE_PERCENT) // 200), twice * (100 + EDGE_PERCENT) // 200
        first, last = clients_from(clients, high + 1) + 1, clients_from(clients, low)
        nearest = chain.from_iterable(
            (boundary.rank - step, boundary.rank + 1 + step) for step in range(most + len(by_hand))
        )
        ranks = [rank for rank in nearest if first <= rank <= last and rank not in by_hand][:most]
        count = last - first + 1 - sum(first <= rank <= last for rank in by_hand)
        edges.append(Edge(upper, tuple(sorted(ranks)), count))
    return tuple(edges)


@dataclass(frozen=True)
class Scenario:
    """A plan that was kept under a name, with notes."""

    name: str
    plan: Plan
    notes: str = ""


def free_name(name: str, taken: list[str]) -> str:
    """The name, or the name with a number behind it, that no other scenario has."""
    names = chain([name], (f"{name} ({number})" for number in range(2, len(taken) + 2)))
    return next(free for free in names if free not in taken)
