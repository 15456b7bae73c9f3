"""Words are compared without their accents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.accents import without_accents


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Événement reçu", "Evenement recu"),
        ("cœur, Œuvre, æquo", "coeur, OEuvre, aequo"),
        ("e\u0301te\u0301", "ete"),
        ("größer naïve Ñandú", "großer naive Nandu"),
        ("n° 12 d’août", "n° 12 d’aout"),
        ("", ""),
    ],
)
def test_letters_lose_their_marks_and_nothing_else(text: str, plain: str) -> None:
    assert without_accents(text) == plain


@given(st.text())
def test_once_is_enough(text: str) -> None:
    assert without_accents(without_accents(text)) == without_accents(text)
