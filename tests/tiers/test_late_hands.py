"""What a hand does on a page that is older than the plan, and what only a stranger's browser sends."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from lib.base.money import UNIT
from lib.clients.model import client_list
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.team import Person, Team
from lib.screen.state import KeptScenario, Loaded, State
from lib.texts import LANGUAGES, Language, Texts
from lib.tiers.argument import argument
from lib.tiers.sentences import plan_notices
from lib.tiers.widgets import stage as stages
from lib.tiers.widgets.board.component import KEYS
from lib.tiers.widgets.board.moves import Moves
from tests.lists import TOY, list_of
from tests.pages.app import Board, number_in, open_app, state_of
from tests.tiers.test_argument import rows

BOTH = pytest.mark.parametrize("language", LANGUAGES)


def on_tiers(plan: Plan | None = None) -> AppTest:
    app = open_app("tiers", list_of(TOY))
    if plan is not None:
        state_of(app).change(plan)
        app.run()
    assert not app.exception
    return app


@pytest.mark.parametrize(
    "value",
    [
        ["miles", "50"], ["share", 50], ["share", None], ["share"], "share", None, 7, [["share"], "50"],
        ["share", "x"], ["clients", "-1"], ["amount", "1e400"],
    ],
)  # fmt: skip
def test_a_threshold_that_no_board_types_changes_nothing(value: object) -> None:
    app = on_tiers()
    before = state_of(app).plan
    Board(app).move("typed", 0, value)
    assert not app.exception
    assert state_of(app).plan == before


def test_what_is_said_of_a_slider_that_is_gone_is_not_said() -> None:
    app = on_tiers()
    said = Board(app).said
    state_of(app).part(Moves).remarks["thresholds", 9] = "for another plan"
    state_of(app).part(Moves).remarks["budgets", 1] = "of this one"
    app.run()
    assert not app.exception
    assert Board(app).said["thresholds"] == said["thresholds"]
    assert Board(app).said["budgets"][1] == "of this one"


def test_an_amount_is_shown_as_typed_as_long_as_it_cuts_there() -> None:
    """Whoever types 150 reads 150, not the 200 of the last client above; moved elsewhere, the list's own."""
    app = on_tiers()
    state_of(app).threshold_unit = "amount"
    app.run()
    own = Board(app).said["typed"]
    Board(app).type(1, "150")
    assert Board(app).said["typed"][1] == "150"
    Board(app).threshold(1, 85)
    assert Board(app).said["typed"][1] not in ("150", own[1])


def test_the_board_leads_to_the_next_page() -> None:
    app = on_tiers()
    (board,) = [part.proto for part in app.get("bidi_component") if part.proto.id.endswith(KEYS["page"])]
    after = json.loads(board.json)["next"]["page"]
    for page, there in (("elsewhere", "tiers"), (after, after)):
        states = app._tree.get_widget_states()
        states.widgets.append(WidgetState(id=board.id, json_value=json.dumps({"page": page})))
        app._run(states)
        assert not app.exception
        assert state_of(app).page == there


def test_a_scenario_that_is_gone_is_compared_with_no_more() -> None:
    app = on_tiers()
    kept = state_of(app).keep("Prudent")
    state_of(app).reference = KeptScenario(kept.name)
    app.run()
    shown = Board(app).answer["meaning"]
    assert "Prudent" in shown["references"][shown["reference"]]
    state_of(app).drop(kept.name)
    app.run()
    shown = Board(app).answer["meaning"]
    assert shown["reference"] == 0
    assert "Prudent" not in " ".join(shown["references"])


def typed_late(app: AppTest, key: str, typed: str, meanwhile: Callable[[State], None]) -> Plan:
    """A field of the page is typed into after the plan has changed; the plan as it was then."""
    field = app.text_input(key=key).set_value(typed)
    meanwhile(state_of(app))
    before = state_of(app).plan
    field.run()
    assert not app.exception
    return before


