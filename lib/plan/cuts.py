"""Cutting the ranking into tiers: one function a method, one answer, the cut ranks. `by_method` calls them.

A tier is a run of ranks. Every method here gives cut ranks c₁ < … < c_{k−1}: tier 1 holds the ranks
1…c₁, tier 2 the ranks c₁+1…c₂, and so on. All of them keep three rules:

- the client that crosses a threshold is in the upper tier, so an 85 % client is an A, not a B;
- no tier is empty while there are at least as many clients as tiers; with fewer clients there are
  fewer tiers;
- clients of equal revenue are in one tier, as long as there are at least as many different revenues
  as tiers. Exact client counts (`by_counts`) are the user's own word and are not widened.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, Protocol, get_args

import numpy as np
import numpy.typing as npt

from lib.base.cache import once_per_list
from lib.base.money import Amounts
from lib.clients.hit_parade import clients_for
from lib.clients.model import ClientList

Method = Literal["equal", "share", "pareto", "abc", "headtail", "amount", "count"]
METHODS: tuple[Method, ...] = get_args(Method)
OWN_TIERS: dict[Method, int | None] = {"pareto": 2, "abc": 3, "headtail": None}
"""The methods that set the number of tiers themselves: to how many; None: to as many as they find."""

Cuts = tuple[int, ...]
Ranks = npt.NDArray[np.int64]
Costs = npt.NDArray[np.float64]

MOST_TIERS = 6
HEAD_LIMIT = Fraction(2, 5)
"""A head of more than 40 % of its group is no minority: head/tail breaks stop (Jiang 2013)."""

SHARE_THRESHOLDS: dict[int, tuple[Decimal, ...]] = {
    2: (Decimal("0.8"),),
    3: (Decimal("0.8"), Decimal("0.95")),
    4: (Decimal("0.5"), Decimal("0.8"), Decimal("0.95")),
    5: (Decimal("0.5"), Decimal("0.7"), Decimal("0.85"), Decimal("0.95")),
    6: (Decimal("0.4"), Decimal("0.6"), Decimal("0.75"), Decimal("0.85"), Decimal("0.95")),
}
"""Where the cumulative-share method starts: the usual 80/95 of an ABC analysis, finer with more tiers."""

_ROUNDING = 1e-9
"""Sums of squares this close, relatively, are told apart in whole numbers."""


class Choices(Protocol):
    """What a method needs of a plan; `lib.plan.plan.Plan` documents it."""

    @property
    def method(self) -> Method: ...
    @property
    def tier_count(self) -> int: ...
    @property
    def keep_ties(self) -> bool: ...
    @property
    def amounts(self) -> tuple[int, ...]: ...
    @property
    def counts(self) -> tuple[int, ...]: ...


def by_method(clients: ClientList, plan: Choices) -> Cuts:
    """The cuts of the plan's method."""
    match plan.method:
        case "equal":
            return equal_slices(clients, plan.tier_count, plan.keep_ties)
        case "share":
            return by_shares(clients, SHARE_THRESHOLDS[plan.tier_count], plan.keep_ties)
        case "pareto":
            return by_shares(clients, SHARE_THRESHOLDS[2], plan.keep_ties)
        case "abc":
            return computed_limits(clients, plan.keep_ties)
        case "headtail":
            return head_tail(clients, plan.keep_ties)
        case "amount":
            return by_amounts(clients, amounts_of(clients, plan), plan.keep_ties)
        case "count":
            return by_counts(clients, counts_of(clients, plan))


def amounts_of(clients: ClientList, plan: Choices) -> tuple[int, ...]:
    """The plan's own amounts, or round ones (two leading digits) near the equal slices."""
    if plan.amounts:
        return plan.amounts
    cuts = equal_slices(clients, plan.tier_count, plan.keep_ties)
    return tuple(_two_digits(int(clients.revenue[cut - 1])) for cut in cuts)


def counts_of(clients: ClientList, plan: Choices) -> tuple[int, ...]:
    """The plan's own client counts, or those of the equal slices. One fewer than there are tiers."""
    if plan.counts:
        return plan.counts
    cuts = equal_slices(clients, plan.tier_count, plan.keep_ties)
    return tuple(int(count) for count in np.diff(cuts, prepend=0))


