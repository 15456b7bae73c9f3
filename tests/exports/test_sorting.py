"""Whoever sorts a sheet must not change a figure: LibreOffice sorts every range by every column."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from openpyxl.utils.cell import range_boundaries

from lib.base.money import UNIT
from lib.clients.model import client_list
from lib.exports.plan_workbook import write_plan
from lib.plan.compute import compute
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.team import Person, Team
from lib.services.examples import example
from lib.texts import Texts
from tests.lists import sold
from tests.office import DAY, Sorting, Values, after_sorting, sortings

BOUGHT = {
    f"Client {place:02d}": [place * 37 % 101, place * 53 % 97, place * 71 % 89] for place in range(1, 41)
}
YEARS = sold(BOUGHT, first=2023)
TIED = client_list(
    YEARS.ranked.assign(
        revenue=[(amount // (20 * UNIT) + 1) * 20 * UNIT for amount in YEARS.revenue],
        number=[f"{place * 7 % 41:03d}" for place in range(len(YEARS.ranked))],
        margin=[(place * 13 % 7 - 1) * UNIT for place in range(len(YEARS.ranked))],
    ),
    YEARS.report,
    "EUR",
)


def plan(texts: Texts) -> Plan:
    """Everything filled in, so that every sheet is there."""
    return Plan(
        tier_count=3,
        services=example("trade", texts),
        team=Team((Person("Olga", "owner", 30_000), Person("Ann", "manager", 60_000, 400_000))),
        placed=(Placement("Client 10", 0), Placement("Client 01", 2, "=why")),
        profit=ProfitSettings(fixed_costs=100 * UNIT),
    )


def test_sorting_changes_no_figure_of_two_periods(tmp_path: Path) -> None:
    texts = Texts("fr")
    unharmed(write_plan(compute(YEARS, plan(texts)), texts, DAY), tmp_path)


def test_sorting_changes_no_figure_with_a_margin_a_client_and_equals(tmp_path: Path) -> None:
    texts = Texts("en")
    profit = ProfitSettings("file", fixed_costs=100 * UNIT)
    unharmed(write_plan(compute(TIED, replace(plan(texts), profit=profit)), texts, DAY), tmp_path)


def unharmed(data: bytes, folder: Path) -> None:
    """Sort every range by every column: the other sheets stay as they are, every row keeps its own."""
    steps = sortings(data)
    states = after_sorting(data, folder, steps)
    assert len(states) == len(steps) + 1 > 10
    moved = 0
    for step, before, state in zip(steps, states, states[1:], strict=False):
        for sheet, rows in before.items():
            if sheet != step.sheet:
                assert state[sheet] == rows, f"{step}: {_differences(rows, state[sheet])} on {sheet}"
        own, after = (_parted(table[step.sheet], step) for table in (before, state))
        assert after[1] == own[1], f"{step}: what stands around the rows has changed"
        assert Counter(after[0]) == Counter(own[0]), f"{step}: rows have changed"
        moved += after[0] != own[0]
    assert moved > len(steps) / 2


def _parted(table: Values, step: Sorting) -> tuple[list[tuple[str, ...]], list[list[str]]]:
    """The rows that are sorted; all other rows of the sheet."""
    _, top, _, bottom = range_boundaries(step.cells)
    return [tuple(row) for row in table[top:bottom]], table[:top] + table[bottom:]


def _differences(before: Values, after: Values) -> list[tuple[str, str]]:
    cells = zip(
        (cell for row in before for cell in row), (cell for row in after for cell in row), strict=False
    )
    return [pair for pair in cells if pair[0] != pair[1]][:5]
