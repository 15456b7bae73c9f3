"""Whether it pays: what service costs, what each client and tier contributes, alike, today and in the plan.

Amounts are exact whole ten-thousandths: the contributions of clients add up to those of the tiers and to
the total.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from lib.base.cache import once_per_list
from lib.base.money import Amounts, split_by_group, split_evenly
from lib.clients.model import ClientList
from lib.plan.compute import PlanResult, tier_index
from lib.plan.hour_costs import hour_cost, nearest, time_cost
from lib.plan.profit_settings import FULL, margin_source_of
from lib.plan.roles import STAFF_ROLES
from lib.plan.services import EXACT, direct_costs, load
from lib.plan.team import team_of

Treatment = Literal["alike", "today", "plan"]


@dataclass(frozen=True, eq=False)
class ServiceCost:
    """What serving the clients takes in a plan, tier by tier."""

    minutes: tuple[int, ...]
    """For all clients of the tier."""
    costs: tuple[int, ...]
    """Time and direct costs, in ten-thousandths."""
    hourly: tuple[int, ...]
    """What an hour with these clients costs, in ten-thousandths."""

    @property
    def total(self) -> int:
        return sum(self.costs)

    @property
    def total_minutes(self) -> int:
        return sum(self.minutes)

    @property
    def per_minute(self) -> float:
        """The average cost of a minute, direct costs included."""
        return self.total / self.total_minutes if self.total_minutes else 0.0


def service_cost(result: PlanResult) -> ServiceCost:
    """The time and the cost of serving each tier.

    From the budget: all of a tier's time costs what its mode costs. From the service catalogue: the
    time of each role at its own cost, and direct costs; a catalogue without services counts as none.
    """
    clients = result.clients
    plan = result.plan
    team = team_of(clients, plan.team)
    hours = {role: hour_cost(plan.profit, team, role) for role in STAFF_ROLES}
    counts = [tier.clients for tier in result.tiers]
    if plan.profit.time_source == "budget" or not plan.services.services:
        hourly = tuple(hours[tier.mode] for tier in result.tiers)
        minutes = tuple(tier.minutes for tier in result.tiers)
        return ServiceCost(
            minutes, tuple(time_cost(m, h) for m, h in zip(minutes, hourly, strict=True)), hourly
        )
    loads = load(plan.services, counts)
    direct = direct_costs(plan.services, counts)
    exact = [int(part) for part in loads.by_tier]
    timed = [
        sum(int(loads.by_role(role)[tier]) * hours[role] for role in STAFF_ROLES)
        for tier in range(len(counts))
    ]
    costs = tuple(nearest(cost, 60 * EXACT) + extra for cost, extra in zip(timed, direct, strict=True))
    hourly = tuple(
        round(cost / part) if part else hours[tier.mode]
        for cost, part, tier in zip(timed, exact, result.tiers, strict=True)
    )
    return ServiceCost(tuple(round(part / EXACT) for part in exact), costs, hourly)


def margins(result: PlanResult) -> Amounts:
    """The margin of every ranked client: its revenue × the rate, or the amounts of the file."""
    clients = result.clients
    settings = result.plan.profit
    source = margin_source_of(clients, settings)
    if source == "file":
        return _file_margins(clients)
    if source == "all":
        return _rated(clients, settings.margin)
    index = tier_index(result)
    amounts = np.zeros(clients.count, dtype=np.int64)
    for tier in range(len(result.tiers)):
        amounts = np.where(index == tier, _rated(clients, settings.margin_of_tier(tier)), amounts)
    return amounts


@once_per_list
def _file_margins(clients: ClientList) -> Amounts:
    """The margin column, or else revenue − cost."""
    if "margin" in clients.ranked:
        return np.asarray(clients.ranked["margin"], dtype=np.int64)
    cost: Amounts = clients.ranked["cost"].to_numpy(dtype=np.int64)
    return clients.revenue - cost


def _rated(clients: ClientList, rate: int) -> Amounts:
    """Revenue × rate, rounded to ten-thousandths; in two steps, so that no product passes int64."""
    whole, rest = np.divmod(clients.revenue, FULL)
    return np.asarray(whole * rate + (rest * rate + FULL // 2) // FULL, dtype=np.int64)


def client_profits(result: PlanResult, earned: Amounts, left: Amounts) -> pd.DataFrame:
    """What every ranked client brings and costs.

    Columns: `rank`, `client`, `number`, `tier` (name), `revenue`, `margin`, `service_cost` and
    `contribution` (ten-thousandths).
    """
    clients = result.clients
    names = np.array([tier.name for tier in result.tiers], dtype=object)
    return pd.DataFrame(
        {
            "rank": np.arange(1, clients.count + 1),
            "client": clients.ranked["client"],
            "number": clients.ranked["number"],
            "tier": names[tier_index(result)],
            "revenue": clients.revenue,
            "margin": earned,
            "service_cost": earned - left,
            "contribution": left,
        }
    )


@dataclass(frozen=True)
class TierProfit:
    """What one tier brings and costs, in ten-thousandths; None where there is nothing to divide by."""

    name: str
    clients: int
    revenue: int
    year_revenue: int
    """The revenue brought to twelve months, where the list covers more or less."""
    margin: int
    minutes: int
    cost: int
    losing: int
    """Clients that cost more than they bring."""
    lost: int
    """What those take back, ≥ 0."""

    @property
    def contribution(self) -> int:
        return self.margin - self.cost

    @property
    def cost_share(self) -> float:
        """The cost of service as a share of revenue."""
        return self.cost / self.revenue

    @property
    def revenue_per_hour(self) -> int | None:
        return round(self.year_revenue * 60 / self.minutes) if self.minutes else None

    @property
    def contribution_per_hour(self) -> int | None:
        return round(self.contribution * 60 / self.minutes) if self.minutes else None

    @property
    def break_even_revenue(self) -> int | None:
        """A client below this revenue costs more than it brings: cost of a client / margin rate."""
        return round(self.cost / self.clients * self.revenue / self.margin) if self.margin > 0 else None


def tier_profits(
    result: PlanResult, spent: ServiceCost, earned: Amounts, left: Amounts
) -> tuple[TierProfit, ...]:
    """What each tier brings and costs, from the margins and contributions of the clients."""
    index = tier_index(result)
    profits = []
    for number, tier in enumerate(result.tiers):
        part = index == number
        losses = left[part][left[part] < 0]
        profits.append(
            TierProfit(
                name=tier.name,
                clients=tier.clients,
                revenue=tier.revenue,
                year_revenue=tier.year_revenue,
                margin=int(earned[part].sum()),
                minutes=spent.minutes[number],
                cost=spent.costs[number],
                losing=len(losses),
                lost=-int(losses.sum()),
            )
        )
    return tuple(profits)


@dataclass(frozen=True)
class Outcome:
    """One way to treat the clients. Amounts in ten-thousandths."""

    treatment: Treatment
    contribution: int
    minutes: int
    top_minutes: int
    """Minutes on the first tier."""
    top_revenue_per_hour: int | None
    last_revenue_per_hour: int | None
    losing: int
    lost: int


def treatments(result: PlanResult, spent: ServiceCost, earned: Amounts) -> tuple[Outcome, ...]:
    """Everyone alike, as today where the file knows the time of its clients, and in the plan.

    An hour costs the same in all three, the plan's average, so that only the treatment differs.
    """
    clients, index = result.clients, tier_index(result)
    outcomes = [
        _outcome("alike", result, earned - split_evenly(spent.total, clients.count),
                 split_evenly(spent.total_minutes, clients.count)),
    ]  # fmt: skip
    if has_minutes(clients):
        today = clients.ranked["minutes"].to_numpy(dtype=np.int64)
        paid = np.rint(today * spent.per_minute).astype(np.int64)
        outcomes.append(_outcome("today", result, earned - paid, today))
    costs, minutes = split_by_group(spent.costs, index), split_by_group(spent.minutes, index)
    outcomes.append(_outcome("plan", result, earned - costs, minutes))
    return tuple(outcomes)


def has_minutes(clients: ClientList) -> bool:
    """Whether the file knows the time spent on its clients."""
    return "minutes" in clients.ranked and bool(clients.ranked["minutes"].sum() > 0)


def _outcome(treatment: Treatment, result: PlanResult, left: Amounts, minutes: Amounts) -> Outcome:
    first, last, index = result.tiers[0], result.tiers[-1], tier_index(result)
    top = int(minutes[index == 0].sum())
    bottom = int(minutes[index == len(result.tiers) - 1].sum())
    losses = left[left < 0]
    return Outcome(
        treatment=treatment,
        contribution=int(left.sum()),
        minutes=int(minutes.sum()),
        top_minutes=top,
        top_revenue_per_hour=round(first.year_revenue * 60 / top) if top else None,
        last_revenue_per_hour=round(last.year_revenue * 60 / bottom) if bottom else None,
        losing=len(losses),
        lost=-int(losses.sum()),
    )
