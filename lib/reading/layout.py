"""Where the table of a sheet is: which rows hold the headings, what the columns are called."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lib.reading.dates import parse_date, period_of
from lib.reading.headings import mean_the_same, meanings, simple
from lib.reading.values import looks_like_error, looks_like_number

LOOK_AT = 80
"""Rows from the top among which the headings are sought."""
LEAST_PERIODS = 2
LONGEST = 60
"""Characters of a heading; longer texts are notes."""


@dataclass(frozen=True)
class Layout:
    """The headings, and the first row of data counted from 0."""

    headings: tuple[str, ...]
    first_row: int
    parts: tuple[frozenset[str], ...] = ()
    """The simplified texts of each column's rows of headings, by which they are known further down."""
    heading_rows: int = 0
    """How many rows hold the headings, just above the first row of data."""


def find_layout(top: Sequence[Sequence[str]]) -> Layout:
    """Find, among the rows at the top of a sheet, the headings: the row whose cells are known headings, or
    else the first row of texts that has numbers below it. Headings of two rows are put together. A sheet
    without headings gets numbered ones."""
    rows = [[clean(cell) for cell in row] for row in top[:LOOK_AT]]
    scores = [_score(rows, row_index) for row_index in range(len(rows))]
    best = max(range(len(rows)), key=lambda row_index: (scores[row_index], -row_index), default=0)
    if not rows or scores[best] <= 0:
        return Layout(_unique([""] * len(rows[0]) if rows else []), 0)
    best = _first_block(rows, scores, best)
    first = last = best
    if best and _is_upper(rows[best - 1], rows[best]):
        first = best - 1
    elif best + 1 < len(rows) and _is_lower(rows[best], rows[best + 1]):
        last = best + 1
    headings = _joined(rows[first], rows[last]) if first < last else rows[best]
    parts = tuple(
        frozenset(simple(cell) for cell in column if cell)
        for column in zip(*rows[first : last + 1], strict=True)
    )
    return Layout(_unique(headings), last + 1, parts, last - first + 1)


def _first_block(rows: list[list[str]], scores: list[float], best: int) -> int:
    """The headings of the first block, where those that look most like headings belong to a later one: they
    have the same columns, with data between."""
    for row_index in range(best):
        if scores[row_index] > 0 and _is_block_above(rows, row_index, best):
            return row_index
    return best


def _is_block_above(rows: list[list[str]], first: int, best: int) -> bool:
    upper, lower = rows[first], rows[best]
    data = [
        column
        for column, cell in enumerate(upper)
        if cell and lower[column] and any(looks_like_number(row[column]) for row in rows[first + 1 : best])
    ]
    alike = any(
        simple(upper[column]) == simple(lower[column]) or mean_the_same(upper[column], lower[column])
        for column in data
    )
    roles = {means[0].role for cell in upper if (means := meanings(cell)) and means[0].confidence >= 0.8}
    complete = "client" in roles and "revenue" in roles and any(map(_has_number, rows[first + 1 : best]))
    return sum(map(bool, upper)) >= 2 and (alike or complete)


def _has_number(row: list[str]) -> bool:
    return any(looks_like_number(cell) for cell in row)


def layout_told(row: Sequence[Sequence[str]], row_index: int) -> Layout:
    """The layout of a sheet whose row of headings is told: the row, and its place, or any row and -1 where
    there are no headings."""
    cells = [clean(cell) for cell in row[0]] if row else []
    if row_index < 0:
        return Layout(_unique([""] * len(cells)), 0)
    parts = tuple(frozenset({simple(cell)} if cell else ()) for cell in cells)
    return Layout(_unique(cells), row_index + 1, parts, heading_rows=1)


def clean(cell: str) -> str:
    """A cell on one line, without needless blanks."""
    return re.sub(r"\s+", " ", cell).strip()


def _is_value(cell: str) -> bool:
    """Whether a cell can only be data; a heading may be in error."""
    return looks_like_number(cell) and not _is_year(cell)


