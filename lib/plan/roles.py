"""Who serves: the owner, the client's account manager, the team; and for single services, nobody."""

from typing import Literal, get_args

StaffRole = Literal["owner", "manager", "team"]
"""Who serves a tier, and what a person of the firm is. The team works with automation."""
STAFF_ROLES: tuple[StaffRole, ...] = get_args(StaffRole)
Performer = Literal[StaffRole, "automatic"]
"""Who performs a service."""
PERFORMERS: tuple[Performer, ...] = get_args(Performer)
