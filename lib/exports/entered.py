"""What the entries of an exported plan hold when it comes back, against what was written into them.

Entries that stand side by side make a table. A row put in between adds an empty row to the named cells,
which counts for nothing; a filled one is a row of the table like the others.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lib.excel.entries import ENTRY_NAMES, Entry, EntryName
from lib.parsing.sheets import Cells, Value

TableName = Literal["settings", "tiers", "hand", "services", "people"]
TABLES: dict[TableName, tuple[EntryName, ...]] = {
    "settings": (
        *("tier_method", "tier_count", "budget_hours", "margin", "owner_cost", "manager_cost", "team_cost"),
        *("capacity", "fixed_costs"),
    ),
    "tiers": ("thresholds", "tier_names", "budget_shares", "tier_margins"),
    "hand": ("hand_clients", "hand_tiers", "hand_reasons", "hand_kept"),
    "services": (
        *("service_names", "service_minutes", "service_roles", "service_costs"),
        *("service_times", "service_automated"),
    ),
    "people": ("person_names", "person_roles", "person_hours", "person_costs"),
}
"""The first name is that of the column which says what a row is about."""
_NOISE = 1e-9
"""Less than the smallest part that a plan can hold."""


@dataclass(frozen=True)
class Cell:
    """A cell of a row: the column's name, and the place in it where the name covers several columns."""

    name: EntryName
    column: int = 0


@dataclass(frozen=True)
class Row:
    """A row of a table: its number from 1 as it stands in the workbook, and what it holds."""

    number: int
    values: Mapping[Cell, Value]

    def text(self, name: EntryName) -> str:
        """What a cell holds, as text without blanks around it."""
        return as_text(self.values.get(Cell(name), "")).strip()

    def number_in(self, name: EntryName, column: int = 0) -> Decimal:
        """The number in a cell. Raises ValueError and ArithmeticError for anything else."""
        return Decimal(str(float(self.values.get(Cell(name, column), ""))))


@dataclass(frozen=True)
class Change:
    """A cell that holds something else than what was written into it; "" where it, or its row, is empty."""

    name: EntryName
    row: int
    """From 1."""
    column: int
    """From 0, where the name covers several columns."""
    before: Value
    after: Value
    about: str = ""
    """The client, service or person that the row is about."""


def written_rows(entries: Sequence[Entry], table: TableName) -> list[Row]:
    """The rows of a table as they were exported, without empty ones."""
    rows: dict[int, dict[Cell, Value]] = {}
    for entry in entries:
        if entry.name in TABLES[table]:
            rows.setdefault(entry.row, {})[Cell(entry.name, entry.column)] = entry.value
    return _filled(Row(number + 1, values) for number, values in sorted(rows.items()))


def current_rows(named: Mapping[str, Cells], entries: Sequence[Entry], table: TableName) -> list[Row]:
    """The rows of a table as they are now, without empty ones; only columns that held entries."""
    names = [name for name in TABLES[table] if any(entry.name == name for entry in entries)]
    rows: dict[int, dict[Cell, Value]] = {}
    for name in names:
        for number, cells in enumerate(named.get(name, ())):
            for column, value in enumerate(cells):
                rows.setdefault(number, {})[Cell(name, column)] = value
    made = [Row(number + 1, values) for number, values in sorted(rows.items())]
    if table == "tiers" and "tier_names" in named and "tier_names" not in names:
        # Up to version 3 the names were no entries: a tier whose entries were all emptied is still a tier.
        return [row for row, (name, *_) in zip(made, named["tier_names"], strict=False) if name != ""]
    written = written_rows(entries, table)
    kept = made if table == "tiers" and len(made) == len(written) else _filled(made)
    return _with_formulas(kept, written, [entry for entry in entries if entry.follows], table)


def _with_formulas(
    now: Sequence[Row], written: Sequence[Row], follows: Sequence[Entry], table: TableName
) -> list[Row]:
    """A program that keeps no results of formulas leaves their cells empty: they hold what was written.
    Nobody takes a tier out by emptying its cells; elsewhere a row without what it is about is gone."""
    key = TABLES[table][0]
    formulas = {(entry.row + 1, Cell(entry.name, entry.column)) for entry in follows}
    old_of = {new.number: old for old, new in _pairs(written, now, key) if old is not None}

    def value(row: Row, cell: Cell, held: Value) -> Value:
        old = old_of.get(row.number)
        if held != "" or old is None or (old.number, cell) not in formulas:
            return held
        return old.values[cell] if table == "tiers" or row.text(key) else held

    return [
        Row(row.number, {cell: value(row, cell, held) for cell, held in row.values.items()}) for row in now
    ]


