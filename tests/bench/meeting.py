"""A step of the meeting page: what it costs the server and the wire, one visitor and fifty, and how smoothly
the page follows the hand."""

import os
import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import cache, partial
from pathlib import Path
from statistics import median, quantiles

import numpy as np
import psutil
from playwright.sync_api import Page

from lib.clients.model import ClientList
from lib.keeping.places import FOLDER
from lib.plan.compute import compute
from lib.plan.moves import move_threshold
from lib.plan.plan import Plan
from tests.bench.entry import Entry
from tests.bench.page import BARE_APP, BOARD, CLIENTS, ROOT, browser, start
from tests.bench.visitor import Visitor
from tests.lists import list_of

STEPS = 20
SESSIONS = 50
SECONDS = 6
BUDGET_BYTES = 30_000
BUDGET_PROCESSOR = 0.010
"""Seconds of the processor that a step may take."""
FRAMES = """(board) => {
  const table = new Function('return ' + board)().querySelector('.tiers')
  window.frames_seen = []
  window.tables_seen = []
  const see = (now) => {
    window.frames_seen.push(now)
    window.tables_seen.push(table.textContent)
    requestAnimationFrame(see)
  }
  requestAnimationFrame(see)
}"""


@cache
def our_server(clients: int, kept: bool = False, replica: int = 0) -> str:
    """The address of our app, every visitor with so many clients, whose work is kept on this computer or not
    at all. Each replica is a process of its own."""
    folder = Path(tempfile.mkdtemp(prefix="palmares-bench-"))
    for part in ("lib", "pages", ".streamlit"):
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(Path(__file__).with_name("meeting_app.py"), folder / "app.py")
    keeping = {"BENCH_KEEP": "yes", FOLDER: str(folder / "work")} if kept else {}
    path = f"{folder}{os.pathsep}{ROOT}"
    return start(folder / "app.py", BENCH_CLIENTS=str(clients), PYTHONPATH=path, **keeping)


@cache
def our_visitor(clients: int = CLIENTS, kept: bool = False) -> Visitor:
    return Visitor(our_server(clients, kept), "tiers")


@cache
def bare_server() -> str:
    return start(BARE_APP)


@cache
def bare_visitor() -> Visitor:
    return Visitor(bare_server())


def server_step(visitor: Visitor, key: str) -> float:
    """Seconds from the request of a step to the end of the run, the median of a few; there and back."""
    times = []
    for step in range(STEPS):
        times.append(visitor.move(key, -1 if step % 2 else 1))
        time.sleep(0.05)
    return median(times)


def ours_step(clients: int = CLIENTS) -> float:
    return server_step(our_visitor(clients), "threshold_2")


def kept_step() -> float:
    """A step of somebody whose work is written to the disk meanwhile."""
    return server_step(our_visitor(kept=True), "threshold_2")


def processor_step() -> float:
    """Seconds of the processor that the server spends on a step."""
    visitor = our_visitor()
    server = process_at(our_server(CLIENTS, False))
    visitor.move("threshold_2", 1)
    before = sum(server.cpu_times()[:2])
    for step in range(5 * STEPS):
        visitor.move("threshold_2", 1 if step % 2 else -1)
    return float(sum(server.cpu_times()[:2]) - before) / (5 * STEPS)


def process_at(address: str) -> psutil.Process:
    """The server that listens at that address."""
    option = f"--server.port={address.rsplit(':', 1)[1]}"
    return next(one for one in psutil.process_iter(["cmdline"]) if option in (one.info["cmdline"] or ()))


def bare_step() -> float:
    return server_step(bare_visitor(), "threshold")


def bytes_of_a_step(clients: int) -> float:
    """The most that a step sends to the browser, once it has what stays the same."""
    visitor = our_visitor(clients)
    sizes = []
    for step in range(6):
        visitor.move("threshold_2", -1 if step % 2 else 1)
        sizes.append(visitor.bytes)
    return max(sizes[2:])


@cache
def crowd(replicas: int) -> list[Visitor]:
    """Many visitors of each replica of our page, each with a list of their own."""
    addresses = [our_server(CLIENTS, replica=replica) for replica in range(replicas)]
    with ThreadPoolExecutor(4) as doors:
        return list(doors.map(lambda address: Visitor(address, "tiers"), addresses * SESSIONS))


