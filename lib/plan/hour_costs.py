"""What an hour costs: one home, the paid hour of each role in `ProfitSettings`.

A person may have a cost of their own. The hour with clients follows from the paid hour, and the blended
hour of the whole plan from the hours with clients, so that whoever prices an hour prices it everywhere.
"""

from dataclasses import replace

from lib.base.bounds import bounds_of
from lib.base.money import UNIT
from lib.plan.budgets import WHOLE
from lib.plan.compute import PlanResult
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.plan.team import Team, team_of


def paid_hour(settings: ProfitSettings, team: Team, role: StaffRole) -> int:
    """What a paid hour of a role costs, in ten-thousandths: that of its people, or of the settings."""
    return team.paid_hour(role, settings.paid_cost(role))


def hour_cost(settings: ProfitSettings, team: Team, role: StaffRole) -> int:
    """What an hour with clients costs: the paid hour divided by the part of paid time that can be planned."""
    return nearest(paid_hour(settings, team, role) * 100, settings.capacity)


def time_cost(minutes: int, hourly: int) -> int:
    """What so many minutes cost, to the ten-thousandth."""
    return nearest(minutes * hourly, 60)


def nearest(amount: int, divisor: int) -> int:
    """The quotient as a whole number, halves up, as a spreadsheet rounds."""
    return (2 * amount + divisor) // (2 * divisor)


def tier_hours(result: PlanResult) -> tuple[int, ...]:
    """What an hour with the clients of each tier costs: an hour of who serves it."""
    plan = result.plan
    team = team_of(result.clients, plan.team)
    hours = {role: hour_cost(plan.profit, team, role) for role in STAFF_ROLES}
    return tuple(hours[tier.mode] for tier in result.tiers)


def blended_hour(result: PlanResult) -> int:
    """What an hour of the budget costs, all tiers together, in proportion to their shares of it."""
    weighted = zip(result.shares, tier_hours(result), strict=True)
    return nearest(sum(share * hourly for share, hourly in weighted), WHOLE)


def shown_hour(hourly: int, is_assumed: bool) -> int:
    """The cost of an hour as a field shows it: to the cent where somebody gave it, in whole units where it is
    only assumed."""
    return nearest(hourly, UNIT) * UNIT if is_assumed else hourly


def budget_cost(result: PlanResult) -> int:
    """What the hours of the budget cost: the cost of service that profit starts from."""
    hours = zip(result.tiers, tier_hours(result), strict=True)
    return sum(time_cost(tier.minutes, hourly) for tier, hourly in hours)


def priced_by_people(result: PlanResult) -> bool:
    """Whether people with a cost of their own make the blended hour, at least in part."""
    team = team_of(result.clients, result.plan.team)
    priced = {person.role for person in team.people if person.minutes and person.cost_per_hour is not None}
    return any(tier.mode in priced for tier in result.tiers)


def with_blended_hour(result: PlanResult, wanted: int) -> Plan:
    """The plan in which an hour of the budget costs that much: the paid hours of the roles move in
    proportion; where they all cost nothing, they become equal. None leaves the bounds of a paid hour."""
    settings, before = result.plan.profit, blended_hour(result)
    most = bounds_of(ProfitSettings, "owner_cost").most
    paid = {
        role: nearest(settings.paid_cost(role) * wanted, before)
        if before
        else nearest(wanted * settings.capacity, 100)
        for role in STAFF_ROLES
    }
    costs = {f"{role}_cost": min(cost, most) for role, cost in paid.items()}
    return replace(result.plan, profit=settings.with_entered(**costs))
