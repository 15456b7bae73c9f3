"""Answers that are kept with the value they were worked out from."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar


class Keeper(Protocol):
    """A value that never changes and has room for what was worked out from it."""

    @property
    def answers(self) -> dict[Hashable, object]:
        """By question; it lives and dies with the value."""


Kept = TypeVar("Kept", bound=Keeper)
Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def once_per_list(
    function: Callable[Concatenate[Kept, Arguments], Result],
) -> Callable[Concatenate[Kept, Arguments], Result]:
    """Keep what a pure function of a client list answers, with the list itself.

    A slider step then pays nothing for what does not change. Nothing outlives the list, so no
    figure of one session can be seen from another. Arguments besides the list must be hashable.
    """

    @wraps(function)
    def kept(clients: Kept, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        question = (function.__module__, function.__qualname__, args, tuple(sorted(kwargs.items())))
        if question not in clients.answers:
            clients.answers[question] = function(clients, *args, **kwargs)
        return clients.answers[question]  # type: ignore[return-value]

    return kept


def last_per_list(
    function: Callable[Concatenate[Kept, Arguments], Result],
) -> Callable[Concatenate[Kept, Arguments], Result]:
    """Keep only the last answer of a pure function, with the list itself.

    For answers as long as the list that change with the plan: a rerun of a page pays nothing, and a
    long session does not pile them up.
    """

    @wraps(function)
    def kept(clients: Kept, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        asked = (args, tuple(sorted(kwargs.items())))
        question = (function.__module__, function.__qualname__)
        last = clients.answers.get(question)
        if not isinstance(last, tuple) or last[0] != asked:
            last = (asked, function(clients, *args, **kwargs))
            clients.answers[question] = last
        return last[1]  # type: ignore[no-any-return]

    return kept
