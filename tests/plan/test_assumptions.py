"""Which figures of profit nobody gave: cases worked by hand."""

from dataclasses import replace

import pytest

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.plan.assumptions import ASSUMPTIONS, Assumption, assumed, is_missing
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.plan_json import from_json, to_json
from lib.plan.profit_settings import ProfitSettings, has_margins, margin_source_of
from lib.plan.services import Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.profit.profit import profit_of
from lib.profit.sentences import assumption_sentences, result_sentences
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of

CLIENTS = list_of(TOY)
USUAL = ProfitSettings()
GIVEN = USUAL.with_entered(margin=3_000, owner_cost=70 * UNIT, manager_cost=45 * UNIT, team_cost=30 * UNIT)


def with_margins() -> ClientList:
    return client_list(CLIENTS.ranked.assign(margin=CLIENTS.revenue // 2), CLIENTS.report)


CASES: list[tuple[str, ProfitSettings, set[Assumption]]] = [
    ("nothing was said", USUAL, set(ASSUMPTIONS)),
    ("the usual margin, confirmed", USUAL.with_entered(margin=3_000), set(ASSUMPTIONS) - {"margin"}),
    ("a margin from before it was asked", ProfitSettings(margin=4_000), set(ASSUMPTIONS) - {"margin"}),
    ("a margin for each tier", ProfitSettings("tier", tier_margins=(1, 2, 3)), set(ASSUMPTIONS) - {"margin"}),
    ("a margin for the first tier only", ProfitSettings("tier", tier_margins=(1,)), set(ASSUMPTIONS)),
    ("one role", USUAL.with_entered(team_cost=30 * UNIT), {"margin", "owner_cost", "manager_cost"}),
    ("all", GIVEN, set()),
    ("only the fixed costs", USUAL.with_entered(fixed_costs=5), set(ASSUMPTIONS)),
]


@pytest.mark.parametrize(
    ("settings", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_nobody_gave(settings: ProfitSettings, wanted: set[Assumption]) -> None:
    plan = Plan(tier_count=3, modes=("owner", "manager", "team"), profit=settings)
    assert assumed(compute(CLIENTS, plan)) == wanted
    assert assumed(compute(CLIENTS, from_json(to_json(plan)))) == wanted


def test_a_role_that_serves_nobody_or_is_priced_by_its_people_assumes_nothing() -> None:
    plan = Plan(tier_count=2, modes=("owner", "owner"), profit=replace(GIVEN, entered=("margin",)))
    assert assumed(compute(CLIENTS, plan)) == {"owner_cost"}
    priced = replace(plan, team=Team((Person("Ann", "owner", 60, 80 * UNIT),)))
    assert assumed(compute(CLIENTS, priced)) == set()
    visits = ServiceCatalogue((Service("Visit", 60, "manager", times=(100, 100), automated=(0, 0)),))
    served = replace(plan, services=visits, profit=replace(plan.profit, time_source="services"))
    assert assumed(compute(CLIENTS, served)) == {"manager_cost"}


def test_the_margins_of_a_file_hold_until_somebody_chooses_otherwise() -> None:
    clients = with_margins()
    assert has_margins(clients)
    assert "margin" not in assumed(compute(clients, Plan()))
    assert list(profit_of(compute(clients, Plan())).margins) == list(clients.revenue // 2)
    for settings, source in [
        (USUAL.with_entered(margin_source="all"), "all"),
        (ProfitSettings(margin=2_000), "all"),
        (USUAL.with_entered(margin=3_000), "all"),
        (ProfitSettings("tier"), "tier"),
        (ProfitSettings("file"), "file"),
    ]:
        assert margin_source_of(clients, settings) == source
        assert margin_source_of(CLIENTS, settings) == ("all" if source == "file" else source)


def test_no_fixed_costs_can_be_said() -> None:
    assert is_missing(USUAL)
    assert not is_missing(USUAL.with_entered(fixed_costs=0))
    assert not is_missing(ProfitSettings(fixed_costs=1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mark_stands_behind_what_follows_from_the_assumption_and_is_explained_once(
    language: Language,
) -> None:
    texts = Texts(language)
    costs_given = replace(GIVEN, entered=GIVEN.entered[1:])
    profit = profit_of(compute(CLIENTS, Plan(profit=costs_given)))
    ((_, values),) = result_sentences(profit, texts)
    assert {name for name, value in values.items() if value.endswith("*")} == {"contribution", "margin"}
    ((_, said),) = assumption_sentences(profit, texts)
    assert said["what"] == texts("profit.assumed.margin", rate=texts.percent(0.3))
    sure = profit_of(compute(CLIENTS, Plan(profit=GIVEN)))
    assert not assumption_sentences(sure, texts)
    assert "*" not in "".join(
        value for _, values in result_sentences(sure, texts) for value in values.values()
    )
