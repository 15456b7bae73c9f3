"""Texts that are numbers, read exactly: `1 234,56 €`, `1.234,56`, `(12)`, `12,5 k€`, `CHF 1'234.50`."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lib.money import LIMIT

_PLAIN = r"^-?\d{1,12}(\.\d{1,4})?$"
_PLAIN_IN_TEXT = r"^-?\d{1,12}(\.(\d{1,2}|\d{4}))?$"
"""In a text file the point of 1.234 may part thousands; a workbook's own numbers have decimal points."""
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_UNIT = re.compile(r"(?i)(€|\$|£|¥|eur(?:os?)?|usd|gbp|chf|cad|mad|xof|fcfa|sek|pln|jpy|kr|zł|ht|ttc|h|%)")
_NUMBER = re.compile(r"^\d[\d.,]*(?:[eE][+-]?\d+)?$|^[.,]\d+$")
_NOTHING = {"", "-", "–", "—", "n/a", "na", "null", "none", "nan", "#n/a", "néant"}
_ERROR = re.compile(r"^#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|VALEUR!|NOM\?|NOMBRE!)$", re.IGNORECASE)
PLACES = 10
"""Decimal places that are kept of a factor; unit prices and discounts rarely have five."""

Integers = npt.NDArray[Any]


@dataclass(frozen=True)
class Numbers:
    """A column of numbers: value = `whole` / 10**`places`, exact.

    `whole` is int64, or Python integers where those are too small. `blank` marks cells with nothing in
    them, `wrong` cells that hold something else than a number; both are 0 in `whole`.
    """

    whole: Integers
    places: int
    blank: npt.NDArray[np.bool_]
    wrong: npt.NDArray[np.bool_]


def looks_like_number(text: str) -> bool:
    """Whether a cell holds a number in any notation."""
    return _parse(text, ".") is not None


def looks_like_error(text: str) -> bool:
    """Whether a cell holds an error of a spreadsheet, such as #DIV/0!."""
    return bool(_ERROR.match(text.strip()))


def decimal_mark(values: list[str]) -> str:
    """The decimal mark of a column, by evidence: the last of two different marks; a mark that stands but
    once and not before three digits. A point where nothing speaks for the comma."""
    for_comma = for_point = 0
    for value in values:
        bare = _BLANKS.sub("", value)
        comma, point = bare.rfind(","), bare.rfind(".")
        if comma >= 0 and point >= 0:
            for_comma += comma > point
            for_point += point > comma
        elif comma >= 0 and bare.count(",") == 1 and not re.search(r",\d{3}(?!\d)", bare):
            for_comma += 1
        elif point >= 0 and bare.count(".") == 1 and not re.search(r"\.\d{3}(?!\d)", bare):
            for_point += 1
        elif bare.count(".") > 1:
            for_comma += 1
    return "," if for_comma > for_point else "."


def parse_numbers(column: pa.ChunkedArray, from_text: bool = False) -> Numbers:
    """Read a column of texts as numbers. Plain ones are read all at once, the others one by one.

    `from_text` says that the file is a text file, where a point may part thousands.
    """
    texts = pc.fill_null(column, "").combine_chunks()
    plain = pc.match_substring_regex(texts, _PLAIN_IN_TEXT if from_text else _PLAIN)
    whole = _plain_values(texts, plain)
    others = np.flatnonzero(~plain.to_numpy(zero_copy_only=False))
    if len(others) == 0:
        nothing = np.zeros(len(whole), dtype=bool)
        return Numbers(whole, 4, nothing, nothing)
    return _with_others(texts.take(pa.array(others)), others, whole)


def _plain_values(texts: pa.Array, plain: pa.Array) -> Integers:
    """Plain numbers in ten-thousandths, 0 for the others."""
    fixed = pc.if_else(plain, texts, "0").cast(pa.decimal128(18, 4))
    # A decimal of 18 digits is held in 16 bytes, of which the lower 8 are the whole number itself.
    words = np.frombuffer(fixed.buffers()[1], dtype="<i8")
    return words[2 * fixed.offset : 2 * (fixed.offset + len(fixed)) : 2].astype(np.int64)


def _with_others(texts: pa.Array, places: npt.NDArray[np.int64], plain: Integers) -> Numbers:
    coded = texts.dictionary_encode()
    unique: list[str] = coded.dictionary.to_pylist()
    mark = decimal_mark(unique)
    parsed = [_parse(text, mark) for text in unique]
    digits = max([4, *(_places(value) for value in parsed if value is not None)])
    codes = np.asarray(coded.indices)
    values = np.array([0 if value is None else int(value.scaleb(digits)) for value in parsed], dtype=object)
    blank, wrong = np.zeros(len(plain), dtype=bool), np.zeros(len(plain), dtype=bool)
    nothing = np.array([is_nothing(text) for text in unique], dtype=bool)
    failed = np.array([value is None for value in parsed], dtype=bool) & ~nothing
    blank[places], wrong[places] = nothing[codes], failed[codes]
    whole = _scaled(plain, digits - 4)
    if max((abs(int(value)) for value in values), default=0) >= LIMIT:
        whole = whole.astype(object)
    whole[places] = values[codes] if whole.dtype == object else values[codes].astype(np.int64)
    return Numbers(whole, digits, blank, wrong)


def _scaled(values: Integers, places: int) -> Integers:
    factor = 10**places
    if places and float(np.abs(values).max(initial=0)) * factor >= LIMIT:
        values = values.astype(object)
    scaled: Integers = values * factor
    return scaled


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no number: empty, a dash, N/A."""
    return text.strip().casefold() in _NOTHING


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _parse(text: str, mark: str) -> Decimal | None:
    """The number a cell holds, None where it holds none."""
    bare = _BLANKS.sub("", text.replace("−", "-"))
    bare, factor = _unit_and_factor(bare)
    negative = bare.startswith("-") or bare.endswith("-") or (bare.startswith("(") and bare.endswith(")"))
    digits = bare.strip("()+-") if len(bare) < 60 else ""
    if not _NUMBER.match(digits):
        return None
    try:
        value = round(Decimal(_with_point(digits, mark)) * factor, PLACES).normalize()
    except InvalidOperation:  # more digits than any amount has
        return None
    return -value if negative else value


def _unit_and_factor(bare: str) -> tuple[str, int]:
    """The number without currency and unit, and what a thousand or a million after it multiplies by."""
    rest = _UNIT.sub("", bare) if not bare[-1:].isdigit() or not bare[:1].isdigit() else bare
    if bare.endswith("%"):
        return rest, 1
    if rest[-1:] in "kK" and rest[:-1]:
        return rest[:-1], 1000
    return (rest[:-1], 1_000_000) if rest[-1:] == "M" and rest[:-1] else (rest, 1)


def _with_point(digits: str, mark: str) -> str:
    """The digits with a decimal point and no other mark."""
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma >= 0 and point >= 0:
        mark = "," if comma > point else "."
    elif digits.count(",") > 1 or digits.count(".") > 1:
        return digits.replace(",", "").replace(".", "")
    elif comma >= 0 and not re.search(r",\d{3}$", digits):
        mark = ","
    elif point >= 0 and not re.search(r"\.\d{3}$", digits):
        mark = "."
    other = "." if mark == "," else ","
    return digits.replace(other, "").replace(mark, ".")
