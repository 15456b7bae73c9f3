"""A file that has been opened: its sheets, their headings and their cells."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from lib.parsing.errors import ReadingError
from lib.parsing.gaps import Skipped, row_number, row_of_number
from lib.parsing.sheet_marks import Marks
from lib.parsing.sheets import Cells, Value, Writing
from lib.parsing.stored_plan import StoredPlan
from lib.reading import text_column
from lib.reading.headings import is_email_heading, is_ignored
from lib.reading.layout import LOOK_AT, Layout, find_layout, layout_told
from lib.reading.options import ReadingOptions
from lib.reading.process import DEFAULT, Cancel, Limits, Progress, parse
from lib.reading.sums import Sums
from lib.reading.text_column import Coded, Codes, Mask, below, coded, codes_of_numbers, constant, texts_of

if TYPE_CHECKING:
    from lib.reading.choices import Choices

_MIDNIGHT = re.compile(r"(?<=\d{4}-\d\d-\d\d) 00:00:00$")
"""What a workbook's dates carry after them where they have no time."""

_grouped: WeakKeyDictionary["Sheet", dict[str, Codes]] = WeakKeyDictionary()
"""What `Sheet.groups` has found, forgotten with the sheet."""

__all__ = ["Limits", "Sheet", "Source", "open_whole"]


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet: its cells, and where its table is."""

    name: str
    hidden: bool
    cells: pa.Table = field(repr=False)
    marks: Marks = field(default_factory=Marks, repr=False)
    written: Writing = field(default_factory=Writing, repr=False)
    """How a text file was written."""
    formulas_without_value: int = 0
    file: str = ""
    """The file it comes from, where several are read as one."""
    first_row: tuple[str, ...] = field(default=(), repr=False)
    """The sheet's first row, where `cells` holds only the rows below it."""
    skipped_rows: Skipped = field(default=(), repr=False)
    """Long gaps between rows that are shortened here."""
    way: str = ""
    """Where two tables stand beside each other in the sheet: which of them this is, or both."""
    other_ways: tuple["Sheet", ...] = field(default=(), repr=False)
    """The other ways to read such a sheet, of which this one is proposed."""
    heading_row: int | None = None
    """The row that holds the headings, counted from 0, where it was told by hand; -1 where there is none."""
    decimal_mark: str | None = None
    """The mark before decimals, where it was told by hand."""
    rows_above: int = 0
    """Rows of the spreadsheet above the first one here."""
    second_from: int | None = None
    """The row below the headings where the second of two tables follows the first."""
    typed: Mapping[str, Mapping[int, str]] = field(default_factory=dict, repr=False)
    """Cells typed anew by the user: by heading, the row counted from 0 below the headings, and the text."""
    named: dict[str, Cells] = field(default_factory=dict, repr=False)
    """The cells of an exported plan by their defined names."""
    sums: Sums | None = field(default=None, repr=False)
    """Where each row is the sum of lines that lie elsewhere: what is known of these."""
    _coded: dict[str, Coded] = field(default_factory=dict, repr=False)

    @property
    def delimiter(self) -> str:
        """What parts the cells of a text file; "" for a workbook."""
        return self.written.delimiter

    @cached_property
    def layout(self) -> Layout:
        """Where the headings and the first row of data are."""
        if self.heading_row is not None and self.second_from is None:
            return layout_told(self._rows(max(self.heading_row, 0), 1), self.heading_row)
        return find_layout(self._rows(0, LOOK_AT))

    def _rows(self, start: int, count: int) -> list[tuple[str, ...]]:
        """Some rows of the sheet as texts, the first one included."""
        above = 1 if self.first_row else 0
        end = max(0, start + count - above)
        cells = [
            texts_of(column.slice(max(0, start - above), end - max(0, start - above)))
            for column in self.cells.columns
        ]
        return [*([self.first_row] if above and start == 0 else []), *zip(*cells, strict=True)]

    @cached_property
    def body(self) -> pa.Table:
        """The rows below the headings: columns of coded text, or of numbers with nulls."""
        if not self.first_row:
            return self.cells.slice(self.layout.first_row)
        if self.layout.first_row:
            return self.cells.slice(self.layout.first_row - 1)
        columns = zip(self.first_row, self.cells.columns, strict=True)
        return pa.table({str(column): below(text, cells) for column, (text, cells) in enumerate(columns)})

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of the columns, made unique."""
        return self.layout.headings

    @property
    def rows(self) -> int:
        """Rows below the headings."""
        return int(self.body.num_rows)

    @property
    def is_added_up(self) -> bool:
        """Whether the rows are sums of lines, in no order."""
        return self.sums is not None

    @property
    def tells_items(self) -> bool:
        """Whether each row is of one thing that was bought: sums are where that was asked for."""
        return self.sums is None or self.sums.by_item

    def count(self, rows: Mask) -> int:
        """How many lines some rows stand for."""
        return int(rows.sum() if self.sums is None else self.sums.lines[rows].sum())

    def counts(self, rows: Mask) -> npt.NDArray[np.int64]:
        """For each of some rows how many lines it stands for."""
        return np.ones(int(rows.sum()), np.int64) if self.sums is None else self.sums.lines[rows]

    def column(self, heading: str) -> Coded:
        """The cells below a heading as text. Raises ReadingError: unknown_column."""
        if heading not in self._coded:
            cells = coded(self._cells(heading))
            self._coded[heading] = cells.with_texts(self.typed[heading]) if heading in self.typed else cells
        return self._coded[heading]

    def optional_column(self, heading: str | None) -> Coded:
        """The cells below a heading as text, all empty where there is no such column. Raises ReadingError:
        unknown_column."""
        return constant("", self.rows) if heading is None else self.column(heading)

    def groups(self, heading: str) -> Codes:
        """For each row a number that stands for what its cell holds, -1 for an empty one. They are no larger
        than some times the number of rows. Raises ReadingError: unknown_column."""
        known = _grouped.setdefault(self, {})
        if heading not in known:
            numbers = self.numbers(heading)
            if numbers is not None:
                known[heading] = codes_of_numbers(numbers)
            else:
                column = self.column(heading)
                known[heading] = np.where(column.empty, -1, column.codes).astype(np.int32)
        return known[heading]

    def top(self, heading: str, count: int) -> Coded:
        """The first cells below a heading. Raises ReadingError: unknown_column."""
        return coded(self._cells(heading).slice(0, count))

    def numbers(self, heading: str) -> pa.ChunkedArray | None:
        """The cells below a heading where all that are filled are numbers, null for an empty one; None for
        a column with texts. Raises ReadingError: unknown_column."""
        cells = self._cells(heading)
        return cells if text_column.is_number(cells.type) and heading not in self.typed else None

    def values(self, heading: str) -> list[Value]:
        """The cells below a heading, row by row: numbers where all that are filled are numbers, else texts;
        an empty one is "". Raises ReadingError: unknown_column."""
        numbers = self.numbers(heading)
        if numbers is not None:
            return ["" if number is None else float(number) for number in numbers.to_pylist()]
        cells = self.column(heading)
        return [cells.texts[code] for code in cells.codes.tolist()]

    def texts(self) -> list[Coded]:
        """The columns that hold any text."""
        return [self.column(heading) for heading in self.headings if self.numbers(heading) is None]

    def at(self, heading: str, row: int) -> str:
        """One cell as text. Raises ReadingError: unknown_column."""
        if row in self.typed.get(heading, ()):
            return self.typed[heading][row]
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
        if self.second_from is not None and row >= self.second_from:
            row -= self.second_from
        return row_number(self.rows_above + self.layout.first_row + row, self.skipped_rows)

    def row_at(self, number: int) -> int | None:
        """The row, counted from 0 below the headings here, that the spreadsheet gives a number; None where
        there is none. Of two tables side by side it is that of the first."""
        row = row_of_number(number, self.skipped_rows) - self.rows_above - self.layout.first_row
        return row if 0 <= row < self.rows and self.row_number(row) == number else None

    def titles(self) -> list[tuple[int, str]]:
        """The rows above the headings that hold anything: their numbers, and their first text."""
        above = islice(self.rows_of_text(), self.layout.first_row - self.layout.heading_rows)
        numbered = (
            (number, next((cell for cell in row if cell.strip()), "")) for number, row in enumerate(above)
        )
        return [
            (row_number(self.rows_above + number, self.skipped_rows), text)
            for number, text in numbered
            if text
        ]

    def preview(self, count: int) -> pd.DataFrame:
        """The first rows below the headings, as text, as they are in the file; columns that are not kept
        are left out."""
        if self.sums is not None:
            return self.sums.sample.preview(count)
        shown = [heading for heading in self.headings if not is_ignored(heading)]
        rows = {heading: texts_of(self._cells(heading).slice(0, count)) for heading in shown}
        return pd.DataFrame(
            {heading: [_MIDNIGHT.sub("", text) for text in texts] for heading, texts in rows.items()}
        )


Asked = Callable[["Choices", Progress | None, Cancel | None], "Source"]
"""Gives the lines as choices want them."""


@dataclass(frozen=True, eq=False)
class Source:
    """A file that has been opened: its sheets that hold anything, in the file's order."""

    name: str
    sheets: tuple[Sheet, ...]
    refused: tuple[str, ...] = ()
    """The names of sheets that no reader could read."""
    options: ReadingOptions = field(default_factory=ReadingOptions)
    """What was told by hand."""
    stored: StoredPlan | None = field(default=None, repr=False)
    """The plan that an exported workbook holds."""
    asked: "Asked | None" = field(default=None, repr=False)
    """Where the lines lie elsewhere: what asks for them as other choices want them."""

    def wanted(
        self, choices: "Choices", progress: Progress | None = None, cancel: Cancel | None = None
    ) -> "Source":
        """The lines as the choices want them: those that are here, or asked for anew. Raises ReadingError."""
        return self if self.asked is None else self.asked(choices, progress, cancel)

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name. Raises ReadingError: unknown_sheet."""
        for sheet in self.sheets:
            for way in (sheet, *sheet.other_ways):
                if way.name == name:
                    return way
        raise ReadingError(
            "unknown_sheet", sheet=name, sheets=", ".join(listed.name for listed in self.sheets)
        )

    def ways(self, name: str) -> tuple[Sheet, ...]:
        """All ways to read the sheet of that name, the proposed one first.

        Raises ReadingError: unknown_sheet.
        """
        chosen = self.sheet(name)
        owner = next(sheet for sheet in self.sheets if chosen in (sheet, *sheet.other_ways))
        return (owner, *owner.other_ways)


def combined(sources: Sequence[Source]) -> Source:
    """Several files as one, such as those of two years: each sheet carries its file's name."""
    if len(sources) == 1:
        return sources[0]
    sheets_of_files = [(source, sheet) for source in sources for sheet in source.sheets]
    names = _different([_name_with_file(source, sheet) for source, sheet in sheets_of_files])
    sheets = [
        _renamed(sheet, name, source.name)
        for name, (source, sheet) in zip(names, sheets_of_files, strict=True)
    ]
    refused = tuple(name for source in sources for name in source.refused)
    name = " + ".join(source.name for source in sources)
    return Source(name, tuple(sheets), refused, sources[0].options)


