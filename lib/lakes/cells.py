"""The cells of a table as expressions of Ibis, the same for all engines: as text, as a day, as an exact
amount.

What a text means as a number is asked of our own reader once for each different text that is not written in a
common way (`odd`); the engine reads the common ones itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import ibis

from lib.base.money import UNIT
from lib.parsing.tables import MOST_EXACT

EXACT = "decimal(18, 4)"
"""An amount of one line; what an engine adds up of these is a decimal(38, 4)."""
FACTOR = "decimal(20, 6)"
"""A quantity or a price. Products of more than 18 digits are exact only where a factor has room for more:
DuckDB would stay within 64 bits."""
PART = "decimal(20, 8)"
"""A discount."""
SMALL = 12
"""Digits before the point of an amount of one line."""
_LARGE = MOST_EXACT // UNIT
"""Numbers from here on are too large to be added exactly."""
_SIZED = {
    kind: f"decimal({SMALL + places}, {places})" for kind, places in {EXACT: 4, FACTOR: 6, PART: 8}.items()
}
"""The same kinds with room for no more than that."""
_BLANKS = "[ \t\r\n\u00a0\u202f\u2009'’]"
_SIGNS = "(€|\\$|£|¥|[Ee][Uu][Rr][Oo][Ss]?|[Ee][Uu][Rr]|USD|GBP|CHF)"
NOTHING = ("", "-", "–", "—", "n/a", "na", "null", "none", "nan", "néant", "n.a.", "nd", "n.d.")
"""Texts that say that there is no number, as `lib.reading.values` has them."""


@dataclass(frozen=True)
class Notation:
    """How a column of texts writes numbers: its decimal mark, and what the odd texts mean (None: nothing that
    is a number)."""

    mark: str = "."
    odd: Mapping[str, Decimal | None] = field(default_factory=dict)
    plain: bool = False
    """Whether all cells are numbers as a program writes them, or nothing."""


@dataclass(frozen=True, eq=False)
class Number:
    """A column as numbers: the value, null where there is none; whether the cell says nothing; and the cell
    itself where it says something that is no number, else ""."""

    value: Any
    blank: Any
    wrong: Any


def as_text(column: Any) -> Any:
    """A column as text, "" where it holds nothing; whole numbers without a point, as a person reads them."""
    kind = column.type()
    if kind.is_string():
        text = column
    elif kind.is_floating():
        whole = (column == column.floor()) & (column.abs() < 1e15)
        text = ibis.ifelse(whole, column.floor().cast("int64").cast("string"), column.cast("string"))
    elif kind.is_timestamp():
        text = column.strftime("%Y-%m-%d %H:%M:%S")
    elif kind.is_date():
        text = column.strftime("%Y-%m-%d")
    else:
        text = column.cast("string")
    return text.fill_null("")


def as_day(column: Any, grain: str = "day") -> Any:
    """A column of days as text: 2025-03-04, or its month 2025-03, its year 2025. Texts that are written in
    another way than from the year down stay whole, to be read as those of a file."""
    kind = column.type()
    length = {"day": 10, "month": 7, "year": 4}[grain]
    if kind.is_timestamp() or kind.is_date():
        return column.strftime("%Y-%m-%d").substr(0, length).fill_null("")
    text = as_text(column)
    if not kind.is_string():
        return text
    iso = text.re_search(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}")
    return ibis.ifelse(iso, text.substr(0, length), text)


def start_of(column: Any, grain: str) -> Any:
    """The first day of the month or the year of a column of days, the day itself; of one of texts as
    `as_day`."""
    kind = column.type()
    if kind.is_timestamp():
        column = column.cast("date")
    elif not kind.is_date():
        return as_day(column, grain)
    return column if grain == "day" else column.truncate({"month": "M", "year": "Y"}[grain])


def as_number(column: Any, notation: Notation, kind: str = EXACT, bare: Any = None) -> Number:
    """A column as exact numbers of so many places, halves rounded away from zero; of one of texts, `bare` is
    another that holds them bare already."""
    held = column.type()
    if held.is_string():
        return _of_texts(column, notation, kind, bare_text(column) if bare is None else bare)
    if held.is_floating():
        sound = ~(column.isnan() | column.isinf())
        sized = sound & (column.abs() < _LARGE)
        value = ibis.ifelse(sized.fill_null(False), column, ibis.null(held)).cast(kind)
        wrong = ibis.ifelse((column.isinf() | (sound & ~sized)).fill_null(False), column.cast("string"), "")
        return Number(value, (column.isnull() | column.isnan()).fill_null(True), wrong)
    if held.is_decimal() and _is_small(held.precision, held.scale):
        # An amount is exact as it is; some engines would cast it for each line.
        value = column if kind == EXACT else column.cast(kind)
        return Number(value, column.isnull(), ibis.literal(""))
    if held.is_numeric() and not held.is_boolean():
        sized = (column.cast("decimal(38, 6)") if held.is_decimal() else column).abs() < _LARGE
        value = ibis.ifelse(sized.fill_null(False), column, ibis.null(held)).cast(kind)
        wrong = ibis.ifelse((~sized).fill_null(False), column.cast("string"), "")
        return Number(value, column.isnull(), wrong)
    return Number(ibis.null(kind), column.isnull(), as_text(column))


def _is_small(precision: int | None, scale: int | None) -> bool:
    """Whether all decimals of a kind are amounts as they are; PostgreSQL has some without any bound."""
    return precision is not None and scale is not None and precision - scale <= SMALL and scale <= 4


def exact(value: Decimal, kind: str) -> Any:
    """A number as it is: by itself Ibis would keep three of its places."""
    return ibis.literal(f"{value:f}").cast(kind)


def bare_text(column: Any) -> Any:
    """What texts are but for blanks and signs of currencies, with "-" before what is below zero."""
    bare = column.fill_null("").strip().re_replace(_BLANKS, "").re_replace(_SIGNS, "")
    # Signs are moved without naming groups in what is put in, which engines do in different ways.
    negative = bare.re_search(r"^[(].+[)]$|^[^-].*-$")
    return ibis.ifelse(negative, ibis.literal("-").concat(bare.re_replace(r"[()]|-$", "")), bare)


def common(bare: Any, mark: str) -> tuple[Any, Any]:
    """Bare texts that every reader of their notation reads alike, with a decimal point and nothing else; and
    whether a text is one of them."""
    other = "," if mark == "." else "."
    point, comma = _escaped(mark), _escaped(other)
    plain = rf"^-?([0-9]{{1,{SMALL}}}|[0-9]{{0,{SMALL}}}{point}[0-9]{{1,10}})$"
    grouped = rf"^-?[1-9][0-9]{{0,2}}({comma}[0-9]{{3}}){{1,2}}({point}[0-9]{{1,10}})?$"
    return bare.replace(other, "").replace(mark, "."), bare.re_search(plain) | bare.re_search(grouped)


def _of_texts(column: Any, notation: Notation, kind: str, bare: Any) -> Number:
    raw = column.fill_null("")
    if notation.plain:
        # Of a bare column DuckDB would cast within its reader of CSV, where a text that is none fails.
        return Number(sized(raw, kind), raw == "", ibis.literal(""))
    plainer, is_common = common(bare, notation.mark)
    nothing = raw.strip().lower().isin(NOTHING)
    read = {odd: value for odd, value in notation.odd.items() if value is not None}
    cases = [(is_common, _guarded(is_common, plainer, kind))]
    cases += [(raw == odd, exact(value, kind)) for odd, value in read.items()]
    value = ibis.cases(*cases, else_=ibis.null(kind))
    known = is_common | (raw.isin(list(read)) if read else ibis.literal(False))
    if notation.mark == ".":
        # Most texts are plain numbers; nothing is replaced in those.
        plain = raw.re_search(rf"^-?[0-9]{{1,{SMALL}}}(\.[0-9]{{1,10}})?$")
        value = ibis.ifelse(plain, _guarded(plain, raw, kind), value)
        known = plain | known
    return Number(value, nothing, ibis.ifelse(nothing | known, "", raw))


def sized(text: Any, kind: str) -> Any:
    """A text as a number where it is one as a program writes it, and none that could be too large."""
    return text.try_cast(_SIZED[kind]).cast(kind)


def _guarded(sound: Any, text: Any, kind: str) -> Any:
    """A text as a number where it is one: engines may work out a cast before the condition around it."""
    return ibis.ifelse(sound, text, "0").cast("decimal(38, 10)").cast(kind)


def _escaped(mark: str) -> str:
    return r"\." if mark == "." else mark
