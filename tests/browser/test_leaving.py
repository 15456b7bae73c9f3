"""Leaving a server that keeps nothing beyond a session: the browser asks first while work is unsaved, and the
plan is one click away. Nobody is asked on their own computer."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_main_job import go_to
from tests.browser.test_meeting import expect_clients, handle, ten_clients

THROUGH_A_PROXY = {"X-Forwarded-For": "192.0.2.7"}
"""What makes a visitor one from elsewhere."""


@pytest.fixture
def far_page(browser: Browser, app_address: str) -> Iterator[Page]:
    """The front page for a visitor from elsewhere."""
    context = browser.new_context(locale="fr-FR", extra_http_headers=THROUGH_A_PROXY, accept_downloads=True)
    page = context.new_page()
    page.goto(app_address)
    yield page
    context.close()


def asks_before_it_closes(page: Page) -> None:
    """The browser asks, and is told to stay."""
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()


def closes_at_once(page: Page) -> None:
    """A question would be answered with staying, since nobody listens for one."""
    with page.expect_event("close"):
        page.close(run_before_unload=True)


def expect_unsaved(page: Page, unsaved: bool) -> None:
    """Wait until the browser knows whether there is something to lose."""
    page.wait_for_function("told => globalThis[Symbol.for('palmares.unsaved')].unsaved === told", arg=unsaved)


def with_a_list(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("10 clients classés")).to_be_visible()


def test_unsaved_work_is_not_left_without_a_word(far_page: Page, tmp_path: Path) -> None:
    page = far_page
    with_a_list(page, ten_clients(tmp_path / "liste.csv"))
    go_to(page, "Les groupes")
    expect_clients(page, [1, 1, 1, 2, 5])
    asks_before_it_closes(page)

    handle(page, "D", "E").press("PageUp")
    expect_clients(page, [1, 1, 1, 3, 4])
    with page.expect_download() as download:
        page.get_by_role("button", name="Plan Excel").click()
    download.value.save_as(tmp_path / "plan.xlsx")
    tiers = openpyxl.load_workbook(tmp_path / "plan.xlsx", data_only=True)["Groupes"]
    assert [cell.value for cell in tiers["B"][3:8]] == [1, 1, 1, 3, 4]
    expect_unsaved(page, False)

    handle(page, "D", "E").press("PageUp")
    expect_clients(page, [1, 1, 1, 5, 2])
    expect_unsaved(page, True)
    asks_before_it_closes(page)
    go_to(page, "Le plan")
    with page.expect_download():
        page.get_by_role("button", name="Télécharger le plan Excel").click()
    expect_unsaved(page, False)
    closes_at_once(page)


def test_nobody_is_asked_on_their_own_computer(page: Page, tmp_path: Path) -> None:
    with_a_list(page, ten_clients(tmp_path / "liste.csv"))
    expect(page.get_by_role("button", name="Plan Excel")).to_have_count(0)
    closes_at_once(page)
