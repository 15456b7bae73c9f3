"""Blocks stacked in one sheet under headings of their own: each cell comes below its first heading."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.parsing.tables import as_texts
from lib.reading.headings import meanings, simple
from lib.reading.layout import clean
from lib.reading.source import Sheet
from lib.reading.text_column import Mask, texts_of

MOST_ROWS = 5000
"""Rows without a figure that are looked at."""
KNOWN = 0.8

Columns = dict[int, int]
"""Column of the first block → the column of another block that holds the same."""


def aligned(sheet: Sheet) -> Sheet:
    """The sheet with every block's columns in the order of the first. Costs a look at one column of figures
    in a list without blocks."""
    rows = _rows_without_figures(sheet)
    if not 0 < len(rows) <= MOST_ROWS:
        return sheet
    columns = sheet.body.columns
    texts = {row: [clean(texts_of(column.slice(row, 1))[0]) for column in columns] for row in rows}
    starts = [row for row in rows if _is_heading_row(sheet, texts[row])]
    moved = {row: _columns_of_block(sheet, texts[row]) for row in starts}
    if all(block is None for block in moved.values()):
        return sheet
    ends = [*starts[1:], sheet.rows]
    blocks = [(row, end, moved[row]) for row, end in zip(starts, ends, strict=True)]
    return _rearranged(sheet, [(row, end, moved) for row, end, moved in blocks if moved is not None])


def _rows_without_figures(sheet: Sheet) -> list[int]:
    """The rows in which no cell holds a figure and two or more are filled; the columns that look most like
    figures are asked first, so that a plain list is known after one."""
    bare = np.ones(sheet.rows, dtype=bool)
    for column in sorted(sheet.body.columns, key=_figures_at_the_top, reverse=True):
        bare &= ~_has_figure(column)
        if not bare.any():
            return []
    filled = sum(np.where(bare, _is_filled(column), False).astype(np.int8) for column in sheet.body.columns)
    return [int(row) for row in np.flatnonzero(bare & (filled >= 2))]


def _figures_at_the_top(column: pa.ChunkedArray) -> int:
    return sum(any(letter.isdigit() for letter in text) for text in texts_of(column.slice(0, 50)))


def _has_figure(column: pa.ChunkedArray) -> Mask:
    if pa.types.is_floating(column.type):
        return np.asarray(column.is_valid())
    return _matching(column, "[0-9]")


def _is_filled(column: pa.ChunkedArray) -> Mask:
    if pa.types.is_floating(column.type):
        return np.asarray(column.is_valid())
    return _matching(column, r"\S")


def _matching(column: pa.ChunkedArray, pattern: str) -> Mask:
    texts = as_texts(column)
    matches = np.asarray(pc.match_substring_regex(texts.dictionary, pattern))
    return matches[np.asarray(texts.indices)] if len(matches) else np.zeros(len(column), dtype=bool)


def _is_heading_row(sheet: Sheet, cells: list[str]) -> bool:
    """Whether a row holds headings: two cells or more are known, as a heading of the sheet or of any list."""
    own = {simple(part) for parts in sheet.layout.parts for part in parts if part}
    known = [cell for cell in cells if cell and (simple(cell) in own or _role(cell) is not None)]
    return len(known) >= 2


def _role(heading: str, least: float = KNOWN) -> str | None:
    """What a heading means, where it is known."""
    means = meanings(heading)
    return means[0].role if means and means[0].confidence >= least and means[0].reason != "close" else None


def _columns_of_block(sheet: Sheet, cells: list[str]) -> Columns | None:
    """Where a block has what stands in the columns of the first one; None where all stands in its place."""
    taken: set[int] = set()
    columns: Columns = {}
    for same in (_same_text, _same_role):
        for column, parts in enumerate(zip(sheet.headings, sheet.layout.parts, strict=True)):
            if column in columns:
                continue
            order = sorted(range(len(cells)), key=lambda block_column: (block_column != column, block_column))
            for block_column in order:
                if cells[block_column] and block_column not in taken and same(parts, cells[block_column]):
                    columns[column] = block_column
                    taken.add(block_column)
                    break
    moved = any(column != block_column for column, block_column in columns.items())
    something_else = any(
        column not in columns and _is_something_else(heading, cell)
        for column, (heading, cell) in enumerate(zip(sheet.headings, cells, strict=True))
    )
    return columns if moved or something_else else None


def _is_something_else(heading: str, cell: str) -> bool:
    """Whether a block has another thing that is known for sure in the place of a known one."""
    heading_role, cell_role = _role(heading), _role(cell, 1.0)
    return heading_role is not None and cell_role is not None and heading_role != cell_role


def _same_text(heading: tuple[str, frozenset[str]], cell: str) -> bool:
    return simple(cell) in heading[1] or simple(cell) == simple(heading[0])


def _same_role(heading: tuple[str, frozenset[str]], cell: str) -> bool:
    role = _role(heading[0])
    return role is not None and role == _role(cell)


def _rearranged(sheet: Sheet, blocks: list[tuple[int, int, Columns]]) -> Sheet:
    """The sheet with the columns of some blocks, from a row to another, put in their place; a column that a
    block has not is empty there."""
    columns = [texts_of(cells) for cells in sheet.body.columns]
    new = [list(cells) for cells in columns]
    for start, end, moved in blocks:
        for column in range(len(columns)):
            block_column = moved.get(column)
            moved_away = column in moved.values() or _is_something_else(
                sheet.headings[column], columns[column][start]
            )
            if block_column is not None:
                new[column][start:end] = columns[block_column][start:end]
            elif moved_away:
                new[column][start:end] = [""] * (end - start)
    top = sheet.cells.num_rows - sheet.rows
    coded_columns = [
        pa.array([*texts_of(cells.slice(0, top)), *texts], pa.string()).dictionary_encode()
        for cells, texts in zip(sheet.cells.columns, new, strict=True)
    ]
    table = pa.table({str(column): cells for column, cells in enumerate(coded_columns)})
    return replace(sheet, cells=table, _coded={})
