"""What a cell can hold: texts made fit for Excel, exact amounts as numbers, widths that fit."""

import re
from collections.abc import Iterable

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.money import to_decimal

LONGEST_TEXT = 32_767
"""What one cell of Excel can hold, in UTF-16 units: an emoji counts as two."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Marks that have no place in XML 1.0, and halves of surrogate pairs."""
_REPLACEMENT, _CUT = "\ufffd", "…"


def units(amount: int) -> float:
    """An amount in ten-thousandths as Excel's number."""
    return float(to_decimal(amount))


def cell_text(text: str) -> str:
    """A text that a cell can hold: marks that XML forbids are replaced, an overlong one is cut with "…"."""
    sound = _FORBIDDEN.sub(_REPLACEMENT, text)
    if len(sound) * 2 <= LONGEST_TEXT or len(sound.encode("utf-16-le")) <= LONGEST_TEXT * 2:
        return sound
    kept = sound.encode("utf-16-le")[: (LONGEST_TEXT - 1) * 2]
    return kept.decode("utf-16-le", errors="ignore") + _CUT


def adapted(texts: Iterable[str]) -> int:
    """How many of the texts a cell can hold only with a change."""
    return sum(cell_text(text) != text for text in texts)


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """The one door for text: a string cell whatever it begins with, never a formula or a link."""
    sheet.write_string(row, column, cell_text(text), style)


def text_width(texts: Iterable[str], least: int, most: int) -> int:
    """A column width in characters that fits the texts, within bounds."""
    return min(most, max((least, *(len(text) + 2 for text in texts))))


def amount_width(amounts: Iterable[int], symbol: str) -> int:
    """A column width in characters that fits amounts (ten-thousandths) with cents, marks and symbol."""
    digits = max((len(f"{abs(amount) // 10_000:,}") for amount in amounts), default=1)
    return max(14, digits + len(symbol) + 8)
