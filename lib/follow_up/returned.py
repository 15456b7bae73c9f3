"""What people send back: their filled-in sheets, one or several people's at once, and their calendars.

A row that comes back again replaces what it said before, so the same file twice counts once. What cannot be
counted is told, and why; nothing is guessed.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, Literal
from uuid import NAMESPACE_URL, uuid5

from lib.base.numbers import typed_number
from lib.clients.model import ClientList
from lib.parsing.errors import ReadingError
from lib.parsing.follow_up_mark import SIGN, VERSION
from lib.people.sheets.log import later_month
from lib.plan.compute import PlanResult
from lib.plan.follow_up import (
    LONGEST_DAY,
    LONGEST_NOTE,
    MOST_CONTACTS,
    Contact,
    FollowUp,
    contact_keys,
    known_key,
    list_mark,
    month_of,
    ranks_of_keys,
    slot_of,
)
from lib.plan.team import team_of
from lib.reading.dates import parse_date
from lib.reading.process import apart

Problem = Literal[
    "strangers",
    "future",
    "no_date",
    "minutes",
    "no_minutes",
    "another_list",
    "newer",
    "older",
    "not_ours",
    "nothing",
    "unknown_events",
    "too_many",
    "unreadable",
]
"""Why something was not counted, or not as it was written; the sentence is `follow_up.problem.<problem>`."""
USUAL_MINUTES = 30
"""What a contact counts for that has no minutes, where none were planned either."""
WINDOW = range(-24, 37)
"""Months around the first one in which entries of a calendar are looked for."""
_DONE = re.compile(r"^\s*(?:[✓✔☑✅]|\[x\]|fait\b|done\b|ok\b)", re.IGNORECASE)
_DONE_WORDS = {"fait", "faite", "done", "completed", "terminé", "terminée"}


@dataclass(frozen=True)
class Trouble:
    """Rows, or a whole file, that do not count as they are: how many, and the first client among them."""

    problem: Problem
    rows: int = 0
    first: str = ""


@dataclass(frozen=True)
class Account:
    """What a file changed: contacts that are new, those that replace what their row said, those that were
    there already; whose they are, and what was wrong."""

    file: str
    new: int = 0
    changed: int = 0
    same: int = 0
    people: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()


def read_returned(data: bytes, name: str, result: PlanResult, today: date) -> tuple[FollowUp, Account]:
    """The follow-up of a plan with what a file says; the plan's own where it says nothing."""
    follow_up = result.plan.follow_up
    try:
        header: Any = apart("lib.parsing.returned", data, {}).header
    except ReadingError as error:
        problem: Problem = "too_many" if error.code == "too_large" else "unreadable"
        return follow_up, Account(name, troubles=(Trouble(problem),))
    sheets = [_Sheet.of(log) for log in header["logs"]]
    if header["events"]:
        return _taken(name, follow_up, *_from_events(header["events"], result, today))
    if not sheets:
        missing: Problem = "older" if header["plan"] else "not_ours"
        return follow_up, Account(name, troubles=(Trouble(missing),))
    return _taken(name, follow_up, *_from_sheets(sheets, result.clients, today))


@dataclass(frozen=True)
class _Sheet:
    """A filled-in sheet: whose it is, of which list, from which month on, and its rows."""

    version: int
    person: str
    mark: str
    start: str
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, log: Mapping[str, Any]) -> "_Sheet":
        sign, told = log["told"]
        number = sign.removeprefix(SIGN).strip()
        try:
            values = json.loads(told)
            person, mark, start = (str(values[key]) for key in ("person", "list", "start"))
        except (ValueError, TypeError, KeyError):
            person = mark = start = ""
        version = int(number) if number.isdecimal() else 0
        return cls(version, person, mark, start, tuple(tuple(map(str, row)) for row in log["rows"]))


class _Found:
    """Contacts and troubles as they are gathered."""

    def __init__(self, clients: ClientList, today: date) -> None:
        self.clients, self.today = clients, today
        self.contacts: dict[str, Contact] = {}
        self.troubles: dict[Problem, Trouble] = {}
        self.start = ""

    def trouble(self, problem: Problem, client: str = "") -> None:
        before = self.troubles.get(problem, Trouble(problem, 0, client))
        self.troubles[problem] = Trouble(problem, before.rows + 1, before.first)

    def add(self, contact: Contact, client: str) -> None:
        """A contact, where its client is on the list and its day is not to come."""
        if contact.client not in ranks_of_keys(self.clients.as_read):
            self.trouble("strangers", client)
        elif contact.day > self.today:
            self.trouble("future", client)
        else:
            self.contacts[contact.slot] = contact


def _from_sheets(sheets: list[_Sheet], clients: ClientList, today: date) -> tuple[_Found, tuple[str, ...]]:
    told = _Found(clients, today)
    names = _keys_by_name(clients)
    for sheet in sheets:
        if sheet.version > VERSION:
            told.trouble("newer")
        elif sheet.mark != list_mark(clients) and not _knows(clients, sheet):
            told.trouble("another_list")
        else:
            told.start = told.start or (sheet.start if month_of(sheet.start) else "")
            for row in sheet.rows:
                _from_row(told, row, sheet, names)
    if not told.contacts and not told.troubles:
        told.trouble("nothing")
    return told, tuple(dict.fromkeys(sheet.person for sheet in sheets if sheet.rows))


