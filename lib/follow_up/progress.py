"""What was planned up to today against what was done, client by client, person by person, month by month.

Planned up to today is what the months that are over should have brought; the month that goes on is not late
yet.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.money import Amounts
from lib.clients.model import ClientList
from lib.people.assignment import Assignment
from lib.people.contacts import MONTHS, Round, rounds
from lib.people.sheets.log import later_month
from lib.plan.compute import PlanResult, client_minutes, tier_index
from lib.plan.follow_up import Contact, FollowUp, month_of, ranks_of_keys
from lib.plan.tail import tail_ratio_of

LEAST_LATE = 30
"""Minutes: a client of whom less than this was due is not late, where no services are planned."""
Counts = npt.NDArray[np.int64]


class Sums(NamedTuple):
    """Contacts and minutes: of the year, due up to today, and done."""

    planned: int
    due: int
    done: int
    planned_minutes: int
    due_minutes: int
    done_minutes: int
    late: int
    """Clients that are late."""


@dataclass(frozen=True, eq=False)
class Progress:
    """A year that is followed up to a day."""

    start: str
    months: int
    """Months of it that are over."""
    clients: pd.DataFrame
    """By rank: `rank`, `client`, `number`, `tier` (from 0), `person` (place in the team or `NOBODY`), and the
    columns of `Sums` (`late` is how many contacts, or whether, where no services are planned), `last` (day or
    None)."""
    people: dict[str, Sums]
    """By name: what each should have done and has done, the team in its order, then others who did any."""
    by_month: Counts
    """Two rows of twelve: minutes planned, minutes done."""
    with_contacts: bool
    """Whether services are planned, so that contacts can be counted."""
    tail_ratio: float | None
    """Share of the time done that the tail took / its share of revenue."""

    @property
    def total(self) -> Sums:
        return sums_of(self.clients)

    @property
    def minutes(self) -> Amounts:
        """The minutes done for every client, by rank − 1."""
        return self.clients["done_minutes"].to_numpy(dtype=np.int64)


def sums_of(table: pd.DataFrame) -> Sums:
    """The sums over clients (rows of `Progress.clients`)."""
    columns = ("planned", "due", "done", "planned_minutes", "due_minutes", "done_minutes")
    sums = {name: int(table[name].sum()) for name in columns}
    return Sums(**sums, late=int((table["late"] > 0).sum()))


def in_year(follow_up: FollowUp, today: date) -> tuple[Contact, ...]:
    """The contacts of the twelve months from the start on, up to today."""
    start = month_of(follow_up.start)
    if start is None:
        return ()
    end = month_of(later_month(follow_up.start, MONTHS)) or today
    return tuple(
        contact for contact in follow_up.contacts if start <= contact.day < end and contact.day <= today
    )


def months_over(start: str, today: date) -> int:
    """How many months of the year are over."""
    first = month_of(start)
    if first is None:
        return 0
    return min(MONTHS, max(0, (today.year - first.year) * 12 + today.month - first.month))


def progress(result: PlanResult, assignment: Assignment, today: date) -> Progress:
    """Hold what was done against the plan."""
    clients, follow_up = result.clients, result.plan.follow_up
    made = rounds(result, assignment) if result.plan.services.services else []
    over = months_over(follow_up.start, today)
    done = in_year(follow_up, today)
    ranks = ranks_of_keys(clients)
    places = np.array([ranks.get(contact.client, 0) - 1 for contact in done], dtype=np.int64)
    counted = [contact for contact, index in zip(done, places, strict=True) if index >= 0]
    places = places[places >= 0]
    planned, minutes = _planned(result, made)
    table = pd.DataFrame(
        {
            "rank": np.arange(1, clients.count + 1),
            "client": clients.ranked["client"],
            "number": clients.ranked["number"],
            "tier": tier_index(result),
            "person": assignment.person,
            "planned": planned.sum(axis=1),
            "due": planned[:, :over].sum(axis=1),
            "done": np.bincount(places, minlength=clients.count),
            "planned_minutes": minutes.sum(axis=1),
            "due_minutes": minutes[:, :over].sum(axis=1),
            "done_minutes": _added(places, [contact.minutes for contact in counted], clients.count),
        }
    )
    table["last"] = _last_days(places, counted, clients.count)
    table["late"] = np.maximum(table["due"] - table["done"], 0) if made else _late_by_minutes(table)
    by_month = np.zeros((2, MONTHS), dtype=np.int64)
    by_month[0] = minutes.sum(axis=0)
    first = month_of(follow_up.start) or today
    for contact in counted:
        month = (contact.day.year - first.year) * 12 + contact.day.month - first.month
        by_month[1, month] += contact.minutes
    return Progress(
        start=follow_up.start,
        months=over,
        clients=table,
        people=_people(assignment, made, table, counted, over),
        by_month=by_month,
        with_contacts=bool(made),
        tail_ratio=tail_ratio_of(clients, table["done_minutes"].to_numpy(dtype=np.int64)),
    )


def _planned(result: PlanResult, made: list[Round]) -> tuple[Counts, Counts]:
    """Contacts and minutes planned, by client and month; without services the client's time, evenly."""
    shape = (result.clients.count, MONTHS)
    contacts, minutes = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for round_ in made:
        for month in range(MONTHS):
            turns = round_.clients_in(month)
            np.add.at(contacts[:, month], turns, 1)
            np.add.at(minutes[:, month], turns, round_.minutes)
    if not made:
        each = client_minutes(result)
        ends = each[:, None] * np.arange(MONTHS + 1)[None, :] // MONTHS
        minutes = np.diff(ends, axis=1).astype(np.int64)
    return contacts, minutes


