"""A rate of exchange on each row, of any size: amounts in the firm's currency by exact fractions, and no rate
that makes an amount up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.parsing.errors import ReadingError
from tests.reading.test_revenue import asked, ranking, read

ROUNDED = Fraction(1, 2 * UNIT)


def converted(*rates: str, amount: str = "100", side: str = "times") -> ClientList:
    """A list in euros with a row in another currency for each rate."""
    rows = "".join(f"C{place};USD;{amount};{rate}\n" for place, rate in enumerate(rates))
    return read(f"Client;Devise;Montant HT;Taux de change\nA;EUR;50;1\nB;EUR;60;1\n{rows}", rate_side=side)


@given(st.integers(1, 10**12), st.integers(0, 8), st.sampled_from(["times", "divided"]))
def test_an_amount_is_converted_exactly_and_rounded_once(whole: int, places: int, side: str) -> None:
    rate = Fraction(whole, 10**places)
    worth = 100 * rate if side == "times" else 100 / rate
    if rate == 1 or worth < Fraction(1, UNIT) or worth > 10**8:
        return
    text = f"{whole // 10**places},{whole % 10**places:0{places}d}" if places else str(whole)
    clients = converted("0,5", text, side=side)
    amounts = dict(zip(clients.ranked["client"], clients.revenue.tolist(), strict=True))
    assert abs(Fraction(amounts["C1"], UNIT) - worth) <= ROUNDED


@pytest.mark.parametrize("odd", ["", "n.c.", "0,5x", "0,000000001"])
def test_a_row_without_a_rate_is_asked_for(odd: str) -> None:
    clients = converted("0,5", odd)
    assert ranking(clients) == {"B": "60", "A": "50", "C0": "50"}
    assert "rate_USD" in asked(clients.report)
    assert [(group.reason, group.rows) for group in clients.report.set_aside] == [("other_currency", 1)]


LARGE = ["92233720369", "100000000000", "149999999999"]
FINE = ["0,5", "0,1234567891"]


@pytest.mark.parametrize("fine", FINE)
@pytest.mark.parametrize("large", [*LARGE, "9" * 30])
def test_a_rate_beyond_all_rates_is_none(large: str, fine: str) -> None:
    """Whatever else stands in the column: it is neither taken nor an exception."""
    clients = converted(fine, large)
    assert set(ranking(clients)) == {"A", "B", "C0"}
    assert [(group.reason, group.rows) for group in clients.report.set_aside] == [("other_currency", 1)]


@pytest.mark.parametrize("side", ["times", "divided"])
def test_amounts_that_are_too_large_by_their_rate_are_refused(side: str) -> None:
    rate = "90000000" if side == "times" else "0,00000001"
    with pytest.raises(ReadingError) as refused:
        converted(rate, amount="9000000000", side=side)
    assert refused.value.code == "amounts_too_large"
