"""The package of a workbook with further columns and one more sheet, and everything else as it was. It is a
stranger's file: this runs in a process of its own (`lib.exports.child`).

The file is not opened and saved again: no library keeps charts, slicers, pivot tables, form controls,
threaded comments and stored results of formulas all at once. Instead, cells are added to the text of the
one sheet (or the few) that the clients were read from, and one sheet is added. Every other part of the
package stays byte for byte what it was, and so does every cell that was there.

The new columns come after the last one that is in use: columns put in beside the clients would move cells
that formulas, names, charts and filters point at.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import PurePosixPath
from typing import Literal
from xml.sax.saxutils import escape, quoteattr, unescape

from lib.excel.cells import cell_text

Reason = Literal["kind", "strict", "signed", "unusual", "no_room", "too_large"]
Value = str | int | float | None

NEW_SHEET = "Palmarès"
LAST_COLUMN = 16_384
LARGEST = 1 << 30
"""Bytes to which a workbook may unpack: the sheet of a million rows takes 400 MB."""
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = b"http://purl.oclc.org/ooxml/"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WORKBOOK_TYPES = (b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml")
_PART = "palmares{}.xml"
_ROW = re.compile(rb"<((?:\w+:)?)row\b([^>]*?)(/?)>")
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)\d+"')
_NUMBER = re.compile(rb'\br="(\d+)"')
_SPANS = re.compile(rb'\bspans="(\d+):(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_DIMENSION = re.compile(rb'(<(?:\w+:)?dimension\b[^>]*?\bref=")([A-Z]+\d+):([A-Z]+)(\d+)"')


class OwnWorkbookError(Exception):
    """The file cannot be given back with the tiers in it; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True)
class ClientRows:
    """The rows of one sheet that belong to clients: the row of the headings, and the rank by row number."""

    header: int
    ranks: Mapping[int, int]


def with_columns(
    data: bytes,
    rows: Mapping[str, ClientRows],
    columns: Sequence[Sequence[Value]],
    headings: Sequence[Value],
    sheet: bytes,
) -> bytes:
    """The workbook with further columns after the last one of each sheet in `rows`, and one more sheet.

    `columns` are their values by rank - 1, `headings` what stands above them, `sheet` the XML of the new
    sheet. Raises OwnWorkbookError.
    """
    try:
        package = _Package(data)
        return package.written(_changed(package, rows, columns, headings), sheet)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise OwnWorkbookError("unusual") from error


def _changed(
    package: "_Package",
    rows: Mapping[str, ClientRows],
    columns: Sequence[Sequence[Value]],
    headings: Sequence[Value],
) -> dict[str, bytes]:
    """The parts with the new columns, by name."""
    changed: dict[str, bytes] = {}
    for name, client_rows in rows.items():
        part = package.part_of(name)
        added: dict[int, Sequence[Value]] = {
            row: columns[rank - 1] for row, rank in client_rows.ranks.items()
        } | {client_rows.header: headings}
        changed[part] = _with_columns(package.read(part), added, client_rows.header)
    return changed


