"""Another method or number of tiers chosen in Excel: LibreOffice calculates what the app gives for it, and
the plan that comes back has it."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.exports.plan_workbook import write_plan
from lib.exports.reopen import reopened, with_refused
from lib.plan.budgets import shares_from_percents
from lib.plan.compute import client_plan, compute
from lib.plan.cuts import METHODS, OWN_TIERS, Method
from lib.plan.moves import start_again
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.services import EXACT, load
from lib.profit.profit import profit_of
from lib.reading.opening import open_source
from lib.services.examples import example
from tests.exports.test_what_if import TENTHS, TIED, changed, put, thresholds
from tests.lists import TOY, list_of
from tests.office import FR, column, converted, minutes, recalculated
from tests.office import load as loaded

CATALOGUE = example("trade", FR).for_tiers(3)
TIMED = client_list(TENTHS.ranked.assign(minutes=range(1, 61)), TENTHS.report)
PLACED = (Placement("Client 030", 0, "why"),)
CASES: list[tuple[str, ClientList, Plan, Method, int]] = [
    *((f"{method} {count}", TENTHS, Plan(tier_count=3), method, count)
      for method in METHODS for count in ((3,) if method in OWN_TIERS else (2, 4, 6))),
    ("equals stay together", TIED, Plan(tier_count=3), "equal", 5),
    ("equals parted by counts", TIED, Plan(tier_count=3), "count", 4),
    ("counts no longer", TIED, Plan(method="count", tier_count=4), "equal", 3),
    ("fewer revenues than tiers", list_of([9, 9, 9, 5, 5, 1]), Plan(tier_count=2), "equal", 5),
    ("fewer clients than tiers", list_of([9, 5, 1]), Plan(tier_count=2), "share", 6),
    ("from six to two", TENTHS, Plan(tier_count=6), "equal", 2),
    ("set by hand before", TENTHS, Plan(tier_count=4, thresholds=thresholds("0.2", "0.5", "0.7"),
                                        budget_shares=shares_from_percents([10, 20, 30, 40])), "equal", 5),
    ("in proportion to revenue", TENTHS, Plan(tier_count=3, budget_mix=70), "share", 4),
    ("as the time goes today", TIMED, Plan(tier_count=3, budget_rule="today"), "equal", 4),
    ("one placed by hand", TENTHS, Plan(tier_count=3, placed=PLACED), "equal", 5),
    ("margins and services", TENTHS, Plan(tier_count=3, services=CATALOGUE,
                                          profit=ProfitSettings("tier", tier_margins=(1000, 2000, 3000),
                                                                time_source="services")), "equal", 5),
    ("profit of the budget", TENTHS, Plan(tier_count=5, profit=ProfitSettings(fixed_costs=UNIT)), "abc", 5),
]  # fmt: skip


def chosen(method: Method, count: int):  # type: ignore[no-untyped-def]
    """Choose both on the settings."""

    def change(book: Workbook) -> None:
        put(book, "tier_method", FR(f"method.{method}"))
        put(book, "tier_count", float(count))

    return change


@pytest.mark.parametrize(("clients", "before", "method", "count"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_the_workbook_follows_method_and_number_and_the_app_takes_them(
    clients: ClientList, before: Plan, method: Method, count: int, tmp_path: Path
) -> None:
    after = start_again(before, method=method, tier_count=count)
    result = compute(clients, after)
    data = changed(write_plan(compute(clients, before), FR), chosen(method, count))
    book = recalculated(data, tmp_path)
    _holds_clients(book, clients, after)
    _holds_tiers(book, clients, after)
    _holds_services_and_profit(book, clients, after)
    back = reopened(open_source((tmp_path / "out" / "plan.xlsx").read_bytes(), "plan.xlsx"))
    assert back is not None
    assert back.plan == after
    differs = {"tier_method": method != before.method, "tier_count": count != before.tier_count}
    assert {each.change.name for each in back.changes} == {name for name in differs if differs[name]}
    assert all(each.taken for each in back.changes)
    assert compute(clients, back.plan) == result


def _holds_clients(book: Workbook, clients: ClientList, plan: Plan) -> None:
    wanted = client_plan(compute(clients, plan))
    assert column(book["Clients"], "Groupe") == wanted["tier"].tolist()
    assert minutes(column(book["Clients"], "Temps par an")) == wanted["minutes"].tolist()


def _holds_tiers(book: Workbook, clients: ClientList, plan: Plan) -> None:
    result = compute(clients, plan)
    name = next(name for name in ("Groupes", "Groupes et services") if name in book.sheetnames)
    for row, tier in enumerate(result.tiers, 4):
        cells = [book[name].cell(row, place).value for place in range(1, 18)]
        assert cells[:4] == [tier.name, tier.clients, tier.from_rank, tier.to_rank]
        figures = [tier.revenue / UNIT, tier.revenue_share, tier.cumulative_share, tier.largest / UNIT,
                   tier.smallest / UNIT, tier.spread, tier.variation, tier.budget_share]  # fmt: skip
        assert cells[4:12] == pytest.approx(figures, rel=1e-6, abs=1e-9)
        assert cells[16] == FR(f"mode.{tier.mode}")
    summary = {row[0]: row for row in book["Synthèse"].iter_rows(values_only=True) if row[1] is not None}
    for tier in result.tiers:
        shares = [tier.client_share, tier.revenue / UNIT, tier.revenue_share, tier.baseline_share]
        assert summary[tier.name][2:6] == pytest.approx(shares)
    assert summary[FR("workbook.all")][1] == clients.count
    assert summary[FR("workbook.all")][6] == pytest.approx(1)


def _holds_services_and_profit(book: Workbook, clients: ClientList, plan: Plan) -> None:
    result = compute(clients, plan)
    if plan.services.services:
        sheet = book["Groupes et services"]
        (line,) = (row for row in sheet.iter_rows(values_only=True) if row[3] == FR("workbook.work"))
        work = load(plan.services, [tier.clients for tier in result.tiers]).by_tier.tolist()
        assert minutes(list(line[4 : 4 + len(work)])) == [round(part / EXACT) for part in work]
    if "Profit" in book.sheetnames:
        rows = {row[0]: row for row in book["Profit"].iter_rows(values_only=True) if row[1] is not None}
        for tier in profit_of(result).tiers:
            figures = [tier.clients, tier.revenue / UNIT, tier.margin / UNIT]
            assert rows[tier.name][1:4] == pytest.approx(figures)
            assert rows[tier.name][5:7] == pytest.approx([tier.cost / UNIT, tier.contribution / UNIT])
            assert rows[tier.name][10:12] == pytest.approx([tier.losing, tier.lost / UNIT])


def test_what_was_typed_over_the_new_tiers_is_taken_too(tmp_path: Path) -> None:
    before = Plan(tier_count=3, services=CATALOGUE)

    def change(book: Workbook) -> None:
        chosen("equal", 5)(book)
        put(book, "thresholds", 0.9, 3)
        put(book, "tier_names", "Les petits", 4)
        put(book, "service_minutes", 95)

    book = changed(write_plan(compute(TENTHS, before), FR), change)
    data = converted(book, tmp_path, "xlsx:Calc MS Excel 2007 XML").read_bytes()
    back = reopened(open_source(data, "plan.xlsx"))
    assert back is not None
    assert [each.fate for each in back.changes] == ["taken"] * 4
    assert back.plan.tier_count == 5
    assert back.plan.tier_names == ("", "", "", "", "Les petits")
    equal = compute(TENTHS, start_again(before, tier_count=5))
    assert [float(share) for share in back.plan.thresholds[:3]] == pytest.approx(
        [float(share) for share in equal.thresholds[:3]], abs=0.01
    )
    assert float(back.plan.thresholds[3]) == 0.9
    assert back.plan.services.services[0].minutes == 95
    wanted = client_plan(compute(TENTHS, back.plan))["tier"].tolist()
    assert column(loaded(data, values=True)["Clients"], "Groupe") == wanted


def test_another_number_that_is_refused_leaves_the_rest(tmp_path: Path) -> None:
    before = Plan(tier_count=3, services=CATALOGUE)

    def change(book: Workbook) -> None:
        chosen("equal", 5)(book)
        put(book, "budget_hours", 800.0)

    data = converted(changed(write_plan(compute(TENTHS, before), FR), change), tmp_path,
                     "xlsx:Calc MS Excel 2007 XML").read_bytes()  # fmt: skip
    back = reopened(open_source(data, "plan.xlsx"))
    assert back is not None
    count = next(each.change for each in back.changes if each.change.name == "tier_count")
    assert with_refused(back, {count}).plan == replace(before, budget_minutes=48_000)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("tier_method", "Au hasard"), ("tier_count", 7), ("tier_count", 2.5), ("tier_count", "many")],
)
def test_what_is_no_method_and_no_number_is_said(name: str, wrong: float | str) -> None:
    toy = list_of(TOY)
    data = changed(write_plan(compute(toy, Plan()), FR), lambda book: put(book, name, wrong))
    back = reopened(open_source(data, "plan.xlsx"))
    assert back is not None
    assert back.plan == Plan()
    assert [(each.change.name, each.fate) for each in back.changes] == [(name, "impossible")]
