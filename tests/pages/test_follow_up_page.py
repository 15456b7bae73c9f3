"""The page of the follow-up: how to begin, what came back, who is late, the year that comes next."""

from dataclasses import replace
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from lib.base.clock import today
from lib.clients.model import ClientList, client_list
from lib.plan.follow_up import NO_FOLLOW_UP, FollowUp, written_contacts
from lib.texts import LANGUAGES, Language, Texts
from tests.follow_up.filled import CLIENTS, PLAN
from tests.follow_up.test_follow_up import contact
from tests.lists import TOY, list_of
from tests.pages.app import open_app, state_of, words


def with_manager() -> ClientList:
    return client_list(list_of(TOY).ranked.assign(account_manager="Ann"), CLIENTS.report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_people_the_page_says_what_is_missing(language: Language) -> None:
    app = open_app("follow_up", list_of(TOY), language)
    assert Texts(language)("follow_up.no_people") in words(app)
    assert not app.button


def test_the_people_of_the_file_can_begin() -> None:
    app = open_app("follow_up", with_manager())
    app.button(key="take_people").click().run()
    assert [person.name for person in state_of(app).plan.team.people] == ["Ann"]
    assert Texts("fr")("follow_up.empty") in words(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_done_is_held_against_the_plan_and_begins_the_next(language: Language) -> None:
    app = open_app("follow_up", CLIENTS, language)
    start = today().replace(day=1) - timedelta(70)
    done = [contact("a", "Client 001", start, 90), contact("b", "Client 002", start, 30, "Zoé")]
    followed = FollowUp(f"{start:%Y-%m}", written_contacts(done))
    state_of(app).change(replace(PLAN, follow_up=followed))
    app.run()
    assert not app.exception
    said = words(app)
    assert "2 h" in said.replace("\xa0", " ").replace("\u202f", " ")
    assert "Client 003" in said
    tables = [table.value for table in app.dataframe]
    assert len(tables) == 3
    assert "Zoé" in tables[1].iloc[:, 0].tolist()
    app.button(key="next_year").click().run()
    mine = state_of(app)
    assert mine.clients is not None
    assert mine.clients.ranked["minutes"].tolist() == [90, 30, 0, 0, 0, 0]
    assert (mine.plan.budget_minutes, mine.plan.follow_up) == (120, NO_FOLLOW_UP)


def with_a_contact(app: AppTest, client: str) -> FollowUp:
    """The page with one contact of 90 minutes, some ten weeks ago."""
    start = today().replace(day=1) - timedelta(70)
    followed = FollowUp(f"{start:%Y-%m}", written_contacts([contact("a", client, start, 90)]))
    state_of(app).change(replace(PLAN, follow_up=followed))
    app.run()
    return followed


def test_another_first_month_keeps_what_was_done() -> None:
    app = open_app("follow_up", CLIENTS)
    followed = with_a_contact(app, "Client 001")
    app.selectbox(key="follow_up_start").set_value(f"{today():%Y-%m}").run()
    assert not app.exception
    kept = state_of(app).plan.follow_up
    assert (kept.start, kept.contacts) == (f"{today():%Y-%m}", followed.contacts)
