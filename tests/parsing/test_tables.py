"""Tables of coded columns: what goes in comes out, as a workbook would show it."""

import datetime as dt

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.parsing.tables import (
    as_texts,
    coded,
    column_of,
    from_rows,
    number_texts,
    plain_number,
    with_texts,
    without_wide_gaps,
)

ROWS = st.lists(st.lists(st.sampled_from(["", "a", "b", "été"]), max_size=5), max_size=6)


def texts(table: pa.Table, column: int = 0) -> list[str]:
    return as_texts(table.column(column)).to_pylist()


@given(ROWS)
def test_rows_of_any_length_keep_their_cells_where_they_are(rows: list[list[str]]) -> None:
    table = from_rows(rows)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            within = column < table.num_columns and row < table.num_rows
            assert (texts(table, column)[row] if within else "") == text


@given(
    ROWS, st.dictionaries(st.tuples(st.integers(-2, 7), st.integers(0, 6)), st.sampled_from(["", "x", "a"]))
)
def test_other_texts_stand_in_their_places_and_beyond_the_table_nowhere(
    rows: list[list[str]], typed: dict[tuple[int, int], str]
) -> None:
    before = from_rows(rows)
    after = with_texts(before, typed)
    assert (after.num_rows, after.num_columns) == (before.num_rows, before.num_columns)
    for column in range(before.num_columns):
        expected = [typed.get((row, column), text) for row, text in enumerate(texts(before, column))]
        assert texts(after, column) == expected


@pytest.mark.parametrize(
    ("column", "shown"),
    [
        (pa.array([dt.timedelta(hours=36), dt.timedelta(minutes=90), None]), ["36", "1.5", ""]),
        (pa.array([dt.datetime(2025, 3, 4, 5, 6, 7, 89), None]), ["2025-03-04 05:06:07", ""]),
        (pa.chunked_array([pa.array([dt.datetime(2025, 3, 4)]), pa.array([None], pa.timestamp("us"))]),
         ["2025-03-04 00:00:00", ""]),
        (pa.array(["1899-12-31 02:15:00", "x", None]), ["2.25", "x", ""]),
        (pa.array([True, None]), ["true", ""]),
        (pa.array([1.0, 0.5, None]), ["1", "0.5", ""]),
        (pa.array([None, None]), ["", ""]),
        (pa.chunked_array([], pa.string()), []),
    ],
)  # fmt: skip
def test_cells_of_every_kind(column: pa.Array, shown: list[str]) -> None:
    assert texts(coded([column])) == shown


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_shown_without_an_exponent_and_is_itself(value: float) -> None:
    shown = plain_number(value)
    assert "e" not in shown.lower()
    assert float(shown) == value
    assert number_texts(pa.array([value, None])) == [shown, ""]


@pytest.mark.parametrize("value", [float("inf"), float("nan")])
def test_what_is_no_number_is_shown_as_it_is(value: float) -> None:
    assert plain_number(value) == str(value)
    assert number_texts(pa.array([value, 1.0])) == [str(value), "1"]


@pytest.mark.parametrize(("values", "kind"), [
    ([1, 2], "int32"), ([1, 2**40], "int64"), ([1, 0.5], "double"), (["a", ""], "string"), ([True], "bool"),
])  # fmt: skip
def test_a_column_of_one_kind(values: list[object], kind: str) -> None:
    column = column_of(values).column(0)  # type: ignore[arg-type]
    assert (str(column.type), column.to_pylist()) == (kind, values)


def test_numbers_beyond_64_bits_are_no_column() -> None:
    for values in ([2**64], [1, -(2**70)]):
        with pytest.raises(ValueError, match="no column"):
            column_of(values)


def test_wide_gaps_between_columns_are_closed() -> None:
    empty, full = pa.array(["", None], pa.string()), pa.array(["a", ""])
    numbers, nothing = pa.array([1.0, None]), pa.nulls(2)
    columns = [full, *[empty] * 50, numbers, nothing, *[nothing] * 50]
    kept = without_wide_gaps(columns)
    assert kept[0] == 0
    assert kept[-1] == 51
    assert len(kept) == 22, "as many empty ones as may part two tables"
    assert without_wide_gaps([empty, nothing]) == []