def crowded_step(every: float = 1, replicas: int = 1) -> float:
    """The 95th percentile over many visitors of each replica, each of them moving a slider every so many
    seconds."""
    visitors = crowd(replicas)
    opening = time.perf_counter() + 0.5

    def visit(place: int) -> list[float]:
        times = []
        for step in range(SECONDS):
            time.sleep(max(0.0, opening + every * (place / len(visitors) + step) - time.perf_counter()))
            times.append(visitors[place].move("threshold_2", -1 if step % 2 else 1))
        return times

    with ThreadPoolExecutor(len(visitors)) as threads:
        times = [one for visit_times in threads.map(visit, range(len(visitors))) for one in visit_times]
    return quantiles(times, n=20)[-1]


@cache
def million() -> ClientList:
    revenue = np.random.default_rng(1).lognormal(9, 1.7, 1_000_000)
    return list_of((revenue.astype(int) + 1).tolist())


def compute_step() -> float:
    """One step of a threshold at 1,000,000 clients, the median of a few."""
    clients = million()
    plan = Plan()
    times = []
    for step in range(STEPS):
        begin = time.perf_counter()
        plan = move_threshold(clients, plan, 2, Decimal(60 + step % 5) / 100)
        compute(clients, plan)
        times.append(time.perf_counter() - begin)
    return median(times)


@cache
def our_page() -> Page:
    page = browser().new_page(locale="en-GB", viewport={"width": 1440, "height": 900})
    page.goto(our_server(CLIENTS) + "/tiers")
    page.locator(".handle").first.wait_for(timeout=60_000)
    return page


def frame_while_dragging(grip: str, place: int) -> float:
    """The 95th percentile of the seconds between two pictures while the mouse drags a boundary or a slider
    about, each picture with curve, columns, table and sentences of its own."""
    page = our_page()
    page.bring_to_front()
    box = page.locator(grip).nth(place).bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(FRAMES, BOARD)
    for step in range(120):
        page.mouse.move(x + step % 40, y - step % 40)
    times = np.array(page.evaluate("window.frames_seen")) / 1000
    tables = page.evaluate("new Set(window.tables_seen).size")
    page.keyboard.press("Escape")
    page.mouse.up()
    page.reload()
    page.locator(".handle").first.wait_for(timeout=60_000)
    if tables < 10:
        raise RuntimeError(f"the table did not follow the hand: it showed {tables} plans")
    return float(np.quantile(np.diff(times), 0.95))


ENTRIES = [
    Entry("step-server", "bare Streamlit + Altair page", 0.25, ours_step, bare_step),
    Entry("step-kept", "the same page without keeping", 1.05, kept_step, ours_step),
    Entry("step-processor", "10 ms of processor", 1.0, processor_step, lambda: BUDGET_PROCESSOR),
    Entry("step-growth", "the same page with 100 clients", 1.15, ours_step, lambda: ours_step(100)),
    Entry("step-bytes", "30 KB", 1.0, lambda: bytes_of_a_step(CLIENTS), lambda: BUDGET_BYTES),
    Entry("step-bytes-million", "30 KB", 1.0, lambda: bytes_of_a_step(1_000_000), lambda: BUDGET_BYTES),
    Entry("compute-million", "5 ms", 1.0, compute_step, lambda: 0.005),
    *(
        Entry(
            f"drag-pictures-{name}",
            "a thirtieth of a second",
            1.0,
            partial(frame_while_dragging, grip, place),
            lambda: 1 / 30,
        )
        for name, grip, place in (
            ("curve", ".handle .knob", 2),
            ("slider", "input[type=range]", 2),
            ("budget", ".budgets input[type=range]", 1),
        )
    ),
    Entry("fifty-sessions", "one visitor's median", 3.0, crowded_step, ours_step),
    Entry("fifty-sessions-relaxed", "one visitor's median", 3.0, lambda: crowded_step(5), ours_step),
    # As many cores as replicas, and some of one for the visitors: two cores are a little too few.
    Entry(
        "hundred-sessions-two-replicas",
        "fifty sessions on one",
        1.2,
        lambda: crowded_step(replicas=2),
        crowded_step,
    ),
]
