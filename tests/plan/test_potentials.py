"""Potential: classes by hand, weights that add up, prospects, and that weights of 1 change nothing."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lib.base.money import LIMIT, UNIT
from lib.clients.model import ClientList, client_list, everybody
from lib.plan.compute import client_minutes, client_plan, compute, own_plan, tier_index
from lib.plan.errors import PlanError
from lib.plan.group_settings import GroupSettings
from lib.plan.plan import Plan
from lib.plan.potential_settings import PotentialSettings, TypedPotential, TypedProspect
from lib.plan.potentials import UNKNOWN_AMOUNT, potentials, told, typed_of_groups, weighted_minutes
from lib.plan.slice_settings import Slice
from tests.lists import TOY, list_of

WEIGHTED = PotentialSettings(weights=(300, 100, 50))


def with_potential(revenues: list[int], amounts: list[int], marks: list[str] | None = None) -> ClientList:
    """A list in whole units; a potential of −1 is not told."""
    plain = list_of([1] * len(revenues))
    table = pd.DataFrame(
        {
            "client": [f"Client {index:03d}" for index in range(1, len(revenues) + 1)],
            "number": "",
            "revenue": np.array(revenues, dtype=np.int64) * UNIT,
            "rows": np.ones(len(revenues), dtype=np.int64),
            "potential": [UNKNOWN_AMOUNT if amount < 0 else amount * UNIT for amount in amounts],
        }
    )
    if marks is not None:
        table["potential_mark"] = pd.Series(marks, dtype="str")
    return client_list(table, plain.report, "EUR")


def test_classes_by_hand() -> None:
    """600 alone are A' (nearest to the 400 of a slice), 300 B', 200 + 100 C'; 0 is C', −1 unknown."""
    clients = with_potential([50, 40, 30, 20, 10, 5], [100, 600, 300, 200, -1, 0])
    known = potentials(clients, PotentialSettings())
    assert known.classes.tolist() == [2, 0, 1, 2, 3, 2]
    assert known.amounts.tolist() == [100 * UNIT, 600 * UNIT, 300 * UNIT, 200 * UNIT, -1, 0]


def test_a_mark_goes_before_the_slice_and_equal_potentials_stay_together() -> None:
    clients = with_potential([50, 40, 30, 20], [100, 100, 100, 100], ["", "C", "", "P"])
    known = potentials(clients, PotentialSettings())
    assert known.classes[1] == 2
    assert len({int(known.classes[rank]) for rank in (0, 2, 3)}) == 1


def test_what_is_typed_goes_before_the_file_and_can_say_that_nothing_is_known() -> None:
    clients = with_potential([50, 40, 30], [100, 600, 300])
    settings = PotentialSettings(
        typed=(TypedPotential("Client 001", 900 * UNIT), TypedPotential("Client 002"))
    )
    known = potentials(clients, settings)
    assert known.amounts.tolist() == [900 * UNIT, UNKNOWN_AMOUNT, 300 * UNIT]
    assert known.classes.tolist() == [0, 3, 1]
    assert set(told(clients, settings)) == {"Client 001", "Client 003"}


def test_employees_at_a_rate_stand_in_where_no_potential_is_told() -> None:
    clients = with_potential([50, 40, 30], [100, -1, -1])
    table = clients.ranked.assign(headcount=np.array([7, 12, -1], dtype=np.int64))
    clients = client_list(table, clients.report)
    known = potentials(clients, PotentialSettings(per_head=5 * UNIT))
    assert known.amounts.tolist() == [100 * UNIT, 60 * UNIT, UNKNOWN_AMOUNT]
    assert potentials(clients, PotentialSettings()).amounts.tolist()[1] == UNKNOWN_AMOUNT


def test_prospects_have_bought_nothing_and_could() -> None:
    clients = with_potential([50, 40, 0, 0, -5, 0], [10, 10, 70, -1, 90, 0], ["", "", "", "B", "", ""])
    settings = PotentialSettings(
        prospects=(TypedProspect("Zoé", 20 * UNIT), TypedProspect("client 003", 1 * UNIT))
    )
    table = potentials(clients, settings).prospects
    assert set(table["client"]) == {"Client 003", "Client 004", "Zoé"}
    assert dict(zip(table["client"], table["typed"], strict=True))["Zoé"]


def test_weights_by_hand() -> None:
    """100 minutes among weights 3, 1, ½, 1: 100·3/5.5 = 54.55, 18.18, 9.09, 18.18; one is left over, and the
    largest remainder has the first."""
    minutes = weighted_minutes([100], np.zeros(4, dtype=np.int64), np.array([300, 100, 50, 100]))
    assert minutes.tolist() == [55, 18, 9, 18]
    equal = weighted_minutes([7], np.zeros(3, dtype=np.int64), np.array([0, 0, 0]))
    assert equal.tolist() == [3, 2, 2]


def test_what_is_for_a_tier_without_clients_goes_to_nobody() -> None:
    minutes = weighted_minutes([5, 7, 4], np.array([0, 2, 2]), np.array([1, 100, 300]))
    assert minutes.tolist() == [5, 1, 3]


def test_a_list_without_groups_needs_nothing_typed_for_them() -> None:
    assert typed_of_groups(with_potential([100, 50], [200, 80]), PotentialSettings()) == ()


def test_potentials_that_no_sum_can_hold_are_classed_by_their_order() -> None:
    """Twelve of them are more than a ranking may add up to."""
    large = [9 * 10**17 - place for place in range(12)]
    assert sum(large) > LIMIT
    clients = with_potential(list(range(120, 0, -10)), [1] * 12)
    table = clients.ranked.assign(potential=large)
    held = potentials(client_list(table, clients.report), PotentialSettings())
    classes = held.classes.tolist()
    assert classes == sorted(classes)
    assert len(set(classes)) == 3


def brute(total: int, weights: list[int]) -> list[int]:
    """Largest remainder, step by step in fractions."""
    weights = weights if sum(weights) else [1] * len(weights)
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    parts = [int(share) for share in exact]
    order = sorted(range(len(weights)), key=lambda index: (parts[index] - exact[index], index))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


@given(st.lists(st.sampled_from([0, 1, 33, 100, 250, 1000]), min_size=1, max_size=12), st.integers(0, 5_000))
def test_weighted_minutes_are_those_of_the_largest_remainder(weights: list[int], total: int) -> None:
    minutes = weighted_minutes([total], np.zeros(len(weights), dtype=np.int64), np.array(weights))
    assert minutes.tolist() == brute(total, weights)


LISTS = st.lists(st.tuples(st.integers(1, 500), st.integers(-1, 900)), min_size=2, max_size=40)


@given(LISTS, st.integers(0, 90_000))
def test_weights_of_1_change_nothing(pairs: list[tuple[int, int]], budget: int) -> None:
    clients = with_potential(*map(list, zip(*pairs, strict=True)))
    plain = compute(clients, Plan(tier_count=3, budget_minutes=budget))
    same = compute(clients, replace(plain.plan, potential=PotentialSettings(weights=(100, 100, 100))))
    assert client_minutes(plain).tolist() == client_minutes(same).tolist()
    assert replace(same, plan=plain.plan) == plain
    index, equal = tier_index(plain), np.full(clients.count, 100)
    minutes = [tier.minutes for tier in plain.tiers]
    assert weighted_minutes(minutes, index, equal).tolist() == client_minutes(plain).tolist()


@given(LISTS, st.integers(0, 90_000), st.tuples(*[st.integers(0, 1_000)] * 3), st.integers(0, 50))
def test_minutes_add_up_to_each_tier_and_with_the_prospects_to_the_budget(
    pairs: list[tuple[int, int]], budget: int, weights: tuple[int, int, int], percent: int
) -> None:
    clients = with_potential(*map(list, zip(*pairs, strict=True)))
    settings = PotentialSettings(
        weights=weights, prospect_budget=percent, prospects=(TypedProspect("A", 9), TypedProspect("B"))
    )
    result = compute(clients, Plan(tier_count=3, budget_minutes=budget, potential=settings))
    table = client_plan(result)
    sums = table.groupby("tier_index")["minutes"].sum().tolist()
    assert sums == [tier.minutes for tier in result.tiers]
    assert sum(sums) + result.prospect_minutes == budget
    assert result.prospect_minutes == budget * percent // 100


def test_a_budget_for_prospects_waits_until_there_are_some() -> None:
    result = compute(list_of(TOY), Plan(potential=PotentialSettings(prospect_budget=20)))
    assert (result.prospect_minutes, sum(tier.minutes for tier in result.tiers)) == (0, 96_000)


@pytest.mark.parametrize(
    ("code", "settings"),
    [
        ("potential_twice", {"typed": (TypedPotential("a"), TypedPotential("a", 1))}),
        ("prospect_twice", {"prospects": (TypedProspect("Ab"), TypedProspect("aB"))}),
        ("potential_weights", {"weights": (1, 2)}),
        ("weights", {"weights": (1, 2, 1_001)}),
        ("prospect_budget", {"prospect_budget": 51}),
        ("amount", {"typed": (TypedPotential("a", -1),)}),
    ],
)
def test_what_no_plan_can_hold_is_refused(code: str, settings: dict[str, object]) -> None:
    with pytest.raises(PlanError) as error:
        PotentialSettings(**settings)  # type: ignore[arg-type]
    assert error.value.code == code


@st.composite
def grouped(draw: st.DrawFn) -> tuple[ClientList, PotentialSettings]:
    """A list with groups and regions, potentials of the file, and others typed for some of its clients."""
    count = draw(st.integers(2, 9))
    of_each = st.lists(st.integers(-1, 60), min_size=count, max_size=count)
    plain = with_potential(draw(st.lists(st.integers(0, 50), min_size=count, max_size=count)), draw(of_each))
    table = everybody(plain)
    table["group"] = pd.Series(
        draw(st.lists(st.sampled_from(["", "G", "H"]), min_size=count, max_size=count))
    )
    table["region"] = pd.Series(draw(st.lists(st.sampled_from(["N", "S"]), min_size=count, max_size=count)))
    names = draw(st.lists(st.sampled_from(table["client"].tolist()), unique=True))
    amounts = draw(st.lists(st.none() | st.integers(0, 90), min_size=len(names), max_size=len(names)))
    marks = draw(st.lists(st.sampled_from([None, "A", "C"]), min_size=len(names), max_size=len(names)))
    typed = tuple(
        TypedPotential(name, None if amount is None else amount * UNIT, mark)
        for name, amount, mark in zip(names, amounts, marks, strict=True)
    )
    kinds = {"group": "str", "region": "str"}
    return client_list(table.astype(kinds), plain.report), PotentialSettings(typed)


@given(grouped())
def test_a_group_could_buy_what_its_members_could(drawn: tuple[ClientList, PotentialSettings]) -> None:
    """Client by client: the amounts that are told added up, the highest mark; in a slice of groups too, and
    by the plan that leaves with it."""
    clients, settings = drawn
    assume(clients.count)
    before = told(clients, settings)
    plan = Plan(tier_count=2, potential=settings, groups=GroupSettings(as_one=True))
    whole = compute(clients, plan)
    names = dict(zip(everybody(clients)["client"], everybody(clients)["group"], strict=True))
    sizes = Counter(names.values())
    expected: dict[str, tuple[int, str | None]] = {}
    for client, (amount, mark) in before.items():
        group = names[client]
        name = group if group and sizes[group] > 1 else client
        others, other_mark = expected.get(name, (UNKNOWN_AMOUNT, None))
        total = (
            amount if others == UNKNOWN_AMOUNT else others if amount == UNKNOWN_AMOUNT else others + amount
        )
        expected[name] = total, min(filter(None, (mark, other_mark)), default=None)
    assert dict(told(whole.clients, settings)) == expected
    assume(whole.clients.count)
    for region in ("N", "S"):
        part = compute(clients, replace(plan, slice=Slice("region", region)))
        if part.part is None:
            continue
        here = everybody(part.clients)["client"]
        own = {name: expected[name] for name in here if name in expected}
        assert dict(told(part.clients, settings)) == own
        alone = client_list(everybody(part.clients), clients.report)
        assert dict(told(alone, own_plan(part).potential)) == own


def test_what_was_typed_for_a_group_goes_before_its_members() -> None:
    plain = with_potential([50, 40, 30], [10, 20, -1])
    clients = client_list(plain.ranked.assign(group=pd.Series(["G", "G", ""], dtype="str")), plain.report)
    of_members = PotentialSettings((TypedPotential("Client 001", 70 * UNIT),))
    by_group = compute(clients, Plan(tier_count=2, groups=GroupSettings(as_one=True))).clients
    assert potentials(by_group, of_members).amounts.tolist() == [90 * UNIT, UNKNOWN_AMOUNT]
    both = of_members.with_typed((TypedPotential("G", 15 * UNIT, "B"),))
    assert potentials(by_group, both).amounts.tolist() == [15 * UNIT, UNKNOWN_AMOUNT]
    assert told(by_group, both)["G"] == (15 * UNIT, "B")
    # Without groups nothing is called so, and the members keep what they have.
    assert potentials(clients, both).amounts.tolist() == [70 * UNIT, 20 * UNIT, UNKNOWN_AMOUNT]
