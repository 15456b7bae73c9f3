"""Texts that are numbers, read exactly: `1 234,56 €`, `1.234,56`, `(12)`, `12,5 k€`, `CHF 1'234.50`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lib.base.money import LIMIT, UNIT
from lib.base.numbers import with_point
from lib.parsing.tables import MOST_EXACT
from lib.reading.text_column import Coded, Mask
from lib.texts.currencies import ISO

_PLAIN = r"^-?\d{1,12}(\.\d{1,4})?$"
_PLAIN_IN_TEXT = r"^-?\d{1,12}(\.(\d{1,2}|\d{4}))?$"
"""In a text file the point of 1.234 may part thousands; a workbook's own numbers have decimal points."""
_FRENCH = r"^-?(?:\d{1,12}|\d{1,3}(?:[ \x{a0}\x{202f}]\d{3}){1,3}),(?:\d{1,2}|\d{4})$"
"""Amounts whose decimal comma cannot be anything else (a pattern of RE2)."""
_FRENCH_BLANK = r"[ \x{a0}\x{202f}]"
_BLANKS = re.compile(r"[\s\u00a0\u202f\u2009'’]")
_UNIT = re.compile(
    r"(?i)(€|\$|£|¥|₹|₽|₺|₪|₩|eur(?:os?)?|fr\.|fcfa|kr|zł|hors\s?taxes?|ttc|ht|%|(?<![a-z])(?:"
    + "|".join(sorted(ISO))
    + r")(?![a-z])|h)"
)
_NO_CENTS = re.compile(r"(?<=\d)\s?[.,]\s?[-–—]+(?!\d)")
"""The dash that stands for no cents in Switzerland and Germany: 12 500.- or 99,--."""
_ABOUT = re.compile(r"(?i)^\s*(?:env(?:iron)?\.?|ca\.|circa|approx\w*\.?|about|around|[~≈±])\s*(?=[\d€$£])")
_FREE = re.compile(
    r"(?i)^\W*(?:gratuite?s?|offerte?s?|gracieux|à titre gracieux|gratis|kostenlos|free(?: of charge)?|"
    r"inclus|sans frais|"
    r"gratuito|geste commercial|n/?c|non facturée?)\W*$"
)
_RANGE = re.compile(
    r"(?i)^\D{0,12}\d[\d\s.,'’]*\D{0,12}?(?:\s(?:-|–|—|à|et|to|bis)\s|(?:[k€$£]|eur)\s?(?:-|–|"
    r"—)\s?)\D{0,12}\d[\d\s.,'’]*\D{0,16}$|"
    r"^\d+\s?[-–—]\s?\d+\s?(?:k|€|k€|eur|ke?ur)$|\b(?:min|max|mini|maxi|minimum|maximum|minimal|maximal|"
    r"entre|between|jusqu|plafond|up to|à partir|au plus|au moins|moins de|plus de|from|fino a|hasta|"
    r"höchstens|mindestens)\b.*\d|"
    r"\d.*\b(?:min|max|mini|maxi|minimum|maximum)\b|^\s*[<>≤≥]\s*\d"
)
_NUMBER = re.compile(r"^\d[\d.,]*(?:[eE][+-]?\d+)?$|^[.,]\d+$")
_SIMPLE = re.compile(r"^[0-9]{1,15}(?:\.[0-9]{1,2})?\Z")
"""A number that means the same whatever the decimal mark; most are such."""
_SIDE = re.compile(r"(?i)(?<=[\d)])\s?(CR|DR)\.?\s*$")
"""What says behind an amount that it is a credit or a debit."""
_NOTHING = {"", "-", "–", "—", "n/a", "na", "null", "none", "nan", "néant", "n.a.", "nd", "n.d."}
_ERROR = re.compile(
    r"^#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|GETTING_DATA|SPILL!|CALC!|FIELD!|BUSY!|BLOCKED!|CONNECT!|"
    r"UNKNOWN!|EXTERNAL!|PYTHON!|VALEUR!|NOM\?|NOMBRE!|NUL!|N/D|PROPAGATION!|WERT!|BEZUG!|ZAHL!|NV|¡\w+!)$",
    re.IGNORECASE,
)
MOST_EVIDENCE = 5_000
"""Different texts by which the decimal mark of a column is told."""
PLACES = 10
"""Decimal places that are kept of a factor; unit prices and discounts rarely have five."""
NOISE = 4
"""Steps of the last binary digit by which a sheet's own calculations miss: 0.1 + 0.2."""
NOTHING = 10.0**-PLACES / 2
"""What is smaller is 0 in the places that are kept."""
LARGEST = LIMIT // UNIT // 1000
"""A single number beyond this many units cannot be added exactly with others."""

