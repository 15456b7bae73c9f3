"""What is typed or pasted becomes a catalogue or a team, or a word about the cell."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.people.typed_team import people_table, read_people
from lib.plan.services import ServiceCatalogue
from lib.plan.team import Person, Team
from lib.screen.typed_grid.moves import Move
from lib.screen.typed_table import Fault, followed, keyed, moved, text_frame
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


BASE = keyed([["a", "1"], ["b", "2"], ["c", "3"]], ["name", "minutes"], ["1", "2", "3"])


def after(*cells: tuple[str, str, str], deleted: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """The rows by their keys after a move."""
    table = moved(BASE, Move(1, cells, deleted))
    return {str(key): row for key, *row in table.itertuples(name=None)}


def test_what_was_typed_is_in_its_cell_and_a_new_row_at_the_end() -> None:
    assert after(("2", "minutes", "20"), ("3", "name", ""), ("-1", "name", "d")) == {
        "1": ["a", "1"],
        "2": ["b", "20"],
        "3": ["", "3"],
        "-1": ["d", ""],
    }
    assert list(BASE["minutes"]) == ["1", "2", "3"]
    assert list(moved(BASE.iloc[:0], Move(1, (("-7", "minutes", "5"),)))["minutes"]) == ["5"]


def test_a_deleted_row_is_gone_and_the_others_keep_their_keys() -> None:
    assert after(deleted=("2", "99")) == {"1": ["a", "1"], "3": ["c", "3"]}


def test_rows_and_columns_that_are_not_there_are_passed_over() -> None:
    assert after(("9", "minutes", "7"), ("1", "nobody", "x"), ("1", "minutes", True)) == after()  # type: ignore[arg-type]


def test_rows_keep_their_keys_when_the_plan_is_changed_elsewhere() -> None:
    same_length = BASE.assign(minutes=["4", "5", "6"]).reset_index(drop=True)
    assert list(followed(same_length, BASE, 3).index) == ["1", "2", "3"]
    longer = pd.DataFrame([["c", "3"], ["n", "0"], ["a", "1"], ["a", "9"]], columns=BASE.columns, dtype="str")
    assert list(followed(longer, BASE, 3).index) == ["3", "4", "1", "5"]
    assert list(followed(longer.iloc[:1], BASE, 3).index) == ["3"]


@given(st.lists(st.sampled_from("abc"), max_size=6), st.lists(st.sampled_from("abc"), max_size=6))
def test_no_two_rows_have_one_key(names: list[str], others: list[str]) -> None:
    before = keyed([[name] for name in names], ["name"], [str(place + 1) for place in range(len(names))])
    keys = list(followed(text_frame([[name] for name in others], ["name"]), before, len(names)).index)
    assert len(set(keys)) == len(keys) == len(others)


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
    table = moved(service_table(TRADE, 5, FR), Move(1, (("-1", "name", ""), ("-2", "name", "Salon"))))
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
    shorter, _ = read_services(moved(service_table(TRADE, 5, FR), Move(1, deleted=("0", "1"))), TRADE, 5, FR)
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
