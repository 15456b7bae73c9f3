"""From lines that lie elsewhere to ranked clients, against the bare statement that groups them by client.

Both run in a process of their own on the same lines, with the same engine and the same bound on its memory;
the time is that of the work, without what Python loads before. Memory is held against the bound of a gigabyte
and a half."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path

import duckdb
import psycopg

from lib.lakes.address import address_of
from lib.lakes.engines import MEGABYTES, opened
from lib.lakes.lake import Lake, dated, looked_at, read_lake
from tests.bench.entry import Entry
from tests.postgresql import new_database, running

THOUSAND, MILLION = 1_000, 1_000_000
CLIENTS_A_LINE = 100
FOLDER = Path(tempfile.gettempdir()) / "palmares-bench"
MOST_MEMORY = 1.5e9
FORMATS = {"parquet": "(FORMAT parquet)", "csv": "(FORMAT csv, HEADER)"}
TABLE = "lines"
STATEMENT = 'SELECT "Client", sum("Amount") AS total, count(*) FROM {} GROUP BY 1 ORDER BY 2 DESC'

_until_the_end = ExitStack()
"""Ends the server with the process."""


def big_file(kind: str, lines: int) -> Path:
    """Invoice lines in six columns, one client to a hundred lines, made once and kept in the temporary
    folder."""
    path = FOLDER / f"lines-{lines}.{kind}"
    if path.exists():
        return path
    FOLDER.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar=false")
    connection.execute(
        f"COPY (SELECT 'Client ' || (hash(i) % {lines // CLIENTS_A_LINE}) AS \"Client\","
        " DATE '2023-01-01' + CAST(hash(i + 1) % 730 AS INTEGER) AS \"Date\","
        ' \'P\' || (hash(i + 2) % 500) AS "Article", CAST(hash(i + 3) % 9 + 1 AS INTEGER) AS "Quantity",'
        ' CAST((hash(i + 4) % 1000003) / 100 AS DECIMAL(12, 2)) AS "Amount",'
        f" 'R' || (hash(i) % {lines // CLIENTS_A_LINE} % 20) AS \"Region\""
        f" FROM range({lines}) lines(i)) TO '{part}' {FORMATS[kind]}"
    )
    part.rename(path)
    return path


@cache
def database(lines: int) -> str:
    """The same lines in a PostgreSQL of the benchmark's own, by its URL."""
    url = new_database(_until_the_end.enter_context(running()), "bench")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(
            'CREATE TABLE lines ("Client" text, "Date" date, "Article" text, "Quantity" integer,'
            ' "Amount" numeric(12, 2), "Region" text)'
        )
        copy = connection.cursor().copy("COPY lines FROM STDIN (FORMAT csv, HEADER)")
        with copy as rows, big_file("csv", lines).open("rb") as file:
            while block := file.read(1 << 20):
                rows.write(block)
        connection.execute("VACUUM ANALYZE lines")
    return url


def place(kind: str, lines: int) -> str:
    """The path or the URL of so many lines."""
    return database(lines) if kind == "postgresql" else str(big_file(kind, lines))


def our_lake(where: str) -> Lake:
    engine = opened(address_of(where))
    return looked_at(engine, engine.tables()[0])


def ours(where: str) -> int:
    lake = our_lake(where)
    return read_lake(lake, lake.proposal().choices).count


def with_days(where: str) -> int:
    """The same, and the sales over time, which only one page asks for."""
    lake = our_lake(where)
    choices = lake.proposal().choices
    clients = dated(lake, read_lake(lake, choices), choices)
    assert clients.sales is not None
    assert clients.sales.total == clients.total
    return clients.count


def bare(where: str) -> int:
    """The statement alone, asked of the engine itself."""
    if where.startswith("postgresql"):
        with psycopg.connect(where) as server:
            return len(server.execute(STATEMENT.format(TABLE).encode()).fetchall())
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit='{MEGABYTES}MB'")
    return int(connection.sql(STATEMENT.format(f"'{where}'")).to_arrow_table().num_rows)


JOBS: dict[str, Callable[[str], int]] = {"ours": ours, "bare": bare, "with_days": with_days}


def measured(job: str, kind: str, lines: int, figure: str) -> float:
    """One run in a process of its own: its seconds, or the bytes that it took at most."""
    command = [sys.executable, "-m", "tests.bench.lakes", job, place(kind, lines), str(lines)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(answer.stdout)[figure])


def time_of(kind: str, millions: int, peer: str, goal: float) -> Entry:
    run = partial(measured, kind=kind, lines=millions * MILLION, figure="seconds")
    return Entry(f"lakes-{kind}-{millions}M", peer, goal, partial(run, "ours"), partial(run, "bare"))


def memory_of(job: str, name: str, kind: str, millions: int) -> Entry:
    run = partial(measured, job, kind, millions * MILLION, "bytes")
    return Entry(f"lakes-{name}-{kind}-{millions}M", "a bound of 1.5 GB", 1.0, run, lambda: MOST_MEMORY)


ENTRIES = [
    time_of("parquet", 10, "bare DuckDB", 1.3),
    time_of("parquet", 100, "bare DuckDB", 1.3),
    time_of("csv", 10, "bare DuckDB", 1.3),
    time_of("postgresql", 5, "bare SQL", 1.2),
    memory_of("ours", "memory", "csv", 10),
    memory_of("ours", "memory", "parquet", 100),
    memory_of("with_days", "memory-with-days", "parquet", 10),
    memory_of("with_days", "memory-with-days", "parquet", 100),
]


def main() -> None:
    job, where, lines = JOBS[sys.argv[1]], sys.argv[2], int(sys.argv[3])
    # What asks engines and recognises columns is loaded once in the life of the app.
    job(str(big_file("parquet", THOUSAND)))
    start = time.perf_counter()
    clients = job(where)
    seconds = time.perf_counter() - start
    assert clients > lines // CLIENTS_A_LINE * 0.99
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "bytes": largest}))


if __name__ == "__main__":
    main()
