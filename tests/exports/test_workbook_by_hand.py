"""Tiers with names and colours of their own, and clients placed by hand, in the exported plan."""

from pathlib import Path

from lib.clients.model import client_list
from lib.exports.plan_workbook import write_plan
from lib.look.palette import PALETTES
from lib.plan.compute import client_plan, compute
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.plan_json import from_json, to_json
from lib.texts import Texts
from tests.lists import TOY, list_of
from tests.office import column, opened, same_after_recalculation

CLIENTS = list_of(TOY)
PLAN = Plan(
    method="share",
    tier_count=3,
    budget_minutes=77_777,
    tier_names=("Or", 'dit "Argent"', "=Bronze"),
    tier_colours="ember",
    placed=(Placement("Client 010", 0, "=new contract"), Placement("Client 006", 1, frozen=True)),
)


def test_who_was_placed_by_hand_and_why() -> None:
    sheet = opened(CLIENTS, PLAN)["Clients"]
    marks = column(sheet, "À la main")
    assert marks[9] == "✎ Déplacé à la main\u00a0: =new contract"
    assert marks[5] == "✎ Maintenu ici"
    assert {mark or "" for mark in marks} == {"", str(marks[5]), str(marks[9])}
    tiers = column(opened(CLIENTS, PLAN, values=True)["Clients"], "Groupe")
    assert tiers == client_plan(compute(CLIENTS, PLAN))["tier"].tolist()
    assert "À la main" not in [cell.value for cell in opened(CLIENTS)["Clients"][1]]


def test_names_and_colours_are_the_same_as_on_the_screen() -> None:
    book = opened(CLIENTS, PLAN)
    cells = [book["Groupes"].cell(row, 1) for row in (4, 5, 6)]
    names = [cell.value for (cell,) in opened(CLIENTS, PLAN, values=True)["Groupes"]["A4:A6"]]
    assert names == list(PLAN.tier_names)
    entries = [cell for (cell,) in book["Réglages et méthode"]["A9:A11"]]
    assert [cell.value for cell in entries] == list(PLAN.tier_names)
    assert [cell.data_type for cell in entries] == ["s"] * 3
    fills = [colour.fill[1:] for colour in PALETTES["ember"][:3]]
    assert [cell.fill.fgColor.rgb[2:].lower() for cell in cells] == fills


def test_libreoffice_agrees_with_tiers_that_have_exceptions(tmp_path: Path) -> None:
    data = write_plan(compute(CLIENTS, PLAN), Texts("fr"))
    assert same_after_recalculation(data, tmp_path) > 100


def test_a_plan_with_everything_survives_the_workbook() -> None:
    assert from_json(to_json(PLAN)) == PLAN


def test_time_today_stands_in_the_comparison_where_the_list_says_it() -> None:
    timed = client_list(CLIENTS.ranked.assign(minutes=[1] * 9 + [91]), CLIENTS.report)
    values = [cell.value for row in opened(timed, PLAN, values=True)["Synthèse"].iter_rows() for cell in row]
    assert "Temps aujourd’hui" in values
    assert "Temps si tous pareils" not in values
    assert 0.96 in values  # the first tier, with the tenth client that takes 91 of 100 minutes
