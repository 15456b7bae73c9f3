"""The app itself, ended as a power cut does while a visitor works, started again, and looked into."""

import random
import time
from pathlib import Path

from lib.keeping.database import FILE_NAME, Database
from lib.keeping.store import Store
from tests.bench.visitor import Visitor
from tests.browser.conftest import Server
from tests.faults.kills import Loss

LINES = "".join(f"Client {number};{number * 7 % 9973 + 1}\n" for number in range(2_000))
KINDS = ("slider", "edit", "export", "upload")


def many(folder: Path, count: int, chance: random.Random) -> list[Loss]:
    """So many kills. Every visitor uploads a list of their own name and types a sum of hours at each step, so
    that what is found afterwards says which step it is of."""
    server = Server(folder)
    losses = []
    for turn in range(count):
        losses.append(_killed(server, turn, chance))
        server.start()
    server.stop()
    return losses


def _killed(server: Server, turn: int, chance: random.Random) -> Loss:
    visitor = Visitor(server.address)
    name = f"liste {turn}.csv"
    done: list[tuple[int, float]] = []
    end = time.monotonic() + chance.uniform(0.3, 4.0)
    visitor.upload("upload_", name, f"Client;CA\nTurn {turn};1\n{LINES}".encode())
    visitor.go_to("tiers")
    hours = 1_000
    while time.monotonic() < end or not done:
        hours += 1
        visitor.fill("hours", hours)
        done.append((hours, time.monotonic()))
        visitor.move("threshold_1", chance.choice((-1, 1)) * (hours % 3))
        if chance.random() < 0.1:
            visitor.go_to("plan")
            visitor.download("download")
            visitor.go_to("tiers")
    moment = time.monotonic()
    server.kill()
    visitor.close()
    return _lost(server.work, name, done, moment)


def _lost(folder: Path, name: str, done: list[tuple[int, float]], moment: float) -> Loss:
    database = Database(folder / FILE_NAME)
    store = Store(database)
    found = {work.name: store.look(work.id)[1] for work in store.works()}
    database.close()
    hours = found[name].head.plan.budget_minutes // 60 if name in found else 0
    gone = [when for typed, when in done if typed > hours]
    return Loss(moment - min(gone, default=moment), len(gone), 0)
