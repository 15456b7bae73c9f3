"""What an xlsx says besides its cells' values: hidden rows and columns, merged cells, formulas that were
saved without their value, and the currencies in number formats."""

import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from lib.parsing.inflate import pieces
from lib.parsing.number_formats import column_number, sheet_paths, style_currencies

CHUNK = 1 << 20
MOST_AFTER_ROWS = 8 << 20
"""Bytes after the last row that are looked at."""
PIECES_AT_END = 24
"""Pieces from the end of a sheet, some megabytes, in which merged cells are listed."""
EDGE = 16
"""Bytes on both sides of the line between two pieces, across which a mark can stand."""
START = 1 << 17
"""Bytes from the top of a sheet in which its first two rows are sought."""
MOST = 200_000
"""Cells of one kind that are noted; a sheet with more is broken as a whole, and its rows are still there."""

_ROW = re.compile(rb"<(?:\w+:)?row [^>]*hidden=\"(?:1|true)\"")
_COLUMN = re.compile(rb"<(?:\w+:)?col [^>]*hidden=\"(?:1|true)\"[^>]*>")
_BOUNDS = re.compile(rb"(min|max)=\"(\d+)\"")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell ref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c r=\"([A-Z]+)(\d+)\"[^>]*><(?:\w+:)?f(?:/>|[^>]*/>|(?:\s[^>]*)?>([^<]*)</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_FIRST_ROWS = re.compile(
    rb"<sheetData>\s*<row r=\"1\"[^>]*>(.*?)</row>\s*<row r=\"2\"[^>]*>(.*?)</row>", re.DOTALL
)
_CELL_START = re.compile(rb"<c r=\"([A-Z]+)\d+\"([^>]*)>")
_TEXT_TYPE = re.compile(rb" t=\"(s|str|inlineStr)\"")
_CELL = re.compile(rb"<(?:\w+:)?c r=\"([A-Z]{1,3})\d+\"(?:[^>]*? s=\"(\d+)\")?")


@dataclass(frozen=True)
class Marks:
    """The marks of one sheet. Rows and columns count from 0, as the sheet does."""

    hidden_rows: int = 0
    hidden_columns: int = 0
    first_column: int = 0
    merged: tuple[tuple[int, int, int], ...] = ()
    """First row, last row, column of cells merged over several rows."""
    without_value: dict[tuple[int, int], str] = field(default_factory=dict)
    """(row, column) → "=B2*C2" where a formula has no stored value."""
    currencies: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Column → the currencies its number formats show."""
    booleans: bool = False
    """Whether some cell says TRUE or FALSE."""


def marks_of(data: bytes) -> dict[str, Marks]:
    """Sheet name → its marks; empty for a file that is no xlsx or too damaged to say."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = style_currencies(archive)
            return {name: _marks(data, archive, path, styles) for name, path in sheet_paths(archive).items()}
    except (zipfile.BadZipFile, KeyError, OSError, SyntaxError, ValueError, IndexError, NotImplementedError):
        return {}


