"""A sheet for each person: every client once with its person, every contact once, and a name Excel takes."""

from datetime import date
from pathlib import Path

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from lib.exports.plan_workbook import write_plan
from lib.people.assignment import assign
from lib.people.contacts import contacts_of, rounds
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.team import Person, Team
from lib.services.examples import example
from lib.texts import Texts
from tests.lists import list_of
from tests.office import load, pages

FR = Texts("fr")
CLIENTS = list_of([100_000 // rank + 7 for rank in range(1, 101)])
NAMES = ("Olga [Nord]: ventes/export *?", "olga  nord   ventes export", "Clients", "palmares", "'Ann'",
         "x" * 40, "x" * 31 + "y", "=Tom", "Groupes")  # fmt: skip
ROLES = ("owner", "manager", "manager", "team")
TEAM = Team(tuple(Person(name, ROLES[place % 4], 60_000) for place, name in enumerate(NAMES)))  # type: ignore[arg-type]
PLAN = Plan(services=example("trade", FR), team=TEAM)


def of_people(book: Workbook) -> dict[object, Worksheet]:
    """Each person's sheet, as the sheet of the team names it."""
    team = book["Personnes et contacts"]
    return {team.cell(row, 1).value: book[str(team.cell(row, 8).value)] for row in range(3, 3 + len(NAMES))}


def rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    """The rows of clients: those that begin with a rank."""
    return [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]


def test_every_client_and_every_contact_is_on_somebodys_sheet() -> None:
    result = compute(CLIENTS, PLAN)
    found = assign(result)
    made = rounds(result, found)
    book = load(write_plan(result, FR, date(2026, 3, 3)))
    sheets = of_people(book)
    for person, name in enumerate(NAMES):
        listed = rows(sheets[name])
        assert sorted(row[0] for row in listed if row[-1] == name) == [  # type: ignore[type-var]
            place + 1 for place in range(CLIENTS.count) if found.person[place] == person
        ]
        assert sum(row[-2] for row in listed) == sum(one.contacts for one in made if one.person == person)  # type: ignore[misc]
    assert sum(len([row for row in rows(sheets[name]) if row[-1] == name]) for name in NAMES) == 100


def test_the_letters_of_the_months_are_the_contacts() -> None:
    result = compute(CLIENTS, PLAN)
    made = rounds(result, assign(result))
    sheets = of_people(load(write_plan(result, FR)))
    table = contacts_of(0, made)
    first = table[(table["place"] == 0) & (table["month"] == 0)]
    written = " ".join(
        f"{count if count > 1 else ''}{'abcdef'[service]}"
        for service, count in zip(first["service"], first["contacts"], strict=True)
    )
    (row,) = [row for row in rows(sheets[NAMES[0]]) if row[0] == 1]
    assert row[5] == written
    assert int(table["contacts"].sum()) == sum(one.contacts for one in made if one.person == 0)


def test_names_that_no_sheet_can_have_are_adapted_and_it_is_said() -> None:
    book = load(write_plan(compute(CLIENTS, PLAN), FR))
    team = book["Personnes et contacts"]
    named = {name: sheet.title for name, sheet in of_people(book).items()}
    assert list(named) == list(NAMES)
    assert named["Clients"] == "Clients (2)"
    assert named["palmares"] == "palmares (2)"
    assert named["'Ann'"] == "Ann"
    assert all(name in book.sheetnames and len(name) <= 31 for name in named.values())
    assert len({name.casefold() for name in book.sheetnames}) == len(book.sheetnames)
    assert team["H3"].hyperlink.location == f"'{named[NAMES[0]]}'!A1"
    said = [cell.value for cell in team["A"]]
    assert FR("workbook.sheets_renamed") in said
    plain = load(write_plan(compute(CLIENTS, Plan(team=Team((Person("Ann"),)))), FR))
    assert FR("workbook.sheets_renamed") not in [cell.value for cell in plain["Personnes"]["A"]]


def test_a_persons_sheet_prints_with_its_headings_on_every_page(tmp_path: Path) -> None:
    many = list_of([10_000 - rank for rank in range(120)])
    plan = Plan(services=PLAN.services, team=Team((Person("Ann", "manager"),)))
    printed = pages(write_plan(compute(many, plan), FR), tmp_path)
    own = [page for page in printed if page.lstrip().startswith("Ann")]
    assert len(own) > 1
    assert all("Rang" in page and "Contacts" in page for page in own)
