"""A client's time in a year as people say it: "2 h 10 a month", "one 15-minute call a quarter"."""

from typing import Any

from lib.texts import Texts

_TIMES_A_YEAR = {"week": 52, "month": 12, "quarter": 4, "half_year": 2, "year": 1}
_LONG_ENOUGH = {"week": 60, "month": 60}
"""From so many minutes each time, time is spent in meetings rather than in one call."""
CALLS = ("month", "quarter", "half_year", "year")
"""How often there may be a call."""
_SHORTEST_CALL = 10
_STEP = 5
"""Calls are named to five minutes."""
RULE: dict[str, Any] = {
    "times": _TIMES_A_YEAR,
    "long": _LONG_ENOUGH,
    "calls": CALLS,
    "shortest": _SHORTEST_CALL,
    "step": _STEP,
}
"""The same figures, for a browser that follows the rule."""


def rhythm(minutes_a_year: float, texts: Texts) -> str:
    """The minutes of a year in human terms, rounded.

    An hour or more a week, or else a month, is said so. Less is one call as often as a call of at least
    `_SHORTEST_CALL` minutes can be made; what is not even one such call a year is said in minutes.
    """
    for unit, enough in _LONG_ENOUGH.items():
        each = minutes_a_year / _TIMES_A_YEAR[unit]
        if each >= enough:
            return texts(f"rhythm.time.{unit}", time=texts.hours(each))
    for period in CALLS:
        each = _STEP * round(minutes_a_year / _TIMES_A_YEAR[period] / _STEP)
        if each >= _SHORTEST_CALL:
            return texts(f"rhythm.call.{period}", minutes=texts.integer(each))
    if minutes_a_year <= 0:
        return texts("rhythm.nothing")
    return texts("rhythm.little", time=texts.hours(max(1, minutes_a_year)))
