"""Two lists under their plans: who changed tier since, who is new, who is gone."""

from dataclasses import dataclass

import pandas as pd

from lib.plan.compute import PlanResult, tier_index


@dataclass(frozen=True)
class ListChanges:
    """What became of the clients from one list to another."""

    ups: int
    downs: int
    stayed: int
    new: int
    gone: int


def list_changes(before: PlanResult, after: PlanResult) -> ListChanges:
    """Clients are the same by their number, or by their name where they have none. Tiers are compared by
    their place from the top."""
    old, new = _tiers(before), _tiers(after)
    both = old.index.intersection(new.index)
    moved = new[both] - old[both]
    return ListChanges(
        ups=int((moved < 0).sum()),
        downs=int((moved > 0).sum()),
        stayed=int((moved == 0).sum()),
        new=len(new.index.difference(old.index)),
        gone=len(old.index.difference(new.index)),
    )


def _tiers(result: PlanResult) -> "pd.Series[int]":
    """The tier of every client by what it is known by; the first where several share that."""
    clients = result.clients
    names, numbers = clients.ranked["client"], clients.ranked["number"]
    tiers = pd.Series(tier_index(result), index=numbers.where(numbers != "", names).to_numpy())
    return tiers[~tiers.index.duplicated()]
