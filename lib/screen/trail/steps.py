"""The five steps of the work: which one a page belongs to, and which ones are done."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, get_args

from lib.plan.assumptions import assumed, is_missing
from lib.plan.compute import compute
from lib.screen.state import Loaded, State

Step = Literal["clients", "ranking", "tiers", "profit", "plan"]
"""Each is the page that opens it."""
STEPS: tuple[Step, ...] = get_args(Step)

BESIDE: dict[str, Step] = {
    "potential": "tiers",
    "services": "profit",
    "tomorrow": "profit",
    "follow_up": "plan",
}
"""The other pages of the menu, each with the step that it belongs to."""


@dataclass
class Seen:
    """The pages that were opened with the list that is loaded."""

    loaded: Loaded | None = None
    pages: set[str] = field(default_factory=set)

    def note(self, page: str, loaded: Loaded | None) -> None:
        """Keep in mind that a page is open. Another list, or the same read anew, has other figures: what was
        seen of the one before does not count."""
        if self.loaded is not loaded:
            self.loaded, self.pages = loaded, set()
        if loaded is not None:
            self.pages.add(page)


def step_of(page: str) -> Step | None:
    """The step that a page belongs to; None for those that stand beside the work."""
    return BESIDE.get(page) or next((step for step in STEPS if step == page), None)


def done(mine: State) -> list[Step]:
    """The steps that are done: a list is loaded, the ranking and the tiers were seen, the figures of profit
    are the firm's own, the plan is downloaded as it is."""
    return [step for step in STEPS if _DONE[step](mine)]


def _were_seen(page: Step) -> Callable[[State], bool]:
    return lambda mine: page in mine.part(Seen).pages


def _is_profit_told(mine: State) -> bool:
    clients = mine.counted
    if clients is None or not clients.count:
        return False
    return not is_missing(mine.plan.profit) and not assumed(compute(clients, mine.plan))


_DONE: dict[Step, Callable[[State], bool]] = {
    "clients": lambda mine: mine.loaded is not None,
    "ranking": _were_seen("ranking"),
    "tiers": _were_seen("tiers"),
    "profit": _is_profit_told,
    "plan": lambda mine: mine.loaded is not None and not mine.is_unsaved,
}
