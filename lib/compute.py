"""What follows from a plan: the tiers, the budgets, the minutes of every client.

`compute(clients, plan)` is a pure function of two values that do not change; a slider step costs a
few look-ups in the cumulative revenues, however long the list is.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib import tiers
from lib.clients import ClientList, once_per_list
from lib.money import split_evenly
from lib.plan import METHODS, SHARE_THRESHOLDS, TIER_NAMES, Method, Mode, Plan
from lib.ranking import clients_for, hit_parade
from lib.resources import WHOLE, Shares, equal_shares, tier_minutes

TAIL_FROM = Decimal("0.8")
"""The tail: the clients that bring the last 20 % of the revenue."""
TAIL_WARNING = 1.25
"""Above this ratio of resources to revenue the tail eats into the rest."""


@dataclass(frozen=True)
class Tier:
    """One tier of a plan. Shares are 0–1, amounts ten-thousandths."""

    name: str
    mode: Mode
    from_rank: int
    to_rank: int
    clients: int
    client_share: float
    revenue: int
    revenue_share: float
    cumulative_share: float
    """Revenue share of this tier and those above: where its lower threshold lies."""
    largest: int
    smallest: int
    variation: float
    """Coefficient of variation of the revenues in it: standard deviation / mean."""
    budget_share: float
    minutes: int

    @property
    def spread(self) -> float:
        """Largest / smallest revenue in the tier: 1 is perfectly homogeneous."""
        return self.largest / self.smallest

    @property
    def minutes_per_client(self) -> float:
        return self.minutes / self.clients

    @property
    def revenue_per_hour(self) -> int | None:
        """Ten-thousandths per hour of service; None without service."""
        return round(self.revenue * 60 / self.minutes) if self.minutes else None

    @property
    def intensity(self) -> float:
        """Resource share / revenue share: above 1 the tier gets more than it brings."""
        return self.budget_share / self.revenue_share

    @property
    def alike_share(self) -> float:
        """The share of the resources that the tier takes when every client is treated alike."""
        return self.client_share


@dataclass(frozen=True)
class PlanResult:
    """What follows from a plan for one client list."""

    plan: Plan
    cuts: tiers.Cuts
    tiers: tuple[Tier, ...]
    thresholds: tuple[Decimal, ...]
    """Where the sliders stand: cumulative revenue shares (0–1), one fewer than there are tiers."""
    shares: Shares
    """Budget shares in parts of `WHOLE`, one a tier."""
    locked: tuple[bool, ...]
    tail_ratio_alike: float | None
    """Resources the tail takes if all are treated alike / its revenue share. None without a tail."""
    tail_ratio_plan: float | None
    dominant: int
    """How many clients are each worth more than an equal slice."""
    ties_parted: bool
    """Whether clients of equal revenue ended up in different tiers."""

    @property
    def treatment_ratio(self) -> float | None:
        """How many times more time a client of the first tier gets than one of the last."""
        last = self.tiers[-1].minutes_per_client
        return self.tiers[0].minutes_per_client / last if last else None


def compute(clients: ClientList, plan: Plan) -> PlanResult:
    """Cut the ranking and share out the budget. The cost does not grow with the list, a method's own
    first search apart. Needs at least one ranked client."""
    cuts = cut_ranks(clients, plan)
    count = len(cuts) + 1
    shares = plan.budget_shares if len(plan.budget_shares) == count else equal_shares(count)
    locked = plan.locked if len(plan.locked) == count else (False,) * count
    result_tiers = _tiers(clients, cuts, plan, shares)
    return PlanResult(
        plan=plan,
        cuts=cuts,
        tiers=result_tiers,
        thresholds=thresholds_of(clients, plan, cuts),
        shares=shares,
        locked=locked,
        tail_ratio_alike=_tail_ratio(clients, result_tiers, [tier.client_share for tier in result_tiers]),
        tail_ratio_plan=_tail_ratio(clients, result_tiers, [tier.budget_share for tier in result_tiers]),
        dominant=tiers.dominant_clients(clients, count),
        ties_parted=any(clients.revenue[cut - 1] == clients.revenue[cut] for cut in cuts),
    )


def cut_ranks(clients: ClientList, plan: Plan) -> tiers.Cuts:
    """The ranks after which a tier ends: the moved thresholds, or else what the method gives."""
    if plan.thresholds:
        return tiers.by_shares(clients, plan.thresholds, plan.keep_ties)
    match plan.method:
        case "equal":
            return tiers.equal_slices(clients, plan.tier_count, plan.keep_ties)
        case "share":
            return tiers.by_shares(clients, SHARE_THRESHOLDS[plan.tier_count], plan.keep_ties)
        case "pareto":
            return tiers.by_shares(clients, SHARE_THRESHOLDS[2], plan.keep_ties)
        case "abc":
            return tiers.computed_limits(clients, plan.keep_ties)
        case "headtail":
            return tiers.head_tail(clients, plan.keep_ties)
        case "amount":
            return tiers.by_amounts(clients, amounts_of(clients, plan), plan.keep_ties)
        case "count":
            return tiers.by_counts(clients, counts_of(clients, plan))


def amounts_of(clients: ClientList, plan: Plan) -> tuple[int, ...]:
    """The plan's own amounts, or round ones (two leading digits) near the equal slices."""
    if plan.amounts:
        return plan.amounts
    cuts = tiers.equal_slices(clients, plan.tier_count, plan.keep_ties)
    return tuple(_two_digits(int(clients.revenue[cut - 1])) for cut in cuts)


