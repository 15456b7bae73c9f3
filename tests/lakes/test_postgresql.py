"""What PostgreSQL copies out is what it gives row by row; its own kinds of columns and tables are read."""

import ibis
import psycopg
import pyarrow as pa
import pytest

from lib.lakes.address import address_of
from lib.lakes.engines import opened
from lib.lakes.lake import READ_WHOLE, looked_at, read_lake
from lib.lakes.postgresql import answer_of
from tests.lakes.odd_lines import Oddities, odd_lines

CELLS = """
    CREATE TABLE cells (
        number integer, large bigint, amount numeric(18, 4), name text, told boolean,
        day date, moment timestamp, part double precision
    );
    INSERT INTO cells VALUES
        (1, 9007199254740993, 12345678901234.5678, 'Durand, "le grand"', true, '2025-03-04', '2025-1-1', 0.1),
        (2, -1, -0.0001, E'two\nlines', false, '0001-01-01', '2025-03-04 05:06:07.89', 'NaN'),
        (3, 0, 0, '', true, '9999-12-31', '1999-01-01', 'infinity'),
        (4, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        (5, 5, 5, '\\N', NULL, NULL, NULL, 1e300),
        (6, 6, 6, ' é€ ', NULL, NULL, NULL, -0.0)
"""
PLAIN = ["number", "large", "amount", "name", "told", "day"]


@pytest.mark.parametrize("columns", [PLAIN, ["name"], ["day", "amount"], [*PLAIN, "moment", "part"]])
def test_any_cell_comes_the_same_way(columns: list[str], database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(CELLS.encode())
        backend = ibis.postgres.from_connection(connection)
        cells = backend.table("cells")
        for question in (cells.order_by("number").select(columns), cells.filter(cells.number > 99)[columns]):
            assert repr(answer_of(backend, question).to_pylist()) == repr(question.to_pyarrow().to_pylist())


def test_nothing_is_asked_for_once(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer without a line is an answer: the question is not put again in another way."""
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(CELLS)
        cells = ibis.postgres.from_connection(connection).table("cells")
        monkeypatch.setattr("ibis.backends.postgres.Backend.to_pyarrow_batches", None)
        answer = answer_of(cells.get_backend(), cells.filter(cells.number > 99)[PLAIN])
    assert (answer.num_rows, answer.column_names) == (0, PLAIN)


def test_days_that_only_the_server_knows_are_refused_as_before(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE TABLE days (day date)")
        connection.execute("INSERT INTO days VALUES ('infinity'), ('0044-03-15 BC')")
        backend = ibis.postgres.from_connection(connection)
        with pytest.raises(Exception, match=r"(?i)date"):
            answer_of(backend, backend.table("days"))


def test_sums_have_the_kinds_that_were_asked_for(database: str) -> None:
    lines = odd_lines(5, Oddities())
    with psycopg.connect(database, autocommit=True) as connection:
        backend = ibis.postgres.from_connection(connection)
        table = backend.create_table("lines", lines)
        question = table.group_by(table.columns[0]).aggregate(lines=table.count())
        answer = answer_of(backend, question)
        assert answer.schema == question.schema().to_pyarrow()
        assert pa.compute.sum(answer["lines"]).as_py() == lines.num_rows


OWN_KINDS = """
    CREATE TYPE state AS ENUM ('Payée', 'Annulée');
    CREATE DOMAIN euros AS numeric(12, 2) CHECK (VALUE > -1000000);
    CREATE DOMAIN whole_euros AS integer;
    CREATE DOMAIN any_euros AS numeric;
    CREATE DOMAIN firm AS text;
    CREATE DOMAIN working_day AS date;
    CREATE TABLE plain AS
        SELECT 'Client ' || i % 7 AS "Client", date '2024-01-01' + i AS "Date", i AS amount,
            CASE WHEN i % 5 = 0 THEN 'Annulée' ELSE 'Payée' END AS "Statut",
            CASE WHEN i % 4 > 0 THEN 'Lyon' END AS "Ville"
        FROM generate_series(1, 200) numbers(i);
    CREATE MATERIALIZED VIEW materialized AS SELECT * FROM plain;
    CREATE SCHEMA sales;
    CREATE MATERIALIZED VIEW sales."Lignes 2024" AS SELECT * FROM plain;
"""


def figures(url: str, table: str, read_whole: int) -> tuple[int, int, tuple[object, ...]]:
    engine = opened(address_of(url))
    lake = looked_at(engine, table, read_whole=read_whole)
    choices = lake.proposal().choices
    clients = read_lake(lake, choices)
    engine.close()
    return clients.count, clients.total, (choices.client, choices.date, choices.status)


@pytest.mark.parametrize("read_whole", [0, READ_WHOLE])
@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ("Montant HT", "money"),
        ("Montant HT", "euros"),
        ("Montant HT", "whole_euros"),
        ("Montant HT", "any_euros"),
        ("Montant HT", "double precision"),
        ("Montant HT", "text"),
        ("Statut", "state"),
        ("Client", "firm"),
        ("Client", "character(30)"),
        ("Date", "working_day"),
        ("Date", "timestamp"),
        ("Notes", "point"),
        ("Notes", "text[]"),
        ("Notes", "jsonb"),
        ("Notes", "interval"),
        ("Notes", "int4range"),
        ("Notes", "inet"),
    ],
)
def test_kinds_of_its_own_are_read_as_what_they_hold(
    column: str, kind: str, read_whole: int, database: str
) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(OWN_KINDS)
        connection.execute('ALTER TABLE plain RENAME amount TO "Montant HT"')
        connection.execute('ALTER TABLE plain ADD COLUMN "Notes" text')
        connection.execute("CREATE TABLE own AS SELECT * FROM plain")
        change = f'ALTER TABLE own ALTER "{column}" TYPE {kind} USING "{column}"::text::{kind}'
        connection.execute(change.encode())
    assert figures(database, "own", read_whole) == figures(database, "plain", read_whole)


def test_materialized_views_are_listed_and_read(database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(OWN_KINDS)
    names = opened(address_of(database)).tables()
    assert {"plain", "materialized", "sales.Lignes 2024"} <= set(names)
    for name in ("materialized", "sales.Lignes 2024"):
        assert figures(database, name, 0) == figures(database, "plain", 0)
