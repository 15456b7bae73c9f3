"""Which columns of amounts are with tax and which without: by their headings, or else by a column of tax
beside them, which added to the one gives the other."""

from lib.reading.evidence import SAME, numbers_in
from lib.reading.headings import is_tax_heading, simple, tax
from lib.reading.made_up_columns import added_parts
from lib.reading.samples import MOSTLY, Sample

LEAST = 2
"""Rows with tax from which a column of tax says anything."""
CENT = 0.011
_BEFORE_TAX = {"subtotal", "sub total", "sous total", "zwischensumme", "subtotale"}


def tax_of(sample: Sample, samples: list[Sample]) -> int:
    """0 for amounts without tax, 2 for amounts with tax, 1 where neither the heading nor the columns beside
    it say."""
    said = tax(sample.heading)
    if said != 1 or sample.numeric < MOSTLY:
        return said
    taxes = [other for other in samples if other is not sample and _holds_tax(other)]
    if not taxes:
        return said
    others = [
        other
        for other in samples
        if other is not sample and other not in taxes and other.numeric >= MOSTLY and other.cells
    ]
    for other in others:
        for levy in taxes:
            if _adds_up(sample, levy, other):
                return 0
            if _adds_up(other, levy, sample):
                return 2
    for other in others:
        if parts := added_parts(sample, other, samples):
            return 0 if any(part in taxes for part in parts) else 2
        if added_parts(other, sample, samples):
            return 2
    return 0 if simple(sample.heading) in _BEFORE_TAX else said


def _holds_tax(sample: Sample) -> bool:
    numbers = is_tax_heading(sample.heading) and sample.numeric >= MOSTLY
    return numbers and sum(bool(amount) for amount in numbers_in(sample)) >= LEAST


def _adds_up(net: Sample, levy: Sample, gross: Sample) -> bool:
    """Whether the amounts of the first two columns make up the third, with some tax in them."""
    rows = zip(numbers_in(net), numbers_in(levy), numbers_in(gross), strict=True)
    sound = [
        (amount, part, whole)
        for amount, part, whole in rows
        if amount is not None and whole is not None and part
    ]
    if len(sound) < LEAST:
        return False
    fitting = sum(
        abs(amount + part - whole) < CENT and abs(part) < abs(amount) for amount, part, whole in sound
    )
    return fitting >= SAME * len(sound)
