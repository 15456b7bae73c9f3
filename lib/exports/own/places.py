"""Where the new columns of a sheet go: directly right of the clients' table, where nothing is in the way."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from lib.exports.own.drawings import Drawing
from lib.exports.own.formulas import counts_cells
from lib.exports.own.model import Apart, ClientRows
from lib.exports.own.package import Package, plain, tagged, texts_within
from lib.exports.own.sheet_text import LAST_COLUMN, Cell, SheetText, cells_of, column_number, letters

BEHIND = " (Palmarès)"
"""What a heading carries after it where the table has the same one already."""


@dataclass(frozen=True)
class Area:
    """Cells: first column, first row, last column, last row, from 1."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, reference: str) -> "Area":
        """The area that A1:C8 names; whole columns reach to the last row."""
        first, _, last = reference.replace("$", "").partition(":")
        (left, top), (right, bottom) = _parts(first), _parts(last or first)
        return cls(left or 1, top or 1, right or LAST_COLUMN, bottom or 1 << 20)

    @property
    def reference(self) -> str:
        """The area as A1:C8."""
        return f"{letters(self.left)}{self.top}:{letters(self.right)}{self.bottom}"

    def meets(self, other: "Area") -> bool:
        """Whether they have a cell in common."""
        return (
            self.left <= other.right
            and other.left <= self.right
            and self.top <= other.bottom
            and other.top <= self.bottom
        )


