"""What each client has bought: the revenue of every family of articles, or of every article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from lib.base.money import LIMIT, Amounts

Places = npt.NDArray[np.int32]
Kind = Literal["family", "article"]
MOST_ITEMS = 300
"""Families or articles that are told apart, the largest first; what is left of them is one more."""
OTHERS = ""
"""The name of what is left."""


@dataclass(frozen=True, eq=False)
class Purchases:
    """One entry a client and item, sorted by client, then by item; all arrays have the same length.

    - `client` (int32): the client's place in the ranking, counted from 0; the clients set apart follow;
    - `item` (int32): its place in `items`, which are sorted from the largest revenue down;
    - `amount` (int64, ten-thousandths): what was added up, credit notes taken off.

    `kind` says whether the items are families or articles.
    """

    client: Places
    item: Places
    amount: Amounts
    items: tuple[str, ...]
    kind: Kind = "article"

    def is_sound(self, clients: int) -> bool:
        """Whether the arrays fit together, are sorted, and belong to that many clients."""
        if len({len(column) for column in (self.client, self.item, self.amount)}) > 1:
            return False
        keys = self.client.astype(np.int64) * (len(self.items) or 1) + self.item
        return bool(
            (self.client >= 0).all()
            and (self.client < clients).all()
            and (self.item >= 0).all()
            and (self.item < len(self.items)).all()
            and (np.diff(keys) > 0).all()
            and np.abs(self.amount.astype(np.float64)).sum() < LIMIT
        )

    def moved(self, places: npt.NDArray[np.int64]) -> "Purchases":
        """The same purchases for other clients: client i has become client places[i], −1 is left out, and
        several that have become one are added up."""
        client = places[self.client]
        kept = client >= 0
        return _added_up(self, client[kept], self.item[kept].astype(np.int64), self.amount[kept])


def bought(
    client: npt.NDArray[np.int64],
    item: npt.NDArray[np.int64],
    amount: Amounts,
    names: Sequence[str],
    kind: Kind,
) -> Purchases:
    """Add up rows (client, item, amount), the items from the largest down; those after the first
    `MOST_ITEMS` are one."""
    revenue = np.zeros(len(names), dtype=np.int64)
    np.add.at(revenue, item, amount)
    order = sorted(range(len(names)), key=lambda code: (-int(revenue[code]), names[code]))
    kept = [names[code] for code in order[:MOST_ITEMS]]
    position = np.empty(len(names), dtype=np.int64)
    position[order] = np.minimum(np.arange(len(names)), MOST_ITEMS)
    items = (*kept, OTHERS) if len(order) > MOST_ITEMS else tuple(kept)
    empty = np.zeros(0, dtype=np.int32)
    whole = Purchases(empty, empty, empty.astype(np.int64), items, kind)
    return _added_up(whole, client, position[item], amount)


def _added_up(
    whole: Purchases, client: npt.NDArray[np.int64], item: npt.NDArray[np.int64], amount: Amounts
) -> Purchases:
    keys = client * (len(whole.items) or 1) + item
    in_order = bool((np.diff(keys) > 0).all())
    order = np.arange(len(keys)) if in_order else np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.diff(keys, prepend=-1))
    first = order[starts]
    return replace(
        whole,
        client=client[first].astype(np.int32),
        item=item[first].astype(np.int32),
        amount=np.add.reduceat(amount[order], starts) if len(starts) else np.zeros(0, dtype=np.int64),
    )
