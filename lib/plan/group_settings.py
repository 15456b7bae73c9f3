"""Whether clients under common control count as one, and which of them the user has brought together."""

from dataclasses import dataclass
from typing import Annotated

from lib.base.bounds import Length
from lib.plan.errors import check, check_fields
from lib.plan.placements import LONGEST_TEXT

LONGEST_NAME = 120
"""Characters of a group's name."""
Key = Annotated[str, Length(1, LONGEST_TEXT)]
"""A client's key (`keys.key_of`)."""


@dataclass(frozen=True)
class GroupSettings:
    """`as_one` counts every group as one client. `by_hand` goes before what the list says: a client's key and
    the name of its group, "" for a client that belongs to none. Raises `PlanError`: client_in_two_groups."""

    as_one: bool = False
    by_hand: Annotated[tuple[tuple[Key, Annotated[str, Length(0, LONGEST_NAME)]], ...], Length(0, 5_000)] = ()

    def __post_init__(self) -> None:
        check_fields(self)
        check(all(name == name.strip() for _, name in self.by_hand), "group_name")
        check(len({key for key, _ in self.by_hand}) == len(self.by_hand), "client_in_two_groups")
