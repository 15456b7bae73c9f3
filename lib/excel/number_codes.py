"""Excel's number formats for amounts, shares and times, in the reader's notation."""

from lib.texts import Texts

_HOUR = "0.0416666"
"""A little less than the twenty-fourth part of a day: what is shorter is written in minutes."""


def number_codes(texts: Texts, currency: str | None) -> dict[str, str]:
    """Number formats by kind of value. Excel itself writes the marks of the reader's system."""
    notation = texts.notation
    here, behind = notation.excel, notation.money_space
    symbol = f"[${texts.symbol(currency)}-{here}]"
    pattern = "{symbol}{digits}" if behind is None else f'{{digits}}"{behind}"{{symbol}}'
    if currency is None:
        pattern = "{digits}"
    space = '"\u00a0"' if notation.percent_space else ""
    codes = {
        "integer": "#,##0",
        "number": "#,##0.00",
        "percent": f"0.0{space}%",
        "money": pattern.format(digits="#,##0", symbol=symbol),
        "cents": pattern.format(digits="#,##0.00", symbol=symbol),
        "hours": '#,##0.0"\u00a0h"',
        "hours_each": '#,##0.00"\u00a0h"',
        "minutes": '#,##0"\u00a0min"',
        "duration": f'[<{_HOUR}][m]"\u00a0min";[h]"\u00a0h\u00a0"mm',
    }
    # Excel writes the marks of the reader's system, LibreOffice those of the language named here.
    return {kind: f"[$-{here}]{code}" for kind, code in codes.items()}
