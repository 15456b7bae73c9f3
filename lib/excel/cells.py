"""What a cell can hold: texts made fit for Excel, exact amounts as numbers, widths that fit."""

import re
from collections.abc import Iterable

from lib.base.money import to_decimal

LONGEST_TEXT = 32_767
"""What one cell of Excel can hold, in UTF-16 units: an emoji counts as two."""
MOST_ROWS = 1_048_574
"""Rows of an Excel sheet below its line and its headings."""
LONGEST_SHEET_NAME = 31

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Marks that have no place in XML 1.0, and halves of surrogate pairs."""
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_REPLACEMENT, _CUT = "\ufffd", "…"
_RESERVED = "history"
"""A sheet name that Excel keeps for itself."""


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


def sheet_name(wanted: str, taken: Iterable[str]) -> str:
    """A name that Excel allows for a sheet and that no other sheet has, whatever its case.

    At most 31 characters, none of []:*?/\\, no apostrophe at either end, not "History".
    """
    sound = _NOT_IN_SHEET_NAMES.sub(" ", _FORBIDDEN.sub(" ", wanted)).strip().strip("'").strip() or "–"
    used = {name.casefold() for name in taken} | {_RESERVED}
    number, name = 1, _cut_name(sound, "")
    while name.casefold() in used:
        number += 1
        name = _cut_name(sound, f" ({number})")
    return name


def _cut_name(name: str, ending: str) -> str:
    room = (LONGEST_SHEET_NAME - len(ending)) * 2
    return name.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore").rstrip(" '") + ending


def text_width(texts: Iterable[str], least: int, most: int) -> int:
    """A column width in characters that fits the texts, within bounds."""
    return min(most, max((least, *(len(text) + 2 for text in texts))))
