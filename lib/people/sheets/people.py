"""The people with their work, who looks after whom, and the contacts by month."""

from datetime import date

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import Book, Heading, Kind
from lib.excel.cells import MOST_ROWS, cell_text, units
from lib.excel.columns import write_numbers, write_texts
from lib.excel.entries import Entry, EntryName
from lib.excel.names import name_cells, name_columns
from lib.look.palette import ACCENT
from lib.people.assignment import Assignment, assign, people_of
from lib.people.contacts import MONTHS, calendar_table, month_names, rounds
from lib.people.sentences import assignment_sentences, move_sentences
from lib.people.sheets.persons import MOST_SHEETS, write_person_sheets
from lib.plan.services import EXACT
from lib.plan.team import Person

_NAMES = {"person_names": 0, "person_roles": 1, "person_hours": 3, "person_work": 4, "person_costs": 6}
"""What the columns of the people are called in formulas, and when the workbook comes back."""


def write_people(book: Book, made_on: date | None) -> None:
    """People, clients with their person, contacts by month, and a sheet for each person to take along; none
    without people."""
    if not book.result.plan.team.people:
        return
    assignment = assign(book.result)
    first_month = made_on.month if made_on else 1
    team = book.sheet("people")
    _write_responsible(book, assignment)
    if book.result.plan.services.services:
        _write_calendar(book, assignment, first_month)
    _write_team(book, team, assignment, write_person_sheets(book, assignment, first_month))


def _cost(book: Book, person: Person) -> int:
    """What a paid hour of a person costs: their own cost, or that of their role."""
    usual = book.result.plan.profit.paid_cost(person.role)
    return usual if person.cost_per_hour is None else person.cost_per_hour


def _write_team(book: Book, sheet: Worksheet, assignment: Assignment, own: dict[int, str]) -> None:
    """The people with their hours and work. `own` says which sheet is whose."""
    texts = book.texts
    headings: list[tuple[str, Kind, float]] = [
        (texts("services.column.person"), "text", 30),
        (texts("services.column.role"), "text", 24),
        (texts("column.clients"), "integer", 10),
        (texts("services.column.hours"), "hours", 12),
        (texts("workbook.work"), "hours", 12),
        (texts("workbook.used"), "percent", 12),
        (texts("services.column.cost_per_hour"), "money", 14),
        (texts("workbook.own_sheet"), "text", 32),
    ]
    book.head(sheet, 0, [Heading(*heading) for heading in headings])
    people = zip(assignment.team.people, assignment.clients, assignment.loads, strict=True)
    for row, (person, clients, load) in enumerate(people, 1):
        hours, work = person.minutes / 60, load / EXACT / 60
        _write_entries(book, sheet, row, person)
        sheet.write_number(row, 2, clients, book.format("integer"))
        sheet.write_number(row, 4, work, book.format("hours"))
        own_hours = f"INDEX(person_hours,{row})"
        used = f"=IF({own_hours}=0,0,INDEX(person_work,{row})/{own_hours})"
        sheet.write_formula(row, 5, used, book.format("percent"), work / hours if hours else 0)
        if row - 1 in own:
            name = own[row - 1]
            link = f"internal:{quote_sheetname(name)}!A1"
            sheet.write_url(row, 7, link, book.format(underline=1, font_color=ACCENT), name)
    row = len(assignment.team.people)
    name_columns(book, sheet, _NAMES, (1, row))
    said = [*assignment_sentences(assignment, texts), *move_sentences(assignment, texts)]
    row = book.lines(sheet, row + 2, said, book.format())
    row = book.lines(sheet, row, [(key, {}) for key in _sheet_notes(assignment, own)], book.quiet())
    sheet.print_area(0, 0, row, len(headings) - 1)
    sheet.set_landscape()
    sheet.freeze_panes(1, 1)


def _write_entries(book: Book, sheet: Worksheet, row: int, person: Person) -> None:
    """What is typed of a person."""
    entries: list[tuple[EntryName, float | str, Kind]] = [
        ("person_names", person.name, "text"),
        ("person_roles", book.texts(f"performer.{person.role}"), "text"),
        ("person_hours", person.minutes / 60, "hours"),
        ("person_costs", units(_cost(book, person)), "cents"),
    ]
    for name, value, kind in entries:
        book.noted(sheet, (row, _NAMES[name]), Entry(name, value, row - 1), book.format(kind))


def _sheet_notes(assignment: Assignment, own: dict[int, str]) -> list[str]:
    """What is to be said of the sheets of the people: names that Excel refuses, people without a sheet."""
    renamed = any(assignment.team.people[person].name != name for person, name in own.items())
    missing = len(own) == MOST_SHEETS < len(assignment.team.people)
    notes = {"workbook.sheets_renamed": renamed, "workbook.sheets_missing": missing}
    return [key for key, holds in notes.items() if holds]


def _write_responsible(book: Book, assignment: Assignment) -> None:
    """Client by client, on as many sheets as Excel's rows make necessary."""
    table = people_of(book.result, assignment)
    keys: list[tuple[str, Kind, float]] = [
        ("column.rank", "integer", 8),
        ("column.client", "text", 44),
        ("column.number", "text", 14),
        ("column.tier", "text", 9),
        ("people.column.before", "text", 26),
        ("people.column.responsible", "text", 26),
    ]
    for part, start in enumerate(range(0, len(table), MOST_ROWS)):
        sheet = book.sheet("responsible" if part == 0 else "more_responsible")
        book.head(sheet, 0, [Heading(book.texts(key), kind, width) for key, kind, width in keys])
        sheet.freeze_panes(1, 2)
        rows = table.iloc[start : start + MOST_ROWS]
        write_numbers(sheet, 0, rows["rank"].tolist(), book.format("integer"))
        for column, key in enumerate(("client", "number", "tier", "before", "person"), 1):
            write_texts(sheet, column, rows[key].tolist(), book.format())
        sheet.autofilter(0, 0, len(rows), len(keys) - 1)


def _write_calendar(book: Book, assignment: Assignment, first_month: int) -> None:
    texts = book.texts
    sheet = book.sheet("calendar", landscape=True)
    headings = [
        Heading(texts("column.person"), "text", 26),
        Heading(texts("column.service"), "text", 30),
        *(Heading(month, "integer", 7) for month in month_names(first_month, texts)),
        Heading(texts("column.contacts"), "integer", 11),
        Heading(texts("column.hours"), "hours", 10),
    ]
    book.head(sheet, 0, headings)
    table = calendar_table(rounds(book.result, assignment), book.result, assignment, texts)
    for row, (person, service, *counts, contacts, minutes) in enumerate(table.itertuples(index=False), 1):
        sheet.write_string(row, 0, cell_text(person), book.format())
        sheet.write_string(row, 1, cell_text(service), book.format())
        for column, count in enumerate(counts, 2):
            sheet.write_number(row, column, count, book.format("integer"))
        total = f"=SUM(INDEX(contacts_by_month,{row},0))"
        sheet.write_formula(row, 14, total, book.format("integer", bold=True), contacts)
        sheet.write_number(row, 15, minutes / 60, book.format("hours"))
    if len(table):
        name_cells(book, "contacts_by_month", sheet, (1, 2), (len(table), 1 + MONTHS))
    sheet.freeze_panes(1, 2)
