"""An xlsx written anew, so that the fast reader takes it: far-away cells near the others, errors as texts.

The fast reader refuses a whole workbook for one cell of an error that it does not know, or of a text that is
not in the workbook's list.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator

from lib.parsing.gaps import Nearer, Skipped, is_sparse, nearer
from lib.parsing.inflate import pieces
from lib.parsing.number_formats import column_letters, column_number, sheet_paths

SMALL = 4 << 20
"""Bytes of a sheet that is looked through; of a larger one its own word for its size is taken."""
CELL_BYTES = 20
"""What a filled cell takes at the least."""
DAMAGED = (zipfile.BadZipFile, KeyError, OSError, SyntaxError, ValueError, IndexError, NotImplementedError)

_CELL = re.compile(rb'(<(?:\w+:)?c (?:[^>]*? )?r=")([A-Z]{1,3})(\d+)("[^>]*>)')
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_MERGED = re.compile(rb'(<(?:\w+:)?mergeCell ref=")([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_DIMENSION = re.compile(rb'<(?:\w+:)?dimension ref="([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?"\s*/>')
_TYPED = re.compile(rb'(<(?:\w+:)?c [^>]*?\bt=")([^"]*)("[^>]*>)(?:(<(?:\w+:)?v>)(\d+)(?=<))?')
_KNOWN_TYPES = (b"b", b"d", b"inlineStr", b"n", b"s", b"str")
_LISTED_TEXT = re.compile(rb"<(?:\w+:)?si[ >/]")

Rewrite = Callable[[bytes], bytes]


def brought_near(data: bytes) -> tuple[bytes, dict[str, Skipped]]:
    """The workbook with long gaps shortened in sheets that hold next to nothing, and for each of those what
    is left out; the same bytes where there is no such sheet or the file is no sound xlsx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            paths = sheet_paths(archive)
            near = {name: _nearer(data, archive, path) for name, path in paths.items()}
            moved = {paths[name]: _mover(*axes) for name, axes in near.items() if axes}
            if not moved:
                return data, {}
            skipped = {name: axes[0].skipped for name, axes in near.items() if axes}
            return _written(data, archive, moved), skipped
    except DAMAGED:
        return data, {}


def with_errors_as_texts(data: bytes) -> bytes:
    """The workbook with errors as texts, and as texts too the cells of a kind or of a number of a text that
    does not exist; the same bytes where the file is no sound xlsx."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            texts = _listed_texts(data, archive)
            return _written(data, archive, dict.fromkeys(sheet_paths(archive).values(), _as_texts(texts)))
    except DAMAGED:
        return data


def _nearer(data: bytes, archive: zipfile.ZipFile, path: str) -> tuple[Nearer, Nearer] | None:
    """How the rows and the columns of a sheet are brought nearer; None for a sheet that is filled."""
    size = archive.getinfo(path).file_size
    if size > SMALL:
        start = next(pieces(data, archive, path), b"")
        if not (dimension := _DIMENSION.search(start)):
            return None
        left, top, right, bottom = dimension.groups()
        columns = column_number((right or left).decode()) - column_number(left.decode()) + 1
        if not is_sparse(int(bottom or top) - int(top) + 1, columns, size // CELL_BYTES):
            return None
    return _nearer_by_cells(_whole_rows(pieces(data, archive, path)))


def _nearer_by_cells(content: Iterator[bytes]) -> tuple[Nearer, Nearer] | None:
    rows: set[int] = set()
    used_letters: set[bytes] = set()
    filled = 0
    for part in content:
        cells = _CELL.findall(part)
        if len(cells) != len(_ANY_CELL.findall(part)):
            return None  # cells without a name stand next to each other: no gaps
        full = [(letters, row) for _, letters, row, rest in cells if not rest.endswith(b"/>")]
        filled += len(full)
        rows.update(int(row) - 1 for _, row in full)
        used_letters.update(letters for letters, _ in full)
    columns = {column_number(letters.decode()) for letters in used_letters}
    if not columns or not is_sparse(max(rows) + 1, max(columns) + 1, filled):
        return None
    return nearer(rows), nearer(columns)


def _mover(rows: Nearer, columns: Nearer) -> Rewrite:
    def name(letters: bytes, row: bytes) -> bytes:
        return f"{column_letters(columns(column_number(letters.decode())))}{rows(int(row) - 1) + 1}".encode()

    def merged(match: re.Match[bytes]) -> bytes:
        start, left, top, right, bottom = match.groups()
        return start + name(left, top) + b":" + name(right, bottom) + b'"'

    def rewrite(part: bytes) -> bytes:
        part = _DIMENSION.sub(b"", part)
        part = _MERGED.sub(merged, part)
        return _CELL.sub(lambda match: match[1] + name(match[2], match[3]) + match[4], part)

    return rewrite


def _as_texts(listed: int) -> Rewrite:
    def typed(match: re.Match[bytes]) -> bytes:
        start, kind, rest, value, number = match.groups()
        missing = kind == b"s" and number is not None and int(number) >= listed
        shown = b"#REF!" if missing else number or b""
        kind = kind if kind in _KNOWN_TYPES and not missing else b"str"
        return start + kind + rest + (value or b"") + shown

    return lambda part: _TYPED.sub(typed, part)


def _listed_texts(data: bytes, archive: zipfile.ZipFile) -> int:
    """How many texts the workbook's own list has."""
    path = "xl/sharedStrings.xml"
    if path not in archive.namelist():
        return 0
    return sum(len(_LISTED_TEXT.findall(part)) for part in _whole(pieces(data, archive, path), b"si>"))


def _whole_rows(content: Iterator[bytes]) -> Iterator[bytes]:
    """A sheet in pieces that end where a row ends."""
    return _whole(content, b"row>")


def _whole(content: Iterator[bytes], end_mark: bytes) -> Iterator[bytes]:
    """All of a file in pieces that end after a mark, but for the last."""
    rest: list[bytes] = []
    for piece in content:
        end = piece.rfind(end_mark)
        if end < 0:
            rest.append(piece)
            continue
        yield b"".join([*rest, piece[: end + len(end_mark)]])
        rest = [piece[end + len(end_mark) :]]
    yield b"".join(rest)


def _written(data: bytes, archive: zipfile.ZipFile, rewrites: dict[str, Rewrite]) -> bytes:
    """The archive with some of its files rewritten."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in archive.namelist():
            with new.open(name, "w", force_zip64=True) as part:
                if name in rewrites:
                    for rows in _whole_rows(pieces(data, archive, name)):
                        part.write(rewrites[name](rows))
                else:
                    part.write(archive.read(name))
    return file.getvalue()
