"""What the browser gets of the curve: small, exact at the cuts, and honest about how far a handle can go."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.plan.compute import compute, shares_at
from lib.plan.moves import move_threshold
from lib.plan.plan import Plan
from lib.texts import LANGUAGES, Language, Texts
from lib.tiers.live_curve import MOST_POINTS, handles, thinned_curve, ties_stay_together
from lib.tiers.widgets.board.component import words
from tests.lists import TOY, list_of

REVENUES = st.lists(st.integers(1, 60), min_size=2, max_size=40)


def test_the_curve_of_a_short_list_holds_every_rank() -> None:
    points = json.loads(thinned_curve(list_of(TOY)).points)
    assert points["ranks"] == list(range(11))
    assert points["shares"] == [0, 0.4, 0.6, 0.7, 0.78, 0.84, 0.89, 0.93, 0.96, 0.985, 1]
    assert [amount // 10_000 for amount in points["amounts"]] == [400, *TOY]


def test_the_curve_of_a_long_list_is_thinned_and_small() -> None:
    revenue = np.sort(np.random.default_rng(3).lognormal(9, 1.7, 200_000)).astype(int) + 1
    clients = list_of(revenue.tolist())
    curve = thinned_curve(clients)
    points = json.loads(curve.points)
    assert len(points["ranks"]) == len(points["shares"]) == len(points["amounts"]) <= MOST_POINTS
    assert (points["ranks"][0], points["ranks"][-1], curve.clients) == (0, 200_000, 200_000)
    assert len(curve.points) < 20_000
    descending = np.sort(revenue)[::-1]
    exact = np.cumsum(descending)[np.array(points["ranks"][1:]) - 1] / descending.sum()
    assert np.allclose(points["shares"][1:], exact, atol=1e-8)


def test_another_list_has_another_identity() -> None:
    assert thinned_curve(list_of(TOY)).identity == thinned_curve(list_of(TOY[::-1])).identity
    assert thinned_curve(list_of(TOY)).identity != thinned_curve(list_of([*TOY, 15])).identity


def test_a_handle_says_what_lies_at_its_cut_and_how_far_it_can_go() -> None:
    clients = list_of(TOY)
    result = compute(clients, Plan(method="count", tier_count=3, counts=(3, 3)))
    upper, lower = handles(result)
    assert (upper.rank, upper.share, upper.amount) == (3, 0.7, 100 * 10_000)
    assert (upper.first, upper.last, upper.above, upper.upto) == (1, 5, 0, 0.84)
    assert (lower.first, lower.last, lower.above, lower.upto) == (4, 9, 0.7, 0.985)


def test_handles_stop_where_equal_clients_would_be_parted() -> None:
    clients = list_of([50, 50, 20, 20, 20, 10, 5])
    result = compute(clients, Plan(method="count", tier_count=3, counts=(2, 3)))
    upper, lower = handles(result)
    assert ties_stay_together(result)
    assert (upper.first, upper.last) == (2, 2)
    assert (lower.first, lower.last) == (5, 6)
    apart = compute(clients, Plan(method="count", tier_count=3, counts=(2, 3), keep_ties=False))
    assert not ties_stay_together(apart)
    assert [(handle.first, handle.last) for handle in handles(apart)] == [(1, 4), (3, 6)]


@given(REVENUES, st.integers(2, 6), st.booleans(), st.data())
def test_within_its_bounds_a_handle_moves_alone(
    revenues: list[int], count: int, keep_ties: bool, data: st.DataObject
) -> None:
    """The law that the picture relies on: no other boundary moves, and none of the tiers is empty."""
    clients = list_of(revenues)
    before = compute(clients, Plan(tier_count=count, keep_ties=keep_ties))
    found = handles(before)
    if not found:
        return
    index = data.draw(st.integers(0, len(found) - 1))
    handle = found[index]
    assert handle.first <= handle.rank <= handle.last
    rank = data.draw(st.integers(handle.first, handle.last))
    after = compute(clients, move_threshold(clients, before.plan, index, shares_at(clients, (rank,))[0]))
    others = [cut for place, cut in enumerate(before.cuts) if place != index]
    assert [cut for place, cut in enumerate(after.cuts) if place != index] == others
    assert handle.first <= after.cuts[index] <= handle.last
    if rank in clients.tie_ends or not ties_stay_together(before):
        assert after.cuts[index] == rank


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("currency", [None, "EUR", "USD", "CHF", "XYZ"])
def test_what_the_browser_fills_in_reads_as_the_app_writes_it(
    language: Language, currency: str | None
) -> None:
    texts, clients = Texts(language), replace(list_of(TOY), currency=currency)
    said = words(texts, clients)
    assert said["money"].format(amount=texts.integer(1234)) == texts.money(1234 * UNIT, currency)
    assert said["percent"].format(share=texts.number(12.3)) == texts.percent(0.123, 1)
    for form, count in (("one", 1), ("other", 2000)):
        assert said[form].format(count=texts.integer(count)) == texts.plural("count.clients", count)
    fields = {"handle": "upper lower", "revenue": "share", "amount": "amount"}
    assert all(f"{{{field}}}" in said[key] for key, names in fields.items() for field in names.split())
