"""What is declared beside a field holds everywhere: the least and the most pass, one beyond is refused, by
the plan, by its JSON, and by the tables that are typed in."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated, Any

import pytest

from lib.base.bounds import Bounds, bounds_of, length_of, wrong_fields
from lib.base.money import UNIT
from lib.people.typed_team import people_table, read_people
from lib.plan.errors import PlanError
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.plan_json import from_json, to_json
from lib.plan.profit_settings import ProfitSettings
from lib.plan.services import ONCE, Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.plan.tomorrow_settings import TomorrowSettings
from lib.screen.typed_table import Fault
from lib.services.typed_catalogue import automation_table, read_automation, read_services, service_table
from lib.texts import Texts

EN = Texts("en")
VISIT = Service("Visit", 10, "team", 0, (ONCE,), (0,))


@dataclass(frozen=True)
class Case:
    """A field with the bounds that are expected, and a plan that holds a value of it."""

    kind: type
    name: str
    expected: tuple[int, int]
    plan: Callable[[int], Plan]


def in_plan(name: str) -> Callable[[int], Plan]:
    return lambda value: Plan(**{name: value})  # type: ignore[arg-type]


def in_service(name: str, several: bool = False) -> Callable[[int], Plan]:
    def plan(value: int) -> Plan:
        service = replace(VISIT, **{name: (value,) if several else value})  # type: ignore[arg-type]
        return Plan(services=ServiceCatalogue((service,)))

    return plan


def in_person(name: str) -> Callable[[int], Plan]:
    return lambda value: Plan(team=Team((replace(Person("Ann"), **{name: value}),)))  # type: ignore[arg-type]


def in_profit(name: str) -> Callable[[int], Plan]:
    return lambda value: Plan(profit=ProfitSettings(**{name: value}))  # type: ignore[arg-type]


CASES = [
    Case(Plan, "tier_count", (2, 6), in_plan("tier_count")),
    Case(Plan, "budget_minutes", (0, 12_000_000), in_plan("budget_minutes")),
    Case(Plan, "budget_mix", (0, 100), in_plan("budget_mix")),
    Case(Plan, "thresholds", (0, 1), lambda value: Plan(thresholds=(Decimal(value),))),
    Case(Plan, "amounts", (1, 2**60), lambda value: Plan(amounts=(value,))),
    Case(Plan, "counts", (1, 2**60), lambda value: Plan(counts=(value,))),
    Case(Placement, "tier", (0, 5), lambda value: Plan(placed=(Placement("x", value),))),
    Case(Service, "minutes", (0, 6_000), in_service("minutes")),
    Case(Service, "direct_cost", (0, 10**8 * UNIT), in_service("direct_cost")),
    Case(Service, "times", (0, 40_000), in_service("times", several=True)),
    Case(Service, "automated", (0, 100), in_service("automated", several=True)),
    Case(ServiceCatalogue, "floor_minutes", (0, 6_000), lambda v: Plan(services=ServiceCatalogue((), v))),
    Case(ServiceCatalogue, "floor_contacts", (0, 366), lambda v: Plan(services=ServiceCatalogue((), 0, v))),
    Case(Person, "minutes", (0, 6_000_000), in_person("minutes")),
    Case(Person, "cost_per_hour", (0, 100_000 * UNIT), in_person("cost_per_hour")),
    Case(ProfitSettings, "margin", (0, 10_000), in_profit("margin")),
    Case(
        ProfitSettings, "tier_margins", (0, 10_000), lambda v: Plan(profit=ProfitSettings(tier_margins=(v,)))
    ),
    Case(ProfitSettings, "owner_cost", (0, 100_000 * UNIT), in_profit("owner_cost")),
    Case(ProfitSettings, "manager_cost", (0, 100_000 * UNIT), in_profit("manager_cost")),
    Case(ProfitSettings, "team_cost", (0, 100_000 * UNIT), in_profit("team_cost")),
    Case(ProfitSettings, "capacity", (20, 100), in_profit("capacity")),
    Case(ProfitSettings, "fixed_costs", (0, 10**12 * UNIT), in_profit("fixed_costs")),
    Case(TomorrowSettings, "tolerance", (0, 50), lambda v: Plan(tomorrow=TomorrowSettings(tolerance=v))),
    Case(
        TomorrowSettings,
        "potentials",
        (1, 3),
        lambda v: Plan(tomorrow=TomorrowSettings(potentials=(("x", v),))),
    ),
]


def put(values: Any, old: object, new: object) -> Any:
    """The JSON with every value that equals one replaced: the way to a value that no plan can hold."""
    if isinstance(values, dict):
        return {name: put(value, old, new) for name, value in values.items()}
    if isinstance(values, list):
        return [put(value, old, new) for value in values]
    return new if values == old and type(values) is type(old) else values


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind.__name__}.{case.name}")
def test_the_ends_pass_and_what_lies_beyond_is_refused(case: Case) -> None:
    bounds = bounds_of(case.kind, case.name)
    assert (bounds.least, bounds.most) == case.expected
    for value in case.expected:
        assert from_json(to_json(case.plan(value))) == case.plan(value)
    for beyond in (bounds.least - 1, bounds.most + 1):
        with pytest.raises(PlanError) as refused:
            case.plan(beyond)
        assert refused.value.code == case.name
        assert {"value", "least", "most"} <= refused.value.details.keys()


def test_json_beyond_the_bounds_is_refused_as_the_plan_refuses_it() -> None:
    for case in CASES:
        if case.name == "thresholds":
            continue
        sign = case.expected[1]
        values = to_json(case.plan(sign))
        with pytest.raises(PlanError) as refused:
            from_json(put(values, sign, sign + 1))
        assert refused.value.code == case.name or refused.value.others


GRIDS = [
    (Service, "minutes", 1, "minutes"),
    (Service, "direct_cost", UNIT, "direct_cost"),
    (Service, "times", ONCE, "times_0"),
    (Service, "automated", 1, "automated_0"),
    (Person, "minutes", 60, "hours"),
    (Person, "cost_per_hour", UNIT, "cost_per_hour"),
]


def read(kind: type, column: str, typed: str) -> tuple[object, list[Fault]]:
    """What a table of one row makes of a typed cell."""
    catalogue = ServiceCatalogue((VISIT,))
    if kind is Person:
        table = people_table(Team((Person("Ann"),)), EN)
        table.loc[0, column] = typed
        team, faults = read_people(table, Team(), EN)
        return getattr(
            team.people[0], "minutes" if column == "hours" else column
        ) if not faults else None, faults
    name = column.removesuffix("_0")
    automation = name == "automated"
    table = automation_table(catalogue, 1) if automation else service_table(catalogue, 1, EN)
    table.loc[0, column] = typed
    after, faults = (read_automation if automation else read_services)(table, catalogue, 1, EN)
    held = getattr(after.services[0], name)
    return held[0] if isinstance(held, tuple) else held, faults


@pytest.mark.parametrize(("kind", "name", "unit", "column"), GRIDS)
def test_typed_cells_have_the_same_bounds(kind: type, name: str, unit: int, column: str) -> None:
    bounds = bounds_of(kind, name)
    assert bounds.unit == unit
    least, most = bounds.whole
    assert read(kind, column, f"{most:,}") == (bounds.most, [])
    assert read(kind, column, str(least)) == (bounds.least, [])
    assert read(kind, column, str(most + 1))[1] == [Fault(1, column, str(most + 1), "too_large", most)]
    assert read(kind, column, str(least - 1))[1] == [Fault(1, column, str(least - 1), "too_small", least)]


def test_a_table_has_as_many_rows_as_a_plan() -> None:
    most = length_of(Team, "people").most
    people = tuple(Person(f"P{number}") for number in range(most + 1))
    with pytest.raises(PlanError):
        Team(people)
    full = people_table(Team(people[:most]), EN)
    assert len(read_people(full, Team(), EN)[0].people) == most
    more = full.reindex(range(most + 1), fill_value="more")
    more.loc[most, ["role", "hours", "cost_per_hour"]] = ""
    assert read_people(more, Team(), EN)[1] == [Fault(most + 1, "person", "more", "too_many", most)]


def test_bounds_count_in_units() -> None:
    bounds = Bounds(1, 12_345, 1_000)
    assert bounds.whole == (1, 12)
    assert (bounds.least_typed, bounds.most_typed) == (0.001, 12.345)
    assert [value in bounds for value in (0, 1, 12_345, 12_346)] == [False, True, True, False]


def test_what_has_no_bounds_is_asked_for_none() -> None:
    for name in ("name", "role"):
        with pytest.raises(KeyError):
            bounds_of(Person, name)
    for name in ("minutes", "role"):
        with pytest.raises(KeyError):
            length_of(Person, name)


@dataclass(frozen=True)
class Noted:
    """Notes beside a type that are no bounds, and bounds behind them."""

    value: Annotated[int, "a word", Bounds(0, 5)] = 0
    word: Annotated[str, "a word"] = ""
    pair: tuple[Annotated[int, Bounds(0, 9)], str] = (0, "")
    maybe: Annotated[int, Bounds(1, 3)] | None = None


def test_other_notes_beside_a_type_are_passed_over() -> None:
    assert bounds_of(Noted, "value") == Bounds(0, 5)
    with pytest.raises(KeyError):
        length_of(Noted, "word")
    assert wrong_fields(Noted()) == []
    wrong = wrong_fields(Noted(value=6, word="x" * 99, pair=(10, "y"), maybe=4))
    assert [(each.field, each.value, each.least, each.most) for each in wrong] == [
        ("value", 6, 0, 5), ("pair", 10, 0, 9), ("maybe", 4, 1, 3),
    ]  # fmt: skip
