"""The exported plan: what Excel sees, what other programs read, what LibreOffice makes of its formulas."""

import io
import json
import math
import os
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Literal

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from lib.clients import ClientList
from lib.compute import compute
from lib.palette import TIER_COLOURS
from lib.plan import Plan, from_json
from lib.texts import LANGUAGES, Texts
from lib.workbook import write_plan
from lib.workbook.book import LONGEST_TEXT, cell_text
from tests.lists import TOY, list_of

FR = Texts("fr")
HUNDRED = list_of([100_000 // rank + 7 for rank in range(1, 101)] + [0, -50])


def opened(
    clients: ClientList, plan: Plan | None = None, texts: Texts = FR, values: bool = False
) -> openpyxl.Workbook:
    data = write_plan(clients, compute(clients, plan or Plan()), texts, date(2026, 3, 3))
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def column(sheet: Worksheet, letter: str) -> list[object]:
    return [cell.value for cell in sheet[letter][1:]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheets_and_their_order(language: str) -> None:
    texts = Texts(language)  # type: ignore[arg-type]
    names = [
        texts(f"workbook.sheet.{key}")
        for key in ("summary", "tiers", "clients", "set_apart", "report", "settings")
    ]
    assert opened(HUNDRED, texts=texts).sheetnames == names
    assert texts("workbook.sheet.set_apart") not in opened(list_of(TOY), texts=texts).sheetnames


def test_the_clients_as_they_are_in_the_plan() -> None:
    sheet = opened(HUNDRED)["Clients"]
    assert column(sheet, "A") == list(range(1, 101))
    assert [float(str(value)) for value in column(sheet, "D")] == [a / 10_000 for a in HUNDRED.revenue]
    result = compute(HUNDRED, Plan())
    tiers = column(sheet, "G")
    assert [tiers.count(tier.name) for tier in result.tiers] == [tier.clients for tier in result.tiers]
    assert sum(int(str(value)) for value in column(sheet, "H")) == result.plan.budget_minutes
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == "A1:I101"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.column_dimensions["B"].width > 30
    assert "€" not in sheet["D2"].number_format  # the currency is not known
    colours = {
        rule.dxf.fill.bgColor.rgb[2:].lower()
        for rules in sheet.conditional_formatting
        for rule in rules.rules
        if rule.type == "cellIs"
    }
    assert colours == {colour[1:] for colour in TIER_COLOURS[:5]}


@settings(max_examples=10)
@given(
    revenues=st.lists(st.integers(1, 10**9), min_size=1, max_size=40),
    minutes=st.integers(0, 10**6),
    count=st.integers(2, 6),
)
def test_minutes_and_money_add_up_on_the_sheet(revenues: list[int], minutes: int, count: int) -> None:
    clients = list_of(revenues, unit=100)
    book = opened(clients, Plan(tier_count=count, budget_minutes=minutes), values=True)
    sheet = book["Clients"]
    assert sum(int(str(value)) for value in column(sheet, "H")) == minutes
    total = sum(round(float(str(value)) * 10_000) for value in column(sheet, "D"))
    assert total == clients.total
    assert book["Groupes"].cell(len(compute(clients, Plan(tier_count=count)).tiers) + 2, 2).value == len(
        revenues
    )


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
    cell = opened(clients)["Clients"]["B2"]
    assert cell.data_type == "s"
    assert str(cell.value).replace("_x000D_", "\r").strip() == name.strip()
    assert cell.hyperlink is None


def test_names_that_excel_cannot_hold_are_made_to_fit() -> None:
    assert cell_text("a\x00b\x1fc") == "a\ufffdb\ufffdc"
    assert len(cell_text("x" * 40_000)) == LONGEST_TEXT
    clients = list_of([9, 1])
    clients.ranked.loc[0, "client"] = "x" * 40_000 + "\x01"
    assert str(opened(clients)["Clients"]["B2"].value).endswith("…")


def test_both_charts_are_native() -> None:
    sheet = opened(HUNDRED)["Synthèse"]
    data = write_plan(HUNDRED, compute(HUNDRED, Plan()), FR)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if "/charts/chart" in name]
    assert len(charts) == 2
    assert sum("<c:lineChart>" in chart and "<c:barChart>" in chart for chart in charts) == 1
    assert sheet.sheet_view.showGridLines is False


def test_the_plan_can_be_had_back_from_its_sheet() -> None:
    plan = Plan(method="share", tier_count=3, budget_minutes=60_000)
    book = opened(HUNDRED, plan)
    sheet_name, cell = (
        book.defined_names["palmares_plan"].attr_text.replace("$", "").replace("'", "").split("!")
    )
    assert from_json(json.loads(str(book[sheet_name][cell].value))) == plan


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_other_programs_read_the_figures_without_calculating(engine: Literal["openpyxl", "calamine"]) -> None:
    data = write_plan(HUNDRED, compute(HUNDRED, Plan()), FR)
    tiers = pd.read_excel(io.BytesIO(data), sheet_name="Groupes", engine=engine)
    assert tiers["Clients"].iloc[-1] == 100
    assert tiers["Temps"].iloc[:-1].sum() == pytest.approx(1600)
    assert tiers["Intensité"].notna().sum() == 5


def recalculated(data: bytes, folder: Path) -> openpyxl.Workbook:
    """The workbook after LibreOffice has calculated every formula anew."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        reason = "no LibreOffice on this machine to recalculate the workbook"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    source = folder / "plan.xlsx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(folder / "out"), str(source)], check=True, capture_output=True, timeout=180)
    return openpyxl.load_workbook(folder / "out" / "plan.xlsx", data_only=True)


def test_libreoffice_calculates_the_same_figures(tmp_path: Path) -> None:
    data = write_plan(HUNDRED, compute(HUNDRED, Plan(tier_count=4, budget_minutes=77_777)), FR)
    stored = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(data))
    again = recalculated(data, tmp_path)
    compared = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    ours, theirs = (book[sheet.title][cell.coordinate].value for book in (stored, again))
                    assert math.isclose(float(str(ours)), float(str(theirs)), rel_tol=1e-9, abs_tol=1e-9), (
                        cell
                    )
                    compared += 1
    assert compared > 40


def test_a_changed_budget_is_followed_by_the_formulas(tmp_path: Path) -> None:
    data = write_plan(HUNDRED, compute(HUNDRED, Plan()), FR)
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet_name, cell = (
        book.defined_names["budget_hours"].attr_text.replace("$", "").replace("'", "").split("!")
    )
    book[sheet_name][cell].value = 800
    changed = io.BytesIO()
    book.save(changed)
    tiers = recalculated(changed.getvalue(), tmp_path)["Groupes"]
    assert [tiers.cell(row, 13).value for row in range(2, 8)] == [160, 160, 160, 160, 160, 800]