def _renamed(sheet: Sheet, name: str, file: str) -> Sheet:
    others = tuple(replace(way, name=f"{name} · {way.way}", file=file, _coded={}) for way in sheet.other_ways)
    return replace(sheet, name=name, file=file, other_ways=others, _coded={})


def _name_with_file(source: Source, sheet: Sheet) -> str:
    stem = Path(source.name).stem
    return stem if len(source.sheets) == 1 else f"{stem} · {sheet.name}"


def open_whole(
    data: bytes,
    name: str,
    password: str | None = None,
    limits: Limits | None = None,
    *,
    options: ReadingOptions | None = None,
    progress: Progress | None = None,
) -> Source:
    """Open a file of any known format in a process of its own; of what is not kept, only e-mail addresses
    are still there.

    `progress` is told ("parse", share done) again and again; once `limits.cancel` says yes, the process is
    ended.

    Raises ReadingError: empty, not_a_table, broken_zip, unreadable, password_needed, password_wrong,
    too_slow, too_large, cancelled.
    """
    if not data:
        raise ReadingError("empty")
    options = options or ReadingOptions()
    written = {"encoding": options.encoding, "delimiter": options.delimiter}
    answer = parse(data, password, limits or DEFAULT, progress, written)
    header: Any = answer.header
    described, tables = header["sheets"], answer.tables[: len(header["sheets"])]
    names = _different([description["name"] or Path(name).stem for description in described])
    sheets = tuple(
        _sheet(sheet_name, description, table, options)
        for sheet_name, description, table in zip(names, described, tables, strict=True)
        if table.num_rows and table.num_columns
    )
    if not sheets and header["stored"] is None:
        raise ReadingError("empty")
    refused = tuple(description["name"] for description in described if description["refused"])
    return Source(name, sheets, refused, options, _stored(header["stored"], answer.tables[len(described) :]))


