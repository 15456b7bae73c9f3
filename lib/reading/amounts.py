"""The amount of each row, in ten-thousandths: a column, the sum of several, debit − credit, or
quantity × unit price × (1 − discount)."""

from dataclasses import dataclass, replace

import numpy as np

from lib.base.money import LIMIT, Amounts
from lib.parsing.errors import ReadingError
from lib.reading.choices import Choices, one_period, taken_off
from lib.reading.document_kinds import is_credit
from lib.reading.headings import unit_of
from lib.reading.source import Sheet
from lib.reading.text_column import Mask, any_of
from lib.reading.values import (
    Integers,
    Numbers,
    decimal_mark,
    exact_numbers,
    is_formula,
    is_range,
    is_too_large,
    looks_like_error,
    parse_numbers,
    with_typed,
)

EVIDENCE_ROWS = 500


@dataclass(frozen=True, eq=False)
class LineAmounts:
    """One amount a row; 0 where a mark says that there is none."""

    value: Amounts
    blank: Mask
    faults: dict[str, Mask]
    """Reason → rows whose amount cannot be read: formula_without_value, error_cell, too_large,
    range, not_a_number. No row has two."""


def line_amounts(sheet: Sheet, choices: Choices) -> LineAmounts:
    """Read or work out the amounts. Each is rounded once, halves away from zero.

    Raises ReadingError: unknown_column, no_number_column, amounts_too_large.
    """
    headings: tuple[str, ...]
    if choices.revenue is not None:
        headings = (choices.revenue, *taken_off(choices))
        taxes = [_one_column(sheet, tax) for tax in headings[1:]]
        parts = _less(_one_column(sheet, choices.revenue), taxes, sheet.name)
        if choices.direction is not None:
            credit = sheet.column(choices.direction).where(is_credit)
            parts = _Parts(np.where(credit, -parts.value, parts.value), parts.blank, parts.wrong)
    elif choices.periods:
        parts, headings = _sum(sheet, choices.periods, [1] * len(choices.periods)), choices.periods
    elif choices.debit is not None:
        headings = (choices.debit, *([choices.credit] if choices.credit else []))
        parts = _sum(sheet, headings, [1, -1])
    else:
        parts, headings = _product(sheet, choices), _factor_headings(sheet, choices)
    blank = parts.blank & ~parts.wrong
    if choices.earlier and blank.any():
        # Nothing this year but something before: a client that was lost, not a row without an amount.
        blank &= ~any_of(
            line_amounts(sheet, one_period(choices, period)).value != 0 for period in choices.earlier
        )
    return LineAmounts(parts.value, blank, _faults(sheet, headings, parts.wrong))


def column_amounts(sheet: Sheet, heading: str) -> Amounts:
    """One column of amounts; 0 where a cell holds none. Raises ReadingError: unknown_column,
    amounts_too_large."""
    return _one_column(sheet, heading).value


@dataclass(frozen=True, eq=False)
class _Parts:
    value: Amounts
    blank: Mask
    wrong: Mask


def numbers_of(sheet: Sheet, heading: str) -> Numbers:
    """A column of the sheet as numbers; what was typed anew says nothing of how the others are written.

    Raises ReadingError: unknown_column."""
    if heading not in sheet.typed:
        return _numbers_in_file(sheet, heading)
    return with_typed(_numbers_in_file(replace(sheet, typed={}, _coded={}), heading), sheet.typed[heading])


def _numbers_in_file(sheet: Sheet, heading: str) -> Numbers:
    stored = sheet.numbers(heading)
    if stored is not None:
        return exact_numbers(stored)
    if sheet.decimal_mark is not None:
        return parse_numbers(sheet.column(heading), True, sheet.decimal_mark, told=True)
    return parse_numbers(sheet.column(heading), bool(sheet.delimiter), usual_mark(sheet))


def usual_mark(sheet: Sheet) -> str:
    """The decimal mark of a text file where a column does not tell: that of the other columns, or else a
    comma in files parted by semicolons, which exist because of it."""
    if not sheet.delimiter:
        return "."
    tops = [sheet.top(heading, EVIDENCE_ROWS) for heading in sheet.headings]
    cells = [top.texts[code] for top in tops for code in np.unique(top.codes)]
    numbers = [cell for cell in cells if any(letter.isdigit() for letter in cell) and len(cell) < 25]
    plausible = [cell for cell in numbers if not any(letter.isalpha() for letter in cell)]
    return decimal_mark(plausible, "," if sheet.delimiter == ";" else ".")


def _one_column(sheet: Sheet, heading: str) -> _Parts:
    numbers = numbers_of(sheet, heading)
    whole = multiplied(numbers.whole, np.array([unit_of(heading)]))
    return _Parts(_rounded(whole, numbers.places, sheet.name), numbers.blank, numbers.wrong)