Integers = npt.NDArray[Any]


@dataclass(frozen=True, eq=False)
class Numbers:
    """A column of numbers: value = `whole` / 10**`places`, exact.

    `whole` is int64, or Python integers where those are too small. `blank` marks cells with nothing in
    them, `wrong` cells that hold something else than a number; both are 0 in `whole`.
    """

    whole: Integers
    places: int
    blank: Mask
    wrong: Mask


def looks_like_number(text: str) -> bool:
    """Whether a cell holds a number in any notation."""
    return parse_number(text, ".") is not None


def reads_as_amount(text: str) -> bool:
    """Whether a cell belongs in a column of amounts: a number, a word for nothing to pay, or a range."""
    return looks_like_number(text) or is_free(text) or is_range(text)


def is_free(text: str) -> bool:
    """Whether a cell says that nothing is to be paid: gratuit, offert."""
    return not text[-1:].isdigit() and bool(_FREE.match(text))


def is_about(text: str) -> bool:
    """Whether a cell holds an approximate amount: env. 500."""
    return bool(_ABOUT.match(text)) and looks_like_number(text)


def is_range(text: str) -> bool:
    """Whether a cell holds a range or a bound instead of an amount: 10 000 – 15 000, max. 500."""
    return (
        any(letter.isdigit() for letter in text) and bool(_RANGE.search(text)) and not looks_like_number(text)
    )


def has_no_cents_dash(text: str) -> bool:
    """Whether a cell writes a dash in the place of its cents: 12 500.-"""
    return bool(_NO_CENTS.search(text)) and looks_like_number(text)


def looks_like_error(text: str) -> bool:
    """Whether a cell holds an error of a spreadsheet, such as #DIV/0!."""
    return text.startswith("#") and bool(_ERROR.match(text.strip()))


