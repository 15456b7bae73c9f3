"""A link carries the settings, nothing of the clients, and a bad one is one plain refusal."""

import contextlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.plan.budgets import shares_from_percents
from lib.plan.compute import compute
from lib.plan.errors import PlanError
from lib.plan.links import LONGEST, from_link, to_link
from lib.plan.moves import move_threshold_to_clients
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from tests.lists import TOY, list_of
from tests.plan.test_plan import PLANS


def read(link: str) -> str:
    return urlsafe_b64decode(link + "=" * (-len(link) % 4)).decode()


def test_the_settings_arrive() -> None:
    clients = list_of(TOY)
    plan = Plan(
        method="share",
        tier_count=3,
        thresholds=(Decimal("0.7"), Decimal("0.9")),
        budget_minutes=60_000,
        budget_shares=shares_from_percents([50, 30, 20]),
        locked=(True, False, False),
        tier_names=("Or", "Argent", "Bronze"),
        tier_colours="ember",
    )
    link = to_link(compute(clients, plan))
    assert from_link(link) == plan
    assert link.replace("-", "").replace("_", "").isalnum()
    assert to_link(compute(clients, Plan())) == to_link(compute(list_of([5]), Plan()))


def test_nothing_of_the_clients_goes_along() -> None:
    clients = list_of(TOY)
    plan = Plan(
        method="amount",
        tier_count=3,
        amounts=(123 * UNIT, 45 * UNIT),
        placed=(Placement("Client 001", 1, "secret reason"),),
        profit=ProfitSettings(owner_cost=38 * UNIT),
    )
    link = to_link(compute(clients, plan))
    said = read(link)
    assert not any(word in said for word in ("Client", "secret", "123", "45", "38"))
    assert from_link(link).thresholds == (Decimal("0.6"), Decimal("0.89"))
    assert compute(clients, from_link(link)).cuts == compute(clients, plan).cuts


@given(
    plan=PLANS, revenues=st.lists(st.integers(100, 10_000), min_size=1, max_size=40), count=st.integers(1, 40)
)
def test_any_plan_gives_a_short_link_that_cuts_alike(plan: Plan, revenues: list[int], count: int) -> None:
    clients = list_of(revenues)
    if compute(clients, plan).cuts:
        plan = move_threshold_to_clients(clients, plan, 0, count)
    before = compute(clients, plan)
    link = to_link(before)
    assert len(link) <= LONGEST
    after = compute(clients, from_link(link))
    assert [len(before.cuts), before.shares] == [len(after.cuts), after.shares] or plan.budget_rule != "mix"
    if plan.method != "amount" and not plan.thresholds:
        assert after.cuts == before.cuts


def written(values: object) -> str:
    return urlsafe_b64encode(json.dumps(values).encode()).decode()


@pytest.mark.parametrize(
    "link",
    [
        "",
        "x",
        "%%%",
        "é",
        "A" * (LONGEST + 1),
        written([1, 2]),
        written(7),
        written("version"),
        written({}),
        written({"version": 1, "method": "magic"}),
        written({"version": 1, "budget_minutes": -5}),
        written({"version": 1, "tier_names": ["x" * 900]}),
        urlsafe_b64encode(b"[" * 1400).decode(),
        urlsafe_b64encode(b"\xff\xfe\x00").decode(),
    ],
)
def test_a_bad_link_is_refused_plainly(link: str) -> None:
    with pytest.raises(PlanError) as refused:
        from_link(link)
    assert refused.value.code == "link"


def test_a_link_of_another_version_is_told_apart() -> None:
    with pytest.raises(PlanError) as refused:
        from_link(written({"version": 99}))
    assert refused.value.code == "version"


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader_of_links(text: str) -> None:
    with contextlib.suppress(PlanError):
        assert from_link(text) is not None


def test_what_a_stranger_adds_to_a_link_is_left_out() -> None:
    foreign = {"version": 1, "placed": [{"client": "x", "tier": 0, "reason": "", "frozen": False}]}
    assert from_link(written(foreign)) == Plan()
    assert from_link(written({"version": 1, "amounts": [5]})) == Plan()


def test_a_link_of_version_1_still_opens() -> None:
    old = {
        "version": 1,
        "method": "share",
        "tier_count": 3,
        "thresholds": ["0.7000", "0.9000"],
        "budget_mix": 30,
    }
    assert from_link(written(old)) == Plan("share", 3, (Decimal("0.7"), Decimal("0.9")), budget_mix=30)
