"""What the board of the meeting page says while a hand moves a slider is what the server will answer, to the
digit: on generated lists with ties, giants, exact edges, clients placed by hand and time that is known."""

import json
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from lib.clients.model import ClientList, client_list
from lib.plan.budgets import WHOLE, move_share
from lib.plan.compute import PlanResult, compute
from lib.plan.moves import move_threshold
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.texts import LANGUAGES, Language, Texts
from lib.tiers.live_curve import handles, ties_stay_together
from lib.tiers.live_figures import live_plan, said
from lib.tiers.tier_table import COLUMNS
from lib.tiers.widgets.board.component import list_data
from tests.browser.test_cut_rule import REVENUES, curve_module
from tests.lists import list_of

__all__ = ["curve_module"]

UNITS = ("share", "clients", "amount")
PERCENTS = st.integers(0, 100)


@dataclass(frozen=True)
class Move:
    """One slider set to a percentage."""

    what: str
    index: int
    percent: int


@dataclass(frozen=True)
class Case:
    """A plan, what a hand does to it, and what the server says then."""

    before: PlanResult
    after: PlanResult
    moves: tuple[Move, ...]
    language: Language
    unit: str

    @property
    def answer(self) -> dict[str, Any]:
        return said(self.after, Texts(self.language), COLUMNS, self.unit)


@st.composite
def lists(draw: st.DrawFn) -> ClientList:
    clients = list_of(draw(REVENUES))
    if draw(st.booleans()):
        return clients
    minutes = draw(st.lists(st.integers(0, 99), min_size=clients.count, max_size=clients.count))
    return client_list(clients.ranked.assign(minutes=minutes), clients.report)


@st.composite
def plans(draw: st.DrawFn, clients: ClientList) -> Plan:
    ranks = draw(st.lists(st.integers(1, clients.count), max_size=3, unique=True))
    return Plan(
        tier_count=draw(st.integers(2, 6)),
        tier_names=draw(st.sampled_from(((), ("Grands comptes", "**B**"), ("{a}",)))),
        keep_ties=draw(st.booleans()),
        placed=tuple(Placement(f"Client {rank:03d}", draw(st.integers(0, 5))) for rank in ranks),
        budget_minutes=draw(st.sampled_from((96_000, 12_345, 777, 0))),
        budget_rule=draw(st.sampled_from(("mix", "clients", "today"))),
        budget_mix=draw(st.sampled_from((0, 35, 100))),
    )


def moved(result: PlanResult, move: Move) -> PlanResult:
    """What the server does when that slider is let go."""
    clients, plan = result.clients, result.plan
    if move.what == "threshold":
        return compute(clients, move_threshold(clients, plan, move.index, Decimal(move.percent) / 100))
    shares = move_share(result.shares, result.locked, move.index, move.percent * WHOLE // 100)
    return compute(clients, replace(plan, budget_shares=shares, locked=result.locked))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    clients = draw(lists())
    before = after = compute(clients, draw(plans(clients)))
    moves: list[Move] = []
    for _ in range(draw(st.integers(1, 2))):
        what = draw(st.sampled_from(("threshold", "budget"))) if before.cuts else "budget"
        places = len(before.cuts if what == "threshold" else before.tiers)
        moves.append(Move(what, draw(st.integers(0, places - 1)), draw(PERCENTS)))
        after = moved(after, moves[-1])
    return Case(before, after, tuple(moves), draw(st.sampled_from(LANGUAGES)), draw(st.sampled_from(UNITS)))


@pytest.fixture(scope="module")
def generated() -> list[Case]:
    """Many cases at once: the browser is asked for all of them together."""
    gathered: list[Case] = []

    @settings(max_examples=250)
    @given(cases())
    def gather(case: Case) -> None:
        gathered.append(case)

    gather()
    return gathered


SAY = """(cases) => cases.map(({ data, step, moves, unit }) => {
    const { Curve, LivePlan, Notation, said } = globalThis.curve;
    let plan = new LivePlan(new Curve(data), step);
    for (const { what, index, percent } of moves) {
        if (what === "threshold") plan = plan.withThreshold(index, Number((percent / 100).toFixed(2)));
        else plan = plan.withShare(index, Math.floor((percent * plan.whole) / 100));
    }
    return said(plan, new Notation(data), step.tiers, data.columns, unit);
})"""


def asked(case: Case) -> dict[str, Any]:
    """What the browser is told of a case."""
    before = case.before
    return {
        "data": list_data(Texts(case.language), before, COLUMNS),
        "step": {
            "boundaries": [asdict(handle) for handle in handles(before)],
            "together": ties_stay_together(before),
            "plan": asdict(live_plan(before)),
            "tiers": [tier.name for tier in before.tiers],
        },
        "moves": [asdict(move) for move in case.moves],
        "unit": case.unit,
    }


def test_the_cases_hold_what_is_hard(generated: list[Case]) -> None:
    assert len(generated) > 100
    assert any(len(case.moves) > 1 and case.moves[0].what != case.moves[1].what for case in generated)
    assert any(case.before.exceptions.away for case in generated)
    assert any(case.before.exceptions.suspended for case in generated)
    assert any(case.before.tiers[0].today_share is not None for case in generated)
    assert any(case.before.cuts != case.after.cuts for case in generated)
    assert any(case.before.shares != case.after.shares for case in generated)


def test_the_browser_says_of_a_move_what_the_server_will_say(
    generated: list[Case], curve_module: Page
) -> None:
    answers = curve_module.evaluate(SAY, [asked(case) for case in generated])
    for case, answer in zip(generated, answers, strict=True):
        about = (case.before.clients.revenue.tolist(), case.before.plan, case.moves)
        assert answer == json.loads(json.dumps(case.answer)), about
