"""An old workbook (.xls) with its far-away cells near the others.

The fast reader makes room for every place that a sheet says it has, so that a workbook of one kilobyte can
take the whole memory. Here each sheet says what it holds, and cells come nearer where that is nearly nothing.
Record numbers and layouts: [MS-XLS] 2.3 and 2.4.
"""

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

import olefile

from lib.parsing.gaps import Nearer, Skipped, is_sparse, nearer

STREAMS = ("Workbook", "Book")
BEGINNING, END, LOCKED, SHEET, DIMENSIONS, SEVERAL_NUMBERS = 0x809, 0x0A, 0x2F, 0x85, 0x200, 0xBD
CELLS = frozenset((0x203, 0x27E, 0xFD, 0x204, 0xD6, 0x06, 0x206, 0x406, 0x205, SEVERAL_NUMBERS))
"""Numbers, texts, formulas, errors: records that begin with a row and a column."""
_HEADER, _PLACE = struct.Struct("<HH"), struct.Struct("<HH")
_LAST_COLUMN = struct.Struct("<H")
_NEW_SIZE, _OLD_SIZE = struct.Struct("<IIHH"), struct.Struct("<HHHH")
BIFF8 = 0x600
SMALL = 4 << 20
"""Bytes of a workbook that is looked through; a larger one's own word for the size of its sheets is taken."""
CELL_BYTES = 10
"""What a filled cell takes at the least."""


@dataclass(frozen=True)
class _Record:
    kind: int
    start: int
    """Where its content starts in the stream."""
    size: int


def brought_near(data: bytes) -> tuple[bytes, dict[str, Skipped]]:
    """The workbook with long gaps shortened in sheets that hold next to nothing, and for each of those what
    is left out; the same bytes where it is no sound workbook."""
    try:
        return _brought_near(data)
    except (OSError, struct.error, IndexError, ValueError, AttributeError, olefile.olefile.OleFileError):
        return data, {}


def _brought_near(data: bytes) -> tuple[bytes, dict[str, Skipped]]:
    file = io.BytesIO(data)
    with olefile.OleFileIO(file, write_mode=True) as container:
        name = next(name for name in STREAMS if container.exists(name))
        stream = bytearray(container.openstream(name).read())
        skipped = dict(_sheets_brought_near(stream))
        container.write_stream(name, bytes(stream))
        file.seek(0)
        return file.read(), skipped


def _sheets_brought_near(stream: bytearray) -> Iterator[tuple[str, Skipped]]:
    for name, start in _sheets(stream):
        if len(stream) > SMALL and not _says_sparse(stream, start):
            continue
        records = list(_records(stream, start))
        cells = [record for record in records if record.kind in CELLS]
        if not cells:
            continue
        rows, columns = _near_axes(stream, cells)
        if is_sparse(rows.used[-1] + 1, columns.used[-1] + 1, len(cells)):
            for cell in cells:
                _move(stream, cell, rows, columns)
            yield name, rows.skipped
            rows, columns = nearer(rows.new), nearer(columns.new)
        for record in records:
            if record.kind == DIMENSIONS:
                _say_size(stream, record, rows.used, columns.used)


def _says_sparse(stream: bytearray, start: int) -> bool:
    """Whether the sheet itself says that it is far larger than all cells of the workbook."""
    record = next((record for record in _records(stream, start) if record.kind == DIMENSIONS), None)
    if record is None:
        return True
    top, bottom, left, right = _layout(record).unpack_from(stream, record.start)
    return is_sparse(bottom - top, right - left, len(stream) // CELL_BYTES)


def _sheets(stream: bytearray) -> list[tuple[str, int]]:
    """The name of each sheet, and where its records start."""
    sheets = []
    for record in _records(stream, 0):
        if record.kind == LOCKED:
            return []
        if record.kind == SHEET:
            content = bytes(stream[record.start : record.start + record.size])
            start = int.from_bytes(content[:4], "little")
            sheets.append((_name(content[6:], _is_biff8(stream)), start))
    return sheets


def _is_biff8(stream: bytearray) -> bool:
    return int.from_bytes(stream[4:6], "little") >= BIFF8


def _name(content: bytes, biff8: bool) -> str:
    """A sheet's name: its length, in newer files whether its letters are wide, the letters."""
    length = content[0]
    if not biff8:
        return content[1 : 1 + length].decode("cp1252", "replace")
    wide = content[1] & 1
    letters = content[2 : 2 + length * (1 + wide)]
    return letters.decode("utf-16-le" if wide else "latin-1", "replace")


def _records(stream: bytearray, start: int) -> Iterator[_Record]:
    """The records of one part of the stream, without those of parts inside it, such as charts."""
    depth = 0
    while start + 4 <= len(stream):
        kind, size = _HEADER.unpack_from(stream, start)
        depth += (kind == BEGINNING) - (kind == END)
        if depth <= 1:
            yield _Record(kind, start + 4, size)
        if depth == 0:
            return
        start += 4 + size


def _near_axes(stream: bytearray, cells: list[_Record]) -> tuple[Nearer, Nearer]:
    rows, columns = set(), set()
    for cell in cells:
        row, column = _PLACE.unpack_from(stream, cell.start)
        rows.add(row)
        columns.add(column)
        if cell.kind == SEVERAL_NUMBERS:
            columns.update(range(column, _last_column(stream, cell) + 1))
    return nearer(rows), nearer(columns)


def _last_column(stream: bytearray, cell: _Record) -> int:
    return int(_LAST_COLUMN.unpack_from(stream, cell.start + cell.size - 2)[0])


def _move(stream: bytearray, cell: _Record, rows: Nearer, columns: Nearer) -> None:
    row, column = _PLACE.unpack_from(stream, cell.start)
    _PLACE.pack_into(stream, cell.start, rows(row), columns(column))
    if cell.kind == SEVERAL_NUMBERS:
        last = _last_column(stream, cell)
        _LAST_COLUMN.pack_into(stream, cell.start + cell.size - 2, columns(last))


def _say_size(stream: bytearray, record: _Record, rows: tuple[int, ...], columns: tuple[int, ...]) -> None:
    _layout(record).pack_into(stream, record.start, rows[0], rows[-1] + 1, columns[0], columns[-1] + 1)


def _layout(record: _Record) -> struct.Struct:
    """First row, row after the last, first column, column after the last."""
    return _NEW_SIZE if record.size >= _NEW_SIZE.size + 2 else _OLD_SIZE
