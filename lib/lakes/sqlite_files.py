"""SQLite files: their tables and views brought into the engine that is built in, which adds up exactly.
SQLite itself has no decimals and holds cells of any kind in one column."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlglot import exp

ROWS = 50_000
"""Rows that are in memory at a time."""


def listed(path: str) -> list[str]:
    """The tables and views of a file."""
    with _opened(path) as file:
        asked = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name"
        return [name for (name,) in file.execute(asked).fetchall() if not name.startswith("sqlite_")]


def copied(path: str, table: str, duckdb: Any) -> None:
    """Copy a table or view of a file, named as there; what was copied before stays."""
    with _opened(path) as file:
        kinds = _kinds(file, table)
        reader = pa.RecordBatchReader.from_batches(pa.schema(kinds), _batches(file, table, kinds))
        duckdb.register("reader", reader)
        duckdb.execute(f"CREATE TABLE IF NOT EXISTS {quoted(table)} AS SELECT * FROM reader")
        duckdb.unregister("reader")


def _opened(path: str) -> "closing[sqlite3.Connection]":
    """A file to read from, also from the threads of the other engine."""
    address = f"{Path(path).resolve().as_uri()}?mode=ro"
    return closing(sqlite3.connect(address, uri=True, check_same_thread=False))


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return str(exp.to_identifier(name, quoted=True).sql(dialect="sqlite"))


def quoted_text(text: str) -> str:
    """A text as SQL writes it."""
    return str(exp.Literal.string(text).sql(dialect="duckdb"))


def _kinds(file: sqlite3.Connection, table: str) -> list[tuple[str, pa.DataType]]:
    """The columns with what they hold: text as soon as one cell is a text. Columns of bytes are left out."""
    names = [row[1] for row in file.execute(f"PRAGMA table_info({quoted(table)})")]
    if not names:
        return []
    asked = ", ".join(
        f"max(typeof({quoted(name)}) = '{kind}')" for name in names for kind in ("text", "real", "blob")
    )
    said = file.execute(f"SELECT {asked} FROM {quoted(table)}").fetchone()
    kinds = []
    for column, name in enumerate(names):
        text, real, blob = said[3 * column : 3 * column + 3]
        if not blob:
            kinds.append((name, pa.string() if text else pa.float64() if real else pa.int64()))
    return kinds


def _batches(
    file: sqlite3.Connection, table: str, kinds: Sequence[tuple[str, pa.DataType]]
) -> Iterator[pa.RecordBatch]:
    columns = ", ".join(quoted(name) for name, _ in kinds)
    cursor = file.execute(f"SELECT {columns} FROM {quoted(table)}")
    while rows := cursor.fetchmany(ROWS):
        cells = zip(*rows, strict=True)
        arrays = [_array(values, kind) for values, (_, kind) in zip(cells, kinds, strict=True)]
        yield pa.record_batch(arrays, schema=pa.schema(kinds))


def _array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    if pa.types.is_string(kind):
        return pa.array([None if value is None else _text(value) for value in values], kind)
    return pa.array(values, kind)


def _text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