def _is_year(cell: str) -> bool:
    return bool(re.fullmatch(r"(19[89]\d|20[0-4]\d)(\.0)?", cell))


def _is_period(cell: str) -> bool:
    """A year, or the first day of a month, as headings of columns of amounts."""
    if _is_year(cell):
        return True
    day = parse_date(cell) if not looks_like_number(cell) else None
    return bool(day and day.day == 1) or (period_of(cell) is not None and not looks_like_number(cell))


def _score(rows: list[list[str]], row_index: int) -> float:
    """How much a row looks like headings."""
    filled = [cell for cell in rows[row_index] if cell]
    if not filled or any(_is_value(cell) for cell in filled) or all(_is_year(cell) for cell in filled):
        return 0.0
    if any(looks_like_error(cell) for cell in filled) and not any(meanings(cell) for cell in filled):
        return 0.0
    short = [cell for cell in filled if len(cell) <= LONGEST]
    known = sum(meanings(cell)[0].confidence for cell in short if meanings(cell))
    periods = 0.5 * sum(_is_period(cell) for cell in short) if len(filled) > 2 else 0.0
    numbers = _numbers_below(rows, row_index)
    if numbers or known >= 1:
        return known + periods + 0.4 * numbers + 0.05 * len(short) - 0.5 * (len(filled) - len(short))
    return 0.0


def _numbers_below(rows: list[list[str]], row_index: int) -> int:
    """How many of the row's filled columns hold numbers in the rows that follow."""
    below = rows[row_index + 1 : row_index + 7]
    return sum(
        any(looks_like_number(row[column]) for row in below)
        for column, cell in enumerate(rows[row_index])
        if cell
    )


def _is_upper(upper: list[str], lower: list[str]) -> bool:
    """Whether the row above the headings belongs to them: it names groups of columns, or columns whose
    cell in the row below is empty. A title is alone, above a heading."""
    filled = [column for column, cell in enumerate(upper) if cell]
    if not filled or any(_is_value(upper[column]) or len(upper[column]) > LONGEST for column in filled):
        return False
    return any(not lower[column] for column in filled) or (len(filled) >= 2 and len(set(lower)) < len(lower))


def _is_lower(upper: list[str], lower: list[str]) -> bool:
    """Whether the row below still belongs to the headings: texts without values, which fill gaps or part
    groups of the row above."""
    filled = [column for column, cell in enumerate(lower) if cell]
    if _are_periods_of_groups(upper, lower, filled):
        return True
    if not filled or any(_is_value(lower[column]) or _is_year(lower[column]) for column in filled):
        return False
    fills_gap = any(not upper[column] for column in filled)
    repeats = len({lower[column] for column in filled}) < len(filled)
    known = any(meanings(lower[column]) for column in filled)
    return fills_gap and (repeats or known) and all(len(lower[column]) <= LONGEST for column in filled)


def _are_periods_of_groups(upper: list[str], lower: list[str], filled: list[int]) -> bool:
    """Whether a row holds nothing but the periods of groups of columns whose names stand in the row above:
    CA over 2024 and 2025, with nothing below the headings of the other columns."""
    if len(filled) < LEAST_PERIODS or not all(_is_period(lower[column]) for column in filled):
        return False
    groups = {column for column in filled if upper[column]}
    others = any(cell and column not in filled for column, cell in enumerate(upper))
    return bool(groups) and len(groups) < len(filled) and others and min(groups) == min(filled)


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """Two rows of headings as one: a group's name stands before the names of its columns."""
    joined, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        if above:
            group = above if below else ""
        joined.append(" ".join(part for part in (above or (group if below else ""), below) if part))
    return joined


def _unique(headings: list[str]) -> tuple[str, ...]:
    """Every heading different: empty ones are numbered, repeated ones are counted."""
    used = set(headings)
    unique: list[str] = []
    for column, heading in enumerate(headings):
        name, count = heading or f"({column + 1})", 1
        while name in unique or (count > 1 and name in used):
            count += 1
            name = f"{heading} ({count})"
        unique.append(name)
    return tuple(unique)
