"""The same lines in every kind of place that a list can lie in."""

import os
import shutil
import sqlite3
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import duckdb
import ibis
import psycopg
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from lib.lakes.address import address_of
from lib.lakes.engines import Engine, opened
from tests.postgresql import missing

TABLE = "lines"
KINDS = ("parquet", "folder", "csv", "duckdb", "sqlite", "postgres", "spark")


def engine_with(kind: str, lines: pa.Table, folder: Path, postgres: str | None = None) -> tuple[Engine, str]:
    """An engine that holds some lines, and the name of their table."""
    match kind:
        case "parquet":
            pyarrow.parquet.write_table(lines, folder / "lines.parquet")
            return opened(address_of(str(folder / "lines.parquet"))), "files"
        case "folder":
            half = lines.num_rows // 2
            pyarrow.parquet.write_table(lines.slice(0, half), folder / "1.parquet")
            pyarrow.parquet.write_table(lines.slice(half), folder / "2.parquet")
            return opened(address_of(str(folder))), "files"
        case "csv":
            pyarrow.csv.write_csv(lines, folder / "lines.csv")
            return opened(address_of(str(folder / "lines.csv"))), "files"
        case "duckdb":
            with closing(duckdb.connect(folder / "lines.duckdb")) as database:
                database.register("given", lines)
                database.execute(f"CREATE TABLE {TABLE} AS SELECT * FROM given")
            return opened(address_of(str(folder / "lines.duckdb"))), TABLE
        case "sqlite":
            write_sqlite(lines, folder / "lines.sqlite")
            return opened(address_of(str(folder / "lines.sqlite"))), TABLE
        case "postgres":
            assert postgres is not None
            with psycopg.connect(postgres, autocommit=True) as connection:
                connection.execute("DROP TABLE IF EXISTS lines")
                backend = ibis.postgres.from_connection(connection)
                backend.create_table(TABLE, lines)
            return opened(address_of(postgres)), TABLE
        case "spark":
            engine = spark()
            engine.backend.create_view(TABLE, ibis.memtable(lines), overwrite=True)
            return engine, TABLE
    raise ValueError(kind)


def write_sqlite(lines: pa.Table, file: Path) -> None:
    """Lines in a SQLite file, days as texts, as SQLite has them."""
    with closing(sqlite3.connect(file)) as database:
        columns = ", ".join(f'"{name}"' for name in lines.column_names)
        database.execute(f"CREATE TABLE {TABLE} ({columns})")
        rows = [
            [str(cell) if hasattr(cell, "year") else cell for cell in row.values()]
            for row in lines.to_pylist()
        ]
        marks = ", ".join("?" * lines.num_columns)
        database.executemany(f"INSERT INTO {TABLE} VALUES ({marks})", rows)
        database.commit()


def spark() -> Engine:
    """Spark in this process."""
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    return opened(address_of("spark://local"))


def skip_without(kind: str) -> None:
    """Skip a test for what this machine lacks."""
    if kind == "spark" and (find_spec("pyspark") is None or shutil.which("java") is None):
        missing("no Spark on this machine: lists that lie there are not tried")
