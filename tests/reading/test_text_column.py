"""A coded column does what the same texts row by row would do."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from lib.reading.text_column import Coded, below, coded, constant, stacked, texts_of

TEXTS = st.lists(st.sampled_from(["", " ", "a", "A ", "B", "été"]), max_size=12)


def rows(column: Coded) -> list[str]:
    return [column.at(row) for row in range(len(column))]


def column(texts: list[str]) -> Coded:
    return coded(pa.array(texts, pa.string()))


@given(TEXTS, st.sampled_from(["a", "^B", "x"]))
def test_a_question_is_answered_for_every_row(texts: list[str], hint: str) -> None:
    test: Callable[[str], bool] = lambda text: hint.strip("^").casefold() in text.casefold()  # noqa: E731
    expected = [test(text) for text in texts]
    assert column(texts).where(test).tolist() == expected
    assert column(texts).where(test, hint).tolist() == expected
    assert column(texts).empty.tolist() == [text == "" for text in texts]


@given(TEXTS, st.dictionaries(st.integers(0, 11), st.sampled_from(["", "a", "new"])))
def test_texts_that_are_typed_stand_in_their_rows(texts: list[str], typed: dict[int, str]) -> None:
    typed = {row: text for row, text in typed.items() if row < len(texts)}
    assert rows(column(texts).with_texts(typed)) == [typed.get(row, text) for row, text in enumerate(texts)]


@given(st.lists(TEXTS, max_size=3))
def test_columns_one_below_the_other(parts: list[list[str]]) -> None:
    assert rows(stacked([column(texts) for texts in parts])) == [text for texts in parts for text in texts]


@given(TEXTS, st.data())
def test_the_texts_of_some_rows(texts: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    present = column(texts).present(np.array(chosen, dtype=bool))
    assert sorted(present) == sorted({text for text, is_in in zip(texts, chosen, strict=True) if is_in})


@given(TEXTS, st.sampled_from(["", "a", "top"]))
def test_a_text_above_a_column(texts: list[str], text: str) -> None:
    array = pa.chunked_array([pa.array(texts, pa.string())])
    assert below(text, array).to_pylist() == [text, *texts]
    assert rows(constant(text, len(texts))) == [text] * len(texts)


@given(st.lists(st.none() | st.integers(-9, 9).map(lambda value: value / 2), max_size=9))
def test_numbers_are_coded_as_they_are_shown(values: list[float | None]) -> None:
    shown = ["" if value is None else f"{value:g}" for value in values]
    for array in (pa.array(values, pa.float64()), pa.chunked_array([pa.array(values, pa.float64())])):
        assert rows(coded(array)) == shown
        assert texts_of(array) == shown
    decimals = pa.array([None if value is None else f"{value:f}" for value in values]).cast(
        pa.decimal128(9, 6)
    )
    assert rows(coded(decimals)) == shown
    assert texts_of(pa.chunked_array([], pa.float64())) == []
