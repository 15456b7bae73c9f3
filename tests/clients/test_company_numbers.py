"""The company behind the numbers of its establishments; the check digits are reckoned here a second time."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.clients.company_numbers import siren_of

LA_POSTE = "356000000"


def luhn(digits: str) -> int:
    """The sum of digits, every second one from the right doubled."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 * (value > 9) for value in doubled)


def completed(digits: str) -> str:
    return digits + str(-luhn(digits + "0") % 10)


@given(st.text("0123456789", min_size=8, max_size=8), st.text("0123456789", min_size=4, max_size=4))
def test_a_company_is_found_in_all_that_stands_for_it(first: str, establishment: str) -> None:
    siren = completed(first)
    assume(int(first) and siren != LA_POSTE)  # whose establishments are counted in another way
    siret = completed(siren + establishment)
    for text in (siren, siret, f" {siren[:3]} {siren[3:6]}.{siren[6:]} ", f"{siret}.0", f"{siren}.00"):
        assert siren_of(text) == siren
    for text in (siren[:-1] + str((int(siren[-1]) + 1) % 10), siret[:-1] + str((int(siret[-1]) + 1) % 10)):
        assert siren_of(text) == ""


@pytest.mark.parametrize(
    "text", ["", "12345678", "7.3E+13", "1234567890", "Dupont SARL", "73282932O", "²" * 9, "٣" * 14]
)
def test_other_texts_tell_nothing(text: str) -> None:
    assert siren_of(text) == ""


@given(st.text(max_size=20))
def test_no_text_breaks_it(text: str) -> None:
    assert siren_of(text) == "" or siren_of(text).isdigit()
