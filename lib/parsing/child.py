"""The process that opens a stranger's file: bytes in, sheets of text out.

A crafted workbook can make a reader allocate without end or abort its process. So the app never opens
one itself; this module runs alone (`python -m lib.parsing.child`), with limits, and is thrown away. Its
options are the password, if any, and the encoding and the delimiter of a text file where they were told by
hand; its answer has `sheets`, each with a table, and the plan that an exported workbook holds (`stored`),
whose tables follow.
"""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from lib.parsing.answers import Header, Progress, check_rows, serve
from lib.parsing.formats import OLD_WORKBOOK, ZIP, Start, detect, kind_of_start
from lib.parsing.sandbox import load
from lib.parsing.sheets import ParsedSheet, Writing
from lib.parsing.stored_plan import parted

_READERS: dict[Start | None, tuple[str, ...]] = {
    ZIP: ("workbooks", "rewritten"),
    OLD_WORKBOOK: ("locks", "workbooks", "rewritten", "rewritten_xls"),
    "parquet": ("parquet",),
    "html": ("markup",),
    "xml": ("markup",),
    "text": ("text_files",),
}
"""What is needed for most files of a kind; what few need is loaded at a second start."""
_ARROW = ("pyarrow.ipc", "numpy.ma")
"""The second is what the first loads when it first meets a list."""


def prepare(data: bytes) -> None:
    """Load what reads files that start so."""
    readers = _READERS.get(kind_of_start(data), ())
    for name in (*_ARROW, *(f"lib.parsing.{name}" for name in ("tables", *readers))):
        load(name)
    load("lib.parsing.tables").open_ahead()


def work(data: bytes, options: dict[str, Any], progress: Progress) -> tuple[Header, Sequence[Any], bytes]:
    """The sheets of a file, and the plan that is stored in it. Raises ReadingError."""
    sheets, stored = parted(read(data, options, progress))
    header: Header = {"sheets": [_described(sheet) for sheet in sheets], "stored": None}
    tables = [sheet.cells for sheet in sheets]
    if stored is not None:
        header["stored"] = {"values": stored.values, "damaged": stored.damaged}
        tables += stored.columns
    return header, tables, b""


def read(data: bytes, options: dict[str, str | None], progress: Progress) -> list[ParsedSheet]:
    """The sheets of a file of any known format. Raises ReadingError."""
    kind = detect(data)
    if kind == "locked":
        kind, data = "workbook", _module("locks").unlock(data, options["password"])
    if kind == "workbook":
        parsed: list[ParsedSheet] = _module("workbooks").read_workbook(data, progress)
        return parsed
    if kind == "parquet":
        return [ParsedSheet("", _module("parquet").read_parquet(data))]
    if kind == "html":
        return [ParsedSheet("", table.cells) for table in _module("markup").read_html(data)]
    if kind == "xml":
        sheets, damaged = _module("markup").read_spreadsheet_2003(data)
        return [
            ParsedSheet(name, table.cells, written=Writing(damaged=damaged), skipped_rows=table.skipped)
            for name, table in sheets
        ]
    check_rows(data.count(b"\n"))
    text = _module("text_files").read_text(data, options.get("encoding"), options.get("delimiter"))
    written = Writing(text.encoding, text.delimiter, text.stray_quotes, text.mended_rows)
    return [ParsedSheet("", text.cells, written=written)]


def _module(name: str) -> Any:
    """Only the reader that is needed is loaded: most of the time of a small file goes into loading."""
    return load(f"lib.parsing.{name}")


def _described(sheet: ParsedSheet) -> dict[str, object]:
    marks = asdict(sheet.marks)
    lost = marks.pop("without_value")
    del marks["merged"], marks["booleans"]
    return {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "written": asdict(sheet.written),
        "first_row": sheet.first_row,
        "skipped_rows": sheet.skipped_rows,
        "refused": sheet.refused,
        "marks": marks,
        "formulas_without_value": len(lost),
        "named": sheet.named,
    }


if __name__ == "__main__":
    serve(work, prepare)
