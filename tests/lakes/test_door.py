"""The second door of the front page: a path on one's own computer, what an operator has configured on a
server."""

from contextlib import closing
from pathlib import Path
from unittest.mock import Mock

import duckdb
import pyarrow.parquet
import pytest
from streamlit.testing.v1 import AppTest

from lib.lakes import lake as lakes
from lib.lakes.widgets import Door
from tests.lakes.odd_lines import Oddities, odd_lines
from tests.lakes.test_same_figures import account, of_a_file
from tests.pages.app import open_app, state_of, words

LINES = odd_lines(3, Oddities(statuses=True, kinds=True))


@pytest.fixture(autouse=True)
def long_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is a long one here."""
    monkeypatch.setattr(lakes.Lake, "read_whole", 0)
    monkeypatch.setattr(lakes, "READ_WHOLE", 0)
    monkeypatch.setattr(lakes, "WITH_DAYS", 0)
    monkeypatch.setattr(lakes.looked_at, "__defaults__", (None, None, 0))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "ventes.duckdb"
    with closing(duckdb.connect(file)) as connection:
        connection.register("given", LINES)
        connection.execute("CREATE TABLE lignes AS SELECT * FROM given")
        connection.execute("CREATE TABLE autres AS SELECT 1 AS nombre")
    return file


def opened_door() -> AppTest:
    app = open_app()
    app.session_state["lake_door"] = True
    return app.run()


def test_a_path_on_this_computer_gives_the_figures_of_the_file(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(LINES, tmp_path / "lignes.parquet")
    app = opened_door()
    app.text_input(key="lake_path").set_value(str(tmp_path / "lignes.parquet")).run()
    assert not app.exception
    clients = state_of(app).clients
    assert clients is not None
    assert account(clients) == account(of_a_file(LINES))
    assert clients.sales is None
    app.switch_page("pages/tomorrow.py").run()
    assert not app.exception
    dated = state_of(app).clients
    assert dated is not None
    assert dated.sales is not None
    assert dated.sales.total == of_a_file(LINES).sales.total  # type: ignore[union-attr]
    assert dated.ranked.equals(clients.ranked)


def test_a_table_of_a_database_is_chosen(database: Path) -> None:
    app = opened_door()
    app.text_input(key="lake_path").set_value(str(database)).run()
    assert app.selectbox(key="lake_table").options == ["autres", "lignes"]
    app.selectbox(key="lake_table").select("lignes").run()
    app.button(key="lake_read").click().run()
    assert not app.exception
    clients = state_of(app).clients
    assert clients is not None
    assert account(clients) == account(of_a_file(LINES))


def test_answers_and_columns_can_be_changed_afterwards(database: Path) -> None:
    app = opened_door()
    app.text_input(key="lake_path").set_value(str(database)).run()
    app.selectbox(key="lake_table").select("lignes").run()
    app.button(key="lake_read").click().run()
    app.selectbox(key="choice_status").select_index(0).run()
    assert not app.exception
    clients = state_of(app).clients
    assert clients is not None
    assert "cancelled" not in {group.reason for group in clients.report.set_aside}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nowhere/lignes.parquet", "n’existe pas"),
        ("ftp://example.org/x", "n’est pas une adresse"),
        ("postgresql://marie:motdepasse@localhost/ventes", "mot de passe"),
        ("postgresql://marie@127.0.0.1:1/ventes", "ne répond pas"),
    ],
)
def test_what_cannot_be_opened_is_one_sentence_and_no_password_stays(path: str, said: str) -> None:
    app = opened_door()
    app.text_input(key="lake_path").set_value(path).run()
    assert not app.exception
    assert said in " ".join(error.value for error in app.error).replace("\\", "")
    assert state_of(app).clients is None
    assert "motdepasse" not in repr(state_of(app))
    assert "motdepasse" not in str(app.session_state["lake_path"])


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.lakes.widgets.is_personal", lambda: False)


@pytest.mark.usefixtures("server")
def test_a_server_without_connections_has_no_second_door() -> None:
    assert not [expander for expander in open_app().expander if "base de données" in expander.label]


@pytest.mark.usefixtures("server")
def test_a_server_offers_what_its_operator_configured_and_no_path(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured = {"ventes": {"path": str(database)}}
    monkeypatch.setattr("lib.lakes.widgets.configured", lambda: configured)
    app = opened_door()
    assert not [field for field in app.text_input if field.key == "lake_path"]
    app.button(key="lake_open").click().run()
    app.selectbox(key="lake_table").select("lignes").run()
    app.button(key="lake_read").click().run()
    assert not app.exception
    assert state_of(app).clients is not None
    part = state_of(app).part(Door)
    assert part.lake is not None
    assert "ventes" in part.lake.name
    assert str(database.parent) not in words(app)


def read_from(app: AppTest, connection: str) -> AppTest:
    """The list of a configured connection, read."""
    app.selectbox(key="lake_connection").select(connection).run()
    app.button(key="lake_open").click().run()
    app.selectbox(key="lake_table").select("lignes").run()
    app.button(key="lake_read").click().run()
    assert not app.exception
    return app


@pytest.fixture
def connections(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that may be written to, one that may not, and one where nothing lies."""
    empty = database.with_name("vide.duckdb")
    duckdb.connect(empty).close()
    configured = {
        "ventes": {"path": str(database), "write": True},
        "lecture": {"path": str(database)},
        "vide": {"path": str(empty)},
    }
    monkeypatch.setattr("lib.lakes.widgets.configured", lambda: configured)


