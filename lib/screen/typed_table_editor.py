"""A grid to type in, or to paste into from Excel. What was typed stays, whatever happens to the page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from lib.screen.controls import sent_fields
from lib.screen.frame import say
from lib.screen.state import state
from lib.screen.typed_table import Edits, Fault, edited, fault_sentences, spread, with_blank_rows
from lib.texts import Texts


@dataclass
class _Sheet:
    """What an editor started from, what has been typed since, and what the plan held when they last met."""

    base: pd.DataFrame
    typed: pd.DataFrame
    in_plan: pd.DataFrame
    faults: list[Fault] = field(default_factory=list)
    turn: int = 0
    """Part of the editor's key: a new number makes it start anew from `base`."""


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


def editor(texts: Texts, grid: Grid, columns: dict[str, Any], tiers: list[str], fixed: bool = False) -> None:
    """The editor, and a sentence for every cell that cannot be read.

    Streamlit keeps what is typed as differences from the table it was first given, so that table must
    not change while someone types; it changes only when the plan was changed elsewhere (undo, an
    example), or when the page was left, which makes Streamlit forget.
    """
    sheet = _sheet(grid)
    key, shown = _key(grid, sheet), with_blank_rows(sheet.base)
    drop_foreign_edits(key, shown)
    st.data_editor(
        shown,
        key=key,
        column_config=columns,
        num_rows="fixed" if fixed else "dynamic",
        hide_index=True,
        width="stretch",
        placeholder="",
        on_change=_typed,
        args=(grid,),
    )
    for sentence, values in fault_sentences(sheet.faults, tiers, texts):
        say(texts, sentence, **values)


def drop_foreign_edits(key: str, table: pd.DataFrame) -> None:
    """Forget what a browser says of rows or columns that the editor of that key does not have: Streamlit
    would end the page."""
    edits = sent_fields(key)
    changed, added, deleted = (edits.get(name) for name in ("edited_rows", "added_rows", "deleted_rows"))
    cells = [*(changed or {}).values(), *(added or [])]
    rows = [*(changed or {}), *(deleted or [])]
    columns = {*map(str, table.columns), "_index"}
    fits = all(str(row).isdecimal() and int(row) < len(table) for row in rows)
    if not (fits and all(isinstance(row, dict) and columns.issuperset(row) for row in cells)):
        st.session_state.pop(key, None)


def numbers(title: str, explanation: str) -> Any:
    """A column of numbers, typed as text so that a decimal comma is read as one."""
    return st.column_config.TextColumn(title, help=explanation, width="small", alignment="right")


def _sheet(grid: Grid) -> _Sheet:
    sheets, in_plan = state().part(_Sheets).by_name, grid.shown()
    sheet = sheets.get(grid.name)
    if sheet is None:
        sheet = _Sheet(in_plan, in_plan, in_plan)
    elif not in_plan.equals(sheet.in_plan):
        sheet = _Sheet(in_plan, in_plan, in_plan, turn=sheet.turn + 1)
    elif _key(grid, sheet) not in st.session_state:
        sheet = _Sheet(sheet.typed, sheet.typed, in_plan, sheet.faults, sheet.turn + 1)
    sheets[grid.name] = sheet
    return sheet


def _typed(grid: Grid) -> None:
    sheet = state().part(_Sheets).by_name[grid.name]
    edits: Edits = sent_fields(_key(grid, sheet))
    typed = edited(with_blank_rows(sheet.base), edits)
    sheet.typed = spread(typed)
    if not sheet.typed.equals(typed):
        sheet.base, sheet.turn = sheet.typed, sheet.turn + 1
    sheet.faults = grid.read(sheet.typed)
    sheet.in_plan = grid.shown()


def _key(grid: Grid, sheet: _Sheet) -> str:
    return f"grid_{grid.name}_{sheet.turn}"
