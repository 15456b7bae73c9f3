"""Tables that the user types in or pastes into: from a catalogue or a team to text, and back.

Every cell is text, as it was typed, so that nothing is lost and "1,5" from a French Excel stays one and a
half. What cannot be read is named with its row and column; what can is a catalogue or a team.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, get_args

import pandas as pd

from lib.base.bounds import Bounds
from lib.base.numbers import typed_number
from lib.plan.roles import Performer
from lib.texts import LANGUAGES, Texts, marks
from lib.texts.wording import Sentences

Edits = Mapping[str, Any]
"""What Streamlit's editor reports: edited_rows (row → column → value), added_rows, deleted_rows."""


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be read: its row from 1, the key of its column, what it holds, and why."""

    row: int
    column: str
    value: str
    code: str
    bound: int = 0
    """The least or the most that the cell may hold, where it holds too little or too much."""


def edited(base: pd.DataFrame, edits: Edits) -> pd.DataFrame:
    """The table after what was typed, pasted, added and deleted; blank cells hold ""."""
    table = base.copy()
    for row, column, value in edited_cells(base, edits):
        table.loc[row, column] = _text(value)
    deleted = edits.get("deleted_rows", [])
    kept = table.drop(index=[row for row in table.index if row in deleted])
    added = pd.DataFrame(
        [[_text(cells.get(column)) for column in table] for cells in edits.get("added_rows", [])],
        columns=table.columns,
        dtype=table.dtypes.iloc[0],
    )
    return pd.concat([kept, added], ignore_index=True)


def edited_cells(base: pd.DataFrame, edits: Edits) -> Iterator[tuple[int, str, object]]:
    """Row, column and new value of every cell of a table that was edited. Cells that the table does not have,
    as those of a longer one that the browser still shows, are passed over."""
    for row, cells in edits.get("edited_rows", {}).items():
        if int(row) in base.index:
            yield from (
                (int(row), column, value) for column, value in cells.items() if column in base.columns
            )


def spread(table: pd.DataFrame) -> pd.DataFrame:
    """The table with rows and columns that were pasted into a single cell set out from that cell on.

    A paste into the last, empty row of the editor, or into a cell that is open for typing, arrives as
    one text with tabs and line ends. The row in which it arrived is replaced by the pasted ones.
    """
    rows: list[list[str]] = []
    for row in table.to_numpy().tolist():
        start = next((start for start, cell in enumerate(row) if "\t" in cell or "\n" in cell), None)
        if start is None:
            rows.append(row)
            continue
        for number, line in enumerate(row[start].strip("\r\n").splitlines()):
            cells = line.split("\t")[: len(row) - start]
            rest = row[start + len(cells) :] if number == 0 else [""] * (len(row) - start - len(cells))
            rows.append([*(row[:start] if number == 0 else [""] * start), *map(str.strip, cells), *rest])
    return pd.DataFrame(rows, columns=table.columns, dtype="str")


def with_blank_rows(table: pd.DataFrame, rows: int = 4) -> pd.DataFrame:
    """The table itself; or where it is empty, a few blank rows to type or paste into."""
    if len(table):
        return table
    return pd.DataFrame("", index=range(rows), columns=table.columns, dtype="str")


def _text(value: object) -> str:
    return "" if value is None else str(value)


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
        value = typed_number(self.text(column), self.decimal)
        if value is None:
            self.fault(column, "not_a_number")
        elif value * bounds.unit < bounds.least:
            self.fault(column, "too_small", bounds.whole[0])
        elif value * bounds.unit > bounds.most:
            self.fault(column, "too_large", bounds.whole[1])
        else:
            return int((value * bounds.unit).to_integral_value())
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


def plain_decimal(value: int, unit: int) -> str:
    """A whole number of parts as a decimal without needless zeros: 250 of 100 gives "2.5"."""
    return f"{(Decimal(value) / unit).quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")


def written(plain: str, texts: Texts) -> str:
    """A plain decimal with the reader's mark."""
    return plain.replace(".", marks(texts.language)[0])


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
