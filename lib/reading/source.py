"""Opening a file in a process of its own, with limits of time and memory."""

import io
import json
import os
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import psutil
import pyarrow as pa

from lib.reading.errors import ReadingError
from lib.reading.layout import Layout, find_layout

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost."""

    seconds: float = 120
    megabytes: int = 4096


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: every cell as text, and where its table is."""

    name: str
    hidden: bool
    cells: pa.Table = field(repr=False)
    layout: Layout
    currencies: dict[int, str] = field(default_factory=dict)
    """Column (from 0) → currency, where number formats name one."""
    from_text: bool = False
    """Whether the cells come from a text file, where a point may part thousands."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns, made unique."""
        return self.layout.headings

    @property
    def rows(self) -> int:
        """Rows below the headings."""
        return max(0, int(self.cells.num_rows) - self.layout.first_row)

    def column(self, heading: str) -> pa.ChunkedArray:
        """The cells below a heading. Raises ReadingError: unknown_column."""
        if heading not in self.headings:
            raise ReadingError("unknown_column", column=heading, sheet=self.name)
        return self.cells.column(self.headings.index(heading)).slice(self.layout.first_row)

    def preview(self, count: int) -> pd.DataFrame:
        """The first rows below the headings, as text, as they are in the file."""
        rows = self.cells.slice(self.layout.first_row, count).rename_columns(list(self.headings))
        return pd.DataFrame(rows.to_pydict()).fillna("")


@dataclass(frozen=True, eq=False)
class Source:
    """A file that has been opened: its sheets that hold anything, in the file's order."""

    name: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name. Raises ReadingError: unknown_sheet."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise ReadingError("unknown_sheet", sheet=name, sheets=", ".join(one.name for one in self.sheets))


def open_source(data: bytes, name: str, password: str | None = None, limits: Limits | None = None) -> Source:
    """Open a file of any known format.

    Raises ReadingError: empty, not_a_table, broken_zip, unreadable, password_needed, password_wrong,
    too_slow, too_large.
    """
    if not data:
        raise ReadingError("empty")
    header, tables = _parse_apart(data, password, limits or Limits())
    sheets = tuple(
        Sheet(
            name=sheet["name"] or Path(name).stem,
            hidden=sheet["hidden"],
            cells=table,
            layout=find_layout(table),
            currencies={int(place): currency for place, currency in sheet["currencies"].items()},
            from_text=header["text"],
        )
        for sheet, table in zip(header["sheets"], tables, strict=True)
        if table.num_rows and table.num_columns
    )
    if not sheets:
        raise ReadingError("empty")
    return Source(name, sheets)


def _parse_apart(data: bytes, password: str | None, limits: Limits) -> tuple[dict, list[pa.Table]]:  # type: ignore[type-arg]
    options = json.dumps({"password": password, "memory": limits.megabytes}).encode() + b"\n"
    answer = _run(options + data, limits)
    line = answer.readline()
    if not line:
        raise ReadingError("unreadable")
    header = json.loads(line)
    if "error" in header:
        raise ReadingError(header["error"], **_limit_details(header["error"], limits))
    return header, [pa.ipc.open_stream(answer).read_all() for _ in header["sheets"]]


def _limit_details(code: str, limits: Limits) -> dict[str, int]:
    if code == "too_slow":
        return {"seconds": round(limits.seconds)}
    return {"megabytes": limits.megabytes} if code == "too_large" else {}


def _run(request: bytes, limits: Limits) -> io.BytesIO:
    """Run the child; kill it at a limit."""
    variables = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
    child = subprocess.Popen(
        [sys.executable, "-m", "lib.reading.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
        env=variables,
    )
    broken: list[str] = []
    watch = threading.Thread(target=_watch, args=(child, limits, broken), daemon=True)
    watch.start()
    answer, _ = child.communicate(request)
    watch.join()
    if broken:
        raise ReadingError(broken[0], **_limit_details(broken[0], limits))
    return io.BytesIO(answer)


def _watch(child: subprocess.Popen[bytes], limits: Limits, broken: list[str]) -> None:
    end = time.monotonic() + limits.seconds
    process = psutil.Process(child.pid)
    while child.poll() is None:
        try:
            used = process.memory_info().rss
        except psutil.Error:
            return
        if used > limits.megabytes << 20:
            broken.append("too_large")
        elif time.monotonic() > end:
            broken.append("too_slow")
        if broken:
            child.kill()
            return
        time.sleep(0.02)
