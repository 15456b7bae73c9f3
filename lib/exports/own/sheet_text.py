"""The text of a sheet: its rows, which may be a million and are changed as text, and what stands around them.

Cells are found by their places, so that further ones can be put among them; every cell that stays keeps its
bytes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from xml.sax.saxutils import escape

from lib.excel.cells import cell_text
from lib.exports.own.model import OwnWorkbookError, Value
from lib.exports.own.package import as_bytes, parsed

LAST_COLUMN = 16_384
_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*?(/?)>")
_ROW = re.compile(rb"<((?:\w+:)?)row\b([^>]*?)(/?)>")
_CELL = re.compile(
    rb"<((?:\w+:)?)c\b([^>]*?)(?:/>|>([^<]*(?:<(?!/?(?:\w+:)?c[\s/>])[^<]*)*)</\1c>)", re.DOTALL
)
"""A cell; what it holds has no cell within it, so that one that is never closed is not sought to the end."""
_PLACE = re.compile(rb'\br="([A-Z]+)\d*"')
_NUMBER = re.compile(rb'\br="(\d+)"')
_SPANS = re.compile(rb'\bspans="(\d+):(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')

Cell = tuple[int, bytes, bytes]
"""The number of its column, its attributes, and what it holds ("" for one that has only a format)."""


class SheetText:
    """A sheet in two parts: `tree` is what stands around the rows."""

    def __init__(self, text: bytes) -> None:
        start = _DATA.search(text)
        if start is None:
            raise OwnWorkbookError("unusual")
        end = start.end()
        if not start[2]:
            closing = b"</" + start[1] + b"sheetData>"
            end = text.find(closing, start.end()) + len(closing)
            if end < start.end():
                raise OwnWorkbookError("unusual")
        self._tag = b"<" + start[1] + b"sheetData/>"
        self.rows = text[start.start() : end]
        self.tree: Any = parsed(text[: start.start()] + self._tag + text[end:])

    def written(self) -> bytes:
        """The sheet as it is now."""
        before, after = as_bytes(self.tree).split(self._tag)
        return before + self.rows + after

    def numbered_rows(self) -> Iterator[tuple[bytes, int]]:
        """Each row that holds cells, with its number."""
        for piece, number, has_cells in _pieces(self.rows):
            if has_cells:
                yield piece, number

    def change(self, change: Callable[[bytes, int], bytes]) -> None:
        """Let every row that holds cells be what the function makes of it and its number."""
        pieces = _pieces(self.rows)
        self.rows = b"".join(
            change(piece, number) if has_cells else piece for piece, number, has_cells in pieces
        )


def _pieces(rows: bytes) -> Iterator[tuple[bytes, int, bool]]:
    """The text in pieces: each row with its number and whether it holds cells; what stands between."""
    position = number = 0
    for match in _ROW.finditer(rows):
        yield rows[position : match.start()], 0, False
        prefix, attributes, closed = match.groups()
        given = _NUMBER.search(attributes)
        number = int(given[1]) if given else number + 1
        end = match.end()
        if not closed:
            closing = b"</" + prefix + b"row>"
            end = rows.find(closing, match.end()) + len(closing)
            if end < match.end():
                raise OwnWorkbookError("unusual")
        yield rows[match.start() : end], number, not closed
        position = end
    yield rows[position:], 0, False


def cells_of(row: bytes) -> Iterator[Cell]:
    """The cells of a row. One that does not say where it is makes the sheet unusual."""
    for _, attributes, content in _CELL.findall(row):
        reference = _PLACE.search(attributes)
        if reference is None:
            raise OwnWorkbookError("unusual")
        yield column_number(reference[1]), attributes, content


def style_of(attributes: bytes) -> int:
    """The number of a cell's format."""
    style = _STYLE.search(attributes)
    return int(style[1]) if style else 0


def row_with(row: bytes, number: int, first: int, values: Sequence[Value], styles: Sequence[int]) -> bytes:
    """The row with values from a column on, instead of what stood there. A value of None leaves its cell
    empty; `styles` are the numbers of the formats, 0 for none."""
    start = _ROW.match(row)
    assert start is not None
    prefix, last = start[1], first + len(values) - 1
    kept, behind = start.end(), start.end()
    pieces: list[bytes] = []
    for match in _CELL.finditer(row, start.end()):
        reference = _PLACE.search(match[2])
        column = column_number(reference[1]) if reference else 0
        if column > last:
            break
        if column >= first:
            pieces.append(row[kept : match.start()])
            kept = match.end()
        behind = match.end()
    new = cells_text(values, first, number, prefix, styles)
    return b"".join([_spanning(start[0], last), *pieces, row[kept:behind], new, row[behind:]])


def _spanning(opening: bytes, last: int) -> bytes:
    """The tag of a row that says how far its cells reach."""
    return _SPANS.sub(lambda spans: b'spans="%s:%d"' % (spans[1], max(int(spans[2]), last)), opening)


def cells_text(
    values: Sequence[Value], first: int, row: int, prefix: bytes = b"", styles: Sequence[int] = ()
) -> bytes:
    """Cells side by side."""
    p, written = prefix.decode(), []
    for offset, value in enumerate(values):
        style = styles[offset] if styles else 0
        attributes = f'r="{letters(first + offset)}{row}"' + (f' s="{style}"' if style else "")
        if isinstance(value, str):
            text = escape(cell_text(value))
            written.append(
                f'<{p}c {attributes} t="inlineStr">'
                f'<{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is></{p}c>'
            )
        elif value is not None:
            written.append(f"<{p}c {attributes}><{p}v>{value!r}</{p}v></{p}c>")
        elif style:
            written.append(f"<{p}c {attributes}/>")
    return "".join(written).encode()


def column_number(text: bytes | str) -> int:
    """A column's number from 1 by its letters."""
    column = 0
    for letter in text.encode() if isinstance(text, str) else text:
        column = column * 26 + letter - 64
    return column


def letters(column: int) -> str:
    """The letters of a column."""
    written = ""
    while column:
        column, rest = divmod(column - 1, 26)
        written = chr(65 + rest) + written
    return written