def is_formula(text: str) -> bool:
    """Whether a cell holds a formula that was saved without its value."""
    return len(text) > 1 and text.startswith("=")


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is no number: empty, a dash, N/A."""
    return text.strip().casefold() in _NOTHING


def is_too_large(text: str) -> bool:
    """Whether a cell holds a number, but one too large to be added exactly."""
    value = _any_number(text, ".")
    return value is not None and abs(value) > LARGEST


def evidence(values: list[str]) -> int:
    """How many of the values speak for a decimal comma, less those that speak for a decimal point: the
    last of two different marks; a mark that stands but once and not before three digits."""
    for_comma = for_point = 0
    for value in values:
        bare = _BLANKS.sub("", value)
        comma, point = bare.rfind(","), bare.rfind(".")
        if comma >= 0 and point >= 0:
            for_comma += comma > point
            for_point += point > comma
        elif comma >= 0 and bare.count(",") == 1:
            for_comma += not re.search(r",\d{3}(?!\d)", bare)
        elif point >= 0 and bare.count(".") == 1:
            for_point += not re.search(r"\.\d{3}(?!\d)", bare)
        else:
            for_comma += bare.count(".") > 1
            for_point += bare.count(",") > 1
    return for_comma - for_point


def decimal_mark(values: list[str], usual: str = ".") -> str:
    """The decimal mark of a column, by evidence; the usual one of the file where nothing speaks."""
    speaks = evidence(values)
    if speaks == 0:
        return usual
    return "," if speaks > 0 else "."


def parse_numbers(
    column: Coded, from_text: bool = False, usual_mark: str = ".", *, told: bool = False
) -> Numbers:
    """Read a column of texts as numbers. Plain ones are read all at once, the others one by one.

    `from_text` says that the file is a text file, where a point may part thousands; `usual_mark` is the
    decimal mark of a column that does not tell, or of all where it was `told` by hand.
    """
    texts = _with_points(pa.array(column.texts, pa.string()))
    plain = pc.match_substring_regex(texts, _PLAIN_IN_TEXT if from_text else _PLAIN)
    whole, places = _plain_values(texts, plain), 4
    blank, wrong = np.zeros(len(whole), dtype=bool), np.zeros(len(whole), dtype=bool)
    others = np.flatnonzero(~plain.to_numpy(zero_copy_only=False))
    if len(others):
        unusual = [column.texts[code] for code in others]
        values = _unusual_values(unusual, usual_mark if told else _mark_of(column.texts, usual_mark))
        places = max([4, *(_places(value) for value in values if value is not None)])
        whole = _put(_scaled(whole, places - 4), others, values, places)
        blank[others] = [is_nothing(text) for text in unusual]
        wrong[others] = [value is None for value in values]
    return Numbers(
        whole[column.codes], places, blank[column.codes], wrong[column.codes] & ~blank[column.codes]
    )


def exact_numbers(stored: pa.ChunkedArray) -> Numbers:
    """A column of a workbook's own numbers, exactly as the workbook shows them.

    A binary number stands for the decimal that is nearest to it; one of up to four places, give or take what
    a calculation blurs, is found by rounding, and the others are read from their text.
    """
    blank = np.asarray(stored.is_null())
    if pa.types.is_decimal(stored.type):
        return Numbers(_of_decimals(stored), stored.type.scale, blank, np.zeros(len(stored), dtype=bool))
    values = np.asarray(stored.fill_null(0))
    sound = np.isfinite(values)
    values = values if sound.all() else np.where(sound, values, 0)
    whole = np.rint(values * UNIT)
    plain = (whole / UNIT == values) & (np.abs(whole) < MOST_EXACT)
    left = np.flatnonzero(~plain)
    if len(left):
        noise = NOISE * np.spacing(np.abs(values[left]))
        near = np.abs(whole[left] / UNIT - values[left]) <= np.where(whole[left] == 0, NOTHING, noise)
        plain[left] = near & (np.abs(whole[left]) < MOST_EXACT)
    if plain.all():
        return Numbers(whole.astype(np.int64), 4, blank, ~sound)
    others = np.flatnonzero(~plain)
    read = [parse_number(repr(float(value)), ".") for value in values[others]]
    wrong = ~sound
    wrong[others] = [value is None for value in read]
    places = max([4, *(_places(value) for value in read if value is not None)])
    exact = _scaled(np.where(plain, whole, 0).astype(np.int64), places - 4)
    return Numbers(_put(exact, others, read, places), places, blank, wrong)


def _of_decimals(stored: pa.ChunkedArray) -> Integers:
    """Sums of an engine in units of their last place; as Python's integers where int64 is too small.

    A decimal is held in 16 bytes: the lower 8 are the whole number itself where the upper are its sign."""
    exact = stored.cast(pa.decimal128(38, stored.type.scale)).fill_null(Decimal(0)).combine_chunks()
    if not len(exact):
        return np.zeros(0, dtype=np.int64)
    first, last = 2 * exact.offset, 2 * (exact.offset + len(exact))
    words = np.frombuffer(exact.buffers()[1], dtype="<i8")[first:last].reshape(-1, 2)
    low, high = words[:, 0], words[:, 1]
    if (high == low >> 63).all():
        return low.astype(np.int64)
    return np.array([int(value.scaleb(stored.type.scale)) for value in exact.to_pylist()], dtype=object)


def with_typed(numbers: Numbers, typed: Mapping[int, str]) -> Numbers:
    """The numbers with those of some rows typed anew, with a decimal point; one that is no number is wrong
    there."""
    rows = np.array(list(typed), dtype=np.int64)
    values = [parse_number(text, ".") for text in typed.values()]
    places = max([numbers.places, *(_places(value) for value in values if value is not None)])
    whole = _put(_scaled(numbers.whole, places - numbers.places), rows, values, places)
    blank, wrong = numbers.blank.copy(), numbers.wrong.copy()
    blank[rows] = [is_nothing(text) for text in typed.values()]
    wrong[rows] = [value is None for value in values]
    return Numbers(whole, places, blank, wrong & ~blank)


def _plain_values(texts: pa.Array, plain: pa.Array) -> Integers:
    """Plain numbers in ten-thousandths, 0 for the others."""
    fixed = pc.if_else(plain, texts, "0").cast(pa.decimal128(18, 4))
    # A decimal of 18 digits is held in 16 bytes, of which the lower 8 are the whole number itself.
    words = np.frombuffer(fixed.buffers()[1], dtype="<i8") if len(fixed) else np.zeros(0, dtype=np.int64)
    return words[2 * fixed.offset : 2 * (fixed.offset + len(fixed)) : 2].astype(np.int64)


def _with_points(texts: pa.Array) -> pa.Array:
    """The texts with those of a certain decimal comma written with a point."""
    french = pc.match_substring_regex(texts, _FRENCH)
    if not pc.any(french).as_py():
        return texts
    bare = pc.replace_substring_regex(texts, _FRENCH_BLANK, "")
    return pc.if_else(french, pc.replace_substring(bare, ",", "."), texts)


def _mark_of(texts: list[str], usual_mark: str) -> str:
    """The decimal mark by the texts that are not plain numbers."""
    array = pa.array(texts, pa.string())
    speaking = array.filter(pc.invert(pc.match_substring_regex(array, _PLAIN_IN_TEXT)))
    return decimal_mark(speaking.slice(0, MOST_EVIDENCE).to_pylist(), usual_mark)


def _unusual_values(texts: list[str], mark: str) -> list[Decimal | None]:
    return [Decimal(0) if is_free(text) else parse_number(text, mark) for text in texts]


def _put(whole: Integers, rows: Integers, values: list[Decimal | None], places: int) -> Integers:
    exact = np.array([0 if value is None else int(value.scaleb(places)) for value in values], dtype=object)
    if max((abs(int(value)) for value in exact), default=0) >= LIMIT:
        whole = whole.astype(object)
    whole[rows] = exact.astype(whole.dtype)
    return whole


def _scaled(values: Integers, places: int) -> Integers:
    factor = 10**places
    small = not places or float(np.abs(values).max(initial=0)) * factor < LIMIT
    scaled: Integers = (values if small else values.astype(object)) * factor
    return scaled


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(50_000)
def parse_number(text: str, mark: str) -> Decimal | None:
    """The number a cell holds; None where it holds none, or one too large to be added exactly. `mark` is
    the decimal mark where the number itself does not tell."""
    value = _any_number(text, mark)
    return None if value is None or abs(value) > LARGEST else value


def _any_number(text: str, mark: str) -> Decimal | None:
    if _SIMPLE.match(text):
        return Decimal(text).normalize()
    plain = _ABOUT.sub("", _NO_CENTS.sub("", text.replace("−", "-")))
    side = _SIDE.search(plain)
    if side is not None:
        plain = plain[: side.start()] + plain[side.end() :]
        value = _any_number(plain.strip(), mark)
        return value if value is None or side[1].upper() == "DR" else -abs(value)
    bare, factor = _unit_and_factor(_BLANKS.sub("", plain))
    negative = bare.startswith("-") or bare.endswith("-") or (bare.startswith("(") and bare.endswith(")"))
    digits = bare.strip("()+-") if len(bare) < 60 else ""
    if not _NUMBER.match(digits) or _too_long(digits):
        return None
    try:
        value = round(Decimal(with_point(digits, mark)) * factor, PLACES).normalize()
    except InvalidOperation:  # more digits than any amount has
        return None
    return -value if negative else value


def _too_long(digits: str) -> bool:
    """An exponent of more than two digits is no amount, and would take memory without end."""
    return bool(re.search(r"[eE][+-]?\d{3}", digits))


def _unit_and_factor(bare: str) -> tuple[str, int]:
    """The number without currency and unit, and what a thousand or a million after it multiplies by."""
    rest = _UNIT.sub("", bare) if not bare[-1:].isdigit() or not bare[:1].isdigit() else bare
    if bare.endswith("%"):
        return rest, 1
    if rest[-1:] in "kK" and rest[:-1]:
        return rest[:-1], 1000
    return (rest[:-1], 1_000_000) if rest[-1:] == "M" and rest[:-1] else (rest, 1)
