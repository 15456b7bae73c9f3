"""The trail: which step a page belongs to, what is done, and that a click opens a page with the list kept."""

import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.screen.frame import ASIDE, PAGES
from lib.screen.state import Loaded, State
from lib.screen.trail import component
from lib.screen.trail.steps import STEPS, Seen, done, step_of
from tests.lists import TOY, list_of
from tests.pages.app import open_app, state_of


def told(app: AppTest) -> dict[str, Any]:
    """What the browser is told."""
    (proto,) = [part.proto for part in app.get("bidi_component") if part.proto.id.endswith("-trail")]
    answer: dict[str, Any] = json.loads(proto.json)
    return answer


def test_every_page_of_the_menu_belongs_to_a_step_and_the_steps_follow_the_menu() -> None:
    steps = [step_of(page) for page in PAGES]
    assert None not in steps
    assert [page for page in PAGES if page in STEPS] == list(STEPS)
    assert {step_of(page) for page in ASIDE} == {None}


def test_what_is_done_follows_the_work() -> None:
    mine = State(language="fr")
    assert done(mine) == []
    mine.loaded = Loaded(list_of(TOY))
    assert done(mine) == ["clients"]
    mine.part(Seen).note("ranking", mine.loaded)
    assert done(mine) == ["clients", "ranking"]
    mine.change(Plan(profit=ProfitSettings().with_entered(margin=3000, fixed_costs=10)))
    assert "profit" not in done(mine)
    hours = dict.fromkeys(("owner_cost", "manager_cost", "team_cost"), 500_000)
    mine.change(replace(mine.plan, profit=mine.plan.profit.with_entered(**hours)))
    assert done(mine) == ["clients", "ranking", "profit"]
    mine.downloaded = mine.in_a_workbook
    assert done(mine) == ["clients", "ranking", "profit", "plan"]
    mine.change_with(tier_count=3)
    assert "plan" not in done(mine)


def test_another_list_is_looked_at_anew() -> None:
    mine = State(language="fr", loaded=Loaded(list_of(TOY)))
    for page in ("ranking", "tiers"):
        mine.part(Seen).note(page, mine.loaded)
    mine.loaded = Loaded(list_of(TOY))
    mine.part(Seen).note("tiers", mine.loaded)
    assert done(mine) == ["clients", "tiers"]


def test_pages_opened_without_a_list_show_nothing() -> None:
    mine = State(language="fr")
    mine.part(Seen).note("ranking", None)
    assert done(mine) == []


@pytest.mark.parametrize("page", [*PAGES, *ASIDE])
def test_every_page_says_where_it_is(page: str) -> None:
    app = open_app(page, list_of(TOY))
    assert told(app)["step"] == step_of(page)
    assert [step["page"] for step in told(app)["steps"] if step["is_open"]] == [page] * (page in STEPS)


def test_what_is_done_is_said_in_words_but_not_of_the_step_she_is_at() -> None:
    app = open_app("ranking", list_of(TOY))
    assert [step["said"] for step in told(app)["steps"]] == ["Vos clients, fait", "", "", "", ""]
    app.switch_page("pages/tiers.py").run()
    assert [step["said"] for step in told(app)["steps"]][:3] == ["Vos clients, fait", "Le palmarès, fait", ""]


def test_a_click_opens_the_page_with_the_list_that_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(clients=list_of(TOY))
    words = iter(["plan"])
    monkeypatch.setattr(component, "_trail", lambda **_: SimpleNamespace(page=next(words, None)))
    app.run()
    assert not app.exception
    assert (state_of(app).page, app.title[0].value) == ("plan", "Le plan")
    assert state_of(app).clients is not None


@pytest.mark.parametrize("page", ["nowhere", "../app", "", 7, None, ["plan"], {"page": "plan"}])
def test_what_is_no_step_opens_nothing(page: object, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app(clients=list_of(TOY))
    monkeypatch.setattr(component, "_trail", lambda **_: SimpleNamespace(page=page))
    app.run()
    assert not app.exception
    assert state_of(app).page == "clients"
