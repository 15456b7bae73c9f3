"""A number within bounds, from the text that was typed to the parts in which it is held, and back."""

from decimal import Decimal
from typing import Literal

from lib.base.bounds import Bounds
from lib.base.numbers import typed_number
from lib.texts import Texts, marks

NumberFault = Literal["not_a_number", "too_small", "too_large"]


def typed_parts(typed: str, bounds: Bounds, decimal: str) -> int | NumberFault:
    """The number in the parts in which it is held, or why it cannot be. `decimal` is the decimal mark of the
    reader's language."""
    value = typed_number(typed, decimal)
    if value is None:
        return "not_a_number"
    if value * bounds.unit < bounds.least:
        return "too_small"
    if value * bounds.unit > bounds.most:
        return "too_large"
    return int((value * bounds.unit).to_integral_value())


def plain_decimal(value: int, unit: int, digits: int = 2) -> str:
    """A whole number of parts as a decimal without needless zeros: 250 of 100 gives "2.5"."""
    decimal = f"{(Decimal(value) / unit).quantize(Decimal(1).scaleb(-digits)):f}"
    return decimal.rstrip("0").rstrip(".")


def written(plain: str, texts: Texts) -> str:
    """A plain decimal, which is not below zero, as its reader writes it."""
    whole, _, part = plain.partition(".")
    return texts.integer(int(whole)) + (marks(texts.language)[0] + part if part else "")
