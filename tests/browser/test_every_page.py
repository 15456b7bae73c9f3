"""Every page, in both languages and both themes, part by part: axe-core finds nothing at all, the page says
in which language it is, and nothing is wider than the screen."""

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from lib.potential.widgets.matrix import PARTS as POTENTIAL_PARTS
from lib.profit.widgets.parts import PARTS as PROFIT_PARTS
from lib.screen.frame import ASIDE, PAGES
from lib.texts import LANGUAGES, Language, Texts
from lib.tomorrow.widgets.movement import PARTS as TOMORROW_PARTS

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
PARTS = {"profit": PROFIT_PARTS, "tomorrow": TOMORROW_PARTS, "potential": POTENTIAL_PARTS}
DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


def stumbles(page: Page) -> list[str]:
    """What axe finds, whatever its weight: the rule, where, and why."""
    return [
        f"{fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in Axe().run(page).response["violations"]
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_stumbles(
    browser: Browser, app_address: str, language: Language, theme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(locale=LOCALES[language], color_scheme=theme, viewport=DESK)
    page = context.new_page()
    for state in every_state(page, app_address, Texts(language)):
        settled(page)
        assert (state, page.locator("html").get_attribute("lang")) == (state, language)
        assert (state, stumbles(page)) == (state, [])
        page.set_viewport_size(PHONE)
        no_wider_than_the_screen(page)
        page.set_viewport_size(DESK)
    context.close()


def every_state(page: Page, address: str, texts: Texts) -> Iterator[str]:
    """The front page before and after a list is loaded, then each page and each of its parts."""
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_have_text(texts("page.clients"))
    yield "a first visit"
    page.get_by_role("button", name=texts("clients.example")).click()
    expect(page.get_by_text(re.compile("173 (clients classés|clients ranked)"))).to_be_visible()
    for name in PAGES:
        page.locator(f'header a[href$="/{"" if name == "clients" else name}"]').first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text(texts(f"page.{name}"))
        yield name
        if name == "potential":
            field = page.get_by_role("textbox", name=texts("services.column.potential")).first
            field.fill("900k")
            field.press("Enter")
            expect(page.get_by_text(texts("potential.part.matrix"), exact=True)).to_be_visible()
            yield "potential, matrix"
        for part in PARTS.get(name, ())[1:]:
            page.get_by_test_id("stButtonGroup").get_by_text(texts(f"{name}.part.{part}"), exact=True).click()
            yield f"{name}, {part}"
    for name in ASIDE:
        page.goto(f"{address}/{name}")
        expect(page.get_by_role("heading", level=1)).to_have_text(texts(f"page.{name}"))
        yield name


def settled(page: Page) -> None:
    """Wait until all that was asked for is on the page, and as dark as it will be."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_function(
        """() => document.getAnimations().every(({ playState, effect }) =>
            playState !== "running" || effect.getComputedTiming().endTime === Infinity)""",
        timeout=12_000,
    )


def no_wider_than_the_screen(page: Page) -> None:
    """Wait until nothing makes a phone scroll sideways; what is drawn anew takes its time."""
    page.wait_for_function(
        """() => {
            const main = document.querySelector("[data-testid=stMain]");
            return main.scrollWidth <= main.clientWidth;
        }""",
        timeout=12_000,
    )
