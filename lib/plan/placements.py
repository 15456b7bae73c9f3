"""Clients placed in a tier by hand: moved there with a reason, or frozen where they were.

The cuts stay what they are, ranks; a placement is an exception to them. Exceptions are few, so what
follows from them costs nothing that grows with the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, NamedTuple

import numpy as np

from lib.base.bounds import Bounds, Length
from lib.clients.keys import rank_of
from lib.clients.model import ClientList
from lib.plan.cuts import MOST_TIERS

LONGEST_TEXT = 32_767
"""Characters of a cell of a workbook, so of a name."""


@dataclass(frozen=True)
class Placement:
    """One client that stays in one tier, wherever the cuts go."""

    client: Annotated[str, Length(1, LONGEST_TEXT)]
    """The client's key (`key_of`): its number, or its name where it has none."""
    tier: Annotated[int, Bounds(0, MOST_TIERS - 1)]
    """Counted from 0; with fewer tiers than that, the last one."""
    reason: Annotated[str, Length(0, 200)] = ""
    frozen: bool = False
    """Kept where it was, not moved elsewhere. What follows is the same; people want to see which."""


class Placed(NamedTuple):
    """A placement on one list: which rank it holds, and between which tiers."""

    rank: int
    by_cuts: int
    """The tier the cuts alone would give."""
    tier: int
    placement: Placement


@dataclass(frozen=True)
class Exceptions:
    """What the placements of a plan come to with the cuts of one list."""

    placed: tuple[Placed, ...] = ()
    """Those in force, by rank; also those that the cuts would put in the same tier."""
    suspended: tuple[Placement, ...] = ()
    """Those that would leave a tier without any client."""
    absent: tuple[Placement, ...] = ()
    """Those of clients that this list does not rank."""

    @property
    def away(self) -> tuple[Placed, ...]:
        """The clients that are not where the cuts alone would put them."""
        return tuple(placed for placed in self.placed if placed.tier != placed.by_cuts)


def exceptions(clients: ClientList, cuts: Sequence[int], placements: Sequence[Placement]) -> Exceptions:
    """Hold the placements against the cuts.

    No tier is left empty: as long as one would be, the latest placement that took a client out of it is
    suspended.
    """
    edges = np.asarray((0, *cuts, clients.count))
    ranked = [(placement, rank_of(clients, placement.client)) for placement in placements]
    standing = [
        Placed(rank, int(np.searchsorted(edges, rank)) - 1, min(placement.tier, len(cuts)), placement)
        for placement, rank in ranked
        if rank is not None
    ]
    sizes = np.diff(edges)
    for placed in standing:
        sizes[placed.by_cuts] -= 1
        sizes[placed.tier] += 1
    suspended: list[Placement] = []
    while 0 in sizes:
        empty = int(np.flatnonzero(sizes == 0)[0])
        last = next(placed for placed in reversed(standing) if placed.by_cuts == empty != placed.tier)
        standing.remove(last)
        suspended.append(last.placement)
        sizes[last.by_cuts] += 1
        sizes[last.tier] -= 1
    return Exceptions(
        placed=tuple(sorted(standing, key=lambda placed: placed.rank)),
        suspended=tuple(suspended),
        absent=tuple(placement for placement, rank in ranked if rank is None),
    )
