"""axe-core finds nothing serious on the meeting page in either theme, on the projector, in the slide show or
on a phone."""

import re
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_main_job import go_to


def serious(page: Page, part: str | None = None) -> list[str]:
    """What axe calls serious or critical in a page or a part of it: the rule and where. It looks into shadow
    trees too."""
    found = Axe().run(page, context=part).response["violations"]
    return [
        f"{fault['id']}: {node['target']}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


def open_tiers(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name=re.compile("Essayer avec un exemple")).click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible()
    go_to(page, "Les groupes")
    expect(page.get_by_role("slider", name="Limite entre A et B")).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_meeting_page_and_the_projector(
    browser: Browser, app_address: str, theme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(locale="fr-FR", color_scheme=theme, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    open_tiers(page, app_address)
    assert serious(page) == []
    page.get_by_role("button", name="Projeter").click()
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_hidden()
    assert serious(page) == []
    page.get_by_role("button", name="Diaporama").click()
    for _ in range(5):
        expect(page.get_by_role("dialog")).to_be_visible()
        assert serious(page) == []
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.get_by_role("table")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    assert serious(page) == []
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_main_button_can_be_read(
    browser: Browser, app_address: str, theme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(locale="fr-FR", color_scheme=theme)
    page = context.new_page()
    open_tiers(page, app_address)
    go_to(page, "Le plan")
    expect(page.get_by_test_id("stDownloadButton").first).to_be_visible()
    assert serious(page, "[data-testid=stBaseButton-primary]") == []
    context.close()


def test_axe_looks_into_our_picture(page: Page, app_address: str) -> None:
    open_tiers(page, app_address)
    nameless = "box => box.append(document.createElement('button'))"
    page.locator(".picture").evaluate(nameless)
    assert [fault.split(":")[0] for fault in serious(page)] == ["button-name"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_grid_with_a_wrong_cell(
    browser: Browser, app_address: str, theme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(locale="fr-FR", color_scheme=theme)
    page = context.new_page()
    open_tiers(page, app_address)
    go_to(page, "Les services")
    page.get_by_role("button", name="Négoce").click()
    page.get_by_role("textbox", name=re.compile("^A, ligne 3.*Appel de suivi")).fill("souvent")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert").filter(has_text="souvent")).to_be_visible()
    assert serious(page, ".st-key-grid_services") == []
    context.close()
