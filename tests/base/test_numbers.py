"""What people type as a number, in both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT, from_decimal
from lib.base.numbers import typed_number
from lib.texts import LANGUAGES, Language, Texts, marks


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("1,500", "1.500", "1500"),
        ("1.500", "1500", "1.500"),
        ("1,500.5", "1500.5", "1500.5"),
        ("1,5", "1.5", "1.5"),
        ("1.5", "1.5", "1.5"),
        ("0,125", "0.125", "0.125"),
        ("0.125", "0.125", "0.125"),
        ("1234,567", "1234.567", "1234.567"),
        ("1234.567", "1234.567", "1234.567"),
        (",5", "0.5", "0.5"),
        ("72,5 %", "72.5", "72.5"),
        ("72.5", "72.5", "72.5"),
        (" 1\u202f500 ", "1500", "1500"),
        ("1'500.25", "1500.25", "1500.25"),
        ("50 000 €", "50000", "50000"),
        ("50\u202f000\u00a0€", "50000", "50000"),
        ("50k", "50000", "50000"),
        ("50 k€", "50000", "50000"),
        ("50 KEUR", "50000", "50000"),
        ("1,5 k€", "1500", "1500"),
        ("2 M", "2000000", "2000000"),
        ("2 millions", "2000000", "2000000"),
        ("90 min", "90", "90"),
        ("6 mois", "6", "6"),
        ("12 h", "12", "12"),
        ("45 €/h", "45", "45"),
        ("3 ×", "3", "3"),
        ("1,234.50", "1234.50", "1234.50"),
        ("1.234,50", "1234.50", "1234.50"),
        ("1.234.567", "1234567", "1234567"),
        ("$1,234,567", "1234567", "1234567"),
        ("12 clients", "12", "12"),
        ("-5", "-5", "-5"),
        ("−5 €", "-5", "-5"),
        ("5-", "-5", "-5"),
        ("(12,5)", "-12.5", "-12.5"),
        ("0", "0", "0"),
        ("1.2.3", None, None),
        ("1,23,4", None, None),
        ("(12", None, None),
        ("12€50", None, None),
        ("12 h 30", None, None),
        ("1-2", None, None),
        ("CHF 12", None, None),
        ("", None, None),
        ("abc", None, None),
        ("nan", None, None),
        ("inf", None, None),
        ("1e999", None, None),
        ("9" * 19, None, None),
    ],
)
def test_numbers(text: str, french: str | None, english: str | None) -> None:
    expected = {"fr": french, "en": english}
    for language in LANGUAGES:
        wanted = expected[language]
        assert typed_number(text, marks(language)[0]) == (None if wanted is None else Decimal(wanted))


@given(
    amount=st.integers(0, 10**12),
    language=st.sampled_from(LANGUAGES),
    currency=st.sampled_from([None, "EUR", "USD", "GBP"]),
)
def test_what_the_app_writes_can_be_typed_back(amount: int, language: Language, currency: str | None) -> None:
    shown = Texts(language).money(amount * UNIT // 100, currency, cents=True)
    found = typed_number(shown, marks(language)[0])
    assert found is not None
    assert from_decimal(found) == amount * UNIT // 100


@given(text=st.text(max_size=30), language=st.sampled_from(LANGUAGES))
def test_no_text_breaks_it(text: str, language: Language) -> None:
    found = typed_number(text, marks(language)[0])
    assert found is None or found.is_finite()


@given(number=st.decimals(-(10**9), 10**9, places=3), language=st.sampled_from(LANGUAGES))
def test_a_number_in_the_marks_of_the_reader_is_that_number(number: Decimal, language: Language) -> None:
    decimal, group = marks(language)
    written = f"{number:,}".replace(",", "_").replace(".", decimal).replace("_", group)
    assert typed_number(written, decimal) == number
