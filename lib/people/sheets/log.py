"""A sheet for each person to fill in: every planned contact with the day it was done, minutes, a note.

Everything around what is filled in is protected, without a password. What comes back is known by a hidden
mark (`parsing.follow_up_mark`) and each row by its own, so that nothing counts twice.
"""

import json
from datetime import date, datetime, time

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import Book, Heading
from lib.excel.cells import cell_text
from lib.excel.changes import Watched, opening_line
from lib.excel.validation import explain
from lib.parsing.follow_up_mark import HEADINGS_BELOW, SIGN, VERSION
from lib.people.assignment import Assignment
from lib.people.contacts import Round, contacts_of
from lib.plan.compute import client_minutes, tier_index
from lib.plan.follow_up import (
    LONGEST_DAY,
    LONGEST_NOTE,
    Contact,
    contact_keys,
    list_mark,
    ranks_of_keys,
    slot_of,
)
from lib.texts import Texts

DEPENDS: tuple[Watched, ...] = ("tiers", "time", "services", "people")
"""The entries that decide who does what."""
MOST_CONTACTS = 5_000
"""Rows of one sheet."""
SPARE_ROWS = 40
"""Free rows, for what was not planned."""
_FIRST = HEADINGS_BELOW
_MONTH, _CLIENT, _NUMBER, _SERVICE, _PLANNED, _DONE, _MINUTES, _NOTE, _MARK, _KEY = range(10)
_DAY_FORMAT = "yyyy-mm-dd"
_FORGET = date(2000, 1, 1)


def first_month(book: Book) -> str:
    """The first month of the year that is followed: as something came back for it, or else that of the
    export."""
    kept = book.result.plan.follow_up.start
    return kept or (f"{book.made_on:%Y-%m}" if book.made_on else "")


def later_month(start: str, months: int) -> str:
    """The month so many months after another: "2026-03"."""
    year, month = map(int, start.split("-"))
    count = year * 12 + month - 1 + months
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def write_log(book: Book, person: int, assignment: Assignment, made: list[Round]) -> None:
    """The sheet of one person; none for a workbook that says nothing of its day."""
    start = first_month(book)
    if not start:
        return
    name = assignment.team.people[person].name
    rows = planned_rows(book, person, (assignment, made), start)
    done = {contact.slot: contact for contact in book.result.plan.follow_up.contacts}
    sheet = book.person_sheet(book.texts("workbook.log.sheet", person=name))
    texts = book.texts
    book.title(sheet, texts("workbook.log.title", person=name))
    told = {"list": list_mark(book.clients), "start": start, "person": name}
    hidden = book.format(locked=True)
    sheet.write_string(0, _MARK, f"{SIGN} {VERSION}", hidden)
    sheet.write_string(1, _MARK, cell_text(json.dumps(told, ensure_ascii=False)), hidden)
    book.paragraph(sheet, 1, texts("workbook.log.how"), (_NOTE + 1, 150.0))
    opening_line(book, sheet, 2, ("tiers", "time", "services", "people"))
    headings = [
        Heading(texts("workbook.log.month"), "text", 12),
        Heading(texts("column.client"), "text", 38),
        Heading(texts("column.number"), "text", 12),
        Heading(texts("services.column.name"), "text", 28),
        Heading(texts("workbook.log.planned"), "minutes", 11),
        Heading(texts("workbook.log.done"), "text", 14),
        Heading(texts("workbook.log.minutes"), "minutes", 11),
        Heading(texts("workbook.log.note"), "text", 44),
    ]
    opening_line(book, sheet, _FIRST - 2, DEPENDS, "")
    book.head(sheet, _FIRST - 1, headings, is_long=True)
    sheet.freeze_panes(_FIRST, 2)
    for row, planned in enumerate(rows, _FIRST):
        _write_row(book, sheet, row, planned, done.get(planned[-2]))
    last = _FIRST + len(rows) - 1
    _validate(book, sheet, last)
    sheet.set_column(_MARK, _KEY, None, None, {"hidden": True})
    # The hidden columns belong to their rows.
    sheet.autofilter(_FIRST - 1, 0, last, _KEY)
    options = ("sort", "autofilter", "format_columns", "format_rows", "select_locked_cells")
    sheet.protect("", dict.fromkeys(options, True))
    sheet.set_landscape()
    sheet.print_area(0, 0, last, _NOTE)


Planned = tuple[str, str, str, str, int, str, str]
"""Month in words, client, number, service, planned minutes, the row's mark, the client's key."""


