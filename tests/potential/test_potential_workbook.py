"""The sheets of the potential, there where they have something to say; LibreOffice has their figures."""

import io
from pathlib import Path

import pytest
from pptx import Presentation

from lib.exports.plan_workbook import write_plan
from lib.exports.reopen import reopened
from lib.exports.slides import slides
from lib.plan.compute import client_minutes, compute
from lib.plan.plan import Plan
from lib.plan.potential_settings import PotentialSettings, TypedPotential, TypedProspect
from lib.reading.opening import open_source
from lib.texts import Texts
from tests.lists import TOY, list_of
from tests.office import DAY, load, minutes, same_after_recalculation
from tests.potential.test_matrix import CLIENTS

FR = Texts("fr")
SETTINGS = PotentialSettings(
    typed=(TypedPotential("Client 003", mark="A"),),
    prospects=(TypedProspect("=1+1", 700_0000), TypedProspect("Bo", None, "P")),
    weights=(300, 100, 50),
    prospect_budget=10,
)
PLAN = Plan(tier_count=2, budget_minutes=60_000, potential=SETTINGS)


def test_the_figures_are_formulas_that_libreoffice_agrees_with(tmp_path: Path) -> None:
    data = write_plan(compute(CLIENTS, PLAN), FR, DAY)
    assert same_after_recalculation(data, tmp_path) > 100
    written = load(data)["Potentiel"]
    formulas = [cell for row in written.iter_rows() for cell in row if cell.data_type == "f"]
    assert len([cell for cell in formulas if "potential_" in str(cell.value)]) == 4 * (3 * 4 + 3 + 5)


def test_the_list_says_who_could_buy_what() -> None:
    result = compute(CLIENTS, PLAN)
    sheet = load(write_plan(result, FR, DAY), values=True)["Potentiel par client"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert [row[1] for row in rows] == [*CLIENTS.ranked["client"], "=1+1", "Client 006", "Bo"]
    times = minutes(row[8] for row in rows)
    assert times[:5] == client_minutes(result).tolist()
    assert sum(times) == 60_000
    assert rows[2][5:8] == [None, None, None]


def test_weighted_minutes_stand_on_the_sheet_of_the_clients() -> None:
    result = compute(CLIENTS, PLAN)
    sheet = load(write_plan(result, FR, DAY), values=True)["Clients"]
    titles = [cell.value for cell in sheet[2]]
    column = titles.index(FR("column.minutes"))
    times = minutes(row[column].value for row in sheet.iter_rows(min_row=3) if row[0].value)
    assert times == client_minutes(result).tolist()
    assert max(times[1:]) == pytest.approx(6 * min(times[1:]), abs=4)


def test_there_is_no_sheet_where_nothing_is_known() -> None:
    book = load(write_plan(compute(list_of(TOY), Plan()), FR, DAY))
    assert not [name for name in book.sheetnames if name.startswith("Potentiel")]
    pages = len(_titles(slides(compute(list_of(TOY), Plan()), FR, DAY)))
    assert len(_titles(slides(compute(CLIENTS, PLAN), FR, DAY))) == pages + 1


def _titles(data: bytes) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(io.BytesIO(data)).slides]


def test_what_is_known_comes_back_with_the_workbook() -> None:
    data = write_plan(compute(CLIENTS, PLAN), FR, DAY)
    back = reopened(open_source(data, "plan.xlsx"))
    assert back is not None
    assert back.clients is not None
    assert (back.plan, back.changes) == (PLAN, ())
    assert back.clients.ranked["potential"].tolist() == CLIENTS.ranked["potential"].tolist()
