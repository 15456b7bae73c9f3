"""The ranking and its concentration against published and hand-made figures."""

from fractions import Fraction
from math import ceil

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import LIMIT
from lib.clients.hit_parade import clients_for, hit_parade, top_share
from lib.clients.model import ClientList, client_list
from lib.ranking.ranking import concentration, curve, dependence, own_law_rank
from tests.lists import TOY, list_of

REVENUES = st.lists(st.integers(1, 10**12), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("revenues", "gini"),
    [
        (TOY, 0.517),
        ([3, 3, 3], 0.0),
        (list(range(1, 101)), 0.33),  # (n − 1) / 3n
        ([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261], 0.46209113),
        ([1, 15, 25, 17, 2, 3, 5, 6, 2, 3, 22], 0.489648964896),
        ([7], 0.0),
    ],
)
def test_gini(revenues: list[int], gini: float) -> None:
    assert concentration(list_of(revenues)).gini == pytest.approx(gini, abs=1e-8)


@pytest.mark.parametrize(
    ("revenues", "hhi"),
    [
        (TOY, 0.22585),
        ([30, 30, 20, 20], 0.26),  # the two examples of the competition authorities
        ([40, 30, 20, 10], 0.30),
        ([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261], 0.1840812309),
        ([5] * 8, 0.125),
        ([7], 1.0),
    ],
)
def test_hhi_and_effective_clients(revenues: list[int], hhi: float) -> None:
    figures = concentration(list_of(revenues))
    assert figures.hhi == pytest.approx(hhi, abs=1e-9)
    assert figures.effective_clients == pytest.approx(1 / hhi)


def test_the_worked_example() -> None:
    figures = concentration(list_of(TOY))
    assert figures.largest_share == 0.4
    assert figures.top5_share == pytest.approx(0.84)
    assert figures.top20_share == pytest.approx(0.6)
    assert figures.clients_for_80 == 5
    assert figures.client_share_for_80 == 0.5
    assert figures.own_law == (0.3, 0.7)  # lands exactly on 1


def test_a_threshold_met_to_the_cent_needs_no_further_client() -> None:
    clients = list_of(TOY)
    assert clients_for(clients, Fraction(70, 100)) == 3
    assert clients_for(clients, Fraction(70, 100) + Fraction(1, 10**12)) == 4
    assert clients_for(clients, Fraction(0)) == 1
    assert clients_for(clients, Fraction(1)) == 10


def test_the_first_fifth_is_rounded_up() -> None:
    assert concentration(list_of([50, 30, 10, 5, 3, 2])).top20_share == pytest.approx(0.8)
    assert concentration(list_of([50, 30, 10, 5, 5])).top20_share == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("share", "level"),
    [
        (0.0999, None),
        (0.10, "disclosure"),
        (0.15, "adviser"),
        (0.2, "factoring"),
        (0.25, "alert"),
        (1, "alert"),
    ],
)
def test_dependence(share: float, level: str | None) -> None:
    assert dependence(share) == level


@given(REVENUES)
def test_concentration_by_its_definitions(revenues: list[int]) -> None:
    clients = list_of(revenues, unit=1)
    figures = concentration(clients)
    ranked, total, n = sorted(revenues, reverse=True), sum(revenues), len(revenues)
    sums = [sum(ranked[: m + 1]) for m in range(n)]
    assert figures.clients_for_80 == next(m for m in range(1, n + 1) if 5 * sums[m - 1] >= 4 * total)
    assert own_law_rank(clients) == next(
        m for m in range(1, n + 1) if Fraction(m, n) + Fraction(sums[m - 1], total) >= 1
    )
    assert figures.top20_share == sums[ceil(n / 5) - 1] / total
    differences = sum(abs(a - b) for a in revenues for b in revenues)
    assert figures.gini == pytest.approx(differences / (2 * n * total), abs=1e-9)
    assert figures.effective_clients * (1 + 1e-9) >= 1
    assert figures.effective_clients <= n * (1 + 1e-9)


@given(revenues=REVENUES, order=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(revenues: list[int], order: object) -> None:
    clients = list_of(revenues, unit=1)
    table = pd.concat([clients.ranked, clients.set_apart])
    places = list(range(len(table)))
    order.shuffle(places)  # type: ignore[attr-defined]
    shuffled = client_list(table.iloc[places], clients.report)
    pd.testing.assert_frame_equal(shuffled.ranked, clients.ranked)
    pd.testing.assert_frame_equal(hit_parade(shuffled), hit_parade(clients))


def test_equal_revenues_rank_by_name_then_number_and_the_rest_is_set_apart() -> None:
    table = pd.DataFrame(
        {
            "client": ["Zoé", "Abel", "Abel", "Credit", "Dormant"],
            "number": ["1", "9", "2", "3", "4"],
            "revenue": [50, 50, 50, -10, 0],
            "rows": [1, 1, 1, 1, 1],
        }
    )
    before = table.copy()
    clients = client_list(table, list_of([1]).report)
    assert clients.ranked["number"].tolist() == ["2", "9", "1"]
    assert clients.set_apart["client"].tolist() == ["Dormant", "Credit"]
    assert (clients.total, clients.total_set_apart) == (150, -10)
    pd.testing.assert_frame_equal(table, before)


def test_amounts_too_large_to_add_are_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        list_of([LIMIT // 2, LIMIT // 2], unit=1)
    assert list_of([LIMIT // 2, LIMIT // 4], unit=1).total == LIMIT // 2 + LIMIT // 4


@given(REVENUES)
def test_cumulative_shares_never_decrease_and_end_at_one(revenues: list[int]) -> None:
    table = hit_parade(list_of(revenues, unit=1))
    shares = table["cumulative_share"].to_numpy()
    assert (np.diff(shares) >= 0).all()
    assert shares[-1] == 1.0
    assert table["rank"].tolist() == list(range(1, len(revenues) + 1))
    assert table["revenue_share"].sum() == pytest.approx(1)


def large_list(n: int = 30_000) -> ClientList:
    return list_of([10**9 // rank for rank in range(1, n + 1)], unit=1)


def test_the_curve_is_thinned_without_a_visible_error() -> None:
    clients = large_list()
    keep = (7, 1234, 29_999)
    points = curve(clients, keep)
    assert len(points) <= 500
    assert set(keep) | {0, clients.count} <= set(points["rank"])
    assert points["rank"].is_monotonic_increasing
    drawn = np.interp(np.arange(clients.count + 1), points["rank"], points["revenue_share"])
    exact = clients.cumulative / clients.total
    assert np.abs(drawn - exact).max() < 0.0005  # a quarter of a pixel on a screen 500 pixels high
    assert points["revenue_share"].tolist() == pytest.approx(exact[points["rank"]].tolist())


def test_a_short_curve_is_whole() -> None:
    points = curve(list_of(TOY), keep=(5,))
    assert points["rank"].tolist() == list(range(11))
    assert points["revenue_share"].iloc[[0, 5, 10]].tolist() == [0, 0.84, 1]


def test_top_share() -> None:
    assert top_share(list_of(TOY), 0) == 0
    assert top_share(list_of(TOY), 10) == 1
    assert top_share(list_of([16, 9]), 1) == 0.64
