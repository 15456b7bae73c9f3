"""Rows that do not count, put right where they are: what is typed counts at once and is undone one by one."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from lib.base.outside import plain
from lib.clients.model import ClientList, Repair
from lib.parsing.errors import ReadingError
from lib.reading.choices import Choices
from lib.reading.repairs import RepairError, typed_repair, with_repair, without_repair
from lib.reading.rows_to_repair import REASONS, RowsToRepair, RowToRepair, rows_to_repair
from lib.reading.sentences import as_typed, repair_words
from lib.reading.widgets.opening import Origin, opening, origin_on_page, read_again
from lib.screen.controls import sent_fields
from lib.texts import Texts, marks

MOST_ROWS, MOST_UNDONE = 100, 25
"""Rows in the grid, and repairs in the list of those made."""


def repair_grid(texts: Texts, clients: ClientList, shown: Origin) -> None:
    """The rows that can be put right, each beside its reason, with cells to type in."""
    if not _may_be_repaired(clients):
        return
    to_repair = _rows_to_repair(shown)
    if not to_repair.rows:
        return
    st.markdown(texts.plural("clients.repair", to_repair.count))
    if to_repair.count > len(to_repair.rows):
        st.caption(texts("clients.repair.first", count=texts.integer(len(to_repair.rows))))
    key = f"repair_{opening().grid_turn}"
    st.data_editor(
        _table(texts, shown, to_repair),
        key=key,
        column_config=_columns(texts, to_repair),
        column_order=_order(shown, to_repair),
        disabled=("sheet", "row", "reason"),
        hide_index=True,
        width="stretch",
        placeholder="",
        on_change=_typed,
        args=(key, to_repair, texts),
    )


def refused_cells(texts: Texts) -> None:
    """A sentence for each thing that was typed and cannot stand where it was typed."""
    for repair, code in opening().refused_cells:
        said = texts(
            f"reading.repair_refused.{code}",
            row=texts.integer(repair.row),
            column=plain(repair.heading),
            value=plain(repair.after),
        )
        st.error(said, icon=":material/error:")


def repairs_made(texts: Texts, shown: Origin) -> None:
    """What was typed, each to be undone alone."""
    made = shown.choices.repairs
    if not made:
        return
    with st.expander(texts.plural("clients.repairs", len(made)), expanded=len(made) <= MOST_UNDONE):
        for number, repair in enumerate(made[-MOST_UNDONE:]):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(
                    texts("clients.repair.undo"),
                    key=f"undo_{number}",
                    icon=":material/undo:",
                    on_click=_undo,
                    args=(repair,),
                )
                st.markdown(repair_words(repair, texts, plain))
        if len(made) > 1:
            st.button(texts("clients.repair.undo_all"), key="undo_all", on_click=_undo_all)
        st.caption(texts("clients.repair.kept"))


def _may_be_repaired(clients: ClientList) -> bool:
    report = clients.report
    return (
        any(group.reason in REASONS for group in report.set_aside)
        or any(remark.code == "undated" for remark in report.remarks)
        or any(assumed.code == "unknown_status" for assumed in report.assumed)
        or any(question.about == "unknown_status" for question in report.questions)
    )


def _rows_to_repair(shown: Origin) -> RowsToRepair:
    """The rows to repair; looked for once for each way of reading."""
    known = opening().rows
    if known is None or known[0] is not shown.source or known[1] != shown.choices:
        known = (shown.source, shown.choices, _looked_for(shown))
        opening().rows = known
        opening().grid_turn += 1
    return known[2]


def _looked_for(shown: Origin) -> RowsToRepair:
    try:
        return rows_to_repair(shown.source, shown.choices, MOST_ROWS)
    except ReadingError:
        return RowsToRepair((), (), 0)


def _table(texts: Texts, shown: Origin, to_repair: RowsToRepair) -> pd.DataFrame:
    rows = [
        [
            row.sheet,
            row.row,
            texts(f"reading.reason.{row.reason}"),
            *(as_typed(cell, texts) for cell in row.cells),
        ]
        for row in to_repair.rows
    ]
    return pd.DataFrame(rows, columns=["sheet", "row", "reason", *_cell_names(to_repair)])


def _cell_names(to_repair: RowsToRepair) -> list[str]:
    return [f"cell_{column}" for column in range(len(to_repair.headings))]


def _order(shown: Origin, to_repair: RowsToRepair) -> list[str]:
    several = len({row.sheet for row in to_repair.rows}) > 1
    return [*(["sheet"] if several else []), "row", "reason", *_cell_names(to_repair)]


def _columns(texts: Texts, to_repair: RowsToRepair) -> dict[str, Any]:
    own = {
        "sheet": st.column_config.TextColumn(texts("clients.sheet"), width="small"),
        "row": st.column_config.NumberColumn(texts("clients.repair.row"), width="small"),
        "reason": st.column_config.TextColumn(texts("clients.repair.reason"), width="medium"),
    }
    named = zip(_cell_names(to_repair), to_repair.headings, strict=True)
    return own | {name: st.column_config.TextColumn(heading) for name, heading in named}


def _typed(key: str, to_repair: RowsToRepair, texts: Texts) -> None:
    edits: Mapping[str, Any] = sent_fields(key)
    take(to_repair, edits.get("edited_rows", {}), marks(texts.language)[0])


def take(to_repair: RowsToRepair, edited: Mapping[Any, Mapping[str, Any]], mark: str) -> None:
    """Put in force what was typed into the grid. What cannot stand in its cell is kept to be said."""
    shown, mine = origin_on_page(), opening()
    if shown is None:
        return
    mine.refused_cells = []
    choices = shown.choices
    rows = {str(row_index): row for row_index, row in enumerate(to_repair.rows)}
    headings = dict(zip(_cell_names(to_repair), to_repair.headings, strict=True))
    for row_index, cells in edited.items():
        for name, value in cells.items():
            if str(row_index) in rows and name in headings:
                choices = _with(shown, choices, rows[str(row_index)], headings[name], value, mark)
    mine.grid_turn += 1
    if choices != shown.choices:
        read_again(choices)


def _with(
    shown: Origin, choices: Choices, row: RowToRepair, heading: str, value: object, mark: str
) -> Choices:
    text = "" if value is None else str(value)
    try:
        sheet = shown.source.sheet(row.sheet)
        return with_repair(choices, typed_repair(sheet, choices, row.row, heading, text, mark))
    except RepairError as error:
        refused = Repair(row.sheet, row.row, heading, "", text[:80])
        opening().refused_cells.append((refused, error.code))
        return choices


def _undo(repair: Repair) -> None:
    if (shown := origin_on_page()) is not None:
        opening().refused_cells = []
        read_again(without_repair(shown.choices, repair))


def _undo_all() -> None:
    if (shown := origin_on_page()) is not None:
        choices = shown.choices
        for repair in choices.repairs:
            choices = without_repair(choices, repair)
        opening().refused_cells = []
        read_again(choices)
