"""With the processor of the browser slowed down eight times, and with a server that others keep busy, nothing
that the hand did is lost: what it does as soon as it sees where, and while a run is under way, is in the plan
in the end."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Event, Thread

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.bench.visitor import Visitor
from tests.browser.test_main_job import go_to
from tests.browser.test_meeting import client_file, expect_clients, handle, meeting, slider
from tests.browser.test_services import COLUMNS, cell, open_services, settled

__all__ = ["client_file", "meeting"]


LIST = b"Client;CA\n" + b"".join(
    b"Client %d;%d\n" % (number, 9_999_999 // number) for number in range(1, 5_000)
)


def slow_down(page: Page) -> None:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 8})


@contextmanager
def others_at_work(address: str, visitors: int = 4) -> Iterator[None]:
    """Other visitors who open page after page, each as fast as the server answers."""
    end = Event()

    def visit() -> None:
        with Visitor(address) as visitor:
            visitor.upload("upload_", "liste.csv", LIST)
            while not end.is_set():
                for page in ("ranking", "services"):
                    visitor.go_to(page)

    threads = [Thread(target=visit, daemon=True) for _ in range(visitors)]
    for thread in threads:
        thread.start()
    yield
    end.set()
    for thread in threads:
        thread.join(timeout=60)


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


@pytest.mark.parametrize("server_is_busy", [False, True])
def test_what_is_typed_and_pasted_as_soon_as_the_catalogue_is_seen(
    visitor: BrowserContext, page: Page, app_address: str, server_is_busy: bool
) -> None:
    """Not a key waits for a run to end."""
    visitor.grant_permissions(["clipboard-read", "clipboard-write"])
    open_services(page)
    slow_down(page)
    page.evaluate("text => navigator.clipboard.writeText(text)", "Salon\tÉquipe\t480\nFoire\tDirigeant\t960")
    with others_at_work(app_address) if server_is_busy else nullcontext():
        page.get_by_role("button", name="Négoce").click()
        cell(page, "A", 3).and_(page.get_by_label(re.compile("Appel de suivi"))).click()
        for typed in ("30,5", "24", "7"):  # down the column, each while the one before is on its way
            page.keyboard.type(typed)
            page.keyboard.press("Enter")
        cell(page, "Minutes", 1).click()
        page.keyboard.type("95")
        page.keyboard.press("Tab")
        page.keyboard.type("25,5")
        page.get_by_role("button", name="Ajuster au budget").focus()
        cell(page, "Service", 7).click()
        page.keyboard.press("Control+v")
        page.keyboard.press("Tab")
        page.keyboard.type("Auto")
        page.keyboard.press("Tab")
        page.keyboard.type("481")
        page.keyboard.press("Enter")
        settled(page)
    expected = {
        ("A", 3): "30,5", ("A", 4): "24", ("A", 5): "7", ("Minutes", 1): "95", ("Frais", 1): "25,5",
        ("Service", 7): "Salon", ("Par qui", 7): "Automatique", ("Minutes", 7): "481",
        ("Service", 8): "Foire", ("Par qui", 8): "Dirigeant", ("Minutes", 8): "960", ("Service", 9): "",
    }  # fmt: skip
    for (column, row), value in expected.items():
        expect(cell(page, column, row)).to_have_value(value)
    go_to(page, "Le plan")
    go_to(page, "Les services")
    for (column, row), value in expected.items():
        expect(cell(page, column, row)).to_have_value(value)
    assert [cell(page, column, 2).input_value() for column in COLUMNS[:3]] == [
        "Visite",
        "Chargé de clientèle",
        "75",
    ]


def test_boxes_are_ticked_and_marks_typed_as_soon_as_the_candidates_are_seen(page: Page) -> None:
    open_services(page)
    go_to(page, "Demain")
    slow_down(page)
    page.get_by_text("La relève", exact=True).click()
    last = cell(page, "Potentiel", 4)
    last.focus()
    names = [
        re.sub(r"^.*?ligne \d+\s: ", "", str(cell(page, "Retenu", row).get_attribute("aria-label")))
        for row in range(1, 6)
    ]
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    page.keyboard.type("3")
    for row in (1, 2):
        box(page, "Retenu", names[row]).focus()
        page.keyboard.press("Space")
    settled(page)
    for row in (1, 2):
        expect(box(page, "Retenu", names[row])).to_be_checked()
    expect(box(page, "Potentiel", names[3])).to_have_value("2")
    expect(box(page, "Potentiel", names[4])).to_have_value("3")
    expect(box(page, "Retenu", names[0])).not_to_be_checked()


def box(page: Page, column: str, name: str) -> Locator:
    """A cell of a client, wherever its row has gone."""
    return page.get_by_label(re.compile(rf"^{column}, ligne \d+\s: {re.escape(name)}$"))
