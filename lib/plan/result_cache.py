"""Answers about a result that are as long as its list: kept until another plan is asked about."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from lib.base.cache import last_per_list
from lib.clients.model import ClientList
from lib.plan.compute import PlanResult

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def last_per_result(
    function: Callable[Concatenate[PlanResult, Arguments], Answer],
) -> Callable[Concatenate[PlanResult, Arguments], Answer]:
    """Keep only the last answer of a pure function of a result, with the result's client list.

    A rerun of a page pays nothing, and a long session does not pile answers up.
    """

    @last_per_list
    @wraps(function)
    def of_list(
        _: ClientList, result: PlanResult, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Answer:
        return function(result, *args, **kwargs)

    @wraps(function)
    def kept(result: PlanResult, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        return of_list(result.clients, result, *args, **kwargs)

    return kept
