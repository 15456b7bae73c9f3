"""Somebody at work in a process that is killed: lists, sliders, edits, exports, kept as the app keeps them.

Every step has a number, which the plan holds as its minutes. What was done when is written to a file beside
the store, before it is done and, once the keeper has it, a second time.
"""

import os
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path

from lib.keeping.database import FILE_NAME, Database
from lib.keeping.keeper import Keeper, Tab
from lib.keeping.model import Contents, Head, Reading
from lib.keeping.store import Store
from lib.plan.compare import Scenario
from lib.plan.plan import Plan
from lib.reading.choices import Choices
from lib.reading.options import ReadingOptions
from tests.lists import list_of

READING = Reading(Choices("liste", client="Client", revenue="CA"), ReadingOptions())
LOG = "steps.txt"
MOST_CLIENTS, LARGEST_FILE = 5_000, 500_000


@dataclass
class AtWork:
    """One session, and what it shows."""

    contents: Contents | None
    number: int
    chance: random.Random

    def see(self) -> Contents | None:
        return self.contents

    def step(self) -> None:
        """One of what a visitor does: seldom another list, mostly a slider."""
        self.number += 1
        if self.contents is None or self.chance.random() < 0.04:
            self.contents = self._uploaded()
            return
        kind = self.chance.choice(("slider", "slider", "slider", "edit", "export"))
        plan, head = replace(self.contents.head.plan, budget_minutes=self.number), self.contents.head
        match kind:
            case "slider":
                self.contents = replace(self.contents, head=replace(head, plan=plan, before=(head.plan,)))
            case "edit":
                kept = (*head.scenarios[-3:], Scenario(f"{self.number}", head.plan, "x" * 100))
                clients = replace(self.contents.clients, currency=self.chance.choice(("EUR", "CHF")))
                head = replace(head, plan=plan, scenarios=kept)
                self.contents = replace(self.contents, clients=clients, head=head)
            case _:
                self.contents = replace(self.contents, head=replace(head, plan=plan, last_plan=plan))

    def _uploaded(self) -> Contents:
        clients = list_of(sorted(range(1, self.chance.randrange(2, MOST_CLIENTS)), reverse=True))
        name = f"{self.number}.csv"
        file = (name, self.chance.randbytes(self.chance.randrange(1, LARGEST_FILE)))
        clients = replace(clients, report=replace(clients.report, source=name))
        return Contents(clients, (file,), Head(Plan(budget_minutes=self.number), READING))


def work(folder: Path, number: int, seed: int) -> None:
    """Work on, after the step of that number, until the process is killed."""
    database = Database(folder / FILE_NAME)
    store, keeper = Store(database), Keeper()
    mine = AtWork(None, number, random.Random(seed))
    tab = Tab(f"{seed}", session=lambda: mine, see=mine.see, is_open=lambda: True, store=store)
    for latest in store.works()[:1]:
        held, mine.contents = store.open(latest.id, tab.token, take_over=True)
        tab.took(held, mine.contents)
    keeper.watch(tab)
    told = os.open(folder / LOG, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    kept = None
    while True:
        mine.step()
        os.write(told, f"did {mine.number} {time.monotonic()}\n".encode())
        if tab.written is not None and tab.written is not kept:
            kept = tab.written
            os.write(told, f"kept {kept.head.plan.budget_minutes} {time.monotonic()}\n".encode())
        time.sleep(mine.chance.uniform(0.001, 0.03))
