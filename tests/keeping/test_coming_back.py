"""A browser that says which tab it is: what the session gives back to it, and what it keeps from it.

The harness answers as `tab.js` does. Whether a page is still open at the other end, Streamlit's server knows;
here each tab is told.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import streamlit
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from lib.keeping.keeper import Tab, keeper
from lib.keeping.places import on_this_computer
from lib.keeping.store import Store
from lib.keeping.widgets import session
from lib.keeping.widgets.tab import component
from lib.plan.compute import compute
from lib.plan.links import PARAMETER, to_link
from lib.plan.plan import Plan
from lib.screen.state import Loaded
from tests.keeping.test_session import left, tab_of, uploaded
from tests.keeping.test_signing_in import ANNE, AUTH, BRUNO
from tests.lists import TOY, list_of
from tests.pages.app import ROOT, state_of, words

PLAN = Plan(tier_count=3)
OTHER = Plan(tier_count=6)
LINK = to_link(compute(list_of(TOY), OTHER))


@pytest.fixture(autouse=True)
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages come from a browser, which is asked; no tab of another test is kept beside."""
    monkeypatch.setattr(ContextProxy, "headers", {"Host": "localhost"})
    monkeypatch.setattr(session, "CLOSING", 0.01)
    leave_all()
    yield
    leave_all()


def leave_all() -> None:
    for tab in keeper.tabs():
        keeper.leave(tab)


def new_page(link: str = "", account: dict[str, Any] | None = None, database: str | None = None) -> AppTest:
    """A page that is loaded; of its browser nothing is known yet."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    if account is not None:
        app.secrets["auth"] = AUTH
        app.secrets["palmares"] = {"database": database}
    if link:
        app.query_params[PARAMETER] = link
    app.run()
    assert not app.exception
    return app


def answered(app: AppTest, token: object = "", to: str | None = None) -> AppTest:
    """The browser says which token it has kept."""
    (part,) = [
        part.proto for part in app.get("bidi_component") if "palmares_tab" in part.proto.component_name
    ]
    told = json.loads(part.json)
    said = {"said": {"token": token, "to": told["session"] if to is None else to}}
    states = app._tree.get_widget_states()
    states.widgets.append(WidgetState(id=part.id, json_value=json.dumps(said)))
    app._run(states)
    assert not app.exception
    return app


def this(app: AppTest) -> Tab:
    tab = tab_of(app).tab
    assert tab is not None
    return tab


def in_a_meeting(**choices: Any) -> AppTest:
    """A page with a list and a plan, that is written."""
    app = uploaded(app=answered(new_page(**choices)))
    state_of(app).change(PLAN)
    app.switch_page("pages/tiers.py").run()
    keeper.keep(this(app))
    return app


def closed(app: AppTest) -> str:
    """The page is closed; the token that its browser kept."""
    tab = this(app)
    tab.is_open = lambda: False
    return tab.token


def restarted(app: AppTest) -> str:
    """The server is another one, which knows of the store alone; the token that the browser kept."""
    left(app)
    return this(app).token


def test_nothing_is_shown_before_the_browser_has_said_which_tab_it_is() -> None:
    app = new_page()
    assert not app.title
    assert tab_of(app).tab is None
    assert not keeper.tabs()
    for other in ("another session", "0"):
        answered(app, this_token := component.new_token(), to=other)
        assert tab_of(app).tab is None, "it answers the server before"
    answered(app, this_token)
    assert this(app).token == this_token
    assert app.title[0].value == "Vos clients"


@pytest.mark.parametrize("token", ["short", "x" * 65, "../" * 12, 12, None, ["x" * 40]])
def test_a_token_that_is_none_makes_a_new_tab(token: object) -> None:
    app = answered(new_page(), token)
    assert this(app).token != token
    assert component._TOKEN.fullmatch(this(app).token)


def test_a_page_that_is_loaded_again_is_the_same_to_the_last_step() -> None:
    app = in_a_meeting()
    state_of(app).change(OTHER)
    state_of(app).undo()
    state_of(app).part(Shown).value = "kept by no store"
    again = answered(new_page(), closed(app))
    mine = state_of(again)
    assert mine is state_of(app)
    assert (mine.plan, mine.undone) == (PLAN, [OTHER])
    assert this(again).token == this(app).token
    assert tab_of(again).elsewhere is None


@dataclass
class Shown:
    """Something that a page keeps of a session."""

    value: str = ""


def test_a_page_speaks_the_language_of_its_tab() -> None:
    """The page that is loaded anew does not know yet that somebody chose English."""
    app = in_a_meeting()
    state_of(app).language = "en"
    again = answered(new_page(), closed(app))
    assert state_of(again).language == "en"
    assert again.title[0].value == "Your clients"


@pytest.mark.parametrize("after", [closed, restarted])
@pytest.mark.parametrize(("link", "plan"), [("", PLAN), (LINK, OTHER), ("no link", PLAN)])
def test_a_link_that_comes_with_the_address_is_opened_on_the_list_of_its_tab(
    after: Callable[[AppTest], str], link: str, plan: Plan
) -> None:
    """The link is read before the tab is known: what it says holds for the list that the tab had, and can be
    undone; a bad one changes nothing, and that is said."""
    app = in_a_meeting()
    again = answered(new_page(link), after(app))
    mine = state_of(again)
    assert mine.plan == plan
    assert mine.notice == {"": None, LINK: "link.opened", "no link": "link.refused.link"}[link]
    assert mine.clients is not None
    assert mine.clients.count == 3
    if link == LINK:
        mine.undo()
    assert mine.plan == PLAN


def test_after_a_restart_a_tab_finds_its_list() -> None:
    app = in_a_meeting()
    token = restarted(app)
    again = answered(new_page(), token)
    assert state_of(again).plan == PLAN
    (work,) = Store(on_this_computer()).works()
    assert work.holder == token, "it is in hand again"


def test_a_tab_that_held_nothing_finds_nothing() -> None:
    restarted(in_a_meeting())
    again = answered(new_page(), component.new_token())
    assert state_of(again).clients is None
    assert "Vous travailliez sur liste.csv" in words(again)


def test_what_is_kept_and_cannot_be_read_is_said_and_left_alone() -> None:
    app = in_a_meeting()
    token = restarted(app)
    store = Store(on_this_computer())
    with store.database.transaction() as connection:
        connection.exec_driver_sql("UPDATE works SET head = x'00'")
    again = answered(new_page(), token)
    again.run()
    assert state_of(again).clients is None
    assert tab_of(again).fault == "unreadable"
    assert len(store.works()) == 1


def test_a_tab_that_is_copied_is_told_that_it_is_one() -> None:
    """The first page is still open, with the same token: its browser made a second tab of it."""
    app = in_a_meeting()
    token = this(app).token
    copy = answered(new_page(), token)
    assert this(copy).token != token
    assert state_of(copy).clients is None
    assert "liste.csv est ouvert dans un autre onglet" in words(copy)
    assert this(app) in keeper.tabs()
    copy.button(key="neither").click().run()
    assert "autre onglet" not in words(copy)


def test_a_page_that_closes_a_moment_late_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser closes the connection of a page while it loads it again."""
    monkeypatch.setattr(session, "CLOSING", 5)
    app = in_a_meeting()
    is_open = iter([True, True, False])
    this(app).is_open = lambda: next(is_open, False)
    monkeypatch.setattr(session.time, "sleep", lambda _: None)
    assert state_of(answered(new_page(), this(app).token)) is state_of(app)


