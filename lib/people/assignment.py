"""Who looks after whom: one responsible person a client, within the hours that everyone has.

The account manager's services are performed by the client's responsible person; those of the owner and
of the team are shared by the people of that role in proportion to their hours. Without a service
catalogue the responsible person gives the client all of its part of the budget.

Clients of one tier with the same account manager are alike for this question, so they are counted, not
solved one by one: a few thousand whole numbers, whatever the length of the list.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.cache import last_per_list, once_per_list
from lib.clients.model import ClientList
from lib.people.solver import Group, Places, Task, solved
from lib.plan.compute import PlanResult, client_minutes, tier_index
from lib.plan.services import EXACT, Load, load
from lib.plan.team import Team, team_of

NOBODY = -1
_STRANGER = -2
"""The file names an account manager who is not in the team."""

Reason = Literal["owner", "capacity", "left", "by_hand"]
"""Why a client changes hands: the owner takes the top; the hours do not suffice; its account manager is
not in the team; the user said so."""


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


def task(result: PlanResult) -> Task:
    """The work to be given out."""
    clients = result.clients
    plan, counts = result.plan, [tier.clients for tier in result.tiers]
    team = team_of(clients, plan.team)
    modes = tuple(tier.mode for tier in result.tiers)
    placed = tuple((by_hand.rank, by_hand.tier) for by_hand in result.exceptions.placed)
    if not plan.services.services:
        each = tuple(tier.minutes * EXACT // tier.clients for tier in result.tiers)
        return Task(result.cuts, placed, modes, each, (0,) * len(team.people), team)
    loads = load(plan.services, counts)
    return Task(result.cuts, placed, modes, loads.per_client("manager"), _shared(loads, team), team)


def _shared(loads: Load, team: Team) -> tuple[int, ...]:
    """The work of the owner's and of the team's services, by hours."""
    capacity = team.capacity()
    return tuple(
        int(loads.by_role(person.role).sum()) * person.minutes // capacity[person.role]
        if person.role != "manager" and capacity[person.role]
        else 0
        for person in team.people
    )


def assign(result: PlanResult) -> Assignment:
    """One responsible person for every client, or nobody where the hours do not suffice.

    In this order: what the user gave by hand stays; the owners take the clients of the tiers that are
    theirs, the largest first, as far as their hours go; as little work as possible is left without a
    person, that of upper tiers counting more; as few clients as possible change hands; the role fits the
    tier; the work is even. Solved with HiGHS (Huangfu & Hall 2018) as whole-number programs.
    """
    assignment = _assigned(result.clients, task(result))
    weighted = result.plan.potential.is_weighted and not result.plan.services.services
    return replace(assignment, loads=_weighted_loads(result, assignment)) if weighted else assignment


def _weighted_loads(result: PlanResult, assignment: Assignment) -> tuple[int, ...]:
    """What each person has to do where clients of one tier get different times: given out by the mean of the
    tier, counted client by client."""
    given = assignment.person != NOBODY
    minutes = np.zeros(len(assignment.team.people), dtype=np.int64)
    np.add.at(minutes, assignment.person[given], client_minutes(result)[given])
    return tuple(int(own) * EXACT for own in minutes)


@last_per_list
def _assigned(clients: ClientList, work: Task) -> Assignment:
    before = _people_before(clients, work.team)
    tier = np.searchsorted(np.asarray(work.cuts), np.arange(1, clients.count + 1))
    for rank, placed_tier in work.placed:
        tier[rank - 1] = placed_tier
    person = _by_hand(clients, work.team)
    free = _free(work, tier, person)
    groups = _groups(work, tier, before, person, free)
    counts = solved(groups, work, free)
    for group, row in zip(groups, counts, strict=True):
        person[group.places] = _dealt(group, row)
    return _account(clients, work, tier, before, person)


def _by_hand(clients: ClientList, team: Team) -> Places:
    """The person that the user gave each client; the last word counts."""
    person = np.full(clients.count, NOBODY, dtype=np.int64)
    indices = {person.name: index for index, person in enumerate(team.people)}
    wanted = {(client, number): indices[name] for client, number, name in team.by_hand if name in indices}
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
        max(0, person.minutes * EXACT - shared - own)
        for person, shared, own in zip(work.team.people, work.shared, taken, strict=True)
    ]


def _own_loads(work: Task, tier: Places, person: Places) -> list[int]:
    """The work with one's own clients, person by person."""
    each = np.asarray(work.each, dtype=np.int64)
    given = person != NOBODY
    table = np.zeros((len(work.team.people), len(work.each)), dtype=np.int64)
    np.add.at(table, (person[given], tier[given]), 1)
    return [int(row @ each) for row in table]


