"""What the reckoning of profit starts from: margins, the cost of an hour, fixed costs."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal, get_args

from lib.base.bounds import Bounds, Length
from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.plan.cuts import MOST_TIERS
from lib.plan.errors import check_fields
from lib.plan.roles import StaffRole
from lib.plan.team import PaidHour

MarginSource = Literal["all", "tier", "file"]
"""One margin rate for all clients, one a tier, or the amounts of the file."""
TimeSource = Literal["budget", "services"]
"""The time of a client is its part of the tier's budget, or what the service catalogue gives it."""
TIME_SOURCES: tuple[TimeSource, ...] = get_args(TimeSource)
Figure = Literal["margin", "owner_cost", "manager_cost", "team_cost", "fixed_costs"]
"""What only the firm itself can say."""
Entered = Literal["margin_source", Figure]
"""What a hand has set, be it to the usual value."""

FULL = 10_000
"""Margin rates are counted in hundredths of a percent."""
DEFAULT_MARGIN = 3_000
DEFAULT_CAPACITY = 85
"""Percent of the paid hours that can be planned: 80–85 in practice."""
Rate = Annotated[int, Bounds(0, FULL, FULL // 100)]
"""A margin rate, typed in percent."""


@dataclass(frozen=True)
class ProfitSettings:
    """Checked on creation: raises `PlanError`.

    `margin` and `tier_margins` in hundredths of a percent of revenue; the costs of a paid hour and
    `fixed_costs` (of the period) in ten-thousandths; `capacity` in percent of the paid hours. The three
    costs are the one home of what an hour costs: see `lib.plan.hour_costs`. `entered` names what was given
    by hand: it tells a margin of 30 % that somebody stands for from the one that everybody starts with.
    """

    margin_source: MarginSource = "all"
    margin: Rate = DEFAULT_MARGIN
    tier_margins: Annotated[tuple[Rate, ...], Length(0, MOST_TIERS)] = ()
    owner_cost: PaidHour = 70 * UNIT
    manager_cost: PaidHour = 45 * UNIT
    team_cost: PaidHour = 30 * UNIT
    capacity: Annotated[int, Bounds(20, 100)] = DEFAULT_CAPACITY
    fixed_costs: Annotated[int, Bounds(0, 10**12 * UNIT, UNIT)] = 0
    time_source: TimeSource = "budget"
    entered: Annotated[tuple[Entered, ...], Length(0, len(get_args(Entered)))] = ()

    def __post_init__(self) -> None:
        check_fields(self)

    def paid_cost(self, role: StaffRole) -> int:
        """What a paid hour of a role costs."""
        return {"owner": self.owner_cost, "manager": self.manager_cost, "team": self.team_cost}[role]

    def with_entered(self, **choices: object) -> "ProfitSettings":
        """A copy with choices that a hand has made. Raises `PlanError`."""
        names = [name for name in get_args(Entered) if name in choices or name in self.entered]
        return replace(self, **choices, entered=tuple(names))  # type: ignore[arg-type]

    def margin_of_tier(self, tier: int) -> int:
        """The margin rate of a tier, counted from 0, in hundredths of a percent."""
        if self.margin_source == "tier" and tier < len(self.tier_margins):
            return self.tier_margins[tier]
        return self.margin


def has_margins(clients: ClientList) -> bool:
    """Whether the file gives the margin, or the cost, of its clients."""
    return "margin" in clients.ranked or "cost" in clients.ranked


def margin_source_of(clients: ClientList, settings: ProfitSettings) -> MarginSource:
    """Where margins come from for that list: from the file if it gives them, until somebody chooses another
    source or a rate; from one rate where the list was to give margins and does not."""
    chosen = settings.margin_source
    if not has_margins(clients):
        return "all" if chosen == "file" else chosen
    untouched = settings.margin == DEFAULT_MARGIN and not {"margin", "margin_source"} & set(settings.entered)
    return "file" if chosen == "all" and untouched else chosen


def one_rate(clients: ClientList, settings: ProfitSettings) -> bool:
    """Whether one margin rate holds for all clients: also where the list was to give margins and does not."""
    return margin_source_of(clients, settings) == "all"
