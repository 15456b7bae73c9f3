"""Amounts that hold something else besides: tax that can be taken off them, delivery or charges that may be
revenue or not."""

import numpy as np

from lib.clients.model import Column
from lib.reading.choices import Columns
from lib.reading.evidence import SAME, is_product
from lib.reading.headings import is_added, is_rate, is_tax_heading, may_mean, says_total, tax
from lib.reading.made_up_columns import CENT, LEAST, added_parts, amounts_in, are_same, is_made_of
from lib.reading.samples import MOSTLY, Sample, sample_of
from lib.reading.tax_columns import tax_of

HIGHEST_TAX = 0.3
"""The largest part of an amount without tax that its tax can be."""
_DECIDED = ("own_currency", "product", "latest_period")
"""Reasons of a column of amounts after which nothing is taken off it."""


def tax_inside(samples: list[Sample], columns: Columns) -> tuple[str, ...]:
    """The column of amounts and those of the tax in them, which has to be taken off; nothing where the
    amounts hold none or the file does not tell. Where tax is in a subtotal as well, the total is taken, from
    which the tax can be taken exactly."""
    chosen = _chosen(samples, columns)
    if chosen is None or tax_of(chosen, samples) == 0 or not _may_be_taken_off(chosen, samples, columns):
        return ()
    for total in samples:
        if total is not chosen and may_mean(total.heading, "revenue") and is_made_of(total, chosen, samples):
            chosen = total
    taxes = taxes_in(chosen, samples)
    if not taxes or (tax_of(chosen, samples) == 1 and not says_total(chosen.heading)):
        return ()
    if columns["revenue"].heading != chosen.heading:
        columns["revenue"] = Column(chosen.heading, columns["revenue"].confidence, "word")
    return (chosen.heading, *(sample.heading for sample in taxes))


def possible_tax(samples: list[Sample], columns: Columns) -> tuple[str, ...]:
    """The same where it may be, and the file does not tell."""
    chosen = _chosen(samples, columns)
    if chosen is None or tax_of(chosen, samples) != 1 or not _may_be_taken_off(chosen, samples, columns):
        return ()
    taxes = taxes_in(chosen, samples)
    return (chosen.heading, *(sample.heading for sample in taxes)) if taxes else ()


def _chosen(samples: list[Sample], columns: Columns) -> Sample | None:
    column = columns.get("revenue")
    if column is None or column.reason in _DECIDED:
        return None
    return sample_of(samples, column.heading)


def _may_be_taken_off(chosen: Sample, samples: list[Sample], columns: Columns) -> bool:
    """Whether the amounts are no quantities times a price, which says itself if tax is in it."""
    if not {"quantity", "unit_price"} <= set(columns):
        return True
    quantity, price = (sample_of(samples, columns[role].heading) for role in ("quantity", "unit_price"))
    return tax(price.heading) == 2 or not is_product(chosen, quantity, price)


def taxes_in(chosen: Sample, samples: list[Sample]) -> list[Sample]:
    """The columns of tax that can be part of amounts, by their size; of several and their sum, the sum."""
    taxes = [
        sample
        for sample in samples
        if sample is not chosen
        and is_tax_heading(sample.heading)
        and not is_rate(sample.heading)
        and sample.numeric >= MOSTLY
        and sample.cells
    ]
    for sample in taxes:
        others = [amounts_in(other) for other in taxes if other is not sample]
        if len(others) > 1 and are_same(
            np.nan_to_num(amounts_in(sample)), np.nan_to_num(np.array(others)).sum(0)
        ):
            taxes = [sample]
            break
    if not taxes:
        return []
    levied = np.nan_to_num(np.array([amounts_in(sample) for sample in taxes])).sum(0)
    amounts = amounts_in(chosen)
    taxed = ~np.isnan(amounts) & (np.abs(levied) > CENT)
    if taxed.sum() < LEAST:
        return []
    share = levied[taxed] / np.where(amounts[taxed] == levied[taxed], np.nan, amounts[taxed] - levied[taxed])
    return taxes if ((share > 0) & (share < HIGHEST_TAX)).mean() >= SAME else []


def with_more(chosen: Sample, samples: list[Sample]) -> list[tuple[Sample, bool]]:
    """The columns of totals that hold the chosen amounts and delivery or charges besides, and whether tax was
    added as well; or else the amounts that the chosen ones are made of so."""
    larger = [
        (sample, any(is_tax_heading(part.heading) for part in parts))
        for sample in samples
        if sample is not chosen
        and may_mean(sample.heading, "revenue")
        and (parts := added_parts(chosen, sample, samples))
        and any(is_added(part.heading) for part in parts)
    ]
    smaller = [
        (sample, False)
        for sample in samples
        if sample is not chosen
        and sample.numeric >= MOSTLY
        and not is_added(sample.heading)
        and not is_tax_heading(sample.heading)
        and may_mean(sample.heading, "revenue")
        and any(is_added(part.heading) for part in added_parts(sample, chosen, samples))
    ]
    return larger or smaller
