"""The best budgets under floor, hours and locks: a proposal beside the plan, never applied in silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog, nnls

from lib.base.money import split
from lib.plan.budgets import WHOLE, Shares
from lib.plan.compute import PlanResult, tier_index
from lib.plan.roles import STAFF_ROLES
from lib.plan.services import EXACT, load
from lib.plan.team import team_of
from lib.profit.profit import profit_of

Aim = Literal["equal", "cover"]
"""As near as possible to the same for every tier; or as much as possible of the margin covered by the
services that the catalogue promises."""
AIMS: tuple[Aim, ...] = get_args(Aim)
Obstacle = Literal["floor", "locks", "capacity", "no_budget", "no_catalogue"]

Vector = npt.NDArray[np.float64]


class NoBudgetsError(ValueError):
    """No budgets meet what is asked. `code` names what stands in the way."""

    def __init__(self, code: Obstacle) -> None:
        super().__init__(code)
        self.code: Obstacle = code


@dataclass(frozen=True)
class Proposal:
    """Proposed shares of the budget, and how much of the margin gets its promised services, now and then."""

    shares: Shares
    covered_now: float | None
    covered: float | None
    """Shares (0–1) of all margin; None without a service catalogue."""


@dataclass(frozen=True, eq=False)
class _Limits:
    """What every solution must meet; budgets in parts of the whole (0–1)."""

    lowest: Vector
    highest: Vector
    roles: npt.NDArray[np.float64]
    """One row a role that has people: how much of each tier's budget falls to it."""
    capacity: Vector


def best_budgets(result: PlanResult, aim: Aim) -> Proposal:
    """The budgets that come nearest to the aim. Raises `NoBudgetsError`.

    Every client keeps at least the floor's minutes, locked tiers keep their share, and no role is given
    more than its people's hours. "Equal": least squares around the same share for each tier. "Cover": a
    linear program (HiGHS) over Σ margin × the part of the tier's services that fits; what is left over
    is then shared as equally as possible.
    """
    if not result.tier_budget:
        raise NoBudgetsError("no_budget")
    limits = _limits(result)
    start = _feasible(limits, result)
    needs = _needs(result)
    if aim == "cover":
        if needs is None:
            raise NoBudgetsError("no_catalogue")
        best = _covering(limits, needs, _weights(result))
        limits = _Limits(
            np.maximum(limits.lowest, np.minimum(best, needs) - 1e-9),
            limits.highest,
            limits.roles,
            limits.capacity,
        )
        start = best
    shares = _equalised(limits, start)
    proposed = tuple(int(part) for part in split(WHOLE, [max(0, round(share * 1e12)) for share in shares]))
    weights = _weights(result)
    return Proposal(
        proposed,
        _covered(np.array(result.shares) / WHOLE, needs, weights),
        _covered(np.array(proposed) / WHOLE, needs, weights),
    )


def _limits(result: PlanResult) -> _Limits:
    clients = result.clients
    plan = result.plan
    floor = np.array(
        [tier.clients * plan.services.floor_minutes / result.tier_budget for tier in result.tiers]
    )
    shares = np.array(result.shares) / WHOLE
    locked = np.array(result.locked)
    capacity = team_of(clients, plan.team).capacity()
    roles = [role for role in STAFF_ROLES if role in capacity]
    return _Limits(
        np.where(locked, np.maximum(shares, floor), floor),
        np.where(locked, shares, 1.0),
        np.array([_part_of_role(result, role) for role in roles]).reshape(len(roles), len(result.tiers)),
        np.array([capacity[role] / result.tier_budget for role in roles]),
    )


def _part_of_role(result: PlanResult, role: str) -> list[float]:
    """How much of each tier's time a role gives: by the catalogue, or all of it by the tier's mode."""
    loads = load(result.plan.services, [tier.clients for tier in result.tiers])
    by_role = loads.by_role(role)  # type: ignore[arg-type]
    return [
        float(mine / whole) if whole else float(tier.mode == role)
        for mine, whole, tier in zip(by_role, loads.by_tier, result.tiers, strict=True)
    ]


