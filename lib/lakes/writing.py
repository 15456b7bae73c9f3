"""The plan's way back: each client's tier and time in a table beside the lines, where whoever configured the
connection allows it. All or nothing, in one transaction; a table of another make is never replaced."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import pyarrow as pa

from lib.lakes.engines import Engine, in_words
from lib.lakes.sqlite_files import quoted
from lib.parsing.errors import ReadingError
from lib.plan.compute import PlanResult, client_plan

USUAL_NAME = "palmares_plan"
LONGEST_NAME = 63
COLUMNS = pa.schema(
    [
        ("client", pa.string()),
        ("number", pa.string()),
        ("tier", pa.string()),
        ("rank", pa.int64()),
        ("minutes", pa.int64()),
        ("responsible", pa.string()),
        ("made_at", pa.timestamp("us")),
    ]
)

_KINDS = {pa.string(): "text", pa.int64(): "bigint", pa.timestamp("us"): "timestamp"}
"""What PostgreSQL calls the kinds of these columns."""


def can_write(engine: Engine) -> bool:
    """Whether the plan can be written to an engine: its connection says so, and it has transactions."""
    return engine.writable and engine.address.kind in ("postgres", "duckdb")


def plan_table(result: PlanResult, responsible: Sequence[str] | None, made_at: datetime) -> pa.Table:
    """One row a ranked client. `responsible` names a person by rank - 1, where there are people."""
    plan = client_plan(result)
    names = responsible if responsible is not None else [None] * len(plan)
    moment = made_at.replace(tzinfo=None)
    columns = [
        *(plan[name].tolist() for name in ("client", "number", "tier", "rank", "minutes")),
        list(names),
        [moment] * len(plan),
    ]
    return pa.table(
        [pa.array(c, field.type) for c, field in zip(columns, COLUMNS, strict=True)], schema=COLUMNS
    )


def write_plan(engine: Engine, name: str, table: pa.Table) -> None:
    """Put a plan in the place of the one that was written before under this name.

    Raises ReadingError: lake_bad_name, lake_not_ours, lake_read_only, lake_refused, lake_gone, lake_failed.
    """
    if not can_write(engine):
        raise ReadingError("lake_read_only", source=engine.address.name)
    if not name.isidentifier() or len(name) > LONGEST_NAME:
        raise ReadingError("lake_bad_name", name=name)
    with in_words("lake_failed", engine.address):
        there = name in engine.tables()
        if there and tuple(engine.backend.table(name).columns) != tuple(COLUMNS.names):
            raise ReadingError("lake_not_ours", name=name)
        with _transaction(engine):
            put(engine, name, table, there)


def put(engine: Engine, name: str, table: pa.Table, there: bool) -> None:
    """Make the table anew. The name is quoted as each engine quotes it."""
    connection = engine.backend.con
    if engine.backend.name == "duckdb":
        connection.register("palmares_rows", table)
        connection.execute(f"CREATE OR REPLACE TABLE {quoted(name)} AS SELECT * FROM palmares_rows")
        connection.unregister("palmares_rows")
        return
    if there:
        connection.execute(f"DROP TABLE {quoted(name)}")
    columns = ", ".join(f"{quoted(field.name)} {_KINDS[field.type]}" for field in COLUMNS)
    connection.execute(f"CREATE TABLE {quoted(name)} ({columns})")
    with connection.cursor().copy(f"COPY {quoted(name)} FROM STDIN") as rows:
        for row in zip(*(table.column(column).to_pylist() for column in COLUMNS.names), strict=True):
            rows.write_row(row)


@contextmanager
def _transaction(engine: Engine) -> Iterator[None]:
    """What is done within is there as a whole afterwards, or not at all."""
    connection = engine.backend.con
    if engine.backend.name == "postgres":
        with connection.transaction():
            yield
        return
    connection.begin()
    try:
        yield
    except BaseException:
        connection.rollback()
        raise
    connection.commit()
