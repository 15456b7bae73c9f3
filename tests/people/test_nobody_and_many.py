"""Teams at their bounds: nobody to do the work, more people than a picture holds, a solver with no answer."""

import io
from datetime import date
from types import SimpleNamespace

import openpyxl
import pytest
from icalendar import Calendar

from lib.exports.plan_workbook import write_plan
from lib.people import solver
from lib.people.assignment import assign
from lib.people.charts import MOST_PEOPLE_SHOWN, people_bars
from lib.people.contacts import MONTHS, calendar_file, rounds
from lib.people.sheets import persons
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.services import EXACT, Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of
from tests.pages.app import TypedGrid, open_app, state_of, words
from tests.people.test_assignment import names
from tests.people.test_assignment import planned as given_out
from tests.people.test_contacts import FR, planned

DAY = date(2026, 1, 5)
YEARLY = Service("Bilan", 60, "manager", 0, (100, 0), (0, 0))
"""Once a year, for the first tier alone."""


@pytest.mark.parametrize("count", [MOST_PEOPLE_SHOWN, MOST_PEOPLE_SHOWN + 3])
def test_a_picture_shows_the_busiest_of_many(count: int) -> None:
    """The work of each against their hours, the fullest first; who has no hours at all counts as full."""
    people = tuple(Person(f"Person {place:03d}", "manager", 600 + 60 * place) for place in range(count))
    result = compute(list_of([1000 - place for place in range(200)]), Plan(tier_count=2, team=Team(people)))
    assignment = assign(result)
    bars = people_bars(assignment, Texts("en"))
    shown = set(bars.iloc[:, 0])
    full = {
        person.name: load / EXACT / person.minutes
        for person, load in zip(people, assignment.loads, strict=True)
    }
    assert len(shown) == min(count, MOST_PEOPLE_SHOWN)
    left_out = [part for name, part in full.items() if name not in shown]
    assert all(part <= min(full[name] for name in shown) for part in left_out)


def test_a_solver_that_finds_nothing_in_time_leaves_clients_open_and_loses_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = [Person("Olga", "owner", 250), Person("Max", "manager", 600), Person("Tom", "team", 600)]
    asked = (["Max", "", "", "", "Tom", ""], people, ("manager", "team"))
    _, _, before = given_out(*asked)
    assert set(names(before)) <= {"Olga", "Max", "Tom"}
    monkeypatch.setattr(solver, "milp", lambda *_, **__: SimpleNamespace(x=None))
    clients, _, found = given_out(*asked, keep_ties=False)
    assert len(names(found)) == clients.count
    assert sum(found.clients) + names(found).count("") == clients.count
    assert sum(found.clients) == sum(bool(name) for name in names(found))


def test_a_calendar_has_no_entry_in_months_without_a_contact() -> None:
    """One client, once a year: one entry, not twelve."""
    clients = list_of([100, 5, 4])
    services = ServiceCatalogue((YEARLY,))
    plan = Plan(
        method="count", tier_count=2, counts=(1,), services=services, team=Team((Person("Ann", "manager"),))
    )
    result = compute(clients, plan)
    made = rounds(result, assign(result))
    events = Calendar.from_ical(calendar_file(0, made, result, FR, DAY)).walk("VEVENT")
    assert [str(event["description"]) for event in events] == ["Client 001"]
    contacts = sum(len(round_.clients_in(month)) for round_ in made for month in range(MONTHS))
    assert contacts == 1


def test_a_sheet_of_a_person_says_how_many_clients_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persons, "MOST_CLIENTS", 3)
    _, result, assignment = planned()
    book = openpyxl.load_workbook(io.BytesIO(write_plan(result, FR, DAY)), data_only=True)
    (sheet,) = [sheet for sheet in book.worksheets if sheet.title == "Tom"]
    told = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    named = [cell for cell in told if cell.startswith("Client 0")]
    # Tom calls all twelve, and looks after ten of them.
    assert (assignment.person == 2).sum() == 10
    assert len(named) == 3
    assert FR("workbook.person.more", count="9") in told


def test_many_people_have_their_calendar_on_a_sheet_of_its_own() -> None:
    titles = {}
    for count in (2, 25):
        people = tuple(Person(f"Person {place}", "manager") for place in range(count))
        _, result, _ = planned(people=people)
        titles[count] = openpyxl.load_workbook(
            io.BytesIO(write_plan(result, FR, DAY)), read_only=True
        ).sheetnames
    assert {"Personnes", "Contacts"} <= set(titles[25])
    assert not {"Personnes", "Contacts"} & set(titles[2])


def with_people(*people: Person, language: Language = "fr", services: tuple[Service, ...] = ()):  # type: ignore[no-untyped-def]
    app = open_app("services", list_of(TOY), language)
    state_of(app).change_with(team=Team(people), services=ServiceCatalogue(services), tier_count=2)
    return app.run()


def test_people_are_typed_and_what_cannot_be_is_not_taken() -> None:
    app = with_people(Person("Ann"), Person("Bob"))
    app.button_group(key="services_part").set_value("people").run()
    row = next(iter(TypedGrid(app, "grid_people").rows))
    TypedGrid(app, "grid_people").set(row, "person", "Anna")
    assert not app.exception
    assert [person.name for person in state_of(app).plan.team.people] == ["Anna", "Bob"]
    before = state_of(app).plan
    for column, typed in (("hours", "many"), ("person", "Bob")):
        TypedGrid(app, "grid_people").set(row, column, typed)
        assert not app.exception
        assert state_of(app).plan == before
        assert any(told[0] == row for told in TypedGrid(app, "grid_people").faults)


def test_a_client_is_given_to_a_person_by_hand() -> None:
    app = with_people(Person("Ann"), Person("Bob"))
    app.button_group(key="services_part").set_value("people").run()
    for name in ("Bob", "Ann"):
        TypedGrid(app, "responsible").set("1", "person", name)
        assert not app.exception
        assert state_of(app).plan.team.by_hand == (("Client 001", "", name),)
    before = state_of(app).plan
    for rank, name in (("1", "Zoé"), ("0", "Bob"), ("11", "Bob"), ("-1", "Bob"), ("x", "Bob"), ("²", "Bob")):
        grid = TypedGrid(app, "responsible")
        grid.send([grid.told["answered"] + 1, "set", [[rank, "person", name]]])
        assert not app.exception
        assert state_of(app).plan == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_calendar_without_a_contact_says_so(language: Language) -> None:
    """A service that nobody gets."""
    never = Service("Visite", 60, "manager", 0, (0, 0), (0, 0))
    app = with_people(Person("Ann"), language=language, services=(never,))
    app.button_group(key="services_part").set_value("calendar").run()
    assert not app.exception
    assert Texts(language)("people.calendar_nothing") in words(app)
    assert not app.dataframe


def test_work_that_nobody_has_is_shown_and_nobody_takes_a_calendar_along() -> None:
    visit = Service("Visite", 60, "manager", 0, (1200, 100), (0, 0))
    app = with_people(Person("Tom", "team", 0), services=(visit,))
    app.button_group(key="services_part").set_value("calendar").run()
    assert not app.exception
    assert len(app.dataframe) == 1
    assert "calendar_person" not in [choice.key for choice in app.selectbox]
