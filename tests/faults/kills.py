"""Ends processes that keep work as a power cut would, at random moments, and looks at what is left."""

import os
import random
import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from lib.keeping.database import FILE_NAME, Database
from lib.keeping.model import Work
from lib.keeping.store import Store
from tests.faults.at_work import LOG, work


@dataclass(frozen=True)
class Loss:
    """What one kill has cost. `seconds` is how old the oldest step was that is gone; 0 where none is."""

    seconds: float
    steps: int
    promised: int
    """Steps that had been written before, and are gone."""


def killed(folder: Path, seed: int, at: float) -> Loss:
    """Let somebody work in a process of its own, end it after so many seconds, and open what it left. Raises
    AssertionError where the store is not whole."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LOG).unlink(missing_ok=True)
    before = newest(folder)
    child = os.fork()
    if child == 0:
        try:
            work(folder, before, seed)
        finally:
            os._exit(1)
    time.sleep(at)
    moment = time.monotonic()
    os.kill(child, signal.SIGKILL)
    _, ending = os.waitpid(child, 0)
    assert os.WTERMSIG(ending) == signal.SIGKILL, "it ended before"
    return _lost(folder, before, moment)


def newest(folder: Path) -> int:
    """The last step that is found again, once everything in the store has been found whole; 0 where there is
    nothing."""
    file = folder / FILE_NAME
    if not file.exists():
        return 0
    database = Database(file)
    store = Store(database)
    steps = [_step(store, piece) for piece in store.works()]
    database.close()
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return max(steps, default=0)


def _step(store: Store, piece: Work) -> int:
    """The step at which a piece of work was left. Its name, file, list, plan and states are of one piece."""
    _, contents = store.look(piece.id)
    assert contents.files[0][0] == contents.clients.report.source == piece.name
    assert contents.clients.count == piece.clients
    assert store.states(piece.id)
    return contents.head.plan.budget_minutes


def _lost(folder: Path, before: int, moment: float) -> Loss:
    found = newest(folder)
    log = folder / LOG
    lines = [line.split() for line in log.read_text().splitlines()] if log.exists() else []
    done = {int(number): float(when) for what, number, when in lines if what == "did"}
    kept = max((int(number) for what, number, _ in lines if what == "kept"), default=before)
    gone = [number for number in done if number > found]
    oldest = min((done[number] for number in gone), default=moment)
    return Loss(moment - oldest, len(gone), max(0, kept - found))


def many(folder: Path, count: int, seed: int, longest: float = 2.5) -> list[Loss]:
    """So many kills one after another, each on what the one before has left; now and then a new store."""
    chance = random.Random(seed)
    return [
        killed(folder / f"{turn // 25}", seed * 1_000_003 + turn, chance.uniform(0.02, longest))
        for turn in range(count)
    ]
