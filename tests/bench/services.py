"""An edit in the grid of the services page, 100,000 clients, beside one in the barest Streamlit grid."""

import re
from collections.abc import Callable
from functools import cache
from itertools import count
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from tests.bench.entry import Entry
from tests.bench.page import MEASURE, browser, our_page, start

EDITS = 4
OUR_FIGURE = (
    "[...document.querySelectorAll('[data-testid=stMarkdown]')]"
    ".find((text) => text.innerText.startsWith('Your catalogue asks for')).innerText"
)
BARE_FIGURE = "document.querySelector('[data-testid=stMarkdown]').innerText"

_values = count(20)


@cache
def our_grid() -> Page:
    """The services page with 100,000 clients and the catalogue of a trading firm."""
    page = our_page()
    page.get_by_test_id("stTopNavLink").filter(has_text="Services").click()
    page.get_by_role("button", name="Trade").click()
    page.get_by_text("Your catalogue asks for").wait_for(timeout=60_000)
    return page


@cache
def bare_grid() -> Page:
    page = browser().new_page(locale="en-GB", viewport={"width": 1440, "height": 900})
    page.goto(start(Path(__file__).with_name("bare_grid_app.py")))
    page.get_by_text("In all:").wait_for(timeout=60_000)
    return page


def to_our_cell(page: Page) -> None:
    """To what tier A gets of the third service."""
    page.get_by_role("textbox", name=re.compile("^A, row 3:")).click()


def to_bare_cell(page: Page) -> None:
    page.get_by_test_id("stDataFrame").first.click(position={"x": 120, "y": 56})
    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        page.keyboard.press(key)


def edits(page: Page, to_cell: Callable[[Page], None], figure: str) -> float:
    """Seconds from Enter to the finished page, the median of a few edits of the third service."""
    page.bring_to_front()
    times = []
    for _ in range(EDITS):
        page.wait_for_timeout(600)
        to_cell(page)
        page.keyboard.type(str(next(_values)), delay=20)
        page.evaluate(MEASURE, [figure])
        page.keyboard.press("Enter")
        times.append(page.evaluate("() => window.step") / 1000)
    return median(times)


def edit_of(page: Callable[[], Page], to_cell: Callable[[Page], None], figure: str) -> Callable[[], float]:
    return lambda: edits(page(), to_cell, figure)


ENTRIES = [
    Entry(
        name="grid-edit",
        peer="bare Streamlit grid",
        goal=1.5,
        ours=edit_of(our_grid, to_our_cell, OUR_FIGURE),
        theirs=edit_of(bare_grid, to_bare_cell, BARE_FIGURE),
    )
]
