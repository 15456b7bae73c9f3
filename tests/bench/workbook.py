"""The plan of 100,000 clients as a workbook, beside the same cells dumped by XlsxWriter and by openpyxl."""

import io
import re
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import time as time_of_day
from datetime import timedelta
from functools import cache
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.utils.datetime import to_excel
from xlsxwriter.utility import xl_cell_to_rowcol

from lib.clients.model import ClientList
from lib.exports.plan_workbook import write_plan
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.texts import Texts
from tests.bench.entry import Entry
from tests.lists import list_of

CLIENTS = 100_000
_FORMULA = re.compile("^=")


@cache
def a_list() -> ClientList:
    return list_of([10_000_000 // rank + 7 for rank in range(1, CLIENTS + 1)])


def timed(job: Callable[[], object]) -> Callable[[], float]:
    """One run in seconds."""

    def run() -> float:
        start = time.perf_counter()
        job()
        return time.perf_counter() - start

    return run


def ours() -> bytes:
    clients = a_list()
    return write_plan(compute(clients, Plan()), Texts("en"))


@cache
def the_cells() -> dict[str, list[tuple[int, int, Any, Any]]]:
    """Every cell of our workbook: row, column, formula or value, and the value of a formula."""
    data = ours()
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return {
        sheet.title: [
            (*xl_cell_to_rowcol(cell.coordinate), _plain(cell.value), _plain(value.value))
            for row, found in zip(sheet.iter_rows(), values[sheet.title].iter_rows(), strict=True)
            for cell, value in zip(row, found, strict=True)
            if cell.value is not None
        ]
        for sheet in formulas
    }


def _plain(value: Any) -> Any:
    """A time as the number that the cell holds."""
    return to_excel(value) if isinstance(value, timedelta | time_of_day) else value


def bare() -> bytes:
    """The same cells and values, without a table, a colour or a width."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        plain = book.add_format({"num_format": "#,##0"})
        for name, cells in the_cells().items():
            sheet = book.add_worksheet(name)
            for row, column, content, value in cells:
                if isinstance(content, str) and _FORMULA.match(content):
                    sheet.write_formula(row, column, content, plain, value)
                elif isinstance(content, str):
                    sheet.write_string(row, column, content, plain)
                else:
                    sheet.write_number(row, column, content, plain)
    return file.getvalue()


def openpyxl_dump() -> bytes:
    file, book = io.BytesIO(), openpyxl.Workbook()
    for name, cells in the_cells().items():
        sheet = book.create_sheet(name)
        for row, column, content, _ in cells:
            sheet.cell(row + 1, column + 1, content)
    book.save(file)
    return file.getvalue()


def peak(prepare: str, job: str) -> float:
    """Megabytes that a job takes above what was there before, in a process of its own."""
    command = [sys.executable, "-c", _PEAK.format(prepare=prepare, job=job)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def our_peak() -> float:
    """Above the list and its plan."""
    return peak("result = compute(a_list(), Plan())", 'write_plan(result, Texts("en"))')


def bare_peak() -> float:
    """Above the cells themselves, the texts of their formulas included: what XlsxWriter adds to them."""
    return peak("the_cells()", "bare()")


_PEAK = """
from pathlib import Path
from lib.exports.plan_workbook import write_plan
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.texts import Texts
from tests.bench.workbook import a_list, bare, the_cells

def most():
    # The system's own count would also hold what the parent used when it started this process.
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024

{prepare}
Path("/proc/self/clear_refs").write_text("5")
before = most()
{job}
print(most() - before)
"""


ENTRIES = [
    Entry("workbook-memory", "250 MB above the app's", 1.0, our_peak, lambda: 250.0),
    Entry("workbook-memory-floor", "XlsxWriter, same cells", 1.0, our_peak, bare_peak),
    Entry("workbook", "XlsxWriter, same cells", 1.0, timed(ours), timed(bare)),
    Entry("workbook-openpyxl", "openpyxl, same cells", 1.0, timed(ours), timed(openpyxl_dump)),
]
