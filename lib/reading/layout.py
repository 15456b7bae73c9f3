"""Where the table of a sheet is: which row holds the headings, what the columns are called."""

import re
from dataclasses import dataclass

import pyarrow as pa

from lib.reading.headings import meanings
from lib.reading.values import looks_like_number

LOOK_AT = 60
"""Rows from the top among which the headings are sought."""


@dataclass(frozen=True)
class Layout:
    """The headings, and the first row of data counted from 0."""

    headings: tuple[str, ...]
    first_row: int


def find_layout(cells: pa.Table) -> Layout:
    """Find the row of headings: the one whose cells are known headings, or else the first row of texts
    that has numbers below it. A sheet without headings gets numbered ones."""
    top = cells.slice(0, LOOK_AT).to_pylist()
    rows = [[_clean(cell) for cell in row.values()] for row in top]
    scores = [_score(rows, place) for place in range(len(rows))]
    best = max(range(len(rows)), key=lambda place: (scores[place], -place), default=0)
    if not rows or scores[best] <= 0:
        return Layout(_unique([""] * cells.num_columns), 0)
    return Layout(_unique(rows[best]), best + 1)


def _clean(cell: str | None) -> str:
    return re.sub(r"\s+", " ", cell or "").strip()


def _score(rows: list[list[str]], place: int) -> float:
    """How much a row looks like headings."""
    filled = [cell for cell in rows[place] if cell]
    if not filled or any(looks_like_number(cell) for cell in filled):
        return 0.0
    known = sum(meanings(cell)[0].confidence for cell in filled if len(cell) < 60 and meanings(cell))
    below = rows[place + 1 : place + 6]
    numbers = sum(
        any(column < len(row) and looks_like_number(row[column]) for row in below)
        for column, cell in enumerate(rows[place])
        if cell
    )
    return known + 0.4 * numbers + 0.05 * len(filled) if numbers or known >= 1 else 0.0


def _unique(headings: list[str]) -> tuple[str, ...]:
    """Every heading different: empty ones are numbered, repeated ones are counted."""
    seen: dict[str, int] = {}
    unique: list[str] = []
    for place, heading in enumerate(headings):
        name = heading or f"({place + 1})"
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(unique)
