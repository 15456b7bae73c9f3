"""The exported plan: what Excel sees, what other programs read, what LibreOffice makes of its formulas."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.excel.cells import LONGEST_TEXT, cell_text
from lib.exports.plan_workbook import plan_file, write_plan
from lib.exports.stored import SHEET
from lib.look.palette import TIER_COLOURS
from lib.plan.compare import Scenario
from lib.plan.compute import compute
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.profit_settings import ProfitSettings
from lib.plan.team import Person, Team
from lib.services.examples import example
from lib.texts import LANGUAGES, Language, Texts
from tests.lists import TOY, list_of
from tests.office import DAY, FR, column, load, minutes, opened, pages, same_after_recalculation

HUNDRED = list_of([100_000 // rank + 7 for rank in range(1, 101)] + [0, -50])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_and_their_order(language: str) -> None:
    texts = Texts(language)  # type: ignore[arg-type]
    names = [texts(f"workbook.sheet.{key}") for key in ("summary", "clients", "tiers", "report", "settings")]
    hidden = [texts(f"workbook.sheet.{key}") for key in ("workings", "choices", "charts", "as_exported")]
    book = opened(HUNDRED, texts=texts)
    assert book.sheetnames == [*names, *hidden, SHEET]
    assert [sheet.title for sheet in book if sheet.sheet_state == "hidden"] == hidden
    assert book[SHEET].sheet_state == "veryHidden"
    report = texts("workbook.sheet.report")
    for clients, has_some in ((HUNDRED, True), (list_of(TOY), False)):
        cells = [cell.value for (cell,) in opened(clients, texts=texts)[report]["A1:A60"]]
        assert (texts("workbook.sheet.set_apart") in cells) == has_some


def test_the_clients_as_they_are_in_the_plan() -> None:
    sheet, figures = opened(HUNDRED)["Clients"], opened(HUNDRED, values=True)["Clients"]
    assert column(sheet, "Rang") == list(range(1, 101))
    amounts = [float(str(value)) for value in column(sheet, "Chiffre d’affaires")]
    assert amounts == [a / 10_000 for a in HUNDRED.revenue]
    result = compute(HUNDRED, Plan())
    tiers = column(figures, "Groupe")
    assert [tiers.count(tier.name) for tier in result.tiers] == [tier.clients for tier in result.tiers]
    assert sum(minutes(column(figures, "Temps par an"))) == result.plan.budget_minutes
    assert "N°" not in str([cell.value for cell in sheet[2]][:3])  # the list has no numbers
    assert sheet.freeze_panes == "C3"
    (table,) = sheet.tables.values()
    assert table.ref == "A2:J102"
    assert table.autoFilter.ref == "A2:J102"
    assert sheet.print_title_rows == "$1:$2"
    assert sheet.column_dimensions["B"].width >= 24
    assert [letter for letter in "ABCDEFGHIJ" if sheet.column_dimensions[letter].hidden] == ["I"]
    assert sheet.column_dimensions["I"].max == 10
    assert "€" not in sheet["C3"].number_format  # the currency is not known
    rules = [rule for rules in sheet.conditional_formatting for rule in rules.rules]
    colours = {rule.dxf.fill.bgColor.rgb[2:].lower() for rule in rules if rule.type == "expression"}
    assert colours == {colour[1:] for colour in TIER_COLOURS[:6]}
    assert "dataBar" in {rule.type for rule in rules}


@settings(max_examples=10)
@given(
    revenues=st.lists(st.integers(1, 10**9), min_size=1, max_size=40),
    budget=st.integers(0, 10**6),
    count=st.integers(2, 6),
)
def test_minutes_and_money_add_up_on_the_sheet(revenues: list[int], budget: int, count: int) -> None:
    clients = list_of(revenues, unit=100)
    book = opened(clients, Plan(tier_count=count, budget_minutes=budget), values=True)
    sheet = book["Clients"]
    assert sum(minutes(column(sheet, "Temps par an"))) == budget
    total = sum(round(float(str(value)) * 10_000) for value in column(sheet, "Chiffre d’affaires"))
    assert total == clients.total
    assert column(book["Groupes"], "Clients")[0] == len(revenues)
    assert sum(int(str(value)) for value in column(book["Groupes"], "Clients")[1:7]) == len(revenues)


@pytest.mark.parametrize(
    "name",
    [
        "=1+1",
        "+cmd|' /C calc'!A0",
        "-2",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "https://x.org",
        "00121",
        "{=1}",
        "é🎉 שלום",
    ],
)
def test_a_name_is_text_whatever_it_begins_with(name: str) -> None:
    clients = list_of([9, 1])
    clients.ranked.loc[0, "client"] = name
    cell = opened(clients)["Clients"]["B3"]
    assert cell.data_type == "s"
    assert str(cell.value).replace("_x000D_", "\r").strip() == name.strip()
    assert cell.hyperlink is None


def test_names_that_excel_cannot_hold_are_made_to_fit() -> None:
    assert cell_text("a\x00b\x1fc") == "a\ufffdb\ufffdc"
    assert len(cell_text("x" * 40_000)) == LONGEST_TEXT
    clients = list_of([9, 1])
    clients.ranked.loc[0, "client"] = "x" * 40_000 + "\x01"
    assert str(opened(clients)["Clients"]["B3"].value).endswith("…")


def test_both_charts_are_native() -> None:
    sheet = opened(HUNDRED)["Synthèse"]
    data = write_plan(compute(HUNDRED, Plan()), FR)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "/charts/chart" in name]
    assert len(charts) == 2
    assert sum("<c:lineChart>" in chart and "<c:barChart>" in chart for chart in charts) == 1
    assert sheet.sheet_view.showGridLines is False


def test_the_file_is_made_once_for_the_same_plan() -> None:
    clients = list_of(TOY)
    kept = (Scenario("Prudent", Plan(tier_count=2)),)
    first = plan_file(clients, Plan(), FR, DAY, kept)
    assert plan_file(clients, Plan(), FR, DAY, kept) is first
    for other in (
        plan_file(clients, Plan(tier_count=2), FR, DAY, kept),
        plan_file(clients, Plan(), Texts("en"), DAY, kept),
        plan_file(clients, Plan(), FR, DAY, ()),
        plan_file(list_of(TOY), Plan(), FR, DAY, ()),
    ):
        assert other is not first
        first = other


def full_plan() -> tuple[ClientList, Plan]:
    """Everything filled in, with names that are hard to write."""
    odd = ["=1+1", "\t@x", "-5", "é🎉 שלום", "a\x01b", "x" * 40_000, "  blanks  ", "_x0041_", "NA", "00121"]
    clients = list_of(TOY)
    named = client_list(clients.ranked.assign(client=odd, number=odd[::-1]), clients.report, "EUR")
    team = Team((Person("=Olga", "owner"), Person("Ann [x]", "manager", 90_000), Person("Tom", "team")))
    profit = ProfitSettings("tier", tier_margins=(1000, 2500, 3000), fixed_costs=9 * UNIT)
    placed = (Placement("00121", 2, "=x"),)
    plan = Plan(tier_count=3, services=example("trade", FR), team=team, profit=profit, placed=placed)
    return named, plan


@pytest.mark.parametrize("language", LANGUAGES)
def test_calamine_and_openpyxl_read_the_same_values(language: Language) -> None:
    clients, plan = full_plan()
    data = write_plan(compute(clients, plan), Texts(language), DAY)
    ours = load(data, values=True)
    read = pd.read_excel(io.BytesIO(data), sheet_name=None, header=None, engine="calamine", na_filter=False)
    assert list(read) == ours.sheetnames
    for name, table in read.items():
        sheet = ours[str(name)]
        rows = [[value for value in row if value not in (None, "")] for row in sheet.values]
        found = [[value for value in row if value != ""] for row in table.to_numpy(dtype=object).tolist()]
        assert [row for row in found if row] == [row for row in rows if row], name


def test_every_sheet_is_set_up_for_a4() -> None:
    clients, plan = full_plan()
    for sheet in opened(clients, plan):
        if sheet.title == SHEET:
            continue
        assert int(sheet.page_setup.paperSize) == 9
        assert (sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage) == (None, True)
        assert "&P" in sheet.oddFooter.right.text
        if sheet.title == "Clients":
            assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$2", "C3")


@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_prints_every_sheet_and_no_figure_is_cut(language: Language, tmp_path: Path) -> None:
    clients, plan = full_plan()
    texts = Texts(language)
    printed = pages(write_plan(compute(clients, plan), texts, DAY), tmp_path)
    assert any(texts("workbook.title") in page for page in printed)
    for key in ("clients", "tiers_and_services", "people_and_contacts", "profit", "report", "settings"):
        assert any(page.lstrip().startswith(texts(f"workbook.sheet.{key}")) for page in printed), key
    assert not any(page.lstrip().startswith(texts("workbook.sheet.workings")) for page in printed)
    assert not [page for page in printed if "###" in page or "Err:" in page or "#N" in page]


def test_other_programs_read_the_figures_without_calculating() -> None:
    data = write_plan(compute(HUNDRED, Plan()), FR)
    tiers = pd.read_excel(io.BytesIO(data), sheet_name="Groupes", engine="openpyxl", header=1)
    assert tiers["Clients"].iloc[0] == 100
    assert sum(minutes(tiers["Temps"].iloc[1:].tolist())) == 1600 * 60
    assert (tiers["Intensité"].iloc[1:] > 0).sum() == 5


PLANS = [
    Plan(tier_count=4, budget_minutes=77_777),
    Plan(method="share"),
    Plan(budget_mix=40),
    Plan(method="headtail"),
    Plan(keep_ties=False),
]


@pytest.mark.parametrize("plan", PLANS)
def test_libreoffice_calculates_the_same_figures(plan: Plan, tmp_path: Path) -> None:
    data = write_plan(compute(HUNDRED, plan), FR)
    assert same_after_recalculation(data, tmp_path) > 500
