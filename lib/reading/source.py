"""A file that has been opened: its sheets, their headings and their cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from lib.parsing.errors import ReadingError
from lib.parsing.sheet_marks import Marks
from lib.parsing.sheets import Cells
from lib.reading.headings import is_ignored
from lib.reading.layout import LOOK_AT, Layout, find_layout
from lib.reading.process import DEFAULT, Cancel, Limits, Progress, parse
from lib.reading.text_column import Coded, below, coded, texts_of

_MIDNIGHT = re.compile(r"(?<=\d{4}-\d\d-\d\d) 00:00:00$")
"""What a workbook's dates carry after them where they have no time."""

__all__ = ["Limits", "Sheet", "Source", "open_source"]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: its cells, and where its table is."""

    name: str
    hidden: bool
    cells: pa.Table = field(repr=False)
    marks: Marks = field(default_factory=Marks, repr=False)
    delimiter: str = ""
    """What parts the cells of a text file; "" for a workbook."""
    formulas_without_value: int = 0
    file: str = ""
    """The file it comes from, where several are read as one."""
    first_row: tuple[str, ...] = field(default=(), repr=False)
    """The sheet's first row, where `cells` holds only the rows below it."""
    named: dict[str, Cells] = field(default_factory=dict, repr=False)
    """The cells of an exported plan by their defined names."""
    _coded: dict[str, Coded] = field(default_factory=dict, repr=False)

    @cached_property
    def layout(self) -> Layout:
        """Where the headings and the first row of data are."""
        below = [texts_of(column.slice(0, LOOK_AT)) for column in self.cells.columns]
        return find_layout([*([self.first_row] if self.first_row else []), *zip(*below, strict=True)])

    @cached_property
    def body(self) -> pa.Table:
        """The rows below the headings: columns of coded text, or of numbers with nulls."""
        if not self.first_row:
            return self.cells.slice(self.layout.first_row)
        if self.layout.first_row:
            return self.cells.slice(self.layout.first_row - 1)
        columns = zip(self.first_row, self.cells.columns, strict=True)
        return pa.table({str(place): below(text, column) for place, (text, column) in enumerate(columns)})

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns, made unique."""
        return self.layout.headings

    @property
    def rows(self) -> int:
        """Rows below the headings."""
        return int(self.body.num_rows)

    def column(self, heading: str) -> Coded:
        """The cells below a heading as text. Raises ReadingError: unknown_column."""
        if heading not in self._coded:
            self._coded[heading] = coded(self._cells(heading))
        return self._coded[heading]

    def top(self, heading: str, count: int) -> Coded:
        """The first cells below a heading. Raises ReadingError: unknown_column."""
        return coded(self._cells(heading).slice(0, count))

    def numbers(self, heading: str) -> pa.ChunkedArray | None:
        """The cells below a heading where all that are filled are numbers, null for an empty one; None for
        a column with texts. Raises ReadingError: unknown_column."""
        cells = self._cells(heading)
        return cells if pa.types.is_floating(cells.type) else None

    def texts(self) -> list[Coded]:
        """The columns that hold any text."""
        return [self.column(heading) for heading in self.headings if self.numbers(heading) is None]

    def at(self, heading: str, row: int) -> str:
        """One cell as text. Raises ReadingError: unknown_column."""
        return texts_of(self._cells(heading).slice(row, 1))[0]

    def _cells(self, heading: str) -> pa.ChunkedArray:
        if heading not in self.headings:
            raise ReadingError("unknown_column", column=heading, sheet=self.name)
        return self.body.column(self.headings.index(heading))

    def rows_of_text(self) -> Iterator[tuple[str, ...]]:
        """Every row of the sheet as texts, the first one included."""
        if self.first_row:
            yield self.first_row
        yield from zip(*(texts_of(column) for column in self.cells.columns), strict=True)

    def row_number(self, row: int) -> int:
        """The number that the spreadsheet gives a row, counted from 0 below the headings here."""
        return self.layout.first_row + row + 1

    def preview(self, count: int) -> pd.DataFrame:
        """The first rows below the headings, as text, as they are in the file; columns that are not kept
        are left out."""
        shown = [heading for heading in self.headings if not is_ignored(heading)]
        rows = {heading: texts_of(self._cells(heading).slice(0, count)) for heading in shown}
        return pd.DataFrame(
            {heading: [_MIDNIGHT.sub("", text) for text in texts] for heading, texts in rows.items()}
        )


@dataclass(frozen=True, eq=False)
class Source:
    """A file that has been opened: its sheets that hold anything, in the file's order."""

    name: str
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name. Raises ReadingError: unknown_sheet."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise ReadingError("unknown_sheet", sheet=name, sheets=", ".join(one.name for one in self.sheets))


