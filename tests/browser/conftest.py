"""A running app and a headless browser to look at it with."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import TextIO

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from lib.keeping.database import FILE_NAME, Database
from lib.keeping.places import FOLDER
from lib.keeping.store import Store

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
USUAL_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")


# A machine that does other work beside the tests may take its time.
expect.set_options(timeout=12_000)


def browser_program() -> str | None:
    """Chromium, or a browser built on it, wherever this machine keeps it."""
    on_path = (shutil.which(name) for name in NAMES)
    return next((found for found in (*on_path, *USUAL_PLACES) if found and Path(found).exists()), None)


class Server:
    """The app, started as a visitor's own would be. What it keeps lies in a folder of its own."""

    program = (sys.executable, "-m", "streamlit")

    def __init__(self, folder: Path, *options: str) -> None:
        with socket.socket() as free:
            free.bind(("localhost", 0))
            self.port = free.getsockname()[1]
        self.folder, self.work, self.options = folder, folder / "work", options
        self.address = f"http://localhost:{self.port}"
        self.start()

    def start(self) -> None:
        """Start it, also after it was ended, at the same address."""
        command = [*self.program, "run", "app.py", "--server.headless=true"]
        variables = os.environ | {"XDG_CONFIG_HOME": str(self.folder), FOLDER: str(self.work)}
        self._process = subprocess.Popen(
            [*command, f"--server.port={self.port}", *self.options],
            cwd=ROOT,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert self._process.stdout is not None
        said: list[str] = []
        started: Queue[bool] = Queue()
        Thread(target=_listen, args=(self._process.stdout, said, self.address, started), daemon=True).start()
        assert started.get(timeout=120), f"the app did not start: {''.join(said)}"

    @property
    def pid(self) -> int:
        """The process of the server."""
        return self._process.pid

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()
        self._process.wait(timeout=20)

    def stop(self) -> None:
        """End it as a person does."""
        self._process.terminate()
        self._process.wait(timeout=20)


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app that the tests share."""
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    server.stop()


@pytest.fixture
def app_address(app_server: Server) -> str:
    """The address of the app, in which no other test's work is found."""
    database = Database(app_server.work / FILE_NAME)
    Store(database).forget()
    database.close()
    return app_server.address


def _listen(output: TextIO, said: list[str], address: str, started: Queue[bool]) -> None:
    """Read all that the server says, so that it never waits for a reader; it names its address once it
    listens there."""
    with output:
        for line in output:
            said.append(line)
            if address in line:
                started.put(True)
    started.put(False)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Headless Chromium. Without one the tests are skipped, except in CI, where that is a failure."""
    program = browser_program()
    if program is None:
        reason = "no Chromium, Chrome or Edge on this machine: the browser tests need one"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    running = playwright.chromium.launch(
        executable_path=program, args=["--no-sandbox", "--disable-gpu", *QUIET]
    )
    yield running
    running.close()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A French visitor at a desk."""
    context = browser.new_context(
        locale="fr-FR", viewport={"width": 1440, "height": 900}, accept_downloads=True
    )
    yield context
    context.close()


@pytest.fixture
def page(visitor: BrowserContext, app_address: str) -> Iterator[Page]:
    """The front page; every request it makes is noted in `page.asked`. Nothing on it may want more than the
    server's policy allows, and nothing may be asked of anybody else."""
    tab = visitor.new_page()
    refused: list[str] = []
    tab.on("console", lambda said: refused.append(said.text) if "Content Security" in said.text else None)
    tab.asked = []  # type: ignore[attr-defined]
    tab.on("request", lambda request: tab.asked.append(request.url))  # type: ignore[attr-defined]
    tab.goto(app_address)
    yield tab
    assert refused == []
    assert [url for url in tab.asked if not url.startswith((app_address, "blob:", "data:"))] == []  # type: ignore[attr-defined]
