"""Profit against the method's figures, hand-made cases and laws."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT, Amounts
from lib.clients.model import ClientList, client_list
from lib.plan.budgets import WHOLE
from lib.plan.compute import PlanResult, compute
from lib.plan.hour_costs import hour_cost
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.services import Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.profit.contribution import has_minutes
from lib.profit.curves import reaches, thinned, whale
from lib.profit.profit import profit_of
from lib.profit.sentences import rule_sentences
from lib.texts import Texts
from tests.lists import TOY, list_of
from tests.shared_data import shared

FORTY = ProfitSettings(owner_cost=40 * UNIT, manager_cost=40 * UNIT, team_cost=40 * UNIT, capacity=100)


def list_with(revenues: Sequence[int], **columns: Sequence[int]) -> ClientList:
    """A list with further columns, one value a client in the order of the revenues."""
    plain = list_of(revenues)
    return client_list(plain.ranked.assign(**columns), plain.report)


def test_the_whale_of_the_worked_example() -> None:
    """METHOD § 8: 30 % margin, costs 10,10,10,12,12,12,14,14,14,14."""
    costs = [10, 10, 10, 12, 12, 12, 14, 14, 14, 14]
    parts = np.array([x * 3000 - cost * UNIT for x, cost in zip(TOY, costs, strict=True)])
    curve = whale(parts)
    assert (curve.peak, curve.total, curve.taken_back) == (6, 178 * UNIT, 23 * UNIT)
    assert curve.peak_share == pytest.approx(1.129213, abs=1e-6)


def test_the_same_example_with_costs_of_the_file() -> None:
    costs = [10, 10, 10, 12, 12, 12, 14, 14, 14, 14]
    file = [x * 7000 + cost * UNIT for x, cost in zip(TOY, costs, strict=True)]
    clients = list_with(TOY, cost=file)
    plan = Plan(budget_minutes=0, profit=replace(FORTY, margin_source="file"))
    curve = profit_of(compute(clients, plan)).whale
    assert (curve.peak, curve.total) == (6, 178 * UNIT)
    by_margin = list_with(TOY, margin=[x * UNIT - cost for x, cost in zip(TOY, file, strict=True)])
    assert list(profit_of(compute(by_margin, plan)).margins) == list(
        profit_of(compute(clients, plan)).margins
    )


@pytest.fixture(scope="module")
def northwind() -> ClientList:
    lines = pd.read_excel(shared("business/derived/northwind_order_lines.xlsx"), engine="calamine")
    amounts = np.rint(lines["UnitPrice"] * lines["Quantity"] * (1 - lines["Discount"]) * UNIT)
    sums = amounts.astype("int64").groupby(lines["CustomerID"]).sum()
    plain = list_of([1] * len(sums)).ranked
    table = plain.assign(client=sums.index.astype(str), revenue=sums.to_numpy())
    return client_list(table, list_of([1]).report)


SLICES = Plan(method="count", tier_count=4, counts=(3, 10, 17), budget_minutes=1600 * 60, profit=FORTY)


def test_northwind_loses_sixteen_alike_and_five_in_slices(northwind: ClientList) -> None:
    result = compute(northwind, SLICES)
    assert [tier.clients for tier in result.tiers] == [3, 10, 17, 59]
    alike, plan = profit_of(result).treatments
    assert (alike.losing, plan.losing) == (16, 5)
    assert alike.contribution / UNIT == pytest.approx(315_737.9119, abs=0.01)
    assert abs(alike.contribution - plan.contribution) == 0
    assert set(profit_of(result).loss_makers()["client"]) == {"GALED", "NORTS", "LAUGB", "LAZYK", "CENTC"}


def test_northwind_break_even_revenue_and_whales(northwind: ClientList) -> None:
    result = compute(northwind, SLICES)
    found = [tier.break_even_revenue for tier in profit_of(result).tiers]
    assert [one / UNIT for one in found if one] == pytest.approx(
        [17_777.7778, 5_333.3333, 3_137.2549, 903.9548], abs=0.01
    )
    slices = profit_of(result).whale
    assert (slices.peak, slices.peak_share) == (84, pytest.approx(1.001951, abs=1e-6))
    last = WHOLE - 88 * WHOLE // 89
    alike = compute(
        northwind, replace(SLICES, tier_count=2, counts=(88,), budget_shares=(WHOLE - last, last))
    )
    uniform = profit_of(alike).whale
    assert (uniform.peak, uniform.peak_share) == (73, pytest.approx(1.016952, abs=1e-5))


def two_tiers(margin: int = 5000, fixed: int = 0, **choices: object) -> tuple[ClientList, PlanResult]:
    """100, 60, 40 | 30, 20: 10 h at 6 an hour each tier, so 20 a client in A and 30 in B."""
    clients = list_of([100, 60, 40, 30, 20])
    profit = ProfitSettings(margin=margin, owner_cost=6 * UNIT, team_cost=6 * UNIT, capacity=100,
                            fixed_costs=fixed * UNIT)  # fmt: skip
    plan = Plan(method="count", tier_count=2, counts=(3,), budget_minutes=1200, profit=profit, **choices)  # type: ignore[arg-type]
    return clients, compute(clients, plan)


def test_contributions_by_hand() -> None:
    """50 − 20, 30 − 20, 20 − 20, 15 − 30, 10 − 30."""
    _clients, result = two_tiers()
    assert [int(part) // UNIT for part in profit_of(result).contributions] == [30, 10, 0, -15, -20]
    first, last = profit_of(result).tiers
    assert (first.contribution, last.contribution) == (40 * UNIT, -35 * UNIT)
    assert (first.losing, last.losing, last.lost) == (0, 2, 35 * UNIT)
    assert first.cost_share == pytest.approx(60 / 200)
    assert (first.revenue_per_hour, last.contribution_per_hour) == (20 * UNIT, -35_000)
    assert (first.break_even_revenue, last.break_even_revenue) == (40 * UNIT, 60 * UNIT)


def test_what_each_loss_maker_would_need() -> None:
    _clients, result = two_tiers()
    table = profit_of(result).loss_makers()
    assert list(table["client"]) == ["Client 005", "Client 004"]
    assert list(table["minutes_at_zero"]) == pytest.approx([100, 150])
    assert list(table["price_rise"]) == pytest.approx([1.0, 0.5])


@pytest.mark.parametrize(("fixed", "rank"), [(0, 0), (30, 1), (31, 2), (40, 2), (41, None)])
def test_the_break_even_client_on_the_edge(fixed: int, rank: int | None) -> None:
    _clients, result = two_tiers(fixed=fixed)
    assert profit_of(result).break_even.rank == rank


def test_what_would_make_it_cross() -> None:
    """All contribute 5 in the end; 50 of fixed costs lack 45. Margin: (50 + 120) / 250; 45 are 7.5 h at 6."""
    _, result = two_tiers(fixed=50)
    found = profit_of(result).break_even
    assert (found.missing, found.minutes_to_save) == (45 * UNIT, 450)
    assert found.margin_needed == pytest.approx(0.68)
    _clients, result = two_tiers(fixed=1000)
    hopeless = profit_of(result).break_even
    assert (hopeless.margin_needed, hopeless.minutes_to_save) == (None, None)


@pytest.mark.parametrize(
    ("fixed", "missing", "margin", "minutes"),
    [
        (0, 0, 0.48, 0),  # paid already
        (5, 0, 0.50, 0),  # paid to the last cent
        (6, 1, 0.504, 10),
        (125, 120, 0.98, 1200),  # no service at all
        (126, 121, 0.984, None),
        (130, 125, 1.0, None),  # every cent of revenue
        (131, 126, None, None),
    ],
)
def test_what_is_missing_on_its_edges(
    fixed: int, missing: int, margin: float | None, minutes: int | None
) -> None:
    """All contribute 5; 120 of service, 1,200 minutes; 250 of revenue."""
    found = profit_of(two_tiers(fixed=fixed)[1]).break_even
    assert (found.missing, found.minutes_to_save) == (missing * UNIT, minutes)
    assert found.margin_needed == (None if margin is None else pytest.approx(margin))


def test_a_part_of_a_minute_is_a_minute_to_save() -> None:
    """A minute costs a tenth: 0.05 too little is half a minute."""
    clients, plain = two_tiers()
    for fixed, minutes in ((50_500, 1), (51_000, 1), (51_001, 2)):
        plan = replace(plain.plan, profit=replace(plain.plan.profit, fixed_costs=fixed))
        assert profit_of(compute(clients, plan)).break_even.minutes_to_save == minutes


def test_the_smallest_loss_is_one_and_needs_no_service_to_be_one() -> None:
    """Margins of the file and no hours at all: nothing is divided by a cost of zero."""
    clients = list_with([30, 20, 10], margin=[0, -1, 1])
    settings = ProfitSettings(margin_source="file")
    profit = profit_of(compute(clients, Plan(budget_minutes=0, profit=settings)))
    assert [(tier.losing, tier.lost) for tier in profit.tiers] == [(0, 0), (1, 1), (0, 0)]
    assert [tier.break_even_revenue for tier in profit.tiers] == [None, None, 0]
    assert [(one.losing, one.lost) for one in profit.treatments] == [(1, 1)] * 2
    table = profit.loss_makers()
    assert list(table["client"]) == ["Client 002"]
    assert list(table["contribution"]) == [-1]
    assert list(table["minutes_at_zero"]) == [0]


def test_a_profit_of_zero_has_no_peak_share() -> None:
    assert whale(np.array([5, -5])).peak_share is None
    assert whale(np.array([5, -4])).peak_share == 5


def test_without_service_nothing_is_divided_by_its_time() -> None:
    """No hours: nothing can be saved, no revenue per hour, and no client loses."""
    clients, plain = two_tiers(fixed=1000)
    profit = profit_of(compute(clients, replace(plain.plan, budget_minutes=0)))
    assert (profit.service.total, profit.service.per_minute) == (0, 0.0)
    assert profit.break_even.minutes_to_save is None
    assert {tier.revenue_per_hour for tier in profit.tiers} == {None}
    assert {tier.contribution_per_hour for tier in profit.tiers} == {None}
    assert {one.top_revenue_per_hour for one in profit.treatments} == {None}
    assert {one.last_revenue_per_hour for one in profit.treatments} == {None}
    assert profit.loss_makers().empty


def test_without_a_margin_nothing_breaks_even() -> None:
    _clients, result = two_tiers(margin=0)
    profit = profit_of(result)
    assert {tier.break_even_revenue for tier in profit.tiers} == {None}
    assert (profit.whale.peak, profit.whale.peak_share) == (0, None)
    assert list(profit.loss_makers()["minutes_at_zero"]) == [0] * 5
    assert list(profit.loss_makers()["minutes"]) == [300, 300, 200, 200, 200]


def test_revenue_per_hour_by_hand() -> None:
    """A: 200 over 10 h; alike 5 clients share 20 h, so 3 of them 12 h; B: 50 over 10 h, alike over 8 h."""
    alike, plan = profit_of(two_tiers()[1]).treatments
    assert (plan.top_minutes, plan.minutes) == (600, 1200)
    assert (plan.top_revenue_per_hour, plan.last_revenue_per_hour) == (20 * UNIT, 5 * UNIT)
    assert (alike.top_minutes, alike.minutes) == (720, 1200)
    assert (alike.top_revenue_per_hour, alike.last_revenue_per_hour) == (166_667, 62_500)


def test_margins_of_tiers() -> None:
    clients, result = two_tiers()
    plan = replace(
        result.plan, profit=replace(result.plan.profit, margin_source="tier", tier_margins=(4000,))
    )
    assert [int(part) // UNIT for part in profit_of(compute(clients, plan)).margins] == [40, 24, 16, 15, 10]


def test_what_today_costs_when_the_file_knows() -> None:
    clients = list_with([100, 60, 40, 30, 20], minutes=[60, 60, 60, 420, 600])
    _, plain = two_tiers()
    outcomes = {one.treatment: one for one in profit_of(compute(clients, plain.plan)).treatments}
    today = outcomes["today"]
    assert (today.minutes, today.top_minutes, today.losing) == (1200, 180, 2)
    assert today.contribution == 5 * UNIT
    assert today.lost == (27 + 50) * UNIT
    assert outcomes["alike"].top_minutes == 720
    assert "today" not in {one.treatment for one in profit_of(two_tiers()[1]).treatments}


def test_a_minute_of_the_file_is_known_and_none_is_not() -> None:
    assert has_minutes(list_with([3, 2], minutes=[0, 1]))
    assert not has_minutes(list_with([3, 2], minutes=[0, 0]))
    assert not has_minutes(list_of([3, 2]))


def test_time_from_the_catalogue_costs_by_role() -> None:
    """A: 3 clients × 2 visits of 60 min by the owner; B: 2 × 1 call of 30 min by the team, costs 1."""
    visit = Service("Visit", 60, "owner", 0, (200, 0), (0, 0))
    call = Service("Call", 30, "team", UNIT, (0, 100), (0, 0))
    clients, plain = two_tiers(services=ServiceCatalogue((visit, call)))
    plan = replace(plain.plan, profit=replace(plain.plan.profit, time_source="services"))
    spent = profit_of(compute(clients, plan)).service
    assert spent.minutes == (360, 60)
    assert spent.costs == (36 * UNIT, 8 * UNIT)
    assert spent.hourly == (6 * UNIT, 6 * UNIT)
    by_budget = profit_of(compute(clients, plain.plan)).service
    assert (by_budget.minutes, by_budget.costs) == ((600, 600), (60 * UNIT, 60 * UNIT))
    none = replace(plan, services=ServiceCatalogue())
    assert profit_of(compute(clients, none)).service.minutes == (600, 600)


@given(
    revenues=st.lists(st.integers(1, 2**56) | st.integers(1, 30_000), min_size=1, max_size=8),
    rate=st.integers(0, 10_000),
)
def test_a_margin_is_exact_however_large(revenues: list[int], rate: int) -> None:
    """Halves go up; beyond 2⁵³ a float would be off."""
    clients = list_of(revenues, unit=1)
    margins = profit_of(
        compute(clients, Plan(profit=ProfitSettings(margin_source="all", margin=rate)))
    ).margins
    exact = [Fraction(int(revenue) * rate, 10_000) + Fraction(1, 2) for revenue in clients.revenue]
    assert margins.tolist() == [part.numerator // part.denominator for part in exact]


def test_an_hour_costs_what_the_people_of_the_role_cost() -> None:
    """240,000 for 10,400 paid hours, 8,500 of them practical: 28.24 an hour."""
    practical = ProfitSettings(capacity=82, team_cost=231_600)
    assert hour_cost(practical, Team(), "team") / UNIT == pytest.approx(28.24, abs=0.01)
    people = Team((Person("A", "team", 600, 30 * UNIT), Person("B", "team", 1800, 50 * UNIT)))
    assert hour_cost(replace(practical, capacity=100), people, "team") == 45 * UNIT
    assert hour_cost(replace(practical, capacity=50), people, "team") == 90 * UNIT


def test_a_shop_with_profits_of_its_own_against_a_few_lines_of_pandas() -> None:
    """800 clients whose margins do not follow their revenue, a third of them below zero after service."""
    place = np.arange(800)
    revenue = 50 + (place * 7919) % 9973
    margin = revenue * ((place * 31) % 60 - 5) // 100
    clients = list_with(revenue.tolist(), margin=(margin * UNIT).tolist())
    profit = replace(FORTY, margin_source="file", fixed_costs=200_000 * UNIT)
    result = compute(clients, Plan(budget_minutes=3000 * 60, profit=profit))
    shop = pd.DataFrame({"margin": clients.ranked["margin"] / UNIT, "tier": 0})
    for number, tier in enumerate(result.tiers):
        shop.loc[tier.from_rank - 1 : tier.to_rank - 1, "tier"] = number
    shop["cost"] = shop["tier"].map(lambda number: 600 * 40 / result.tiers[number].clients)
    shop["left"] = shop["margin"] - shop["cost"]
    curve = shop["left"].sort_values(ascending=False).cumsum()
    found, ours = profit_of(result).break_even, profit_of(result).whale
    assert ours.highest / UNIT == pytest.approx(curve.max())
    assert ours.peak == int((shop["left"] > 0).sum())
    assert found.contribution / UNIT == pytest.approx(shop["left"].sum())
    assert found.rank == int((shop["left"].cumsum() < 200_000).sum()) + 1
    assert set(profit_of(result).loss_makers()["rank"]) == set(shop.index[shop["left"] < 0] + 1)
    table = profit_of(result).by_client()
    assert list(table["contribution"] / UNIT) == pytest.approx(list(shop["left"]), abs=1e-3)
    by_tier = table.groupby("tier")["contribution"].sum()
    assert {one.name: one.contribution for one in profit_of(result).tiers} == by_tier.to_dict()


@given(
    revenues=st.lists(st.integers(1, 10**9), min_size=1, max_size=40),
    rates=st.lists(st.integers(0, 10_000), min_size=2, max_size=6).map(tuple),
    budget=st.integers(0, 10**6),
    fixed=st.integers(0, 10**12),
)
def test_contributions_add_up_to_the_last_part(
    revenues: list[int], rates: tuple[int, ...], budget: int, fixed: int
) -> None:
    clients = list_of(revenues, unit=1)
    profit = ProfitSettings(margin_source="tier", tier_margins=rates, fixed_costs=fixed)
    result = compute(clients, Plan(tier_count=len(rates), budget_minutes=budget, profit=profit))
    parts = [int(part) for part in profit_of(result).contributions]
    tiers = profit_of(result).tiers
    assert sum(parts) == sum(tier.contribution for tier in tiers) == profit_of(result).break_even.contribution
    assert sum(tier.lost for tier in tiers) == -sum(part for part in parts if part < 0)
    expected = next((m for m, total in enumerate(accumulate(parts), 1) if total >= fixed), None)
    assert reaches(np.array(parts), fixed) == (0 if fixed <= 0 else expected)
    outcomes = profit_of(result).treatments
    assert (
        sum(int(m) for m in profit_of(result).margins) - sum(t.cost for t in tiers)
        == outcomes[0].contribution
    )


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=50))
def test_the_peak_of_a_whale_is_what_the_earners_bring(parts: list[int]) -> None:
    curve = whale(np.array(parts))
    assert curve.highest == sum(part for part in parts if part > 0)
    assert curve.peak == sum(part > 0 for part in parts)
    assert curve.taken_back == -sum(part for part in parts if part < 0)


@pytest.mark.parametrize("size", [1, 399, 400, 5000])
def test_a_thinned_curve_keeps_its_ends_and_its_marks(size: int) -> None:
    whole: Amounts = np.cumsum(np.concatenate(([0], 10**6 // np.arange(1, size + 1))))
    table = thinned(whole, keep=(size // 2,))
    assert len(table) <= 403
    assert {0, size, size // 2} <= set(table["rank"])
    assert list(table["amount"]) == [int(whole[rank]) for rank in table["rank"]]


@pytest.mark.parametrize("bend", [1, 50, 2500, 5000])
def test_a_thinned_curve_is_as_fine_everywhere_along_its_length(bend: int) -> None:
    """Steep up to the bend, then level: no two neighbours lie farther apart than others, but for one step."""
    steps = np.where(np.arange(5000) < bend, 1000, -1)
    table = thinned(np.concatenate(([0], np.cumsum(steps))), keep=(7, 4321))
    assert table["rank"].is_monotonic_increasing
    assert (table["rank"].iloc[0], table["rank"].iloc[-1]) == (0, 5000)
    height = np.abs(steps).sum()
    apart = np.diff(table["rank"]) / 5000 + np.abs(np.diff(table["amount"])) / height
    assert apart.max() <= 2 / 397 + 1 / 5000 + 1000 / height + 1e-9


def test_a_level_curve_is_thinned_as_well() -> None:
    table = thinned(np.zeros(5001, dtype=np.int64))
    assert len(table) == 400
    assert np.diff(table["rank"]).max() <= 14


def test_the_rule_of_the_break_even_client_is_said_while_something_is_assumed() -> None:
    _clients, known = two_tiers(fixed=30)
    (guessed, *_) = rule_sentences(
        profit_of(compute(list_of([100, 60, 40, 30, 20]), Plan(budget_minutes=1200))), Texts("en")
    )
    assert guessed[0] == "profit.rule"
    assert not profit_of(known).assumed
    assert rule_sentences(profit_of(known), Texts("en")) == []
