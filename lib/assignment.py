"""Who looks after whom: one responsible person a client, within the hours that everyone has.

The account manager's services are performed by the client's responsible person; those of the owner and
of the team are shared by the people of that role in proportion to their hours. Without a service
catalogue the responsible person gives the client all of its part of the budget.

Clients of one tier with the same account manager are alike for this question, so they are counted, not
solved one by one: a few thousand whole numbers, whatever the length of the list.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from lib.clients import ClientList, last_per_list, once_per_list
from lib.compute import PlanResult, tier_index
from lib.people import Team, team_of
from lib.services import EXACT, Load, StaffRole, load

NOBODY = -1
_STRANGER = -2
"""The file names an account manager who is not in the team."""
SECONDS = 2.0
"""The longest the solver may look for something better, for each of its four aims."""

Places = npt.NDArray[np.int64]
Reason = Literal["owner", "capacity", "left", "by_hand"]
"""Why a client changes hands: the owner takes the top; the hours do not suffice; its account manager is
not in the team; the user said so."""

_DISTANCE: dict[StaffRole, dict[StaffRole, int]] = {
    "owner": {"owner": 0, "manager": 0, "team": 1},
    "manager": {"owner": 2, "manager": 0, "team": 1},
    "team": {"owner": 2, "manager": 1, "team": 0},
}
"""How far a person of a role (inner) is from what the mode of a tier (outer) asks for."""


@dataclass(frozen=True)
class Move:
    """Clients that change hands: how many, from whom (a name), to whom (a place in the team), and why."""

    before: str
    after: int
    reason: Reason
    clients: int


@dataclass(frozen=True, eq=False)
class Assignment:
    """Who looks after whom. Loads are in ten-thousandths of a minute."""

    team: Team
    person: Places
    """By rank − 1: the place of the responsible person in the team, or `NOBODY`."""
    clients: tuple[int, ...]
    """How many clients each person is responsible for."""
    loads: tuple[int, ...]
    """What each person has to do in all."""
    moves: tuple[Move, ...]
    kept: int
    """Clients that stay with the account manager of the file."""

    @property
    def unassigned(self) -> int:
        return int((self.person == NOBODY).sum())

    def over_capacity(self) -> list[int]:
        """The people with more to do than they have hours."""
        limits = (person.minutes * EXACT for person in self.team.people)
        return [p for p, (done, limit) in enumerate(zip(self.loads, limits, strict=True)) if done > limit]


@dataclass(frozen=True)
class Task:
    """What the assignment depends on besides the list."""

    cuts: tuple[int, ...]
    modes: tuple[StaffRole, ...]
    each: tuple[int, ...]
    """What the responsible person does for a client of each tier, in ten-thousandths of a minute."""
    shared: tuple[int, ...]
    """What each person does of the work that its role has in common."""
    team: Team


def task(clients: ClientList, result: PlanResult) -> Task:
    """The work to be given out."""
    plan, counts = result.plan, [tier.clients for tier in result.tiers]
    team = team_of(clients, plan.team)
    modes = tuple(tier.mode for tier in result.tiers)
    if not plan.services.services:
        each = tuple(tier.minutes * EXACT // tier.clients for tier in result.tiers)
        return Task(result.cuts, modes, each, (0,) * len(team.people), team)
    loads = load(plan.services, counts)
    return Task(result.cuts, modes, loads.per_client("manager"), _shared(loads, team), team)


def _shared(loads: Load, team: Team) -> tuple[int, ...]:
    """The work of the owner's and of the team's services, by hours."""
    capacity = team.capacity()
    return tuple(
        int(loads.by_role(person.role).sum()) * person.minutes // capacity[person.role]
        if person.role != "manager" and capacity[person.role]
        else 0
        for person in team.people
    )


def assign(clients: ClientList, result: PlanResult) -> Assignment:
    """One responsible person for every client, or nobody where the hours do not suffice.

    In this order: what the user gave by hand stays; the owners take the clients of the tiers that are
    theirs, the largest first, as far as their hours go; as little work as possible is left without a
    person, that of upper tiers counting more; as few clients as possible change hands; the role fits the
    tier; the work is even. Solved with HiGHS (Huangfu & Hall 2018) as whole-number programs.
    """
    return _assigned(clients, task(clients, result))


@last_per_list
def _assigned(clients: ClientList, work: Task) -> Assignment:
    before = _people_before(clients, work.team)
    tier = np.searchsorted(np.asarray(work.cuts), np.arange(1, clients.count + 1))
    person = _by_hand(clients, work.team)
    free = _free(work, tier, person)
    groups = _groups(work, tier, before, person, free)
    counts = _solved(groups, work, free)
    for group, row in zip(groups, counts, strict=True):
        person[group.places] = _dealt(group, row)
    return _account(clients, work, tier, before, person)


@dataclass(frozen=True, eq=False)
class _Group:
    """Clients that are alike: a tier, the person they are with now, and whether they are the owner's."""

    tier: int
    before: int
    owners: bool
    places: Places


