"""What the look ahead is asked: which periods, and what the user knows of single clients."""

from dataclasses import dataclass
from typing import Annotated

from lib.base.bounds import Bounds, Length
from lib.plan.errors import check, check_fields
from lib.plan.placements import LONGEST_TEXT

DEFAULT_TOLERANCE = 10
"""Percent of change up to which a client counts as stable."""
MOST_POTENTIAL = 3
Key = Annotated[str, Length(1, LONGEST_TEXT)]
"""A client's key (`keys.key_of`)."""
_MARKED = Length(0, 5_000)
"""Clients that are pinned, dismissed or marked."""


@dataclass(frozen=True)
class TomorrowSettings:
    """Checked on creation: raises `PlanError`.

    `periods` is the key of a pair of periods, "" for the one that is proposed; `tolerance` in percent.
    Clients are named by their key (`keys.key_of`): those `pinned` as tomorrow's, those `dismissed`
    from the candidates, and the user's own mark of `potentials`, 1 to 3.
    """

    periods: Annotated[str, Length(0, 24)] = ""
    tolerance: Annotated[int, Bounds(0, 50)] = DEFAULT_TOLERANCE
    pinned: Annotated[tuple[Key, ...], _MARKED] = ()
    dismissed: Annotated[tuple[Key, ...], _MARKED] = ()
    potentials: Annotated[tuple[tuple[Key, Annotated[int, Bounds(1, MOST_POTENTIAL)]], ...], _MARKED] = ()

    def __post_init__(self) -> None:
        check_fields(self)
        marked = tuple(client for client, _ in self.potentials)
        for name, clients in (("pinned", self.pinned), ("dismissed", self.dismissed), ("potentials", marked)):
            check(len(set(clients)) == len(clients), f"{name}_twice")
        check(not set(self.pinned) & set(self.dismissed), "pinned_and_dismissed")
