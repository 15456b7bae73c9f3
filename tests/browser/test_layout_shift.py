"""Nothing moves under the eyes while the meeting page is drawn: the browser's own measure of it (layout
shift) stays near zero, also of what it would excuse as following a click."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import go_to
from tests.browser.test_slow_machine import slow_down

WATCH = """() => {
  window.shifts = []
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const parts = entry.sources.map(({ node, previousRect, currentRect }) =>
        `from ${Math.round(previousRect.y)} to ${Math.round(currentRect.y)}: ` +
        (node ? (node.className ?? node.parentElement?.className) : 'a part of the board'))
      window.shifts.push([entry.value, parts])
    }
  }).observe({ type: 'layout-shift' })
}"""
MOST = 0.02
"""A fifth of what counts as good (web.dev, Cumulative Layout Shift: 0.1)."""


@pytest.mark.parametrize("slow", [False, True])
@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720), (1024, 768), (390, 844)])
def test_the_meeting_page_does_not_move_while_it_is_drawn(
    page: Page, width: int, height: int, slow: bool
) -> None:
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible()
    go_to(page, "Le palmarès")
    link = page.get_by_test_id("stPageLink").get_by_role("link")
    expect(link).to_be_visible()
    page.set_viewport_size({"width": width, "height": height})
    link.scroll_into_view_if_needed()
    page.wait_for_timeout(500)
    if slow:
        slow_down(page)
    page.evaluate(WATCH)
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Les groupes")
    expect(page.get_by_role("slider", name="Limite entre A et B")).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.wait_for_timeout(1_000)
    shifts = page.evaluate("window.shifts")
    told = "\n".join(f"{value:.4f} {part}" for value, parts in shifts for part in parts)
    assert sum(value for value, _ in shifts) < MOST, told


def test_a_move_is_seen_by_the_measure(page: Page) -> None:
    """The measure would tell."""
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible()
    page.evaluate(WATCH)
    page.evaluate("document.querySelector('[data-testid=stMainBlockContainer]').style.paddingTop = '20rem'")
    page.wait_for_timeout(500)
    assert sum(value for value, _ in page.evaluate("window.shifts")) > MOST