def combined(sources: Sequence[Source]) -> Source:
    """Several files as one, such as those of two years: each sheet carries its file's name."""
    if len(sources) == 1:
        return sources[0]
    found = [(source, sheet) for source in sources for sheet in source.sheets]
    names = _different([_name_with_file(source, sheet) for source, sheet in found])
    sheets = [
        replace(sheet, name=name, file=source.name, _coded={})
        for name, (source, sheet) in zip(names, found, strict=True)
    ]
    return Source(" + ".join(source.name for source in sources), tuple(sheets))


def _name_with_file(source: Source, sheet: Sheet) -> str:
    stem = Path(source.name).stem
    return stem if len(source.sheets) == 1 else f"{stem} · {sheet.name}"


def open_source(
    data: bytes,
    name: str,
    password: str | None = None,
    limits: Limits | None = None,
    *,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Source:
    """Open a file of any known format in a process of its own.

    `progress` is told ("parse", share done) again and again; once `cancel` says yes, the process is ended.

    Raises ReadingError: empty, not_a_table, broken_zip, unreadable, password_needed, password_wrong,
    too_slow, too_large, cancelled.
    """
    if not data:
        raise ReadingError("empty")
    header, tables = parse(data, password, limits or DEFAULT, progress, cancel)
    described: Any = header["sheets"]
    names = _different([one["name"] or Path(name).stem for one in described])
    sheets = tuple(
        _sheet(sheet_name, one, table)
        for sheet_name, one, table in zip(names, described, tables, strict=True)
        if table.num_rows and table.num_columns
    )
    if not sheets:
        raise ReadingError("empty")
    return Source(name, sheets)


def _sheet(name: str, described: dict[str, Any], table: pa.Table) -> Sheet:
    marks = described["marks"]
    currencies = {int(place): tuple(found) for place, found in marks.pop("currencies").items()}
    sheet = Sheet(
        name=name,
        hidden=described["hidden"],
        cells=table,
        marks=Marks(**marks, currencies=currencies),
        delimiter=described["delimiter"],
        first_row=tuple(described["first_row"]),
        formulas_without_value=described["formulas_without_value"],
        named={name: tuple(map(tuple, rows)) for name, rows in described["named"].items()},
    )
    return _without_private(sheet)


def _without_private(sheet: Sheet) -> Sheet:
    """The sheet without what stands below headings such as e-mail or telephone: it is not kept."""
    cells, rows = sheet.cells, sheet.layout.first_row - (1 if sheet.first_row else 0)
    for place, heading in enumerate(sheet.headings):
        if is_ignored(heading):
            top = texts_of(cells.column(place).slice(0, max(0, rows)))
            forgotten = pa.array([*top, *[""] * (cells.num_rows - len(top))], pa.string())
            cells = cells.set_column(place, str(place), forgotten.dictionary_encode())
    return sheet if cells is sheet.cells else replace(sheet, cells=cells, _coded={})


def _different(names: list[str]) -> list[str]:
    """Every name different: a name that comes again is counted."""
    return [
        name if names.index(name) == place else f"{name} ({names[: place + 1].count(name)})"
        for place, name in enumerate(names)
    ]
