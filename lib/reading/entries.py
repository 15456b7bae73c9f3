"""Which rows of a ledger are one entry: by its number, its document, its day and label, or by where debits
equal credits."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.base.money import Amounts
from lib.reading.choices import Choices
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask

BALANCED = 0.9
"""Share of the rows that must be in balanced entries before other ways of joining are tried."""
MOST_EMPTY = 0.2

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Entries:
    """For each row the number of its entry, counted from 0, and whether that entry balances."""

    codes: Codes
    balanced: Mask
    names: tuple[Coded, ...]

    def total(self, values: Amounts) -> Amounts:
        """The sum over a row's entry, for each row."""
        sums = np.zeros(int(self.codes.max(initial=-1)) + 1, dtype=np.int64)
        np.add.at(sums, self.codes, values)
        return sums[self.codes]

    def any(self, rows: Mask) -> Mask:
        """Whether a row's entry holds one of these rows, for each row."""
        return self.total(rows.astype(np.int64)) > 0

    def name(self, row: int) -> str:
        """What the file calls the entry of a row."""
        return " ".join(text for column in self.names if (text := column.at(row).strip()))


def entries_of(sheet: Sheet, choices: Choices, net: Amounts, data: Mask) -> Entries:
    """Join the rows by the best column there is. `net` is debit less credit.

    Number of the entry, else of the document, each within its journal and also within its day where that
    balances as well; else day and label; else the rows between two points at which debits and credits are
    equal. The first way by which nearly all rows are in balanced entries counts, or else the best.
    """
    best: tuple[float, Entries] | None = None
    for way in _ways(choices):
        tried = [
            _scored(net, data, [sheet.column(heading) for heading in headings])
            for headings in way
            if not _mostly_empty(sheet.column(headings[0]), data)
        ]
        if not tried:
            continue
        best_of_way = max(
            tried, key=lambda scored: (round(scored[0], 2), int(scored[1].codes.max(initial=0)))
        )
        if best is None or best_of_way[0] > best[0]:
            best = best_of_way
        if best[0] >= BALANCED:
            return best[1]
    in_order = _in_order(sheet, choices, net, data)
    return in_order[1] if best is None or in_order[0] >= BALANCED else best[1]


def _ways(choices: Choices) -> Iterable[list[list[str]]]:
    """Headings that may tell the entries apart, the most telling first; each way has a variant by day."""
    journal = [] if choices.journal is None else [choices.journal]
    day = [] if choices.date is None else [choices.date]
    for heading in (choices.entry, choices.document):
        if heading is not None:
            yield [[heading, *journal], *([[heading, *journal, *day]] if day else [])]
    if choices.label is not None:
        yield [[choices.label, *day, *journal]]


def _mostly_empty(column: Coded, data: Mask) -> bool:
    empty = column.stripped().empty
    return bool((empty & data).sum() > MOST_EMPTY * max(1, data.sum()))


def _scored(net: Amounts, data: Mask, columns: list[Coded]) -> tuple[float, Entries]:
    codes = np.zeros(len(net), dtype=np.int64)
    for column in columns:
        stripped = column.stripped()
        codes = np.unique(codes * (len(stripped.texts) + 1) + stripped.codes, return_inverse=True)[1]
    return _weighed(net, data, codes, tuple(reversed(columns)))


def _weighed(net: Amounts, data: Mask, codes: Codes, names: tuple[Coded, ...]) -> tuple[float, Entries]:
    """Entries, with the share of the rows that are in balanced ones. Rows that are no data are entries of
    their own."""
    codes = np.where(data, codes, codes.max(initial=-1) + 1 + np.arange(len(codes)))
    codes = np.unique(codes, return_inverse=True)[1]
    every = Entries(codes, np.zeros(len(codes), dtype=bool), names)
    balanced = every.total(np.where(data, net, 0)) == 0
    moved = data & (net != 0)
    return float((balanced & moved).sum() / max(1, moved.sum())), Entries(codes, balanced, names)


def _in_order(sheet: Sheet, choices: Choices, net: Amounts, data: Mask) -> tuple[float, Entries]:
    """Rows that follow each other, up to where debits and credits are equal, within a journal and a day."""
    columns = [sheet.column(heading) for heading in (choices.journal, choices.date) if heading is not None]
    changes = np.zeros(len(net), dtype=bool)
    for column in columns:
        changes |= np.diff(column.codes, prepend=column.codes[:1]) != 0
    runs = np.cumsum(changes)
    balance = np.cumsum(np.where(data, net, 0))
    starts = np.flatnonzero(np.diff(runs, prepend=-1))
    before = np.concatenate(([0], balance[:-1]))[starts][runs] if len(starts) else balance
    even = np.concatenate(([False], (balance - before == 0)[:-1])) if len(net) else changes
    codes = np.cumsum(even | changes)
    return _weighed(net, data, codes.astype(np.int64), tuple(columns))
