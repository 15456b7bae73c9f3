"""What is typed or pasted becomes a catalogue or a team, or a word about the cell."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given

from lib.people.typed_team import people_table, read_people
from lib.plan.services import ServiceCatalogue
from lib.plan.team import Person, Team
from lib.screen.typed_table import Fault, edited, spread, with_blank_rows
from lib.services.examples import example
from lib.services.typed_catalogue import automation_table, read_automation, read_services, service_table
from lib.texts import LANGUAGES, Language, Texts
from tests.plan.test_plan import SERVICES, TEAMS

FR = Texts("fr")
TRADE = example("trade", FR)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("tiers", [2, 5, 6])
def test_what_is_shown_reads_back_the_same(language: Language, tiers: int) -> None:
    catalogue = example("manufacturing", Texts(language)).for_tiers(tiers)
    table = service_table(catalogue, tiers, Texts(language))
    assert read_services(table, catalogue, tiers, Texts(language)) == (catalogue, [])
    assert read_automation(automation_table(catalogue, tiers), catalogue, tiers, Texts(language)) == (
        catalogue,
        [],
    )
    other = Texts("en" if language == "fr" else "fr")
    assert read_services(service_table(catalogue, tiers, other), catalogue, tiers, other) == (catalogue, [])


@given(SERVICES, TEAMS)
def test_any_catalogue_and_team_reads_back(catalogue: ServiceCatalogue, team: Team) -> None:
    plain = replace(
        catalogue,
        services=tuple(
            replace(
                one, name=f"{place} {' '.join(one.name.split())}", direct_cost=one.direct_cost // 100 * 100
            )
            for place, one in enumerate(catalogue.services)
        ),
    )
    assert read_services(service_table(plain, 2, FR), plain, 2, FR) == (plain, [])
    people = tuple(
        replace(one, name=f"{place} x", minutes=one.minutes // 60 * 60)
        for place, one in enumerate(team.people)
    )
    neat = Team(people)
    assert read_people(people_table(neat, FR), neat, FR) == (neat, [])


def test_edits_of_the_editor_are_applied() -> None:
    base = pd.DataFrame({"name": ["a", "b", "c"], "minutes": ["1", "2", "3"]}, dtype="str")
    edits = {
        "edited_rows": {1: {"minutes": "20"}, 2: {"name": None}},
        "added_rows": [{"name": "d"}, {}],
        "deleted_rows": [0],
    }
    table = edited(base, edits)
    assert table.to_dict("list") == {"name": ["b", "", "d", ""], "minutes": ["20", "3", "", ""]}
    assert list(base["minutes"]) == ["1", "2", "3"]
    assert edited(base.iloc[:0], {"added_rows": [{"minutes": "5"}]}).to_dict("list") == {
        "name": [""],
        "minutes": ["5"],
    }


def test_a_paste_into_one_cell_is_set_out() -> None:
    base = pd.DataFrame([["x", "1", "2"], ["", "", "9"]], columns=["a", "b", "c"], dtype="str")
    assert spread(base).equals(base)
    base.loc[1, "a"] = "Ann\t3\r\nBob\t4\t5\t6\n"
    assert spread(base).to_numpy().tolist() == [["x", "1", "2"], ["Ann", "3", "9"], ["Bob", "4", "5"]]
    base.loc[1, "a"], base.loc[1, "b"] = "y", "7\n8"
    assert spread(base).to_numpy().tolist() == [["x", "1", "2"], ["y", "7", "9"], ["", "8", ""]]


def test_an_empty_table_has_rows_to_type_into() -> None:
    table = with_blank_rows(people_table(Team(), FR))
    assert table.shape == (4, 4)
    assert read_people(table, Team(), FR) == (Team(), [])
    full = people_table(Team((Person("Ann"),)), FR)
    assert with_blank_rows(full) is full


def test_faults_name_the_row_and_the_column() -> None:
    table = service_table(TRADE, 5, FR)
    table.loc[1, "minutes"] = "-90"
    table.loc[2, "times_3"] = "souvent"
    table.loc[3, "performer"] = "le stagiaire"
    table.loc[4, "name"] = " "
    table.loc[5, "minutes"] = "9999999"
    catalogue, faults = read_services(table, TRADE, 5, FR)
    assert catalogue == TRADE
    assert faults == [
        Fault(2, "minutes", "-90", "too_small", 0),
        Fault(3, "times_3", "souvent", "not_a_number"),
        Fault(4, "performer", "le stagiaire", "unknown_word"),
        Fault(5, "name", "", "no_name"),
        Fault(6, "minutes", "9999999", "too_large", 6_000),
    ]


def test_a_new_row_may_be_half_typed_and_an_empty_one_is_nothing() -> None:
    table = edited(service_table(TRADE, 5, FR), {"added_rows": [{"name": "Salon"}, {}]})
    catalogue, faults = read_services(table, TRADE, 5, FR)
    assert faults == []
    assert len(catalogue.services) == len(TRADE.services) + 1
    new = catalogue.services[-1]
    assert (new.name, new.minutes, new.performer, new.times) == ("Salon", 0, "manager", (0,) * 5)
    assert catalogue.services[:-1] == TRADE.services


def test_automated_parts_stay_with_a_renamed_service_and_with_the_rest_of_a_deleted_one() -> None:
    table = service_table(TRADE, 5, FR)
    table.loc[4, "name"] = "Standard"
    renamed, _ = read_services(table, TRADE, 5, FR)
    assert renamed.services[4].automated == TRADE.services[4].automated
    shorter, _ = read_services(edited(service_table(TRADE, 5, FR), {"deleted_rows": [0, 1]}), TRADE, 5, FR)
    assert shorter.services == TRADE.services[2:]


def test_people_are_read_and_named_once() -> None:
    typed = pd.DataFrame(
        [["Ann", "dirigeant", "800", "75,50"], ["", "", "", ""], ["Bob", "Team", "1 200", ""]],
        columns=["person", "role", "hours", "cost_per_hour"],
        dtype="str",
    )
    team, faults = read_people(typed, Team(), FR)
    assert faults == []
    assert team.people == (Person("Ann", "owner", 48_000, 755_000), Person("Bob", "team", 72_000))
    typed.loc[2, "person"] = "ANN"
    assert read_people(typed, Team(), FR)[1] == [Fault(3, "person", "ANN", "twice")]


def test_a_renamed_person_keeps_the_clients_given_by_hand() -> None:
    before = Team((Person("Ann"), Person("Bob")), (("Client", "", "Bob"),))
    table = people_table(before, FR)
    table.loc[1, "person"] = "Robert"
    team, _ = read_people(table, before, FR)
    assert team.by_hand == (("Client", "", "Robert"),)
    assert read_people(people_table(before, FR), before, FR)[0] == before
