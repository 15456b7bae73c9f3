"""With the processor of the browser slowed down eight times nothing that the hand did on the meeting page is
lost: what it does while a run is under way is in the plan in the end."""

import re

from playwright.sync_api import Page, expect

from tests.browser.test_meeting import client_file, expect_clients, handle, meeting, slider

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
