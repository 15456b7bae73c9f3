"""A plan as JSON, and back from the JSON of any version: the way into workbooks, links and files."""

from collections.abc import Callable, Mapping

from lib.base.typed_json import NotPlainError, from_plain, to_plain
from lib.plan.errors import PlanError
from lib.plan.plan import Plan

VERSION = 2
Values = Mapping[str, object]
"""The members of a JSON object."""


def to_json(plan: Plan) -> dict[str, object]:
    """The plan as plain JSON values, with the version of this format. Shares are decimal strings."""
    return {"version": VERSION, **to_plain(plan)}


def from_json(values: Values) -> Plan:
    """The plan of `to_json`, of this version or an earlier one. What is missing takes its default.

    Raises `PlanError`: "version" for a version that is not known, "not_a_plan" for values of other kinds,
    and what a plan raises that cannot hold them.
    """
    try:
        version = values["version"]
        if type(version) is not int or not 1 <= version <= VERSION:
            raise PlanError("version", value=str(version))
        for step in _STEPS[version - 1 :]:
            values = step(values)
        plan: Plan = from_plain(Plan, dict(values))
        return plan
    except (KeyError, TypeError, NotPlainError) as error:
        raise PlanError("not_a_plan") from error


def _from_version_1(values: Values) -> Values:
    """What was called "outlook" is tomorrow; an hour that was priced on the tiers page moves to profit.

    Where the reckoning of profit had been left untouched, the three roles now cost that hour; where it had
    not, its own costs hold, so that no profit changes.
    """
    hour = values.get("cost_per_hour", 0)
    if type(hour) is not int or hour < 0:
        raise PlanError("not_a_plan")
    kept = {name: value for name, value in values.items() if name not in ("outlook", "cost_per_hour")}
    if "outlook" in values:
        kept["tomorrow"] = values["outlook"]
    if hour and kept.get("profit", _UNTOUCHED) == _UNTOUCHED:
        paid = round(hour * 85 / 100)
        kept["profit"] = _UNTOUCHED | dict.fromkeys(("owner_cost", "manager_cost", "team_cost"), paid)
    return kept


_UNTOUCHED: dict[str, object] = {
    "margin_source": "all",
    "margin": 3_000,
    "tier_margins": [],
    "owner_cost": 700_000,
    "manager_cost": 450_000,
    "team_cost": 300_000,
    "capacity": 85,
    "fixed_costs": 0,
    "time_source": "budget",
}
"""The reckoning of profit as version 1 began it."""
_STEPS: tuple[Callable[[Values], Values], ...] = (_from_version_1,)
"""From each version to the next one, the first first."""
