"""The controls that change the plan.

A control shows what the plan holds: its state is set from the plan before it is drawn, and its callback
puts a changed plan in force before the page runs. So every control follows every other, undo included,
and two quick moves end in the state of the second.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from lib.base.bounds import bounds_of
from lib.base.money import from_decimal, to_decimal
from lib.clients.model import ClientList
from lib.plan.compare import compare_methods
from lib.plan.compute import PlanResult
from lib.plan.cuts import METHODS, OWN_TIERS, amounts_of, counts_of
from lib.plan.plan import Plan
from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.screen.frame import plain, say, show
from lib.screen.stale_values import follow, heed
from lib.screen.state import state
from lib.texts import Texts
from lib.tiers import tables as tiers_tables

_COUNT = bounds_of(Plan, "tier_count")


def method_choice(texts: Texts) -> None:
    """Which method makes the first cuts."""
    follow("method", state().plan.method)
    st.selectbox(
        texts("tiers.method"),
        METHODS,
        format_func=lambda method: texts(f"method.{method}"),
        key="method",
        help=texts(f"method.{state().plan.method}.help"),
        on_change=heed("method", _start_again),
        args=("method",),
    )


def tier_count_slider(texts: Texts, result: PlanResult) -> None:
    """How many tiers; shown but not to be moved where the method decides."""
    follow("tier_count", max(_COUNT.least, len(result.tiers)))
    st.slider(
        texts("tiers.count"),
        _COUNT.least,
        _COUNT.most,
        _COUNT.least,
        key="tier_count",
        width=150,
        disabled=state().plan.method in OWN_TIERS,
        on_change=heed("tier_count", _start_again),
        args=("tier_count",),
    )


def _start_again(choice: str) -> None:
    """Another method or number of tiers: what was set by hand for the old cuts does not fit the new."""
    state().change_with(
        **{choice: st.session_state[choice]},
        thresholds=(),
        amounts=(),
        counts=(),
        budget_shares=(),
        locked=(),
        modes=(),
    )
    state().typed_amounts = {}


def method_values(texts: Texts, clients: ClientList) -> None:
    """The amounts or the client counts, for the two methods that are given them."""
    plan = state().plan
    if plan.method == "amount":
        values = [float(to_decimal(amount)) for amount in amounts_of(clients, plan)]
        _number_inputs(texts, "amounts", values, lambda value: from_decimal(Decimal(str(value))))
    elif plan.method == "count":
        _number_inputs(texts, "counts", list(counts_of(clients, plan)), int)


def _number_inputs(
    texts: Texts, choice: str, values: list[float] | list[int], exact: Callable[[float], int]
) -> None:
    columns = st.columns(len(values)) if values else []
    for index, (column, value) in enumerate(zip(columns, values, strict=True)):
        key = f"{choice}_{index}"
        st.session_state[key] = value
        column.number_input(
            texts(f"tiers.{choice}", tier=plain(state().plan.tier_name(index))),
            min_value=type(value)(bounds_of(Plan, choice).least_typed),
            key=key,
            on_change=_number_typed,
            args=(choice, index, len(values), exact),
        )


def _number_typed(choice: str, index: int, size: int, exact: Callable[[float], int]) -> None:
    values = [exact(st.session_state[f"{choice}_{position}"]) for position in range(size)]
    if choice == "amounts":
        values = [max(value, values[index]) for value in values[:index]] + [
            min(value, values[index]) for value in values[index:]
        ]
    state().change_with(**{choice: tuple(values)}, thresholds=())


def ties_toggle(texts: Texts) -> None:
    """Whether clients of equal revenue stay together."""
    st.session_state["keep_ties"] = state().plan.keep_ties
    st.toggle(
        texts("tiers.keep_ties"),
        key="keep_ties",
        on_change=lambda: state().change_with(keep_ties=st.session_state["keep_ties"]),
    )


def mode_choices(texts: Texts, result: PlanResult) -> None:
    """Who serves each tier."""
    for index, (column, tier) in enumerate(zip(st.columns(len(result.tiers)), result.tiers, strict=True)):
        key = f"mode_{index}"
        st.session_state[key] = tier.mode
        column.selectbox(
            texts("plan.mode", tier=plain(tier.name)),
            STAFF_ROLES,
            format_func=lambda mode: texts(f"mode.{mode}"),
            key=key,
            on_change=_mode_changed,
            args=(tuple(tier.mode for tier in result.tiers), index),
        )


def _mode_changed(modes: tuple[StaffRole, ...], index: int) -> None:
    changed = list(modes)
    changed[index] = st.session_state[f"mode_{index}"]
    state().change(replace(state().plan, modes=tuple(changed)))


def moves(texts: Texts) -> None:
    """Undo, redo and reset."""
    with st.container(horizontal=True, width="content", gap="xsmall"):
        _move_button(texts, "undo", ":material/undo:", len(state().steps) < 2)
        _move_button(texts, "redo", ":material/redo:", not state().undone)
        _move_button(texts, "reset", ":material/restart_alt:", False)


def _move_button(texts: Texts, move: str, icon: str, disabled: bool) -> None:
    action = getattr(state(), move)
    st.button(texts(f"tiers.{move}"), icon=icon, key=move, disabled=disabled, on_click=action)


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
