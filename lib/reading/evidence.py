"""What the cells of a column say against its heading, and what two columns say of each other."""

import re
from itertools import pairwise

from lib.reading.samples import Sample

LEAST = 3
"""Filled cells from which a column says anything."""
_NUMBERED = re.compile(r"^(?P<series>[^\d\s]*(?:\d{2,4}[-/_.])?)#?(?P<number>\d{3,9})(?:\.0)?$")
_EMAIL = re.compile(r"^[^@\s;,]+@[^@\s;,]+\.[A-Za-z]{2,}$")
_EARLY = 100
"""Below this number, whole numbers that rise by one may as well be small amounts."""
SAME = 0.9
"""A relation between two columns holds where this share of their rows bears it out."""


def is_document_number(sample: Sample) -> bool:
    """Whether the cells number documents: whole numbers without a sign, with or without a prefix, that rise
    by one or hardly more and may repeat from row to row, as the lines of an invoice do."""
    matches = [_NUMBERED.match(cell) for cell in sample.cells]
    numbered = [match for match in matches if match]
    if len(numbered) < max(LEAST, SAME * len(sample.cells)):
        return False
    series: dict[str, list[int]] = {}
    for match in numbered:
        series.setdefault(match["series"], []).append(int(match["number"]))
    longest = max(series.values(), key=len)
    return len(longest) >= 0.5 * len(numbered) and _rises_by_one(longest)


def _rises_by_one(numbers: list[int]) -> bool:
    different = sorted(set(numbers))
    if len(different) < LEAST or different[0] < _EARLY:
        return False
    steps = sorted(later - earlier for earlier, later in pairwise(different))
    if steps[len(steps) // 2] > 1:
        return False
    up = sum(later >= earlier for earlier, later in pairwise(numbers))
    down = sum(later <= earlier for earlier, later in pairwise(numbers))
    return max(up, down) >= SAME * (len(numbers) - 1)


def is_email(sample: Sample) -> bool:
    """Whether the cells are e-mail addresses."""
    return bool(sample.cells) and sum(map(_is_address, sample.cells)) >= SAME * len(sample.cells)


def _is_address(cell: str) -> bool:
    return bool(_EMAIL.match(cell))


def determines(sample: Sample, other: Sample) -> bool:
    """Whether a text of the first column nearly always stands beside the same text of the second."""
    partners: dict[str, set[str]] = {}
    for left, right in zip(sample.top, other.top, strict=True):
        if left and right:
            partners.setdefault(left.casefold(), set()).add(right.casefold())
    faithful = sum(len(texts) == 1 for texts in partners.values())
    return bool(partners) and faithful >= SAME * len(partners)


def are_companions(sample: Sample, other: Sample) -> bool:
    """Whether two columns name the same things, such as a code and its name: one to one."""
    return determines(sample, other) and determines(other, sample)


def numbers_in(sample: Sample) -> list[float | None]:
    """The cells row by row as numbers; None for one that holds none."""
    return sample.numbers


def is_product(amount: Sample, quantity: Sample, unit_price: Sample) -> bool:
    """Whether the amounts are the quantities times the unit prices, to the cent."""
    triples = zip(numbers_in(amount), numbers_in(quantity), numbers_in(unit_price), strict=True)
    rows = [(total, count, price) for total, count, price in triples if None not in (total, count, price)]
    fitting = sum(abs((total or 0) - (count or 0) * (price or 0)) < 0.011 for total, count, price in rows)
    return len(rows) > 0 and fitting >= SAME * len(rows)


def is_constant(sample: Sample) -> bool:
    """Whether several rows all hold the same text: the firm's own name, and no client."""
    return len(sample.cells) >= LEAST and sample.different == 1


def is_zero(sample: Sample) -> bool:
    """Whether a column of numbers holds nothing but zeros."""
    return bool(sample.cells) and all(not number for number in numbers_in(sample))