def sheets_that_start_with_headings(data: bytes) -> set[str]:
    """The names of the sheets of an xlsx that have nothing but texts in their first row, from A1 on without
    a gap, and a number in their second."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {
                name for name, path in sheet_paths(archive).items() if _starts_with_headings(archive, path)
            }
    except (zipfile.BadZipFile, KeyError, OSError, SyntaxError, ValueError, NotImplementedError):
        return set()


def _starts_with_headings(archive: zipfile.ZipFile, path: str) -> bool:
    with archive.open(path) as file:
        first_rows = _FIRST_ROWS.search(file.read(START))
    if first_rows is None:
        return False
    first, second = (_CELL_START.findall(row) for row in first_rows.groups())
    texts = all(_TEXT_TYPE.search(cell) for _, cell in first)
    columns = [column_number(letters.decode()) for letters, _ in first]
    numbers = any(b" t=" not in cell for _, cell in second)
    return len(first) > 1 and texts and columns == list(range(len(first))) and numbers


def _marks(data: bytes, archive: zipfile.ZipFile, path: str, styles: list[str | None]) -> Marks:
    seen = _Seen(pieces(data, archive, path))
    hidden_rows = 0
    without_value: dict[tuple[int, int], str] = {}
    # Few sheets have these; only theirs are gone through row by row.
    if seen.hidden or seen.formulas:
        for part in _parts(pieces(data, archive, path)):
            hidden_rows += len(_ROW.findall(part)) if seen.hidden else 0
            if seen.formulas:
                without_value |= _without_value(part, MOST - len(without_value))
    columns = [column_number(letters.decode()) for letters, _ in _CELL.findall(seen.start)]
    merged = [_vertical(*merged_range) for merged_range in _MERGED.findall(seen.end)]
    return Marks(
        hidden_rows,
        _hidden_columns(seen.start),
        min(columns, default=0),
        tuple(span for span in merged if span),
        without_value,
        _currencies(seen.start, styles) if any(styles) else {},
        seen.booleans,
    )


class _Seen:
    """What a sheet has anywhere, how it starts and how it ends."""

    def __init__(self, content: Iterator[bytes]) -> None:
        self.booleans = self.formulas = self.hidden = False
        self.formula_ends = b"</f>"
        self.start = edge = b""
        last: deque[bytes] = deque(maxlen=PIECES_AT_END)
        for piece in content:
            if not self.start and b":row" in piece:
                self.formula_ends = b":f>"
            if len(self.start) < CHUNK:
                self.start += piece
            last.append(piece)
            self._look(piece)
            self._look(edge + piece[:EDGE])
            edge = piece[-EDGE:]
        self.end = b"".join(last)

    def _look(self, text: bytes) -> None:
        # A formula that others share is written out where it comes first.
        self.formulas = self.formulas or self.formula_ends in text
        self.booleans = self.booleans or b' t="b"' in text
        self.hidden = self.hidden or b' hidden="' in text


def _parts(content: Iterator[bytes]) -> Iterator[bytes]:
    """The sheet in pieces that end where a row ends."""
    rest = b""
    for piece in content:
        end = piece.rfind(b"row>")
        if end < 0:
            rest = (rest + piece)[-MOST_AFTER_ROWS:]
            continue
        yield rest + piece[: end + 4]
        rest = piece[end + 4 :]


def _without_value(part: bytes, room: int) -> dict[tuple[int, int], str]:
    formulas: dict[tuple[int, int], str] = {}
    for match in _FORMULA.finditer(part):
        if len(formulas) >= room:
            break
        letters, row, formula = match.groups()
        text = unescape((formula or b"").decode("utf-8", "replace"))
        formulas[int(row) - 1, column_number(letters.decode())] = f"={text}"
    return formulas


def _vertical(left: bytes, top: bytes, right: bytes, bottom: bytes) -> tuple[int, int, int] | None:
    """A merged range of one column and several rows, but not a whole column's worth."""
    if left != right or not 0 < int(bottom) - int(top) < 10_000:
        return None
    return int(top) - 1, int(bottom) - 1, column_number(left.decode())


def _hidden_columns(start: bytes) -> int:
    count = 0
    for column in _COLUMN.findall(start):
        bounds = {name: int(value) for name, value in _BOUNDS.findall(column)}
        last = min(bounds.get(b"max", 1), 1000)
        count += max(0, last - bounds.get(b"min", 1) + 1)
    return count


def _currencies(start: bytes, styles: list[str | None]) -> dict[int, tuple[str, ...]]:
    by_column: dict[int, set[str]] = {}
    for letters, style in _CELL.findall(start):
        if style and (currency := styles[int(style)]):
            by_column.setdefault(column_number(letters.decode()), set()).add(currency)
    return {column: tuple(sorted(currencies)) for column, currencies in by_column.items()}
