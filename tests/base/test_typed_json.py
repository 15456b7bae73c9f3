"""What was written comes back as it was, by its type; what no such type writes is refused, whatever it is."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.typed_json import NotPlainError, from_plain, to_plain

Days = npt.NDArray[np.datetime64]
WHOLE = st.integers(-(2**63), 2**63 - 1)


@dataclass(frozen=True)
class Inner:
    """A dataclass within another."""

    name: str = ""
    kind: Literal["a", "b"] = "a"


@dataclass(frozen=True)
class Outer:
    """Every type that is written."""

    inner: Inner
    several: tuple[Inner, ...]
    pair: tuple[int, str]
    listed: list[float]
    named: dict[str, int]
    day: date | None
    amount: Decimal
    either: int | str
    anything: Any
    nothing: None = None
    flag: bool = False
    worked_out: int = field(default=0, init=False)


INNER = st.builds(Inner, st.text(), st.sampled_from(["a", "b"]))
OUTER = st.builds(
    Outer,
    INNER,
    st.lists(INNER, max_size=3).map(tuple),
    st.tuples(st.integers(), st.text()),
    st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9).map(float), max_size=3),
    st.dictionaries(st.text(), st.integers(), max_size=3),
    st.none() | st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9),
    st.integers() | st.text(),
    st.none() | st.lists(st.booleans()),
    flag=st.booleans(),
)


def through_json(plain: Any) -> Any:
    return json.loads(json.dumps(plain))


@given(OUTER)
def test_what_was_written_comes_back(value: Outer) -> None:
    assert from_plain(Outer, through_json(to_plain(value))) == value


@given(st.lists(WHOLE), st.lists(st.dates()))
def test_arrays_come_back(numbers: list[int], days: list[date]) -> None:
    array, dates = np.array(numbers, dtype=np.int64), np.array(days, dtype="datetime64[D]")
    assert np.array_equal(from_plain(npt.NDArray[np.int64], through_json(to_plain(array))), array)
    assert np.array_equal(from_plain(Days, through_json(to_plain(dates))), dates)
    assert np.array_equal(from_plain(npt.NDArray[np.int64], array), array)


LAST = date(2200, 1, 1)
"""Nanoseconds of 64 bits reach into the year 2262."""
SMALL = st.lists(
    st.tuples(WHOLE, st.floats(width=32), st.booleans(), st.text(), st.dates(date(1700, 1, 1), LAST)),
    max_size=5,
)


@given(SMALL)
def test_tables_come_back_as_lists_and_as_columns(rows: list[tuple[Any, ...]]) -> None:
    names = ("whole", "number", "flag", "text", "day")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    kinds = ("int64", "float64", "bool", "str", "datetime64[ns]")
    table = pd.DataFrame(
        {name: pd.Series(list(columns[name]), dtype=kind) for name, kind in zip(names, kinds, strict=True)}
    )
    plain = through_json(to_plain(table))
    pd.testing.assert_frame_equal(from_plain(pd.DataFrame, plain), table)
    in_columns = {
        name: [kind, pd.Series(values, dtype="str") if kind == "str" else np.array(values)]
        for name, (kind, values) in plain.items()
    }
    if not rows:
        return  # a column that is empty is written as a list
    pd.testing.assert_frame_equal(from_plain(pd.DataFrame, in_columns), table)


ARRAY = npt.NDArray[np.int32]
REFUSED: list[tuple[Any, Any]] = [
    (int, True),
    (int, 1.0),
    (int, "1"),
    (str, 1),
    (bool, 0),
    (float, True),
    (float, "1"),
    (float, 10**400),
    (float, -(10**400)),
    (float, float("nan")),
    (float, float("inf")),
    (type(None), 0),
    (int | str, 1.5),
    (date | None, "2025-02-30"),
    (date, 20250101),
    (date, []),
    (Decimal, 1),
    (Decimal, "one"),
    (Decimal, "NaN"),
    (Decimal, "Infinity"),
    (Decimal, "1e999999"),
    (Decimal, "1" * 61),
    (Literal["a", "b"], "c"),
    (Literal["a", "b"], ["a"]),
    (tuple[int, ...], {"0": 1}),
    (tuple[int, ...], "12"),
    (tuple[int, str], [1]),
    (tuple[int, str], [1, "a", 2]),
    (list[int], [1, None]),
    (dict[str, int], [1]),
    (dict[str, int], {"a": "1"}),
    (ARRAY, [1.5]),
    (ARRAY, [True]),
    (ARRAY, ["1"]),
    (ARRAY, [2**31]),
    (ARRAY, [2**64]),
    (ARRAY, [[1]]),
    (ARRAY, 1),
    (ARRAY, np.array([1.0])),
    (Inner, None),
    (Inner, []),
    (Inner, {"name": 1}),
    (Inner, {"kind": "c"}),
    (Outer, {}),
    (pd.DataFrame, []),
    (pd.DataFrame, {"a": 1}),
    (pd.DataFrame, {"a": ["int64"]}),
    (pd.DataFrame, {"a": ["int64", 1]}),
    (pd.DataFrame, {"a": ["int64", [1, 2]], "b": ["int64", [1]]}),
    (pd.DataFrame, {"a": ["str", [1]]}),
    (pd.DataFrame, {"a": ["str", np.array([1])]}),
    (pd.DataFrame, {"a": ["int64", pd.Series(["1"], dtype="str")]}),
    (pd.DataFrame, {"a": ["object", ["a"]]}),
    (pd.DataFrame, {"a": [["int64"], [1]]}),
    (pd.DataFrame, {"a": [None, [1]]}),
    (pd.DataFrame, {"a": ["datetime64[of no kind]", [1]]}),
    (pd.DataFrame, {"a": ["int64", [2**64]]}),
]
NO_NUMBERS = ["1", None, [1], {}, "x", True, 1.5]
"""What numpy would make whole numbers of, or fall over."""


@pytest.mark.parametrize(("wanted", "plain"), REFUSED, ids=lambda value: str(value)[:40])
def test_what_no_such_type_writes_is_refused(wanted: Any, plain: Any) -> None:
    with pytest.raises(NotPlainError):
        from_plain(wanted, plain)


@pytest.mark.parametrize("kind", ["int64", "datetime64[ns]"])
@pytest.mark.parametrize("value", NO_NUMBERS)
@pytest.mark.parametrize("held", [list, np.array])
def test_a_column_of_whole_numbers_holds_nothing_else(
    kind: str, value: Any, held: Callable[[list[Any]], Any]
) -> None:
    with pytest.raises(NotPlainError):
        from_plain(pd.DataFrame, {"a": [kind, held([value])]})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
TYPES = [Outer, Inner, pd.DataFrame, ARRAY, Days, date, Decimal, float, tuple[float, ...], dict[str, Inner]]


@given(JSON, st.sampled_from(TYPES))
def test_any_other_json_is_refused_and_never_an_exception_of_another_kind(plain: Any, wanted: Any) -> None:
    try:
        value = from_plain(wanted, plain)
    except NotPlainError:
        return
    again = from_plain(wanted, through_json(to_plain(value)))
    if isinstance(value, pd.DataFrame):
        pd.testing.assert_frame_equal(again, value)
    else:
        assert np.array_equal(again, value)


@given(JSON, st.sampled_from(["int64", "float64", "bool", "str", "datetime64[ns]", "datetime64[s]", "x"]))
def test_any_column_is_one_or_refused(plain: Any, kind: str) -> None:
    try:
        table = from_plain(pd.DataFrame, {"a": [kind, plain]})
    except NotPlainError:
        return
    pd.testing.assert_frame_equal(from_plain(pd.DataFrame, through_json(to_plain(table))), table)
