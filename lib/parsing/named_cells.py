"""The named cells of an exported plan that comes back: a name finds its cells wherever rows, columns or
sheets were moved to.

openpyxl knows names and types of cells. It reads only the short sheets that names point to; of the texts that
all sheets share, hundreds of thousands with a long client list, only those that a cell asks for are parsed.
"""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, cast, overload

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.escape import unescape
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.xml.functions import fromstring

from lib.parsing.number_formats import sheet_paths
from lib.parsing.plan_mark import LARGEST_PART
from lib.parsing.sheets import Cells, Value

MOST_ROWS, MOST_COLUMNS = 500, 40
"""Of named cells; longer ones are columns of the client list, which the fast reader reads."""
LAST_ROW, LAST_COLUMN = 20_000, 512
"""Cells beyond are not looked at."""
MOST_NAMES = 2_000
LARGEST_TEXTS = 256 << 20
"""Bytes to which the texts that the sheets share may unpack; `LARGEST_PART` holds for any other part."""

_TEXTS = "xl/sharedStrings.xml"
_ROOT = re.compile(rb"<(?:\w+:)?sst\b[^>]*>")
_ITEM = re.compile(rb"<((?:\w+:)?)si\b[^>]*?(?:/>|>.*?</\1si>)", re.DOTALL)

Bounds = tuple[int, int, int, int]
"""First column, first row, last column, last row, from 1."""


def named_cells(data: bytes) -> dict[str, dict[str, Cells]]:
    """Sheet → name → its cells, for the short ranges that an exported plan names.

    Empty for a workbook whose parts are too large or damaged.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if not _is_small(archive):
                return {}
        return _read(data)
    except (zipfile.BadZipFile, OSError, SyntaxError, LookupError, ValueError, TypeError, AttributeError):
        return {}  # what openpyxl raises for damaged parts; the plan then opens as it was exported


def _is_small(archive: zipfile.ZipFile) -> bool:
    """Whether every part that is unpacked whole keeps within its bounds. zipfile unpacks no more than the
    size that is looked at here."""
    return all(
        info.file_size <= (LARGEST_TEXTS if info.filename == _TEXTS else LARGEST_PART)
        for info in archive.infolist()
        if not info.filename.startswith(("xl/worksheets/", "xl/media/"))
    )


class _Reader(ExcelReader):
    """openpyxl's reader, which parses the shared texts one by one when they are asked for."""

    def read_strings(self) -> None:
        if _TEXTS in self.valid_files:
            self.shared_strings = cast(list[str], _SharedTexts(self.archive.read(_TEXTS)))


class _SharedTexts(Sequence[str]):
    """The texts that the cells of all sheets share."""

    def __init__(self, part: bytes) -> None:
        self.part = part

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in _ITEM.finditer(self.part)]

    @cached_property
    def _root(self) -> bytes:
        """The first tag, which says what the prefixes of the others mean."""
        match = _ROOT.search(self.part)
        return match.group() if match else b"<sst>"

    def __len__(self) -> int:
        return len(self._spans)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[text_index] for text_index in range(*index.indices(len(self)))]
        start, end = self._spans[index]
        closing = b"</" + self._root[1:].split(maxsplit=1)[0].rstrip(b">") + b">"
        item: Any = fromstring(self._root + self.part[start:end] + closing)[0]
        text = Text.from_tree(item)
        return unescape(text.content) if text else ""


def _read(data: bytes) -> dict[str, dict[str, Cells]]:
    reader = _Reader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    paths = sheet_paths(reader.archive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of parts that openpyxl could not write again
        reader.read()
        return {
            sheet: _cells_of(reader.wb[sheet], names)
            for sheet, names in _bounds_by_sheet(reader.wb).items()
            if sheet in paths and reader.archive.getinfo(paths[sheet]).file_size <= LARGEST_PART
        }


def _bounds_by_sheet(book: Workbook) -> dict[str, dict[str, Bounds]]:
    by_sheet: dict[str, dict[str, Bounds]] = {}
    for name, defined in islice(book.defined_names.items(), MOST_NAMES):
        if (target := _target(defined)) and target[0] in book.sheetnames:
            by_sheet.setdefault(target[0], {})[name] = target[1]
    return by_sheet


def _target(defined: DefinedName) -> tuple[str, Bounds] | None:
    """The sheet and the cells of a name; None for one that names no single short range, or none any more."""
    try:
        ((sheet, cells),) = defined.destinations
        left, top, right, bottom = range_boundaries(cells)
    except (ValueError, TypeError, AttributeError, LookupError):
        return None
    if left and top and right and bottom and _is_short((left, top, right, bottom)):
        return sheet.replace("''", "'"), (left, top, right, bottom)
    return None


def _is_short(bounds: Bounds) -> bool:
    left, top, right, bottom = bounds
    return (
        bottom - top < MOST_ROWS
        and right - left < MOST_COLUMNS
        and bottom <= LAST_ROW
        and right <= LAST_COLUMN
    )


def _cells_of(sheet: Any, names: dict[str, Bounds]) -> dict[str, Cells]:
    """The cells of each name."""
    bottom, right = (max(bounds[side] for bounds in names.values()) for side in (3, 2))
    rows = list(_rows(sheet, bottom, right))
    return {
        name: tuple(tuple(row[left - 1 : last]) for row in rows[top - 1 : end])
        for name, (left, top, last, end) in names.items()
    }


def _rows(sheet: Any, bottom: int, right: int) -> Iterator[list[Value]]:
    for row in sheet.iter_rows(min_row=1, max_row=bottom, min_col=1, max_col=right, values_only=True):
        values = [_value(cell) for cell in row]
        yield values + [""] * (right - len(values))


def _value(cell: object) -> Value:
    """What a cell holds: a number also where it is shown as a date, "" where it is empty."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        return float(cell)
    if isinstance(cell, datetime | date | time | timedelta):
        return float(to_excel(cell))  # type: ignore[no-untyped-call]
    return str(cell)
