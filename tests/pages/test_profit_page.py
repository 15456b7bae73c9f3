"""The profit page: settings, the break-even sentence, who takes money back, proposed budgets."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.plan.budgets import WHOLE
from lib.plan.profit_settings import ProfitSettings
from lib.plan.team import Person, Team
from lib.profit import contribution
from lib.profit.widgets.parts import PARTS
from lib.services.examples import example
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of
from tests.pages.app import number_in, open_app, state_of, words

HUNDRED = list_of([100_000 // rank + 7 for rank in range(1, 101)])


def opened(app: AppTest, part: str) -> AppTest:
    """One part of the page."""
    return app.segmented_control(key="profit_part").select(part).run()


def with_columns() -> ClientList:
    table = HUNDRED.ranked.assign(margin=HUNDRED.revenue // 4, minutes=600)
    return client_list(table, HUNDRED.report)


def test_the_break_even_sentence_follows_the_fixed_costs() -> None:
    app = open_app("profit", HUNDRED, "en")
    assert "Write down your fixed costs" in words(app)
    app.text_input(key="fixed_costs").set_value("30000").run()
    assert not app.exception
    assert state_of(app).plan.profit.fixed_costs == 30_000 * UNIT
    assert "pay* your fixed costs of 30,000" in words(app)
    app.text_input(key="margin").set_value("30").run()
    app.text_input(key="hour").set_value("60").run()
    assert "pay your fixed costs of 30,000" in words(app)
    app.text_input(key="fixed_costs").set_value("100000000").run()
    assert "Your clients do not pay your fixed costs" in words(app)


@pytest.mark.parametrize("page", ["profit", "tomorrow", "services"])
def test_a_page_run_works_profit_out_once_at_most(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = ("service_cost", "margins", "tier_profits", "treatments")
    calls = Counter[str]()

    def counted(name: str, rule: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object) -> object:
            calls[name] += 1
            return rule(*args)

        return call

    for name in rules:
        monkeypatch.setattr(contribution, name, counted(name, getattr(contribution, name)))
    clients = list_of([100_000 // rank + 7 for rank in range(1, 101)])
    app = open_app(page, clients)
    assert not app.exception
    once = {"profit": dict.fromkeys(rules[:-1], 1)}.get(page, {})
    assert calls == once
    app.run()
    assert calls == once
    state_of(app).change_with(profit=ProfitSettings(margin=4_200))
    app.run()
    assert calls == Counter(once) + Counter(once)
    if page == "profit":
        for part in PARTS[1:]:
            app.segmented_control(key="profit_part").select(part).run()
        assert calls == Counter(once) + Counter(once) + Counter(treatments=1)


def test_margins_and_costs_are_put_into_the_plan() -> None:
    app = open_app("profit", HUNDRED)
    app.text_input(key="margin").set_value("42.5").run()
    app.text_input(key="owner_cost").set_value("81.25").run()
    app.slider(key="capacity").set_value(80).run()
    profit = state_of(app).plan.profit
    assert (profit.margin, profit.owner_cost, profit.capacity) == (4250, 812_500, 80)
    app.button_group(key="margin_source").set_value("tier").run()
    app.text_input(key="margin_4").set_value("50").run()
    assert not app.exception
    assert state_of(app).plan.profit.tier_margins == (4250, 4250, 4250, 4250, 5000)


def test_the_cost_of_people_holds() -> None:
    app = open_app("profit", HUNDRED)
    state_of(app).change_with(team=Team((Person("Ann", "manager", 6000, 50 * UNIT),)))
    app.run()
    assert number_in(app, "manager_cost") == 50.0
    assert app.text_input(key="manager_cost").disabled
    assert not app.text_input(key="team_cost").disabled


def test_what_the_file_knows_is_offered() -> None:
    app = open_app("profit", with_columns())
    opened(app, "alike")
    assert len(app.dataframe[0].value) == 3
    assert "Aujourd’hui" in words(app)
    opened(app, "pay")
    assert app.button_group(key="margin_source").value == "file"
    assert f"{sum(with_columns().ranked['margin']) // UNIT:_} de marge".replace("_", "\u202f") in words(app)
    app.button_group(key="margin_source").set_value("all").run()
    assert not app.exception
    assert state_of(app).plan.profit.entered == ("margin_source",)
    assert number_in(app, "margin") is None
    assert "file" not in open_app("profit", HUNDRED).button_group(key="margin_source").options


def test_costs_above_margins_everywhere_leave_the_page_usable() -> None:
    app = open_app("profit", list_of(TOY))
    app.text_input(key="margin").set_value("0").run()
    app.text_input(key="fixed_costs").set_value("1000").run()
    assert not app.exception
    assert "Vos 10 clients coûtent plus qu’ils n’apportent" in words(app)
    assert "Aucun client ne rapporte autant que son service coûte" in words(opened(app, "whale"))


def test_a_proposal_changes_nothing_until_it_is_taken() -> None:
    app = opened(open_app("profit", HUNDRED), "budgets")
    state_of(app).change_with(budget_shares=(WHOLE // 2, WHOLE // 2, 0, 0, 0))
    app.run()
    assert state_of(app).plan.budget_shares[0] == WHOLE // 2
    app.button(key="apply_budgets").click().run()
    assert state_of(app).plan.budget_shares == (WHOLE // 5,) * 5
    assert Texts(state_of(app).language)("profit.already_best") in words(app)
    assert "apply_budgets" not in [button.key for button in app.button]


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_a_catalogue_the_time_may_come_from_it(language: Language) -> None:
    app = open_app("profit", HUNDRED, language)
    state_of(app).change_with(services=example("trade", Texts(language)))
    app.run()
    app.button_group(key="time_source").set_value("services").run()
    opened(app, "budgets").button_group(key="aim").set_value("cover").run()
    assert not app.exception
    assert state_of(app).plan.profit.time_source == "services"


@pytest.mark.parametrize("revenues", [[5], [5, 5, 5], [10**9, 1], [3] * 40])
def test_odd_lists_get_a_sensible_page(revenues: list[int]) -> None:
    app = open_app("profit", list_of(revenues))
    app.text_input(key="fixed_costs").set_value("7").run()
    for part in PARTS:
        assert not opened(app, part).exception
    state_of(app).change(replace(state_of(app).plan, budget_minutes=0))
    for part in PARTS:
        assert not opened(app, part).exception
    assert "il n’y a rien à répartir" in words(app)


def test_every_client_can_be_looked_up() -> None:
    app = open_app("profit", list_of(list(range(1, 251))))
    assert len(app.dataframe) == 1
    app.session_state["profit_figures"] = True
    app.run()
    app.text_input(key="search").set_value("client 2").run()
    assert not app.exception
    assert len(app.dataframe[2].value) == 51


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_gave_is_asked_for_and_marked_until_it_is_given(language: Language) -> None:
    app, texts = open_app("profit", HUNDRED, language), Texts(language)
    fields = {key: app.text_input(key=key) for key in ("margin", "hour", "fixed_costs")}
    assert [number_in(app, key) for key in fields] == [None] * 3
    assert texts("profit.missing", figures="").split(":")[0].strip("* \u00a0") in words(app)
    assert texts("column.contribution") + "*" in app.dataframe[0].value
    assert texts("column.clients") in app.dataframe[0].value
    for key, typed in {"margin": "30", "hour": "60"}.items():
        app.text_input(key=key).set_value(typed).run()
    assert texts("profit.missing", figures="").split(":")[0].strip("* \u00a0") not in words(app)
    assert texts("profit.no_fixed_costs") in words(app)
    app.text_input(key="fixed_costs").set_value("0").run()
    assert not app.exception
    assert texts("profit.no_fixed_costs") not in words(app)
    assert [number_in(app, key) for key in fields] == [30.0, 60, 0]
    assert "*" not in "".join(app.dataframe[0].value)
    # Markdown's own asterisks come in pairs, and `words` takes them away.
    assert "*" not in words(app)
    assert "30\u202f000" not in words(app)
