"""Numbers as people type them: "72,5 %", "50 000 €", "50k", "1,234.50"."""

import re
from decimal import Decimal

_THOUSANDS = {"": 1, "k": 1_000, "m": 1_000_000}
_NUMBER = re.compile(r"(\d[\d.,]*)(k|m)?[^\W\d_]*")
_BETWEEN = re.compile(r"[\s'’\u00a0\u202f%]|[^\w.,+-]")
"""Spaces, signs of percent and of currencies: nothing that changes the number."""
MOST_DIGITS = 18


def typed_number(text: str, decimal: str) -> Decimal | None:
    """The number, or None where there is none. Below zero is no number here.

    `decimal` is the decimal mark of the reader's language, "." or ",". With both marks the last one is the
    decimal mark, whatever the language. One mark before exactly three digits groups thousands where the
    language groups with it; in French a point there groups too.
    """
    match = _NUMBER.fullmatch(_BETWEEN.sub("", text).lower())
    if match is None or len(match[1]) > MOST_DIGITS:
        return None
    digits = _with_point(match[1], decimal)
    return Decimal(digits) * _THOUSANDS[match[2] or ""] if digits.count(".") <= 1 else None


def _with_point(digits: str, decimal: str) -> str:
    """The digits with a decimal point and nothing else between them."""
    other = "," if decimal == "." else "."
    if decimal in digits and other in digits:
        last = max(digits.rindex(decimal), digits.rindex(other))
        return re.sub("[.,]", "", digits[:last]) + "." + digits[last + 1 :]
    if digits.count(other) > 1 or re.search(rf"{re.escape(other)}\d{{3}}$", digits):
        return digits.replace(other, "")
    return digits.replace(",", ".")
