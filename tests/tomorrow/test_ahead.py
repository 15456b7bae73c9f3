"""What may come: erosion, what if, candidates and fading clients, against small cases and plain counts."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.keys import rank_of
from lib.clients.model import ClientList
from lib.plan.compute import PlanResult, compute, tier_of
from lib.plan.plan import Plan
from lib.plan.potential_settings import PotentialSettings, TypedPotential
from lib.plan.profit_settings import ProfitSettings
from lib.plan.tomorrow_settings import TomorrowSettings
from lib.reading.clients_from_rows import read_file
from lib.tomorrow.ahead.candidates import (
    LATE,
    candidates,
    cost_of_pins,
    dismiss,
    fading,
    mark,
    parts_of,
    pin,
    recall,
    unpin,
)
from lib.tomorrow.ahead.erosion import YEARS, Erosion, ahead, erosion, wears
from lib.tomorrow.ahead.what_if import changed_list, today, what_if
from lib.tomorrow.movement.movements import movement
from lib.tomorrow.periods import Pair, pairs
from tests.lists import TOY, list_of, sold

DAY = date(2026, 3, 3)
BOUGHT = {
    "Large": [900, 500],
    "Steady": [600, 600],
    "Climber": [50, 150],
    "Slow": [100, 104],
    "Doubled": [100, 200],
    "New": [0, 90],
    "Gone": [150, 0],
}
SHOP = sold(BOUGHT, 2024, ranked_by_last=True)
PLAN = Plan(tier_count=3)


def at(clients: ClientList, plan: Plan) -> tuple[PlanResult, Pair]:
    return compute(clients, plan), pairs(clients)[0]


def test_erosion_is_one_less_gross_retention() -> None:
    result, pair = at(SHOP, PLAN)
    found = erosion(movement(result, pair))
    assert found is not None
    # The first tier of 2024 is Large alone: 900 of 1900 is more than a third.
    assert found.clients == 1
    assert found.yearly == pytest.approx(1 - 500 / 900)
    assert found.low == pytest.approx(found.yearly)
    assert found.high == pytest.approx(found.yearly)


def test_the_years_ahead_are_compound_and_need_promotions() -> None:
    found = Erosion(clients=5, yearly=0.1, low=0.05, high=0.2, base=1000 * UNIT, entry=120 * UNIT)
    assert found.lost(1) == 100 * UNIT
    assert found.lost(2) == 190 * UNIT
    assert found.promotions(found.lost(1)) == 1
    assert found.promotions(found.lost(2)) == 2
    table = ahead(found, 0.1)
    assert table["left"].tolist() == [round(1000 * UNIT * 0.9**year) for year in range(YEARS + 1)]
    assert table["low"].tolist() == [round(1000 * UNIT * 0.8**year) for year in range(YEARS + 1)]
    assert (table["low"] <= table["left"]).all()
    assert (table["left"] <= table["high"]).all()
    moved = ahead(found, 0.3)
    assert moved["low"].iloc[1] == round(1000 * UNIT * 0.6)
    assert ahead(found, 0.0)["left"].tolist() == [1000 * UNIT] * (YEARS + 1)


amounts = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=3, max_size=40)


@given(amounts)
def test_the_range_is_one_of_shares_and_holds_for_any_order_of_rows(years: list[tuple[int, int]]) -> None:
    by_name = {f"Client {place}": list(pair) for place, pair in enumerate(years)}
    if not any(then for then, _ in years):
        return
    found, turned = (
        erosion(movement(*at(clients, Plan(tier_count=2))))
        for clients in (
            sold(by_name, 2024, ranked_by_last=True),
            sold(dict(reversed(by_name.items())), 2024, ranked_by_last=True),
        )
    )
    if found is None or turned is None:
        assert found is turned
        return
    assert 0 <= found.low <= found.high <= 1
    assert 0 <= found.yearly <= 1
    assert found.base == turned.base
    assert found.entry == turned.entry


def test_the_range_of_alike_clients_is_that_of_the_binomial_law() -> None:
    """Of 400 equal clients 80 are lost: redrawn, the share has the scatter of 400 throws of a coin of 0.2."""
    by_name = {f"Client {place:03d}": [100, 0 if place < 80 else 100] for place in range(400)}
    clients = sold(by_name, 2024, ranked_by_last=True)
    moves = movement(*at(clients, PLAN))
    everybody_first = np.zeros(400, dtype=np.int64)
    found = erosion(replace(moves, tier_then=everybody_first, tier_now=np.where(moves.now > 0, 0, -1)))
    assert found is not None
    scatter = 1.2816 * (0.2 * 0.8 / 400) ** 0.5
    assert found.yearly == pytest.approx(0.2)
    assert [found.low, found.high] == pytest.approx([0.2 - scatter, 0.2 + scatter], abs=0.004)


def test_the_largest_leaves() -> None:
    clients = list_of(TOY)
    plan = Plan(profit=ProfitSettings(fixed_costs=10 * UNIT))
    result = compute(clients, plan)
    after = what_if(result, "first_leaves")
    assert after is not None
    assert after.clients.total == clients.total - int(clients.revenue[0])
    assert after.clients.ranked["client"].tolist() == clients.ranked["client"].tolist()[1:]
    assert after.result == compute(list_like(clients, clients.ranked["revenue"].tolist()[1:]), plan)
    assert sum(tier.minutes for tier in after.result.tiers) == plan.budget_minutes
    assert today(result).result is result


def list_like(clients: ClientList, amounts: list[int]) -> ClientList:
    return list_of([amount // UNIT for amount in amounts])


def test_the_first_three_halve() -> None:
    clients = list_of([100, 60, 51, 40, 30])
    after = changed_list(clients, "three_halve")
    assert after is not None
    assert sorted(after.revenue // (UNIT // 2), reverse=True) == [100, 80, 60, 60, 51]
    assert clients.revenue.tolist() == [100 * UNIT, 60 * UNIT, 51 * UNIT, 40 * UNIT, 30 * UNIT]


def test_without_the_only_client_nobody_is_left() -> None:
    clients = list_of([5])
    assert what_if(compute(clients, Plan(tier_count=2)), "first_leaves") is None


def test_candidates_are_those_below_the_top_who_climb() -> None:
    result, pair = at(SHOP, PLAN)
    table = candidates(result, pair, DAY)
    # The tier above begins with Large's 500. With the same gain again Climber brings half of that, New 180.
    assert set(table["client"]) == {"Climber", "Doubled"}
    by_name = table.set_index("client")
    assert by_name.loc["Doubled", "growth_part"] == 1
    assert by_name.loc["Climber", "growth_part"] == 1
    assert by_name.loc["Doubled", "gain"] == 100 * UNIT
    assert (by_name["heading"] < by_name["tier"]).all()
    assert parts_of(table) == ["growth_part"]
    assert by_name.loc["Doubled", "score"] == 100


def test_who_gains_no_rank_or_stays_small_is_no_large_client_of_tomorrow() -> None:
    grown = {
        "Large": [900, 900],
        "Second": [400, 500],
        "Passed": [300, 360],
        "Passer": [290, 480],
        "New": [0, 9],
    }
    result, pair = at(sold(grown, 2024, ranked_by_last=True), Plan(tier_count=2))
    assert result.cuts == (1,)
    # Passed grows by a fifth and falls from the third place to the fourth; New would bring 18 next year.
    assert set(candidates(result, pair, DAY)["client"]) == {"Passer"}
    marked, _ = at(sold(grown, 2024, ranked_by_last=True), mark(result.plan, "New", 1))
    assert set(candidates(marked, pair, DAY)["client"]) == {"Passer", "New"}


def test_an_erosion_of_nothing_is_not_drawn() -> None:
    still = Erosion(clients=5, yearly=0.0, low=0.0, high=0.0, base=1000 * UNIT, entry=120 * UNIT)
    assert not wears(still, 0.0)
    assert wears(still, 0.01)
    assert wears(replace(still, high=0.1), 0.0)


def test_the_mark_of_the_user_counts_and_brings_in_whom_she_marks() -> None:
    plan = mark(mark(PLAN, "Slow", 3), "New", 1)
    result, pair = at(SHOP, plan)
    table = candidates(result, pair, DAY).set_index("client")
    assert table.loc["Slow", "score"] == pytest.approx((0.04 + 1) / 2 * 100)
    assert table.loc["New", "score"] == pytest.approx((0.5 + 1 / 3) / 2 * 100)
    assert table.loc["Doubled", "score"] == pytest.approx(50)
    assert mark(plan, "Slow", 0).tomorrow.potentials == (("New", 1),)


def test_a_pinned_client_gets_the_service_it_is_heading_for_and_the_others_pay() -> None:
    result, pair = at(SHOP, PLAN)
    heading = int(candidates(result, pair, DAY).set_index("client").loc["Doubled", "heading"])
    plan = pin(PLAN, "Doubled", heading, "tomorrow")
    pinned = compute(SHOP, plan)
    rank = rank_of(SHOP, "Doubled")
    assert rank is not None
    assert tier_of(pinned, rank) == heading
    costs = {one.tier: one for one in cost_of_pins(pinned)}
    assert costs[heading].clients_after == costs[heading].clients_before + 1
    assert costs[heading].minutes_after < costs[heading].minutes_before
    assert sum(tier.minutes for tier in pinned.tiers) == plan.budget_minutes
    assert candidates(pinned, pair, DAY)["client"].iloc[0] == "Doubled"
    assert unpin(plan, "Doubled") == PLAN
    assert cost_of_pins(result) == ()


def test_dismissed_clients_stay_away_until_they_are_called_back() -> None:
    plan = dismiss(pin(PLAN, "Doubled", 0, "tomorrow"), "Doubled")
    assert plan.tomorrow == TomorrowSettings(dismissed=("Doubled",))
    assert plan.placed == ()
    result, pair = at(SHOP, plan)
    assert "Doubled" not in set(candidates(result, pair, DAY)["client"])
    assert recall(plan) == PLAN
    assert pin(plan, "Doubled", 0, "tomorrow").tomorrow.dismissed == ()


def orders() -> ClientList:
    """Two years of a shop with monthly buyers, one of whom has gone quiet, and one who buys twice a year."""
    lines = ["Client;Date;Article;Montant HT"]
    for month in range(24):
        day = f"{2024 + month // 12}-{month % 12 + 1:02d}-05"
        lines.append(f"Monthly;{day};A{month % 5};500")
        if month < 18:
            lines.append(f"Quiet;{day};A1;700")
        if month % 6 == 3:
            lines.append(f"Seldom;{day};A2;900")
        lines.append(f"Small;{day};A{month % 2};{10 + 2 * month}")
    lines.append("Monthly;2025-12-30;A1;500")
    return read_file("\n".join(lines).encode(), "a.csv")


def test_who_is_later_than_its_own_rhythm_is_on_the_list_with_its_reason() -> None:
    clients = orders()
    result, pair = at(clients, Plan(tier_count=2))
    table = fading(result, pair, DAY).set_index("client")
    assert "Seldom" not in table[table["late"]].index
    assert bool(table.loc["Quiet", "late"])
    assert bool(table.loc["Quiet", "smaller"])
    last, end = np.datetime64("2025-06-05"), np.datetime64("2025-12-30")
    assert table.loc["Quiet", "silent"] == (end - last).astype(int)
    days = [date(2024 + month // 12, month % 12 + 1, 5) for month in range(18)]
    usual = median((after - before).days for before, after in pairwise(days))
    assert table.loc["Quiet", "rhythm"] == usual
    assert table.loc["Quiet", "silent"] > LATE * usual


def test_the_parts_of_the_score_are_what_the_lines_say() -> None:
    clients = orders()
    result, pair = at(clients, mark(Plan(tier_count=2), "Small", 1))
    table = candidates(result, pair, DAY).set_index("client")
    assert table.loc["Small", "regularity"] == 1
    silent = (np.datetime64("2026-01-01") - np.datetime64("2025-12-05")).astype(int)
    assert table.loc["Small", "recency"] == pytest.approx(1 - silent / 365)
    assert 0 < table.loc["Small", "range"] <= 1
    known = [table.loc["Small", part] for part in parts_of(table)]
    assert table.loc["Small", "score"] == pytest.approx(sum(known) / len(known) * 100)


@given(amounts)
def test_scores_are_between_0_and_100_and_nobody_is_both(years: list[tuple[int, int]]) -> None:
    by_name = {f"Client {place}": list(pair) for place, pair in enumerate(years)}
    clients = sold(by_name, 2024, ranked_by_last=True)
    if not pairs(clients):
        return
    result, pair = at(clients, Plan(tier_count=3))
    table, falling = candidates(result, pair, DAY), fading(result, pair, DAY)
    assert table["score"].between(0, 100).all()
    assert (table["heading"] < table["tier"]).all()
    assert not set(table["client"]) & set(falling["client"])


def test_candidates_are_scored_by_their_headroom_where_it_is_known() -> None:
    """With half of what is missing to the tier above as headroom a client has half the points, with more than
    all of it all; of Climber nothing is known, and its score is the mean without."""
    result, pair = at(SHOP, PLAN)
    plain = candidates(result, pair, DAY).set_index("client")
    assert "headroom" not in plain
    above = result.boundaries[int(plain.loc["Doubled", "tier"]) - 1].above // UNIT
    for potential, part in (((200 + above) // 2, 0.5), (above + 300, 1.0), (150, 0.0)):
        typed = PotentialSettings(typed=(TypedPotential("Doubled", potential * UNIT),))
        table = candidates(compute(SHOP, replace(PLAN, potential=typed)), pair, DAY).set_index("client")
        assert table.loc["Doubled", "headroom"] == pytest.approx(part)
        assert table.loc[["Climber"], "headroom"].isna().all()
        assert table.loc["Climber", "score"] == pytest.approx(plain.loc["Climber", "score"])
