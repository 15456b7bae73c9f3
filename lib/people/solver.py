"""The whole-number program behind the assignment, solved with HiGHS (Huangfu & Hall 2018)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from lib.plan.roles import StaffRole
from lib.plan.services import EXACT
from lib.plan.team import Team

SECONDS = 2.0
"""The longest the solver may look for something better, for each of its four aims."""

Places = npt.NDArray[np.int64]

_DISTANCE: dict[StaffRole, dict[StaffRole, int]] = {
    "owner": {"owner": 0, "manager": 0, "team": 1},
    "manager": {"owner": 2, "manager": 0, "team": 1},
    "team": {"owner": 2, "manager": 1, "team": 0},
}
"""How far a person of a role (inner) is from what the mode of a tier (outer) asks for."""


@dataclass(frozen=True)
class Task:
    """What the assignment depends on besides the list."""

    cuts: tuple[int, ...]
    placed: tuple[tuple[int, int], ...]
    """Ranks placed by hand, each with its tier."""
    modes: tuple[StaffRole, ...]
    each: tuple[int, ...]
    """What the responsible person does for a client of each tier, in ten-thousandths of a minute."""
    shared: tuple[int, ...]
    """What each person does of the work that its role has in common."""
    team: Team


@dataclass(frozen=True, eq=False)
class Group:
    """Clients that are alike: a tier, the person they are with now, and whether they are the owner's."""

    tier: int
    before: int
    owners: bool
    places: Places


def solved(groups: list[Group], work: Task, free: Sequence[int]) -> list[list[int]]:
    """How many clients of each group each person gets."""
    people = [p for p, person in enumerate(work.team.people) if person.minutes]
    counts = [[0] * len(work.team.people) for _ in groups]
    if not groups or not people:
        return counts
    model = _Model(groups, work, people, free)
    solution = model.solve()
    for row, group in enumerate(groups):
        for column, p in enumerate(people):
            counts[row][p] = int(solution[row * len(people) + column])
        assert sum(counts[row]) <= len(group.places)
    return counts


class _Model:
    """The whole-number program: clients of group g for person p, then what stays open, then imbalance."""

    def __init__(self, groups: list[Group], work: Task, people: list[int], free: Sequence[int]) -> None:
        self.groups, self.work, self.people = groups, work, people
        self.pairs = len(groups) * len(people)
        self.size = self.pairs + len(groups) + len(people)
        self.hours = np.array([work.each[group.tier] / EXACT / 60 for group in groups])
        self.sizes = np.array([len(group.places) for group in groups], dtype=np.float64)
        self.room = np.array([free[p] / EXACT / 60 for p in people])
        self.rows = [self._everyone_once(), self._within_hours(), *self._imbalance()]

    def solve(self) -> npt.NDArray[np.int64]:
        """Aim after aim, each without giving up what the one before has reached."""
        whole = np.ones(self.size)
        whole[self.pairs + len(self.groups) :] = 0
        best = np.zeros(self.size)
        best[self.pairs : self.pairs + len(self.groups)] = self.sizes
        for aim, exact in self._aims():
            options = {"time_limit": SECONDS, "mip_rel_gap": 0.0 if exact else 0.01}
            solution = milp(
                aim, integrality=whole, bounds=self._bounds(), constraints=self.rows, options=options
            )
            if solution.x is None:
                break
            best = solution.x
            reached = float(aim @ np.rint(best)) if exact else float(aim @ best)
            self.rows.append(LinearConstraint(aim.reshape(1, -1), -np.inf, reached + 1e-6))
        return np.rint(best[: self.pairs]).astype(np.int64)

    def _aims(self) -> list[tuple[npt.NDArray[np.float64], bool]]:
        """What is made as small as possible, in this order, and whether to the last client."""
        team, tiers = self.work.team.people, len(self.work.modes)
        nothing = np.zeros(self.size)
        open_work, moved, misfit, uneven = (nothing.copy() for _ in range(4))
        for g, group in enumerate(self.groups):
            open_work[self.pairs + g] = (self.hours[g] + 1 / 60) * (tiers - group.tier)
            for column, p in enumerate(self.people):
                pair = g * len(self.people) + column
                moved[pair] = group.before >= 0 and group.before != p
                misfit[pair] = _DISTANCE[self.work.modes[group.tier]][team[p].role]
        uneven[self.pairs + len(self.groups) :] = 1
        return [(open_work, True), (moved, True), (misfit, True), (uneven, False)]

    def _bounds(self) -> Bounds:
        """The owner's clients go to owners, or stay open."""
        upper = np.full(self.size, np.inf)
        for g, group in enumerate(self.groups):
            for column, p in enumerate(self.people):
                if group.owners and self.work.team.people[p].role != "owner":
                    upper[g * len(self.people) + column] = 0
        return Bounds(0, upper)

    def _everyone_once(self) -> LinearConstraint:
        groups, people = len(self.groups), len(self.people)
        rows = np.concatenate((np.repeat(np.arange(groups), people), np.arange(groups)))
        columns = np.concatenate((np.arange(self.pairs), self.pairs + np.arange(groups)))
        matrix = coo_array((np.ones(len(rows)), (rows, columns)), shape=(groups, self.size))
        return LinearConstraint(csr_array(matrix), self.sizes, self.sizes)

    def _loads(self, weights: npt.NDArray[np.float64]) -> csr_array:
        """One row a person: the weight of all clients given to that person."""
        groups, people = len(self.groups), len(self.people)
        rows = np.tile(np.arange(people), groups)
        matrix = coo_array(
            (np.repeat(weights, people), (rows, np.arange(self.pairs))), shape=(people, self.size)
        )
        return csr_array(matrix)

    def _within_hours(self) -> LinearConstraint:
        return LinearConstraint(self._loads(self.hours), -np.inf, self.room + 1e-9)

    def _imbalance(self) -> list[LinearConstraint]:
        """Each person's distance from an even share of all work, by hours; a client weighs a minute more."""
        people, weights = self.work.team.people, self.hours + 1 / 60
        limits = np.array([people[p].minutes / 60 for p in self.people])
        taken = limits - self.room
        even = (float(weights @ self.sizes) + taken.sum()) * limits / limits.sum() - taken
        count = len(self.people)
        columns = self.pairs + len(self.groups) + np.arange(count)
        distance = csr_array(
            coo_array((np.ones(count), (np.arange(count), columns)), shape=(count, self.size))
        )
        loads = self._loads(weights)
        return [
            LinearConstraint(loads - distance, -np.inf, even),
            LinearConstraint(loads + distance, even, np.inf),
        ]
