"""The trail by mouse and by keyboard: it opens a page with the list kept, and says where one is."""

import re

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [1440, 390])
def test_a_step_opens_its_page_with_the_list_kept(page: Page, width: int) -> None:
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible()
    page.set_viewport_size({"width": width, "height": 844})
    steps = page.get_by_role("navigation", name="Les étapes")
    expect(steps.get_by_role("listitem")).to_have_count(5)
    expect(steps.get_by_role("link", name="Vos clients")).to_have_attribute("aria-current", "page")
    steps.get_by_role("link", name="Le palmarès").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Le palmarès")
    expect(steps.get_by_role("link", name="Vos clients, fait")).to_be_visible()
    step = steps.get_by_role("link", name="Le plan")
    step.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Le plan")
    expect(page.get_by_test_id("stDownloadButton").first).to_be_visible()
    expect(steps.locator("[aria-current]")).to_have_text(re.compile("Le plan"))
    heights = {link.bounding_box()["height"] for link in steps.get_by_role("link").all()}  # type: ignore[index]
    assert min(heights) >= 24