def _added(places: Counts, values: list[int], count: int) -> Counts:
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, places, np.array(values, dtype=np.int64))
    return sums


def _last_days(places: Counts, contacts: list[Contact], count: int) -> list[date | None]:
    """The day of each client's last contact."""
    last: list[date | None] = [None] * count
    for index, contact in zip(places.tolist(), contacts, strict=True):
        last[index] = max(last[index] or contact.day, contact.day)
    return last


def _late_by_minutes(table: pd.DataFrame) -> Counts:
    """1 for a client who has had less than half of the time that was due."""
    due, done = table["due_minutes"], table["done_minutes"]
    return np.asarray((due >= LEAST_LATE) & (2 * done < due), dtype=np.int64)


def _people(
    assignment: Assignment, made: list[Round], table: pd.DataFrame, done: list[Contact], over: int
) -> dict[str, Sums]:
    """What each person should have done, be they responsible or not, and what they did."""
    people: dict[str, Sums] = {}
    names = [person.name for person in assignment.team.people]
    for index, name in enumerate(names):
        own = table[table["person"] == index]
        planned = [round_ for round_ in made if round_.person == index]
        due = sum(int(round_.by_month()[:over].sum()) for round_ in planned)
        due_minutes = sum(int(round_.by_month()[:over].sum()) * round_.minutes for round_ in planned)
        people[name] = Sums(
            planned=sum(round_.contacts for round_ in planned),
            due=due,
            done=0,
            planned_minutes=sum(round_.contacts * round_.minutes for round_ in planned)
            if made
            else int(own["planned_minutes"].sum()),
            due_minutes=due_minutes if made else int(own["due_minutes"].sum()),
            done_minutes=0,
            late=int((own["late"] > 0).sum()),
        )
    for contact in done:
        before = people.get(contact.person, Sums(0, 0, 0, 0, 0, 0, 0))
        people[contact.person] = before._replace(
            done=before.done + 1, done_minutes=before.done_minutes + contact.minutes
        )
    return people


def late_clients(of: Progress) -> pd.DataFrame:
    """The clients that are late: those of upper tiers first, then those that miss most."""
    late = of.clients[of.clients["late"] > 0]
    return late.sort_values(["tier", "late", "rank"], ascending=[True, False, True], kind="stable")


def real_minutes(clients: ClientList, follow_up: FollowUp, today: date) -> Amounts:
    """The minutes done in the year for every client of a list, by rank − 1."""
    minutes, ranks = np.zeros(clients.count, dtype=np.int64), ranks_of_keys(clients)
    for contact in in_year(follow_up, today):
        if contact.client in ranks:
            minutes[ranks[contact.client] - 1] += contact.minutes
    return minutes


def with_real_minutes(clients: ClientList, minutes: Amounts) -> ClientList:
    """The list with the time that every client really took: what today is, for the plan of next year."""
    ranked = clients.ranked.assign(minutes=minutes)
    apart = clients.set_apart.assign(minutes=np.zeros(len(clients.set_apart), dtype=np.int64))
    return replace(clients, ranked=ranked, set_apart=apart)
