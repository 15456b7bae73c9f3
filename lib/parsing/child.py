"""The process that opens a stranger's file: bytes in, sheets of text out.

A crafted workbook can make a reader allocate without end or abort its process. So the app never opens
one itself; this module runs alone (`python -m lib.parsing.child`), with limits, and is thrown away. On
standard input: one line of JSON (the password, if any; the memory allowed; the encoding and the delimiter
of a text file where they were told by hand), then the file. On standard
output: lines of JSON with the share that is done, one with the sheets or an error, then one Arrow stream
a sheet.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module
from typing import Any

from lib.parsing.errors import ReadingError
from lib.parsing.formats import detect
from lib.parsing.sheets import ParsedSheet, Writing

Progress = Callable[[float], None]


def main() -> None:
    """Read one file and write its sheets."""
    options = json.loads(sys.stdin.buffer.readline())
    _limit_memory(options["memory"])
    try:
        sheets = read(sys.stdin.buffer.read(), options, lambda share: _say({"done": share}))
    except ReadingError as error:
        _say({"error": error.code})
    except MemoryError:
        _say({"error": "too_large"})
    except BaseException:  # the reader raises what is no Exception; its text could quote the file
        _say({"error": "unreadable"})
    else:
        _write(sheets)


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
    text = _module("text_files").read_text(data, options.get("encoding"), options.get("delimiter"))
    written = Writing(text.encoding, text.delimiter, text.stray_quotes, text.mended_rows)
    return [ParsedSheet("", text.cells, written=written)]


def _module(name: str) -> Any:
    """Only the reader that is needed is loaded: most of the time of a small file goes into loading."""
    return import_module(f"lib.parsing.{name}")


def _limit_memory(megabytes: int) -> None:
    """Where the system can: the parent watches as well, but an allocation can be faster than its eye."""
    try:
        resource = import_module("resource")  # not on Windows
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    except (ImportError, ValueError, OSError):
        pass


def _say(line: dict[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(line).encode() + b"\n")
    sys.stdout.buffer.flush()


def _write(sheets: list[ParsedSheet]) -> None:
    _say({"sheets": [_described(sheet) for sheet in sheets]})
    ipc = import_module("pyarrow").ipc
    for sheet in sheets:
        with ipc.new_stream(sys.stdout.buffer, sheet.cells.schema) as stream:
            stream.write_table(sheet.cells)
    sys.stdout.buffer.flush()


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
    main()
