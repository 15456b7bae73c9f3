"""What the reckoning of profit starts from: margins, the cost of an hour, fixed costs."""

from dataclasses import asdict, dataclass
from typing import Literal, get_args

from lib.base.money import LIMIT, UNIT
from lib.clients.model import ClientList
from lib.plan.roles import StaffRole
from lib.plan.services import ServiceError, whole
from lib.plan.team import DEFAULT_COST_PER_HOUR, MOST_PERSON_HOURS

MarginSource = Literal["all", "tier", "file"]
"""One margin rate for all clients, one a tier, or the amounts of the file."""
MARGIN_SOURCES: tuple[MarginSource, ...] = get_args(MarginSource)
TimeSource = Literal["budget", "services"]
"""The time of a client is its part of the tier's budget, or what the service catalogue gives it."""
TIME_SOURCES: tuple[TimeSource, ...] = get_args(TimeSource)

FULL = 10_000
"""Margin rates are counted in hundredths of a percent."""
DEFAULT_MARGIN = 3_000
DEFAULT_CAPACITY, LEAST_CAPACITY = 85, 20
"""Percent of the paid hours that can be planned: 80–85 in practice."""


@dataclass(frozen=True)
class ProfitSettings:
    """Checked on creation: raises `ServiceError`.

    `margin` and `tier_margins` in hundredths of a percent of revenue; the costs of a paid hour and
    `fixed_costs` (of the period) in ten-thousandths; `capacity` in percent of the paid hours.
    """

    margin_source: MarginSource = "all"
    margin: int = DEFAULT_MARGIN
    tier_margins: tuple[int, ...] = ()
    owner_cost: int = DEFAULT_COST_PER_HOUR["owner"]
    manager_cost: int = DEFAULT_COST_PER_HOUR["manager"]
    team_cost: int = DEFAULT_COST_PER_HOUR["team"]
    capacity: int = DEFAULT_CAPACITY
    fixed_costs: int = 0
    time_source: TimeSource = "budget"

    def __post_init__(self) -> None:
        _check(self.margin_source in MARGIN_SOURCES and self.time_source in TIME_SOURCES, "profit_source")
        _check(all(0 <= rate <= FULL for rate in (self.margin, *self.tier_margins)), "margin")
        costs = (self.owner_cost, self.manager_cost, self.team_cost)
        _check(all(0 <= cost <= LIMIT // MOST_PERSON_HOURS // UNIT for cost in costs), "cost_per_hour")
        _check(LEAST_CAPACITY <= self.capacity <= 100, "capacity")
        _check(0 <= self.fixed_costs <= LIMIT, "fixed_costs")

    def paid_cost(self, role: StaffRole) -> int:
        """What a paid hour of a role costs."""
        return {"owner": self.owner_cost, "manager": self.manager_cost, "team": self.team_cost}[role]

    def margin_of_tier(self, tier: int) -> int:
        """The margin rate of a tier, counted from 0, in hundredths of a percent."""
        if self.margin_source == "tier" and tier < len(self.tier_margins):
            return self.tier_margins[tier]
        return self.margin

    def to_json(self) -> dict[str, object]:
        """Plain JSON values."""
        return asdict(self) | {"tier_margins": list(self.tier_margins)}

    @classmethod
    def from_json(cls, values: dict[str, object]) -> "ProfitSettings":
        """The settings of `to_json`. Raises TypeError, KeyError or `ServiceError` for other values."""
        source, time, rates = values["margin_source"], values["time_source"], values["tier_margins"]
        if source not in MARGIN_SOURCES or time not in TIME_SOURCES or not isinstance(rates, list):
            raise TypeError("profit")
        return cls(
            margin_source=source,
            margin=whole(values["margin"]),
            tier_margins=tuple(whole(rate) for rate in rates),
            owner_cost=whole(values["owner_cost"]),
            manager_cost=whole(values["manager_cost"]),
            team_cost=whole(values["team_cost"]),
            capacity=whole(values["capacity"]),
            fixed_costs=whole(values["fixed_costs"]),
            time_source=time,
        )


def has_margins(clients: ClientList) -> bool:
    """Whether the file gives the margin, or the cost, of its clients."""
    return "margin" in clients.ranked or "cost" in clients.ranked


def one_rate(clients: ClientList, settings: ProfitSettings) -> bool:
    """Whether one margin rate holds for all clients: also where the list was to give margins and does not."""
    return settings.margin_source == "all" or (settings.margin_source == "file" and not has_margins(clients))


def _check(holds: bool, code: str) -> None:
    if not holds:
        raise ServiceError(code)
