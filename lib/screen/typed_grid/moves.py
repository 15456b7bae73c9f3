"""What a hand does in a grid, as its browser tells it.

A move comes as (number, "set", [[row, column, value] …]) or (number, "delete", [row …]); rows and columns are
named by their keys. The browser repeats a move until it is answered, so that none is lost when two come
quickly, or while a run is under way; each is taken once, by its number. What a browser sends is a proposal:
what does not look like a move is passed over.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 2_000
"""Characters that a cell keeps of what is typed or pasted into it."""

Value = str | bool
"""What a cell can be set to: a text, or whether its box is ticked."""


@dataclass(frozen=True)
class Move:
    """Cells that were set at once, by row and column, or rows that were deleted."""

    number: int
    cells: tuple[tuple[str, str, Value], ...] = ()
    deleted: tuple[str, ...] = ()


def new_moves(sent: object, answered: int) -> Iterator[Move]:
    """The moves after the one of that number, in the order in which they were made."""
    for told in sent if isinstance(sent, list) else ():
        move = _move(told)
        if move is not None and move.number > answered:
            answered = move.number
            yield move


def _move(told: object) -> Move | None:
    match told:
        case [int(number), "set", [*cells]] if not isinstance(number, bool):
            return Move(number, cells=tuple(_cells(cells)))
        case [int(number), "delete", [*rows]] if not isinstance(number, bool):
            return Move(number, deleted=tuple(row for row in rows if isinstance(row, str)))
    return None


def _cells(told: list[object]) -> Iterator[tuple[str, str, Value]]:
    for cell in told:
        match cell:
            case [str(row), str(column), str(text)]:
                yield row, column, _one_line(text)
            case [str(row), str(column), bool(ticked)]:
                yield row, column, ticked


def _one_line(text: str) -> str:
    """A text as a field of one line holds it."""
    sound = text.encode("utf-8", "ignore").decode("utf-8")
    return re.sub(r"[\x00-\x1f\x7f]+", " ", sound[:LONGEST])
