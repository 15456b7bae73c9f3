"""Potential in a real browser: type it into the grid, then click the matrix for the names."""

import re
from contextlib import suppress

from playwright.sync_api import Page, expect

from tests.browser.test_main_job import go_to


def until_it_shows_potential(page: Page) -> None:
    """Type into the third cell of the first row until the plan has it: the grid may be drawn anew."""
    for _ in range(5):
        with suppress(AssertionError):
            expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
            page.get_by_test_id("stDataFrame").first.click(position={"x": 120, "y": 56})
            for _ in range(2):
                page.keyboard.press("ArrowRight", delay=40)
            page.keyboard.type("900k", delay=30)
            page.keyboard.press("Enter")
            expect(page.get_by_text("Potentiel connu : 1 client")).to_be_visible(timeout=4_000)
            return


def test_a_typed_potential_draws_the_matrix_and_a_click_names_the_client(page: Page) -> None:
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible(timeout=20_000)
    go_to(page, "Le potentiel")
    expect(page.get_by_text("Trois questions à poser à un client")).to_be_visible()
    until_it_shows_potential(page)
    expect(page.get_by_text("Potentiel connu : 1 client")).to_be_visible()
    page.locator(".mark-rect path, canvas").first.wait_for()
    chart = page.get_by_test_id("stVegaLiteChart")
    box = chart.bounding_box()
    assert box is not None
    chart.click(position={"x": box["width"] * 0.45, "y": 64})
    expect(page.get_by_role("combobox", name="Potentiel")).to_have_value("A′")
    expect(page.get_by_text("1 à 1 sur 1")).to_be_visible()
