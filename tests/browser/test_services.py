"""The grids in a real browser: typing, pasting from Excel, leaving the page and coming back."""

import re
from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.test_main_job import go_to

EXCEL = "Atelier\t120\tÉquipe\t12,5\t2\t1\t0,5\t0\t0\nSalon\t480\tDirigeant\t300\t1\t1\t0\t0\t0"


def open_services(page: Page) -> None:
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible(timeout=20_000)
    go_to(page, "Les services")


def start_from_trade(page: Page) -> None:
    page.get_by_role("button", name="Négoce").click()
    expect_cell(page, "Visite du dirigeant")
    expect(page.get_by_role("heading", name="La charge et le budget")).to_be_visible()
    expect(page.get_by_text("Partez d’une entreprise")).to_have_count(0)


def cell(page: Page, column: int, row: int) -> Locator:
    """A cell of the first grid, in the table it keeps for screen readers; counted from 0."""
    return page.get_by_test_id("stDataFrame").first.get_by_test_id(f"glide-cell-{column + 1}-{row}")


def select(page: Page, column: int, row: int) -> None:
    """Go to a cell of the first grid: a click into the first one, then the arrow keys."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.get_by_test_id("stDataFrame").first.click(position={"x": 120, "y": 56})
    for key, times in (("ArrowRight", column), ("ArrowDown", row)):
        for _ in range(times):
            page.keyboard.press(key, delay=20)
    expect(cell(page, column, row)).to_have_attribute("aria-selected", "true", timeout=1_000)


def until_it_shows(page: Page, text: str, enter: Callable[[], None]) -> None:
    """Enter something into the grid until it shows a text. The grid is drawn on a canvas and drawn anew after
    each run; nothing in the page says when it is done, and what is typed meanwhile is lost."""
    for _ in range(5):
        with suppress(AssertionError):
            enter()
            expect_cell(page, text, timeout=2_000)
            return
    expect_cell(page, text)


def type_into(page: Page, column: int, row: int, text: str) -> None:
    """Type into a cell as a person does: click, type, Enter."""

    def enter() -> None:
        select(page, column, row)
        page.keyboard.type(text, delay=30)
        page.keyboard.press("Enter")

    until_it_shows(page, text, enter)
    expect(cell(page, column, row)).to_have_text(text)


def expect_cell(page: Page, text: str, timeout: float | None = None) -> None:
    """A cell of the first grid holds that text, in the table it keeps for screen readers."""
    cells = page.get_by_test_id("stDataFrame").first.locator("canvas td")
    expect(cells.filter(has_text=re.compile(f"^{text}$")).first).to_be_attached(timeout=timeout)


def test_what_is_typed_stays_over_pages_and_wrong_cells_are_named(page: Page) -> None:
    open_services(page)
    start_from_trade(page)
    type_into(page, 4, 2, "30,5")
    expect(page.get_by_text(re.compile(r"demande 28\d"))).to_be_visible()
    type_into(page, 4, 1, "souvent")
    fault = page.get_by_text(re.compile("Ligne 2, colonne A.*souvent.*n’est pas un nombre"))
    expect(fault).to_be_visible()
    go_to(page, "Le plan")
    go_to(page, "Les services")
    expect(fault).to_be_visible()
    expect_cell(page, "30,5")
    expect_cell(page, "souvent")
    type_into(page, 4, 1, "8,25")  # found nowhere else in the grid
    expect(fault).to_have_count(0)


def test_rows_are_pasted_from_excel(visitor: BrowserContext, page: Page) -> None:
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    open_services(page)
    start_from_trade(page)
    page.evaluate("text => navigator.clipboard.writeText(text)", EXCEL)

    def enter() -> None:
        select(page, 0, 4)
        page.keyboard.press("Control+v")

    until_it_shows(page, "Atelier", enter)
    for text in ("Atelier", "12,5", "Salon", "480"):
        expect_cell(page, text)


@pytest.mark.parametrize("part", ["Qui s’occupe de qui", "Contacts par mois"])
def test_the_other_parts_open(page: Page, part: str) -> None:
    open_services(page)
    page.get_by_text(part, exact=True).click()
    expect(page.get_by_text(re.compile("personne"))).not_to_have_count(0)
