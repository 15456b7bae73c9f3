"""A sheet for each person to print and take along: their clients, and the contacts of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_lowercase

import numpy as np
import pandas as pd
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import DAY, Book, Heading
from lib.excel.cells import units
from lib.excel.changes import opening_line
from lib.excel.names import has_numbers
from lib.mix.tables import lacked_by_client
from lib.people.assignment import NOBODY, Assignment
from lib.people.contacts import Round, contacts_of, month_names, rounds
from lib.people.sheets.log import DEPENDS, write_log
from lib.plan.compute import client_plan
from lib.plan.services import EXACT

MOST_SHEETS = 60
"""People who have a sheet of their own; those with the most clients come first."""
MOST_CLIENTS = 2_000
"""Clients on one person's sheet: some 60 pages. The others are in the table of all clients."""
_MONTH = 7
"""The width of a month in characters."""
_LINE = 150.0
"""The width of all columns, about."""


@dataclass(frozen=True, eq=False)
class _Year:
    """What every person's sheet draws from."""

    assignment: Assignment
    made: list[Round]
    clients: pd.DataFrame
    months: list[str]
    lacked_by: dict[str, str]
    """What a client lacks that the tier above buys, by its name; empty for a list without articles."""


def write_person_sheets(book: Book, assignment: Assignment, first_month: int) -> dict[int, str]:
    """One sheet a person who has clients or contacts: by place in the team, the name of the sheet."""
    has_services = bool(book.result.plan.services.services)
    made = rounds(book.result, assignment) if has_services else []
    months = month_names(first_month, book.texts) if has_services else []
    lacked_by = lacked_by_client(book.result, book.texts)
    year = _Year(assignment, made, client_plan(book.result), months, lacked_by)
    busy = {round_.person for round_ in made} | set(np.flatnonzero(assignment.clients).tolist())
    by_clients = sorted(busy - {NOBODY}, key=lambda person: (-assignment.clients[person], person))
    names = {}
    for person in sorted(by_clients[:MOST_SHEETS]):
        sheet = book.person_sheet(assignment.team.people[person].name)
        _write_person(book, sheet, year, person)
        write_log(book, person, assignment, made)
        names[person] = sheet.name
    return names


def _write_person(book: Book, sheet: Worksheet, year: _Year, person: int) -> None:
    texts, who = book.texts, year.assignment.team.people[person]
    headings = _headings(book, year)
    book.title(sheet, who.name)
    said = texts(
        "workbook.person",
        role=texts(f"performer.{who.role}"),
        clients=texts.plural("count.clients", year.assignment.clients[person]),
        work=texts.hours(year.assignment.loads[person] / EXACT),
        hours=texts.hours(who.minutes),
    )
    opening_line(book, sheet, 1, DEPENDS, said)
    contacts = contacts_of(person, year.made)
    row = _write_services(book, sheet, contacts, len(headings))
    book.head(sheet, row, headings, is_long=True)
    sheet.freeze_panes(row + 1, 2)
    places = np.union1d(np.flatnonzero(year.assignment.person == person), contacts["place"]).astype(np.int64)
    _write_clients(book, sheet, row + 1, (year, places[:MOST_CLIENTS].tolist(), contacts))
    last = row + min(len(places), MOST_CLIENTS)
    if len(places) > MOST_CLIENTS:
        last += 1
        more = texts.integer(len(places) - MOST_CLIENTS)
        sheet.write_string(last, 1, texts("workbook.person.more", count=more), book.quiet())
    sheet.print_area(0, 0, last, len(headings) - 1)


def _headings(book: Book, year: _Year) -> list[Heading]:
    texts = book.texts
    return [
        Heading(texts("column.rank"), "integer", 8),
        Heading(texts("column.client"), "text", 38),
        *([Heading(texts("column.number"), "text", 12)] if has_numbers(book) else []),
        Heading(texts("column.tier"), "text", 10),
        Heading(texts("column.revenue"), "money", 14),
        Heading(texts("column.minutes"), "duration", 11),
        *(Heading(month, "text", _MONTH) for month in year.months),
        *([Heading(texts("column.contacts"), "integer", 10)] if year.months else []),
        Heading(texts("people.column.responsible"), "text", 20),
        *([Heading(texts("column.lacks"), "text", 34)] if year.lacked_by else []),
    ]


def _write_services(book: Book, sheet: Worksheet, contacts: pd.DataFrame, columns: int) -> int:
    """The letters that stand for the services in the months; the row below."""
    if contacts.empty:
        return 3
    services = book.result.plan.services.services
    sums = contacts.groupby("service", as_index=False)["contacts"].sum()
    said = [
        book.texts(
            "workbook.person.service",
            letter=_letter(service),
            service=services[service].name,
            count=book.texts.integer(count),
        )
        for service, count in zip(sums["service"].tolist(), sums["contacts"].tolist(), strict=True)
    ]
    book.paragraph(sheet, 2, "   ".join(said), (columns, _LINE))
    return 4


def _letter(service: int) -> str:
    """a … z, then aa, ab …"""
    before, last = divmod(service, len(ascii_lowercase))
    return (_letter(before - 1) if before else "") + ascii_lowercase[last]


def _write_clients(
    book: Book, sheet: Worksheet, first: int, own: tuple[_Year, list[int], pd.DataFrame]
) -> None:
    """Column by column, in the order of `_headings`."""
    year, places, contacts = own
    table, people = year.clients.iloc[places], year.assignment.team.people
    words, sums = _months(contacts)
    columns: list[Sequence[float | str]] = [table["rank"].tolist(), table["client"].tolist()]
    if has_numbers(book):
        columns.append(table["number"].tolist())
    columns += [
        table["tier"].tolist(),
        [units(amount) for amount in table["revenue"].tolist()],
        [minutes / DAY for minutes in table["minutes"].tolist()],
    ]
    for month in range(len(year.months)):
        columns.append([words.get((client, month), "") for client in places])
    if year.months:
        columns.append([float(sums.get(client, 0)) for client in places])
    responsible = year.assignment.person[places].tolist()
    columns.append([people[person].name if person != NOBODY else "" for person in responsible])
    if year.lacked_by:
        columns.append([year.lacked_by.get(name, "") for name in table["client"].tolist()])
    tiers = {tier.name: book.tier_format(index) for index, tier in enumerate(book.result.tiers)}
    for column, (heading, values) in enumerate(zip(_headings(book, year), columns, strict=True)):
        usual, by_tier = book.format(heading.kind), heading.title == book.texts("column.tier")
        for row, value in enumerate(values, first):
            book.put(sheet, (row, column), value, tiers[str(value)] if by_tier else usual)


def _months(contacts: pd.DataFrame) -> tuple[dict[tuple[int, int], str], dict[int, int]]:
    """By client and month which services, "a 2b" for one a and two b; by client how many contacts."""
    rows = contacts[["place", "month", "service", "contacts"]].to_numpy(dtype=np.int64).tolist()
    words = {
        (client, month): " ".join(
            f"{count if count > 1 else ''}{_letter(service)}" for *_, service, count in group
        )
        for (client, month), group in groupby(rows, key=lambda row: (row[0], row[1]))
    }
    sums: dict[int, int] = {}
    for client, _, _, count in rows:
        sums[client] = sums.get(client, 0) + count
    return words, sums