def _feasible(limits: _Limits, result: PlanResult) -> Vector:
    """Any budgets that meet the limits, or the reason why there are none."""
    if (limits.lowest > limits.highest + 1e-12).any() or limits.lowest.sum() > 1 + 1e-9:
        raise NoBudgetsError("locks" if any(result.locked) else "floor")
    return _solve(np.zeros(len(result.tiers)), limits, [])


def _solve(cost: Vector, limits: _Limits, extra: Sequence[tuple[Vector, float]]) -> Vector:
    """The linear program over the budgets, which add up to 1, and further variables from 0 to 1."""
    count, size = len(limits.lowest), len(cost)
    rows = [
        *(
            (np.pad(role, (0, size - count)), most)
            for role, most in zip(limits.roles, limits.capacity, strict=True)
        ),
        *extra,
    ]
    total = np.pad(np.ones(count), (0, size - count)).reshape(1, -1)
    bounds = [*zip(limits.lowest, limits.highest, strict=True), *[(0.0, 1.0)] * (size - count)]
    solution = linprog(
        cost,
        A_ub=np.array([row for row, _ in rows]) if rows else None,
        b_ub=np.array([most for _, most in rows]) if rows else None,
        A_eq=total,
        b_eq=np.ones(1),
        bounds=bounds,
    )
    if solution.x is None:
        raise NoBudgetsError("capacity")
    return np.asarray(solution.x[:count], dtype=np.float64)


def _covering(limits: _Limits, needs: Vector, weights: Vector) -> Vector:
    """Budgets b and covered parts z with z ≤ b / need, the most of Σ weight × z."""
    count = len(needs)
    cost = np.concatenate((np.zeros(count), -weights))
    within = [
        (np.concatenate((-np.eye(count)[tier], needs[tier] * np.eye(count)[tier])), 0.0)
        for tier in range(count)
    ]
    return _solve(cost, limits, within)


def _equalised(limits: _Limits, start: Vector) -> Vector:
    """The budgets within the limits that are nearest to 1/k each, in the sense of least squares.

    Least distance programming by non-negative least squares (Lawson & Hanson 1974, chapter 23):
    the shortest y with G·y ≥ h, here y = budgets − 1/k.
    """
    count = len(start)
    middle = np.full(count, 1 / count)
    all_budgets = np.ones((1, count))
    rows = np.vstack((np.eye(count), -np.eye(count), -limits.roles, all_budgets, -all_budgets))
    least = np.concatenate((limits.lowest, -limits.highest, -limits.capacity, [1.0], [-1.0])) - rows @ middle
    if (least <= 1e-12).all():
        return middle
    system = np.vstack((rows.T, least))
    goal = np.append(np.zeros(count), 1.0)
    rest = system @ nnls(system, goal)[0] - goal
    return start if abs(rest[-1]) < 1e-12 else middle - rest[:-1] / rest[-1]


def _needs(result: PlanResult) -> Vector | None:
    """What the catalogue asks for in each tier, in parts of the budget."""
    if not result.plan.services.services:
        return None
    loads = load(result.plan.services, [tier.clients for tier in result.tiers])
    return np.asarray(loads.by_tier / EXACT / result.tier_budget, dtype=np.float64)


def _weights(result: PlanResult) -> Vector:
    """Each tier's part of all margin; losses weigh nothing."""
    earned = profit_of(result).margins
    index = tier_index(result)
    sums = [max(0, int(earned[index == tier].sum())) for tier in range(len(result.tiers))]
    return np.array(sums, dtype=np.float64) / max(1, sum(sums))


def _covered(shares: Vector, needs: Vector | None, weights: Vector) -> float | None:
    """The part of the margin whose promised services fit the budgets."""
    if needs is None:
        return None
    parts = np.where(needs > 0, np.minimum(1, shares / np.where(needs > 0, needs, 1)), 1)
    return float(weights @ parts)
