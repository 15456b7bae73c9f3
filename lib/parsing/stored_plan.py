"""The plan that an exported workbook holds: out of its hidden sheet, as plain values and columns.

What a stranger can put there is bounded at every step: the text it inflates to, what the JSON of it comes to
once it is read, how deep it is, and how much of it is handed on. Long lists of one kind (the columns of the
client list) travel as columns, which take a fraction of the memory; `{"long_list": 3}` stands in their place.
"""

import json
import zlib
from base64 import b64decode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from lib.parsing.answers import MOST_ROWS
from lib.parsing.sandbox import load
from lib.parsing.sheets import ParsedSheet

SIGN = "PALMARES PLAN"
"""The text of the first cell of a stored plan."""
LONG_LIST = "long_list"
"""The name that stands for a column."""
LONG = 1_000
"""Items of a list that travels as a column."""
LARGEST = 384 << 20
"""Bytes of JSON: a million clients with five million entries of their sales take 300 MB."""
MOST_BRACKETS, MOST_COMMAS = 2_000_000, 50_000_000
"""Of the JSON, within texts or not: each becomes up to a hundred bytes of memory, or forty."""
MOST_ITEMS = 30_000_000
"""Of all columns."""
DEEPEST = 40
"""Lists and objects within each other."""
_LOOK_AT = 50
"""Rows in which the first text of the plan is sought; it was exported into the first."""
_OLD_PLAN = '{"version": 1'
"""How the plan begins in a workbook of version 1, which kept it in a cell of a short sheet."""
_MOST_ROWS = 5_000
"""Longer sheets are not searched for it."""


@dataclass(frozen=True)
class StoredPlan:
    """What a workbook holds of a plan: plain values, and the columns (pyarrow tables of one) that they speak
    of; nothing of either where it is damaged."""

    values: Any = None
    columns: tuple[Any, ...] = field(default=(), repr=False)
    damaged: bool = False


_DAMAGED = StoredPlan(damaged=True)


def parted(sheets: Sequence[ParsedSheet]) -> tuple[list[ParsedSheet], StoredPlan | None]:
    """The sheets without the one that holds a plan, whatever it is called now, and the plan."""
    for index, sheet in enumerate(sheets):
        if (column := _signed_column(sheet)) is not None:
            texts = _texts(sheet, column)
            packed = [text for text in texts[texts.index(SIGN) + 1 :] if text]
            return [*sheets[:index], *sheets[index + 1 :]], _unpacked("".join(packed))
    return list(sheets), _older(sheets)


def _signed_column(sheet: ParsedSheet) -> int | None:
    """The column in which the texts of a stored plan begin."""
    columns = range(sheet.cells.num_columns)
    return next((column for column in columns if SIGN in _texts(sheet, column, _LOOK_AT)), None)


def _texts(sheet: ParsedSheet, column: int, most: int | None = None) -> list[str]:
    cells = sheet.cells.column(column)
    texts: list[str] = load("lib.parsing.tables").as_texts(cells.slice(0, most)).to_pylist()
    return [*sheet.first_row[column : column + 1], *texts]


def _unpacked(packed: str) -> StoredPlan:
    try:
        inflate = zlib.decompressobj()
        written = inflate.decompress(b64decode(packed, validate=True), LARGEST + 1)
        return _read(written)
    except (ValueError, zlib.error):
        return _DAMAGED


def _read(written: bytes) -> StoredPlan:
    """The values of the JSON. Raises ValueError for more than an exported plan can hold."""
    brackets = written.count(b"[") + written.count(b"{")
    if len(written) > LARGEST or brackets > MOST_BRACKETS or written.count(b",") > MOST_COMMAS:
        raise ValueError("large")
    try:
        values, columns = json.loads(written), list[Any]()
        return StoredPlan(_without_long_lists(values, columns, DEEPEST), tuple(columns))
    except RecursionError as error:
        raise ValueError("deep") from error


def _without_long_lists(value: Any, columns: list[Any], deep: int) -> Any:
    if isinstance(value, list):
        if len(value) > LONG and type(value[0]) in (int, float, str, bool):
            return _as_column(value, columns)
        _check(deep > 0)
        return [_without_long_lists(each, columns, deep - 1) for each in value]
    if isinstance(value, dict):
        _check(deep > 0 and LONG_LIST not in value)
        return {name: _without_long_lists(each, columns, deep - 1) for name, each in value.items()}
    return value


def _as_column(values: list[Any], columns: list[Any]) -> dict[str, int]:
    """What stands for a list of one kind. Raises ValueError for a mixed one."""
    kinds = set(map(type, values))
    _check(len(kinds) == 1 or kinds == {int, float})
    _check(len(values) <= MOST_ROWS and sum(map(len, columns)) + len(values) <= MOST_ITEMS)
    columns.append(load("lib.parsing.tables").column_of(values))
    return {LONG_LIST: len(columns) - 1}


def _check(holds: bool) -> None:
    if not holds:
        raise ValueError("no stored plan")


def _older(sheets: Sequence[ParsedSheet]) -> StoredPlan | None:
    """The plan of version 1."""
    for text in _short_texts(sheets):
        if text.startswith(_OLD_PLAN):
            try:
                stored = _read(text.encode())
            except ValueError:
                return _DAMAGED
            return StoredPlan({"version": 1, "plan": stored.values}, stored.columns)
    return None


def _short_texts(sheets: Sequence[ParsedSheet]) -> Iterator[str]:
    for sheet in sheets:
        if sheet.cells.num_rows <= _MOST_ROWS:
            columns = islice(range(sheet.cells.num_columns), _MOST_ROWS)
            yield from (text for column in columns for text in _texts(sheet, column))