def _less(amounts: _Parts, taxes: list[_Parts], sheet: str) -> _Parts:
    """Amounts without the tax that is in them."""
    if not taxes:
        return amounts
    wrong = any_of([amounts.wrong, *(levied.wrong for levied in taxes)])
    _check_sums([amounts.value, *(levied.value for levied in taxes)], sheet)
    return _Parts(amounts.value - sum(levied.value for levied in taxes), amounts.blank, wrong)


def _sum(sheet: Sheet, headings: tuple[str, ...], signs: list[int]) -> _Parts:
    """Columns added up; a blank counts for nothing unless all are blank."""
    columns = [_one_column(sheet, heading) for heading in headings]
    _check_sums([column.value for column in columns], sheet.name)
    value = np.sum([sign * column.value for sign, column in zip(signs, columns, strict=False)], axis=0)
    blank = np.logical_and.reduce([column.blank for column in columns])
    return _Parts(value, blank, any_of(column.wrong for column in columns))


def _check_sums(columns: list[Amounts], sheet: str) -> None:
    """Raises ReadingError: amounts_too_large, where the amounts of a row could not be added exactly."""
    if sum(float(np.abs(column).max(initial=0)) for column in columns) >= LIMIT:
        raise ReadingError("amounts_too_large", sheet=sheet)


def _factor_headings(sheet: Sheet, choices: Choices) -> tuple[str, ...]:
    """Raises ReadingError: no_number_column."""
    if choices.quantity is None or choices.unit_price is None:
        raise ReadingError("no_number_column", sheet=sheet.name)
    discount = () if choices.discount is None else (choices.discount,)
    return (choices.quantity, choices.unit_price, *discount)


def _product(sheet: Sheet, choices: Choices) -> _Parts:
    factors = [_reduced(numbers_of(sheet, heading)) for heading in _factor_headings(sheet, choices)]
    if choices.discount is not None:
        factors[2] = _kept_part(factors[2], _in_percent(sheet, choices.discount))
    whole, places = factors[0].whole, factors[0].places
    for factor in factors[1:]:
        whole, places = multiplied(whole, factor.whole), places + factor.places
    wrong = any_of(factor.wrong for factor in factors)
    value = np.where(wrong, 0, _rounded(whole, places, sheet.name))
    return _Parts(value, factors[0].blank | factors[1].blank, wrong)


def _reduced(numbers: Numbers) -> Numbers:
    """The same numbers with as few decimal places as they need, so that products stay small."""
    whole, places = numbers.whole, numbers.places
    while places and not np.any(whole % 10):
        whole, places = whole // 10, places - 1
    return Numbers(whole, places, numbers.blank, numbers.wrong)


def _in_percent(sheet: Sheet, heading: str) -> bool:
    if "%" in heading:
        return True
    return sheet.numbers(heading) is None and any("%" in text for text in sheet.column(heading).texts)


def _kept_part(discount: Numbers, percent: bool) -> Numbers:
    """1 − discount; a discount above 1 anywhere says that the column is in percent. A blank is none."""
    places = discount.places
    if np.any(np.abs(discount.whole) > 10**places) or (
        percent and np.any(np.abs(discount.whole) == 10**places)
    ):
        places += 2
    return Numbers(10**places - discount.whole, places, np.zeros_like(discount.blank), discount.wrong)


def multiplied(left: Integers, right: Integers) -> Integers:
    """The exact product, in Python's integers where int64 is too small."""
    largest = float(np.abs(left).max(initial=0)) * float(np.abs(right).max(initial=0))
    return left.astype(object) * right if largest >= LIMIT else left * right


def _rounded(whole: Integers, places: int, sheet: str) -> Amounts:
    """To four places, halves away from zero. Raises ReadingError: amounts_too_large."""
    if places < 4:
        whole = multiplied(whole, np.array([10 ** (4 - places)]))
    elif places > 4:
        unit = 10 ** (places - 4)
        size = (np.abs(whole) + unit // 2) // unit
        whole = np.where(whole < 0, -size, size)
    if whole.dtype == object and max((abs(int(value)) for value in whole), default=0) >= LIMIT:
        raise ReadingError("amounts_too_large", sheet=sheet)
    return whole.astype(np.int64)


def _faults(sheet: Sheet, headings: tuple[str, ...], wrong: Mask) -> dict[str, Mask]:
    """Why amounts cannot be read, told by the cells they come from."""
    faults: dict[str, Mask] = {}
    left = wrong.copy()
    for reason, test in (
        ("formula_without_value", is_formula),
        ("error_cell", looks_like_error),
        ("too_large", is_too_large),
        ("range", is_range),
    ):
        rows = np.zeros_like(left)
        if left.any():
            rows = left & any_of(sheet.column(heading).where(test) for heading in headings)
        faults[reason], left = rows, left & ~rows
    return {**faults, "not_a_number": left}
