"""What follows from a plan: the tiers, the budgets, the minutes of every client.

`compute(clients, plan)` is a pure function of two values that do not change; a slider step costs a
few look-ups in the cumulative revenues, however long the list is.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import accumulate

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.cache import last_per_list, once_per_list
from lib.base.money import Amounts, split_by_group
from lib.clients.coverage import a_year
from lib.clients.hit_parade import hit_parade
from lib.clients.model import ClientList, Part
from lib.clients.today import resources_today
from lib.look.palette import PALETTES
from lib.plan import cuts as cut_rules
from lib.plan.budgets import WHOLE, Shares, equal_shares, mixed_weights, share_rest, tier_minutes
from lib.plan.counting import budget_of, counted, part_of
from lib.plan.cuts import Cuts
from lib.plan.members import Run, largest, runs_of, smallest, variation
from lib.plan.own_plan import standing_alone, static_cuts, static_placements, static_plan, without_others
from lib.plan.placements import Exceptions, exceptions
from lib.plan.plan import Plan
from lib.plan.potentials import potentials, prospect_minutes, weighted_minutes, weights_of
from lib.plan.roles import StaffRole
from lib.plan.slice_settings import Slice
from lib.plan.tail import tail_ratio, tail_ratio_today


@dataclass(frozen=True)
class Boundary:
    """Where one tier ends and the next begins. Amounts in ten-thousandths."""

    rank: int
    """The last rank above it."""
    share: float
    """Cumulative revenue share (0–1) down to that rank."""
    above: int
    """The smallest revenue above it."""
    below: int
    """The largest revenue below it."""


@dataclass(frozen=True)
class Tier:
    """One tier of a plan. Shares are 0–1, amounts ten-thousandths.

    Clients placed by hand count where they were placed; only the ranks are those of the cuts alone.
    """

    name: str
    fill: str
    ink: str
    """Its colour, and that of text on it."""
    mode: StaffRole
    from_rank: int
    to_rank: int
    clients: int
    client_share: float
    revenue: int
    year_revenue: int
    """The revenue brought to twelve months, where the list covers more or less."""
    revenue_share: float
    cumulative_share: float
    """Revenue share of this tier and those above."""
    largest: int
    smallest: int
    variation: float
    """Coefficient of variation of the revenues in it: standard deviation / mean."""
    budget_share: float
    minutes: int
    today_share: float | None
    """The share of the resources that it takes today; None where the list does not say."""

    @property
    def spread(self) -> float:
        """Largest / smallest revenue in the tier: 1 is perfectly homogeneous."""
        return self.largest / self.smallest

    @property
    def minutes_per_client(self) -> float:
        return self.minutes / self.clients

    @property
    def revenue_per_hour(self) -> int | None:
        """Ten-thousandths of a year's revenue per hour of a year's service; None without service."""
        return round(self.year_revenue * 60 / self.minutes) if self.minutes else None

    @property
    def intensity(self) -> float:
        """Resource share / revenue share: above 1 the tier gets more than it brings."""
        return self.budget_share / self.revenue_share

    @property
    def alike_share(self) -> float:
        """The share of the resources that the tier takes when every client is treated alike."""
        return self.client_share

    @property
    def baseline_share(self) -> float:
        """What it takes before the plan: today, or else when every client is treated alike."""
        return self.alike_share if self.today_share is None else self.today_share


@dataclass(frozen=True)
class PlanResult:
    """What follows from a plan for one client list."""

    clients: ClientList = field(repr=False, compare=False)
    plan: Plan
    cuts: Cuts
    boundaries: tuple[Boundary, ...]
    exceptions: Exceptions
    tiers: tuple[Tier, ...]
    thresholds: tuple[Decimal, ...]
    """Where the sliders stand: cumulative revenue shares (0–1), one fewer than there are tiers."""
    shares: Shares
    """Budget shares in parts of `WHOLE`, one a tier."""
    locked: tuple[bool, ...]
    tail_ratio_alike: float | None
    """Resources the tail takes if all are treated alike / its revenue share. None without a tail."""
    tail_ratio_plan: float | None
    tail_ratio_today: float | None
    """The same with what the clients take today; None as well where the list does not say."""
    dominant: int
    """How many clients are each worth more than an equal slice."""
    ties_parted: bool
    """Whether clients of equal revenue ended up in different tiers."""
    firm: "PlanResult | None" = field(default=None, repr=False, compare=False)
    """The whole firm's result, where this one is a slice seen with the firm's own tiers."""

    @property
    def budget_minutes(self) -> int:
        """The whole budget: in a slice its own."""
        return budget_of(self.clients, self.plan)

    @property
    def part(self) -> Part | None:
        """The slice that the list is; None for the whole firm."""
        return part_of(self.clients)

    @property
    def prospect_minutes(self) -> int:
        """What of the budget is kept for prospects."""
        return self.budget_minutes - self.tier_budget

    @property
    def tier_budget(self) -> int:
        """The minutes that the tiers share: the budget without what is kept for prospects."""
        return sum(tier.minutes for tier in self.tiers)

    @property
    def treatment_ratio(self) -> float | None:
        """How many times more time a client of the first tier gets than one of the last."""
        last = self.tiers[-1].minutes_per_client
        return self.tiers[0].minutes_per_client / last if last else None


def compute(clients: ClientList, plan: Plan) -> PlanResult:
    """Cut the ranking and share out the budget, for the list that the plan counts: groups as one client, a
    slice. The cost does not grow with the list, a method's own first search apart. Needs at least one ranked
    client."""
    clients = counted(clients, plan)
    if plan.slice.static and part_of(clients) is not None:
        return _seen_by_the_firm(clients, plan)
    return _result(clients, plan, cut_ranks(clients, plan))


def _result(clients: ClientList, plan: Plan, cuts: Cuts, minutes: tuple[int, ...] = ()) -> PlanResult:
    """What follows from cuts; `minutes` are those of the tiers where the plan's shares do not give them."""
    count = len(cuts) + 1
    placed = exceptions(clients, cuts, plan.placed)
    runs = runs_of(clients, cuts, placed)
    locked = plan.locked if len(plan.locked) == count else (False,) * count
    shares = plan.budget_shares if len(plan.budget_shares) == count else rule_shares(plan, runs)
    result_tiers = _tiers(clients, plan, runs, (shares, minutes))
    return PlanResult(
        clients=clients,
        plan=plan,
        cuts=cuts,
        boundaries=tuple(boundary_at(clients, cut) for cut in cuts),
        exceptions=placed,
        tiers=result_tiers,
        thresholds=thresholds_of(clients, plan, cuts),
        shares=shares,
        locked=locked,
        tail_ratio_alike=tail_ratio(clients, runs, [tier.client_share for tier in result_tiers]),
        tail_ratio_plan=tail_ratio(clients, runs, [tier.budget_share for tier in result_tiers]),
        tail_ratio_today=tail_ratio_today(clients),
        dominant=cut_rules.dominant_clients(clients, count),
        ties_parted=cut_rules.part_ties(clients, cuts),
    )


