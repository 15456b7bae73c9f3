"""The pieces of work on the front page, of which there are several, and what every page says of keeping."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
import streamlit
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from lib.keeping.keeper import Tab, keeper
from lib.keeping.places import on_this_computer
from lib.keeping.store import Store
from lib.keeping.widgets.session import leave
from lib.parsing.errors import ReadingError
from lib.plan.plan import Plan
from lib.reading.options import ReadingOptions
from lib.reading.widgets.opening import open_files
from lib.screen.state import Loaded
from lib.texts import LANGUAGES, Language, Texts
from tests.keeping.test_session import left, loaded_origin, tab_of, uploaded
from tests.lists import TOY, list_of
from tests.pages.app import first_visit, open_app, state_of, words


@pytest.fixture(autouse=True)
def nobody_else() -> Iterator[None]:
    """No tab of another test is kept beside."""
    yield
    for tab in keeper.tabs():
        keeper.leave(tab)


def this(app: AppTest) -> Tab:
    tab = tab_of(app).tab
    assert tab is not None
    return tab


def store() -> Store:
    return Store(on_this_computer())


def names() -> list[str]:
    return sorted(work.name for work in store().works())


def kept(app: AppTest) -> str:
    """What the tab shows is written; its name there."""
    keeper.keep(this(app))
    held = this(app).held
    assert held is not None
    return held.id


def with_panel(app: AppTest) -> AppTest:
    app.session_state["works"] = True
    app.run()
    assert not app.exception
    return app


def two_works() -> tuple[AppTest, str, str]:
    """A tab that has the second of two pieces of work open, with the panel; both."""
    first = left(uploaded(name="première.csv"))
    app = uploaded(name="seconde.csv")
    second = kept(with_panel(app))
    return with_panel(app), first, second


def test_another_piece_of_work_is_opened_and_the_one_before_is_let_go() -> None:
    app, first, second = two_works()
    state_of(app).change(Plan(tier_count=3))
    assert app.button(key=f"open_{second}_now").disabled
    app.button(key=f"open_{first}").click().run()
    assert not app.exception
    assert kept(app) == first
    assert state_of(app).plan == Plan()
    holders = {work.name: bool(work.holder) for work in store().works()}
    assert holders == {"première.csv": True, "seconde.csv": False}
    assert store().look(second)[1].head.plan == Plan(tier_count=3), "what was not written yet was, before"


def test_the_panel_stays_open_when_another_piece_of_work_comes() -> None:
    app = uploaded(name="première.csv")
    first = kept(app)
    app.run()
    (panel,) = [part for part in app.expander if part.label.startswith("Travail gardé")]
    states = app._tree.get_widget_states()
    states.widgets.append(WidgetState(id=panel.proto.id, bool_value=True))
    app._run(states)
    assert app.button(key=f"open_{first}_now").disabled
    second = left(uploaded(name="seconde.csv"))
    for _ in range(2):
        app._run(states)
        assert not app.button(key=f"open_{second}").disabled


def test_what_is_renamed_or_deleted_beside_leaves_what_is_open() -> None:
    app, first, second = two_works()
    app.text_input(key=f"name_{first}").set_value("Avant").run()
    held = this(app).held
    assert held is not None
    assert (held.id, held.name) == (second, "seconde.csv")
    assert names() == ["Avant", "seconde.csv"]
    with_panel(app).button(key=f"delete_{first}").click().run()
    assert not app.exception
    assert names() == ["seconde.csv"]
    assert state_of(app).clients is not None
    assert kept(app) == second


def test_what_was_deleted_meanwhile_is_said_and_nothing_else_is_lost() -> None:
    app, first, second = two_works()
    store().delete(first)
    app.button(key=f"open_{first}").click().run()
    assert not app.exception
    assert [warning.value for warning in app.warning] == ["Ce travail a été supprimé."]
    assert kept(app) == second


def test_looking_on_at_what_is_gone_is_said() -> None:
    first = uploaded()
    identity = kept(first)
    second = first_visit()
    second.button(key=f"go_on_{identity}").click().run()
    store().delete(identity)
    second.button(key="look_on").click().run()
    assert not second.exception
    assert state_of(second).clients is None
    assert [warning.value for warning in second.warning] == ["Ce travail a été supprimé."]


def test_what_another_tab_deleted_can_be_kept_apart_and_not_taken_over() -> None:
    app = uploaded()
    store().delete(kept(app))
    state_of(app).change(Plan(tier_count=3))
    keeper.keep(this(app))
    app.run()
    assert "liste.csv a été supprimé dans un autre onglet" in words(app)
    assert "take_over" not in [button.key for button in app.button]
    app.button(key="keep_apart").click().run()
    assert "supprimé" not in words(app)
    kept(app)
    assert names() == ["liste.csv"]


def test_states_are_those_of_what_is_open() -> None:
    """Where nothing is, there are none to be put back."""
    first = left(uploaded())
    app = with_panel(first_visit())
    assert app.button(key=f"open_{first}")
    assert not [button for button in app.button if button.key.startswith("state_")]
    assert "États" not in [title.value for title in app.subheader]


def test_a_state_of_a_list_without_files_puts_its_plan_back() -> None:
    app = uploaded()
    state_of(app).loaded = Loaded(list_of(TOY))
    kept(app)
    state_of(app).change(Plan(tier_count=2))
    kept(with_panel(app))
    before = state_of(app).clients
    with_panel(app).button(key="state_1").click().run()
    assert state_of(app).plan == Plan()
    assert state_of(app).clients is before


AMERICAN = ReadingOptions(day_first=False)


@pytest.mark.parametrize("locked", [False, True])
def test_an_earlier_way_of_opening_the_files_is_put_back(locked: bool) -> None:
    """The files are opened again as they were then; with a password they cannot be, and the plan alone is put
    back."""
    app = uploaded()
    kept(app)
    origin = loaded_origin(app)
    source = open_files(origin.files, AMERICAN)
    clients = state_of(app).clients
    assert clients is not None
    state_of(app).loaded = Loaded(clients, replace(origin, source=source, locked=locked))
    state_of(app).change(Plan(tier_count=2))
    kept(app)
    with_panel(app).button(key="state_1").click().run()
    assert not app.exception
    assert state_of(app).plan == Plan()
    assert loaded_origin(app).source.options == (AMERICAN if locked else ReadingOptions())


def test_files_that_cannot_be_opened_as_they_were_leave_the_list_and_give_the_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = uploaded()
    kept(app)
    origin = loaded_origin(app)
    clients = state_of(app).clients
    assert clients is not None
    state_of(app).loaded = Loaded(clients, replace(origin, source=open_files(origin.files, AMERICAN)))
    state_of(app).change(Plan(tier_count=2))
    kept(app)

    def refused(*_: object) -> None:
        raise ReadingError("empty")

    monkeypatch.setattr("lib.keeping.widgets.restoring.open_files", refused)
    with_panel(app).button(key="state_1").click().run()
    assert not app.exception
    assert state_of(app).plan == Plan()
    assert state_of(app).clients is clients
    assert app.error


def test_who_leaves_before_anything_is_held_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    app = first_visit()
    tab = this(app)
    monkeypatch.setattr(streamlit, "session_state", app.session_state)
    leave()
    assert tab not in keeper.tabs()
    assert store().works() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_visitors_of_a_server_do_not_learn_where_it_keeps_their_work(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("session", "privacy", "banner"):
        monkeypatch.setattr(f"lib.keeping.widgets.{module}.is_personal", lambda: False)
    app = open_app(clients=list_of(TOY), language=language)
    told = set()
    for code in ("full", "read_only", "unreachable", "damaged", "newer"):
        this(app).fault = code  # type: ignore[assignment]
        app.run()
        told |= {warning.value for warning in app.warning}
    assert told == {Texts(language)("keeping.fault.server")}
