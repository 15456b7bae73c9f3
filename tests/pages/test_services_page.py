"""The services page: a catalogue to start from, work against budget, the floor, who looks after whom."""

from dataclasses import replace

import pytest

from lib.clients.model import ClientList, client_list
from lib.plan.services import Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.services.examples import FIRMS, example
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of
from tests.pages.app import open_app, state_of, words

HUNDRED = list_of([100_000 // rank + 7 for rank in range(1, 101)])


def with_managers() -> ClientList:
    managers = [("Ann", "Bob", "")[place % 3] for place in range(100)]
    return client_list(HUNDRED.ranked.assign(account_manager=managers), HUNDRED.report)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("firm", FIRMS)
def test_an_example_becomes_the_catalogue(language: Language, firm: str) -> None:
    app = open_app("services", HUNDRED, language)
    app.button(key=f"firm_{firm}").click().run()
    assert not app.exception
    assert state_of(app).plan.services == example(firm, Texts(language))  # type: ignore[arg-type]
    assert Texts(language)("services.unused", tiers="")[:8] in words(app)


def test_fit_uses_the_budget_and_undo_takes_it_back() -> None:
    app = open_app("services", HUNDRED)
    app.button(key="firm_trade").click().run()
    before = state_of(app).plan
    app.button(key="fit").click().run()
    assert "Votre catalogue demande 1\u202f" in words(app)
    assert "soit 100\u202f%" in words(app) or "soit 99\u202f%" in words(app)
    app.button(key="undo_here").click().run()
    assert state_of(app).plan == before


def test_a_broken_floor_is_red_and_says_what_is_missing() -> None:
    app = open_app("services", HUNDRED)
    app.button(key="firm_trade").click().run()
    assert not app.error
    app.text_input(key="floor_minutes").set_value("60").run()
    assert len(app.error) == 1
    assert "dans le groupe E" in app.error[0].value
    app.button(key="fit").click().run()
    assert not app.error


def test_too_much_work_gets_a_sentence_with_the_remedy() -> None:
    app = open_app("services", list_of(TOY), "en")
    visit = Service("Visit *daily*", 60, "manager", 0, (36500, 0, 0, 0, 0), (0,) * 5)
    state_of(app).change_with(services=ServiceCatalogue((visit,)))
    app.run()
    said = words(app)
    assert "Tier A is 45\u00a0h over its budget" in said
    assert "automate 13% of “Visit *daily*”, or move 3% of the budget from B" in said


def test_who_looks_after_whom_starts_from_the_file() -> None:
    app = open_app("services", with_managers())
    app.button_group(key="services_part").set_value("people").run()
    assert not app.exception
    assert "ont un responsable parmi 2 personnes" in words(app)
    assert "Ces noms viennent de votre fichier" in words(app)
    assert "67 gardent leur responsable actuel, personne ne change" in words(app)
    assert state_of(app).plan.team == Team()


def test_people_without_hours_leave_everyone_open_and_the_page_usable() -> None:
    app = open_app("services", with_managers())
    state_of(app).change_with(team=Team((Person("Ann", "manager", 0),)))
    app.button_group(key="services_part").set_value("people").run()
    assert not app.exception
    assert "100 clients restent sans responsable" in words(app)
    assert "Aucun client n’est confié à Ann" in words(app)
    app.toggle(key="people_open").set_value(True).run()
    assert not app.exception


def test_a_client_given_by_hand_can_be_given_back() -> None:
    app = open_app("services", with_managers())
    state_of(app).change_with(team=Team((Person("Ann"), Person("Bob")), (("Client 001", "", "Bob"),)))
    app.button_group(key="services_part").set_value("people").run()
    assert "1 client de Ann à Bob" in words(app)
    app.button(key="people_again").click().run()
    assert state_of(app).plan.team.by_hand == ()


def test_the_calendar_counts_every_contact() -> None:
    app = open_app("services", with_managers(), "en")
    app.button_group(key="services_part").set_value("calendar").run()
    assert "Write a service catalogue" in words(app)
    people = (Person("Olga", "owner"), Person("Ann"), Person("Tom", "team"))
    state_of(app).change_with(services=example("trade", Texts("en")), team=Team(people))
    app.run()
    assert not app.exception
    table = app.dataframe[0].value
    assert set(table["Person"]) == {"Olga", "Ann", "Tom"}
    assert list(table.iloc[:, 2:14].sum(axis=1)) == list(table["Contacts"])
    # Its rows are no clients.
    assert f"{len(table)} rows" in [caption.value for caption in app.caption]


@pytest.mark.parametrize("revenues", [[5], [5, 5, 5], [10**9, 1]])
@pytest.mark.parametrize("part", ["catalogue", "people", "calendar"])
def test_odd_lists_get_a_sensible_page(revenues: list[int], part: str) -> None:
    app = open_app("services", list_of(revenues))
    app.button_group(key="services_part").set_value(part).run()
    plan = state_of(app).plan
    state_of(app).change(replace(plan, services=example("trade", Texts("fr")), team=Team((Person("Ann"),))))
    app.run()
    assert not app.exception
    state_of(app).change_with(budget_minutes=0)
    app.run()
    assert not app.exception
