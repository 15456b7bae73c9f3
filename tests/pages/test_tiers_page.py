"""The meeting page: sliders that follow each other, budgets that add up, undo that restores."""

import pytest

from lib.plan import METHODS
from lib.resources import WHOLE
from tests.lists import TOY, list_of
from tests.pages.app import open_app, state_of, words

HUNDRED = list_of([100_000 // rank + 7 for rank in range(1, 101)])


def test_a_threshold_slider_moves_its_cut_and_pushes_the_others() -> None:
    app = open_app("tiers", list_of(TOY))
    assert [app.slider(key=f"threshold_{i}").value for i in range(4)] == [40, 60, 70, 84]
    app.slider(key="threshold_0").set_value(75).run()
    assert not app.exception
    values = [app.slider(key=f"threshold_{i}").value for i in range(4)]
    assert values == sorted(values)
    assert values[0] >= 75
    assert [float(t) for t in state_of(app).plan.thresholds][:2] == [0.75, 0.75]


def test_two_moves_and_two_undos_come_back_to_the_start() -> None:
    app = open_app("tiers", HUNDRED)
    start = state_of(app).plan
    app.slider(key="threshold_1").set_value(60).run()
    app.slider(key="threshold_1").set_value(55).run()
    assert state_of(app).plan.thresholds[1] * 100 == 55
    app.button(key="undo").click().run()
    assert app.slider(key="threshold_1").value == pytest.approx(60, abs=1)
    app.button(key="undo").click().run()
    assert state_of(app).plan == start
    assert app.button(key="undo").disabled


def test_budgets_stay_at_one_hundred_and_locks_hold() -> None:
    app = open_app("tiers", HUNDRED)
    app.checkbox(key="lock_4").check().run()
    app.slider(key="budget_0").set_value(50).run()
    shares = state_of(app).plan.budget_shares
    assert sum(shares) == WHOLE
    assert shares[0] == WHOLE // 2
    assert shares[4] == WHOLE // 5
    assert app.slider(key="budget_4").disabled
    app.slider(key="budget_0").set_value(100).run()
    assert state_of(app).plan.budget_shares[0] == WHOLE - WHOLE // 5
    assert "ne laissent que 80" in words(app)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_can_be_chosen(method: str) -> None:
    app = open_app("tiers", HUNDRED)
    app.selectbox(key="method").select(method).run()
    assert not app.exception
    assert state_of(app).plan.method == method
    table = app.dataframe[0].value
    assert table["Clients"].sum() == 100


def test_amounts_and_counts_can_be_typed() -> None:
    app = open_app("tiers", list_of(TOY))
    app.selectbox(key="method").select("amount").run()
    app.slider(key="tier_count").set_value(3).run()
    app.number_input(key="amounts_0").set_value(100.0).run()
    app.number_input(key="amounts_1").set_value(50.0).run()
    assert list(app.dataframe[0].value["Clients"]) == [3, 3, 4]
    app.selectbox(key="method").select("count").run()
    app.number_input(key="counts_0").set_value(1).run()
    app.number_input(key="counts_1").set_value(4).run()
    assert list(app.dataframe[0].value["Clients"]) == [1, 4, 5]


def test_reset_goes_back_to_the_method() -> None:
    app = open_app("tiers", HUNDRED)
    app.slider(key="tier_count").set_value(3).run()
    app.slider(key="threshold_0").set_value(50).run()
    app.slider(key="budget_0").set_value(50).run()
    app.button(key="reset").click().run()
    plan = state_of(app).plan
    assert (plan.tier_count, plan.thresholds, plan.budget_shares) == (3, (), ())


def test_the_plan_survives_a_walk_through_the_pages_and_a_change_of_language() -> None:
    app = open_app("tiers", HUNDRED)
    app.slider(key="threshold_2").set_value(66).run()
    plan = state_of(app).plan
    app.switch_page("pages/plan.py").run()
    app.segmented_control(key="language").set_value("en").run()
    assert app.title[0].value == "The plan"
    app.switch_page("pages/tiers.py").run()
    assert app.title[0].value == "The tiers"
    assert state_of(app).plan == plan


@pytest.mark.parametrize("revenues", [[5], [5, 5, 5], [10**9, 1], [3] * 40])
@pytest.mark.parametrize("page", ["ranking", "tiers", "plan"])
def test_odd_lists_get_a_sensible_page(revenues: list[int], page: str) -> None:
    app = open_app(page, list_of(revenues))
    assert not app.exception
    for method in METHODS if page == "tiers" else ():
        app.selectbox(key="method").select(method).run()
        assert not app.exception
