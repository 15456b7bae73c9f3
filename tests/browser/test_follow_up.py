"""The follow-up in a real browser: the workbook goes out, comes back filled in, and counts once."""

import re
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from lib.base.clock import today
from tests.browser.test_every_page import settled, stumbles
from tests.browser.test_main_job import go_to
from tests.follow_up.filled import filled, rows_of


def test_a_workbook_goes_out_and_comes_back(page: Page, tmp_path: Path) -> None:
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible(timeout=20_000)
    go_to(page, "Le suivi")
    page.get_by_role("button", name=re.compile("personnes que nomme votre fichier")).click()
    expect(page.get_by_text("rien ne compte deux fois")).to_be_visible()
    go_to(page, "Le plan")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger le plan Excel").click()

    def fill(book: openpyxl.Workbook) -> None:
        for row in list(rows_of(book))[:5]:
            row.fill(today(), 45)

    path = tmp_path / "suivi.xlsx"
    path.write_bytes(filled(download.value.path().read_bytes(), fill))
    go_to(page, "Le suivi")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_text("5 contacts de plus")).to_be_visible(timeout=30_000)
    expect(page.get_by_text(re.compile(r"3\u00a0h\u00a045 passées avec les clients"))).to_be_visible()
    settled(page)
    assert stumbles(page) == []
    other = tmp_path / "again.xlsx"
    other.write_bytes(path.read_bytes())
    page.locator("input[type=file]").set_input_files(other)
    expect(page.get_by_text("5 déjà connus")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Partir des heures réelles").click()
    expect(page.get_by_text("rien ne compte deux fois")).to_be_visible()
    go_to(page, "Les groupes")
    expect(page.get_by_role("textbox", name="Heures par an")).to_have_value("4")