@pytest.mark.usefixtures("connections")
def test_the_plan_goes_back_to_where_the_list_came_from_on_a_click(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = read_from(opened_door(), "ventes").switch_page("pages/plan.py").run()
    # Streamlit's harness runs a page without the menu, under which it would start over and forget the click.
    monkeypatch.setattr("lib.screen.frame._menu_is_ours", Mock(**{"get.return_value": True}))
    app.text_input(key="lake_plan_name").set_value("autres").run()
    app.button(key="lake_write").click().run()
    assert any("autres" in error.value for error in app.error)
    app.text_input(key="lake_plan_name").set_value(" plan_de_marie ").run()
    assert not app.success
    app.button(key="lake_write").click().run()
    assert not app.exception
    clients = state_of(app).clients
    assert clients is not None
    assert any("plan" in said.value and str(clients.count) in said.value for said in app.success)
    part = state_of(app).part(Door)
    assert part.engine is not None
    part.engine.close()
    with closing(duckdb.connect(database, read_only=True)) as connection:
        rows = connection.execute("SELECT client, rank FROM plan_de_marie ORDER BY rank").fetchall()
        assert connection.execute("SELECT * FROM autres").fetchall() == [(1,)]
    assert rows == [(name, rank) for rank, name in enumerate(clients.ranked["client"], 1)]


@pytest.mark.usefixtures("connections")
def test_where_writing_is_not_allowed_the_plan_offers_none() -> None:
    app = read_from(opened_door(), "lecture").switch_page("pages/plan.py").run()
    assert not app.exception
    assert not [button for button in app.button if button.key == "lake_write"]


@pytest.mark.usefixtures("connections")
def test_what_was_open_is_closed_unless_the_list_in_force_needs_it(database: Path) -> None:
    app = read_from(opened_door(), "lecture")
    mine = state_of(app).part(Door)
    in_force = mine.engine
    assert in_force is not None
    app.button(key="lake_open").click().run()
    other = mine.engine
    assert other not in (None, in_force)
    app.selectbox(key="lake_connection").select("").run()
    app.text_input(key="lake_path").set_value(str(database)).run()
    assert in_force.table("lignes").count().execute() == LINES.num_rows
    assert other is not None
    with pytest.raises(duckdb.ConnectionException):
        other.backend.con.execute("SELECT 1")


@pytest.mark.usefixtures("connections")
def test_a_place_without_tables_says_so_and_leaves_what_was_there() -> None:
    app = read_from(opened_door(), "lecture")
    before = state_of(app).clients
    app.selectbox(key="lake_connection").select("vide").run()
    app.button(key="lake_open").click().run()
    assert not app.exception
    assert any("vide" in error.value for error in app.error)
    assert state_of(app).clients is before
    assert state_of(app).part(Door).tables == ("autres", "lignes")


def test_an_empty_path_opens_nothing_and_says_nothing() -> None:
    app = opened_door()
    app.text_input(key="lake_path").set_value("   ").run()
    app.button(key="lake_open").click().run()
    assert not app.exception
    assert not app.error
    assert state_of(app).part(Door).engine is None


def test_days_that_cannot_be_asked_for_any_more_are_one_sentence(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(LINES, tmp_path / "lignes.parquet")
    app = opened_door()
    app.text_input(key="lake_path").set_value(str(tmp_path / "lignes.parquet")).run()
    (tmp_path / "lignes.parquet").unlink()
    app.switch_page("pages/tomorrow.py").run()
    assert not app.exception
    assert app.error
    clients = state_of(app).clients
    assert clients is not None
    assert clients.sales is None