def _stored(said: dict[str, Any] | None, columns: list[pa.Table]) -> StoredPlan | None:
    return StoredPlan(said["values"], tuple(columns), said["damaged"]) if said else None


def _sheet(name: str, described: dict[str, Any], table: pa.Table, options: ReadingOptions) -> Sheet:
    marks = described["marks"]
    currencies = {int(column): tuple(shown) for column, shown in marks.pop("currencies").items()}
    sheet = Sheet(
        name=name,
        hidden=described["hidden"],
        cells=table,
        marks=Marks(**marks, currencies=currencies),
        written=Writing(**described["written"]),
        first_row=tuple(described["first_row"]),
        skipped_rows=tuple((row, left_out) for row, left_out in described["skipped_rows"]),
        formulas_without_value=described["formulas_without_value"],
        decimal_mark=options.decimal_mark,
        named={name: tuple(map(tuple, rows)) for name, rows in described["named"].items()},
    )
    sheet = _as_told(sheet, options)
    private = [heading for heading in sheet.headings if is_ignored(heading)]
    return without_columns(sheet, [heading for heading in private if not is_email_heading(heading)])


def _as_told(sheet: Sheet, options: ReadingOptions) -> Sheet:
    """The sheet with the row of headings and the last row that were told by hand, if it has them."""
    above = 1 if sheet.first_row else 0
    rows = sheet.cells.num_rows + above
    if options.last_row is not None:
        rows = min(rows, row_of_number(options.last_row, sheet.skipped_rows) + 1)
        sheet = replace(sheet, cells=sheet.cells.slice(0, max(0, rows - above)), _coded={})
    if options.heading_row is None:
        return sheet
    heading_row = row_of_number(options.heading_row, sheet.skipped_rows) if options.heading_row else -1
    return replace(sheet, heading_row=heading_row, _coded={}) if heading_row < rows else sheet


def without_columns(sheet: Sheet, headings: Sequence[str]) -> Sheet:
    """The sheet without what stands below some headings: it is not kept."""
    cells, rows = sheet.cells, sheet.layout.first_row - (1 if sheet.first_row else 0)
    for column, heading in enumerate(sheet.headings):
        if heading in headings:
            top = texts_of(cells.column(column).slice(0, max(0, rows)))
            forgotten = pa.array([*top, *[""] * (cells.num_rows - len(top))], pa.string())
            cells = cells.set_column(column, str(column), forgotten.dictionary_encode())
    return sheet if cells is sheet.cells else replace(sheet, cells=cells, _coded={})


def _different(names: list[str]) -> list[str]:
    """Every name different: a name that comes again is counted."""
    return [
        name if names.index(name) == position else f"{name} ({names[: position + 1].count(name)})"
        for position, name in enumerate(names)
    ]