def test_a_session_that_goes_while_its_tab_is_looked_for_is_found_in_the_store() -> None:
    app = in_a_meeting()
    tab, alive = this(app), [state_of(app)]
    token, tab.session = tab.token, lambda: alive[0] if alive else None
    tab.is_open = lambda: bool(alive and not alive.pop())
    again = answered(new_page(), token)
    assert this(again) is not tab
    assert this(again).token == token
    assert state_of(again).plan == PLAN


@pytest.fixture
def sign_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Somebody signs in, in the browser whose pages are loaded from then on."""

    def signed(told: dict[str, Any]) -> dict[str, Any]:
        monkeypatch.setattr(streamlit, "user", told)
        return told

    return signed


def test_what_somebody_else_had_in_the_tab_stays_theirs(sign_in: Any, shared_url: str) -> None:
    """Anne leaves a shared machine without closing the tab; Bruno signs in there."""
    anne = in_a_meeting(account=sign_in(ANNE), database=shared_url)
    token = closed(anne)
    bruno = answered(new_page(account=sign_in(BRUNO), database=shared_url), token)
    assert this(bruno).token != token
    assert state_of(bruno) is not state_of(anne)
    assert state_of(bruno).clients is None
    assert "liste.csv" not in words(bruno)
    back = answered(new_page(account=sign_in(ANNE), database=shared_url), token)
    assert state_of(back) is state_of(anne)


def test_what_was_done_before_signing_in_is_theirs_who_sign_in(sign_in: Any, shared_url: str) -> None:
    visit = {"account": sign_in({"is_logged_in": False}), "database": shared_url}
    before = answered(new_page(**visit))
    state_of(before).loaded = Loaded(list_of(TOY))
    state_of(before).change(PLAN)
    visit["account"] = sign_in(ANNE)
    after = answered(new_page(**visit), closed(before))
    assert state_of(after).plan == PLAN
    keeper.keep(this(after))
    assert this(after).store.database.is_shared
    assert [work.clients for work in this(after).store.works()] == [10]


def test_who_signs_in_again_in_the_same_tab_finds_what_they_had_there(sign_in: Any, shared_url: str) -> None:
    anne = in_a_meeting(account=sign_in(ANNE), database=shared_url)
    token = restarted(anne)
    signed_out = answered(new_page(account=sign_in({"is_logged_in": False}), database=shared_url), token)
    assert state_of(signed_out).clients is None
    assert this(signed_out).token == token
    again = answered(new_page(account=sign_in(ANNE), database=shared_url), closed(signed_out))
    assert state_of(again).plan == PLAN
    assert again.title[0].value == "Les groupes"
    bruno = answered(new_page(account=sign_in(BRUNO), database=shared_url), closed(again))
    assert state_of(bruno).clients is None


def test_who_had_nothing_in_the_tab_finds_an_empty_page(sign_in: Any, shared_url: str) -> None:
    before = answered(new_page(account=sign_in({"is_logged_in": False}), database=shared_url))
    after = answered(new_page(account=sign_in(BRUNO), database=shared_url), closed(before))
    assert this(after) is this(before)
    assert state_of(after).clients is None
    assert after.title[0].value == "Vos clients"
