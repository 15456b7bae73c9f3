"""Numbers as people and programs write them."""

from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.reading.text_column import CLOSE, coded, codes_of_numbers
from lib.reading.values import Numbers, decimal_mark, looks_like_number, parse_numbers


def numbers(texts: list[str | None], from_text: bool = False) -> list[Decimal | str]:
    """What a column says: numbers, "blank" or "wrong"."""
    return said(parse_numbers(coded(pa.array(texts, pa.string())), from_text))


def said(read: Numbers) -> list[Decimal | str]:
    values = [Decimal(int(whole)).scaleb(-read.places) for whole in read.whole]
    return [
        "blank" if blank else "wrong" if wrong else value
        for value, blank, wrong in zip(values, read.blank, read.wrong, strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 234,56 €", "1234.56"),
        ("1\u00a0234,56\u00a0€", "1234.56"),
        ("1\u202f234,56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234.56", "1234.56"),
        ("$1,234.56", "1234.56"),
        ("(1 234,56)", "-1234.56"),
        ("1 234,56-", "-1234.56"),
        ("-12", "-12"),
        ("−12,5", "-12.5"),
        ("12,5 k€", "12500"),
        ("1,2 M€", "1200000"),
        ("CHF 1'234.50", "1234.50"),
        ("1’234.50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("9 000 €", "9000"),
        ("0.30000000000000004", "0.3"),
        ("1e3", "1000"),
        (".5", "0.5"),
    ],
)
def test_notations(text: str, value: str) -> None:
    assert numbers([text]) == [Decimal(value)]


@pytest.mark.parametrize("text", ["abc", "12 rue X", "1.2.3,4,5", "2012-03-01", "#DIV/0!", "true", "9" * 80])
def test_what_is_no_number(text: str) -> None:
    assert not looks_like_number(text)
    assert numbers([text]) == ["wrong"]


@pytest.mark.parametrize("text", [None, "", "  ", "-", "n/a", "N/A", "NA"])
def test_what_is_nothing(text: str | None) -> None:
    assert numbers([text]) == ["blank"]


def test_a_column_decides_what_a_point_means() -> None:
    """In a French text file 1.234 is a thousand when its neighbours have decimal commas."""
    assert numbers(["1.234", "12,50"], from_text=True) == [Decimal(1234), Decimal("12.5")]
    assert numbers(["1.234", "12.50"], from_text=True) == [Decimal("1.234"), Decimal("12.5")]
    assert numbers(["1.234", "12,50"]) == [Decimal("1.234"), Decimal("12.5")]  # a workbook's own number
    assert decimal_mark(["1,234", "5,678"]) == "."


@given(st.lists(st.decimals(-(10**9), 10**9, places=4), min_size=1, max_size=30))
def test_every_notation_gives_the_same_number(values: list[Decimal]) -> None:
    plain = [f"{value:f}" for value in values]
    french = [f"{value:,.4f}".replace(",", "\u202f").replace(".", ",") + " €" for value in values]
    english = [f"{value:,.4f}" for value in values]
    assert numbers(plain) == numbers(french) == numbers(english) == values


@given(
    st.lists(
        st.none()
        | st.integers(-5, 5).map(float)
        | st.integers(10**6, 10**6 + 9).map(float)
        | st.floats(allow_nan=False).map(lambda value: value + 0.0),
        max_size=30,
    )
)
def test_numbers_have_the_same_code_where_they_are_equal(values: list[float | None]) -> None:
    codes = codes_of_numbers(pa.chunked_array([pa.array(values, pa.float64())])).tolist()
    assert [code == -1 for code in codes] == [value is None for value in values]
    pairs = [(values[i] == values[j], codes[i] == codes[j]) for i in range(len(values)) for j in range(i)]
    assert all(equal == same for equal, same in pairs)
    assert max(codes, default=0) <= CLOSE * max(1, len(values))
