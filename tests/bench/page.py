"""A slider step of the tiers page beside a step of the barest Streamlit + Altair page, 100,000 clients each.

Both apps run headless on free ports of this machine; the same Chromium presses an arrow key on a slider
and measures until the new figure is on the page and Streamlit says that the script has finished.
"""

import atexit
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.entry import Entry
from tests.browser.conftest import QUIET, browser_program

ROOT = Path(__file__).parents[2]
CLIENTS = 100_000
BARE_APP = Path(__file__).with_name("bare_app.py")
STEPS = 6
"""Slider steps in one run; there and back, so that a run ends where it began."""

MEASURE = """(find) => {
  const figures = find.map((one) => new Function('return ' + one))
  const app = () => document.querySelector('[data-testid=stApp]')
  const before = figures.map((figure) => figure())
  let start = 0
  addEventListener('keydown', () => { start = performance.now() }, {once: true, capture: true})
  const asked = performance.now()
  window.step = new Promise((done, fail) => {
    const timer = setInterval(() => {
      if (performance.now() - asked > 60000) {
        clearInterval(timer)
        const same = find.filter((_, place) => figures[place]() === before[place])
        fail(new Error(`after a minute the script is ${app().dataset.testScriptState}; unchanged: ${same}`))
      }
      const changed = figures.every((figure, place) => figure() !== before[place])
      if (start && changed && app().dataset.testScriptState === 'notRunning') {
        clearInterval(timer)
        done(performance.now() - start)
      }
    }, 1)
  })
}"""
BOARD = "document.querySelector('.st-key-board_page [data-testid=stBidiComponentIsolated]').shadowRoot"
"""The part of our page that shows a step."""
TABLE = f"{BOARD}.querySelector('.tiers').innerText"
CURVE = f"{BOARD}.querySelector('.handle').getAttribute('aria-valuetext')"
ANSWER = "globalThis[Symbol.for('palmares.step')].answer.answered"
"""The answer of the server: our page shows a step before it comes."""
OUR_FIGURES = [TABLE, CURVE, ANSWER]
BARE_FIGURES = ["document.querySelector('[data-testid=stMarkdown]').innerText"]


@cache
def browser() -> Browser:
    program = browser_program()
    if program is None:
        raise RuntimeError("this benchmark needs Chromium, Chrome or Edge")
    driver = sync_playwright().start()
    atexit.register(driver.stop)
    return driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu", *QUIET])


def start(app: Path, **variables: str) -> str:
    """Run an app of ours or a peer's on a free port, until the benchmark ends; gives its address."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", app.name, "--server.headless=true"]
    server = subprocess.Popen(
        [*command, f"--server.port={port}"],
        cwd=app.parent,
        env=os.environ | variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(server.terminate)
    address = f"http://localhost:{port}"
    for _ in range(300):
        try:
            urlopen(f"{address}/_stcore/health", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return address
    raise RuntimeError(f"{app} did not start")


@cache
def our_page() -> Page:
    """The tiers page with 100,000 clients, loaded as a visitor would."""
    page = browser().new_page(locale="en-GB", viewport={"width": 1440, "height": 900})
    page.goto(start(ROOT / "app.py"))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clients.csv"
        revenue = np.random.default_rng(1).lognormal(9, 1.7, CLIENTS)
        lines = (f"Client {place:06d},{amount:.2f}" for place, amount in enumerate(revenue))
        path.write_text("\n".join(["Client,Revenue", *lines]), encoding="utf-8")
        page.locator("input[type=file]").set_input_files(path)
        page.get_by_text("100,000 clients ranked").wait_for(timeout=60_000)
    page.get_by_test_id("stTopNavLink").filter(has_text="The tiers").click()
    page.get_by_role("slider", name=re.compile(r"A \| B")).wait_for(timeout=60_000)
    return page


@cache
def bare_page() -> Page:
    page = browser().new_page(locale="en-GB", viewport={"width": 1440, "height": 900})
    page.goto(start(BARE_APP))
    page.get_by_text("Up to 80").wait_for(timeout=60_000)
    return page


def steps(page: Page, slider_name: str, figures: list[str]) -> float:
    """Seconds from the key to the finished page, the median of a few steps."""
    page.bring_to_front()
    slider = page.get_by_role("slider", name=re.compile(slider_name))
    slider.focus()
    times = []
    for step in range(STEPS):
        page.wait_for_timeout(400)
        page.evaluate(MEASURE, figures)
        page.keyboard.press("ArrowRight" if step % 2 else "ArrowLeft")
        times.append(page.evaluate("() => window.step") / 1000)
    return median(times)


def step_of(page: Callable[[], Page], slider_name: str, figures: list[str]) -> Callable[[], float]:
    return lambda: steps(page(), slider_name, figures)


OPENED = """([link, ready]) => {
  const here = new Function('return ' + ready)
  const app = () => document.querySelector('[data-testid=stApp]')
  const start = performance.now()
  window.opened = new Promise((done, fail) => {
    const timer = setInterval(() => {
      if (performance.now() - start > 60000) {
        clearInterval(timer)
        fail(new Error(`after a minute the page is not there: ${ready}`))
      }
      if (here() && app().dataset.testScriptState === 'notRunning') {
        clearInterval(timer)
        done(performance.now() - start)
      }
    }, 1)
  })
  const links = [...document.querySelectorAll('[data-testid=stTopNavLink]')]
  links.find((one) => one.innerText.includes(link)).click()
}"""
OURS_IS_THERE = (
    "[...document.querySelectorAll('.st-key-board_page [data-testid=stBidiComponentIsolated]')]"
    + (".some((board) => board.shadowRoot.querySelector('.handle[aria-valuetext]'))")
)
BARE_IS_THERE = "document.querySelector('[data-testid=stVegaLiteChart] :is(canvas, svg)') !== null"


@cache
def bare_menu() -> Page:
    page = browser().new_page(locale="en-GB", viewport={"width": 1440, "height": 900})
    page.goto(start(BARE_APP.with_name("bare_menu_app.py")))
    page.get_by_text("Another page").wait_for(timeout=60_000)
    return page


def openings(page: Page, link: str, ready: str, other: str, sign: str) -> float:
    """Seconds from a click in the menu until the page is drawn, the median of a few."""
    page.bring_to_front()
    times = []
    for _ in range(4):
        page.get_by_test_id("stTopNavLink").filter(has_text=other).click()
        page.get_by_text(sign).first.wait_for(timeout=60_000)
        page.wait_for_timeout(800)
        page.evaluate(OPENED, [link, ready])
        times.append(page.evaluate("() => window.opened") / 1000)
    return median(times)


def entry(name: str, slider_name: str, figures: list[str]) -> Entry:
    """A step of one of our controls, until the page shows it as the server has answered it."""
    return Entry(
        name=name,
        peer="bare Streamlit + Altair page",
        goal=0.8,
        ours=step_of(our_page, slider_name, figures),
        theirs=step_of(bare_page, "Threshold", BARE_FIGURES),
    )


ENTRIES = [
    entry("slider-step", r"A \| B", OUR_FIGURES),
    entry("curve-step", "Limit between A and B", OUR_FIGURES),
    entry("budget-step", r"^A:", [TABLE, ANSWER]),
    Entry(
        name="first-paint",
        peer="bare page behind a menu",
        goal=1.2,
        ours=lambda: openings(our_page(), "The tiers", OURS_IS_THERE, "The ranking", "Pareto"),
        theirs=lambda: openings(bare_menu(), "The chart", BARE_IS_THERE, "The other", "Another page"),
    ),
]
