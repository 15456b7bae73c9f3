"""What people type as a number, in both languages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT, from_decimal
from lib.base.typed_numbers import typed_number
from lib.texts import LANGUAGES, Language, Texts, marks


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("72,5 %", "72.5", "72.5"),
        ("72.5", "72.5", "72.5"),
        ("50 000 €", "50000", "50000"),
        ("50\u202f000\u00a0€", "50000", "50000"),
        ("50k", "50000", "50000"),
        ("1,5 k€", "1500", "1500"),
        ("2 M", "2000000", "2000000"),
        ("1,234.50", "1234.50", "1234.50"),
        ("1.234,50", "1234.50", "1234.50"),
        ("1.234", "1234", "1.234"),
        ("1,234", "1.234", "1234"),
        ("1.234.567", "1234567", None),
        ("$1,234,567", None, "1234567"),
        ("12 clients", "12", "12"),
        ("CHF 12", None, None),
        ("-5", None, None),
        ("", None, None),
        ("abc", None, None),
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
    assert found is None or found >= 0
