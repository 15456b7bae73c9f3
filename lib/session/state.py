"""What one visitor has loaded and chosen. It lives in their session and nowhere else."""

from dataclasses import dataclass, field, replace

import streamlit as st

from lib.clients import ClientList
from lib.compute import PlanResult, compute
from lib.plan import Plan
from lib.reading import Choices, Remembered, Source
from lib.session import memory
from lib.texts import LANGUAGES, Language

KEY = "palmares"
MOST_STEPS = 200
"""Steps that undo can go back."""


@dataclass
class State:
    """One session. `steps[-1]` is the plan in force; the others are what undo goes back to."""

    language: Language
    source: Source | None = None
    choices: Choices | None = None
    clients: ClientList | None = None
    steps: list[Plan] = field(default_factory=lambda: [Plan()])
    upload_round: int = 0
    """Part of the uploader's key: a new number empties it."""
    remembered: Remembered = field(default_factory=dict)
    """Corrections, for files with the same headings."""
    refused: set[tuple[str, ...]] = field(default_factory=set)
    """Clients that the user says are not one."""

    def take(self, source: Source, choices: Choices) -> None:
        """Put another file in the place of the one before. Clients and plan stay until it is read."""
        self.source, self.choices, self.refused = source, choices, set()

    @property
    def plan(self) -> Plan:
        return self.steps[-1]

    def change(self, plan: Plan) -> None:
        """Put another plan in force; the one before can be had back."""
        if plan != self.plan:
            self.steps = [*self.steps[-MOST_STEPS:], plan]

    def change_with(self, **choices: object) -> None:
        """Change some choices of the plan in force."""
        self.change(replace(self.plan, **choices))  # type: ignore[arg-type]

    def undo(self) -> None:
        """Go back one step."""
        if len(self.steps) > 1:
            self.steps = self.steps[:-1]

    def reset(self) -> None:
        """Back to the method's own cuts and to equal budgets. This too can be undone."""
        self.change_with(thresholds=(), amounts=(), counts=(), budget_shares=(), locked=(), modes=())


def state() -> State:
    """The visitor's session, made at their first visit in their browser's language."""
    if KEY not in st.session_state:
        st.session_state[KEY] = State(language=_browser_language(), remembered=memory.recall())
    found: State = st.session_state[KEY]
    return found


def result(clients: ClientList) -> PlanResult:
    """What follows from the plan in force."""
    return compute(clients, state().plan)


def _browser_language() -> Language:
    wanted = (st.context.locale or "").lower()
    return next((language for language in LANGUAGES if wanted.startswith(language)), "en" if wanted else "fr")
