"""How figures came about: the numbers of each explanation give its result, on the example and on any list."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.keys import key_of
from lib.method.explanations import OF_PAGE, ON_PAGE, TERMS, Explanation, Term, explanation
from lib.plan.compute import PlanResult, compute
from lib.plan.group_settings import GroupSettings
from lib.plan.plan import Plan
from lib.plan.potential_settings import PotentialSettings, TypedPotential
from lib.plan.profit_settings import ProfitSettings
from lib.reading.clients_from_rows import read_file
from lib.screen.frame import PAGES
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of, sold
from tests.pages.app import open_app, words

SAMPLES = Path(__file__).parents[2] / "sample_data"
ENGLISH = Texts("en")
SETTINGS = ProfitSettings(
    margin=3_000, fixed_costs=80 * UNIT, capacity=100, owner_cost=UNIT // 10, entered=("margin",)
)


def told(name: Term, result: PlanResult) -> dict[str, float]:
    """The values of an explanation that are numbers."""
    values = explanation(name, result, ENGLISH).values
    assert values is not None
    return {
        key: float(number.group().replace(",", ""))
        for key, value in values.items()
        if (number := re.search(r"-?[\d,]+(\.\d+)?", value))
    }


def test_the_worked_example_of_the_method() -> None:
    """The ten clients whose figures are published in METHOD: Gini 0.517, HHI 0.22585."""
    result = compute(list_of(TOY), Plan())
    figures = told("inequality", result)
    assert (figures["gini"], figures["hhi"]) == (0.52, 0.2259)
    shares = told("shares", result)
    assert (shares["revenue"], shares["total"], shares["share"]) == (400, 1000, 40.0)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=60))
def test_what_is_divided_gives_what_is_said(revenues: list[int]) -> None:
    result = compute(list_of(revenues), Plan(profit=SETTINGS))
    shares = told("shares", result)
    assert shares["share"] == pytest.approx(100 * max(revenues) / sum(revenues), abs=0.06)
    law = told("own_law", result)
    assert law["share"] + law["revenue"] >= 99.89
    first = result.tiers[0]
    minutes = told("minutes", result)
    assert minutes["share"] == pytest.approx(100 / len(result.tiers), abs=0.06)
    intensity = told("intensity", result)
    assert intensity["intensity"] == pytest.approx(first.budget_share / first.revenue_share, abs=0.006)
    largest = sorted(revenues, reverse=True)
    edge = told("tiers", result)
    rank = int(edge["rank"])
    assert explanation("tiers", result, ENGLISH).last_rank == rank
    assert (edge["above"], edge["below"]) == (largest[rank - 1], largest[rank])


def test_the_largest_group_of_companies_and_the_share_of_wallet() -> None:
    """Clients of 400 and 200 of 1,000 together: 60%. Of a potential of 500 and of 100 beside 200 bought, 100
    is left: 600 ÷ 700."""
    clients = list_of(TOY)
    rows = list(clients.ranked[["client", "number", "revenue"]].head(2).itertuples(index=False))
    first, second = (key_of(client, number) for client, number, _ in rows)
    assert [revenue // UNIT for *_, revenue in rows] == [400, 200]
    typed = (TypedPotential(first, 500 * UNIT), TypedPotential(second, 100 * UNIT))
    groups = GroupSettings(by_hand=((first, "Holding"), (second, "Holding")))
    result = compute(clients, Plan(groups=groups, potential=PotentialSettings(typed=typed)))
    companies, share = told("companies", result), told("wallet", result)
    assert (companies["clients"], companies["revenue"], companies["total"]) == (2, 600, 1000)
    assert companies["share"] == 60
    assert (share["clients"], share["revenue"], share["headroom"], share["share"]) == (2, 600, 100, 85.7)
    assert told("potential_class", result)["headroom"] == 100


def test_retention_is_reckoned_from_two_periods() -> None:
    """100 + 50 before; 80 of the first and 60 of the second after: 130 kept, 140 with growth."""
    figures = told("retention", compute(sold({"A": [100, 80], "B": [50, 60], "C": [0, 9]}), Plan()))
    assert (figures["then"], figures["kept"], figures["now"]) == (150, 130, 140)
    assert (figures["gross"], figures["net"], figures["erosion"]) == (86.7, 93.3, 13.3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TERMS)
def test_every_term_says_its_figures(name: Term, language: Language) -> None:
    texts = Texts(language)
    path = SAMPLES / f"clients_{language}.xlsx"
    clients = read_file(path.read_bytes(), path.name)
    keys = [key_of(*row) for row in clients.ranked[["client", "number"]].head(2).itertuples(index=False)]
    plan = Plan(
        profit=ProfitSettings(margin=3_000, fixed_costs=50_000 * UNIT),
        groups=GroupSettings(by_hand=tuple((each, "Holding") for each in keys)),
        potential=PotentialSettings(typed=(TypedPotential(keys[0], 10**6 * UNIT),)),
    )
    one: Explanation = explanation(name, compute(clients, plan), texts)
    assert one.values is not None
    said = texts(f"term.{name}.yours", **one.values)
    assert all(value in said for value in one.values.values())
    assert 0 <= one.last_rank <= clients.count


def test_every_term_is_used_on_one_page() -> None:
    assert sorted(name for names in OF_PAGE.values() for name in names) == sorted(TERMS)
    assert {*OF_PAGE, *ON_PAGE} <= {*PAGES}


@pytest.mark.parametrize("name", TERMS)
def test_one_client_alone_is_no_obstacle(name: Term) -> None:
    one = explanation(name, compute(list_of([5]), Plan()), ENGLISH)
    assert one.last_rank <= 1


@pytest.mark.parametrize("page", sorted(ON_PAGE))
def test_the_figures_of_a_page_are_explained_when_asked(page: str) -> None:
    clients = read_file((SAMPLES / "clients_en.xlsx").read_bytes(), "clients_en.xlsx")
    app = open_app(page, clients, "en")
    definitions = [ENGLISH(f"term.{name}.is") for name in ON_PAGE[page]]
    assert not any(definition in words(app) for definition in definitions)
    app.session_state["how_it_came"] = True
    app.run()
    assert not app.exception
    assert all(definition in words(app) for definition in definitions)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_page_speaks_with_and_without_a_list(language: Language) -> None:
    texts = Texts(language)
    assert texts("term.no_list") in words(open_app("method", None, language))
    said = words(open_app("method", list_of(TOY), language))
    assert texts("term.no_list") not in said
    assert all(texts(f"term.{name}.is") in said for name in TERMS)
