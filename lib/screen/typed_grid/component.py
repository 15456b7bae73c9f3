"""A grid to type in: a table of the browser's own fields, so that no key is lost from the moment it is seen.

Whatever the server does meanwhile, what is being typed stays, and what was entered is repeated until it is
answered (moves.py). The browser's own fields bring their keyboard, their undo and what screen readers say.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

import streamlit as st

from lib.screen.controls import sent_fields, unbroken
from lib.screen.state import state
from lib.screen.typed_grid.moves import Move, Value, new_moves
from lib.texts import Texts, marks

FOLDER = Path(__file__).parent
_grid = st.components.v2.component(
    "palmares_grid",
    css=(FOLDER / "grid.css").read_text("utf-8"),
    js=(FOLDER / "grid.js").read_text("utf-8"),
)

Kind = Literal["text", "number", "choice", "box", "shown", "figure", "bar"]
"""What stands in a column: a field for words or for a number, which is a text too, so that a decimal comma is
read as one; a choice; a box to tick; or what is only shown, as words, as a figure, as a bar of 0 to 100."""


@dataclass(frozen=True)
class Column:
    """A column: its key, its heading, what stands in it, what it means, and its choices."""

    key: str
    title: str
    kind: Kind = "text"
    help: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row: its key, by which what is typed returns, its cells in the order of the columns, and what there
    is to say about some of them, by column."""

    key: str
    cells: tuple[Value | int, ...]
    faults: dict[str, str] = field(default_factory=dict)


@dataclass
class _Answered:
    """The number of the last move that was taken in each grid of this session, by the grid's key."""

    by_grid: dict[str, int] = field(default_factory=dict)


Hear = Callable[[list[Move]], None]


def typed_grid(
    texts: Texts,
    key: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    hear: Hear,
    made: int | None = None,
) -> None:
    """A grid of those rows; `hear` is given what the hand did since the last answer.

    Where rows may be added and deleted, `made` says how many the hand has made: it names them "-1", "-2" …
    """
    column, row = "{column}", "{row}"
    words = {
        "cell": texts("grid.cell", column=column, row=row),
        "named_cell": texts("grid.named_cell", column=column, row=row, name="{name}"),
        "delete": texts("grid.delete", row=row),
        "help": texts("grid.help", column=column, help="{help}"),
    }
    answered = state().part(_Answered).by_grid
    _grid(
        key=key,
        data={
            "answered": answered.setdefault(key, 0),
            "columns": [asdict(column) for column in columns],
            "rows": [asdict(row) for row in rows],
            "words": words,
            "made": made,
            "language": texts.language,
            "decimal": marks(texts.language)[0],
        },
        on_moves_change=unbroken(partial(_heard, key, hear)),
    )


def _heard(key: str, hear: Hear) -> None:
    answered = state().part(_Answered).by_grid
    moves = list(new_moves(sent_fields(key).get("moves"), answered.get(key, 0)))
    if moves:
        hear(moves)
        answered[key] = moves[-1].number
