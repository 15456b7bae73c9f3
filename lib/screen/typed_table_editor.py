"""A table to type in, or to paste into from Excel. What was typed stays, whatever happens to the page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from lib.screen.state import state
from lib.screen.typed_grid.component import Column, Row, typed_grid
from lib.screen.typed_grid.moves import Move
from lib.screen.typed_table import Fault, fault_sentences, followed, made_by, moved
from lib.texts import Texts


@dataclass
class _Sheet:
    """What has been typed, its rows by their keys, and what the plan held when they last met."""

    typed: pd.DataFrame
    in_plan: pd.DataFrame
    faults: list[Fault] = field(default_factory=list)
    made_here: int = 0
    """The highest key that a row was given here."""
    made_by_hand: int = 0
    """Rows that the hand has made."""


@dataclass
class _Sheets:
    """The grids of this session, by their name."""

    by_name: dict[str, _Sheet] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """One grid: its name in the session, what the plan holds as a table, and how a typed table gets there."""

    name: str
    shown: Callable[[], pd.DataFrame]
    read: Callable[[pd.DataFrame], list[Fault]]
    """Puts a typed table into the plan; with faults it leaves the plan as it is."""


def editor(
    texts: Texts, grid: Grid, columns: Sequence[Column], tiers: list[str], fixed: bool = False
) -> None:
    """The grid, with a sentence below the row of every cell that cannot be read.

    What was typed is kept as it was typed, until the plan is changed elsewhere (undo, an example).
    """
    sheet = _sheet(grid)
    faults: dict[str, dict[str, str]] = {}
    for fault, (key, values) in zip(sheet.faults, fault_sentences(sheet.faults, tiers, texts), strict=True):
        row = str(sheet.typed.index[fault.row - 1])
        faults.setdefault(row, {})[fault.column] = texts(key, **values)
    order = [column.key for column in columns]
    rows = [
        Row(str(key), tuple(cells), faults.get(str(key), {}))
        for key, *cells in sheet.typed[order].itertuples(name=None)
    ]
    made = None if fixed else sheet.made_by_hand
    typed_grid(texts, f"grid_{grid.name}", columns, rows, partial(_take, grid), made)


def _sheet(grid: Grid) -> _Sheet:
    """What is typed in a grid, brought up to what the plan holds where that was changed elsewhere."""
    sheets, in_plan = state().part(_Sheets).by_name, grid.shown()
    sheet = sheets.setdefault(grid.name, _Sheet(_without_rows(in_plan), _without_rows(in_plan)))
    if not in_plan.equals(sheet.in_plan):
        sheet.typed = followed(in_plan, sheet.typed, sheet.made_here)
        sheet.made_here = max(sheet.made_here, made_by(sheet.typed, 1))
        sheet.in_plan, sheet.faults = in_plan, []
    return sheet


def _without_rows(table: pd.DataFrame) -> pd.DataFrame:
    return table.iloc[:0]


def _take(grid: Grid, moves: list[Move]) -> None:
    """Put what was typed into the plan, a step each."""
    sheet = _sheet(grid)
    for move in moves:
        sheet.typed = moved(sheet.typed, move)
        sheet.made_by_hand = max(sheet.made_by_hand, made_by(sheet.typed, -1))
        sheet.faults = grid.read(sheet.typed.reset_index(drop=True))
        sheet.in_plan = grid.shown()