def counts_of(clients: ClientList, plan: Plan) -> tuple[int, ...]:
    """The plan's own client counts, or those of the equal slices. One fewer than there are tiers."""
    if plan.counts:
        return plan.counts
    cuts = tiers.equal_slices(clients, plan.tier_count, plan.keep_ties)
    return tuple(int(count) for count in np.diff(cuts, prepend=0))


def move_threshold(clients: ClientList, plan: Plan, index: int, share: Decimal) -> Plan:
    """Move one threshold to a cumulative revenue share (0–1).

    The others stay where they are; one that stands in the way is pushed along, so that thresholds stay
    ordered.
    """
    moved = list(thresholds_of(clients, plan, cut_ranks(clients, plan)))
    moved[index] = min(max(share, Decimal(0)), Decimal(1))
    for other in range(len(moved)):
        pushed = min if other < index else max
        moved[other] = pushed(moved[other], moved[index])
    return replace(plan, thresholds=tuple(moved))


def thresholds_of(clients: ClientList, plan: Plan, cuts: tiers.Cuts) -> tuple[Decimal, ...]:
    """Where the thresholds stand: as they were set by hand, or else at the method's own cuts."""
    return plan.thresholds if len(plan.thresholds) == len(cuts) else shares_at(clients, cuts)


def shares_at(clients: ClientList, cuts: tiers.Cuts) -> tuple[Decimal, ...]:
    """The cumulative revenue shares of cut ranks, rounded down to 18 places so that they cut there again."""
    places = 10**18
    return tuple(Decimal(int(clients.cumulative[cut]) * places // clients.total).scaleb(-18) for cut in cuts)


def client_plan(clients: ClientList, result: PlanResult) -> pd.DataFrame:
    """Every ranked client with what it gets.

    Columns: those of `ranking.hit_parade`, then `tier` (name), `tier_index` (0…k−1), `minutes` (whole,
    adding up to the budget; within a tier they differ by at most one, the larger first) and `mode`.
    """
    table = hit_parade(clients)
    index = tier_index(clients, result)
    table["tier"] = np.array([tier.name for tier in result.tiers], dtype=object)[index]
    table["tier_index"] = index
    table["minutes"] = np.concatenate([split_evenly(tier.minutes, tier.clients) for tier in result.tiers])
    table["mode"] = np.array([tier.mode for tier in result.tiers], dtype=object)[index]
    return table


def tier_index(clients: ClientList, result: PlanResult) -> npt.NDArray[np.int64]:
    """The tier of every rank, counted from 0."""
    return np.searchsorted(np.asarray(result.cuts), np.arange(1, clients.count + 1)).astype(np.int64)


def usual_modes(count: int) -> tuple[Mode, ...]:
    """The owner takes the first tier, the team the last (with five tiers or more, the last two)."""
    team = 2 if count > 4 else 1
    manager: Mode = "manager"
    last: Mode = "team"
    return ("owner", *[manager] * (count - 1 - team), *[last] * team)[:count]


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


def _tiers(clients: ClientList, cuts: tiers.Cuts, plan: Plan, shares: Shares) -> tuple[Tier, ...]:
    edges = (0, *cuts, clients.count)
    minutes = tier_minutes(plan.budget_minutes, shares)
    modes = plan.modes if len(plan.modes) == len(shares) else usual_modes(len(shares))
    return tuple(
        _tier(clients, (edges[i], edges[i + 1]), TIER_NAMES[i], modes[i], (shares[i], minutes[i]))
        for i in range(len(shares))
    )


def _tier(
    clients: ClientList, edges: tuple[int, int], name: str, mode: Mode, budget: tuple[int, int]
) -> Tier:
    start, end = edges
    revenue = int(clients.cumulative[end] - clients.cumulative[start])
    return Tier(
        name=name,
        mode=mode,
        from_rank=start + 1,
        to_rank=end,
        clients=end - start,
        client_share=(end - start) / clients.count,
        revenue=revenue,
        revenue_share=revenue / clients.total,
        cumulative_share=int(clients.cumulative[end]) / clients.total,
        largest=int(clients.revenue[start]),
        smallest=int(clients.revenue[end - 1]),
        variation=_variation(clients, start, end),
        budget_share=budget[0] / WHOLE,
        minutes=budget[1],
    )


def _variation(clients: ClientList, start: int, end: int) -> float:
    if clients.revenue[start] == clients.revenue[end - 1]:
        return 0.0
    squares = _squares_below(clients)
    mean = float(clients.cumulative[end] - clients.cumulative[start]) / (end - start)
    variance = float(squares[start] - squares[end]) / (end - start) - mean**2
    return float(np.sqrt(max(variance, 0.0))) / mean


@once_per_list
def _squares_below(clients: ClientList) -> npt.NDArray[np.longdouble]:
    """The sum of the squared revenues of all ranks after m, for m = 0…n.

    Added up from the smallest, so that the figures of small clients do not drown in those of a giant.
    """
    squares = np.square(clients.revenue[::-1].astype(np.longdouble))
    return np.concatenate((np.zeros(1, np.longdouble), np.cumsum(squares)))[::-1]


def _tail_ratio(clients: ClientList, parts: tuple[Tier, ...], resources: list[float]) -> float | None:
    """Share of the resources that the clients after the first 80 % of the revenue take / their revenue share.

    Within a tier every client takes the same.
    """
    first = _tail_start(clients)
    if first == clients.count:
        return None
    taken = sum(
        share * max(0, tier.to_rank - max(first, tier.from_rank - 1)) / tier.clients
        for tier, share in zip(parts, resources, strict=True)
    )
    revenue: float = (clients.total - int(clients.cumulative[first])) / clients.total
    return taken / revenue


@once_per_list
def _tail_start(clients: ClientList) -> int:
    return clients_for(clients, Fraction(TAIL_FROM))


def _two_digits(amount: int) -> int:
    """The amount rounded down to two leading digits, at least 1."""
    size: int = 10 ** max(0, len(str(amount)) - 2)
    return max(1, amount // size * size)
