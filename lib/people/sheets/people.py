"""The people with their work, who looks after whom, and the contacts by month."""

from datetime import date

from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from lib.base.bounds import bounds_of
from lib.excel.book import DAY, Book, Heading, Kind
from lib.excel.cells import cell_text, units
from lib.excel.changes import opening_line, quoted
from lib.excel.columns import FIRST, HEAD
from lib.excel.entries import Entry, EntryName
from lib.excel.names import has_profit, name_cells, name_columns, role_cost
from lib.excel.validation import Cells, allow_choice, allow_numbers, explain
from lib.look.palette import ACCENT
from lib.people.assignment import Assignment, assign
from lib.people.contacts import MONTHS, calendar_table, month_names, rounds
from lib.people.sentences import assignment_sentences, move_sentences
from lib.people.sheets.log import DEPENDS
from lib.people.sheets.persons import MOST_SHEETS, write_person_sheets
from lib.plan.roles import STAFF_ROLES
from lib.plan.services import EXACT
from lib.plan.team import Person

_NAMES = {"person_names": 0, "person_roles": 1, "person_hours": 3, "person_work": 4, "person_costs": 6}
"""What the columns of the people are called in formulas, and when the workbook comes back."""
MOST_ON_A_PAGE = 24
"""People whose table fits on a printed page; the contacts of more have a sheet of their own, so that every
page has the headings of its table."""
_LINK, _LINK_COLUMNS = 7, 4
"""The columns that name a person's own sheet."""


def write_people(book: Book, made_on: date | None) -> None:
    """People with their contacts by month, and a sheet for each person to take along; none without people."""
    if not book.result.plan.team.people:
        return
    assignment = assign(book.result)
    first_month = made_on.month if made_on else 1
    has_contacts = bool(book.result.plan.services.services)
    together = has_contacts and len(assignment.team.people) <= MOST_ON_A_PAGE
    sheet = book.sheet("people_and_contacts" if together else "people", landscape=True)
    contacts = book.sheet("calendar", landscape=True) if has_contacts and not together else sheet
    row = _write_team(book, sheet, assignment, write_person_sheets(book, assignment, first_month))
    if not has_contacts:
        return
    if together:
        sheet.set_h_pagebreaks([row + 1])
    else:
        opening_line(book, contacts, 0, DEPENDS)
    _write_calendar(book, contacts, row + 1 if together else HEAD, (assignment, first_month))


def _cost(book: Book, person: Person) -> int:
    """What a paid hour of a person costs: their own cost, or that of their role."""
    usual = book.result.plan.profit.paid_cost(person.role)
    return usual if person.cost_per_hour is None else person.cost_per_hour


def _write_team(book: Book, sheet: Worksheet, assignment: Assignment, own: dict[int, str]) -> int:
    """The people with their hours and work; the row after them. `own` says which sheet is whose."""
    texts = book.texts
    headings: list[tuple[str, Kind, float]] = [
        (texts("services.column.person"), "text", 26),
        (texts("services.column.role"), "text", 26),
        (texts("column.clients"), "integer", 9),
        (texts("services.column.hours"), "hours", 10),
        (texts("workbook.work"), "duration", 10),
        (texts("workbook.used"), "percent", 10),
        (texts("services.column.cost_per_hour"), "money", 11),
        (texts("workbook.own_sheet"), "text", 9),
    ]
    opening_line(book, sheet, 0, DEPENDS)
    book.head(sheet, HEAD, [Heading(*heading) for heading in headings])
    # The name of a person's sheet reaches over the columns of the months below.
    for column in range(len(headings), len(headings) + _LINK_COLUMNS - 1):
        sheet.write_blank(HEAD, column, None, book.heading())
    people = zip(assignment.team.people, assignment.clients, assignment.loads, strict=True)
    for index, (person, clients, load) in enumerate(people):
        row, hours, work = FIRST + index, person.minutes / 60, load / EXACT / DAY
        _write_entries(book, sheet, index, person)
        sheet.write_number(row, 2, clients, book.format("integer"))
        sheet.write_number(row, 4, work, book.format("duration"))
        own_hours = f"INDEX(person_hours,{index + 1})"
        used = f"=IF({own_hours}=0,0,INDEX(person_work,{index + 1})*24/{own_hours})"
        sheet.write_formula(row, 5, used, book.format("percent"), work * 24 / hours if hours else 0)
        if index in own:
            name = own[index]
            link, style = f"internal:{quote_sheetname(name)}!A1", book.format(underline=1, font_color=ACCENT)
            sheet.merge_range(row, _LINK, row, _LINK + _LINK_COLUMNS - 1, "", style)
            sheet.write_url(row, _LINK, link, style, name)
    last = HEAD + len(assignment.team.people)
    name_columns(book, sheet, _NAMES, (FIRST, last))
    _allow(book, sheet, last)
    said = [*assignment_sentences(assignment, texts), *move_sentences(assignment, texts)]
    row = book.lines(sheet, last + 2, said, book.format())
    sheet.freeze_panes(0, 1)
    return book.lines(sheet, row, [(key, {}) for key in _sheet_notes(assignment, own)], book.quiet())