@pytest.mark.parametrize(("method", "key"), [("amount", "amounts_1"), ("count", "counts_1")])
@pytest.mark.parametrize("changes", [{"method": "equal"}, {"tier_count": 2}])
def test_a_value_of_another_method_or_tier_comes_too_late(
    method: str, key: str, changes: dict[str, object]
) -> None:
    app = on_tiers(Plan(method=method, tier_count=3))  # type: ignore[arg-type]
    before = typed_late(app, key, "3", lambda mine: mine.change_with(**changes))
    assert state_of(app).plan == before


def test_an_hour_that_people_price_meanwhile_has_no_other_price() -> None:
    app = on_tiers()
    state_of(app).budget_unit = "money"
    app.run()
    priced = Team((Person("Ann", cost_per_hour=50 * UNIT),))
    before = typed_late(app, "cost_per_hour", "10", lambda mine: mine.change_with(team=priced))
    assert app.text_input(key="cost_per_hour").disabled
    assert state_of(app).plan == before


def test_where_hours_cost_nothing_any_more_no_amount_is_a_budget() -> None:
    free = ProfitSettings(owner_cost=0, manager_cost=0, team_cost=0)
    app = on_tiers()
    state_of(app).budget_unit = "money"
    app.run()
    before = typed_late(app, "budget_money", "5000", lambda mine: mine.change_with(profit=free))
    assert app.text_input(key="budget_money").disabled
    assert state_of(app).plan == before
    assert number_in(app, "budget_money") == 0


def test_the_time_of_today_is_no_rule_for_a_list_that_does_not_know_it() -> None:
    plain = list_of(TOY)
    app = open_app("tiers", client_list(plain.ranked.assign(minutes=[60] * 10), plain.report))
    app.session_state["rules"] = True
    app.run()
    pills = app.button_group(key="preset").set_value("today")
    state_of(app).loaded = Loaded(plain)
    before = state_of(app).plan
    pills.run()
    assert not app.exception
    assert state_of(app).plan == before


def test_a_tier_that_is_gone_is_served_by_nobody_else() -> None:
    app = open_app("plan", list_of(TOY))
    choice = app.selectbox(key="mode_4").set_value("owner")
    state_of(app).change_with(tier_count=2)
    before = state_of(app).plan
    choice.run()
    assert not app.exception
    assert state_of(app).plan == before
    app.selectbox(key="mode_1").set_value("owner").run()
    assert state_of(app).plan.modes[1] == "owner"


def test_views_are_entered_and_left_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two ways out may be taken at once: a key and a button."""
    mine = stages.Stage()
    monkeypatch.setattr(stages, "stage", lambda: mine)
    stages._enter("projector")
    stages._enter("slide_show")
    stages._enter("projector")
    assert mine.views == ("projector", "slide_show")
    stages.leave("projector")
    assert mine.shown == "slide_show"
    for _ in range(2):
        stages.leave("slide_show")
    assert (mine.shown, mine.left) == ("projector", "slide_show")
    stages.leave("projector")
    assert mine.shown is None


@BOTH
def test_a_tier_without_time_gets_none_and_one_that_took_none_has_no_factor(language: Language) -> None:
    texts = Texts(language)
    shares = (6_000_000, 0)
    plan = Plan(method="count", tier_count=2, counts=(2,), budget_shares=shares)
    table = rows(argument(compute(list_of(TOY), plan), texts)[4].picture)
    assert table[1][2:] == ["0 min", texts("rhythm.nothing")]
    clients = list_of(TOY)
    timed = client_list(clients.ranked.assign(minutes=[0, 0] + [60] * 8), clients.report)
    table = rows(argument(compute(timed, replace(plan, budget_shares=())), texts)[4].picture)
    assert table[0][3] == "–"


@BOTH
def test_a_rule_by_the_time_of_today_is_said_where_nobody_knows_it(language: Language) -> None:
    texts = Texts(language)
    clients = list_of(TOY)
    timed = client_list(clients.ranked.assign(minutes=[60] * 10), clients.report)
    plan = Plan(budget_rule="today")
    unknown = ("budgets.today_unknown", {})
    assert unknown in plan_notices(compute(clients, plan), texts)
    assert unknown not in plan_notices(compute(timed, plan), texts)
    assert unknown not in plan_notices(compute(clients, Plan()), texts)
