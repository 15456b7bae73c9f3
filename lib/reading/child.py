"""The process that opens a stranger's file: bytes in, tables of text out.

A crafted workbook can make a reader allocate without end or abort its process. So the app never opens
one itself; this module runs alone (`python -m lib.reading.child`), with limits, and is thrown away. On
standard input: one line of JSON (the password, if any), then the file. On standard output: one line of
JSON (the sheets, or an error code), then one Arrow stream a sheet.
"""

import io
import json
import sys
from collections.abc import Iterator
from importlib import import_module

import fastexcel
import msoffcrypto
import pyarrow as pa
from pyarrow import parquet

from lib.reading.errors import ReadingError
from lib.reading.formats import detect
from lib.reading.markup import read_html, read_spreadsheet_2003
from lib.reading.number_formats import currencies
from lib.reading.text_files import read_text

Sheets = list[tuple[str, bool, pa.Table]]
"""Name, hidden, cells as text."""


def main() -> None:
    """Read one file and write its sheets."""
    options = json.loads(sys.stdin.buffer.readline())
    _limit_memory(options["memory"])
    data = sys.stdin.buffer.read()
    try:
        sheets = read(data, options["password"])
        text = detect(data) == "text"
    except ReadingError as error:
        _write({"error": error.code})
    except MemoryError:
        _write({"error": "too_large"})
    except BaseException:  # the reader raises what is no Exception; its text could quote the file
        _write({"error": "unreadable"})
    else:
        money = currencies(data, len(sheets)) or [{}] * len(sheets)
        described = [
            {"name": name, "hidden": hidden, "currencies": found}
            for (name, hidden, _), found in zip(sheets, money, strict=False)
        ]
        _write({"text": text, "sheets": described}, sheets)


def read(data: bytes, password: str | None = None) -> Sheets:
    """The sheets of a file of any known format. Raises ReadingError."""
    kind = detect(data)
    if kind == "locked":
        return list(_workbook(_unlock(data, password)))
    if kind == "workbook":
        return list(_workbook(data))
    if kind == "parquet":
        return [("", False, _parquet(data))]
    if kind == "html":
        return [("", False, read_html(data))]
    if kind == "xml":
        return [(name, False, table) for name, table in read_spreadsheet_2003(data)]
    return [("", False, read_text(data))]


def _workbook(data: bytes) -> Iterator[tuple[str, bool, pa.Table]]:
    reader = fastexcel.read_excel(data)
    for name in reader.sheet_names:
        sheet = reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        yield name, sheet.visible != "visible", _table(sheet.to_arrow())


def _table(batch: pa.RecordBatch) -> pa.Table:
    table = pa.Table.from_batches([batch])
    return table.rename_columns([str(place) for place in range(table.num_columns)])


def _unlock(data: bytes, password: str | None) -> bytes:
    """Raises ReadingError: password_needed, password_wrong."""
    if password is None:
        raise ReadingError("password_needed")
    opened = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=password)
        file.decrypt(opened)
    except Exception as error:  # a wrong password shows as any of many errors of the decryption
        raise ReadingError("password_wrong") from error
    return opened.getvalue()


def _parquet(data: bytes) -> pa.Table:
    table = parquet.read_table(io.BytesIO(data))
    columns = [column.cast(pa.string()) for column in table.columns]
    headed = [
        pa.concat_arrays([pa.array([name]), *column.chunks])
        for name, column in zip(table.column_names, columns, strict=True)
    ]
    return pa.table(headed, names=[str(place) for place in range(len(headed))])


def _limit_memory(megabytes: int) -> None:
    """Where the system can: the parent watches as well, but an allocation can be faster than its eye."""
    try:
        resource = import_module("resource")  # not on Windows
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))
    except (ImportError, ValueError, OSError):
        pass


def _write(header: dict[str, object], sheets: Sheets | None = None) -> None:
    out = sys.stdout.buffer
    out.write(json.dumps(header).encode() + b"\n")
    for _, _, table in sheets or []:
        with pa.ipc.new_stream(out, table.schema) as stream:
            stream.write_table(table)
    out.flush()


if __name__ == "__main__":
    main()
