"""From the words of the command line to a plan, or to the reason why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from lib.base.bounds import bounds_of
from lib.base.money import LIMIT, from_decimal, to_decimal
from lib.base.numbers import typed_number
from lib.clients.model import ClientList
from lib.plan.budgets import Shares, shares_from_percents
from lib.plan.compute import cut_ranks
from lib.plan.cuts import METHODS, OWN_TIERS, Method
from lib.plan.errors import PlanError
from lib.plan.plan import (
    DEFAULT_HOURS,
    DEFAULT_TIERS,
    Plan,
)

WITH_THRESHOLDS = ("share", "amount", "count")
SLACK = Decimal("0.1")
"""Budget percentages may miss 100 by this much, so that three times 33.3 is accepted."""
POINT = "."
"""The decimal mark in lists, whose words are parted by commas in any language."""


@dataclass(frozen=True)
class Wishes:
    """The words of the command line, as typed; None where nothing was said."""

    method: str | None = None
    tiers: str | None = None
    thresholds: str | None = None
    hours: str | None = None
    budget: str | None = None
    split_ties: bool = False
    decimal: str = POINT
    """The decimal mark of the reader's language."""


def make_plan(clients: ClientList, wishes: Wishes) -> Plan:
    """The plan that was asked for.

    Thresholds without a method mean cumulative shares. The cumulative shares are the ABC analysis with
    three tiers unless another number is asked for. Raises `PlanError` for words that make no plan or
    contradict each other.
    """
    method = _method(wishes)
    thresholds = _thresholds(method, wishes.thresholds)
    plan = Plan(
        method=method,
        tier_count=_tier_count(method, wishes.tiers, len(thresholds)),
        thresholds=tuple(thresholds) if method == "share" else (),
        amounts=tuple(map(from_decimal, thresholds)) if method == "amount" else (),
        counts=tuple(map(int, thresholds)) if method == "count" else (),
        keep_ties=not wishes.split_ties,
        budget_minutes=_minutes(wishes),
    )
    return plan if wishes.budget is None else _with_budget(clients, plan, wishes.budget)


def _method(wishes: Wishes) -> Method:
    if wishes.method is None:
        return "equal" if wishes.thresholds is None else "share"
    for method in METHODS:
        if method == wishes.method:
            return method
    raise PlanError("method", value=wishes.method, known=", ".join(METHODS))


def _thresholds(method: Method, words: str | None) -> list[Decimal]:
    """Shares (0–1), amounts in currency units, or counts, in the order of the tiers."""
    if words is None:
        return []
    if method not in WITH_THRESHOLDS:
        raise PlanError("thresholds_unused", method=method, known=", ".join(WITH_THRESHOLDS))
    values = _numbers("--thresholds", words)
    match method:
        case "share":
            _require(all(0 < value < 100 for value in values) and _rising(values), "share_thresholds")
            return [value / 100 for value in values]
        case "amount":
            in_range = all(0 < value < to_decimal(LIMIT) for value in values)
            _require(in_range and _rising(values[::-1]), "amount_thresholds")
        case _:
            whole = all(0 < value < LIMIT and value == int(value) for value in values)
            _require(whole and sum(values) < LIMIT, "count_thresholds")
    return values


def _tier_count(method: Method, words: str | None, thresholds: int) -> int:
    if words is None:
        return thresholds + 1 if thresholds else (3 if method == "share" else DEFAULT_TIERS)
    count = _number("--tiers", words)
    _require(count == int(count) and count in bounds_of(Plan, "tier_count"), "tier_count", value=words)
    if thresholds and count != thresholds + 1:
        raise PlanError("tiers_and_thresholds", tiers=words, thresholds=thresholds)
    if method in OWN_TIERS and OWN_TIERS[method] != count:
        raise PlanError("tiers_unused", method=method)
    return int(count)


def _minutes(wishes: Wishes) -> int:
    hours = Decimal(DEFAULT_HOURS)
    if wishes.hours is not None:
        hours = _number("--hours", wishes.hours, wishes.decimal)
    bounds = bounds_of(Plan, "budget_minutes")
    _require(hours * 60 in bounds, "budget", most=bounds.whole[1])
    return round(hours * 60)


def _with_budget(clients: ClientList, plan: Plan, words: str) -> Plan:
    percents = _numbers("--budget", words)
    _require(all(percent >= 0 for percent in percents), "budget_shares")
    _require(abs(sum(percents, Decimal(-100))) <= SLACK, "budget_shares")
    tiers = len(cut_ranks(clients, plan)) + 1
    if len(percents) != tiers:
        raise PlanError("budget_count", shares=len(percents), tiers=tiers)
    return replace(plan, budget_shares=_shares(percents))


def _shares(percents: Sequence[Decimal]) -> Shares:
    return shares_from_percents([float(percent) for percent in percents])


def _numbers(option: str, words: str) -> list[Decimal]:
    return [_number(option, word) for word in words.split(",")]


def _number(option: str, word: str, decimal: str = POINT) -> Decimal:
    value = typed_number(word, decimal)
    if value is None:
        raise PlanError("number", option=option, value=word.strip())
    return value


def _rising(values: Sequence[Decimal]) -> bool:
    return all(first < second for first, second in pairwise(values))


def _require(holds: bool, code: str, **details: str | int) -> None:
    if not holds:
        raise PlanError(code, **details)
