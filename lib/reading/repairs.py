"""Cells that the user types anew: checked when they are typed, put in the place of the file's, and found
again in a later file by the other cells of their row."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from lib.clients.model import Repair
from lib.reading.choices import Choices
from lib.reading.dates import parse_date, period_of
from lib.reading.source import Sheet, Source
from lib.reading.values import is_free, parse_number

MOST_REPAIRS, LONGEST, MOST_OTHERS = 2_000, 200, 40


class RepairError(Exception):
    """What was typed cannot stand in the cell: `code` is not_an_amount, not_a_date, too_long, too_many or
    no_such_cell."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Replay:
    """Repairs of an earlier file beside a new one: those whose row is there again, with where it is now, and
    those for which it is not."""

    again: tuple[Repair, ...]
    missing: tuple[Repair, ...]


def typed_repair(sheet: Sheet, choices: Choices, row: int, heading: str, typed: str, mark: str) -> Repair:
    """What was typed into a cell, as a repair. `row` is the spreadsheet's number, `mark` the reader's decimal
    mark; an amount is kept with a decimal point, a day as 2025-03-04. An empty text empties the cell.

    Raises RepairError.
    """
    row_index = sheet.row_at(row)
    if row_index is None or heading not in sheet.headings:
        raise RepairError("no_such_cell")
    text = " ".join("".join(letter if letter.isprintable() else " " for letter in typed).split())
    if len(text) > LONGEST:
        raise RepairError("too_long")
    file = _as_in_file(sheet)
    others = [
        (other_heading, file.at(other_heading, row_index))
        for other_heading in file.headings
        if other_heading != heading
    ]
    filled = tuple(pair for pair in others if pair[1].strip())[:MOST_OTHERS]
    return Repair(
        sheet.name, row, heading, file.at(heading, row_index), _written(choices, heading, text, mark), filled
    )


def with_repair(choices: Choices, repair: Repair) -> Choices:
    """The choices with a repair in place of an earlier one of the same cell; with none, where it gives the
    cell what the file holds. Raises RepairError: too_many."""
    others = without_repair(choices, repair)
    if repair.after == repair.before:
        return others
    if len(others.repairs) >= MOST_REPAIRS:
        raise RepairError("too_many")
    return replace(others, repairs=(*others.repairs, repair))


def without_repair(choices: Choices, repair: Repair) -> Choices:
    """The choices without one repair."""
    return replace(
        choices, repairs=tuple(earlier for earlier in choices.repairs if _cell(earlier) != _cell(repair))
    )


def applied(sheet: Sheet, repairs: Iterable[Repair]) -> list[Repair]:
    """The repairs of a sheet whose cell is there and still holds what it held."""
    return [repair for repair in repairs if repair.sheet == sheet.name and _holds(sheet, repair)]


def repaired(sheet: Sheet, repairs: Iterable[Repair]) -> Sheet:
    """The sheet with the repairs that can be applied to it."""
    typed: dict[str, dict[int, str]] = defaultdict(dict)
    for repair in applied(sheet, repairs):
        row_index = sheet.row_at(repair.row)
        if row_index is not None:
            typed[repair.heading][row_index] = repair.after
    return replace(sheet, typed=dict(typed), _coded={}) if typed else sheet


def replayed(source: Source, sheets: Sequence[str], repairs: Iterable[Repair]) -> Replay:
    """The repairs on another file: each where one row, and one alone, has the same cells.

    Raises ReadingError: unknown_sheet."""
    again, missing = [], []
    for repair in repairs:
        rows_alike = [
            (sheet.name, sheet.row_number(row))
            for sheet in map(source.sheet, sheets)
            for row in _rows_alike(sheet, repair)
        ]
        if len(rows_alike) == 1:
            again.append(replace(repair, sheet=rows_alike[0][0], row=rows_alike[0][1]))
        else:
            missing.append(repair)
    return Replay(tuple(again), tuple(missing))


def _rows_alike(sheet: Sheet, repair: Repair) -> list[int]:
    """The rows that hold what the repaired one held."""
    cells = ((repair.heading, repair.before), *repair.others)
    if not repair.others or not {heading for heading, _ in cells} <= set(sheet.headings):
        return []
    rows = np.ones(sheet.rows, dtype=bool)
    for heading, text in cells:
        rows &= sheet.column(heading).where(text.__eq__)
    return np.flatnonzero(rows).tolist()


def _written(choices: Choices, heading: str, text: str, mark: str) -> str:
    """A text as it counts. Raises RepairError: not_an_amount, not_a_date."""
    if not text:
        return ""
    if heading in number_headings(choices):
        value = Decimal(0) if is_free(text) else parse_number(text, mark)
        if value is None:
            raise RepairError("not_an_amount")
        return f"{value:f}"
    if heading == choices.date:
        day = parse_date(text, choices.day_first)
        if day is None and not re.match(r"\d{4}", period_of(text) or ""):
            raise RepairError("not_a_date")
        return str(day) if day else text
    return text


def number_headings(choices: Choices) -> tuple[str, ...]:
    """The columns whose cells are amounts or what amounts are worked out from."""
    names = (
        choices.revenue,
        *choices.periods,
        choices.quantity,
        choices.unit_price,
        choices.discount,
        choices.debit,
        choices.credit,
    )
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _cell(repair: Repair) -> tuple[str, int, str]:
    return repair.sheet, repair.row, repair.heading


def _holds(sheet: Sheet, repair: Repair) -> bool:
    row_index = sheet.row_at(repair.row)
    return (
        row_index is not None
        and repair.heading in sheet.headings
        and _as_in_file(sheet).at(repair.heading, row_index) == repair.before
    )


def _as_in_file(sheet: Sheet) -> Sheet:
    return replace(sheet, typed={}, _coded={}) if sheet.typed else sheet
