"""Whatever goes wrong elsewhere is one sentence here, without a password in it, and the engine is stopped."""

import threading
from pathlib import Path

import psycopg
import pyarrow as pa
import pyarrow.parquet
import pytest

from lib.lakes.address import address_of, without_secrets
from lib.lakes.connections import connection, connections_of, has_password
from lib.lakes.engines import Engine, opened
from lib.lakes.lake import looked_at, read_lake, the_table
from lib.parsing.errors import ReadingError
from lib.reading.errors import sentence
from lib.texts import LANGUAGES, Texts
from tests.postgresql import PASSWORD

LINES = pa.table({"Client": ["A", "B", "A"], "Montant": [1.5, 2.25, 3.0]})


def refused(error: ReadingError) -> str:
    """The sentence in every language; no password is in it."""
    for language in LANGUAGES:
        said = sentence(error, Texts(language))
        assert PASSWORD not in said + repr(error.details)
        assert len(said.splitlines()) == 1
    return error.code


def list_of(path: str) -> None:
    lake = looked_at(opened(address_of(path)), "files", read_whole=0)
    read_lake(lake, lake.proposal().choices)


def with_view(url: str, select: str) -> Engine:
    """An engine with a view called `slow`."""
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(f"CREATE OR REPLACE VIEW slow AS {select}")  # type: ignore[call-overload]
    return opened(address_of(url))


def test_a_wrong_password_is_refused(database: str) -> None:
    with pytest.raises(ReadingError) as error:
        opened(address_of(database.replace(PASSWORD, "wrong")))
    assert refused(error.value) == "lake_refused"


def test_a_view_that_fails_is_said(database: str) -> None:
    engine = with_view(database, "SELECT 'A' AS client, 1 / (random() * 0)::int AS montant")
    with pytest.raises(ReadingError) as error:
        looked_at(engine, "slow")
    assert refused(error.value) == "lake_failed"


def test_a_server_that_goes_in_mid_query_is_said(database: str) -> None:
    engine = with_view(database, "SELECT 'A' AS client, 1 AS montant FROM pg_sleep(60)")

    def end() -> None:
        with psycopg.connect(database, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    timer = threading.Timer(1.0, end)
    timer.start()
    with pytest.raises(ReadingError) as error:
        engine.ask(engine.table("slow").limit(1), "ask")
    assert refused(error.value) == "lake_gone"
    timer.join()


def test_cancel_stops_the_engine_itself(database: str) -> None:
    engine = with_view(database, "SELECT 'A' AS client, 1 AS montant FROM pg_sleep(600)")
    question = engine.table("slow").limit(1)
    with pytest.raises(ReadingError) as error:
        engine.ask(question, "ask", cancel=lambda: True)
    assert refused(error.value) == "cancelled"
    with psycopg.connect(database) as other:
        running = other.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE state = 'active' AND datname = current_database() AND pid <> pg_backend_pid()"
        )
        assert running.fetchone() == (0,)
    assert "slow" in engine.tables()


def test_what_the_progress_raises_stops_the_engine_too(database: str) -> None:
    engine = with_view(database, "SELECT 'A' AS client, 1 AS montant FROM pg_sleep(600)")

    def stop(step: str, share: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.ask(engine.table("slow").limit(1), "ask", stop)
    assert "slow" in engine.tables()


def test_reading_cannot_write(database: str) -> None:
    engine = opened(address_of(database))
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        engine.backend.con.execute("CREATE TABLE x (a int)")


def test_files_of_different_columns_are_said(tmp_path: Path) -> None:
    pyarrow.parquet.write_table(LINES, tmp_path / "1.parquet")
    pyarrow.parquet.write_table(LINES.rename_columns(["Kunde", "Betrag"]), tmp_path / "2.parquet")
    with pytest.raises(ReadingError) as error:
        list_of(str(tmp_path / "*.parquet"))
    assert refused(error.value) == "lake_columns_differ"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (pa.table({"Client": ["A", "B"], "Ville": ["Lyon", "Nice"]}), "no_number_column"),
        (LINES.slice(0, 0), "lake_empty"),
    ],
)
def test_a_table_that_gives_no_list_is_said(lines: pa.Table, code: str, tmp_path: Path) -> None:
    pyarrow.parquet.write_table(lines, tmp_path / "1.parquet")
    with pytest.raises(ReadingError) as error:
        list_of(str(tmp_path / "1.parquet"))
    assert refused(error.value) == code


def test_names_are_quoted(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as other:
        other.execute(
            'CREATE TABLE "a""; DROP TABLE lines; --" ("Client ""x""" text, "Montant"";-- %s" numeric)'
        )
        other.execute("INSERT INTO \"a\"\"; DROP TABLE lines; --\" VALUES ('A', 1.5), ('B', 2)")
        other.execute("CREATE TABLE lines (a int)")
    engine = opened(address_of(database))
    table = next(name for name in engine.tables() if name.startswith("a"))
    lake = looked_at(engine, table, read_whole=0)
    assert read_lake(lake, lake.proposal().choices).total == 35_000
    assert "lines" in engine.tables()


def test_a_table_has_to_be_named_where_there_are_several(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as other:
        other.execute("CREATE TABLE one (a int)")
        other.execute("CREATE TABLE two (a int)")
    engine = opened(address_of(database))
    for wanted, code in ((None, "lake_which_table"), ("three", "lake_no_table")):
        with pytest.raises(ReadingError) as error:
            engine.table(the_table(engine, wanted))
        assert refused(error.value) == code


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (
            "postgresql://marie:geheim@db.example.org:5433/ventes?sslmode=require",
            "postgresql://marie@db.example.org:5433/ventes",
        ),
        ("sc://cluster:15002/;token=geheim;user_id=marie", "sc://cluster:15002/"),
        ("mysql://u:p%40geheim@h/d?password=geheim", "mysql://u@h/d"),
        ("postgresql://[geheim", "postgresql://…"),
    ],
)
def test_an_address_is_shown_without_what_lets_in(address: str, shown: str) -> None:
    assert without_secrets(address) == shown
    assert "geheim" not in repr(address_of(address))
    assert has_password(address)


def test_connections_are_those_that_lead_somewhere(tmp_path: Path) -> None:
    configured = {
        "url": {"url": "postgresql://reader:geheim@h/d", "write": True},
        "parts": {
            "dialect": "postgresql",
            "host": "h",
            "port": 5432,
            "username": "a@b",
            "password": "x/y",
            "database": "d",
        },
        "path": {"path": str(tmp_path / "none.parquet"), "write": "true"},
        "other": {"account": "snow"},
        "nothing": "x",
    }
    assert connections_of(configured) == ("url", "parts", "path")
    assert connection("url", configured).writable
    assert "geheim" not in repr(connection("url", configured))
    assert connection("parts", configured).address.url == "postgresql://a%40b:x%2Fy@h:5432/d"
    with pytest.raises(ReadingError) as error:
        connection("path", configured)
    assert str(tmp_path) not in sentence(error.value, Texts("fr"))
