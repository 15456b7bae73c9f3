"""Nothing is lost, in a real browser: F5 in a meeting, the server killed, a second tab, forgetting."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.test_main_job import go_to
from tests.browser.test_meeting import clients_by_tier, expect_clients, handle, ten_clients

NAME = "Société A"


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that may be killed."""
    own = Server(tmp_path_factory.mktemp("own"))
    yield own
    own.stop()


@pytest.fixture
def client_file(tmp_path: Path) -> Path:
    return ten_clients(tmp_path / "liste_2025.csv")


def in_a_meeting(visitor: BrowserContext, server: Server, client_file: Path) -> Page:
    """The tiers page with the list, the last boundary moved from 84 % to 89 %."""
    page = visitor.new_page()
    page.goto(server.address)
    # The first page of a server that has just started takes its time.
    page.locator("input[type=file]").wait_for(state="attached", timeout=90_000)
    page.locator("input[type=file]").set_input_files(client_file)
    expect(page.get_by_text("10 clients classés")).to_be_visible()
    go_to(page, "Les groupes")
    expect_clients(page, [1, 1, 1, 2, 5])
    handle(page, "D", "E").press("PageUp")
    expect_clients(page, [1, 1, 1, 3, 4])
    return page


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_a_meeting_goes_on_after_f5_a_killed_server_and_a_closed_tab(
    visitor: BrowserContext, server: Server, client_file: Path
) -> None:
    page = in_a_meeting(visitor, server, client_file)
    page.reload()
    expect_clients(page, [1, 1, 1, 3, 4])
    assert page.url.endswith("/tiers")
    page.get_by_role("button", name="Annuler").click()
    expect_clients(page, [1, 1, 1, 2, 5])
    page.get_by_role("button", name="Rétablir").click()
    expect_clients(page, [1, 1, 1, 3, 4])

    page.wait_for_timeout(1_500)
    server.kill()
    server.start()
    page.reload()
    page.locator(".tiers").wait_for(timeout=90_000)
    expect_clients(page, [1, 1, 1, 3, 4])
    assert page.url.endswith("/tiers")

    page.close()
    server.kill()
    server.start()
    later = visitor.new_page()
    later.goto(server.address)
    later.locator("input[type=file]").wait_for(state="attached", timeout=90_000)
    expect(later.get_by_text("Vous travailliez sur liste_2025.csv (10 clients)")).to_be_visible()
    # The tab that had it was killed with the server and has not let go yet.
    later.get_by_role("button", name="Reprendre").click()
    take_over = later.get_by_role("button", name="Continuer ici")
    expect(take_over.or_(later.locator(".tiers"))).to_be_visible()
    if take_over.is_visible():
        take_over.click()
    expect_clients(later, [1, 1, 1, 3, 4])
    go_to(later, "Vos clients")
    expect(later.get_by_text("10 clients classés")).to_be_visible()
    expect(later.get_by_text("Colonnes reconnues")).to_be_visible()


def test_the_token_is_in_no_address_and_no_other_tab(
    visitor: BrowserContext, browser: Browser, server: Server, client_file: Path
) -> None:
    page = in_a_meeting(visitor, server, client_file)
    token = page.evaluate("sessionStorage.getItem('palmares.tab')")
    assert len(token) >= 32
    assert token not in page.url
    other = visitor.new_page()
    asked: list[str] = []
    other.on("request", lambda request: asked.append(request.url))
    other.goto(server.address)
    expect(other.get_by_text("Vous travailliez")).to_be_visible()
    assert other.evaluate("sessionStorage.getItem('palmares.tab')") != token
    page.reload()
    expect_clients(page, [1, 1, 1, 3, 4])
    assert not any(token in url for url in asked)


def test_the_second_tab_says_so_and_the_first_overwrites_nothing(
    visitor: BrowserContext, server: Server, client_file: Path
) -> None:
    first = in_a_meeting(visitor, server, client_file)
    first.wait_for_timeout(1_500)
    second = visitor.new_page()
    second.goto(server.address)
    second.get_by_role("button", name="Reprendre").click()
    expect(second.get_by_text("liste_2025.csv est ouvert dans un autre onglet")).to_be_visible()
    second.get_by_role("button", name="Continuer ici").click()
    expect_clients(second, [1, 1, 1, 3, 4])
    handle(second, "D", "E").press("PageUp")
    expect_clients(second, [1, 1, 1, 5, 2])
    handle(first, "D", "E").press("PageDown")
    expect_clients(first, [1, 1, 1, 2, 5])
    first.wait_for_timeout(1_500)
    go_to(first, "Le palmarès")
    expect(first.get_by_text("liste_2025.csv continue dans un autre onglet")).to_be_visible()
    second.reload()
    expect_clients(second, [1, 1, 1, 5, 2])


def test_a_duplicated_tab_is_a_second_tab(visitor: BrowserContext, server: Server, client_file: Path) -> None:
    """A browser copies sessionStorage into a tab that is duplicated."""
    first = in_a_meeting(visitor, server, client_file)
    first.wait_for_timeout(1_500)
    token = first.evaluate("sessionStorage.getItem('palmares.tab')")
    copy = visitor.new_page()
    copy.add_init_script(f"sessionStorage.setItem('palmares.tab', '{token}')")
    copy.goto(f"{server.address}/tiers")
    expect(copy.get_by_text("liste_2025.csv est ouvert dans un autre onglet")).to_be_visible()
    assert clients_by_tier(first) == [1, 1, 1, 3, 4]


def test_forgetting_leaves_nothing_on_the_disk(
    visitor: BrowserContext, server: Server, client_file: Path
) -> None:
    page = in_a_meeting(visitor, server, client_file)
    page.wait_for_timeout(1_500)
    assert NAME.encode() in bytes_of(server.work)
    go_to(page, "Vos clients")
    page.get_by_role("button", name="Tout oublier").click()
    page.get_by_role("button", name="Oublier définitivement").click()
    expect(page.get_by_text("10 clients classés")).not_to_be_visible()
    expect(page.get_by_text("Garder mon travail sur cet ordinateur")).to_be_visible()
    page.wait_for_timeout(1_500)
    for left in (NAME, "Société J", "liste_2025", "Chiffre d'affaires"):
        assert left.encode() not in bytes_of(server.folder)
    page.reload()
    expect(page.get_by_text("telle qu’elle est")).to_be_visible()
    expect(page.get_by_text("Vous travailliez")).not_to_be_visible()
