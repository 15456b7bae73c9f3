"""What seldom happens on the screen: clicks beside all cells, addresses with a slice, sessions that end."""

import io
import threading
from collections.abc import Callable
from functools import partial
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from lib.clients.model import ClientList
from lib.plan.plan import Plan
from lib.plan.slice_links import slice_to_link
from lib.plan.slice_settings import Slice
from lib.profit.widgets import inputs
from lib.reading.clients_from_rows import read_file
from lib.screen import cell_choice, downloads, phone, server, streamlit_private
from lib.screen.cell_choice import EVERYWHERE, take_pick
from lib.screen.number_field import NumberField, _take
from lib.screen.state import KEY, Loaded, State
from lib.screen.typed_table import column_title
from lib.texts import Texts
from tests.event_loop import apart
from tests.pages.app import ROOT, open_app, state_of
from tests.screen.test_faults import SECRET, log
from tests.screen.test_phone import DESKS, PHONES

__all__ = ["log"]
FRENCH = Texts("fr")


@pytest.mark.parametrize(
    ("cells", "row", "column"),
    [
        ([{"row": 2, "column": 1}], 2, 1),
        ([{"row": 2}], 2, EVERYWHERE),
        ([{"row": "2", "column": 1}], EVERYWHERE, 1),
        ([{"row": 0, "column": 0}, {"row": 5, "column": 5}], 0, 0),
        ([], EVERYWHERE, EVERYWHERE),
    ],
)
def test_a_click_on_a_map_chooses_its_cell_and_one_beside_it_everything(
    cells: list[dict[str, int]], row: int, column: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields: dict[str, int] = {"a": 7, "b": 7}
    monkeypatch.setattr(cell_choice.st, "session_state", fields)
    take_pick("a", "b")(cells)
    assert fields == {"a": row, "b": column}


@pytest.mark.parametrize("held", [99, -7, "x", None])
def test_a_place_that_a_field_does_not_have_is_everything(held: object) -> None:
    def page() -> None:
        from lib.screen.cell_choice import choose_from  # noqa: PLC0415

        choose_from("Row", "row", ["a", "b"], "all")

    app = AppTest.from_function(page)
    app.session_state["row"] = held
    app.run()
    assert not app.exception
    assert app.selectbox(key="row").value == EVERYWHERE


def test_of_the_files_that_were_asked_for_the_last_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "_MOST_KNOWN", 2)
    monkeypatch.setattr(downloads, "_owners", {})
    monkeypatch.setattr(downloads, "is_connected", {"open": True, "closed": False}.__getitem__)
    for identity, session in (("a", "closed"), ("b", "closed"), ("c", "open"), ("b", "closed")):
        downloads._note(identity, session)
    gone = {name: downloads.is_gone(f"/media/{name}.xlsx") for name in "abc"}
    assert gone == {"a": False, "b": True, "c": False}, "of a, which came first, nothing is known any more"
    downloads._note("b", "open")
    assert not downloads.is_gone("/media/b.xlsx")
    assert not downloads.is_gone("/elsewhere/b.xlsx")


@pytest.mark.parametrize("ends", [SystemExit(SECRET), None])
def test_a_thread_that_ends_by_itself_is_no_fault(ends: BaseException | None, log: io.StringIO) -> None:
    kind = SystemExit if ends is None else type(ends)
    threading.excepthook(threading.ExceptHookArgs((kind, ends, None, None)))
    assert not log.getvalue()
    failed = ValueError(SECRET)
    threading.excepthook(threading.ExceptHookArgs((ValueError, failed, None, None)))
    assert "ValueError" in log.getvalue()
    assert SECRET not in log.getvalue()


ROWS = "Client;Région;CA\nA;Nord;10\nB;Sud;5\nC;Nord;3\n"


@pytest.fixture(scope="module")
def clients() -> ClientList:
    return read_file(ROWS.encode(), "list.csv")