def _write_entries(book: Book, sheet: Worksheet, index: int, person: Person) -> None:
    """What is typed of a person. A cost that is the role's follows the role."""
    entries: list[tuple[EntryName, float | str, Kind, str]] = [
        ("person_names", person.name, "text", ""),
        ("person_roles", book.texts(f"performer.{person.role}"), "text", ""),
        ("person_hours", person.minutes / 60, "hours", ""),
        ("person_costs", units(_cost(book, person)), "cents", _usual_cost(book, index, person)),
    ]
    for name, value, kind, formula in entries:
        book.entry(sheet, (FIRST + index, _NAMES[name]), Entry(name, value, index), kind, formula)


def _usual_cost(book: Book, index: int, person: Person) -> str:
    """The formula of what a person costs who has no cost of their own; "" for others."""
    if person.cost_per_hour is not None or not has_profit(book):
        return ""
    roles = ",".join(quoted(book.texts(f"performer.{role}")) for role in STAFF_ROLES)
    costs = ",".join(role_cost(book, role) for role in STAFF_ROLES)
    return f"=CHOOSE(MATCH(INDEX(person_roles,{index + 1}),{{{roles}}},0),{costs})"


def _allow(book: Book, sheet: Worksheet, last: int) -> None:
    """What may be typed into the entries of the people."""
    roles = [book.texts(f"performer.{role}") for role in STAFF_ROLES]
    hours, cost = bounds_of(Person, "minutes").whole, bounds_of(Person, "cost_per_hour").whole
    explain(book, sheet, _down("person_names", last), "person")
    allow_choice(book, sheet, _down("person_roles", last), roles, "role")
    allow_numbers(book, sheet, _down("person_hours", last), hours, "person_hours")
    allow_numbers(book, sheet, _down("person_costs", last), cost, "cost")


def _down(name: str, last: int) -> Cells:
    return FIRST, _NAMES[name], last, _NAMES[name]


def _sheet_notes(assignment: Assignment, own: dict[int, str]) -> list[str]:
    """What is to be said of the sheets of the people: names that Excel refuses, people without a sheet."""
    renamed = any(assignment.team.people[person].name != name for person, name in own.items())
    missing = len(own) == MOST_SHEETS < len(assignment.team.people)
    notes = {"workbook.sheets_renamed": renamed, "workbook.sheets_missing": missing}
    return [key for key, holds in notes.items() if holds]


def _write_calendar(book: Book, sheet: Worksheet, head: int, known: tuple[Assignment, int]) -> None:
    """Contacts by person, service and month, from a row of headings on."""
    texts, (assignment, first_month) = book.texts, known
    headings = [
        Heading(texts("column.person"), "text", 26),
        Heading(texts("column.service"), "text", 26),
        *(Heading(month, "integer", 7) for month in month_names(first_month, texts)),
        Heading(texts("column.contacts"), "integer", 11),
        Heading(texts("column.hours"), "duration", 11),
    ]
    book.head(sheet, head, headings, is_long=True)
    table = calendar_table(rounds(book.result, assignment), book.result, assignment, texts)
    first = head + 1
    for row, (person, service, *counts, contacts, minutes) in enumerate(table.itertuples(index=False), first):
        sheet.write_string(row, 0, cell_text(person), book.format())
        sheet.write_string(row, 1, cell_text(service), book.format())
        for column, count in enumerate(counts, 2):
            sheet.write_number(row, column, count, book.format("integer"))
        total = f"=SUM(INDEX(contacts_by_month,{row - head},0))"
        sheet.write_formula(row, 14, total, book.format("integer", bold=True), contacts)
        sheet.write_number(row, 15, minutes / DAY, book.format("duration"))
    if len(table):
        name_cells(book, "contacts_by_month", sheet, (first, 2), (head + len(table), 1 + MONTHS))