class _Package:
    """The parts of a workbook."""

    def __init__(self, data: bytes) -> None:
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            # No part is unpacked to more than the size that is looked at here.
            if sum(entry.file_size for entry in self.archive.infolist()) > LARGEST:
                raise OwnWorkbookError("too_large")
            self.names = set(self.archive.namelist())
            types = self.read("[Content_Types].xml")
            self.workbook = self._target(self.read("_rels/.rels"), b"Type", b"/officeDocument", "")
            self.book = self.read(self.workbook)
        except (zipfile.BadZipFile, KeyError) as error:
            raise OwnWorkbookError("kind") from error
        if not any(kind in types for kind in _WORKBOOK_TYPES):
            raise OwnWorkbookError("kind")
        if _STRICT in self.book:
            raise OwnWorkbookError("strict")
        if any(name.startswith("_xmlsignatures/") for name in self.names):
            raise OwnWorkbookError("signed")
        self.types = types
        path = PurePosixPath(self.workbook)
        self.folder = str(path.parent)
        self.relations_part = str(path.parent / "_rels" / f"{path.name}.rels")
        self.relations = self.read(self.relations_part)

    def read(self, name: str) -> bytes:
        """One part. Those that are not plain UTF-8 XML are not touched by text."""
        data = self.archive.read(name)
        if b"<!--" in data or b"<![CDATA[" in data or b"<!DOCTYPE" in data or b"\0" in data[:4]:
            raise OwnWorkbookError("unusual")
        return data

    def part_of(self, sheet: str) -> str:
        """The part that holds a sheet."""
        for tag in re.findall(rb"<(?:\w+:)?sheet\b[^>]*>", self.book):
            name = re.search(rb'\bname=("[^"]*"|\'[^\']*\')', tag)
            identity = re.search(rb'\w+:id="([^"]*)"', tag)
            if name and identity and _plain(name[1][1:-1]) == sheet:
                return self._target(self.relations, b"Id", identity[1], self.folder)
        raise OwnWorkbookError("unusual")

    def _target(self, relations: bytes, attribute: bytes, wanted: bytes, folder: str) -> str:
        """The part that the relation points at whose attribute ends as wanted."""
        for tag in re.findall(rb"<(?:\w+:)?Relationship\b[^>]*>", relations):
            attributes = dict(re.findall(rb'\b(\w+)="([^"]*)"', tag))
            if attributes.get(attribute, b"").endswith(wanted) and b"Target" in attributes:
                path = _plain(attributes[b"Target"])
                part = path.lstrip("/") if path.startswith("/") else str(PurePosixPath(folder) / path)
                if part in self.names:
                    return part
        raise OwnWorkbookError("unusual")

    def written(self, changed: dict[str, bytes], sheet: bytes) -> bytes:
        """The package with some parts changed and one sheet more."""
        folder = PurePosixPath(self.folder) / "worksheets"
        parts = ((number, str(folder / _PART.format(number))) for number in count(1))
        number, part = next((number, part) for number, part in parts if part not in self.names)
        identity = f"rIdPalmares{number}"
        changed = changed | {
            "[Content_Types].xml": _before_end(
                self.types, b"Types", f'<Override PartName="/{part}" ContentType="{_SHEET_TYPE}"/>'
            ),
            self.relations_part: _before_end(
                self.relations,
                b"Relationships",
                f'<Relationship Id="{identity}" Type="{_RELATIONSHIPS}/worksheet"'
                f' Target="worksheets/{PurePosixPath(part).name}"/>',
            ),
            self.workbook: self._book_with(identity),
        }
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in self.archive.infolist():
                content = changed[entry.filename] if entry.filename in changed else self.archive.read(entry)
                archive.writestr(entry, content)
            archive.writestr(part, sheet)
        return file.getvalue()

    def _book_with(self, identity: str) -> bytes:
        taken = {_plain(name[1:-1]).casefold() for name in re.findall(rb'\bname=("[^"]*")', self.book)}
        names = (NEW_SHEET, *(f"{NEW_SHEET} {number}" for number in range(2, 1000)))
        name = next(name for name in names if name.casefold() not in taken)
        numbers = [int(number) for number in re.findall(rb'\bsheetId="(\d+)"', self.book)]
        number = max(numbers, default=0) + 1
        tag = f'sheet xmlns:r="{_RELATIONSHIPS}" name={quoteattr(name)} sheetId="{number}" r:id="{identity}"'
        end = re.search(rb"</((?:\w+:)?)sheets>", self.book)
        if end is None:
            raise OwnWorkbookError("unusual")
        return self.book[: end.start()] + b"<" + end[1] + tag.encode() + b"/>" + self.book[end.start() :]


def _plain(text: bytes) -> str:
    return unescape(text.decode("utf-8", "replace"), {"&quot;": '"', "&apos;": "'"})


