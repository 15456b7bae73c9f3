"""Entries changed in the workbook: LibreOffice calculates what the app gives for the changed plan."""

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.exports.plan_workbook import write_plan
from lib.plan.budgets import shares_from_percents
from lib.plan.compute import client_plan, compute
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.profit.profit import profit_of
from lib.services.examples import example
from tests.lists import TOY, list_of
from tests.office import FR, column, load, minutes, recalculated

TIED = list_of([90, 80, 80, 80, 50, 50, 40, 30, 30, 30, 20, 10, 10, 10, 5, 5, 1])
TENTHS = list_of([400_001 // rank for rank in range(1, 61)], unit=1)
"""Amounts in ten-thousandths that no double holds exactly."""


def put(book: Workbook, name: str, value: float | str, row: int = 0) -> None:
    """Change an entry: the cell in a row, from 0, of the cells that have the name."""
    ((sheet, cells),) = book.defined_names[name].destinations
    left, top, *_ = range_boundaries(cells)
    book[sheet].cell(top + row, left).value = value


def changed(data: bytes, change: Callable[[Workbook], None]) -> bytes:
    book, saved = load(data), io.BytesIO()
    change(book)
    book.save(saved)
    return saved.getvalue()


def set_thresholds(*shares: float) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        for index, share in enumerate(shares):
            put(book, "thresholds", share, index)

    return change


def set_budget(*percents: float) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        put(book, "budget_hours", 1234.5)
        for index, percent in enumerate(percents):
            put(book, "budget_shares", percent / 100, index)

    return change


def place_by_hand(book: Workbook) -> None:
    put(book, "hand_clients", "Client 010")
    put(book, "hand_tiers", "A")
    put(book, "hand_clients", "Client 001", 1)
    put(book, "hand_tiers", "C", 1)


def thresholds(*shares: str) -> tuple[Decimal, ...]:
    return tuple(map(Decimal, shares))


CASES: list[tuple[str, ClientList, Plan, Callable[[Workbook], None], Plan]] = [
    ("on the edge", list_of(TOY), Plan(tier_count=3), set_thresholds(0.4, 0.7),
     Plan(tier_count=3, thresholds=thresholds("0.4", "0.7"))),
    ("no tier empty", list_of(TOY), Plan(tier_count=4), set_thresholds(0.1, 0.2, 0.3),
     Plan(tier_count=4, thresholds=thresholds("0.1", "0.2", "0.3"))),
    ("all at the end", list_of(TOY), Plan(tier_count=4), set_thresholds(1, 1, 1),
     Plan(tier_count=4, thresholds=thresholds("1", "1", "1"))),
    ("equals stay together", TIED, Plan(tier_count=3), set_thresholds(0.25, 0.75),
     Plan(tier_count=3, thresholds=thresholds("0.25", "0.75"))),
    ("equals are parted", TIED, Plan(tier_count=3, keep_ties=False), set_thresholds(0.25, 0.75),
     Plan(tier_count=3, keep_ties=False, thresholds=thresholds("0.25", "0.75"))),
    ("odd amounts", TENTHS, Plan(tier_count=6), set_thresholds(0.1, 0.31, 0.52, 0.73, 0.94),
     Plan(tier_count=6, thresholds=thresholds("0.1", "0.31", "0.52", "0.73", "0.94"))),
    ("hours and shares", TENTHS, Plan(tier_count=3), set_budget(33.3, 33.3, 33.4),
     Plan(tier_count=3, budget_minutes=74_070, budget_shares=shares_from_percents([33.3, 33.3, 33.4]))),
    ("shares that are not a whole", TENTHS, Plan(tier_count=3), set_budget(10, 20, 30),
     Plan(tier_count=3, budget_minutes=74_070, budget_shares=shares_from_percents([10, 20, 30]))),
    ("by hand", list_of(TOY), Plan(tier_count=3, budget_minutes=1_003), place_by_hand,
     Plan(tier_count=3, budget_minutes=1_003,
          placed=(Placement("Client 010", 0), Placement("Client 001", 2)))),
]  # fmt: skip


@pytest.mark.parametrize(("clients", "before", "change", "after"), [case[1:] for case in CASES],
                         ids=[case[0] for case in CASES])  # fmt: skip
def test_the_workbook_follows_its_entries_as_the_app_does(
    clients: ClientList, before: Plan, change: Callable[[Workbook], None], after: Plan, tmp_path: Path
) -> None:
    data = changed(write_plan(compute(clients, before), FR), change)
    book, result = recalculated(data, tmp_path), compute(clients, after)
    wanted = client_plan(result)
    assert column(book["Clients"], "Groupe") == wanted["tier"].tolist()
    assert minutes(column(book["Clients"], "Temps par an")) == wanted["minutes"].tolist()
    sheet = book["Groupes"]
    for row, tier in enumerate(result.tiers, 4):
        cells = [sheet.cell(row, place).value for place in range(1, 17)]
        assert cells[:4] == [tier.name, tier.clients, tier.from_rank, tier.to_rank]
        figures = [tier.revenue / 10_000, tier.revenue_share, tier.cumulative_share, tier.largest / 10_000,
                   tier.smallest / 10_000, tier.spread, tier.variation, tier.budget_share]  # fmt: skip
        assert cells[4:12] == pytest.approx(figures, rel=1e-6, abs=1e-9)
        assert minutes(cells[12:14]) == [tier.minutes, int(tier.minutes_per_client + 0.5)]


def test_a_client_with_a_number_is_placed_by_it(tmp_path: Path) -> None:
    clients = list_of(TOY)
    numbered = client_list(clients.ranked.assign(number=[f"00{n}" for n in range(10)]), clients.report)
    data = write_plan(compute(numbered, Plan(tier_count=2)), FR)

    def place(book: Workbook) -> None:
        put(book, "hand_clients", "009")
        put(book, "hand_tiers", "A")

    tiers = column(recalculated(changed(data, place), tmp_path)["Clients"], "Groupe")
    assert tiers[9] == "A"
    assert tiers[8] == "B"


PROFITS: list[tuple[str, Plan, dict[str, float], ProfitSettings]] = [
    ("one margin", Plan(tier_count=3, profit=ProfitSettings(fixed_costs=UNIT)),
     {"margin": 0.217, "capacity": 0.7, "owner_cost": 91.37, "team_cost": 12.5},
     ProfitSettings(margin=2170, capacity=70, owner_cost=913_700, team_cost=125_000, fixed_costs=UNIT)),
    ("a margin a tier", Plan(tier_count=3, profit=ProfitSettings("tier", tier_margins=(1000, 2000, 3000))),
     {"tier_margins": 0.15, "manager_cost": 60},
     ProfitSettings("tier", tier_margins=(1500, 2000, 3000), manager_cost=600_000)),
    ("time of the services", Plan(tier_count=3, services=example("trade", FR).for_tiers(3),
                                  profit=ProfitSettings(time_source="services", fixed_costs=UNIT)),
     {"margin": 0.05, "manager_cost": 99.99},
     ProfitSettings(margin=500, manager_cost=999_900, time_source="services", fixed_costs=UNIT)),
]  # fmt: skip


@pytest.mark.parametrize(("before", "entries", "after"), [case[1:] for case in PROFITS],
                         ids=[case[0] for case in PROFITS])  # fmt: skip
def test_profit_follows_margins_and_costs(
    before: Plan, entries: dict[str, float], after: ProfitSettings, tmp_path: Path
) -> None:
    def change(book: Workbook) -> None:
        for name, value in entries.items():
            put(book, name, value)

    book = recalculated(changed(write_plan(compute(TENTHS, before), FR), change), tmp_path)
    result = compute(TENTHS, replace(before, profit=after))
    wanted = profit_of(result).by_client()
    for heading, key in (("Marge", "margin"), ("Coût du service", "service_cost"),
                         ("Contribution", "contribution")):  # fmt: skip
        found = column(book["Clients"], heading)
        assert found == pytest.approx([amount / UNIT for amount in wanted[key]], abs=1e-6)
    rows = {row[0]: row for row in book["Profit"].iter_rows(values_only=True) if row[1] is not None}
    for tier in profit_of(result).tiers:
        figures = [tier.clients, tier.revenue / UNIT, tier.margin / UNIT]
        assert rows[tier.name][1:4] == pytest.approx(figures)
        assert minutes(rows[tier.name][4:5]) == [tier.minutes]
        assert rows[tier.name][5:7] == pytest.approx([tier.cost / UNIT, tier.contribution / UNIT])
        assert rows[tier.name][10:12] == pytest.approx([tier.losing, tier.lost / UNIT])


def test_profit_follows_thresholds_and_clients_placed_by_hand(tmp_path: Path) -> None:
    before = Plan(tier_count=3, profit=ProfitSettings("tier", tier_margins=(1000, 2000, 3000)))

    def change(book: Workbook) -> None:
        place_by_hand(book)
        set_thresholds(0.3, 0.8)(book)

    toy = list_of(TOY)
    book = recalculated(changed(write_plan(compute(toy, before), FR), change), tmp_path)
    placed = (Placement("Client 010", 0), Placement("Client 001", 2))
    moved = replace(before, thresholds=thresholds("0.3", "0.8"), placed=placed)
    shares = compute(toy, before).shares
    wanted = profit_of(compute(toy, replace(moved, budget_shares=shares))).by_client()
    sheet = book["Clients"]
    assert column(sheet, "Groupe") == wanted["tier"].tolist()
    found = column(sheet, "Contribution")
    assert found == pytest.approx([amount / UNIT for amount in wanted["contribution"]], abs=1e-6)