def planned_rows(book: Book, person: int, of: tuple[Assignment, list[Round]], start: str) -> list[Planned]:
    """Every planned contact of a person by month and rank, or each of their clients where no services are
    planned; then what else was done, then free rows."""
    assignment, made = of
    clients, texts = book.clients, book.texts
    names, numbers = clients.ranked["client"], clients.ranked["number"]
    rows: list[Planned] = []
    keys = contact_keys(clients)
    who = assignment.team.people[person].name

    def row(index: int, service: str, month: str, minutes: int, count: int) -> Planned:
        client, number = str(names.iat[index]), str(numbers.iat[index])
        key = keys[index]
        said = _month_words(month, texts) if month else ""
        return (said, client, number, service, minutes, slot_of(key, service, month, count), key)

    if made:
        services = book.result.plan.services.services
        turns = contacts_of(person, made).sort_values(["month", "place", "service"])
        for index, month, service, contacts in _lines(turns):
            planned = services[service]
            when = later_month(start, month)
            rows += [row(index, planned.name, when, planned.minutes, n) for n in range(1, contacts + 1)]
    else:
        minutes, tiers = client_minutes(book.result), tier_index(book.result)
        own = [index for index, of_client in enumerate(assignment.person.tolist()) if of_client == person]
        for index in sorted(own, key=lambda index: (tiers[index], index)):
            rows.append(row(index, "", start, int(minutes[index]), 1))
    rows = rows[:MOST_CONTACTS]
    listed = {planned[-2] for planned in rows}
    rows += _done_beside(book, who, listed)
    free = ("", "", "", "", 0)
    listed = {planned[-2] for planned in rows}
    spare = (slot_of("free", start, who, number) for number in range(1, 10 * SPARE_ROWS))
    marks = [mark for mark in spare if mark not in listed][:SPARE_ROWS]
    return [*rows, *((*free, mark, "") for mark in marks)]


def _lines(turns: pd.DataFrame) -> list[tuple[int, int, int, int]]:
    table = turns[["place", "month", "service", "contacts"]]
    return [tuple(line) for line in table.to_numpy(dtype="int64").tolist()]


def _done_beside(book: Book, who: str, listed: set[str]) -> list[Planned]:
    """What this person has done that is in no planned row."""
    rows: list[Planned] = []
    ranks, named = ranks_of_keys(book.clients), book.clients.ranked[["client", "number"]]
    for contact in book.result.plan.follow_up.contacts:
        if contact.person == who and contact.slot not in listed and contact.client in ranks:
            client, number = map(str, named.iloc[ranks[contact.client] - 1])
            rows.append(("", client, number, contact.service, 0, contact.slot, contact.client))
    return rows


def _month_words(month: str, texts: Texts) -> str:
    year, number = month.split("-")
    return f"{texts.month(int(number))} {year}"


def _write_row(book: Book, sheet: Worksheet, row: int, planned: Planned, contact: Contact | None) -> None:
    month, client, number, service, minutes, mark, key = planned
    free = not client
    text, entry = book.format(), book.entry_format("text")
    sheet.write_string(row, _MONTH, cell_text(month), text)
    for column, value in ((_CLIENT, client), (_NUMBER, number), (_SERVICE, service)):
        style = entry if free and column != _NUMBER else text
        sheet.write_string(row, column, cell_text(value), style) if value else sheet.write_blank(
            row, column, None, style
        )
    book.put(sheet, (row, _PLANNED), minutes or None, book.format("minutes"))
    day = book.format("text", num_format=_DAY_FORMAT, **_ENTRY)
    if contact is None:
        sheet.write_blank(row, _DONE, None, day)
        sheet.write_blank(row, _MINUTES, None, book.entry_format("minutes"))
        sheet.write_blank(row, _NOTE, None, entry)
    else:
        sheet.write_datetime(row, _DONE, datetime.combine(contact.day, time()), day)
        sheet.write_number(row, _MINUTES, contact.minutes, book.entry_format("minutes"))
        sheet.write_string(row, _NOTE, cell_text(contact.note), entry)
    sheet.write_string(row, _MARK, mark, text)
    sheet.write_string(row, _KEY, cell_text(key), text)


_ENTRY = {"bg_color": "#fff6d6", "border": 1, "border_color": "#d9c87a", "locked": False}
"""The look of a cell that is there to be changed."""


def _validate(book: Book, sheet: Worksheet, last: int) -> None:
    """A day that is not to come, minutes of a day, a short note; in free rows one of the clients."""
    texts = book.texts
    refused = {"error_title": texts("workbook.refused")}
    sheet.data_validation(
        _FIRST, _DONE, last, _DONE,
        {
            "validate": "date", "criteria": "between", "minimum": _FORGET, "maximum": "=TODAY()",
            "input_title": texts("workbook.log.done"), "input_message": texts("workbook.log.done.help"),
            "error_message": texts("workbook.log.done.help"), **refused,
        },
    )  # fmt: skip
    sheet.data_validation(
        _FIRST, _MINUTES, last, _MINUTES,
        {
            "validate": "integer", "criteria": "between", "minimum": 1, "maximum": LONGEST_DAY,
            "error_message": texts("workbook.log.minutes.help"), **refused,
        },
    )  # fmt: skip
    sheet.data_validation(
        _FIRST, _NOTE, last, _NOTE,
        {
            "validate": "length", "criteria": "<=", "value": LONGEST_NOTE,
            "error_message": texts("workbook.log.note.help"), **refused,
        },
    )  # fmt: skip
    free = (last - SPARE_ROWS + 1, _CLIENT, last, _CLIENT)
    if book.live:
        sheet.data_validation(
            *free,
            {
                "validate": "list", "source": "=client_names",
                "error_message": texts("workbook.log.client.help"), **refused,
            },
        )  # fmt: skip
    explain(book, sheet, (last - SPARE_ROWS + 1, _SERVICE, last, _SERVICE), "log_service")
