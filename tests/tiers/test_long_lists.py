"""The sheets of a list too long for one, or for formulas that follow what is placed by hand."""

from pathlib import Path

import pytest

from lib.excel import book as books
from lib.excel import names
from lib.exports.plan_workbook import write_plan
from lib.plan.compute import client_minutes, compute
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.texts import Texts
from lib.tiers.sheets import clients as sheet_of_clients
from tests.lists import TOY, list_of
from tests.office import DAY, load, minutes, same_after_recalculation

FR = Texts("fr")
RESULT = compute(list_of(TOY), Plan(tier_count=3))


def shown(data: bytes) -> list[list[object]]:
    """Every client as it is shown: rank, name, and so on, over all the sheets of clients."""
    book = load(data, values=True)
    sheets = [book[name] for name in book.sheetnames if name.startswith("Clients")]
    lines = [[cell.value for cell in line] for sheet in sheets for line in sheet.iter_rows(min_row=3)]
    return [line for line in lines if isinstance(line[0], int)]


def test_a_list_of_several_sheets_says_the_same_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    one_sheet = shown(write_plan(RESULT, FR, DAY))
    for module in (sheet_of_clients, books):
        monkeypatch.setattr(module, "MOST_ROWS", 4)
    data = write_plan(RESULT, FR, DAY)
    several = [name for name in load(data).sheetnames if name.startswith("Clients")]
    assert len(several) == 3
    assert [line[:4] for line in shown(data)] == [line[:4] for line in one_sheet]
    assert [line[0] for line in shown(data)] == list(range(1, 11))


def test_formulas_that_look_up_less_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A long list without clients placed by hand has no table of them; LibreOffice agrees with it."""
    monkeypatch.setattr(names, "MOST_LIVE_HAND_ROWS", 3)
    placed = compute(list_of(TOY), Plan(tier_count=3, placed=(Placement("Client 010", 0),)))
    assert has_hand_table(write_plan(placed, FR, DAY))
    data = write_plan(RESULT, FR, DAY)
    assert not has_hand_table(data)
    assert same_after_recalculation(data, tmp_path) > 50
    sheet = load(data, values=True)["Clients"]
    column = [cell.value for cell in sheet[2]].index(FR("column.minutes"))
    times = minutes(line[column].value for line in sheet.iter_rows(min_row=3) if line[0].value)
    assert times == client_minutes(RESULT).tolist()


def has_hand_table(data: bytes) -> bool:
    cells = [str(cell.value) for line in load(data)["Calculs"].iter_rows() for cell in line]
    return FR("workbook.workings.hand_rank") in cells
