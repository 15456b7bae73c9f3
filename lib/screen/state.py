"""What one visitor has loaded and chosen. It lives in their session and nowhere else."""

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Literal, TypeVar, get_args

import streamlit as st

from lib.clients.model import ClientList
from lib.plan.compare import Scenario, at_start, free_name
from lib.plan.compute import PlanResult, compute
from lib.plan.counting import counted, part_of
from lib.plan.plan import Plan
from lib.plan.slice_settings import Slice
from lib.texts import LANGUAGES, Language

KEY = "palmares"
MOST_STEPS = 200
"""Steps that undo can go back."""


class Baseline(Enum):
    """What the plan in force can be compared with, besides the kept scenarios: the method's own cuts, the
    plan one step ago, the plan that was last opened or exported."""

    START = "start"
    STEP_BEFORE = "step_before"
    LAST_PLAN = "last_plan"


@dataclass(frozen=True)
class KeptScenario:
    """A scenario to compare with, by its name."""

    name: str


Reference = Baseline | KeptScenario

ThresholdUnit = Literal["share", "clients", "amount"]
THRESHOLD_UNITS: tuple[ThresholdUnit, ...] = get_args(ThresholdUnit)
BudgetUnit = Literal["hours", "money"]
BUDGET_UNITS: tuple[BudgetUnit, ...] = get_args(BudgetUnit)


Part = TypeVar("Part")


@dataclass(frozen=True, eq=False)
class Loaded:
    """What is loaded, set at once: a list, and what the concept that read it keeps of where it came from."""

    clients: ClientList
    origin: object = None


