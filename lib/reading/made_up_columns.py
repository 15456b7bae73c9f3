"""Columns of amounts that are made up of others: a total that is an amount, its tax and its delivery."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt

from lib.reading.evidence import SAME, numbers_in
from lib.reading.headings import is_added, is_discount, is_tax_heading
from lib.reading.samples import MOSTLY, Sample

Numbers = npt.NDArray[np.float64]

CENT = 0.011
MOST_PARTS = 3
LEAST = 2
"""Rows from which a relation between columns says anything."""


def is_made_of(total: Sample, base: Sample, samples: list[Sample]) -> bool:
    """Whether a total is an amount and something that is no tax."""
    parts = added_parts(base, total, samples)
    return bool(parts) and not any(is_tax_heading(part.heading) for part in parts)


def added_parts(base: Sample, total: Sample, samples: list[Sample]) -> list[Sample]:
    """The columns of tax, delivery, charges or discounts that make the total out of the base, in nearly every
    row; none where there are no such, or where both are the same."""
    if total.numeric < MOSTLY or base.numeric < MOSTLY:
        return []
    more = amounts_in(total) - amounts_in(base)
    sound = ~np.isnan(more)
    if sound.sum() < LEAST or not (np.abs(more[sound]) > CENT).any():
        return []
    for parts in _combinations(base, total, samples):
        sums = np.nan_to_num(np.array([_signed(part) for part in parts])).sum(0)
        if are_same(sums[sound], more[sound]):
            return list(parts)
    return []


def _combinations(base: Sample, total: Sample, samples: list[Sample]) -> Iterator[tuple[Sample, ...]]:
    candidates = [
        sample
        for sample in samples
        if sample is not base
        and sample is not total
        and sample.numeric >= MOSTLY
        and (is_added(sample.heading) or is_tax_heading(sample.heading) or is_discount(sample.heading))
        and np.nan_to_num(amounts_in(sample)).any()
    ][: 2 * MOST_PARTS]
    for count in range(1, MOST_PARTS + 1):
        yield from combinations(candidates, count)


def amounts_in(sample: Sample) -> Numbers:
    """The amounts row by row; no number where a cell holds none."""
    return np.array([np.nan if number is None else number for number in numbers_in(sample)], dtype=np.float64)


def are_same(left: Numbers, right: Numbers) -> bool:
    """Whether amounts are equal to the cent in nearly every row."""
    return bool((np.abs(left - right) < CENT).mean() >= SAME) if len(left) else False


def _signed(part: Sample) -> Numbers:
    """What a column adds; discounts take off."""
    amounts = amounts_in(part)
    return -np.abs(amounts) if is_discount(part.heading) and not is_added(part.heading) else amounts


def the_sum(chosen: Sample, samples: list[Sample]) -> Sample | None:
    """The column of amounts that is the sum of the chosen one and of all others, such as CA export and CA
    France; None where there is no such."""
    if len(samples) < LEAST + 1:
        return None
    numbers = {sample.heading: np.nan_to_num(amounts_in(sample)) for sample in samples}
    for total in samples:
        others = [numbers[sample.heading] for sample in samples if sample is not total]
        moved = sum(bool(amounts.any()) for amounts in others)
        if total is not chosen and moved > 1 and are_same(numbers[total.heading], np.array(others).sum(0)):
            return total
    return None
