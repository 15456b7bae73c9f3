"""Ways of writing an amount that are read, and said: no cents as a dash, nothing to pay in words, about so
much."""

from collections.abc import Callable

import numpy as np

from lib.base.money import Amounts
from lib.clients.model import Assumed
from lib.reading.choices import Choices
from lib.reading.data_rows import amount_headings
from lib.reading.source import Sheet
from lib.reading.text_column import Mask
from lib.reading.values import has_no_cents_dash, is_about, is_free

_NOTATIONS: dict[str, tuple[Callable[[str], bool], str]] = {
    "no_cents": (has_no_cents_dash, r"\d\s?[.,]\s?[-–—]"),
    "free": (is_free, r"gratuit|offert|gracieux|gratis|kostenlos|free|inclus|frais|commercial|n/?c|factur"),
    "approximate": (is_about, r"env|ca\.|circa|approx|about|around|[~≈±]"),
}
"""Code → the test of a cell, and a pattern that each such cell has in it."""


def notation_of(text: str) -> str | None:
    """The code of the way in which an amount is written; None for a usual one."""
    return next((code for code, (test, _) in _NOTATIONS.items() if test(text)), None)


def notations(sheet: Sheet, choices: Choices, used: Mask, amount: Amounts) -> list[Assumed]:
    """How many rows write their amount in one of these ways."""
    assumed = []
    columns = [sheet.column(name) for name in amount_headings(choices) if sheet.numbers(name) is None]
    if sheet.sums is not None:
        columns = [sheet.sums.notations] if sheet.sums.notations is not None else []
    for code, (test, hint) in _NOTATIONS.items():
        rows = used & np.logical_or.reduce([column.where(test, hint) for column in columns] or [used & False])
        if rows.any():
            assumed.append(Assumed(code, sheet.count(rows), int(amount[rows].sum())))
    return assumed
