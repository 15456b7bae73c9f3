"""The slice of the clients that is looked at: those that have one value in one column of the list."""

from dataclasses import dataclass
from typing import Annotated

from lib.base.bounds import Bounds, Length
from lib.clients.slices import Column
from lib.plan.errors import check_fields
from lib.plan.placements import LONGEST_TEXT


@dataclass(frozen=True)
class Slice:
    """`column` None is the whole firm; `value` "" are the clients for which the list says nothing there.

    A slice is ranked and cut in itself, or else (`static`) seen with the firm's own tiers. `budget_minutes`
    are the hours of a slice ranked in itself, where they were typed; None for its part of the firm's hours.
    Raises `PlanError`.
    """

    column: Column | None = None
    value: Annotated[str, Length(0, LONGEST_TEXT)] = ""
    static: bool = False
    budget_minutes: Annotated[int, Bounds(0, 200_000 * 60, 60)] | None = None

    def __post_init__(self) -> None:
        check_fields(self)
