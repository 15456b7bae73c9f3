"""What is kept of a session, and what a store says of the pieces of work in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lib.clients.model import ClientList
from lib.plan.compare import Scenario
from lib.plan.plan import Plan
from lib.reading.choices import Choices
from lib.reading.options import ReadingOptions
from lib.texts import Language

MOST_STEPS = 50
"""Steps that undo and redo can go back and forward after coming back."""
MOST_STATES = 20
"""States of a piece of work that can be looked at again."""
LONGEST_NAME = 80
"""Characters of a name of a piece of work."""

File = tuple[str, bytes]
"""A file's name and content."""
Cause = Literal[
    "list",
    "reading",
    "repairs",
    "same_or_not",
    "cuts",
    "budgets",
    "names",
    "placed",
    "services",
    "people",
    "profit",
    "tomorrow",
    "groups",
    "slice",
    "potential",
    "follow_up",
    "scenarios",
]
"""What changed from one state of a piece of work to the next; the sentence is `keeping.cause.<cause>`."""


@dataclass(frozen=True)
class Reading:
    """How the files of a list are read. `locked`: a password was needed, so that they cannot be opened
    again without it."""

    choices: Choices
    options: ReadingOptions
    locked: bool = False


@dataclass(frozen=True)
class Screen:
    """What a session shows and how, besides its plan."""

    language: Language = "fr"
    page: str = "clients"
    threshold_unit: Literal["share", "clients", "amount"] = "share"
    budget_unit: Literal["hours", "money"] = "hours"
    typed_budget: int = 0
    typed_amounts: tuple[tuple[int, int], ...] = ()
    reference: str = "start"
    """What the plan is compared with: a baseline, or "scenario"."""
    reference_name: str = ""
    """The name of that scenario."""


@dataclass(frozen=True)
class Head:
    """All of a piece of work but its files and its list: small, and written at every change."""

    plan: Plan
    reading: Reading | None = None
    """None for a list that no file was read for, such as that of a plan that was opened again."""
    scenarios: tuple[Scenario, ...] = ()
    before: tuple[Plan, ...] = ()
    """What undo goes back to, the last one first in turn."""
    undone: tuple[Plan, ...] = ()
    last_plan: Plan | None = None
    screen: Screen = Screen()


@dataclass(frozen=True, eq=False)
class Contents:
    """What is kept of a session at one moment: the list as it was read, its files, and everything else."""

    clients: ClientList
    files: tuple[File, ...]
    head: Head


@dataclass(frozen=True)
class Work:
    """A piece of work: a list with its plan. `version` counts its changes; `holder` is who has it open."""

    id: str
    name: str
    changed: datetime
    version: int
    clients: int
    holder: str = ""


@dataclass(frozen=True)
class PastState:
    """A state of a piece of work at a time: what it held, and what had changed."""

    number: int
    made: datetime
    cause: Cause
    plan: Plan
    reading: Reading | None
