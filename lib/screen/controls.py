"""Controls that follow the plan: what they show, and what a hand does with them.

What a browser sends is a proposal. With every request it repeats the value of every control of the page, also
of one that the plan has changed since and whose change it has not heard of. So every answer has a number,
which a hidden field at the end of the page carries there and every request carries back: a request tells
which answers the browser had before it. A value that the plan has replaced in an answer that the browser did
not have is an echo; every other one is what the hand did, however late it comes. What the hand did is held
against what the control may be in the plan in force: labels of another language, the tiers of another list
and values out of bounds change nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

import streamlit as st

from lib.plan.errors import PlanError
from lib.screen.state import state
from lib.screen.streamlit_private import RerunException

Value = TypeVar("Value")


class Values(Protocol):
    """Anything that can say whether it holds a value."""

    def __contains__(self, value: Any, /) -> bool: ...


Allowed = Values | Callable[[Any], bool]
"""What a control may be set to: the values themselves, or what tells them from others."""


@dataclass
class _Replaced:
    """What the plan has replaced in a control: in a request from before the answer of that number, these
    values are echoes."""

    answer: int
    values: list[object]


@dataclass
class _Answers:
    """The answers of this session, counted, and what is kept of its controls by their keys."""

    number: int = 1
    """Of the answer that is being given."""
    fields: set[str] = field(default_factory=set)
    """The keys of the hidden fields."""
    replaced: dict[str, _Replaced] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    """Why the plan could not hold what was last asked for; to be said once."""


def follow(key: str, value: Value) -> Value:
    """Make the control of that key show a value of the plan; gives that value, for the control to start from.

    A control has to start from it: where an answer overtakes the one before, a browser may be shown the
    control for the first time by an answer that does not tell it anything.

    A control that shows it already is left alone: what Streamlit is told to show it sends, and a hand
    that has moved on since would be set back. But as long as the browser has not been seen to have it, it
    is told again: an answer that another one overtakes is not sent to its end.
    """
    unseen = _unseen(key)
    if key in st.session_state:
        shown = st.session_state[key]
        if shown == value and not unseen:
            return value
        # The new one too: by the time the browser repeats it, the plan may have gone on.
        answers = state().part(_Answers)
        answers.replaced[key] = _Replaced(answers.number, [*unseen, shown, value])
    st.session_state[key] = value
    return value


def say_again() -> None:
    """Tell the browser once more what its choices are set to: of a choice it keeps the words, which from now
    on are those of another language. Other controls hear what they know; those that hold a yes or no, or a
    file, cannot be told anything and need not be."""
    for key, value in list(st.session_state.items()):
        parts = value if isinstance(value, list) else [value]
        if parts and all(isinstance(part, str | int) and not isinstance(part, bool) for part in parts):
            st.session_state[key] = value


def heed(key: str, allowed: Allowed, change: Callable[[Any], None]) -> Callable[[], None]:
    """The callback of that control: `change` is given what the hand has set it to, if it may be that.

    What the plan refuses leaves it as it was; `refusal` says why.
    """

    @unbroken
    def heeded() -> None:
        value = st.session_state.get(key)
        if value in _unseen(key) or not _is_allowed(value, allowed):
            return
        try:
            change(value)
        except PlanError as error:
            state().part(_Answers).refused[key] = error.code

    return heeded


def unbroken(act: Callable[[], None]) -> Callable[[], None]:
    """What a hand did, done to its end.

    Where another request waits, Streamlit breaks off at the next look into the session, also in the middle of
    what a hand did in the request before, which would then be lost. It is done again, and the next request
    follows. What `act` changes has to be changed after its last look into the session, or be the same twice.
    """

    def done() -> None:
        waiting: RerunException | None = None
        while True:
            try:
                act()
            except RerunException as request:
                waiting = request
            else:
                break
        if waiting is not None:
            raise waiting

    return done


def sent(key: str, usual: Value) -> Value:
    """What the browser says that the control of that key is set to.

    The usual value where it says nothing or something of another kind: a control may be used after its
    neighbour has left the page.
    """
    value = st.session_state.get(key)
    return value if isinstance(value, type(usual)) else usual


def sent_fields(key: str) -> dict[str, Any]:
    """The same of a control that says several things at once: a grid, a chart, a component."""
    return sent(key, dict[str, Any]())


def refusal(key: str) -> str | None:
    """The code of the plan's objection to what that control was last set to; it is not said again."""
    return state().part(_Answers).refused.pop(key, None)


def end_of_answer(part: str = "page") -> None:
    """The field at the end of the page, or of a part that is drawn by itself: the browser has what stands
    above it, which its next request says."""
    answers = state().part(_Answers)
    key = f"answer_of_{part}"
    answers.fields.add(key)
    st.session_state[key] = str(answers.number)
    answers.number += 1
    st.text_input(key, key=key, label_visibility="collapsed")


def _unseen(key: str) -> list[object]:
    """The values of that control that are echoes in the request that is being answered."""
    answers = state().part(_Answers)
    replaced = answers.replaced.get(key)
    if replaced is None:
        return []
    if _seen(answers) >= replaced.answer:
        del answers.replaced[key]
        return []
    return replaced.values


def _seen(answers: _Answers) -> int:
    """The number of the last answer that the browser had when it made the request."""
    numbers = [str(st.session_state.get(key, "")) for key in answers.fields]
    return max((int(number) for number in numbers if number.isdecimal()), default=0)


def _is_allowed(value: object, allowed: Allowed) -> bool:
    try:
        return allowed(value) if callable(allowed) else value in allowed
    except TypeError:
        # A value of another kind cannot be compared with the bounds of a number, or looked up.
        return False