def _two_digits(amount: int) -> int:
    """The amount rounded down to two leading digits, at least 1."""
    size: int = 10 ** max(0, len(str(amount)) - 2)
    return max(1, amount // size * size)


def positions(clients: ClientList, tiers: int, keep_ties: bool = True) -> Ranks:
    """The ranks at which a tier may end, ascending; the last is n."""
    if keep_ties and len(clients.tie_ends) >= tiers:
        return clients.tie_ends
    return np.arange(1, clients.count + 1, dtype=np.int64)


def settle(clients: ClientList, wanted: Sequence[int], keep_ties: bool = True) -> Cuts:
    """Move wanted cut ranks to the nearest allowed ones that leave no tier empty.

    Each cut moves to the end of the run of equal revenues it falls in; then cuts that would leave a
    tier empty are pushed down, and from the end back up. More cuts than fit are left out.
    """
    tiers = min(len(wanted) + 1, clients.count)
    allowed = positions(clients, tiers, keep_ties)
    crossed = np.searchsorted(allowed, np.asarray(wanted[: tiers - 1], dtype=np.int64)) + 1
    return tuple(int(allowed[position - 1]) for position in apart(crossed.tolist(), len(allowed)).settled)


class Apart(NamedTuple):
    """Places of cuts before and after the end of the list pushes them back up."""

    pushed_down: tuple[int, ...]
    settled: tuple[int, ...]


def apart(crossed: Sequence[int], count: int) -> Apart:
    """The rule that leaves no tier empty, on places where a tier may end, counted from 1 to `count`.

    Each cut comes at least one place after the one above it; then, from the end, each at least one before
    what follows. The workings of the workbook do the same by formulas, step by step.
    """
    down: list[int] = []
    for position in crossed:
        down.append(max(position, down[-1] + 1 if down else 1))
    settled, last = list(down), count
    for index in range(len(down) - 1, -1, -1):
        settled[index] = last = min(down[index], last - 1)
    return Apart(tuple(down), tuple(settled))


def by_shares(clients: ClientList, thresholds: Sequence[Decimal], keep_ties: bool = True) -> Cuts:
    """Cut at cumulative revenue shares (0–1, ascending), compared exactly."""
    return settle(clients, [clients_for(clients, Fraction(share)) for share in thresholds], keep_ties)


def by_amounts(clients: ClientList, amounts: Sequence[int], keep_ties: bool = True) -> Cuts:
    """Cut where revenue falls below amounts (ten-thousandths, descending); an equal amount is above."""
    ascending = clients.revenue[::-1]
    wanted = clients.count - np.searchsorted(ascending, np.asarray(amounts, dtype=np.int64))
    return settle(clients, [int(rank) for rank in wanted], keep_ties)


def by_counts(clients: ClientList, counts: Sequence[int]) -> Cuts:
    """Cut after the first m₁ clients, the next m₂ …, exactly as asked even between equal revenues."""
    return settle(clients, np.cumsum(counts).tolist(), keep_ties=False)


@once_per_list
def head_tail(clients: ClientList, keep_ties: bool = True) -> Cuts:
    """Cut at the mean, again within the head, while the head stays a minority (Jiang 2013).

    Gives no cut where all revenues are equal, and at most `MOST_TIERS` − 1.
    """
    cuts: list[int] = []
    group = clients.count
    ascending = clients.revenue[::-1]
    while group > 1 and len(cuts) < MOST_TIERS - 1:
        above_mean = int(clients.cumulative[group]) // group + 1
        head = clients.count - int(np.searchsorted(ascending, above_mean))
        if head == 0:
            break
        cuts.append(head)
        if Fraction(head, group) > HEAD_LIMIT:
            break
        group = head
    return settle(clients, cuts[::-1], keep_ties)


@once_per_list
def computed_limits(clients: ClientList, keep_ties: bool = True) -> Cuts:
    """The computed ABC limits of Ultsch & Lötsch (2015, PLoS ONE 10(6) e0129767).

    On the straight-line curve of client share e → revenue share y: the Pareto point is the point
    nearest to (0, 1), the break-even point is where the slope falls to 1. A ends at the smaller e of
    the two; B ends at the point nearest to (the larger e, 1). A client belongs to the tier that holds
    the whole of its stretch of the curve.
    """
    n, total = clients.count, clients.total
    above_mean = -(-total // n)
    break_even = float(n - np.searchsorted(clients.revenue[::-1], above_mean))
    pareto = _nearest_to_top(clients, 0.0)
    a_end, other = min(pareto, break_even), max(pareto, break_even)
    return settle(clients, [max(1, int(a_end)), int(_nearest_to_top(clients, other))], keep_ties)


def _nearest_to_top(clients: ClientList, rank: float) -> float:
    """The place on the curve, in ranks, that is nearest to the point (rank/n, 1)."""
    n = clients.count
    across, up = 1 / n, clients.revenue / clients.total
    left = (np.arange(n) - rank) / n
    below = clients.cumulative[:-1] / clients.total - 1
    along = np.clip(-(left * across + below * up) / (across**2 + up**2), 0, 1)
    distance = (left + along * across) ** 2 + (below + along * up) ** 2
    nearest = int(np.argmin(distance))
    return nearest + float(along[nearest])


@once_per_list
def equal_slices(clients: ClientList, tiers: int, keep_ties: bool = True) -> Cuts:
    """The cuts whose tiers' revenues are closest to T/k: they minimise Σ (Rⱼ − T/k)², exactly.

    Dynamic programming over the allowed positions. The cost of a slice is convex in its revenue, so
    the best start of the last slice never moves back as its end moves on (Monge); each layer is then
    found in O(n log n). Sums of squares are compared as floats first; those that are too close to
    call are compared again in whole numbers. Equal sums: the fewer clients in the upper tiers.
    """
    tiers = min(tiers, clients.count)
    if tiers <= 1:
        return ()
    allowed = positions(clients, tiers, keep_ties)
    revenue = clients.cumulative[allowed]
    layers = [_slice_cost(np.zeros(1, np.int64), revenue, tiers, clients.total)]
    while len(layers) < tiers - 1:
        layers.append(_next_layer(layers[-1], revenue, tiers))
    ends = _exact_path(layers, revenue, tiers)
    return tuple(int(allowed[end]) for end in ends)


def _slice_cost(start: Amounts, end: Amounts, tiers: int, total: int) -> Costs:
    """(k·R − T)² for slices of revenue R between two cumulative revenues; the T/k of the text times k."""
    miss: Costs = (tiers * (end - start) - total).astype(np.float64)
    return miss * miss


def _next_layer(previous: Costs, revenue: Amounts, tiers: int) -> Costs:
    """The least cost of one more slice ending at each position.

    Ends are done in ever finer steps; the best start of an end lies between those of its neighbours.
    """
    size = len(revenue)
    costs: Costs = np.full(size, np.inf)
    starts: Ranks = np.zeros(size, dtype=np.int64)
    step = 1 << (size - 1).bit_length()
    while step:
        ends = np.arange(step, size, 2 * step)
        if len(ends):
            low = starts[ends - step]
            beyond = ends + step
            high = np.where(beyond < size, starts[np.minimum(beyond, size - 1)], size - 1)
            _fill(ends, low, np.minimum(high, ends - 1), (previous, revenue, tiers), costs, starts)
        step //= 2
    return costs


def _fill(
    ends: Ranks,
    low: Ranks,
    high: Ranks,
    given: tuple[Costs, Amounts, int],
    costs: Costs,
    starts: Ranks,
) -> None:
    """Write the least cost of each end, and its first best start, looking only from low to high."""
    previous, revenue, tiers = given
    lengths = np.maximum(high - low + 1, 1)
    offsets = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    owner = np.repeat(np.arange(len(ends)), lengths)
    start = np.arange(int(lengths.sum())) - offsets[owner] + low[owner]
    tried = previous[start] + _slice_cost(revenue[start], revenue[ends[owner]], tiers, int(revenue[-1]))
    least = np.minimum.reduceat(tried, offsets)
    best = np.flatnonzero(tried == least[owner])[::-1]
    costs[ends] = least
    starts[ends[owner[best]]] = start[best]


def _exact_path(layers: list[Costs], revenue: Amounts, tiers: int) -> Cuts:
    """The slice ends of the least exact cost, following only starts that floats cannot rule out."""
    total = int(revenue[-1])
    known: dict[tuple[int, int], tuple[int, Cuts]] = {}

    def exact(start: int, end: int) -> int:
        return (tiers * (int(revenue[end]) - (int(revenue[start]) if start >= 0 else 0)) - total) ** 2

    def best(layer: int, end: int) -> tuple[int, Cuts]:
        if layer < 0:
            return exact(-1, end), ()
        if (layer, end) not in known:
            tried = layers[layer][:end] + _slice_cost(revenue[:end], revenue[end], tiers, total)
            near = np.flatnonzero(tried <= tried.min() * (1 + _ROUNDING))
            known[layer, end] = min(_with_slice(best(layer - 1, s), exact(s, end), s) for s in near.tolist())
        return known[layer, end]

    return best(len(layers) - 1, len(revenue) - 1)[1]


def _with_slice(before: tuple[int, Cuts], cost: int, start: int) -> tuple[int, Cuts]:
    return before[0] + cost, (*before[1], start)


def part_ties(clients: ClientList, cuts: Cuts) -> bool:
    """Whether a cut has clients of equal revenue on both of its sides."""
    return any(clients.revenue[cut - 1] == clients.revenue[cut] for cut in cuts)


def dominant_clients(clients: ClientList, tiers: int) -> int:
    """How many clients are each worth more than an equal slice, T/k."""
    above = clients.total // tiers + 1
    return clients.count - int(np.searchsorted(clients.revenue[::-1], above))
