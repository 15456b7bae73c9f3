"""From lines that lie elsewhere to ranked clients, against the bare statement that groups them by client.

Both run in a process of their own on the same file, with the same engine and the same bound on its memory;
the time is that of the work, without what Python loads before. `PALMARES_BENCH_LINES` says how many lines
there are: 10 million, unless a machine has the room for 100. Memory is held against the bound of a gigabyte
and a half."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

import duckdb

from lib.lakes.address import address_of
from lib.lakes.engines import MEGABYTES, opened
from lib.lakes.lake import Lake, dated, looked_at, read_lake
from tests.bench.entry import Entry

LINES = int(os.environ.get("PALMARES_BENCH_LINES", "10_000_000"))
CLIENTS_A_LINE = 100
FOLDER = Path(tempfile.gettempdir()) / "palmares-bench"
MOST_MEMORY = 1.5e9
FORMATS = {"parquet": "(FORMAT parquet)", "csv": "(FORMAT csv, HEADER)"}


def big_file(kind: str) -> Path:
    """Invoice lines in six columns, one client to a hundred lines, made once and kept in the temporary
    folder."""
    path = FOLDER / f"lines-{LINES}.{kind}"
    if path.exists():
        return path
    FOLDER.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    duckdb.connect().execute(
        f"COPY (SELECT 'Client ' || (hash(i) % {LINES // CLIENTS_A_LINE}) AS \"Client\","
        " DATE '2023-01-01' + CAST(hash(i + 1) % 730 AS INTEGER) AS \"Date\","
        ' \'P\' || (hash(i + 2) % 500) AS "Article", CAST(hash(i + 3) % 9 + 1 AS INTEGER) AS "Quantity",'
        ' CAST((hash(i + 4) % 1000003) / 100 AS DECIMAL(12, 2)) AS "Amount",'
        f" 'R' || (hash(i) % {LINES // CLIENTS_A_LINE} % 20) AS \"Region\""
        f" FROM range({LINES}) lines(i)) TO '{part}' {FORMATS[kind]}"
    )
    part.rename(path)
    return path


def our_lake(kind: str) -> Lake:
    return looked_at(opened(address_of(str(big_file(kind)))), "files")


def ours(kind: str) -> None:
    lake = our_lake(kind)
    assert read_lake(lake, lake.proposal().choices).count > LINES // CLIENTS_A_LINE * 0.99


def with_days(kind: str) -> None:
    """The same, and the sales over time, which only one page asks for."""
    lake = our_lake(kind)
    choices = lake.proposal().choices
    clients = dated(lake, read_lake(lake, choices), choices)
    assert clients.sales is not None
    assert clients.sales.total == clients.total


def bare(kind: str) -> None:
    connection = duckdb.connect()
    connection.execute(f"SET memory_limit='{MEGABYTES}MB'")
    columns = '"Client", sum("Amount") AS total, count(*)'
    statement = f"SELECT {columns} FROM '{big_file(kind)}' GROUP BY 1 ORDER BY 2 DESC"
    assert connection.execute(statement).to_arrow_table().num_rows > LINES // CLIENTS_A_LINE * 0.99


JOBS = {"ours": ours, "bare": bare, "with_days": with_days}


def measured(job: str, kind: str, figure: str) -> float:
    """One run in a process of its own: its seconds, or the bytes that it took at most."""
    big_file(kind)
    command = [sys.executable, "-m", "tests.bench.lakes", job, kind]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(answer.stdout)[figure])


ENTRIES = [
    Entry(
        f"lines of {kind} to ranked clients",
        "bare DuckDB",
        1.3,
        partial(measured, "ours", kind, "seconds"),
        partial(measured, "bare", kind, "seconds"),
    )
    for kind in FORMATS
] + [
    Entry(
        "memory of lines to ranked clients",
        "a bound of 1.5 GB",
        1.0,
        partial(measured, "ours", "parquet", "bytes"),
        lambda: MOST_MEMORY,
    ),
    Entry(
        "memory with the sales over time",
        "a bound of 1.5 GB",
        1.0,
        partial(measured, "with_days", "parquet", "bytes"),
        lambda: MOST_MEMORY,
    ),
]


if __name__ == "__main__":
    start = time.perf_counter()
    JOBS[sys.argv[1]](sys.argv[2])
    seconds = time.perf_counter() - start
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "bytes": largest}))
