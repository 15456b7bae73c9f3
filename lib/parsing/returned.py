"""The process that reads what people send back of their follow-up (`python -m lib.parsing.returned`).

Its answer has `logs`: for each sheet to be filled in, what its mark says, and the rows that hold anything; or
`events`, those of a calendar; and whether the file is an exported plan (`plan`). Every value is a text; a day
is written 2026-03-31.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from lib.parsing.answers import Header, Progress, serve
from lib.parsing.errors import ReadingError
from lib.parsing.follow_up_mark import (
    CLIENT,
    DONE,
    HEADINGS_BELOW,
    KEY,
    MINUTES,
    NOTE,
    PLANNED,
    SERVICE,
    SIGN,
    SLOT,
)
from lib.parsing.plan_mark import is_exported_plan
from lib.parsing.sandbox import load

MOST_SHEETS, MOST_ROWS, MOST_COLUMNS = 300, 20_000, 40
LARGEST = 64 << 20
"""Bytes to which a part of a workbook may unpack."""
MOST_EVENTS = 5_000
LONGEST_TEXT = 2_000
"""Characters of a cell; a calendar's list of clients may be longer."""
_CALENDAR = b"BEGIN:VCALENDAR"
_COLUMNS = (SLOT, KEY, CLIENT, SERVICE, PLANNED, DONE, MINUTES, NOTE)


def prepare(data: bytes) -> None:
    """Load what reads files that start so."""
    if data[:4] == b"PK\x03\x04":
        for name in ("openpyxl.reader.excel", "openpyxl.utils.datetime"):
            load(name)


def work(data: bytes, options: dict[str, Any], progress: Progress) -> tuple[Header, Sequence[Any], bytes]:
    """What the file says was done. Raises ReadingError: unreadable, too_large."""
    if data.lstrip(b"\xef\xbb\xbf \r\n")[: len(_CALENDAR)].upper() == _CALENDAR:
        return {"events": list(_events(data)), "logs": [], "plan": False}, (), b""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(info.file_size > LARGEST for info in archive.infolist()):
                raise ReadingError("too_large", megabytes=LARGEST >> 20)
        logs = list(_logs(data))
    except (
        zipfile.BadZipFile,
        OSError,
        SyntaxError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
    ) as error:
        raise ReadingError("unreadable") from error
    return {"events": [], "logs": logs, "plan": is_exported_plan(data)}, (), b""


def _logs(data: bytes) -> Iterator[dict[str, Any]]:
    openpyxl = load("openpyxl.reader.excel")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of parts that openpyxl could not write again
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets[:MOST_SHEETS]:
        rows = list(sheet.iter_rows(min_row=1, max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True))
        mark = _mark(rows)
        if mark is not None:
            top, left = mark
            told = [_text(_cell(rows, top + step, left)) for step in (0, 1)]
            first = rows[top + HEADINGS_BELOW :]
            yield {"told": told, "rows": [values for row in first if (values := _filled(row, left))]}


def _mark(rows: Sequence[Sequence[Any]]) -> tuple[int, int] | None:
    """Where the mark stands, among the first rows."""
    for top, row in enumerate(rows[:10]):
        for left, cell in enumerate(row):
            if isinstance(cell, str) and cell.startswith(SIGN):
                return top, left
    return None


def _cell(rows: Sequence[Sequence[Any]], row: int, column: int) -> Any:
    return rows[row][column] if row < len(rows) and 0 <= column < len(rows[row]) else None


def _filled(row: Sequence[Any], left: int) -> list[str] | None:
    """The cells of a row in which a day, minutes or a note stands."""
    values = [_text(row[left + at]) if 0 <= left + at < len(row) else "" for at in _COLUMNS]
    return values if any(values[_COLUMNS.index(at)] for at in (DONE, MINUTES, NOTE)) else None


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()[:LONGEST_TEXT]


def _events(data: bytes) -> Iterator[dict[str, str]]:
    """The entries of a calendar (RFC 5545), each with the properties that matter. Zones of time need files
    that cannot be opened here, and the day is all that counts: the lines are read as they are."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "")
    event: dict[str, str] | None = None
    count = 0
    for line in text.split("\n"):
        name, _, value = line.partition(":")
        name = name.partition(";")[0].upper()
        if name == "BEGIN" and value.strip().upper() in ("VEVENT", "VTODO"):
            event = {}
        elif name == "END" and event is not None and value.strip().upper() in ("VEVENT", "VTODO"):
            count += 1
            if count > MOST_EVENTS:
                raise ReadingError("too_large", megabytes=LARGEST >> 20)
            yield event
            event = None
        elif event is not None and name in _PROPERTIES:
            event[name.lower()] = _unescaped(value.strip())
    if event is None and not count and "BEGIN:VEVENT" in text.upper():
        raise ReadingError("unreadable")


_PROPERTIES = {
    "UID",
    "SUMMARY",
    "DESCRIPTION",
    "STATUS",
    "CATEGORIES",
    "DTSTART",
    "DUE",
    "COMPLETED",
    "PERCENT-COMPLETE",
}


def _unescaped(value: str) -> str:
    """A text of RFC 5545 § 3.3.11."""
    marks = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    written, at = "", 0
    while at < len(value):
        pair = value[at : at + 2]
        written += marks.get(pair, value[at])
        at += 2 if pair in marks else 1
    return written


if __name__ == "__main__":
    serve(work, prepare)
