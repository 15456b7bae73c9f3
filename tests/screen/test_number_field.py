"""A field for a number is read as people write numbers in both languages, and shows it as they read it."""

from decimal import Decimal

import pytest
from babel.numbers import parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from lib.base.bounds import Bounds
from lib.base.money import UNIT
from lib.screen.typed_number import plain_decimal, typed_parts, written
from lib.texts import LANGUAGES, Language, Texts, marks
from tests.lists import TOY, list_of
from tests.pages.app import open_app, state_of, words

HOURS = Bounds(0, 200_000 * 60, 60)


@pytest.mark.parametrize(
    ("typed", "decimal", "minutes"),
    [
        ("1600", ",", 96_000),
        ("1 600,5", ",", 96_030),
        ("1\u202f600,5", ",", 96_030),
        ("1600.5", ",", 96_030),
        ("1.600", ",", 96_000),
        ("1.600", ".", 96),
        ("1,600.5", ".", 96_030),
        ("1600.5 h", ".", 96_030),
        ("30 %", ",", 1_800),
        ("0", ",", 0),
        ("200 000", ",", 12_000_000),
        ("200 000,1", ",", "too_large"),
        ("-1", ",", "too_small"),
        ("−1", ",", "too_small"),
        ("beaucoup", ",", "not_a_number"),
        ("12x34", ",", "not_a_number"),
        ("9" * 40, ",", "not_a_number"),
    ],
)  # fmt: skip
def test_what_is_typed_becomes_the_parts_that_are_held(typed: str, decimal: str, minutes: int | str) -> None:
    assert typed_parts(typed, HOURS, decimal) == minutes


@given(
    parts=st.integers(0, 10**12),
    unit=st.sampled_from([1, 100, UNIT]),
    language=st.sampled_from(LANGUAGES),
)
def test_what_is_shown_is_read_back_as_the_number_it_shows(parts: int, unit: int, language: Language) -> None:
    """Babel's own reader is the second opinion."""
    shown = written(plain_decimal(parts, unit), Texts(language))
    assert abs(parse_decimal(shown, locale=language) - Decimal(parts) / unit) <= Decimal("0.005")
    read = typed_parts(shown, Bounds(0, 10**16, unit), marks(language)[0])
    assert read == parse_decimal(shown, locale=language) * unit


@pytest.mark.parametrize(("language", "shown"), [("fr", "1\u202f600"), ("en", "1,600")])
def test_a_field_follows_the_notation_of_its_reader(language: Language, shown: str) -> None:
    app = open_app("tiers", list_of(TOY), language)
    assert app.text_input(key="hours").value == shown


def test_what_cannot_be_stays_as_it_was_typed_and_is_said_until_it_can_be() -> None:
    app = open_app("tiers", list_of(TOY))
    before = state_of(app).plan
    for typed, said in (("beaucoup", "n’est pas un nombre"), ("300 000", "200\u202f000 au plus")):
        app.text_input(key="hours").set_value(typed).run()
        assert not app.exception
        assert state_of(app).plan == before
        assert app.text_input(key="hours").value == typed
        assert [said in error.value for error in app.error] == [True]
    app.text_input(key="hours").set_value("1 600,5").run()
    assert state_of(app).plan.budget_minutes == 96_030
    assert app.text_input(key="hours").value == "1\u202f600,5"
    assert not app.error


def test_an_emptied_field_and_another_language_change_no_plan() -> None:
    app = open_app("tiers", list_of(TOY))
    before = state_of(app).plan
    app.text_input(key="hours").set_value("").run()
    assert app.text_input(key="hours").value == "1\u202f600"
    app.text_input(key="hours").set_value("zzz").run()
    state_of(app).language = "en"
    app.run()
    assert state_of(app).plan == before
    assert app.text_input(key="hours").value == "1,600"
    assert "zzz" not in words(app)
    assert not app.error


def test_a_hostile_text_is_said_as_a_text() -> None:
    app = open_app("tiers", list_of(TOY))
    app.text_input(key="hours").set_value("[x](http://a) **b** `c` <i>").run()
    assert not app.exception
    assert "\\[x\\]" in app.error[0].value
