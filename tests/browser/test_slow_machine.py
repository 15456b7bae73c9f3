"""With the processor of the browser slowed down eight times nothing that the hand did is lost: what it does
while a run is under way, or in the first moment that a page is there, is in the plan in the end."""

import re

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_main_job import go_to
from tests.browser.test_meeting import client_file, expect_clients, handle, meeting, slider
from tests.browser.test_services import EXCEL, cell, open_services

__all__ = ["client_file", "meeting"]


def slow_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 8})


def test_what_is_moved_and_typed_on_the_meeting_page(meeting: Page) -> None:
    slow_down(meeting)
    slider(meeting, "D", "E").focus()
    for _ in range(3):
        meeting.keyboard.press("ArrowRight")
    budget = meeting.get_by_role("slider", name=re.compile(r"^A\s:"))
    budget.focus()
    for _ in range(5):
        meeting.keyboard.press("ArrowRight")
    meeting.get_by_role("checkbox", name="Figer A").check()
    field = meeting.get_by_role("textbox", name=re.compile("Seuil entre A et B"))
    field.fill("60")
    field.press("Enter")
    handle(meeting, "D", "E").focus()
    meeting.keyboard.press("ArrowRight")
    undo = meeting.get_by_role("button", name="Annuler")
    expect(meeting.locator(".board")).to_have_attribute("data-waiting", "0")
    expect_clients(meeting, [2, 1, 1, 3, 3])
    expect(slider(meeting, "D", "E")).to_have_value("90")
    expect(budget).to_have_value("25")
    expect(budget).to_be_disabled()
    expect(field).to_have_value(re.compile("60"))
    for _ in range(11):
        undo.click()
    expect(undo).to_be_disabled()
    expect_clients(meeting, [1, 1, 1, 2, 5])


def test_what_is_typed_and_pasted_into_the_catalogue_as_soon_as_it_is_there(
    visitor: BrowserContext, page: Page
) -> None:
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    open_services(page)
    page.evaluate("text => navigator.clipboard.writeText(text)", EXCEL)
    slow_down(page)
    page.get_by_role("button", name="Négoce").click()
    expect(cell(page, 0, 0)).to_be_attached()
    page.get_by_test_id("stDataFrame").first.click(position={"x": 120, "y": 56})
    for key in ("ArrowRight",) * 4 + ("ArrowDown",) * 2:
        page.keyboard.press(key)
    page.keyboard.type("30,5")
    page.keyboard.press("Enter")
    for key in ("ArrowLeft",) * 4 + ("ArrowDown",):
        page.keyboard.press(key)
    page.keyboard.press("Control+v")
    expect(cell(page, 4, 2)).to_have_text("30,5")
    expect(cell(page, 0, 4)).to_have_text("Atelier")
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    go_to(page, "Le plan")
    go_to(page, "Les services")
    expect(cell(page, 4, 2)).to_have_text("30,5")
    expect(cell(page, 0, 5)).to_have_text("Salon")
