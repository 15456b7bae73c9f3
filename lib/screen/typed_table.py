"""Tables that the user types in or pastes into: from a catalogue or a team to text, and back.

Every cell is text, as it was typed, so that nothing is lost and "1,5" from a French Excel stays one and a
half. What cannot be read is named with its row and column; what can is a catalogue or a team.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal, get_args

import pandas as pd

from lib.base.bounds import Bounds
from lib.plan.roles import Performer
from lib.screen.typed_grid.moves import Move
from lib.screen.typed_number import typed_parts
from lib.texts import LANGUAGES, Texts, marks
from lib.texts.wording import Sentences

MOST_ROWS = 2_000
"""Rows that a typed table keeps, far more than any plan may hold: what is too much is said, not lost."""


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be read: its row from 1, the key of its column, what it holds, and why."""

    row: int
    column: str
    value: str
    code: str
    bound: int = 0
    """The least or the most that the cell may hold, where it holds too little or too much."""


def moved(table: pd.DataFrame, move: Move) -> pd.DataFrame:
    """The table, its rows by their keys, after what a hand did in its grid. Rows of the hand's making (those
    whose keys begin with a minus sign) are added at the end; other rows and columns that the table does not
    have, as those of one that the browser still shows, are passed over."""
    rows = {
        str(key): dict(zip(table.columns, cells, strict=True)) for key, *cells in table.itertuples(name=None)
    }
    for row, column, value in move.cells:
        if column in table.columns and isinstance(value, str):
            if row.startswith("-") and row not in rows and len(rows) < MOST_ROWS:
                rows[row] = dict.fromkeys(table.columns, "")
            if row in rows:
                rows[row][column] = value
    kept = {key: list(cells.values()) for key, cells in rows.items() if key not in move.deleted}
    return keyed(list(kept.values()), list(table.columns), list(kept))


def followed(table: pd.DataFrame, before: pd.DataFrame, made: int) -> pd.DataFrame:
    """The table with the keys that its rows had before: of the same places where there are as many rows, else
    of the same names in the first column; the others are numbered on from `made`."""
    known: dict[str, list[str]] = {}
    for key, name in zip(before.index, before.iloc[:, 0], strict=True):
        known.setdefault(str(name), []).append(str(key))
    fresh = count(made + 1)
    keys = list(map(str, before.index))
    if len(table) != len(before):
        keys = [
            known[name].pop(0) if known.get(name) else str(next(fresh)) for name in map(str, table.iloc[:, 0])
        ]
    return table.set_axis(keys, axis="index")


def made_by(table: pd.DataFrame, sign: int) -> int:
    """The highest number that is a row's key: of the hand's rows with the sign -1, else of the others."""
    return max((int(key) * sign for key in table.index if int(key) * sign > 0), default=0)


def keyed(rows: list[list[str]], columns: list[str], keys: list[str]) -> pd.DataFrame:
    """A table of texts whose rows have keys."""
    return pd.DataFrame(rows, index=pd.Index(keys, dtype="str"), columns=columns, dtype="str")


class TableReader:
    """Reads the cells of a table and gathers every fault."""

    def __init__(self, table: pd.DataFrame, texts: Texts) -> None:
        self.table = table
        self.decimal = marks(texts.language)[0]
        self.faults: list[Fault] = []
        self.row = 0

    def rows(self) -> Iterator[int]:
        """Goes through the rows that hold anything; cells are then read from the row it stands on."""
        for row in range(len(self.table)):
            if any(map(str.strip, self.table.iloc[row])):
                self.row = row
                yield row

    def text(self, column: str) -> str:
        return str(self.table.iloc[self.row][column]).strip()

    def fault(self, column: str, code: str, bound: int = 0) -> None:
        self.faults.append(Fault(self.row + 1, column, self.text(column), code, bound))

    def number(self, column: str, bounds: Bounds, blank: int = 0) -> int:
        """A number within bounds, in the parts in which it is held."""
        if not self.text(column):
            return blank
        parts = typed_parts(self.text(column), bounds, self.decimal)
        if isinstance(parts, int):
            return parts
        least, most = bounds.whole
        self.fault(column, parts, {"too_small": least, "too_large": most}.get(parts, 0))
        return blank

    def choice(self, column: str, words: dict[str, str], default: str) -> str:
        """One of a few words, in any of the app's languages and any case; a blank is the default."""
        typed = self.text(column).casefold()
        if typed and typed not in words:
            self.fault(column, "unknown_word")
        return words.get(typed, default)

    def name(self, column: str, seen: set[str] | None = None) -> str:
        """A name that must be there, and only once where `seen` gathers the names."""
        name = self.text(column)
        if not name:
            self.fault(column, "no_name")
        elif seen is not None and name.casefold() in seen:
            self.fault(column, "twice")
        if seen is not None:
            seen.add(name.casefold())
        return name


def performer_name(texts: Texts, performer: Performer) -> str:
    """Who performs a service, in words."""
    return texts(f"performer.{performer}")


def performers(codes: Sequence[Performer]) -> dict[str, str]:
    return {
        performer_name(Texts(language), code).casefold(): code for language in LANGUAGES for code in codes
    }


def text_frame(rows: list[list[str]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns, dtype="str")


TierColumn = Literal["times", "automated"]
"""What a table has a column a tier for."""
TIER_COLUMNS: tuple[TierColumn, ...] = get_args(TierColumn)


def numbered(key: TierColumn, tiers: int) -> list[str]:
    """The columns of a table that has one a tier."""
    return [f"{key}_{tier}" for tier in range(tiers)]


def fault_sentences(faults: list[Fault], tiers: list[str], texts: Texts) -> Sentences:
    """One sentence a cell that cannot be read, naming its row and its column."""
    return [
        (
            f"services.fault.{fault.code}",
            {
                "row": texts.integer(fault.row),
                "column": column_title(fault.column, tiers, texts),
                "value": fault.value,
                "bound": texts.integer(fault.bound),
            },
        )
        for fault in faults
    ]


def column_title(column: str, tiers: list[str], texts: Texts) -> str:
    """The heading of a column of a grid."""
    for key in TIER_COLUMNS:
        by_column = dict(zip(numbered(key, len(tiers)), tiers, strict=True))
        if column in by_column:
            return by_column[column]
    return texts(f"services.column.{column}")