def _keys_by_name(clients: ClientList) -> dict[str, str]:
    """By name the key under which contacts are written down: of the clients as the plan counts them, and of
    those of the list as it was read; the first of a name."""
    keys: dict[str, str] = {}
    for each in (clients.as_read, clients):
        keys |= dict(list(zip(each.ranked["client"], contact_keys(each), strict=True))[::-1])
    return keys


def _knows(clients: ClientList, sheet: _Sheet) -> bool:
    """Whether a sheet of another list speaks of clients of this one: next year's list has most of them."""
    return (
        any(known_key(row[1] or row[2]) in ranks_of_keys(clients.as_read) for row in sheet.rows)
        or not sheet.rows
    )


def _from_row(told: _Found, row: tuple[str, ...], sheet: _Sheet, names: Mapping[str, str]) -> None:
    mark, key, client, service, planned, done, minutes, note = row
    slot = known_key(mark)
    day = parse_date(done) if done else None
    if day is None:
        told.trouble("no_date", client)
        return
    spent = typed_number(minutes, ",") if minutes else None
    length = round(spent) if spent is not None and 0 < spent <= LONGEST_DAY else 0
    if not length:
        told.trouble("minutes" if minutes else "no_minutes", client)
        length = min(int(planned), LONGEST_DAY) if planned.isdecimal() and int(planned) else USUAL_MINUTES
    key = known_key(key or names.get(client, client))
    told.add(
        Contact(
            slot or slot_of(key, service, day), key, service, sheet.person, day, length, note[:LONGEST_NOTE]
        ),
        client,
    )


def _from_events(
    events: Iterable[Mapping[str, str]], result: PlanResult, today: date
) -> tuple[_Found, tuple[str, ...]]:
    """The entries that are done: the clients that they name have had that service."""
    clients, told = result.clients, _Found(result.clients, today)
    known = _known_entries(result, today)
    names = {known_key(name): key for name, key in _keys_by_name(clients).items()}
    people: list[str] = []
    for event in events:
        if not is_done(event):
            continue
        entry = known.get(event.get("uid", ""))
        if entry is None:
            told.trouble("unknown_events", event.get("summary", ""))
            continue
        person, service, minutes, month = entry
        people.append(person)
        day = _day(event)
        if day is None:
            told.trouble("no_date", event.get("summary", ""))
            continue
        times: dict[str, int] = {}
        for line in event.get("description", "").split("\n"):
            key = names.get(known_key(line))
            if key is not None:
                times[key] = times.get(key, 0) + 1
                slot = slot_of(key, service, month, times[key])
                told.add(Contact(slot, key, service, person, day, minutes, ""), line)
    if not told.contacts and not told.troubles:
        told.trouble("nothing")
    return told, tuple(dict.fromkeys(people))


def is_done(event: Mapping[str, str]) -> bool:
    """Whether an entry says that it is done: by its state, a mark before its title, or a category."""
    state = event.get("status", "").upper() == "COMPLETED" or event.get("percent-complete") == "100"
    categories = {word.strip().casefold() for word in event.get("categories", "").split(",")}
    ticked = bool(_DONE.match(event.get("summary", "")))
    return state or bool(event.get("completed")) or ticked or bool(categories & _DONE_WORDS)


def _day(event: Mapping[str, str]) -> date | None:
    for name in ("completed", "dtstart", "due"):
        digits = event.get(name, "")[:8]
        if digits.isdecimal() and len(digits) == 8:
            return parse_date(f"{digits[:4]}-{digits[4:6]}-{digits[6:]}")
    return None


def _known_entries(result: PlanResult, today: date) -> dict[str, tuple[str, str, int, str]]:
    """By the identity of an entry that this plan can have put into a calendar: person, service, minutes and
    month."""
    people = team_of(result.clients, result.plan.team).people
    start = result.plan.follow_up.start or f"{today:%Y-%m}"
    entries = {}
    for person, service, months in product(people, result.plan.services.services, WINDOW):
        month = later_month(start, months)
        identity = f"{uuid5(NAMESPACE_URL, f'{person.name}/{service.name}/{month}')}@palmares"
        entries[identity] = (person.name, service.name, max(1, min(service.minutes, LONGEST_DAY)), month)
    return entries


def _taken(name: str, follow_up: FollowUp, told: _Found, people: tuple[str, ...]) -> tuple[FollowUp, Account]:
    before = {contact.slot: contact for contact in follow_up.contacts}
    contacts = list(told.contacts.values())
    new = [contact for contact in contacts if contact.slot not in before]
    changed = [contact for contact in contacts if before.get(contact.slot, contact) != contact]
    if len(before) + len(new) > MOST_CONTACTS:
        return follow_up, Account(name, people=people, troubles=(Trouble("too_many"),))
    start = (
        follow_up.start or told.start or (min(c.day for c in contacts).strftime("%Y-%m") if contacts else "")
    )
    account = Account(
        name,
        len(new),
        len(changed),
        len(contacts) - len(new) - len(changed),
        people,
        tuple(told.troubles.values()),
    )
    return FollowUp(start, follow_up.written).with_contacts(contacts), account
