"""The page to print, in the program that prints it."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lib.exports import print_page
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.reading.clients_from_rows import read_file
from lib.texts import LANGUAGES, Language, Texts
from tests.pages.app import ROOT

DAY = date(2026, 3, 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_prints_on_one_sheet(language: Language, browser: Browser, tmp_path: Path) -> None:
    sample = ROOT / "sample_data" / f"clients_{language}.xlsx"
    clients = read_file(sample.read_bytes(), sample.name)
    path = tmp_path / "page.html"
    path.write_bytes(print_page.print_page(compute(clients, Plan(tier_count=6)), Texts(language), DAY))
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1
    assert asked == [path.as_uri()]
    assert page.locator("svg").count() == 2
    page.close()
