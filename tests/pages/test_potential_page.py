"""The page of potential: what to ask where nothing is known, the matrix to click, weights, prospects."""

import json

import pytest

from lib.plan.compute import client_minutes, compute
from lib.screen.cell_choice import EVERYWHERE
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of
from tests.pages.app import open_app, state_of, words
from tests.potential.test_matrix import CLIENTS


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_nothing_known_the_page_says_what_to_ask(language: Language) -> None:
    app = open_app("potential", list_of(TOY), language)
    texts = Texts(language)
    said = words(app)
    for number in ("first", "second", "third"):
        assert texts(f"potential.question.{number}") in said
    assert not app.slider


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_a_potential_the_page_names_who_is_small_here_and_large_elsewhere(language: Language) -> None:
    app = open_app("potential", CLIENTS, language)
    state_of(app).change_with(tier_count=2)
    app.run()
    said = words(app)
    assert "Client 004" in said
    assert {"fr": "Potentiel connu : 4 clients sur 5.", "en": "Potential known: 4 clients of 5"}[
        language
    ] in said.replace("\xa0", " ")
    assert len(app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")) == 1


def shown_clients(app: object) -> list[str]:
    return app.dataframe[-1].value["Client"].tolist()  # type: ignore[attr-defined,no-any-return]


def test_a_cell_chooses_whom_the_list_names() -> None:
    app = open_app("potential", CLIENTS)
    state_of(app).change_with(tier_count=2)
    app.run()
    assert len(shown_clients(app)) == 6
    app.selectbox(key="potential_row").set_value(2).run()
    assert shown_clients(app) == ["Client 006"]
    app.selectbox(key="potential_row").set_value(EVERYWHERE)
    app.selectbox(key="potential_column").set_value(0).run()
    assert shown_clients(app) == ["Client 004"]


def test_weights_are_set_here_and_on_the_meeting_page_and_add_up() -> None:
    app = open_app("potential", CLIENTS)
    app.text_input(key="weight_0").set_value("3").run()
    assert not app.exception
    assert state_of(app).plan.potential.weights == (300, 100, 100)
    result = compute(CLIENTS, state_of(app).plan)
    assert client_minutes(result).sum() == result.plan.budget_minutes
    app.switch_page("pages/tiers.py").run()
    assert "weight_0" not in json.dumps([field.key for field in app.text_input])
    app.session_state["weights"] = True
    app.run()
    app.text_input(key="weight_0").set_value("1").run()
    assert state_of(app).plan.potential.weights == ()


def test_there_is_no_panel_of_weights_where_nothing_is_known() -> None:
    app = open_app("tiers", list_of(TOY))
    titles = [panel.label for panel in app.expander]
    assert Texts("fr")("potential.weights.title") not in titles


def test_prospects_get_their_own_part_of_the_budget() -> None:
    app = open_app("potential", CLIENTS)
    app.button_group(key="potential_part").set_value("prospects").run()
    assert any("prospect" in caption.value for caption in app.caption)
    app.slider(key="prospect_budget").set_value(10).run()
    assert state_of(app).plan.potential.prospect_budget == 10
    assert compute(CLIENTS, state_of(app).plan).prospect_minutes == 9_600
    assert "160 h" in words(app).replace("\xa0", " ").replace("\u202f", " ")
