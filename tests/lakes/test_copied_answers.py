"""What PostgreSQL copies out is what it gives row by row."""

import ibis
import psycopg
import pyarrow as pa
import pytest

from lib.lakes.copied_answers import answer_of
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
