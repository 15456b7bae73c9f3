"""A whole meeting in random moves: whatever is moved, locked, shared out, placed, undone and redone,
shares add up exactly, thresholds keep their order, tiers hold everybody, and undo restores."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.model import client_list
from lib.plan.budgets import WHOLE, move_share
from lib.plan.compute import PlanResult, client_plan, compute
from lib.plan.cuts import METHODS
from lib.plan.moves import move_threshold, move_threshold_to_amount, move_threshold_to_clients, share_out
from lib.plan.placements import Placement
from lib.plan.plan import BudgetRule, Plan
from lib.plan.plan_json import from_json, to_json
from lib.screen.state import Baseline, KeptScenario, Loaded, State
from tests.lists import list_of

CLIENTS = list_of([900, 500, 400, 400, 300, 220, 180, 120, 90, 90, 90, 60, 30, 20, 10, 5])
TIMED = client_list(CLIENTS.ranked.assign(minutes=range(16)), CLIENTS.report)

Move = Callable[[State, PlanResult], None]


def slide(index: int, share: int) -> Move:
    def move(state: State, result: PlanResult) -> None:
        if result.cuts:
            place = index % len(result.cuts)
            state.change(move_threshold(TIMED, state.plan, place, Decimal(share) / 100))

    return move


def type_clients(index: int, count: int) -> Move:
    def move(state: State, result: PlanResult) -> None:
        if result.cuts:
            state.change(move_threshold_to_clients(TIMED, state.plan, index % len(result.cuts), count))

    return move


def type_amount(index: int, amount: int) -> Move:
    def move(state: State, result: PlanResult) -> None:
        if result.cuts:
            place = index % len(result.cuts)
            state.change(move_threshold_to_amount(TIMED, state.plan, place, amount * UNIT))

    return move


def budget(index: int, percent: int) -> Move:
    def move(state: State, result: PlanResult) -> None:
        wanted = percent * WHOLE // 100
        shares = move_share(result.shares, result.locked, index % len(result.tiers), wanted)
        state.change_with(budget_shares=shares, locked=result.locked)

    return move


def lock(index: int) -> Move:
    def move(state: State, result: PlanResult) -> None:
        locked = list(result.locked)
        locked[index % len(locked)] ^= True
        state.change_with(locked=tuple(locked), budget_shares=result.shares)

    return move


def preset(rule: str, mix: int) -> Move:
    def move(state: State, result: PlanResult) -> None:
        state.change(share_out(result, rule, mix))  # type: ignore[arg-type]
        after = compute(TIMED, state.plan)
        for before, now, locked in zip(result.shares, after.shares, result.locked, strict=True):
            assert now == before or not locked

    return move


def place(client: int, tier: int, frozen: bool) -> Move:
    def move(state: State, result: PlanResult) -> None:
        one = Placement(f"Client {client:03d}", tier, "said so", frozen)
        others = tuple(other for other in state.plan.placed if other.client != one.client)
        state.change_with(placed=(*others, one))

    return move


def method(name: str, tiers: int) -> Move:
    def move(state: State, result: PlanResult) -> None:
        state.change(replace(state.plan, method=name, tier_count=tiers, thresholds=(), budget_shares=()))  # type: ignore[arg-type]

    return move


INDEX = st.integers(0, 5)
MOVES = st.lists(
    st.builds(slide, INDEX, st.integers(0, 100))
    | st.builds(type_clients, INDEX, st.integers(0, 20))
    | st.builds(type_amount, INDEX, st.integers(1, 1000))
    | st.builds(budget, INDEX, st.integers(0, 100))
    | st.builds(lock, INDEX)
    | st.builds(preset, st.sampled_from(get_args(BudgetRule)), st.integers(0, 100))
    | st.builds(place, st.integers(1, 18), INDEX, st.booleans())
    | st.builds(method, st.sampled_from(METHODS), st.integers(2, 6))
    | st.just(lambda state, result: state.undo())
    | st.just(lambda state, result: state.redo()),
    max_size=25,
)


def check(result: PlanResult) -> None:
    assert sum(result.shares) == WHOLE
    assert min(result.shares) >= 0
    assert list(result.thresholds) == sorted(result.thresholds)
    assert list(result.cuts) == sorted(set(result.cuts))
    assert sum(tier.clients for tier in result.tiers) == TIMED.count
    assert min(tier.clients for tier in result.tiers) >= 1
    assert sum(tier.revenue for tier in result.tiers) == TIMED.total
    assert sum(tier.minutes for tier in result.tiers) == result.plan.budget_minutes
    assert from_json(to_json(result.plan)) == result.plan


@settings(max_examples=150)
@given(MOVES)
def test_any_meeting_keeps_the_laws(moves: list[Move]) -> None:
    state = State(language="fr", loaded=Loaded(TIMED))
    for move in moves:
        move(state, compute(TIMED, state.plan))
        check(compute(TIMED, state.plan))
    table = client_plan(compute(TIMED, state.plan))
    assert table["minutes"].sum() == state.plan.budget_minutes


@given(MOVES)
def test_undo_goes_back_to_the_start_and_redo_to_the_end(moves: list[Move]) -> None:
    state = State(language="fr", loaded=Loaded(TIMED))
    seen = [state.plan]
    for move in moves:
        move(state, compute(TIMED, state.plan))
    end, steps = state.plan, list(state.steps)
    while len(state.steps) > 1:
        state.undo()
        seen.append(state.plan)
    assert state.plan == Plan()
    for expected in steps[1:]:
        state.redo()
        assert state.plan == expected
    assert state.plan == end


def test_a_new_move_ends_what_could_be_redone() -> None:
    state = State(language="fr")
    state.change_with(tier_count=3)
    state.change_with(tier_count=4)
    state.undo()
    state.change_with(tier_count=6)
    assert state.undone == []
    state.redo()
    assert state.plan.tier_count == 6


def test_two_hundred_steps_can_be_had_back() -> None:
    state = State(language="fr")
    for hours in range(1, 301):
        state.change_with(budget_minutes=hours * 60)
    for _ in range(200):
        state.undo()
    assert state.plan.budget_minutes == 100 * 60


def test_the_plan_can_be_compared_with_four_kinds_of_plan() -> None:
    state = State(language="fr")
    state.open_plan(Plan(tier_count=3))
    state.change_with(thresholds=(Decimal("0.5"), Decimal("0.9")))
    assert state.reference_plan == Plan(tier_count=3)
    state.keep("start")
    state.change_with(tier_names=("Or",))
    state.reference = Baseline.STEP_BEFORE
    assert state.reference_plan == state.scenarios[0].plan
    state.reference = Baseline.LAST_PLAN
    assert state.reference_plan == Plan(tier_count=3)
    state.reference = KeptScenario("start")
    assert state.reference_plan == state.scenarios[0].plan
    state.drop("start")
    assert state.reference_plan == Plan(tier_count=3, tier_names=("Or",))