def _parts(cell: str) -> tuple[int, int]:
    """Column and row of a cell, 0 for what it does not name."""
    split = len(cell) - len(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    return column_number(cell[:split]), int(cell[split:] or 0)


@dataclass(frozen=True)
class TablePart:
    """A table of Excel on the sheet: its part and its cells, those of a row of totals included."""

    part: str
    area: Area
    name: str
    linked: bool
    """Whether it is filled by a query, or has no headings."""


@dataclass(frozen=True)
class Place:
    """Where columns go: the cells of the clients' table, and the first new column; or why they cannot."""

    area: Area
    first: int
    table: TablePart | None = None
    drawings: tuple[Drawing, ...] = ()
    """Charts and pictures that make room."""
    replaces: bool = False
    apart: Apart | None = None


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet of clients."""

    package: Package
    part: str
    name: str
    text: SheetText
    rows: ClientRows

    def tables(self) -> list[TablePart]:
        """Its tables."""
        return [self._table(part) for part in self.package.related(self.part, "/table").values()]

    def _table(self, part: str) -> TablePart:
        root = self.package.tree(part)
        linked = root.get("tableType", "worksheet") != "worksheet" or root.get("headerRowCount") == "0"
        return TablePart(part, Area.of(root.get("ref")), root.get("displayName", ""), linked)


def place(sheet: Sheet, width: int, known: Collection[Sequence[str]]) -> Place:
    """Where `width` columns go on a sheet; `known` are headings that they may have from an earlier time."""
    header, ranks = sheet.rows.header, sheet.rows.ranks
    bottom = max(ranks, default=header)
    table = next((table for table in sheet.tables() if table.area.top <= header <= table.area.bottom), None)
    bottom = max(bottom, table.area.bottom if table else 0)
    counts, taken = _in_use(sheet, {header, *ranks}, (header, bottom))
    earlier = _earlier(sheet, known)
    own = range(earlier, earlier + width) if earlier else range(0)
    left, right = _widest_run({column: count for column, count in counts.items() if column not in own})
    if table is not None:
        left, right = (
            table.area.left,
            max(column for column in range(table.area.left, table.area.right + 1) if column not in own),
        )
    area = Area(left, max(header, 1), right, bottom)
    if earlier:
        return Place(area, earlier, table, replaces=True)
    return _free(sheet, Place(area, right + 1, table), width, taken)


def _in_use(sheet: Sheet, own: Collection[int], rows: tuple[int, int]) -> tuple[Counter[int], set[int]]:
    """How many cells of the clients' rows each column fills; the columns in which any cell between those rows
    holds something."""
    counts, taken = Counter[int](), set[int]()
    for row, number in sheet.text.numbered_rows():
        if rows[0] <= number <= rows[1]:
            filled = [column for column, _, content in cells_of(row) if content]
            taken.update(filled)
            if number in own:
                counts.update(filled)
    return counts, taken


def _widest_run(counts: dict[int, int]) -> tuple[int, int]:
    """The first and the last of the columns side by side that hold most cells: those of the clients."""
    columns = sorted(counts)
    if not columns:
        return 1, 1
    starts = [columns[0], *(after for before, after in pairwise(columns) if after > before + 1)]
    ends = [*(before for before, after in pairwise(columns) if after > before + 1), columns[-1]]
    runs = list(zip(starts, ends, strict=True))
    return max(runs, key=lambda run: sum(counts[column] for column in range(run[0], run[1] + 1)))


def _earlier(sheet: Sheet, known: Collection[Sequence[str]]) -> int:
    """The first of the columns that are there from an earlier time; 0 where there are none."""
    texts = {column: text.removesuffix(BEHIND) for column, text in headings(sheet).items()}
    for column in texts:
        for wanted in known:
            if all(texts.get(column + offset) == heading for offset, heading in enumerate(wanted)):
                return column
    return 0


def headings(sheet: Sheet) -> dict[int, str]:
    """The texts of the row of headings by column."""
    for row, number in sheet.text.numbered_rows():
        if number == sheet.rows.header:
            return {cell[0]: cell_value(sheet.package, cell) for cell in cells_of(row) if cell[2]}
    return {}


def cell_value(package: Package, cell: Cell) -> str:
    """What a cell holds, as text."""
    _, attributes, content = cell
    if b't="inlineStr"' in attributes:
        return texts_within(content)
    value = content.partition(b"v>")[2].partition(b"<")[0]
    if b't="s"' in attributes and value.isdigit() and int(value) < len(package.shared_texts):
        return texts_within(package.shared_texts[int(value)])
    return plain(value)


def _free(sheet: Sheet, wanted: Place, width: int, taken: Collection[int]) -> Place:
    """The place, with the drawings that make room for it, or why it cannot be had."""
    last = wanted.first + width - 1
    new = Area(wanted.first, wanted.area.top, last, wanted.area.bottom)
    reasons: list[tuple[Apart, bool]] = [
        ("no_room", last > LAST_COLUMN),
        ("linked", wanted.table is not None and wanted.table.linked),
        ("taken", any(column in taken for column in range(wanted.first, last + 1))),
        ("taken", any(area.meets(new) for area in _other_areas(sheet, wanted))),
        ("hidden", any(area.meets(new) for area in _hidden(sheet.text.tree))),
        ("counted", _is_counted(sheet, new, wanted.table)),
    ]
    reason = next((reason for reason, holds in reasons if holds), None)
    if reason is None:
        drawings = [
            drawing
            for part in sheet.package.related(sheet.part, "/drawing").values()
            for drawing in Drawing.all_of(sheet.package, part)
        ]
        in_the_way = [drawing for drawing in drawings if _covers(drawing, new)]
        if all(drawing.movable for drawing in in_the_way):
            return replace(wanted, drawings=_making_room(drawings, in_the_way))
        reason = "taken"
    return replace(wanted, apart=reason)


def _other_areas(sheet: Sheet, wanted: Place) -> Iterable[Area]:
    """Merged cells and other tables."""
    merged = [Area.of(cell.get("ref")) for cell in sheet.text.tree.iter(tagged("mergeCell"))]
    return [*merged, *(table.area for table in sheet.tables() if table != wanted.table)]


def _hidden(tree: Any) -> list[Area]:
    """The columns that are hidden."""
    return [
        Area(int(column.get("min")), 1, int(column.get("max")), 1 << 20)
        for column in tree.iter(tagged("col"))
        if column.get("hidden") in ("1", "true")
    ]


def _is_counted(sheet: Sheet, new: Area, table: TablePart | None) -> bool:
    """Whether a formula of the workbook reckons with what stands in the new cells."""
    whole = None if table is None else table.name
    for name, part in sheet.package.sheet_parts().items():
        text = sheet.text.rows if part == sheet.part else sheet.package.read(part)
        for reference in counts_cells(text, name == sheet.name, sheet.name, whole):
            if reference == "" or Area.of(reference).meets(new):
                return True
    return False


def _covers(drawing: Drawing, new: Area) -> bool:
    return Area(drawing.left, drawing.top, drawing.right, drawing.bottom).meets(new)


def _making_room(drawings: Sequence[Drawing], in_the_way: Sequence[Drawing]) -> tuple[Drawing, ...]:
    """Those that move: what is in the way, and what stands further right, so that nothing covers another."""
    if not in_the_way:
        return ()
    first = min(drawing.left for drawing in in_the_way)
    return tuple(drawing for drawing in drawings if drawing.left >= first and drawing.movable)
