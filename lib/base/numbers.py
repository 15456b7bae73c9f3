"""Numbers as people type them: "72,5 %", "50 000 €", "50k", "1,234.50", "(12)", "12 h"."""

import re
from decimal import Decimal

_FACTORS = {"k": 1_000, "m": 1_000_000, "mio": 1_000_000, "million": 1_000_000, "millions": 1_000_000}
_MONEY = ("", "eur", "euro", "euros", "usd", "gbp", "chf")
"""What may stand behind a factor without a space: 50keur."""
_BLANKS = re.compile(r"[\s'’\u00a0\u202f\u2009]")
_TYPED = re.compile(
    r"(?P<open>\()?(?P<sign>[-+])?[^\w.,()+-]*"
    r"(?P<digits>[.,]?\d[\d.,]*)"
    r"(?P<unit>[^\W\d_]*)(?P<rest>[^\d.,()+-]*)(?P<minus>-)?(?P<close>\))?"
)
_SOUND = re.compile(r"\d*[.,]?\d*|\d{1,3}(,\d{3})+(\.\d*)?|\d{1,3}(\.\d{3})+(,\d*)?")
"""At most one mark, or groups of three digits, with another mark for the decimals."""
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""One mark that may part thousands: with a 0 before it, or more than three digits, it cannot."""
MOST_DIGITS = 18


def typed_number(text: str, decimal: str) -> Decimal | None:
    """The number, or None where there is none.

    `decimal` is the decimal mark of the reader's language, "." or ",". Blanks, apostrophes, the signs of
    currencies and of percent, and a unit behind the number change nothing; "k" and "m" multiply.
    """
    typed = _TYPED.fullmatch(_BLANKS.sub("", text.replace("−", "-")))
    if typed is None or len(typed["digits"]) > MOST_DIGITS or not _SOUND.fullmatch(typed["digits"]):
        return None
    if bool(typed["open"]) != bool(typed["close"]):
        return None
    value = Decimal(with_point(typed["digits"], decimal)) * _factor(typed["unit"].casefold())
    return -value if typed["open"] or "-" in (typed["sign"], typed["minus"]) else value


def _factor(unit: str) -> int:
    """What the letters behind a number multiply it by: 1 for hours, clients and minutes."""
    for sign in ("k", "m"):
        if unit[:1] == sign and unit[1:] in _MONEY:
            return _FACTORS[sign]
    return _FACTORS.get(unit, 1)


def with_point(digits: str, decimal: str) -> str:
    """Digits with a decimal point and no other mark.

    Of two different marks the last one is the decimal mark, whatever the language; a mark that stands
    more than once parts thousands. A single one before exactly three digits is what it is in the language
    whose decimal mark is given; elsewhere it can only be a decimal mark.
    """
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        decimal = "," if comma > point else "."
    elif digits.count(",") > 1 or digits.count(".") > 1:
        return digits.replace(",", "").replace(".", "")
    elif not _GROUPED.fullmatch(digits):
        return digits.replace(",", ".")
    other = "." if decimal == "," else ","
    return digits.replace(other, "").replace(decimal, ".")