def _groups(work: Task, tier: Places, before: Places, person: Places, free: Sequence[int]) -> list[Group]:
    """The clients to be given out, in groups; those that the owners' hours suffice for apart."""
    owners = _owners_own(work, tier, person, free)
    open_places = np.flatnonzero(person == NOBODY)
    keys = np.column_stack((tier[open_places], before[open_places], owners[open_places]))
    kinds, kind = np.unique(keys, axis=0, return_inverse=True)
    order = np.argsort(kind.ravel(), kind="stable")
    parts = np.split(open_places[order], np.cumsum(np.bincount(kind.ravel()))[:-1]) if len(kinds) else []
    return [
        Group(int(of_tier), int(former), bool(owned), places)
        for (of_tier, former, owned), places in zip(kinds, parts, strict=True)
    ]


def _owners_own(work: Task, tier: Places, person: Places, free: Sequence[int]) -> npt.NDArray[np.bool_]:
    """The clients of the owner's tiers that the owners have hours for, the largest first."""
    own = np.zeros(len(tier), dtype=bool)
    left = [free[p] for p, person in enumerate(work.team.people) if person.role == "owner" and person.minutes]
    for index, mode in enumerate(work.modes):
        waiting = np.flatnonzero((tier == index) & (person == NOBODY))
        if mode != "owner" or not left:
            continue
        each = work.each[index]
        room = [spare // each if each else len(waiting) for spare in left]
        taken = min(len(waiting), sum(room))
        own[waiting[:taken]] = True
        for owner, most in enumerate(room):
            here = min(most, -(-taken // (len(room) - owner)))
            left[owner] -= here * each
            taken -= here
    return own


def _dealt(group: Group, counts: Sequence[int]) -> Places:
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
    owners = np.array([person.role == "owner" for person in work.team.people], dtype=bool)
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
    indices = {person.name.strip().casefold(): index for index, person in enumerate(team.people)}
    known = [indices.get(name.casefold(), _STRANGER) for name in names]
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


def people_of(result: PlanResult, assignment: Assignment) -> pd.DataFrame:
    """Client by client: who is responsible.

    Columns: `rank`, `client`, `number`, `tier` (name), `before` (the account manager of the file, "" for
    none) and `person` (name, "" for nobody).
    """
    clients = result.clients
    codes, names = _managers(clients)
    people = np.array([*(person.name for person in assignment.team.people), ""], dtype=object)
    return pd.DataFrame(
        {
            "rank": np.arange(1, clients.count + 1),
            "client": clients.ranked["client"],
            "number": clients.ranked["number"],
            "tier": np.array([tier.name for tier in result.tiers], dtype=object)[tier_index(result)],
            "before": np.array([*names, ""], dtype=object)[codes],
            "person": people[assignment.person],
        }
    )


def assigned_persons(result: PlanResult) -> list[str] | None:
    """The person responsible for each client, by rank, "" for nobody; None for a plan without people."""
    if not result.plan.team.people:
        return None
    persons: list[str] = people_of(result, assign(result))["person"].tolist()
    return persons


def responsible(result: PlanResult) -> list[str] | None:
    """The same, as long as the plan has no people by the file; None where neither tells."""
    if (persons := assigned_persons(result)) is not None:
        return persons
    codes, names = _managers(result.clients)
    return [(*names, "")[code] for code in codes] if names else None