def _by_hand(clients: ClientList, team: Team) -> Places:
    """The person that the user gave each client; the last word counts."""
    person = np.full(clients.count, NOBODY, dtype=np.int64)
    place = {one.name: index for index, one in enumerate(team.people)}
    wanted = {(client, number): place[name] for client, number, name in team.by_hand if name in place}
    if wanted:
        ranked = clients.ranked
        names = {client for client, _ in wanted}
        rows = np.flatnonzero(ranked["client"].isin(names))
        keys = zip(ranked["client"].iloc[rows], ranked["number"].iloc[rows], strict=True)
        person[rows] = [wanted.get((str(client), str(number)), NOBODY) for client, number in keys]
    return person


def _free(work: Task, tier: Places, person: Places) -> list[int]:
    """What each person can still do beside the common work and the clients given by hand."""
    taken = _own_loads(work, tier, person)
    return [
        max(0, one.minutes * EXACT - shared - own)
        for one, shared, own in zip(work.team.people, work.shared, taken, strict=True)
    ]


def _own_loads(work: Task, tier: Places, person: Places) -> list[int]:
    """The work with one's own clients, person by person."""
    each = np.asarray(work.each, dtype=np.int64)
    given = person != NOBODY
    table = np.zeros((len(work.team.people), len(work.each)), dtype=np.int64)
    np.add.at(table, (person[given], tier[given]), 1)
    return [int(row @ each) for row in table]


def _groups(work: Task, tier: Places, before: Places, person: Places, free: Sequence[int]) -> list[_Group]:
    """The clients to be given out, in groups; those that the owners' hours suffice for apart."""
    owners = _owners_own(work, tier, person, free)
    open_places = np.flatnonzero(person == NOBODY)
    keys = np.column_stack((tier[open_places], before[open_places], owners[open_places]))
    kinds, kind = np.unique(keys, axis=0, return_inverse=True)
    order = np.argsort(kind.ravel(), kind="stable")
    parts = np.split(open_places[order], np.cumsum(np.bincount(kind.ravel()))[:-1]) if len(kinds) else []
    return [
        _Group(int(one[0]), int(one[1]), bool(one[2]), places)
        for one, places in zip(kinds, parts, strict=True)
    ]