@pytest.mark.parametrize("loaded", ["before", "later"])
def test_the_slice_of_an_address_waits_for_its_list(loaded: str, clients: ClientList) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["slice"] = slice_to_link(Slice("region", "Sud"), clients)
    app.session_state[KEY] = State(language="fr", loaded=Loaded(clients) if loaded == "before" else None)
    app.run()
    if loaded == "later":
        assert state_of(app).plan.slice == Slice()
        state_of(app).loaded = Loaded(clients)
        app.run()
    assert not app.exception
    assert state_of(app).plan.slice == Slice("region", "Sud")
    assert "slice" not in app.query_params


def test_the_slice_of_another_list_is_refused_in_words(clients: ClientList) -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    other = read_file(ROWS.replace("Sud", "Est").encode(), "list.csv")
    app.query_params["slice"] = slice_to_link(Slice("region", "Est"), other)
    app.session_state[KEY] = State(language="fr", loaded=Loaded(clients))
    app.run()
    assert state_of(app).plan.slice == Slice()
    said = [
        str(element.value) for element in [*app.info, *app.warning, *app.error, *app.toast, *app.markdown]
    ]
    assert any(FRENCH("link.refused.slice") in one.replace("\\", "") for one in said)


@pytest.mark.parametrize("typed", ["12,5", " 12,5 "])
def test_the_number_that_is_shown_is_no_change(typed: str) -> None:
    changed: list[int] = []
    about = NumberField("hour", "", None, changed.append)  # type: ignore[arg-type]
    mine = open_app()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("lib.screen.number_field.state", lambda: state_of(mine))
        _take(FRENCH, about, "12,5", typed)
    assert changed == []


@pytest.mark.parametrize("agent", [*PHONES, *DESKS])
def test_on_a_phone_alone_a_name_leaves_room_for_its_figure(
    agent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {"User-Agent": agent}
    monkeypatch.setattr(phone.st, "context", SimpleNamespace(headers=headers))
    name = FRENCH("column.client")
    widths = phone.narrowed([name, "CA"], FRENCH)
    assert {column: config["width"] for column, config in widths.items()} == (
        {name: phone.NAME} if agent in PHONES else {}
    )
    assert phone.narrowed(["CA"], FRENCH) == {}


@pytest.mark.parametrize(("kind", "ended"), [("http", 0), ("websocket", 1)])
@pytest.mark.parametrize("breaks", [False, True])
def test_when_a_browser_leaves_what_it_left_is_looked_for(
    kind: str, ended: int, breaks: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[None] = []
    monkeypatch.setattr(server, "end_later", lambda: times.append(None))

    async def app(*_: object) -> None:
        if breaks:
            raise ConnectionError

    async def nothing(*_: object) -> None:
        return None

    scope = {"type": kind, "path": "/", "headers": [(b"host", b"localhost:8501")]}
    talk = server.Guard(app)(scope, nothing, nothing)  # type: ignore[arg-type]
    if breaks:
        with pytest.raises(ConnectionError):
            apart(talk)
    else:
        apart(talk)
    assert len(times) == ended


@pytest.mark.parametrize("runs", [False, True])
def test_a_session_is_ended_where_a_server_runs(runs: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    monkeypatch.setattr(streamlit_private, "exists", lambda: runs)
    monkeypatch.setattr(
        streamlit_private, "get_instance", lambda: SimpleNamespace(close_session=ended.append)
    )
    streamlit_private.close_session("one")
    assert ended == (["one"] if runs else [])


def test_a_column_of_no_tier_has_its_own_title() -> None:
    assert column_title("name", ["A", "B"], FRENCH) == FRENCH("services.column.name")


@pytest.mark.parametrize("change", [partial(inputs._set_margin, 0, 50), partial(inputs._price_hour, 50)])
def test_a_figure_that_comes_after_its_list_has_gone_changes_nothing(
    change: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = State(language="fr")
    monkeypatch.setattr(inputs, "state", lambda: mine)
    monkeypatch.setattr(inputs, "result_in_force", lambda: None)
    change()
    assert mine.plan == Plan()
