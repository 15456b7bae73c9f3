"""The page about tomorrow where there is little to say: nobody climbs, nobody fades, nothing wears away."""

from dataclasses import replace

import pytest

from lib.base.bounds import length_of
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.tomorrow_settings import TomorrowSettings
from lib.reading.earlier_list import EarlierListError
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import list_of, sold
from tests.pages.app import TypedGrid, open_app, state_of, words
from tests.pages.test_tomorrow_page import opened
from tests.reading import files
from tests.tomorrow.test_ahead import SHOP

STILL = sold({"A": [9, 9], "B": [5, 5], "C": [3, 3], "D": [1, 1]}, 2024, ranked_by_last=True)
NEW = sold({"A": [0, 5], "B": [0, 3], "C": [-1, 3]}, 2024, ranked_by_last=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_nothing_moves_nothing_is_drawn_or_asked(language: Language) -> None:
    texts = Texts(language)
    app = opened(open_app("tomorrow", STILL, language), "candidates")
    assert not app.exception
    shown = words(app)
    assert texts("ahead.fading.none") in shown
    assert texts("ahead.candidates.how") not in shown
    assert texts("ahead.fading.how") not in shown
    assert not app.dataframe
    assert "search" not in [field.key for field in app.text_input]
    opened(app, "wear")
    assert not app.exception
    assert not app.get("vega_lite_chart")
    assert texts("ahead.chart.how") not in words(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_all_are_new_no_wear_is_told(language: Language) -> None:
    app = opened(open_app("tomorrow", NEW, language), "wear")
    assert not app.exception
    assert Texts(language)("ahead.erosion.none", tier="A") in words(app)
    assert not [slider for slider in app.slider if str(slider.key).startswith("erosion")]
    assert not app.dataframe


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_only_client_leaving_leaves_no_table(language: Language) -> None:
    clients = sold({"Only": [4, 5]}, 2024, ranked_by_last=True)
    app = opened(open_app("tomorrow", clients, language), "what_if")
    assert not app.exception
    told = {"fr": "Si Only part, il ne reste personne", "en": "If Only leaves, nobody is left"}
    assert told[language] in words(app)
    assert not app.dataframe


def test_whoever_was_dismissed_can_be_called_back_where_nobody_is_left() -> None:
    app = open_app("tomorrow", SHOP, "en")
    state_of(app).change_with(tier_count=3, tomorrow=TomorrowSettings(dismissed=("Doubled", "Climber")))
    opened(app.run(), "candidates")
    assert not app.exception
    assert "nobody is on the way up" in words(app)
    assert app.button(key="recall").label == "Call 2 dismissed clients back"
    app.button(key="recall").click().run()
    assert state_of(app).plan.tomorrow.dismissed == ()
    assert "2 clients have been climbing" in words(app)


def test_no_more_is_pinned_than_can_be_placed() -> None:
    """It is said once, and the plan stays as it was."""
    app = open_app("tomorrow", SHOP, "en")
    placed = tuple(Placement(f"Elsewhere {place}", 0) for place in range(length_of(Plan, "placed").most))
    state_of(app).change_with(tier_count=3, placed=placed)
    opened(app.run(), "candidates")
    row = next(iter(TypedGrid(app, "candidates").rows))
    before = state_of(app).plan
    TypedGrid(app, "candidates").set(row, "pinned", True)
    assert not app.exception
    assert state_of(app).plan == before
    assert "cannot place more clients by hand" in words(app)
    assert "cannot place more clients by hand" not in words(app.run())


@pytest.mark.parametrize(
    "cells",
    [["999999", "pinned", True], ["x", "mark", "2"], ["first", "mark", True], ["first", "score", "1"]],
)
def test_what_no_row_can_mean_changes_nothing(cells: list[str | bool]) -> None:
    """A page that is older than the plan may send it, or a stranger."""
    app = open_app("tomorrow", SHOP, "en")
    state_of(app).change_with(tier_count=3)
    opened(app.run(), "candidates")
    grid, before = TypedGrid(app, "candidates"), state_of(app).plan
    row = next(iter(grid.rows)) if cells[0] == "first" else cells[0]
    grid.send([grid.told["answered"] + 1, "set", [[row, *cells[1:]]]])
    assert not app.exception
    assert state_of(app).plan == before


CODES = ("overlap", "currency")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_a_past_year_that_does_not_fit_is_refused_with_its_reason(
    code: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise EarlierListError(code)  # type: ignore[arg-type]

    monkeypatch.setattr("lib.tomorrow.widgets.earlier.with_earlier", refused)
    clients = list_of([5, 4])
    app = open_app("tomorrow", clients, language)
    past = files.xlsx([["Client", "Revenue"], ["client 001", 300]])
    app.file_uploader(key="earlier_0").upload("Sales 2024.xlsx", past, "application/octet-stream").run()
    app.button(key="earlier_add").click().run()
    assert not app.exception
    assert [error.value for error in app.error] == [Texts(language)(f"tomorrow.earlier.{code}")]
    assert state_of(app).clients is clients


def test_a_list_with_years_asks_only_for_the_year_of_the_past_one() -> None:
    app = open_app("tomorrow", STILL, "en")
    past = files.xlsx([["Client", "Revenue"], ["A", 7], ["Z", 40]])
    app.file_uploader(key="earlier_0").upload("Sales 2023.xlsx", past, "application/octet-stream").run()
    assert not app.exception
    assert not [field for field in app.text_input if field.key == "earlier_0_now"]
    app.button(key="earlier_add").click().run()
    assert not app.exception
    assert "by name: 1; not in your list: 1" in words(app)
    app.selectbox(key="periods").select("years_2024").run()
    assert "Compared: 2024 and 2023" in words(app)


def test_the_answer_to_one_list_is_not_said_of_another() -> None:
    app = open_app("tomorrow", list_of([5, 4]), "en")
    app.file_uploader(key="earlier_0").upload("x.xlsx", b"nothing", "application/octet-stream").run()
    app.button(key="earlier_add").click().run()
    assert len(app.error) == 1
    loaded = state_of(app).loaded
    assert loaded is not None
    state_of(app).loaded = replace(loaded, clients=list_of([7, 3]))
    assert not app.run().error
