"""The plan's way back into the database: whole or not at all, and only where the connection allows it."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import psycopg
import pyarrow as pa
import pytest

from lib.lakes import writing
from lib.lakes.address import address_of
from lib.lakes.engines import Engine, opened
from lib.lakes.lake import looked_at, read_lake
from lib.lakes.writing import COLUMNS, plan_table, write_plan
from lib.parsing.errors import ReadingError
from lib.plan.compute import PlanResult, compute
from lib.plan.plan import Plan
from tests.lakes.back_ends import TABLE, engine_with
from tests.lakes.odd_lines import Oddities, odd_lines

MADE = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
LINES = odd_lines(2, Oddities())


def writable(kind: str, folder: Path, url: str) -> tuple[Engine, PlanResult]:
    """An engine that may be written to, and a plan of its lines."""
    engine, _ = engine_with(kind, LINES, folder, url)
    engine.close()
    address = address_of(url if kind == "postgres" else str(folder / "lines.duckdb"))
    engine = opened(address, writable=True)
    lake = looked_at(engine, TABLE, read_whole=0)
    return engine, compute(read_lake(lake, lake.proposal().choices), Plan())


def rows(kind: str, folder: Path, url: str, name: str) -> list[tuple[object, ...]]:
    """A table as another program reads it."""
    asked = f'SELECT * FROM "{name}" ORDER BY rank'
    if kind == "postgres":
        with psycopg.connect(url) as connection:
            return connection.execute(asked).fetchall()  # type: ignore[call-overload,no-any-return]
    with closing(duckdb.connect(folder / "lines.duckdb", read_only=True)) as database:
        return database.execute(asked).fetchall()


@pytest.mark.parametrize("kind", ["duckdb", "postgres"])
def test_the_plan_is_written_and_replaced(kind: str, tmp_path: Path, database: str) -> None:
    engine, result = writable(kind, tmp_path, database)
    for people in (None, [f"Person {rank}" for rank in range(result.clients.count)]):
        write_plan(engine, "palmares_plan", plan_table(result, people, MADE))
    engine.close()
    written = rows(kind, tmp_path, database, "palmares_plan")
    assert len(written) == result.clients.count
    assert [row[3] for row in written] == list(range(1, result.clients.count + 1))
    assert sum(int(str(row[4])) for row in written) == sum(tier.minutes for tier in result.tiers)
    assert written[0][0] == result.clients.ranked["client"][0]
    assert written[0][5] == "Person 0"
    assert written[0][6] == MADE.replace(tzinfo=None)


@pytest.mark.parametrize("kind", ["duckdb", "postgres"])
def test_what_fails_leaves_the_plan_of_before(
    kind: str, tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, result = writable(kind, tmp_path, database)
    table = plan_table(result, None, MADE)
    write_plan(engine, "palmares_plan", table)
    put = writing.put

    def failing(engine: Engine, name: str, rows: pa.Table, there: bool) -> None:
        put(engine, name, rows.slice(0, 3), there)
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(writing, "put", failing)
    with pytest.raises(ReadingError, match="lake_failed"):
        write_plan(engine, "palmares_plan", table)
    engine.close()
    assert len(rows(kind, tmp_path, database, "palmares_plan")) == table.num_rows


@pytest.mark.parametrize("kind", ["duckdb", "postgres"])
def test_a_table_of_another_make_stays(kind: str, tmp_path: Path, database: str) -> None:
    engine, result = writable(kind, tmp_path, database)
    table = plan_table(result, None, MADE)
    with pytest.raises(ReadingError, match="lake_not_ours"):
        write_plan(engine, TABLE, table)
    for name in ('x"; DROP TABLE lines; --', "", "a b", "1plan", "x" * 64):
        with pytest.raises(ReadingError, match="lake_bad_name"):
            write_plan(engine, name, table)
    assert engine.table(TABLE).count().execute() == LINES.num_rows
    engine.close()


@pytest.mark.parametrize("kind", ["duckdb", "postgres", "parquet"])
def test_nothing_is_written_where_nobody_allowed_it(kind: str, tmp_path: Path, database: str) -> None:
    engine, _ = engine_with(kind, LINES, tmp_path, database)
    with pytest.raises(ReadingError, match="lake_read_only"):
        write_plan(engine, "palmares_plan", COLUMNS.empty_table())
    engine.close()