def _owners_own(work: Task, tier: Places, person: Places, free: Sequence[int]) -> npt.NDArray[np.bool_]:
    """The clients of the owner's tiers that the owners have hours for, the largest first."""
    own = np.zeros(len(tier), dtype=bool)
    left = [free[p] for p, one in enumerate(work.team.people) if one.role == "owner" and one.minutes]
    for place, mode in enumerate(work.modes):
        waiting = np.flatnonzero((tier == place) & (person == NOBODY))
        if mode != "owner" or not left:
            continue
        each = work.each[place]
        room = [spare // each if each else len(waiting) for spare in left]
        taken = min(len(waiting), sum(room))
        own[waiting[:taken]] = True
        for index, most in enumerate(room):
            here = min(most, -(-taken // (len(room) - index)))
            left[index] -= here * each
            taken -= here
    return own


def _solved(groups: list[_Group], work: Task, free: Sequence[int]) -> list[list[int]]:
    """How many clients of each group each person gets."""
    people = [p for p, one in enumerate(work.team.people) if one.minutes]
    counts = [[0] * len(work.team.people) for _ in groups]
    if not groups or not people:
        return counts
    model = _Model(groups, work, people, free)
    solution = model.solve()
    for row, group in enumerate(groups):
        for place, p in enumerate(people):
            counts[row][p] = int(solution[row * len(people) + place])
        assert sum(counts[row]) <= len(group.places)
    return counts


class _Model:
    """The whole-number program: clients of group g for person p, then what stays open, then imbalance."""

    def __init__(self, groups: list[_Group], work: Task, people: list[int], free: Sequence[int]) -> None:
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
            found = milp(
                aim, integrality=whole, bounds=self._bounds(), constraints=self.rows, options=options
            )
            if found.x is None:
                break
            best = found.x
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
            for place, p in enumerate(self.people):
                pair = g * len(self.people) + place
                moved[pair] = group.before >= 0 and group.before != p
                misfit[pair] = _DISTANCE[self.work.modes[group.tier]][team[p].role]
        uneven[self.pairs + len(self.groups) :] = 1
        return [(open_work, True), (moved, True), (misfit, True), (uneven, False)]

    def _bounds(self) -> Bounds:
        """The owner's clients go to owners, or stay open."""
        upper = np.full(self.size, np.inf)
        for g, group in enumerate(self.groups):
            for place, p in enumerate(self.people):
                if group.owners and self.work.team.people[p].role != "owner":
                    upper[g * len(self.people) + place] = 0
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


def _dealt(group: _Group, counts: Sequence[int]) -> Places:
    """The counts spread over the clients of a group: those that stay come first, nobody's last."""
    people = sorted(range(len(counts)), key=lambda p: p != group.before)
    dealt = np.repeat(people, [counts[p] for p in people])
    missing = len(group.places) - len(dealt)
    return np.concatenate((dealt, np.full(missing, NOBODY))).astype(np.int64)


def _account(clients: ClientList, work: Task, tier: Places, before: Places, person: Places) -> Assignment:
    """The assignment with its loads and what changes."""
    own = _own_loads(work, tier, person)
    given = np.bincount(person[person != NOBODY], minlength=len(work.team.people))
    person.flags.writeable = False
    return Assignment(
        team=work.team,
        person=person,
        clients=tuple(int(count) for count in given),
        loads=tuple(shared + mine for shared, mine in zip(work.shared, own, strict=True)),
        moves=_moves(clients, work, tier, before, person),
        kept=int(((before == person) & (person != NOBODY)).sum()),
    )


def _moves(clients: ClientList, work: Task, tier: Places, before: Places, person: Places) -> tuple[Move, ...]:
    """Who hands over to whom, the largest number first; clients that had nobody are not moved."""
    by_hand = _by_hand(clients, work.team) != NOBODY
    moved = np.flatnonzero((before != NOBODY) & (person != NOBODY) & (before != person))
    codes, names = _managers(clients)
    owners = np.array([one.role == "owner" for one in work.team.people], dtype=bool)
    own_tier = np.array([mode == "owner" for mode in work.modes], dtype=bool)
    reasons = np.select(
        [by_hand[moved], before[moved] == _STRANGER, owners[person[moved]] & own_tier[tier[moved]]],
        ["by_hand", "left", "owner"],
        "capacity",
    )
    counts = Counter(zip(codes[moved].tolist(), person[moved].tolist(), reasons.tolist(), strict=True))
    by_size = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Move(names[old], new, reason, count) for (old, new, reason), count in by_size)


def _people_before(clients: ClientList, team: Team) -> Places:
    """By rank − 1: the place in the team of the account manager of the file, `NOBODY` or `_STRANGER`."""
    codes, names = _managers(clients)
    place = {one.name.strip().casefold(): index for index, one in enumerate(team.people)}
    known = [place.get(name.casefold(), _STRANGER) for name in names]
    places: Places = np.array([*known, NOBODY], dtype=np.int64)[codes]
    return places


@once_per_list
def _managers(clients: ClientList) -> tuple[Places, tuple[str, ...]]:
    """The account manager of every rank as a place in the names; −1 where the file names none."""
    if "account_manager" not in clients.ranked:
        return np.full(clients.count, NOBODY, dtype=np.int64), ()
    names = clients.ranked["account_manager"].str.strip()
    folded = names.str.casefold().where(names != "")
    codes, _ = pd.factorize(folded)
    firsts = names[names != ""].groupby(folded[names != ""], sort=False).first()
    return codes.astype(np.int64), tuple(str(name) for name in firsts)


def people_of(clients: ClientList, result: PlanResult, found: Assignment) -> pd.DataFrame:
    """Client by client: who is responsible.

    Columns: `rank`, `client`, `number`, `tier` (name), `before` (the account manager of the file, "" for
    none) and `person` (name, "" for nobody).
    """
    codes, names = _managers(clients)
    people = np.array([*(one.name for one in found.team.people), ""], dtype=object)
    return pd.DataFrame(
        {
            "rank": np.arange(1, clients.count + 1),
            "client": clients.ranked["client"],
            "number": clients.ranked["number"],
            "tier": np.array([tier.name for tier in result.tiers], dtype=object)[tier_index(clients, result)],
            "before": np.array([*names, ""], dtype=object)[codes],
            "person": people[found.person],
        }
    )
