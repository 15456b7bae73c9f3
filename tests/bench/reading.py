"""From a file to ranked clients, against reading the same cells and doing nothing with them.

The file is a full sheet. More than nine tenths of what the bare read takes go into unpacking and parsing
the sheet, which reading fewer columns does not spare. What the app adds is the look at the workbook's marks,
which runs beside it, and the way from the cells to clients. Memory is that of the largest process: the one
that parses the file and ends with it.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import fastexcel
import pandas as pd
import xlsxwriter

from lib.reading.clients_from_rows import read_file
from tests.bench.entry import Entry

ROWS, CLIENTS = 1_048_575, 100_000
FOLDER = Path(tempfile.gettempdir()) / "palmares-bench"


def big_file(rows: int = ROWS) -> Path:
    """A full sheet of invoice lines in six columns, made once and kept in the system's temporary folder."""
    path = FOLDER / f"lines-{rows}.xlsx"
    if path.exists():
        return path
    FOLDER.mkdir(exist_ok=True)
    with xlsxwriter.Workbook(path.with_suffix(".part"), {"constant_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Lines")
        sheet.write_row(0, 0, ["Invoice", "Customer ID", "Customer", "Product", "Quantity", "Amount"])
        for row in range(1, rows + 1):
            client = row * 7919 % CLIENTS
            amount = row * 104_729 % 1_000_003 / 100
            cells = [row, client, f"Customer {client}", f"P{row % 500}", row % 9 + 1, amount]
            sheet.write_row(row, 0, cells)
    path.with_suffix(".part").rename(path)
    return path


def ours(path: Path) -> None:
    assert read_file(path.read_bytes(), path.name).count == CLIENTS


def bare(path: Path) -> None:
    """What fastexcel does by itself, its guesses at types included."""
    assert fastexcel.read_excel(path).load_sheet(0).to_arrow().num_rows == ROWS


def pandas_with(engine: str, path: Path) -> None:
    assert len(pd.read_excel(path, engine=engine)) == ROWS  # type: ignore[call-overload]


JOBS: dict[str, Callable[[Path], None]] = {
    "ours": ours,
    "bare": bare,
    "calamine": partial(pandas_with, "calamine"),
    "openpyxl": partial(pandas_with, "openpyxl"),
}


def measured(job: str, figure: str) -> float:
    """One run in a process of its own: its seconds, or the bytes of its largest process."""
    command = [sys.executable, "-m", "tests.bench.reading", job, str(big_file())]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    return float(json.loads(answer.stdout)[figure])


def entry(name: str, peer: str, job: str, goal: float, figure: str = "seconds") -> Entry:
    return Entry(name, peer, goal, partial(measured, "ours", figure), partial(measured, job, figure))


ENTRIES = [
    entry("file-to-clients", "bare fastexcel read", "bare", 1.6),
    entry("file-to-clients-memory", "bare fastexcel read, peak bytes", "bare", 1.1, "bytes"),
    entry("file-to-clients-calamine", "pandas with calamine", "calamine", 1 / 3),
    entry("file-to-clients-openpyxl", "pandas with openpyxl", "openpyxl", 1 / 12),
]


def main() -> None:
    job, path = JOBS[sys.argv[1]], Path(sys.argv[2])
    start = time.perf_counter()
    job(path)
    seconds = time.perf_counter() - start
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps({"seconds": seconds, "bytes": max(usage) * 1024}))


if __name__ == "__main__":
    main()
