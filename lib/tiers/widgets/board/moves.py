"""What a hand does on the board, put in force.

A move comes as (number, what, index, value). The browser repeats a move until it is answered, so that none
is lost when two come quickly, or while a run is under way; each is taken once, by its number. What a browser
sends is a proposal: what the plan in force cannot be changes nothing.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lib.base.money import LIMIT, from_decimal, to_decimal
from lib.base.numbers import typed_number
from lib.plan.budgets import WHOLE, move_share, room
from lib.plan.compute import PlanResult, compute
from lib.plan.moves import move_threshold, move_threshold_to_amount, move_threshold_to_clients
from lib.plan.plan import Plan
from lib.screen.controls import sent_fields
from lib.screen.state import THRESHOLD_UNITS, result_in_force, state
from lib.texts import Texts, marks
from lib.tiers.sentences import unmoved_sentence
from lib.tiers.widgets.comparison import compare_with


@dataclass
class Moves:
    """What the session keeps of the moves of its board."""

    answered: int = 0
    """The number of the last move that was taken."""
    remarks: dict[tuple[str, int], str] = field(default_factory=dict)
    """What is said with the next answer, by slider: why it could not be set as asked, or why setting it
    changed nothing."""

    def take_remarks(self) -> dict[tuple[str, int], str]:
        """The remarks; they are not said again."""
        remarks, self.remarks = self.remarks, {}
        return remarks


def take_moves(key: str) -> None:
    """Put in force what was moved on the board since its last answer; the component of that key brings it."""
    moves = state().part(Moves)
    sent_moves = sent_fields(key).get("moves")
    for move in sent_moves if isinstance(sent_moves, list) else ():
        # Nothing that the board sends raises one of these; what does is not ours to obey.
        with suppress(ArithmeticError, LookupError, TypeError, ValueError):
            number, what, index, value = move
            if number <= moves.answered:
                continue
            answered = int(number)
            with suppress(ArithmeticError, LookupError, TypeError, ValueError):
                _take(str(what), int(index), value)
            # Only now: a move that is broken off is made again (lib/screen/controls.py).
            moves.answered = answered


def _take(what: str, index: int, value: Any) -> None:
    result = result_in_force()
    if result is not None and 0 <= index < len(result.tiers):
        _KINDS[what](result, index, value)


def _set_threshold(result: PlanResult, index: int, share: str) -> None:
    _cut(result, index, move_threshold(result.clients, result.plan, _boundary(result, index), Decimal(share)))


def _boundary(result: PlanResult, index: int) -> int:
    """The index of a boundary. IndexError where there is none."""
    return range(len(result.boundaries))[index]


def _cut(before: PlanResult, index: int, plan: Plan) -> None:
    """Change the plan, and where that cuts where it did before, say why."""
    mine = state()
    mine.change(plan)
    after = compute(before.clients, plan)
    if before.cuts == after.cuts:
        texts = Texts(mine.language)
        key, values = unmoved_sentence(after, index, texts)
        mine.part(Moves).remarks["thresholds", index] = texts(key, **values)


def _type(result: PlanResult, index: int, value: Any) -> None:
    unit, typed = value
    clients, plan, index = result.clients, result.plan, _boundary(result, index)
    if unit not in THRESHOLD_UNITS or not isinstance(typed, str):
        return
    texts = Texts(state().language)
    number = typed_number(typed, marks(texts.language)[0])
    if number is None or not 0 <= number <= to_decimal(LIMIT):
        _remark("thresholds", index, texts(f"thresholds.not_understood.{unit}"))
        return
    match unit:
        case "share":
            plan = move_threshold(clients, plan, index, number / 100)
        case "clients":
            plan = move_threshold_to_clients(clients, plan, index, int(number))
        case "amount":
            state().typed_amounts[index] = from_decimal(number)
            plan = move_threshold_to_amount(clients, plan, index, from_decimal(number))
    _cut(result, index, plan)


def _choose_unit(_: PlanResult, __: int, unit: Any) -> None:
    if unit in THRESHOLD_UNITS:
        state().threshold_unit = unit


def _give(result: PlanResult, index: int, percent: Any) -> None:
    """One tier gets so many percent of the budget."""
    wanted = int(percent) * WHOLE // 100
    moved = move_share(result.shares, result.locked, index, wanted)
    if moved[index] != wanted:
        texts = Texts(state().language)
        most = texts.percent(room(result.shares, result.locked, index) / WHOLE)
        _remark("budgets", index, texts("tiers.bound", tier=result.tiers[index].name, share=most))
    state().change_with(budget_shares=moved, locked=result.locked)


def _lock(result: PlanResult, index: int, held: Any) -> None:
    """A locked share stays what it is, so from here on the shares do not follow a rule."""
    locked = list(result.locked)
    locked[index] = bool(held)
    state().change_with(locked=tuple(locked), budget_shares=result.shares)


def _remark(sliders: str, index: int, sentence: str) -> None:
    state().part(Moves).remarks[sliders, index] = sentence


_KINDS: dict[str, Callable[[PlanResult, int, Any], None]] = {
    "threshold": _set_threshold,
    "typed": _type,
    "unit": _choose_unit,
    "budget": _give,
    "lock": _lock,
    "undo": lambda *_: state().undo(),
    "redo": lambda *_: state().redo(),
    "reset": lambda *_: state().reset(),
    "reference": lambda _, __, name: compare_with(name),
}
"""What each kind of move does to the plan."""