def _before_end(data: bytes, tag: bytes, addition: str) -> bytes:
    """The XML with something added at the end of its outermost element."""
    end = re.search(rb"</((?:\w+:)?)" + tag + rb"\s*>\s*$", data)
    if end is None:
        raise OwnWorkbookError("unusual")
    prefixed = addition.replace("<", "<" + end[1].decode(), 1)
    return data[: end.start()] + prefixed.encode() + data[end.start() :]


def _with_columns(sheet: bytes, added: Mapping[int, Sequence[Value]], header: int) -> bytes:
    """The sheet with values written after its last column, in the rows named."""
    first = max((_column_number(cell[1]) for cell in _CELL.finditer(sheet)), default=0) + 1
    last = first + len(added[header]) - 1
    if last > LAST_COLUMN:
        raise OwnWorkbookError("no_room")
    missing = set(added)
    pieces: list[bytes] = []
    for piece, number, prefix in _rows(sheet):
        if number in added and prefix is not None:
            missing.discard(number)
            style = _last_style(piece) if number == header else b""
            written = cells(added[number], first, number, prefix, style)
            pieces.append(_row_with(piece, written, prefix, last))
        else:
            pieces.append(piece)
    if missing - {header}:
        raise OwnWorkbookError("unusual")
    return _wider(b"".join(pieces), last)


def _rows(sheet: bytes) -> Iterator[tuple[bytes, int, bytes | None]]:
    """The text of the sheet in pieces: each row with its number and the prefix of its tag (None for a row
    without cells), and what stands between rows with number 0."""
    position = number = 0
    for match in _ROW.finditer(sheet):
        if match.start() < position:
            continue
        yield sheet[position : match.start()], 0, None
        prefix, attributes, closed = match.groups()
        given = _NUMBER.search(attributes)
        number = int(given[1]) if given else number + 1
        end = match.end()
        if not closed:
            close = b"</" + prefix + b"row>"
            end = sheet.find(close, match.end()) + len(close)
            if end < match.end():
                raise OwnWorkbookError("unusual")
        yield sheet[match.start() : end], number, None if closed else prefix
        position = end
    yield sheet[position:], 0, None


def _row_with(row: bytes, cells: bytes, prefix: bytes, last: int) -> bytes:
    start = _ROW.match(row)
    assert start is not None
    opening = _SPANS.sub(lambda spans: b'spans="%s:%d"' % (spans[1], last), start[0])
    close = b"</" + prefix + b"row>"
    return opening + row[start.end() : -len(close)] + cells + close


def _last_style(row: bytes) -> bytes:
    """The style of the last cell that has one: the new headings look like their neighbours."""
    tags = re.findall(rb"<(?:\w+:)?c\b[^>]*>", row)
    styles = [style[1] for style in map(_STYLE.search, tags) if style]
    return styles[-1] if styles else b""


def cells(values: Sequence[Value], first: int, row: int, prefix: bytes, style: bytes) -> bytes:
    p = prefix.decode()
    look = f' s="{style.decode()}"' if style else ""
    written = []
    for column, value in enumerate(values, first):
        attributes = f'r="{_letters(column)}{row}"{look}'
        if isinstance(value, str):
            text = escape(cell_text(value))
            written.append(
                f'<{p}c {attributes} t="inlineStr">'
                f'<{p}is><{p}t xml:space="preserve">{text}</{p}t></{p}is></{p}c>'
            )
        elif value is not None:
            written.append(f"<{p}c {attributes}><{p}v>{value!r}</{p}v></{p}c>")
    return "".join(written).encode()


def _wider(sheet: bytes, last: int) -> bytes:
    """The sheet that says how far it reaches."""

    def reaching(dimension: re.Match[bytes]) -> bytes:
        column = max(last, _column_number(dimension[3]))
        return dimension[1] + dimension[2] + b":" + _letters(column).encode() + dimension[4] + b'"'

    return _DIMENSION.sub(reaching, sheet, count=1)


def _column_number(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
