"""For everyone: every page says its language and gives axe-core nothing to find, in either theme.

A visit of all pages costs what eight pages cost. Colours do not depend on the language, so that the second
theme is looked at in one of them.
"""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from lib.screen.frame import PAGES
from lib.texts import Language, Texts

LOCALES: dict[Language, str] = {"fr": "fr-FR", "en": "en-GB"}


def faults(page: Page) -> list[str]:
    """Every violation that axe finds: the rule and where."""
    found = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {node['target']}" for fault in found for node in fault["nodes"]]


def settled(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def pages_one_by_one(page: Page, texts: Texts) -> Iterator[str]:
    """All pages of the app with the example loaded; the first one also before."""
    settled(page, texts("page.clients"))
    yield "clients, nothing loaded"
    page.get_by_test_id("stPageLink").filter(has_text=texts("page.accessibility")).click()
    settled(page, texts("page.accessibility"))
    yield "accessibility"
    page.get_by_test_id("stTopNavLink").filter(has_text=texts("page.clients")).click()
    page.get_by_role("button", name=texts("clients.example")).click()
    expect(page.get_by_role("heading", level=2).first).to_have_text(re.compile("180"))
    settled(page, texts("page.clients"))
    yield "clients"
    for name in [name for name in PAGES if name != "clients"]:
        page.get_by_test_id("stTopNavLink").filter(has_text=texts(f"page.{name}")).click()
        settled(page, texts(f"page.{name}"))
        yield name


@pytest.mark.parametrize(("language", "theme"), [("fr", "light"), ("fr", "dark"), ("en", "light")])
def test_every_page_is_for_everyone(
    browser: Browser, app_address: str, language: Language, theme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(
        locale=LOCALES[language], color_scheme=theme, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.goto(app_address)
    found = []
    for name in pages_one_by_one(page, Texts(language)):
        expect(page.locator("html")).to_have_attribute("lang", language)
        found += [f"{name}: {fault}" for fault in faults(page)]
    context.close()
    assert found == []


def test_the_focus_is_seen_in_the_menu(page: Page) -> None:
    link = page.get_by_test_id("stTopNavLink").first
    link.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(link).to_be_focused()
    assert link.evaluate("link => parseFloat(getComputedStyle(link).outlineWidth)") >= 2