def of_the_slice_alone(result: PlanResult) -> PlanResult:
    """The result of a slice by a plan that says nothing of other clients, to leave the firm with; that of the
    whole firm as it is."""
    if result.part is None:
        return result
    plan = without_others(result.plan, result.clients)
    if result.firm is not None:
        return replace(result, plan=plan)
    return compute(result.clients, plan)


def own_plan(result: PlanResult) -> Plan:
    """The plan that gives the same on the result's own list: of a slice the one that stands alone."""
    if result.part is None:
        return result.plan
    return standing_alone(result.plan, result.clients, result.budget_minutes)


def boundary_at(clients: ClientList, cut: int) -> Boundary:
    """What lies on both sides of a cut rank (1…n−1)."""
    return Boundary(
        rank=cut,
        share=int(clients.cumulative[cut]) / clients.total,
        above=int(clients.revenue[cut - 1]),
        below=int(clients.revenue[cut]),
    )


def cut_ranks(clients: ClientList, plan: Plan) -> Cuts:
    """The ranks after which a tier ends: the moved thresholds, or else what the method gives."""
    if plan.thresholds:
        return cut_rules.by_shares(clients, plan.thresholds, plan.keep_ties)
    return cut_rules.by_method(clients, plan)


def thresholds_of(clients: ClientList, plan: Plan, cuts: Cuts) -> tuple[Decimal, ...]:
    """Where the thresholds stand: as they were set by hand, or else at the method's own cuts."""
    return plan.thresholds if len(plan.thresholds) == len(cuts) else shares_at(clients, cuts)


