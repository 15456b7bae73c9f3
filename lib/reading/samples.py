"""What the cells of a column look like: the content that bears out a heading, or stands in for it."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from lib.clients.model import Role
from lib.reading.client_marks import is_mark
from lib.reading.currencies import currency_beside, currency_code
from lib.reading.dates import parse_date, period_of
from lib.reading.document_kinds import is_direction, kind_of, status_of
from lib.reading.source import Sheet
from lib.reading.values import (
    decimal_mark,
    is_formula,
    is_nothing,
    looks_like_error,
    parse_number,
    reads_as_amount,
)

ROWS = 2000
"""Rows from the top that are looked at."""
NUMERIC: tuple[Role, ...] = (
    "revenue",
    "quantity",
    "unit_price",
    "discount",
    "cost",
    "margin",
    "hours",
    "headcount",
    "debit",
    "credit",
    "refunded",
)
MOSTLY = 0.6
"""A column of numbers has at least this share of numbers among its filled cells."""
HALF = 0.5
"""A column that is filled less than this gives way to one that is filled more."""
FEW = 12
"""Different texts of a column of statuses of which one that is no revenue is known."""
SOME = 0.2
"""A column that is called revenue may hold as few amounts that can be read."""


@dataclass(frozen=True, eq=False)
class Sample:
    """The filled cells from the top of one column."""

    heading: str
    column: int
    cells: list[str]
    top: list[str]
    """All cells from the top, "" for one that says nothing or repeats the heading, so that columns can be
    compared row by row."""

    @cached_property
    def _times(self) -> Counter[str]:
        """How often each different text comes."""
        return Counter(self.cells)

    def _count(self, test: Callable[[str], object]) -> int:
        """How many cells pass a test, which each different text takes once."""
        return sum(times for text, times in self._times.items() if test(text))

    @cached_property
    def numeric(self) -> float:
        """The share of numbers, in words and ranges too; cells in error count for neither side."""
        sound = self._count(_is_sound)
        if not sound:
            return 1.0 if self.cells else 0.0
        return self._count(lambda cell: _is_sound(cell) and reads_as_amount(cell)) / sound

    @cached_property
    def dates(self) -> float:
        """The share of dates, months and years."""
        return self._count(lambda cell: parse_date(cell) or period_of(cell)) / max(1, len(self.cells))

    @cached_property
    def numbers(self) -> list[float | None]:
        """The cells row by row as numbers; None for one that holds none."""
        mark = decimal_mark(self.cells)
        values = (parse_number(cell, mark) for cell in self.top)
        return [None if value is None else float(value) for value in values]

    @property
    def filled(self) -> float:
        """The share of rows that hold anything."""
        return len(self.cells) / max(1, len(self.top))

    @cached_property
    def different(self) -> int:
        """How many different texts there are."""
        return len(self._times)

    @cached_property
    def codes(self) -> float:
        """The share of cells that are codes, such as C001: without a blank and with figures."""
        coded = self._count(lambda cell: re.fullmatch(r"[A-Za-z_./-]*\d[\w./-]*", cell))
        return coded / max(1, len(self.cells))

    @cached_property
    def decimals(self) -> float:
        """The share of cells with a decimal part: amounts have one, counts and years have none."""
        decimals = self._count(lambda cell: re.search(r"[.,](?!0+$)\d{1,4}\D*$", cell))
        return decimals / max(1, len(self.cells))

    @cached_property
    def currencies(self) -> frozenset[str]:
        """The currencies that stand in the cells."""
        return frozenset(code for cell in self.cells[:500] if (code := currency_beside(cell)))

    def fits(self, role: Role, named: bool = False) -> bool:
        """Whether the cells can be what the heading says. A column that is `named` revenue may hold amounts
        that cannot be read, such as ranges, beside some that can."""
        if role == "revenue" and named and self.numeric >= SOME:
            return not (self.dates > 0.9 and self.is_serial) and self.dates < MOSTLY + self.numeric
        if role == "potential":
            return self.numeric >= MOSTLY or (bool(self.cells) and all(map(is_mark, self.cells)))
        if role in NUMERIC:
            return self.numeric >= MOSTLY and not (role == "revenue" and self.dates > 0.9 and self.is_serial)
        if role == "date":
            return self.dates >= MOSTLY
        if role == "kind":
            different = {cell.strip() for cell in self.cells}
            return 2 * sum(bool(kind_of(cell)) for cell in different) >= max(1, len(different))
        if role == "status":
            different = {cell.strip() for cell in self.cells}
            known = [cell for cell in different if status_of(cell)]
            telling = any(status_of(cell) != "counts" for cell in known) and len(different) <= FEW
            return 2 * len(known) >= max(1, len(different)) or (named and telling)
        if role == "direction":
            return bool(self.cells) and all(is_direction(cell) for cell in self.cells)
        if role == "document":
            return bool(self.cells) and self.decimals < 0.2 and not all(map(parse_date, self.cells))
        if role == "entry":
            return bool(self.cells) and self.decimals < 0.2 and self.different > 1
        if role == "account":
            return sum(is_account(cell) for cell in self.cells) >= MOSTLY * len(self.cells) > 0
        if role == "currency":
            return bool(self.cells) and all(currency_code(cell) for cell in self.cells)
        if role == "number":
            return bool(self.cells) and self.decimals < 0.2 + (self.different == 1)
        return bool(self.cells) and self.dates < MOSTLY + (role == "client" and self.numeric > MOSTLY)

    @property
    def is_serial(self) -> bool:
        """Whether the cells can be days counted as spreadsheets do, and nothing else."""
        return all(re.fullmatch(r"[34]\d{4}(\.\d+)?", cell) for cell in self.cells)


def _is_sound(cell: str) -> bool:
    return not looks_like_error(cell) and not is_formula(cell)


def samples_of(sheet: Sheet) -> list[Sample]:
    """A sample of each column."""
    return [_sample(sheet, heading, column) for column, heading in enumerate(sheet.headings)]


def _sample(sheet: Sheet, heading: str, column: int) -> Sample:
    top = ["" if is_nothing(cell) or cell == heading else cell for cell in _top(sheet, heading)]
    return Sample(heading, column, [cell for cell in top if cell], top)


def _top(sheet: Sheet, heading: str) -> list[str]:
    column = sheet.top(heading, ROWS)
    return [column.texts[code].strip() for code in column.codes]


def is_account(cell: str) -> bool:
    """Whether a cell is a number of the French chart of accounts, such as 411000 or 411DUPONT."""
    return bool(re.fullmatch(r"[1-9]\d{2,}[A-Z0-9]*(\.0)?", cell.strip().upper().replace(" ", "")))


def sample_of(samples: list[Sample], heading: str) -> Sample:
    """The sample of a column."""
    return next(sample for sample in samples if sample.heading == heading)
