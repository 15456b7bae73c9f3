"""Which currency an amount is in, and amounts of several currencies as one, by rates that the user gives."""

import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from lib.base.money import LIMIT, Amounts
from lib.clients.model import Assumed, Question
from lib.reading.choices import Choices
from lib.reading.headings import simple
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask, any_of
from lib.reading.values import parse_number
from lib.texts.currencies import ISO

USUAL = {
    "EUR",
    "USD",
    "GBP",
    "CHF",
    "CAD",
    "MAD",
    "XOF",
    "XAF",
    "SEK",
    "NOK",
    "DKK",
    "PLN",
    "JPY",
    "TND",
    "AUD",
    "MXN",
    "CNY",
    "INR",
    "BRL",
    "CZK",
    "HUF",
    "RON",
    "XPF",
}
"""Currencies that are also known within a heading, where other three letters may be a word."""
SIGNS = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "FR.": "CHF",
    "FCFA": "XOF",
    "KR": "SEK",
    "ZŁ": "PLN",
    "₹": "INR",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "₩": "KRW",
}
_NAMES = {
    "EURO": "EUR",
    "EUROS": "EUR",
    "DOLLAR": "USD",
    "DOLLARS": "USD",
    "US": "USD",
    "US$": "USD",
    "LIVRE": "GBP",
    "LIVRES": "GBP",
    "CHFS": "CHF",
}
_BESIDE_A_NUMBER = re.compile(r"^\W*([A-Z]{3}|F ?CFA)\s*[-+(]?\s*\d|\d[\s.,'’)-]*([A-Z]{3}|F ?CFA)\W*$")
_OWN = {
    "converted",
    "converti",
    "convertie",
    "societe",
    "company",
    "local",
    "locale",
    "base",
    "contrevaleur",
    "home",
    "functional",
    "settlement",
}
_DOCUMENT = {
    "devise",
    "devises",
    "currency",
    "foreign",
    "origine",
    "etrangere",
    "fremdwahrung",
    "divisa",
    "valuta",
}
MOST_PLACES = 8


@dataclass(frozen=True, eq=False)
class OneCurrency:
    """Amounts in the currency of the list, the rows in others for which there is no rate, what is asked, and
    what was converted."""

    amount: Amounts
    other: Mask
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()


def currency_code(cell: str) -> str | None:
    """The currency that a cell names and nothing else: EUR, €, euros."""
    bare = cell.strip().upper()
    return bare if bare in ISO else SIGNS.get(bare) or _NAMES.get(bare)


def currencies_in(text: str) -> set[str]:
    """The currencies whose code or sign stands in a text, such as a heading."""
    upper = text.upper()
    words = set(re.findall(r"(?<![A-Z])[A-Z]{3}(?![A-Z])", upper)) & USUAL
    return words | {code for sign, code in SIGNS.items() if not sign.isalpha() and sign in upper}


def is_own_currency(heading: str) -> bool:
    """Whether a heading says that its column is in the firm's own currency, or names the currency."""
    return bool(_OWN & set(simple(heading).split())) or len(currencies_in(heading)) == 1


def is_document_currency(heading: str) -> bool:
    """Whether a heading says that its column is in the currency of each document."""
    return bool(_DOCUMENT & set(simple(heading).split())) and not is_own_currency(heading)


def currency_beside(text: str) -> str | None:
    """The currency that stands beside the number in a cell of amounts; None for none."""
    if not text or (text[-1].isdigit() and text[0] in "-0123456789"):
        return None
    match = _BESIDE_A_NUMBER.search(text.upper())
    code = (match and (match[1] or match[2])) or ""
    return code if code in ISO else SIGNS.get(code.replace(" ", "")) or min(currencies_in(text), default=None)


def in_one_currency(
    sheet: Sheet, choices: Choices, headings: list[str], amount: Amounts, converted: Mask | None = None
) -> OneCurrency:
    """The amounts of rows in another currency by the rate that was answered; without one they are never
    added. Rows that are `converted` already stay as they are.

    `headings` are the columns of the amounts, whose cells may name the currency where no column does."""
    none = np.zeros(len(amount), dtype=bool)
    if choices.currency is None:
        return OneCurrency(amount, none)
    if choices.currency_column is not None:
        columns = [sheet.column(choices.currency_column).mapped(lambda text: currency_code(text) or "")]
    else:
        texts = [sheet.column(heading) for heading in headings if sheet.numbers(heading) is None]
        columns = [column.mapped(lambda text: currency_beside(text) or "") for column in texts]
    value, without_rate = amount, none
    questions: list[Question] = []
    assumed: list[Assumed] = []
    for code in _others(columns, choices.currency):
        rows = any_of(column.where(code.__eq__) for column in columns)
        if converted is not None:
            rows &= ~converted
            if not rows.any():
                continue
        details: dict[str, str | int] = {
            "currency": code,
            "base": choices.currency,
            "count": sheet.count(rows),
        }
        questions.append(Question(f"rate_{code}", (), "", details, "rate"))
        rate = rate_of(choices.answer(f"rate_{code}"))
        if rate is None:
            without_rate = without_rate | rows
            continue
        line_by_line = sheet.sums.converted.get((code, rate)) if sheet.sums is not None else None
        value = np.where(rows, _times(amount, rate) if line_by_line is None else line_by_line, value)
        said: dict[str, str | int] = {
            "currency": code,
            "base": choices.currency,
            "rate": f"{rate.normalize():f}",
        }
        assumed.append(Assumed("converted", sheet.count(rows), int(value[rows].sum()), said))
    return OneCurrency(value, without_rate, tuple(questions), tuple(assumed))


def rate_of(answer: str | None) -> Decimal | None:
    """The rate that was typed; None for what is no rate."""
    rate = None if answer is None else parse_number(answer, "." if "." in answer else ",")
    return round(rate, MOST_PLACES) if rate is not None and Decimal(0) < rate < LIMIT else None


def _others(columns: list[Coded], base: str) -> list[str]:
    """The other currencies that there are, in alphabetical order."""
    codes = {column.texts[code] for column in columns for code in np.unique(column.codes).tolist()}
    return sorted(codes - {"", base})


def _times(amount: Amounts, rate: Decimal) -> Amounts:
    """Each amount times a rate, exact, rounded half away from zero."""
    top, unit = int(rate.scaleb(MOST_PLACES)), 10**MOST_PLACES
    largest = int(np.abs(amount).max(initial=0)) * top
    exact = amount.astype(object) if largest >= LIMIT else amount
    size = (np.abs(exact) * top + unit // 2) // unit
    converted: Amounts = np.where(amount < 0, -size, size).astype(np.int64)
    return converted
