"""The controls that change the plan.

A control shows what the plan holds: its state is set from the plan before it is drawn, and its callback
puts a changed plan in force before the page runs. So every control follows every other, undo included,
and two quick moves end in the state of the second.
"""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from lib.base.bounds import bounds_of
from lib.base.outside import plain
from lib.clients.model import ClientList
from lib.plan.compare import compare_methods
from lib.plan.compute import PlanResult
from lib.plan.cuts import METHODS, OWN_TIERS, amounts_of, counts_of
from lib.plan.moves import start_again
from lib.plan.plan import Plan
from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.screen.controls import follow, heed
from lib.screen.frame import say, show
from lib.screen.number_field import NumberField, number_field
from lib.screen.state import result_in_force, state
from lib.texts import Texts
from lib.tiers import tables as tiers_tables

_COUNT = bounds_of(Plan, "tier_count")
_METHOD_WIDTH = 215
"""Pixels: of its own width, it does not shrink while its neighbours are drawn."""


def method_choice(texts: Texts) -> None:
    """Which method makes the first cuts."""
    st.selectbox(
        texts("tiers.method"),
        METHODS,
        METHODS.index(follow("method", state().plan.method)),
        format_func=lambda method: texts(f"method.{method}"),
        key="method",
        width=_METHOD_WIDTH,
        help=texts(f"method.{state().plan.method}.help"),
        on_change=heed("method", METHODS, lambda method: _start_again(method=method)),
    )


def tier_count_slider(texts: Texts, result: PlanResult) -> None:
    """How many tiers; shown but not to be moved where the method decides."""
    st.slider(
        texts("tiers.count"),
        _COUNT.least,
        _COUNT.most,
        follow("tier_count", max(_COUNT.least, len(result.tiers))),
        key="tier_count",
        width=150,
        disabled=state().plan.method in OWN_TIERS,
        on_change=heed("tier_count", _COUNT, lambda count: _start_again(tier_count=count)),
    )


def _start_again(**choices: object) -> None:
    state().change(start_again(state().plan, **choices))
    state().typed_amounts = {}


def method_values(texts: Texts, clients: ClientList) -> None:
    """The amounts or the client counts, for the two methods that are given them."""
    plan = state().plan
    if plan.method == "amount":
        _number_fields(texts, "amounts", amounts_of(clients, plan))
    elif plan.method == "count":
        _number_fields(texts, "counts", counts_of(clients, plan))


def _number_fields(texts: Texts, choice: str, values: Sequence[int]) -> None:
    columns = st.columns(len(values)) if values else []
    for index, (column, value) in enumerate(zip(columns, values, strict=True)):
        label = texts(f"tiers.{choice}", tier=plain(state().plan.tier_name(index)))
        change = partial(_TYPED[choice], index)
        with column:
            about = NumberField(f"{choice}_{index}", label, bounds_of(Plan, choice), change)
            number_field(texts, about, value)


def _type_amount(index: int, amount: int) -> None:
    """Amounts stay in order: the others give way."""
    clients, plan = state().counted, state().plan
    if clients is None or plan.method != "amount" or index >= len(amounts := amounts_of(clients, plan)):
        return
    above = [max(other, amount) for other in amounts[:index]]
    below = [min(other, amount) for other in amounts[index + 1 :]]
    state().change_with(amounts=(*above, amount, *below), thresholds=())


def _type_count(index: int, count: int) -> None:
    clients, plan = state().counted, state().plan
    if clients is None or plan.method != "count" or index >= len(counts := counts_of(clients, plan)):
        return
    state().change_with(counts=(*counts[:index], count, *counts[index + 1 :]), thresholds=())


_TYPED: dict[str, Callable[[int, int], None]] = {"amounts": _type_amount, "counts": _type_count}
"""What typing a value of those choices does."""


def ties_toggle(texts: Texts) -> None:
    """Whether clients of equal revenue stay together."""
    st.toggle(
        texts("tiers.keep_ties"),
        follow("keep_ties", state().plan.keep_ties),
        key="keep_ties",
        on_change=heed("keep_ties", (False, True), lambda keep: state().change_with(keep_ties=keep)),
    )


def mode_choices(texts: Texts, result: PlanResult) -> None:
    """Who serves each tier."""
    for index, (column, tier) in enumerate(zip(st.columns(len(result.tiers)), result.tiers, strict=True)):
        key = f"mode_{index}"
        column.selectbox(
            texts("plan.mode", tier=plain(tier.name)),
            STAFF_ROLES,
            STAFF_ROLES.index(follow(key, tier.mode)),
            format_func=lambda mode: texts(f"mode.{mode}"),
            key=key,
            on_change=heed(key, STAFF_ROLES, partial(_serve, index)),
        )


def _serve(index: int, mode: StaffRole) -> None:
    """Have somebody else serve a tier."""
    result = result_in_force()
    if result is None or index >= len(result.tiers):
        return
    modes = [tier.mode for tier in result.tiers]
    modes[index] = mode
    state().change_with(modes=tuple(modes))


def method_comparison(texts: Texts, result: PlanResult) -> None:
    """What each method would give. Drawn only when it is open."""
    clients = result.clients
    panel = st.expander(
        texts("tiers.compare"), icon=":material/compare_arrows:", key="methods", on_change="rerun"
    )
    if panel.open:
        with panel:
            say(texts, "tiers.compare.why")
            outcomes = compare_methods(clients, result.plan.tier_count, result.plan.keep_ties)
            show(tiers_tables.method_table(outcomes, texts, clients.currency))
