"""The meeting page: sliders that follow each other, budgets that add up, undo that restores."""

from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from lib.base.money import UNIT
from lib.look.palette import PALETTES
from lib.plan.budgets import WHOLE
from lib.plan.compute import compute
from lib.plan.cuts import METHODS
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.team import Person, Team
from lib.profit.contribution import service_cost
from lib.screen.state import KEY, Loaded, State
from tests.lists import TOY, list_of
from tests.pages.app import ROOT, Board, clients_by_tier, number_in, open_app, state_of, tier_rows, words

HUNDRED = list_of([100_000 // rank + 7 for rank in range(1, 101)])


def test_a_threshold_slider_moves_its_cut_and_pushes_the_others() -> None:
    app = open_app("tiers", list_of(TOY))
    assert Board(app).said["thresholds_at"] == [40, 60, 70, 84]
    Board(app).threshold(0, 75)
    assert not app.exception
    values = Board(app).said["thresholds_at"]
    assert values == sorted(values)
    assert values[0] >= 75
    assert [float(t) for t in state_of(app).plan.thresholds][:2] == [0.75, 0.84]


def test_two_moves_and_two_undos_come_back_to_the_start() -> None:
    app = open_app("tiers", HUNDRED)
    start = state_of(app).plan
    Board(app).threshold(1, 60)
    Board(app).threshold(1, 55)
    assert state_of(app).plan.thresholds[1] * 100 == 55
    Board(app).move("undo")
    assert Board(app).said["thresholds_at"][1] == pytest.approx(60, abs=1)
    Board(app).move("undo")
    assert state_of(app).plan == start
    assert not Board(app).answer["undo"]


def test_budgets_stay_at_one_hundred_and_locks_hold() -> None:
    app = open_app("tiers", HUNDRED)
    Board(app).move("lock", 4, True)
    Board(app).budget(0, 50)
    shares = state_of(app).plan.budget_shares
    assert sum(shares) == WHOLE
    assert shares[0] == WHOLE // 2
    assert shares[4] == WHOLE // 5
    assert Board(app).answer["plan"]["locked"] == [False] * 4 + [True]
    Board(app).budget(0, 100)
    assert state_of(app).plan.budget_shares[0] == WHOLE - WHOLE // 5
    assert "ne laissent que 80" in Board(app).said["budgets"][0]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_can_be_chosen(method: str) -> None:
    app = open_app("tiers", HUNDRED)
    app.selectbox(key="method").select(method).run()
    assert not app.exception
    assert state_of(app).plan.method == method
    assert sum(clients_by_tier(app)) == 100


def test_amounts_and_counts_can_be_typed() -> None:
    app = open_app("tiers", list_of(TOY))
    app.selectbox(key="method").select("amount").run()
    app.slider(key="tier_count").set_value(3).run()
    app.text_input(key="amounts_0").set_value("100").run()
    app.text_input(key="amounts_1").set_value("50").run()
    assert clients_by_tier(app) == [3, 3, 4]
    app.selectbox(key="method").select("count").run()
    app.text_input(key="counts_0").set_value("1").run()
    app.text_input(key="counts_1").set_value("4").run()
    assert clients_by_tier(app) == [1, 4, 5]


def test_reset_goes_back_to_the_method() -> None:
    app = open_app("tiers", HUNDRED)
    app.slider(key="tier_count").set_value(3).run()
    Board(app).threshold(0, 50)
    Board(app).budget(0, 50)
    Board(app).move("reset")
    plan = state_of(app).plan
    assert (plan.tier_count, plan.thresholds, plan.budget_shares) == (3, (), ())


def test_the_plan_survives_a_walk_through_the_pages_and_a_change_of_language() -> None:
    app = open_app("tiers", HUNDRED)
    Board(app).threshold(2, 66)
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


def test_thresholds_can_be_typed_three_ways_and_follow_one_another() -> None:
    app = open_app("tiers", list_of(TOY))
    Board(app).type(0, "70 %")
    assert Board(app).said["thresholds_at"][0] == 70
    Board(app).move("unit", 0, "clients")
    assert Board(app).said["typed"][0] == "3"
    Board(app).type(0, "2")
    assert Board(app).said["thresholds_at"][0] == 60
    Board(app).move("unit", 0, "amount")
    Board(app).type(0, "70,5")
    assert clients_by_tier(app)[0] == 4
    assert Board(app).said["typed"][0] == "70,50"
    plan = state_of(app).plan
    Board(app).type(0, "many")
    assert state_of(app).plan == plan
    assert "Tapez un montant" in Board(app).said["thresholds"][0]
    assert "Tapez" not in Board(app.run()).said["thresholds"][0]


def test_undo_redo_and_a_new_move_after_undo() -> None:
    app = open_app("tiers", HUNDRED)
    Board(app).threshold(0, 50)
    moved = state_of(app).plan
    Board(app).move("undo")
    Board(app).move("redo")
    assert state_of(app).plan == moved
    assert not Board(app).answer["redo"]
    Board(app).move("undo")
    Board(app).threshold(0, 40)
    assert not Board(app).answer["redo"]


def test_the_budget_can_be_given_in_money() -> None:
    app = open_app("tiers", HUNDRED)
    app.button_group(key="budget_unit").set_value("money").run()
    usual = service_cost(compute(HUNDRED, Plan()))
    assert number_in(app, "budget_money") == round(usual.total / UNIT)
    assert [app.text_input(key=key).label[-1] for key in ("cost_per_hour", "budget_money")] == ["*", "*"]
    app.text_input(key="cost_per_hour").set_value("95").run()
    assert round(service_cost(compute(HUNDRED, state_of(app).plan)).total / UNIT) == 1600 * 95
    assert number_in(app, "budget_money") == 1600 * 95
    assert "*" not in app.text_input(key="budget_money").label
    app.text_input(key="budget_money").set_value("50000").run()
    assert state_of(app).plan.budget_minutes == 31_579
    assert number_in(app, "budget_money") == 50_000
    app.text_input(key="cost_per_hour").set_value("50").run()
    assert state_of(app).plan.budget_minutes == 31_579
    assert number_in(app, "budget_money") == round(31_579 / 60 * 50)
    app.text_input(key="cost_per_hour").set_value("0").run()
    assert app.text_input(key="budget_money").disabled
    state_of(app).change_with(team=Team((Person("Ann", "owner", 6000, 50 * UNIT),)))
    assert app.run().text_input(key="cost_per_hour").disabled


def open_panel(app: AppTest, key: str) -> AppTest:
    """The app with a panel opened that is drawn only when it is open."""
    app.session_state[key] = True
    return app.run()


def test_budgets_follow_a_rule_until_a_hand_moves_them() -> None:
    app = open_panel(open_app("tiers", list_of(TOY)), "rules")
    assert app.button_group(key="preset").value == "equal"
    app.button_group(key="preset").set_value("revenue").run()
    shares = [round(row.budget_share, 4) for row in compute(list_of(TOY), state_of(app).plan).tiers]
    assert shares == [0.4, 0.2, 0.1, 0.14, 0.16]
    assert app.slider(key="mix").value == 100
    Board(app).threshold(0, 60)
    assert Board(app).said["budgets_at"][0] == 60
    app.slider(key="mix").set_value(50).run()
    assert app.button_group(key="preset").value is None
    assert Board(app).said["budgets_at"][0] == 40
    Board(app).move("lock", 0, True)
    app.button_group(key="preset").set_value("clients").run()
    plan = state_of(app).plan
    assert plan.budget_shares[0] == WHOLE * 40 // 100
    assert sum(plan.budget_shares) == WHOLE


def test_as_today_is_offered_where_the_list_says_it() -> None:
    timed = list_of(TOY)
    timed.ranked["minutes"] = [10] * 9 + [910]
    app = open_panel(open_app("tiers", timed), "rules")
    assert "Aujourd’hui, le groupe E" in words(app)
    app.button_group(key="preset").set_value("today").run()
    assert Board(app).said["budgets_at"][4] == 95
    plain = open_panel(open_app("tiers", list_of(TOY)), "rules")
    assert "today" not in plain.button_group(key="preset").options


def test_who_moves_is_said_by_name_against_a_chosen_plan() -> None:
    app = open_app("tiers", list_of(TOY))
    assert "Personne ne monte" in words(app)
    Board(app).threshold(0, 60)
    assert "3 clients en hausse\u00a0: Client 002 (B → A), Client 003 (C → B)" in words(app)
    Board(app).move("reference", 0, "Juste avant le dernier geste")
    Board(app).threshold(0, 70)
    assert "Client 003 (B → A)" in words(app)
    assert "Client 002 (B → A)" not in words(app)


def test_a_client_is_moved_by_hand_with_a_reason() -> None:
    app = open_panel(open_app("tiers", list_of(TOY)), "placing")
    app.text_input(key="place_search").set_value("010").run()
    app.text_input(key="place_reason").set_value("**new** contract").run()
    app.button(key="place_move").click().run()
    assert not app.exception
    assert state_of(app).plan.placed == (Placement("Client 010", 0, "**new** contract"),)
    assert clients_by_tier(app)[0] == 2
    assert "Client 010 · A · ✎ Déplacé à la main" in words(app)
    app.switch_page("pages/plan.py").run()
    assert "contract" in app.dataframe[0].value["À la main"].iloc[9]
    app.switch_page("pages/tiers.py").run()
    open_panel(app, "placing").button(key="let_go_0").click().run()
    assert state_of(app).plan.placed == ()


def test_a_frozen_client_stays() -> None:
    app = open_panel(open_app("tiers", list_of(TOY)), "placing")
    app.text_input(key="place_search").set_value("Client 001").run()
    app.button(key="place_freeze").click().run()
    (placed,) = state_of(app).plan.placed
    assert (placed.client, placed.tier, placed.frozen) == ("Client 001", 0, True)


def test_tiers_are_renamed_and_coloured() -> None:
    app = open_panel(open_app("tiers", list_of(TOY)), "placing")
    app.text_input(key="tier_name_0").set_value("<b>Or</b>").run()
    app.button_group(key="palette").set_value("ember").run()
    assert tier_rows(app)[0][0] == "<b>Or</b>"
    assert Board(app).answer["tiers"][0]["fill"] == PALETTES["ember"][0].fill
    app.text_input(key="tier_name_1").set_value("<B>or</b>").run()
    assert tier_rows(app)[1][0] == "B"
    assert "même nom" in words(app)


def test_scenarios_are_kept_compared_and_opened_again() -> None:
    app = open_panel(open_app("tiers", HUNDRED), "scenarios")
    app.text_input(key="scenario_name").set_value("*Prudent*").run()
    app.button(key="keep_scenario").click().run()
    kept = state_of(app).plan
    Board(app).threshold(0, 60)
    app.text_area(key="notes_0").set_value("asked for by Anne").run()
    assert [(one.name, one.notes) for one in state_of(app).scenarios] == [("*Prudent*", "asked for by Anne")]
    table = app.dataframe[0].value
    assert list(table["Clients ①"]) != list(table["Clients ②"])
    Board(app).move("reference", 0, "Scénario « *Prudent* »")
    assert "en hausse" in words(app)
    app.button(key="open_scenario_0").click().run()
    assert state_of(app).plan == kept
    app.button(key="keep_scenario").click().run()
    assert [one.name for one in state_of(app).scenarios] == ["*Prudent*", "Scénario 2"]
    app.button(key="drop_scenario_0").click().run()
    assert [one.name for one in state_of(app).scenarios] == ["Scénario 2"]
    assert not app.exception


def test_a_link_opens_the_settings_on_another_list() -> None:
    sender = open_panel(open_app("tiers", HUNDRED), "scenarios")
    Board(sender).threshold(0, 60)
    address = sender.code[0].value
    link = address.partition("?plan=")[2]
    assert "Client" not in address
    reader = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    reader.session_state[KEY] = State(language="fr", loaded=Loaded(list_of(TOY)))
    reader.query_params["plan"] = link
    reader.run()
    assert not reader.exception
    assert "plan" not in reader.query_params
    assert state_of(reader).plan.thresholds[0] == Decimal("0.6")
    assert "Les réglages du lien sont en place" in words(reader)


def test_a_bad_link_is_one_sentence() -> None:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.session_state[KEY] = State(language="fr", loaded=Loaded(list_of(TOY)))
    app.query_params["plan"] = "%00<script>"
    app.run()
    assert not app.exception
    assert "plan" not in app.query_params
    assert state_of(app).plan == Plan()
    assert "rien n’a été changé" in words(app)


def test_names_of_clients_are_said_as_they_are_on_the_meeting_page() -> None:
    clients = list_of([101, 100, 99, 10, 9])
    clients.ranked.loc[:, "client"] = ["**A**", ":red[B]", "[C](http://c)", "$D$", "`E`"]
    app = open_app("tiers", clients)
    app.slider(key="tier_count").set_value(2).run()
    Board(app).threshold(0, 45)
    shown = "\n".join(Board(app).sentences)
    for name in ("**A**", ":red[B]", "[C](http://c)"):
        assert name in shown


def test_the_sentences_keep_their_number() -> None:
    app = open_app("tiers", HUNDRED)
    lines = words(app).count("à 5\u202f% près")
    assert lines == 4
    Board(app).threshold(3, 99)
    assert words(app).count("à 5\u202f% près") == lines


def test_the_projector_says_the_sentence_and_holds_what_a_meeting_touches() -> None:
    app = open_app("tiers", list_of(TOY))
    sentence = "le groupe E (5 clients, 16\u202f% du chiffre) prend 50\u202f% de votre temps"
    assert sentence in words(app)
    app.button(key="projector_enter").click().run()
    assert not app.exception
    assert sentence in words(app)
    assert clients_by_tier(app) == [1, 1, 1, 2, 5]
    Board(app).move("lock", 4, True)
    Board(app).budget(0, 40)
    assert [row[4] for row in tier_rows(app)] == [
        "640\u00a0h",
        "213\u00a0h",
        "213\u00a0h",
        "213\u00a0h",
        "320\u00a0h",
    ]
    Board(app).move("undo")
    assert tier_rows(app)[0][4] == "320\u00a0h"
    Board(app).move("redo")
    assert tier_rows(app)[0][4] == "640\u00a0h"
    app.button(key="projector_leave").click().run()
    assert app.selectbox(key="method").value == "equal"


def test_the_slide_show_has_no_controls() -> None:
    app = open_app("tiers", list_of(TOY))
    app.button(key="projector_enter").click().run()
    app.button(key="slide_show_enter").click().run()
    assert not app.exception
    assert [*app.slider, *app.checkbox, *app.selectbox, *app.button] == []
    assert not Board(app).is_there
