"""The main job in a real browser: upload, look, move a slider, download, open."""

import re
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect

from lib.screen.frame import PAGES

REVENUES = [40_000, 20_000, 10_000, 8_000, 6_000, 5_000, 4_000, 3_000, 2_500, 1_500]


@pytest.fixture
def client_file(tmp_path: Path) -> Path:
    """Ten clients whose ranking is known."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Client", "Chiffre d'affaires"])
    for place, revenue in enumerate(REVENUES):
        sheet.append([f"=Société {chr(65 + place)}" if place else "Société A", revenue])
        if place:
            sheet.cell(place + 2, 1).data_type = "s"
    path = tmp_path / "clients.xlsx"
    workbook.save(path)
    return path


def go_to(page: Page, title: str) -> None:
    page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_upload_slide_download_open(page: Page, client_file: Path) -> None:
    page.locator("input[type=file]").set_input_files(client_file)
    expect(page.get_by_text("10 clients classés")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile(r"10 lignes sur 10 font 100.000,00"))).to_be_visible()

    go_to(page, "Le palmarès")
    expect(page.get_by_text(re.compile(r"50.% de vos clients"))).to_be_visible()

    go_to(page, "Les groupes")
    label = page.get_by_text(re.compile(r"A \| B"))
    expect(label).to_contain_text("1 client")
    slider = page.get_by_role("slider", name=re.compile(r"A \| B"))
    slider.focus()
    for _ in range(20):
        slider.press("ArrowRight")
    expect(label).to_contain_text("2 clients")
    expect(slider).to_be_focused()

    go_to(page, "Le plan")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le plan Excel").click()
    workbook = openpyxl.load_workbook(BytesIO(download.value.path().read_bytes()))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    names = {cell.value: cell.data_type for cell in cells if isinstance(cell.value, str)}
    assert names["Société A"] == "s"
    assert names["=Société B"] == "s"


def test_nothing_is_asked_from_outside(page: Page, app_address: str) -> None:
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible()
    for title in ("Le palmarès", "Les groupes", "Le plan"):
        go_to(page, title)
    asked: list[str] = page.asked  # type: ignore[attr-defined]
    outside = [url for url in asked if not url.startswith((app_address, "data:", "blob:"))]
    assert asked
    assert outside == []


@pytest.mark.parametrize("name", PAGES)
def test_a_deep_link_opens_under_our_own_menu(page: Page, app_address: str, name: str) -> None:
    page.goto(f"{app_address}/{name}")
    expect(page.get_by_test_id("stTopNavLink")).to_have_count(len(PAGES))
    expect(page.get_by_test_id("stTopNavLink").first).to_contain_text("Vos clients")


def test_the_browser_says_which_language(browser: Browser, app_address: str) -> None:
    for locale, title in (("en-GB", "Your clients"), ("fr-CA", "Vos clients"), ("de-DE", "Your clients")):
        context = browser.new_context(locale=locale)
        tab = context.new_page()
        tab.goto(app_address)
        expect(tab.get_by_role("heading", level=1)).to_have_text(title)
        context.close()


def test_the_language_stays_from_page_to_page(page: Page) -> None:
    page.get_by_role("radio", name="EN").or_(page.get_by_role("button", name="EN", exact=True)).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your clients")
    page.get_by_test_id("stTopNavLink").filter(has_text="The ranking").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The ranking")
