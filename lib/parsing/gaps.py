"""Rows and columns between which nothing stands.

A single cell far from the others makes a sheet of millions of cells, which fast readers hold one by one. So
long gaps are shortened before the sheet is read, and the numbers of the rows below them are known still.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 20
"""Empty rows or columns that stay one after another: enough to part two tables."""
FEW, TIMES = 1_000_000, 10
"""A sheet is sparse with more places than these, of which fewer than one in so many is filled."""

Skipped = tuple[tuple[int, int], ...]
"""For each gap: the row after it, counted from 0 in the shortened sheet; how many rows are left out above."""


@dataclass(frozen=True)
class Nearer:
    """Where rows or columns come to stand once long gaps are shortened."""

    used: tuple[int, ...]
    new: tuple[int, ...]

    def __call__(self, old: int) -> int:
        """The new place of an old one."""
        last = bisect_right(self.used, old) - 1
        if last < 0:
            return min(old, LONGEST)
        return self.new[last] + min(old - self.used[last], LONGEST)

    @property
    def skipped(self) -> Skipped:
        """What is left out above each row after a gap."""
        gaps: dict[int, int] = {}
        for old, new in zip(self.used, self.new, strict=True):
            if old - new != next(reversed(gaps.values()), 0):
                gaps[new] = old - new
        return tuple(gaps.items())


def nearer(used: Iterable[int]) -> Nearer:
    """The places that hold something, brought nearer."""
    old = sorted(set(used))
    new: list[int] = []
    for number, position in enumerate(old):
        new.append(new[-1] + min(position - old[number - 1], LONGEST + 1) if new else min(position, LONGEST))
    return Nearer(tuple(old), tuple(new))


def is_sparse(rows: int, columns: int, filled: int) -> bool:
    """Whether a sheet of so many rows and columns holds next to nothing."""
    return rows * columns > FEW and rows * columns > TIMES * filled


def row_of_number(number: int, skipped: Skipped) -> int:
    """The row of the shortened sheet, counted from 0, that has a number, or else the last one above it."""
    row = number - 1
    for first, left_out in reversed(skipped):
        if number - 1 - left_out >= first:
            return min(row, number - 1 - left_out)
        row = first - 1
    return min(row, number - 1)


def row_number(row: int, skipped: Skipped) -> int:
    """The number that the spreadsheet gives a row, counted from 0 in the shortened sheet."""
    above = [left_out for first, left_out in skipped if first <= row]
    return row + 1 + (above[-1] if above else 0)
