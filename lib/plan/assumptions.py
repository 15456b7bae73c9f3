"""Which figures the reckoning of profit starts from without anybody having given them.

Until a person enters them, or the file holds them, a margin and the costs of an hour are only usual figures.
Whatever follows from them is an assumption, and is to be marked as one.
"""

from typing import Literal, get_args

from lib.plan.compute import PlanResult
from lib.plan.profit_settings import Figure, ProfitSettings, margin_source_of
from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.plan.team import team_of

Assumption = Literal["margin", "owner_cost", "manager_cost", "team_cost"]
"""The settings that every amount of profit follows from. Fixed costs are not among them: without them there
is no figure that would need them."""
ASSUMPTIONS: tuple[Assumption, ...] = get_args(Assumption)
_COSTS: dict[StaffRole, Assumption] = {
    "owner": "owner_cost",
    "manager": "manager_cost",
    "team": "team_cost",
}


def assumed(result: PlanResult) -> frozenset[Assumption]:
    """The settings in force that nobody gave: neither the file, nor the people, nor a hand."""
    settings = result.plan.profit
    costs = {_COSTS[role] for role in _roles_in_use(result) if _is_usual(settings, _COSTS[role])}
    return frozenset(costs | ({"margin"} if _margin_is_assumed(result) else set()))


def is_missing(settings: ProfitSettings) -> bool:
    """Whether nobody has said what the fixed costs are. That there are none can be said too."""
    return not settings.fixed_costs and "fixed_costs" not in settings.entered


def _margin_is_assumed(result: PlanResult) -> bool:
    settings = result.plan.profit
    match margin_source_of(result.clients, settings):
        case "file":
            return False
        case "tier":
            rest = len(settings.tier_margins) < len(result.tiers)
            return rest and _is_usual(settings, "margin")
    return _is_usual(settings, "margin")


def _roles_in_use(result: PlanResult) -> set[StaffRole]:
    """Whose hours cost something here and are not priced by the people of that role."""
    plan = result.plan
    team = team_of(result.clients, plan.team)
    served: set[str] = {tier.mode for tier in result.tiers}
    if plan.profit.time_source == "services" and plan.services.services:
        served = {service.performer for service in plan.services.services}
    return {role for role in STAFF_ROLES if role in served and not team.is_priced(role)}


def _is_usual(settings: ProfitSettings, name: Figure) -> bool:
    """Whether a figure is the one that everybody starts with, and nobody has confirmed it."""
    usual: object = getattr(ProfitSettings, name)
    return name not in settings.entered and getattr(settings, name) == usual
