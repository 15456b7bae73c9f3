"""Rows that do not count, put right where they are: what is typed counts at once and is undone one by one."""

from functools import partial
from itertools import chain

import streamlit as st

from lib.base.outside import plain
from lib.clients.model import ClientList, Repair
from lib.parsing.errors import ReadingError
from lib.reading.choices import Choices
from lib.reading.repairs import RepairError, typed_repair, with_repair, without_repair
from lib.reading.rows_to_repair import REASONS, RowsToRepair, RowToRepair, rows_to_repair
from lib.reading.sentences import as_typed, repair_words
from lib.reading.widgets.opening import Origin, opening, origin_on_page, read_again
from lib.screen.typed_grid.component import Column, Row, typed_grid
from lib.screen.typed_grid.moves import Move, Value
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
    typed_grid(
        texts,
        "repair",
        _columns(texts, shown, to_repair),
        _rows(texts, shown, to_repair),
        partial(take, to_repair, marks(texts.language)[0]),
    )


def refused_cells(texts: Texts) -> None:
    """A sentence for each thing that was typed and cannot stand where it was typed, where its row is not in
    the grid any more to say it there."""
    known = opening().rows
    in_grid = {(row.sheet, row.row) for row in known[2].rows} if known else set()
    for repair, code in opening().refused_cells:
        if (repair.sheet, repair.row) not in in_grid:
            said = _refused_words(texts, repair.row, repair.heading, repair.after, code)
            st.error(plain(said), icon=":material/error:")


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
        known = opening().rows = (shown.source, shown.choices, _looked_for(shown))
    return known[2]


def _looked_for(shown: Origin) -> RowsToRepair:
    try:
        return rows_to_repair(shown.source, shown.choices, MOST_ROWS)
    except ReadingError:
        return RowsToRepair((), (), 0)


def _columns(texts: Texts, shown: Origin, to_repair: RowsToRepair) -> list[Column]:
    several = len({row.sheet for row in to_repair.rows}) > 1
    named = zip(_cell_names(to_repair), to_repair.headings, strict=True)
    return [
        *([Column("sheet", texts("clients.sheet"), "shown")] if several else []),
        Column("row", texts("clients.repair.row"), "figure"),
        Column("reason", texts("clients.repair.reason"), "shown"),
        *(Column(name, heading) for name, heading in named),
    ]


def _rows(texts: Texts, shown: Origin, to_repair: RowsToRepair) -> list[Row]:
    """The rows to repair, known by sheet and number; what was refused stays in its cell, with the reason."""
    refused = {
        (typed.sheet, typed.row, typed.heading): (typed.after, code)
        for typed, code in opening().refused_cells
    }
    several = len({row.sheet for row in to_repair.rows}) > 1
    rows = []
    for row in to_repair.rows:
        cells, faults = [as_typed(cell, texts) for cell in row.cells], {}
        for column, heading in enumerate(to_repair.headings):
            if (cell := refused.get((row.sheet, row.row, heading))) is not None:
                cells[column] = cell[0]
                faults[f"cell_{column}"] = _refused_words(texts, row.row, heading, *cell)
        own = [texts.integer(row.row), texts(f"reading.reason.{row.reason}")]
        rows.append(Row(_key(row), (*([row.sheet] if several else []), *own, *cells), faults))
    return rows


def _refused_words(texts: Texts, row: int, heading: str, typed: str, code: str) -> str:
    return texts(
        f"reading.repair_refused.{code}",
        row=texts.integer(row),
        column=heading,
        value=typed,
    )


def _key(row: RowToRepair) -> str:
    return f"{row.row} {row.sheet}"


def _cell_names(to_repair: RowsToRepair) -> list[str]:
    return [f"cell_{column}" for column in range(len(to_repair.headings))]


def take(to_repair: RowsToRepair, mark: str, moves: list[Move]) -> None:
    """Put in force what was typed into the grid. What cannot stand in its cell is kept to be said."""
    shown, mine = origin_on_page(), opening()
    if shown is None:
        return
    mine.refused_cells = []
    choices = shown.choices
    rows = {_key(row): row for row in to_repair.rows}
    headings = dict(zip(_cell_names(to_repair), to_repair.headings, strict=True))
    for row, name, value in chain.from_iterable(move.cells for move in moves):
        if row in rows and name in headings:
            choices = _with(shown, choices, rows[row], headings[name], value, mark)
    if choices != shown.choices:
        read_again(choices)


def _with(
    shown: Origin, choices: Choices, row: RowToRepair, heading: str, value: Value, mark: str
) -> Choices:
    text = str(value)
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