def about_tiers(rows: Sequence[Row], table: TableName, tiers: int) -> list[Row]:
    """Only what is about so many tiers. The last one ends with the list: its threshold is no choice."""
    if table not in ("tiers", "services"):
        return list(rows)

    def is_about(number: int, cell: Cell) -> bool:
        if table == "services":
            return cell.column < tiers
        return number < tiers or (number == tiers and cell.name != "thresholds")

    return _filled(
        Row(row.number, {cell: value for cell, value in row.values.items() if is_about(number, cell)})
        for number, row in enumerate(rows, 1)
    )


def recalculated(
    now: Sequence[Row], written: Sequence[Row], calculated: Sequence[Row], wanted: Sequence[Row]
) -> list[Row]:
    """The rows as they are now, where formulas have followed other tiers: cells that hold what was written,
    or what the formulas give, hold what is wanted of them. The rows before are the same in all three."""
    if len(now) != len(written) or written == calculated == wanted:
        return list(now)
    return [_recalculated(*rows) for rows in zip(now, written, calculated, wanted, strict=True)]


def _recalculated(now: Row, written: Row, calculated: Row, wanted: Row) -> Row:
    def value(cell: Cell, held: Value) -> Value:
        if cell not in written.values:
            return held
        known = written.values[cell], calculated.values[cell]
        return wanted.values[cell] if any(same(value, held) for value in known) else held

    return Row(now.number, {cell: value(cell, held) for cell, held in now.values.items()})


def lost_names(named: Mapping[str, Cells], entries: Sequence[Entry]) -> tuple[EntryName, ...]:
    """The names of entries that the workbook no longer has."""
    used = {entry.name for entry in entries}
    return tuple(name for name in ENTRY_NAMES if name in used and name not in named)


def changes(before: Sequence[Row], now: Sequence[Row], key: EntryName) -> list[Change]:
    """Cell by cell what changed: row against row where there are as many as before, or else those with the
    same text in the column `key`."""
    return [
        Change(cell.name, (old or new).number, cell.column, old_value, new_value, (old or new).text(key))
        for old, new in _pairs(before, now, key)
        for cell, old_value, new_value in _cells(old, new)
        if not same(old_value, new_value)
    ]


def without(now: Sequence[Row], refused: Collection[Change]) -> list[Row]:
    """The rows as they are now, with what stood before in the cells of some changes."""
    before = {(change.row, Cell(change.name, change.column)): change.before for change in refused}
    return [
        Row(row.number, {cell: before.get((row.number, cell), value) for cell, value in row.values.items()})
        for row in now
    ]


def as_written(before: Sequence[Row], now: Sequence[Row], key: EntryName) -> list[Row]:
    """The rows as they are now; a cell that still holds the same holds exactly what was written into it,
    which the file keeps to sixteen digits."""
    old_of = {new.number: old for old, new in _pairs(before, now, key) if old is not None}
    return [_exact(old_of.get(row.number, _NOTHING).values, row) for row in now]


def _exact(old: Mapping[Cell, Value], row: Row) -> Row:
    kept = {cell: value for cell, value in old.items() if same(value, row.values.get(cell, ""))}
    return Row(row.number, {**row.values, **kept})


_NOTHING = Row(0, {})


def _pairs(before: Sequence[Row], now: Sequence[Row], key: EntryName) -> list[tuple[Row | None, Row]]:
    if len(before) == len(now):
        return list(zip(before, now, strict=True))
    left = {row.text(key): row for row in now}
    pairs: list[tuple[Row | None, Row]] = [(row, left.pop(row.text(key), _NOTHING)) for row in before]
    return pairs + [(None, row) for row in left.values()]


def _cells(old: Row | None, new: Row) -> Iterable[tuple[Cell, Value, Value]]:
    """Every cell that held an entry, or holds one in a row that is new."""
    before = old.values if old else dict.fromkeys(new.values, "")
    return [(cell, value, new.values.get(cell, "")) for cell, value in before.items()]


def _filled(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if any(value != "" for value in row.values.values())]


def same(before: Value, now: Value) -> bool:
    """Whether a cell still holds what was written into it; a number may have become text, and a text that
    looks like a number may have become one."""
    if isinstance(before, str):
        return before == as_text(now)
    try:
        return math.isclose(before, float(now), rel_tol=1e-12, abs_tol=_NOISE)
    except ValueError:
        return False


def as_text(value: Value) -> str:
    """What a cell shows as text: a whole number without decimals."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value.is_integer() else str(value)
