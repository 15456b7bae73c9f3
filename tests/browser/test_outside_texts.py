"""Texts from outside, on every page of a real browser: it asks nobody, and shows no link or picture."""

from playwright.sync_api import Page, expect

from lib.plan.compute import compute
from lib.plan.links import to_link
from lib.screen.frame import PAGES
from lib.texts import Texts
from tests.faults.outside_texts import ELSEWHERE, FILE_NAME, clients, plans, text_file
from tests.lists import TOY, list_of

THEIRS = f"[href*='{ELSEWHERE}'], [src*='{ELSEWHERE}'], [data-testid=stMarkdown] img, .katex"
QUIET = "[data-testid=stApp][data-test-script-state=notRunning]"


def test_no_page_makes_anything_of_them(page: Page, app_address: str) -> None:
    """The fixture `page` refuses every request to others, and every one that the policy stopped."""
    file = {"name": FILE_NAME, "mimeType": "text/csv", "buffer": text_file()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    count = Texts("fr").integer(clients().count)
    expect(page.get_by_text(f"{count} clients classés").first).to_be_visible()
    plan = plans()[0]
    page.goto(f"{app_address}/?plan={to_link(compute(list_of(TOY), plan))}")
    expect(page.get_by_text(f"{count} clients classés").first).to_be_visible()
    for name in PAGES:
        page.get_by_test_id("stTopNavLink").filter(has_text=Texts("fr")(f"page.{name}")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(Texts("fr")(f"page.{name}"))
        page.locator(QUIET).wait_for()
        for panel in page.get_by_test_id("stExpander").locator("summary").all():
            panel.click()
        page.locator(QUIET).wait_for()
        assert page.locator(THEIRS).count() == 0, name
        if name == "tiers":
            expect(page.locator(".tiers th").filter(has_text=plan.tier_names[0]).first).to_be_visible()