@dataclass
class State:
    """One session. `steps[-1]` is the plan in force; the others are what undo goes back to, and `undone`
    what redo goes forward to, the next one last."""

    language: Language
    page: str = "clients"
    """The page that is open."""
    loaded: Loaded | None = None
    steps: list[Plan] = field(default_factory=lambda: [Plan()])
    undone: list[Plan] = field(default_factory=list)
    scenarios: list[Scenario] = field(default_factory=list)
    last_plan: Plan | None = None
    """The plan that was last exported, or opened from a link or a file."""
    downloaded: tuple[Loaded | None, Plan, tuple[Scenario, ...]] | None = None
    """What the last workbook held that was downloaded: the list, the plan and the scenarios."""
    told_of_loss: int = 0
    """How often the browser was told whether there is something to lose."""
    threshold_unit: ThresholdUnit = "share"
    """In what thresholds are typed."""
    typed_amounts: dict[int, int] = field(default_factory=dict)
    """The amounts typed as thresholds, shown as they were typed as long as they cut where it is cut."""
    budget_unit: BudgetUnit = "hours"
    typed_budget: int = 0
    """The budget typed in money, in whole units, shown as it was typed as long as it makes these hours."""
    reference: Reference = Baseline.START
    """What the plan in force is compared with."""
    reference_result: tuple[ClientList, PlanResult] | None = None
    """What was last worked out for that plan, with the list it was worked out for."""
    notice: str | None = None
    """The key of a sentence that every page says until the plan is changed."""
    parts: dict[type, object] = field(default_factory=dict)
    """What single concepts keep of the session, each under its own type."""

    def part(self, kind: type[Part]) -> Part:
        """What a concept keeps of this session, made when it is first asked for."""
        if kind not in self.parts:
            self.parts[kind] = kind()
        return self.parts[kind]  # type: ignore[return-value]

    @property
    def clients(self) -> ClientList | None:
        """The list that is loaded."""
        return self.loaded.clients if self.loaded else None

    @property
    def counted(self) -> ClientList | None:
        """The list that the plan in force ranks: with groups as one client or not, whole or a slice."""
        return None if self.clients is None else counted(self.clients, self.plan)

    @property
    def whole(self) -> ClientList | None:
        """The same of the whole firm."""
        return None if self.clients is None else counted(self.clients, replace(self.plan, slice=Slice()))

    @property
    def plan(self) -> Plan:
        return self.steps[-1]

    @property
    def in_a_workbook(self) -> tuple[Loaded | None, Plan, tuple[Scenario, ...]]:
        """What a workbook that is made now holds."""
        return self.loaded, self.plan, tuple(self.scenarios)

    @property
    def is_unsaved(self) -> bool:
        """Whether there is work that no downloaded workbook holds."""
        return self.loaded is not None and self.downloaded != self.in_a_workbook

    def change(self, plan: Plan) -> None:
        """Put another plan in force; the one before can be had back. A slice that is seen with the firm's own
        tiers is there to be looked at: what would change the firm's plan from there is refused, and said."""
        if (
            self._is_only_looking
            and replace(plan, slice=self.plan.slice, groups=self.plan.groups) != self.plan
        ):
            self.notice = "slices.only_looking"
        elif plan != self.plan:
            self.steps = [*self.steps[-MOST_STEPS:], plan]
            self.undone = []
            self.notice = None

    @property
    def _is_only_looking(self) -> bool:
        clients = self.counted if self.plan.slice.static else None
        return clients is not None and part_of(clients) is not None

    def change_with(self, **choices: object) -> None:
        """Change some choices of the plan in force."""
        self.change(replace(self.plan, **choices))  # type: ignore[arg-type]

    def open_plan(self, plan: Plan) -> None:
        """Put a plan in force that comes from a link or a file, and keep it to compare with."""
        self.change(plan)
        self.last_plan = plan

    def undo(self) -> None:
        """Go back one step."""
        if len(self.steps) > 1:
            self.undone = [*self.undone, self.plan]
            self.steps = self.steps[:-1]

    def redo(self) -> None:
        """Take the last undo back."""
        if self.undone:
            self.steps = [*self.steps, self.undone[-1]]
            self.undone = self.undone[:-1]

    def reset(self) -> None:
        """Back to the method's own cuts, equal budgets and no client placed by hand. This too can be
        undone. Names, colours and the number of hours stay."""
        self.change(replace(at_start(self.plan), modes=()))

    def keep(self, name: str, notes: str = "") -> Scenario:
        """Keep the plan in force under a name that no other scenario has."""
        name = free_name(name, [kept.name for kept in self.scenarios])
        kept = Scenario(name, self.plan, notes)
        self.scenarios = [*self.scenarios, kept]
        return kept

    def scenario(self, name: str) -> Scenario | None:
        """The scenario of that name."""
        return next((kept for kept in self.scenarios if kept.name == name), None)

    def drop(self, name: str) -> None:
        """Delete a scenario."""
        self.scenarios = [kept for kept in self.scenarios if kept.name != name]

    def note(self, name: str, notes: str) -> None:
        """Change the notes of a scenario."""
        self.scenarios = [
            replace(kept, notes=notes) if kept.name == name else kept for kept in self.scenarios
        ]

    def in_this_view(self, plan: Plan) -> Plan:
        """Another plan for the list that the one in force ranks: plans are compared client by client."""
        return replace(plan, groups=self.plan.groups, slice=self.plan.slice)

    @property
    def reference_plan(self) -> Plan:
        """The plan to compare with; the method's own cuts where the chosen one is gone."""
        start = at_start(self.plan)
        match self.reference:
            case Baseline.STEP_BEFORE:
                return self.steps[-2] if len(self.steps) > 1 else start
            case Baseline.LAST_PLAN:
                return self.last_plan or start
            case KeptScenario(name):
                kept = self.scenario(name)
                return kept.plan if kept else start
        return start


def state() -> State:
    """The visitor's session, made at their first visit in their browser's language."""
    mine: State | None = st.session_state.get(KEY)
    if mine is None:
        mine = st.session_state[KEY] = State(language=_browser_language())
    return mine


def current_result(clients: ClientList) -> PlanResult:
    """What follows from the plan in force."""
    return compute(clients, state().plan)


def result_in_force() -> PlanResult | None:
    """What follows from the plan in force for the list that is loaded; None without one.

    For what a hand does: the page it was done on may show another plan, or another list.
    """
    clients = state().clients
    return current_result(clients) if clients is not None and clients.count else None


def reference_result(clients: ClientList) -> PlanResult:
    """What follows from the plan that the one in force is compared with, which most steps leave alone."""
    mine = state()
    plan, known = mine.in_this_view(mine.reference_plan), mine.reference_result
    if known is None or known[0] is not clients or known[1].plan != plan:
        known = mine.reference_result = (clients, compute(clients, plan))
    return known[1]


def _browser_language() -> Language:
    wanted = (st.context.locale or "").lower()
    return next((language for language in LANGUAGES if wanted.startswith(language)), "en" if wanted else "fr")
