"""A server for several visitors as `compose.yaml` sets it up: who has signed in goes on where she was when
her replica is gone, and sees nothing of anybody else."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lib.keeping.database import Database
from lib.keeping.store import Store
from lib.plan.plan import Plan
from tests.browser.provider import ANNE, BRUNO, CLARA, Account
from tests.browser.replicas import COOKIE, Replica, Site, running_site
from tests.browser.test_main_job import go_to
from tests.browser.test_meeting import expect_clients, handle, ten_clients
from tests.postgresql import new_database

STARTING = 90_000
"""Milliseconds that the first page of a server that has just started may take."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, postgresql_server: str) -> Iterator[Site]:
    """Two replicas: starting them is what takes long, so the tests share them."""
    database = new_database(postgresql_server, "site")
    with running_site(tmp_path_factory.mktemp("site"), database) as running:
        yield running


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """A French visitor with a browser of her own, as often as it is asked for."""
    opened: list[BrowserContext] = []

    def open_one() -> BrowserContext:
        opened.append(browser.new_context(locale="fr-FR", ignore_https_errors=True))
        return opened[-1]

    yield open_one
    for context in opened:
        context.close()


def sign_in(page: Page, account: Account) -> None:
    """From the page that asks for it to the page behind it."""
    page.get_by_role("button", name="Se connecter").click(timeout=STARTING)
    page.get_by_role("link", name=account.name).click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Palmarès", timeout=STARTING)


def in_a_meeting(page: Page, client_file: Path) -> None:
    """The tiers page with the list, the last boundary moved from 84 % to 89 %."""
    page.locator("input[type=file]").set_input_files(client_file)
    expect(page.get_by_text("10 clients classés")).to_be_visible(timeout=STARTING)
    go_to(page, "Les groupes")
    expect_clients(page, [1, 1, 1, 2, 5])
    handle(page, "D", "E").press("PageUp")
    expect_clients(page, [1, 1, 1, 3, 4])


def kept_of(site: Site, account: Account) -> tuple[int, Plan]:
    """The version and the plan of somebody's one piece of work, as PostgreSQL has them."""
    store = Store(Database(site.database), owner=f'["{site.provider.address}", "{account.sub}"]')
    (work,) = store.works()
    _, contents = store.look(work.id)
    store.database.close()
    return work.version, contents.head.plan


def until(holds: Callable[[], bool]) -> None:
    """Wait for something that no page shows."""
    for _ in range(120):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it does not come to that")


def replica_of(page: Page, site: Site) -> Replica:
    """The replica that a visitor has."""
    (cookie,) = [each["value"] for each in page.context.cookies() if each["name"] == COOKIE]
    return site.replica_of(cookie)


def test_her_replica_is_killed_and_she_goes_on(
    site: Site, visit: Callable[[], BrowserContext], tmp_path: Path
) -> None:
    """Without a reload: her browser looks for a connection and finds the other replica."""
    page = visit().new_page()
    page.goto(site.address)
    sign_in(page, ANNE)
    in_a_meeting(page, ten_clients(tmp_path / "liste_2025.csv"))
    until(lambda: kept_of(site, ANNE)[1] != Plan())
    version, _ = kept_of(site, ANNE)
    loaded = page.evaluate("performance.timeOrigin")
    replica_of(page, site).kill()
    until(lambda: kept_of(site, ANNE)[0] > version)
    expect_clients(page, [1, 1, 1, 3, 4])
    handle(page, "D", "E").press("PageUp")
    expect_clients(page, [1, 1, 1, 5, 2])
    assert page.evaluate("performance.timeOrigin") == loaded
    assert page.url.endswith("/tiers")


def test_nobody_sees_another_s_work_not_even_in_the_same_tab(
    site: Site, visit: Callable[[], BrowserContext], tmp_path: Path
) -> None:
    page = visit().new_page()
    answer = page.goto(f"{site.address}/tiers")
    assert answer is not None
    assert "max-age" in answer.headers["strict-transport-security"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    expect(page.locator("input[type=file]")).to_have_count(0)
    sign_in(page, BRUNO)
    in_a_meeting(page, ten_clients(tmp_path / "liste_de_bruno.csv"))
    until(lambda: kept_of(site, BRUNO)[1] != Plan())
    page.get_by_role("button", name="Votre compte").click()
    expect(page.get_by_text("Bruno Petit")).to_be_visible()
    page.get_by_role("button", name="Se déconnecter").click()
    sign_in(page, ANNE)
    expect(page.get_by_text("telle qu’elle est")).to_be_visible()
    assert "liste_de_bruno" not in page.content()
    page.get_by_role("button", name="Votre compte").click()
    page.get_by_role("button", name="Se déconnecter").click()
    sign_in(page, BRUNO)
    expect_clients(page, [1, 1, 1, 3, 4])
    cookies = {each["name"]: each for each in page.context.cookies()}
    assert cookies["_streamlit_user"]["secure"]
    assert cookies["_streamlit_user"]["httpOnly"]
    for told in (ANNE.email, BRUNO.email, ANNE.name, "Société", "liste_", "not-a-secret"):
        assert told not in site.logs()


def test_what_was_just_changed_is_kept_when_the_server_is_stopped(
    site: Site, visit: Callable[[], BrowserContext], tmp_path: Path
) -> None:
    page = visit().new_page()
    page.goto(site.address)
    sign_in(page, CLARA)
    in_a_meeting(page, ten_clients(tmp_path / "liste.csv"))
    until(lambda: kept_of(site, CLARA)[1] != Plan())
    before = kept_of(site, CLARA)[1]
    handle(page, "D", "E").press("PageUp")
    expect_clients(page, [1, 1, 1, 5, 2])
    replica_of(page, site).stop()
    assert kept_of(site, CLARA)[1] != before
