"""Values as plain JSON and back, by their types: frozen dataclasses, tables, arrays, dates, tuples, mappings.

The types say what may come back, so that a workbook from anywhere can hold nothing but what we wrote.
"""

import sys
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import numpy as np
import pandas as pd

_NUMBERS = {"int64": "i", "float64": "if", "bool": "b"}
"""The kinds of a table's columns, and of the values that may stand in them."""
_KINDS: dict[type, str] = {int: "i", float: "f", bool: "b"}
Column = np.ndarray | pd.Series
"""What may stand for a long list of numbers (an array) or of texts (a series): it takes less memory."""
LONGEST_DECIMAL = 60
"""Characters of a decimal."""


class NotPlainError(ValueError):
    """JSON that does not hold what the type wants."""


def to_plain(value: Any) -> Any:
    """The value in dictionaries, lists, texts and numbers."""
    if isinstance(value, pd.DataFrame):
        return {str(name): _column(value[name]) for name in value.columns}
    if isinstance(value, np.ndarray):
        return value.astype("int64").tolist()
    if is_dataclass(value):
        return {choice.name: to_plain(getattr(value, choice.name)) for choice in fields(value) if choice.init}
    if isinstance(value, dict):
        return {str(key): to_plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(entry) for entry in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _column(values: pd.Series) -> list[Any]:
    """The kind of a column and its values; times as whole nanoseconds."""
    kind = str(values.dtype)
    if kind.startswith("datetime64"):
        return [kind, values.astype("datetime64[ns]").astype("int64").tolist()]
    return [kind if kind in _NUMBERS else "str", values.tolist()]


def from_plain(wanted: Any, plain: Any) -> Any:
    """The value of that type. Raises `NotPlainError`, and what a dataclass raises that refuses its values."""
    origin, inner = get_origin(wanted), get_args(wanted)
    if wanted is Any or wanted is object:
        return plain
    if origin in (UnionType, Union):
        return _one_of(inner, plain)
    if origin is Literal:
        return _checked(plain in inner, plain)
    if origin in (tuple, list):
        return _several(origin, inner, plain)
    if origin is np.ndarray:
        return _array(inner, plain)
    if origin is dict:
        _checked(isinstance(plain, dict), plain)
        return {from_plain(inner[0], key): from_plain(inner[1], entry) for key, entry in plain.items()}
    if wanted is pd.DataFrame:
        return _table(plain)
    if wanted is date:
        return _date(plain)
    if wanted is Decimal:
        return _decimal(plain)
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _dataclass(wanted, plain)
    if wanted is NoneType:
        return _checked(plain is None, None)
    if wanted is float:
        return _float(plain)
    return _checked(type(plain) is wanted, plain)


def _checked(holds: bool, plain: Any) -> Any:
    if not holds:
        raise NotPlainError(type(plain).__name__)
    return plain


def _float(plain: Any) -> float:
    """A number that a float can hold: an integer of JSON can be longer, and JSON of Python knows NaN."""
    holds = type(plain) in (int, float) and abs(plain) <= sys.float_info.max
    return float(_checked(holds, plain))


def _one_of(types: tuple[Any, ...], plain: Any) -> Any:
    """The first type that takes the value."""
    for each in types:
        try:
            return from_plain(each, plain)
        except NotPlainError:
            continue
    raise NotPlainError(type(plain).__name__)


def _several(origin: Any, inner: tuple[Any, ...], plain: Any) -> Any:
    plain = plain.tolist() if isinstance(plain, Column) else plain
    _checked(isinstance(plain, list), plain)
    if origin is tuple and not (len(inner) == 2 and inner[1] is Ellipsis):
        _checked(len(plain) == len(inner), plain)
        return tuple(from_plain(each, value) for each, value in zip(inner, plain, strict=True))
    return origin(from_plain(inner[0], entry) for entry in plain)


def _array(inner: tuple[Any, ...], plain: Any) -> Any:
    """Whole numbers, or days counted from 1970."""
    (kind,) = get_args(inner[1])
    _checked(_are_whole(plain), plain)
    try:
        numbers = np.array(plain, dtype=np.int64)
    except OverflowError as error:
        raise NotPlainError("array") from error
    values = numbers.astype("datetime64[D]" if kind is np.datetime64 else kind)
    _checked(np.array_equal(values.astype(np.int64), numbers), plain)
    return values


def _are_whole(plain: Any) -> bool:
    if isinstance(plain, np.ndarray):
        return bool(plain.dtype.kind == "i")
    return isinstance(plain, list) and all(type(number) is int for number in plain)


def _date(plain: Any) -> date:
    try:
        return date.fromisoformat(plain)
    except (TypeError, ValueError) as error:
        raise NotPlainError("date") from error


def _decimal(plain: Any) -> Decimal:
    """A decimal that is written out: no exponent makes a short text a number of a million digits."""
    try:
        value = Decimal(_checked(isinstance(plain, str) and len(plain) <= LONGEST_DECIMAL, plain))
    except InvalidOperation as error:
        raise NotPlainError("decimal") from error
    return Decimal(_checked(value.is_finite() and abs(value.adjusted()) <= LONGEST_DECIMAL, value))


@cache
def _hints(wanted: Any) -> dict[str, Any]:
    return get_type_hints(wanted)


def _dataclass(wanted: Any, plain: Any) -> Any:
    """What a later version has added and this one lacks is left out; what is missing takes its default."""
    _checked(isinstance(plain, dict), plain)
    hints = _hints(wanted)
    given = {
        choice.name: from_plain(hints[choice.name], plain[choice.name])
        for choice in fields(wanted)
        if choice.init and choice.name in plain
    }
    try:
        return wanted(**given)
    except TypeError as error:
        raise NotPlainError(wanted.__name__) from error


def _table(plain: Any) -> pd.DataFrame:
    _checked(isinstance(plain, dict), plain)
    columns = {name: _series(column) for name, column in plain.items()}
    _checked(len({len(column) for column in columns.values()}) <= 1, plain)
    return pd.DataFrame(columns)


def _series(plain: Any) -> pd.Series:
    _checked(isinstance(plain, list) and len(plain) == 2 and isinstance(plain[1], list | Column), plain)
    kind, values = plain
    _checked(not isinstance(values, Column) or (kind == "str") == isinstance(values, pd.Series), plain)
    try:
        if kind in _NUMBERS:
            return pd.Series(np.array(_of_kind(_NUMBERS[kind], values), dtype=kind))
        if str(kind).startswith("datetime64"):
            whole = np.array(_of_kind("i", values), dtype="int64")
            return pd.Series(whole).astype("datetime64[ns]").astype(kind)
        if isinstance(values, pd.Series):
            return values
        _checked(kind == "str" and all(isinstance(text, str) for text in values), plain)
        return pd.Series(values, dtype="str")
    except (TypeError, ValueError, OverflowError) as error:
        raise NotPlainError("column") from error


def _of_kind(kinds: str, values: Any) -> Any:
    """Values as they are, if they are of these kinds alone: numpy would make numbers of texts, and whole ones
    of others."""
    if isinstance(values, np.ndarray):
        return _checked(values.dtype.kind in kinds, values)
    return _checked(all(_KINDS.get(type(value), " ") in kinds for value in values), values)
