"""What changed from one moment to the next, and whether that makes a state of its own to go back to."""

from datetime import datetime, timedelta

from lib.keeping.model import Cause, Contents, Head, Reading
from lib.plan.plan import Plan

TOGETHER = timedelta(minutes=10)
"""Changes of one kind that follow within this time of the first are one state: a hand on a slider makes
hundreds."""

_FIELDS: dict[Cause, tuple[str, ...]] = {
    "cuts": ("method", "tier_count", "thresholds", "amounts", "counts", "keep_ties"),
    "budgets": ("budget_minutes", "budget_shares", "locked", "modes", "budget_rule", "budget_mix"),
    "names": ("tier_names", "tier_colours"),
    "placed": ("placed",),
    "services": ("services",),
    "people": ("team",),
    "profit": ("profit",),
    "tomorrow": ("tomorrow",),
    "groups": ("groups",),
    "slice": ("slice",),
    "potential": ("potential",),
    "follow_up": ("follow_up",),
}
"""Every field of a plan, by what is said of its change."""


def cause_of(before: Contents | None, after: Contents) -> Cause | None:
    """What changed, the weightiest first; None for what makes no state, such as the page that is open."""
    if before is None or before.files is not after.files:
        return "list"
    if changed := _reading_changed(before.head.reading, after.head.reading):
        return changed
    if before.clients is not after.clients:
        return "list"
    return _head_changed(before.head, after.head)


def is_same_state(last: tuple[Cause, datetime] | None, cause: Cause, moment: datetime) -> bool:
    """Whether a change belongs to the last state, known by its cause and when it began."""
    return last is not None and last[0] == cause and moment - last[1] < TOGETHER


def _reading_changed(before: Reading | None, after: Reading | None) -> Cause | None:
    if before == after:
        return None
    if before is None or after is None:
        return "list"
    if before.choices.repairs != after.choices.repairs:
        return "repairs"
    decided = ("merges", "kept_apart")
    if any(getattr(before.choices, name) != getattr(after.choices, name) for name in decided):
        return "same_or_not"
    return "reading"


def _head_changed(before: Head, after: Head) -> Cause | None:
    if before.plan is not after.plan and (changed := _plan_changed(before.plan, after.plan)):
        return changed
    return "scenarios" if before.scenarios != after.scenarios else None


def _plan_changed(before: Plan, after: Plan) -> Cause | None:
    for cause, names in _FIELDS.items():
        if any(getattr(before, name) != getattr(after, name) for name in names):
            return cause
    return None
