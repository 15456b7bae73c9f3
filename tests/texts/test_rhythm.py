"""A year's minutes in words, in both languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.texts import Texts
from lib.texts.rhythm import rhythm

FR, EN = Texts("fr"), Texts("en")


@pytest.mark.parametrize(
    ("minutes", "english", "french"),
    [
        (160 * 60, "3\u00a0h\u00a005 a week", "3\u00a0h\u00a005 par semaine"),
        (52 * 60, "1\u00a0h a week", "1\u00a0h par semaine"),
        (52 * 60 - 1, "4\u00a0h\u00a020 a month", "4\u00a0h\u00a020 par mois"),
        (26 * 60, "2\u00a0h\u00a010 a month", "2\u00a0h\u00a010 par mois"),
        (12 * 60, "1\u00a0h a month", "1\u00a0h par mois"),
        (6 * 60, "one 30-minute call a month", "un appel de 30\u00a0min par mois"),
        (2 * 60 + 23, "one 10-minute call a month", "un appel de 10\u00a0min par mois"),
        (60, "one 15-minute call a quarter", "un appel de 15\u00a0min par trimestre"),
        (25, "one 10-minute call every six months", "un appel de 10\u00a0min par semestre"),
        (14, "one 15-minute call a year", "un appel de 15\u00a0min par an"),
        (5, "5\u00a0min a year", "5\u00a0min par an"),
        (0.2, "1\u00a0min a year", "1\u00a0min par an"),
        (0, "nothing", "rien"),
    ],
)
def test_a_year_in_words(minutes: float, english: str, french: str) -> None:
    assert rhythm(minutes, EN) == english
    assert rhythm(minutes, FR) == french


@given(st.floats(0, 1e6))
def test_there_is_a_word_for_any_time(minutes: float) -> None:
    assert rhythm(minutes, EN)
