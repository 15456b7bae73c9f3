"""Potential in a real browser: type it into the grid, then click the matrix for the names."""

import re

from playwright.sync_api import Page, expect

from tests.browser.test_main_job import go_to


def test_a_typed_potential_draws_the_matrix_and_a_click_names_the_client(page: Page) -> None:
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible(timeout=20_000)
    go_to(page, "Le potentiel")
    expect(page.get_by_text("Trois questions à poser à un client")).to_be_visible()
    field = page.get_by_role("textbox", name=re.compile("Potentiel par an.*ligne 1")).first
    field.fill("900k")
    field.press("Enter")
    expect(page.get_by_text("Potentiel connu : 1 client")).to_be_visible()
    chart = page.get_by_test_id("stVegaLiteChart")
    box = chart.bounding_box()
    assert box is not None
    chart.click(position={"x": box["width"] * 0.3, "y": 64})
    expect(page.get_by_role("combobox", name="Potentiel")).to_have_value("A′")
    expect(page.get_by_text("1 client", exact=True)).to_be_visible()