def shares_at(clients: ClientList, cuts: Cuts) -> tuple[Decimal, ...]:
    """The cumulative revenue shares of cut ranks, rounded down to 18 places so that they cut there again."""
    places = 10**18
    return tuple(Decimal(int(clients.cumulative[cut]) * places // clients.total).scaleb(-18) for cut in cuts)


def client_plan(result: PlanResult) -> pd.DataFrame:
    """Every ranked client with what it gets.

    Columns: those of `ranking.hit_parade`, then `tier` (name), `tier_index` (0…k−1), `minutes` (whole,
    adding up to the budget of the tiers; within a tier they differ by at most one, the larger first, unless
    classes of potential have weights of their own), `mode`,
    `placed` ("moved" or "frozen" for a client placed by hand, else "") and `reason`.
    """
    clients = result.clients
    table = hit_parade(clients)
    index = tier_index(result)
    table["tier"] = np.array([tier.name for tier in result.tiers], dtype=object)[index]
    table["tier_index"] = index
    table["minutes"] = client_minutes(result)
    table["mode"] = np.array([tier.mode for tier in result.tiers], dtype=object)[index]
    marks, reasons = [""] * clients.count, [""] * clients.count
    for placed in result.exceptions.placed:
        marks[placed.rank - 1] = "frozen" if placed.placement.frozen else "moved"
        reasons[placed.rank - 1] = placed.placement.reason
    table["placed"], table["reason"] = marks, reasons
    return table


def client_minutes(result: PlanResult) -> Amounts:
    """What every client gets, by rank − 1, in whole minutes that add up to each tier's: the same, or by the
    weights of the classes of potential."""
    if result.firm is not None:
        minutes: Amounts = client_minutes(result.firm)[_ranks_in_whole(result.clients)]
        return minutes
    totals, index = [tier.minutes for tier in result.tiers], tier_index(result)
    settings = result.plan.potential
    if not settings.is_weighted:
        return split_by_group(totals, index)
    return weighted_minutes(totals, index, weights_of(potentials(result.clients, settings), settings))


def tier_index(result: PlanResult) -> npt.NDArray[np.int64]:
    """The tier of every rank, counted from 0."""
    clients = result.clients
    index = np.searchsorted(np.asarray(result.cuts), np.arange(1, clients.count + 1)).astype(np.int64)
    for placed in result.exceptions.placed:
        index[placed.rank - 1] = placed.tier
    return index


def tier_of(result: PlanResult, rank: int) -> int:
    """The tier of one rank, counted from 0."""
    by_hand = {placed.rank: placed.tier for placed in result.exceptions.placed}
    return by_hand.get(rank, bisect_left(result.cuts, rank))


def usual_modes(count: int) -> tuple[StaffRole, ...]:
    """The owner takes the first tier, the team the last (with five tiers or more, the last two)."""
    team = 2 if count > 4 else 1
    manager: StaffRole = "manager"
    last: StaffRole = "team"
    return ("owner", *[manager] * (count - 1 - team), *[last] * team)[:count]


def rule_shares(plan: Plan, runs: Sequence[Run]) -> Shares:
    """The budget shares of the plan's rule. "today" is equal where the list does not say."""
    equal = equal_shares(len(runs))
    return share_rest(equal, (False,) * len(runs), rule_weights(plan, runs))


def rule_weights(plan: Plan, runs: Sequence[Run]) -> list[int]:
    """What the budget rule goes by, one whole number a tier."""
    match plan.budget_rule:
        case "mix":
            return mixed_weights(plan.budget_mix, [run.revenue for run in runs])
        case "clients":
            return [run.clients for run in runs]
        case "today":
            return [run.today or 0 for run in runs]


@last_per_list
def _seen_by_the_firm(clients: ClientList, plan: Plan) -> PlanResult:
    """A slice with the firm's own tiers: each client in the tier and with the minutes that the firm's plan
    gives it. Tiers without a client of the slice are left out."""
    assert clients.made_from is not None
    firm = compute(clients.made_from.whole, replace(plan, slice=Slice()))
    ranks = _ranks_in_whole(clients)
    each = client_minutes(firm)[ranks]
    kept, tiers = np.unique(tier_index(firm)[ranks], return_inverse=True)
    minutes = tuple(int(each[tiers == tier].sum()) for tier in range(len(kept)))
    own = static_plan(plan, clients, kept.tolist(), minutes, [tier.mode for tier in firm.tiers])
    cuts = static_cuts(np.searchsorted(np.asarray(firm.cuts), ranks + 1), kept)
    own_ranks = {rank + 1: own for own, rank in enumerate(ranks.tolist(), 1)}
    placed = static_placements(clients, tiers, cuts, (own_ranks, firm.exceptions.placed))
    keep_ties = plan.keep_ties and not cut_rules.part_ties(clients, cuts)
    own = replace(own, thresholds=shares_at(clients, cuts), keep_ties=keep_ties, placed=placed)
    result = _result(clients, own, cuts, minutes)
    painted = tuple(
        replace(tier, fill=firm.tiers[of].fill, ink=firm.tiers[of].ink)
        for tier, of in zip(result.tiers, kept.tolist(), strict=True)
    )
    return replace(result, tiers=painted, firm=firm)


@once_per_list
def _ranks_in_whole(clients: ClientList) -> npt.NDArray[np.int64]:
    """For each ranked client of a slice its place among the ranked clients of the list it is of."""
    assert clients.made_from is not None
    places = clients.made_from.places[: clients.made_from.whole.count]
    ranks = np.empty(clients.count, dtype=np.int64)
    kept = np.flatnonzero((places >= 0) & (places < clients.count))
    ranks[places[kept]] = kept
    return ranks


def _tiers(
    clients: ClientList, plan: Plan, runs: Sequence[Run], budget: tuple[Shares, tuple[int, ...]]
) -> tuple[Tier, ...]:
    shares, given = budget
    whole = budget_of(clients, plan)
    minutes = given or tier_minutes(whole - prospect_minutes(clients, plan.potential, whole), shares)
    modes = plan.modes if len(plan.modes) == len(shares) else usual_modes(len(shares))
    revenue_so_far = accumulate(run.revenue for run in runs)
    return tuple(
        _tier(clients, plan, index, (run, modes[index], so_far), (shares[index], minutes[index]))
        for index, (run, so_far) in enumerate(zip(runs, revenue_so_far, strict=True))
    )


def _tier(
    clients: ClientList, plan: Plan, index: int, held: tuple[Run, StaffRole, int], budget: tuple[int, int]
) -> Tier:
    run, mode, revenue_so_far = held
    colour = PALETTES[plan.tier_colours][index]
    everybody = resources_today(clients)
    return Tier(
        name=plan.tier_name(index),
        fill=colour.fill,
        ink=colour.ink,
        mode=mode,
        from_rank=run.start + 1,
        to_rank=run.end,
        clients=run.clients,
        client_share=run.clients / clients.count,
        revenue=run.revenue,
        year_revenue=a_year(run.revenue, clients),
        revenue_share=run.revenue / clients.total,
        cumulative_share=revenue_so_far / clients.total,
        largest=largest(clients, run),
        smallest=smallest(clients, run),
        variation=variation(clients, run),
        budget_share=budget[0] / WHOLE,
        minutes=budget[1],
        today_share=None if run.today is None or everybody is None else run.today / int(everybody[-1]),
    )
