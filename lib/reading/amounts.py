"""The amount of each row, in ten-thousandths: a column, or quantity × unit price × (1 − discount)."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from lib.money import LIMIT, Amounts
from lib.reading.choices import Choices, column_of
from lib.reading.errors import ReadingError
from lib.reading.source import Sheet
from lib.reading.values import Integers, Numbers, looks_like_error, parse_numbers

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class LineAmounts:
    """One amount a row; 0 where a mark says that there is none."""

    value: Amounts
    blank: Mask
    wrong: Mask
    error: Mask


def line_amounts(sheet: Sheet, choices: Choices) -> LineAmounts:
    """Read or multiply out the amounts. Each product is rounded once, halves away from zero.

    Raises ReadingError: unknown_column, no_number_column, amounts_too_large.
    """
    factors = _factors(sheet, choices)
    whole, places = factors[0].whole, factors[0].places
    for factor in factors[1:]:
        whole, places = _multiply(whole, factor.whole), places + factor.places
    blank = np.logical_or.reduce([factor.blank for factor in factors[:2]])
    wrong = np.logical_or.reduce([factor.wrong for factor in factors])
    error = wrong & _error_cells(sheet, choices) if wrong.any() else wrong
    return LineAmounts(_rounded(whole, places, sheet.name), blank & ~wrong, wrong & ~error, error)


def _factors(sheet: Sheet, choices: Choices) -> list[Numbers]:
    if choices.revenue is not None:
        return [parse_numbers(column_of(sheet, choices.revenue), sheet.from_text)]
    if choices.quantity is None or choices.unit_price is None:
        raise ReadingError("no_number_column", sheet=sheet.name)
    factors = [
        _reduced(parse_numbers(column_of(sheet, heading), sheet.from_text))
        for heading in (choices.quantity, choices.unit_price)
    ]
    if choices.discount is not None:
        factors.append(
            _kept_part(_reduced(parse_numbers(column_of(sheet, choices.discount), sheet.from_text)))
        )
    return factors


def _reduced(numbers: Numbers) -> Numbers:
    """The same numbers with as few decimal places as they need, so that products stay small."""
    whole, places = numbers.whole, numbers.places
    while places and not np.any(whole % 10):
        whole, places = whole // 10, places - 1
    return Numbers(whole, places, numbers.blank, numbers.wrong)


def _kept_part(discount: Numbers) -> Numbers:
    """1 − discount; a discount above 1 anywhere says that the column is in percent. A blank is none."""
    places = discount.places
    if np.any(np.abs(discount.whole) > 10**places):
        places += 2
    return Numbers(10**places - discount.whole, places, np.zeros_like(discount.blank), discount.wrong)


def _multiply(left: Integers, right: Integers) -> Integers:
    """The exact product, in Python's integers where int64 is too small."""
    largest = float(np.abs(left).max(initial=0)) * float(np.abs(right).max(initial=0))
    return left.astype(object) * right if largest >= LIMIT else left * right


def _rounded(whole: Integers, places: int, sheet: str) -> Amounts:
    """To four places, halves away from zero."""
    if places < 4:
        whole = _multiply(whole, np.array([10 ** (4 - places)]))
    elif places > 4:
        unit = 10 ** (places - 4)
        size = (np.abs(whole) + unit // 2) // unit
        whole = np.where(whole < 0, -size, size)
    if whole.dtype == object and max((abs(int(value)) for value in whole), default=0) >= LIMIT:
        raise ReadingError("amounts_too_large", sheet=sheet)
    return whole.astype(np.int64)


def _error_cells(sheet: Sheet, choices: Choices) -> Mask:
    found = np.zeros(sheet.rows, dtype=bool)
    for heading in (choices.revenue, choices.quantity, choices.unit_price):
        column = column_of(sheet, heading)
        if column is not None:
            coded = pc.fill_null(column, "").combine_chunks().dictionary_encode()
            errors = np.array([looks_like_error(text) for text in coded.dictionary.to_pylist()], dtype=bool)
            found |= errors[np.asarray(coded.indices)]
    return found
