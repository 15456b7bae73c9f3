"""Numbers that a workbook or an engine holds as numbers: Python's decimals are the oracle."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.reading.values import LARGEST, exact_numbers, with_typed
from tests.reading.test_values import said

CENTS = st.decimals(-(10**9), 10**9, places=2, allow_nan=False)
SUMS = st.decimals(-(10**20), 10**20, places=6, allow_nan=False)


def stored(values: list[float | None]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values, pa.float64())])


@given(st.lists(st.none() | CENTS, max_size=20))
def test_amounts_in_binary_are_the_decimals_that_were_meant(values: list[Decimal | None]) -> None:
    read = said(exact_numbers(stored([None if value is None else float(value) for value in values])))
    assert read == ["blank" if value is None else value for value in values]


@given(st.lists(st.floats(0.01, 10**6).map(lambda value: round(value, 2)), min_size=2, max_size=9))
def test_what_a_calculation_blurs_is_the_amount_that_was_meant(parts: list[float]) -> None:
    """0.1 + 0.2 is 0.3, as Excel shows it; one operation blurs the last digit."""
    first, second = parts[:2]
    assert said(exact_numbers(stored([first + second]))) == [Decimal(str(first)) + Decimal(str(second))]


@given(st.lists(st.floats(-1e6, 1e6, allow_subnormal=False) | st.floats(1e12, 1e300), max_size=9))
def test_any_number_is_itself_or_wrong(values: list[float]) -> None:
    for value, read in zip(values, said(exact_numbers(stored(values))), strict=True):
        if abs(value) > 1.1 * LARGEST:
            assert read == "wrong"
        elif abs(value) <= 0.9 * LARGEST:
            assert isinstance(read, Decimal)
            assert abs(read - Decimal(value)) <= max(Decimal("1e-10"), abs(Decimal(value)) * Decimal("1e-15"))


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), 1e300])
def test_what_is_no_amount_is_wrong_and_takes_no_other_with_it(value: float) -> None:
    assert said(exact_numbers(stored([1.5, value, 0.123456789]))) == [
        Decimal("1.5"), "wrong", Decimal("0.123456789"),
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [pa.decimal128(38, 6), pa.decimal128(30, 6), pa.decimal256(60, 6)])
@given(values=st.lists(st.none() | SUMS, max_size=9), pieces=st.integers(1, 3))
def test_the_sums_of_an_engine_are_exact_however_large(
    kind: pa.DataType, values: list[Decimal | None], pieces: int
) -> None:
    array = pa.array(values, kind)
    size = max(1, -(-len(values) // pieces))
    column = pa.chunked_array([array[start : start + size] for start in range(0, len(values), size)], kind)
    expected = ["blank" if value is None else value for value in values]
    assert said(exact_numbers(column)) == expected
    assert said(exact_numbers(column.slice(1))) == expected[1:]


@given(
    st.lists(st.none() | CENTS, min_size=1, max_size=6),
    st.dictionaries(
        st.integers(0, 5),
        st.decimals(-(10**6), 10**6, places=8).map(lambda value: f"{value:f}")
        | st.sampled_from(["", "-", "x", "12 rue X", "9" * 80, "1,5", "2.5 k€"]),
    ),
)
def test_what_is_typed_anew_counts_in_its_row_alone(
    values: list[Decimal | None], typed: dict[int, str]
) -> None:
    typed = {row: text for row, text in typed.items() if row < len(values)}
    before = exact_numbers(stored([None if value is None else float(value) for value in values]))
    after = said(with_typed(before, typed))
    for row, (old, new) in enumerate(zip(said(before), after, strict=True)):
        match typed.get(row):
            case None:
                assert new == old
            case "" | "-":
                assert new == "blank"
            case "x" | "12 rue X":
                assert new == "wrong"
            case "1,5":
                assert new == Decimal("1.5")
            case "2.5 k€":
                assert new == 2500
            case text:
                assert new == ("wrong" if len(text) > 60 else Decimal(text))
