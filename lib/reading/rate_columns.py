"""A rate of exchange on each row: which column holds it, and the amounts in the currency of the firm."""

import re
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lib.base.money import LIMIT, Amounts
from lib.clients.model import Assumed, Question
from lib.reading.amounts import multiplied, numbers_of
from lib.reading.choices import Choices
from lib.reading.currencies import OneCurrency, currency_code, in_one_currency
from lib.reading.evidence import numbers_in
from lib.reading.headings import simple
from lib.reading.samples import MOSTLY, Sample, sample_of
from lib.reading.source import Sheet
from lib.reading.text_column import Mask

_RATE = re.compile(
    r"\b((taux|cours)( de| du)? (change|conversion|devise)|rate of exchange|"
    r"(exchange|fx|forex|currency|conversion) rate|(wechsel|umrechnungs|devisen|valuta)kurs|"
    r"tipo de cambio|tasso( di)? cambio|wisselkoers)\b"
)
_GENERAL = ("taux", "rate", "cours", "kurs", "cambio", "koers")
"""Headings that mean rates of exchange only beside a column of currencies."""
_STRONGER = ("GBP", "EUR", "USD")
"""Of these, one unit of the earlier has been worth more than one of the later for twenty years; of other
currencies, less than one of these but for the franc of Switzerland."""
PLACES = 8
UNIT = 10**PLACES


@dataclass(frozen=True, eq=False)
class Converted:
    """Amounts in the currency of the list, the rows that are in it now, what is asked and what was
    assumed."""

    amount: Amounts
    rows: Mask
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()


def rate_column(samples: list[Sample], currency_column: str | None, taken: set[str]) -> str | None:
    """The column of the rates of exchange, if there is one: by its heading, and by numbers above zero that
    are not all 1."""
    for sample in samples:
        plain = simple(sample.heading)
        named = bool(_RATE.search(plain)) or (currency_column is not None and _is_general(plain))
        if sample.heading in taken or not named or sample.numeric < MOSTLY:
            continue
        rates = [number for number in numbers_in(sample) if number is not None]
        if rates and min(rates) > 0 and any(rate != 1 for rate in rates):
            return sample.heading
    return None


def _is_general(plain: str) -> bool:
    """Whether a heading is a general word for a rate, with or without a currency: Taux EUR."""
    word, _, rest = plain.partition(" ")
    return word in _GENERAL and (not rest or currency_code(rest.removeprefix("en ")) is not None)


def base_currency(samples: list[Sample], currency_column: str | None, rates: str) -> str | None:
    """The currency of the firm: that of the rows whose rate is 1."""
    if currency_column is None:
        return None
    currencies = sample_of(samples, currency_column).top
    at_par = Counter(
        code
        for cell, rate in zip(currencies, numbers_in(sample_of(samples, rates)), strict=True)
        if rate == 1 and (code := currency_code(cell))
    )
    return at_par.most_common(1)[0][0] if at_par else None


def by_rates(sheet: Sheet, choices: Choices, amount: Amounts, foreign: Mask) -> Converted:
    """The amounts of rows in other currencies by the rate of each row, exact, rounded half away from zero.
    Whether a rate is the worth of the foreign currency or of the own is asked."""
    rate, known = _rates(sheet, choices.rates or "")
    rows = foreign & known & (rate != UNIT)
    if not rows.any():
        return Converted(amount, foreign & known)
    proposed = _proposed(sheet, choices, rate, rows)
    question = Question("rate_side", ("times", "divided"), proposed, {"column": choices.rates or ""})
    divided = (choices.answer("rate_side") or proposed) == "divided"
    size, factor = np.abs(amount[rows]).astype(object), rate[rows].astype(object)
    above, below = (size * UNIT, factor) if divided else (size * factor, UNIT)
    converted = np.minimum((2 * above + below) // (2 * below), LIMIT - 1).astype(np.int64)
    value = amount.copy()
    value[rows] = np.where(amount[rows] < 0, -converted, converted)
    return Converted(value, foreign & known, (question,), _said(sheet, choices, value, rows))


def _said(sheet: Sheet, choices: Choices, value: Amounts, rows: Mask) -> tuple[Assumed, ...]:
    details: dict[str, str | int] = {"column": choices.rates or ""}
    return (Assumed("converted_by_rates", sheet.count(rows), int(value[rows].sum()), details),)


def in_list_currency(sheet: Sheet, choices: Choices, headings: list[str], amount: Amounts) -> OneCurrency:
    """The amounts in the currency of the list: by the rate of their row, or else by those that were
    answered."""
    if choices.rates is None:
        return in_one_currency(sheet, choices, headings, amount)
    foreign = np.ones(len(amount), dtype=bool)
    if choices.currency_column is not None:
        own = {"", choices.currency or ""}
        foreign = ~sheet.column(choices.currency_column).where(
            lambda text: (currency_code(text) or "") in own
        )
    converted = by_rates(sheet, choices, amount, foreign)
    rest = in_one_currency(sheet, choices, headings, converted.amount, converted.rows)
    return replace(
        rest,
        questions=(*converted.questions, *rest.questions),
        assumed=(*converted.assumed, *rest.assumed),
    )


def _rates(sheet: Sheet, heading: str) -> tuple[npt.NDArray[np.int64], Mask]:
    """The rates in units of 10⁻⁸, and the rows that have one. One that is too large to be held so is none."""
    numbers = numbers_of(sheet, heading)
    whole = multiplied(numbers.whole, np.array([10 ** max(PLACES - numbers.places, 0)]))
    whole //= 10 ** max(numbers.places - PLACES, 0)
    known = ~(numbers.blank | numbers.wrong) & np.asarray((whole > 0) & (whole < LIMIT), dtype=bool)
    return np.where(known, whole, 0).astype(np.int64), known


def _proposed(sheet: Sheet, choices: Choices, rate: npt.NDArray[np.int64], rows: Mask) -> str:
    """What a rate is, where the currencies tell which is worth more; else that of the foreign currency."""
    if choices.currency_column is None or choices.currency not in _STRONGER:
        return "times"
    column = sheet.column(choices.currency_column).mapped(lambda text: currency_code(text) or "")
    less = 0
    for code in column.present(rows):
        if code in ("", "CHF", choices.currency):
            continue
        weaker = code not in _STRONGER or _STRONGER.index(code) > _STRONGER.index(choices.currency)
        below_one = bool((rate[rows & column.where(code.__eq__)] < UNIT).all())
        less += 1 if weaker == below_one else -1
    return "divided" if less < 0 else "times"
