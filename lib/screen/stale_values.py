"""Controls that follow the plan, and a browser that is a little behind.

A control's state is set from the plan before it is drawn. Until that has reached the browser, the next
request still repeats the value from before, and Streamlit takes it for a move: a slider that another one
has pushed along would push back, and the plan would not end where the hand did. So what the plan has just
replaced is not heeded, until the browser is seen to have the new value, or for a moment.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from lib.screen.state import state

MOMENT = 5.0
"""Seconds: longer than a request and its answer take."""
NO_VALUE = 0
"""What a slider that follows starts from; without it Streamlit gathers the whole state to learn its kind."""


@dataclass
class _Replaced:
    """By control, the values that are not the hand's, each with when it was last met."""

    by_control: dict[str, dict[object, float]] = field(default_factory=dict)


def follow(key: str, value: object) -> None:
    """Make the control of that key show a value of the plan.

    A control that shows it already is left alone: what Streamlit is told to show it sends, and a hand
    that has moved on since would be set back.
    """
    if key in st.session_state:
        shown = st.session_state[key]
        if shown == value:
            _replaced(key).clear()
            return
        # The new one too: by the time the browser repeats it, the plan may have gone on.
        _replaced(key).update(dict.fromkeys((shown, value), time.monotonic()))
    st.session_state[key] = value


def heed(key: str, callback: Callable[..., None]) -> Callable[..., None]:
    """The callback of that control, for moves made by hand only."""

    def heeded(*args: object) -> None:
        value, replaced = st.session_state[key], _replaced(key)
        if value in replaced:
            replaced[value] = time.monotonic()
        else:
            callback(*args)

    return heeded


def _replaced(key: str) -> dict[object, float]:
    """What that control showed until a moment ago."""
    replaced = state().part(_Replaced).by_control.setdefault(key, {})
    since = time.monotonic() - MOMENT
    for value in [value for value, at in replaced.items() if at <= since]:
        del replaced[value]
    return replaced
