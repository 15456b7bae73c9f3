"""The calendar of contacts: how many visits and calls a month, by whom and to whom, and as .ics files.

A person's clients take turns: with n clients and N contacts of a service in the year, contact k goes to
client k mod n in month ⌊(12·k + shift)/N⌋. So months differ by at most one, and a client's contacts lie
evenly apart; the shift keeps the tiers from all falling into the same months.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

import numpy as np
import numpy.typing as npt
import pandas as pd
from icalendar import Calendar, Event

from lib.excel.cells import cell_text
from lib.people.assignment import NOBODY, Assignment
from lib.people.working_days import first_working_day, likely_country, month_after
from lib.plan.compute import PlanResult, tier_index
from lib.plan.roles import Performer
from lib.plan.services import ONCE, Service
from lib.plan.team import team_of
from lib.texts import Texts

MONTHS = 12
MOST_NAMED = 200
"""Clients that one entry of a calendar names."""


@dataclass(frozen=True, eq=False)
class Round:
    """One service of one tier as a person performs it in a year."""

    person: int
    """Place in the team; `NOBODY` for work that nobody in the team has the role for."""
    service: int
    tier: int
    minutes: int
    """Each time, without the automated part."""
    places: npt.NDArray[np.int64]
    """The clients, rank − 1, in their turn."""
    contacts: int
    """How many contacts in the year."""

    @property
    def _edges(self) -> npt.NDArray[np.int64]:
        """How many contacts lie before each month, and in all."""
        shift = self.tier * 5 % MONTHS
        return np.asarray((np.arange(MONTHS + 1) * self.contacts + shift) // MONTHS, dtype=np.int64)

    def by_month(self) -> npt.NDArray[np.int64]:
        """How many contacts fall into each month."""
        return np.asarray(np.diff(self._edges), dtype=np.int64)

    def clients_in(self, month: int) -> npt.NDArray[np.int64]:
        """Whose turn it is in a month, counted from 0; a client may be there more than once."""
        first, last = self._edges[month : month + 2]
        turns: npt.NDArray[np.int64] = self.places[np.arange(first, last) % len(self.places)]
        return turns


def rounds(result: PlanResult, assignment: Assignment) -> list[Round]:
    """Everything that people do for clients in a year; automatic services are nobody's work.

    An account manager's service is done by the client's responsible person; the owner's and the team's
    are dealt out to the people of that role in proportion to their hours. The automated part of a
    service takes that part of its contacts away.
    """
    clients = result.clients
    fitting = result.plan.services.for_tiers(len(result.tiers))
    tier = tier_index(result)
    made: list[Round] = []
    for row, service in enumerate(fitting.services):
        if service.performer == "automatic":
            continue
        dealt = (
            assignment.person
            if service.performer == "manager"
            else _dealt(clients.count, service.performer, assignment)
        )
        for index in range(len(result.tiers)):
            made += _rounds_of(row, service, index, dealt, np.flatnonzero(tier == index))
    return made


def _rounds_of(
    row: int, service: Service, tier: int, dealt: npt.NDArray[np.int64], places: npt.NDArray[np.int64]
) -> Iterator[Round]:
    """One round a person who does a service for clients of a tier. Contacts are rounded to the nearest."""
    personal = service.times[tier] * (100 - service.automated[tier])
    for person in np.unique(dealt[places]):
        own = places[dealt[places] == person]
        contacts = (personal * len(own) + 50 * ONCE) // (100 * ONCE)
        if contacts:
            yield Round(int(person), row, tier, service.minutes, own, contacts)


def _dealt(count: int, role: Performer, assignment: Assignment) -> npt.NDArray[np.int64]:
    """The people of a role in turn, each as often as their hours say."""
    hours = np.array(
        [person.minutes if person.role == role else 0 for person in assignment.team.people], dtype=np.float64
    )
    if not hours.sum():
        return np.full(count, NOBODY, dtype=np.int64)
    turns = (np.arange(count) + 0.5) * 0.618_033_988_749_895 % 1
    return np.searchsorted(np.cumsum(hours) / hours.sum(), turns, side="right").astype(np.int64)


def calendar_table(
    made: list[Round], result: PlanResult, assignment: Assignment, texts: Texts
) -> pd.DataFrame:
    """Contacts a month. Columns: `person`, `service` (names), `month_0` … `month_11`, `contacts`, `minutes`.

    One row a person and service, in the order of the team and of the catalogue.
    """
    names = [service.name for service in result.plan.services.services]
    people = [*(person.name for person in assignment.team.people), texts("people.nobody")]
    columns = [f"month_{month}" for month in range(MONTHS)]
    rows = [
        (
            round_.person % len(people),
            round_.service,
            *round_.by_month(),
            round_.contacts,
            round_.contacts * round_.minutes,
        )
        for round_ in made
    ]
    table = pd.DataFrame(rows, columns=["person", "service", *columns, "contacts", "minutes"])
    sums = table.groupby(["person", "service"], sort=True, as_index=False).sum()
    return sums.assign(
        person=[people[person] for person in sums["person"]],
        service=[names[service] for service in sums["service"]],
    )


def month_names(first: int, texts: Texts) -> list[str]:
    """The months of a year that begins with the month `first` (1 to 12)."""
    return [texts.month((first - 1 + month) % MONTHS + 1) for month in range(MONTHS)]


def contacts_of(person: int, made: list[Round]) -> pd.DataFrame:
    """The contacts of one person client by client.

    Columns: `place` (rank − 1), `month` (from 0), `service` (place in the catalogue) and `contacts`, in that
    order of rows.
    """
    keys = ["place", "month", "service"]
    turns = [
        pd.DataFrame({"place": round_.clients_in(month), "month": month, "service": round_.service})
        for round_ in made
        if round_.person == person
        for month in range(MONTHS)
    ]
    if not turns:
        return pd.DataFrame(columns=[*keys, "contacts"], dtype=np.int64)
    return pd.concat(turns).groupby(keys, as_index=False).size().rename(columns={"size": "contacts"})


def calendar_file(person: int, made: list[Round], result: PlanResult, texts: Texts, start: date) -> bytes:
    """One person's contacts as an iCalendar file (RFC 5545), twelve months from the month of `start`.

    One entry a month and service, on the month's first working day but not before `start`, naming the
    clients. No public holiday of the plan's country, or else of the likely one, is a working day. An entry of
    the same person, service and month always has the same identity: imported again, it replaces the earlier
    one.
    """
    clients = result.clients
    country = result.plan.team.country or likely_country(texts.language, clients.currency)
    calendar = Calendar()
    calendar.add("prodid", "-//Palmares//contacts//EN")
    calendar.add("version", "2.0")
    own = [round_ for round_ in made if round_.person == person]
    who = team_of(clients, result.plan.team).people[person]
    names = clients.ranked["client"]
    for service in sorted({round_.service for round_ in own}):
        for month in range(MONTHS):
            turns = [round_.clients_in(month) for round_ in own if round_.service == service]
            places = np.sort(np.concatenate(turns))
            if len(places):
                title = result.plan.services.services[service].name
                day = first_working_day(start, month, country)
                named = [cell_text(str(names.iat[int(client)])) for client in places]
                identity = f"{who.name}/{title}/{month_after(start, month):%Y-%m}"
                calendar.add_component(_entry(texts, cell_text(title), named, (day, identity)))
    return bytes(calendar.to_ical())


def _entry(texts: Texts, service: str, names: list[str], when: tuple[date, str]) -> Event:
    entry, (day, identity) = Event(), when
    more = [texts("people.calendar_more", count=texts.integer(len(names) - MOST_NAMED))]
    entry.add("summary", texts("people.calendar_entry", service=service, count=texts.integer(len(names))))
    entry.add("description", "\n".join(names[:MOST_NAMED] + (more if len(names) > MOST_NAMED else [])))
    entry.add("dtstart", day)
    entry.add("dtend", day + timedelta(days=1))
    entry.add("dtstamp", datetime.combine(day, time(0), tzinfo=UTC))
    entry.add("transp", "TRANSPARENT")
    entry.add("uid", f"{uuid5(NAMESPACE_URL, identity)}@palmares")
    return entry
