"""The clients of each tier as a run of ranks with its few exceptions, and the sums over them.

Sums come out of cumulative figures, so that they cost the same however long the list is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
import numpy.typing as npt

from lib.base.cache import once_per_list
from lib.base.money import Amounts
from lib.clients.model import ClientList
from lib.clients.today import resources_today
from lib.plan.placements import Exceptions


@dataclass(frozen=True)
class Run:
    """The clients of one tier before it has a budget: a run of ranks, and its exceptions."""

    start: int
    """The ranks above it."""
    end: int
    left: tuple[int, ...]
    """Ranks of the run that were placed elsewhere."""
    joined: tuple[int, ...]
    """Ranks from elsewhere."""
    clients: int
    revenue: int
    """In ten-thousandths."""
    today: int | None
    """Resources today, in the unit of `resources_today`."""


def runs_of(clients: ClientList, cuts: Sequence[int], exceptions: Exceptions) -> tuple[Run, ...]:
    """The runs between the cut ranks, upper tier first."""
    edges = pairwise((0, *cuts, clients.count))
    return tuple(_run(clients, edge, index, exceptions) for index, edge in enumerate(edges))


def _run(clients: ClientList, edges: tuple[int, int], index: int, exceptions: Exceptions) -> Run:
    left = tuple(placed.rank for placed in exceptions.away if placed.by_cuts == index)
    joined = tuple(placed.rank for placed in exceptions.away if placed.tier == index)
    today = resources_today(clients)
    return Run(
        *edges,
        left=left,
        joined=joined,
        clients=edges[1] - edges[0] - len(left) + len(joined),
        revenue=_sum(clients.cumulative, edges, left, joined),
        today=None if today is None else _sum(today, edges, left, joined),
    )


def _sum(cumulative: Amounts, edges: tuple[int, int], left: Sequence[int], joined: Sequence[int]) -> int:
    """The sum over a run of ranks and its exceptions, out of the cumulative figures; exact."""
    one_by_one = sum(int(cumulative[rank] - cumulative[rank - 1]) for rank in joined)
    one_by_one -= sum(int(cumulative[rank] - cumulative[rank - 1]) for rank in left)
    return int(cumulative[edges[1]] - cumulative[edges[0]]) + one_by_one


def largest(clients: ClientList, run: Run) -> int:
    """The largest revenue; the few that left are stepped over."""
    stayed = (rank for rank in range(run.start + 1, run.end + 1) if rank not in run.left)
    return max(int(clients.revenue[rank - 1]) for rank in (*islice(stayed, 1), *run.joined))


def smallest(clients: ClientList, run: Run) -> int:
    """The smallest revenue."""
    stayed = (rank for rank in range(run.end, run.start, -1) if rank not in run.left)
    return min(int(clients.revenue[rank - 1]) for rank in (*islice(stayed, 1), *run.joined))


def variation(clients: ClientList, run: Run) -> float:
    """Coefficient of variation of the revenues: standard deviation / mean."""
    if largest(clients, run) == smallest(clients, run):
        return 0.0
    squares = _squares_below(clients)
    # Between those that left: to take a giant's square off again would leave nothing of the small ones.
    starts, ends = (run.start, *run.left), (*(rank - 1 for rank in run.left), run.end)
    total = sum(squares[start] - squares[end] for start, end in zip(starts, ends, strict=True))
    total += sum(squares[rank - 1] - squares[rank] for rank in run.joined)
    mean = run.revenue / run.clients
    variance = float(total) / run.clients - mean**2
    return float(np.sqrt(max(variance, 0.0))) / mean


@once_per_list
def _squares_below(clients: ClientList) -> npt.NDArray[np.longdouble]:
    """The sum of the squared revenues of all ranks after m, for m = 0…n.

    Added up from the smallest, so that the figures of small clients do not drown in those of a giant.
    """
    squares = np.square(clients.revenue[::-1].astype(np.longdouble))
    return np.concatenate((np.zeros(1, np.longdouble), np.cumsum(squares)))[::-1]


def clients_after(run: Run, rank: int) -> int:
    """How many clients of a tier come after a rank."""
    by_cuts = max(0, run.end - max(rank, run.start))
    return by_cuts + sum(other > rank for other in run.joined) - sum(other > rank for other in run.left)
