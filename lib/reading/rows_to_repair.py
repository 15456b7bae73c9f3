"""The rows that the user can put right: those set aside for what a cell holds, and those of which a cell says
nothing that is understood."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from lib.reading.choices import Choices
from lib.reading.history import undated_rows
from lib.reading.proposal import sheets_read
from lib.reading.repairs import number_headings
from lib.reading.rows import Lines, lines_of
from lib.reading.source import Source
from lib.reading.statuses import unknown_statuses
from lib.reading.text_column import Mask

REASONS = (
    "no_client",
    "no_amount",
    "not_a_number",
    "range",
    "error_cell",
    "formula_without_value",
    "too_large",
)
"""Why rows are set aside that a cell typed anew can put right."""


@dataclass(frozen=True)
class RowToRepair:
    """A row, counted from 1 as the spreadsheet does, why it is here (a key `reading.reason.<reason>`), and
    its cells under the headings that can be typed anew."""

    sheet: str
    row: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class RowsToRepair:
    """The first of these rows, by reason and then by their place, under which headings their cells stand, and
    how many there are in all."""

    headings: tuple[str, ...]
    rows: tuple[RowToRepair, ...]
    count: int


def rows_to_repair(source: Source, choices: Choices, most: int) -> RowsToRepair:
    """The rows to put right, `most` of them. Raises ReadingError as `read_clients` does."""
    headings = repairable_headings(choices)
    if any(source.sheet(name).is_added_up for name in sheets_read(source, choices)):
        return RowsToRepair(headings, (), 0)
    rows: list[RowToRepair] = []
    count = 0
    for name in sheets_read(source, choices):
        lines = lines_of(source.sheet(name), choices)
        for reason, mask in _reasons(lines, choices):
            row_indices = np.flatnonzero(mask)
            count += len(row_indices)
            rows += [
                RowToRepair(
                    name,
                    lines.sheet.row_number(row),
                    reason,
                    tuple(lines.sheet.at(heading, row) for heading in headings),
                )
                for row in row_indices[: most - len(rows)].tolist()
            ]
    return RowsToRepair(headings, tuple(rows), count)


def repairable_headings(choices: Choices) -> tuple[str, ...]:
    """The columns whose cells can be typed anew, each once."""
    names = (
        choices.client,
        choices.number,
        choices.date,
        choices.status,
        choices.kind,
        *number_headings(choices),
    )
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _reasons(lines: Lines, choices: Choices) -> Iterator[tuple[str, Mask]]:
    for reason in REASONS:
        if reason in lines.aside:
            yield reason, lines.aside[reason]
    unknown = lines.used & unknown_statuses(lines.sheet, choices)
    yield "unknown_status", unknown
    yield "undated", undated_rows(lines, choices) & ~unknown
