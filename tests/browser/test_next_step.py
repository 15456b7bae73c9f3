"""The next step of every page: on the first screen of a desk, and it leads on with the list kept."""

import re

import pytest
from playwright.sync_api import Page, expect

from lib.screen.next_step import NEXT
from lib.texts import Texts
from tests.browser.conftest import ROOT
from tests.browser.test_every_page import PARTS, settled

FR = Texts("fr")
STATES = [(page, part) for page in NEXT for part in PARTS.get(page, ("",)) if page != "potential"]


@pytest.fixture
def example(page: Page) -> Page:
    """The example, at a desk."""
    page.get_by_role("button", name="Essayer avec un exemple").click()
    expect(page.get_by_text(re.compile("clients classés"))).to_be_visible()
    return page


def open_part(page: Page, name: str, part: str) -> None:
    page.locator(f'header a[href$="/{"" if name == "clients" else name}"]').first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(FR(f"page.{name}"))
    if part:
        page.get_by_test_id("stButtonGroup").get_by_text(FR(f"{name}.part.{part}"), exact=True).click()
    settled(page)


@pytest.fixture
def invoices(page: Page) -> Page:
    """A list of invoices with days and articles, which carries what the example does not."""
    page.locator("input[type=file]").set_input_files(ROOT / "sample_data" / "factures_fr.csv")
    expect(page.get_by_text("180 clients classés")).to_be_visible()
    return page


def test_it_is_on_the_first_screen_where_articles_and_days_are_known(invoices: Page) -> None:
    for part in ("candidates", "mix", "purchases"):
        open_part(invoices, "tomorrow", part)
        expect(invoices.get_by_role("link", name=FR("next.plan"))).to_be_in_viewport(ratio=1)


def test_it_is_on_the_first_screen_of_every_page_and_part(example: Page) -> None:
    for name, part in [*STATES, ("potential", "")]:
        open_part(example, name, part)
        link = example.get_by_role("link", name=FR(f"next.{NEXT[name]}"))
        expect(link).to_have_count(1)
        # A picture that is still drawn has not its height yet: this waits for it.
        expect(link, f"{name} {part}").to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("width", [1440, 390])
def test_from_the_first_page_to_the_plan_step_by_step(example: Page, width: int) -> None:
    example.set_viewport_size({"width": width, "height": 844})
    for after in ("ranking", "tiers", "profit", "plan"):
        link = example.get_by_role("link", name=FR(f"next.{after}"))
        link.scroll_into_view_if_needed()
        link.focus()
        example.keyboard.press("Enter")
        expect(example.get_by_role("heading", level=1)).to_have_text(FR(f"page.{after}"))
    expect(example.get_by_test_id("stDownloadButton").first).to_be_visible()
