"""The controls that change the plan.

A control shows what the plan holds: its state is set from the plan before it is drawn, and its callback
puts a changed plan in force before the page runs. So every control follows every other, undo included,
and two quick moves end in the state of the second.
"""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from lib.clients import ClientList
from lib.compute import PlanResult, amounts_of, counts_of, move_threshold
from lib.money import from_decimal, to_decimal
from lib.plan import FEWEST_TIERS, METHODS, MODES, MOST_HOURS, Mode
from lib.resources import WHOLE, move_share, room
from lib.session.frame import plain
from lib.session.late import follow, heed
from lib.session.state import state
from lib.texts import Texts
from lib.tiers import MOST_TIERS

FIXED_COUNT = {"pareto", "abc", "headtail"}
"""Methods that set the number of tiers themselves."""


def method_choice(texts: Texts) -> None:
    """Which of the seven methods makes the first cuts."""
    st.session_state["method"] = state().plan.method
    st.selectbox(
        texts("tiers.method"),
        METHODS,
        format_func=lambda method: texts(f"method.{method}"),
        key="method",
        help=texts(f"method.{state().plan.method}.help"),
        on_change=_start_again,
        args=("method",),
    )


def tier_count_slider(texts: Texts, result: PlanResult) -> None:
    """How many tiers; shown but not to be moved where the method decides."""
    st.session_state["tier_count"] = max(FEWEST_TIERS, len(result.tiers))
    st.slider(
        texts("tiers.count"),
        FEWEST_TIERS,
        MOST_TIERS,
        key="tier_count",
        disabled=state().plan.method in FIXED_COUNT,
        on_change=_start_again,
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
            texts(f"tiers.{choice}", tier="ABCDEF"[index]),
            min_value=type(value)(1),
            key=key,
            on_change=_number_typed,
            args=(choice, index, len(values), exact),
        )


def _number_typed(choice: str, index: int, size: int, exact: Callable[[float], int]) -> None:
    values = [exact(st.session_state[f"{choice}_{place}"]) for place in range(size)]
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


def threshold_sliders(texts: Texts, clients: ClientList, result: PlanResult) -> None:
    """One slider a threshold, in percent of the revenue; beside it the clients and the amount at the cut."""
    with st.container(gap="xsmall"):
        for index in range(len(result.tiers) - 1):
            _threshold_slider(texts, clients, result, index)


def _threshold_slider(texts: Texts, clients: ClientList, result: PlanResult, index: int) -> None:
    tier = result.tiers[index]
    key = f"threshold_{index}"
    follow(key, round(result.thresholds[index] * 100))
    st.slider(
        texts(
            "tiers.threshold",
            upper=tier.name,
            lower=result.tiers[index + 1].name,
            clients=texts.plural("count.clients", tier.to_rank),
            share=texts.percent(tier.cumulative_share, 1),
            amount=plain(texts.money(tier.smallest, clients.currency)),
        ),
        0,
        100,
        key=key,
        format=_percent_format(texts),
        on_change=heed(key, _threshold_moved),
        args=(clients, index),
    )


def _threshold_moved(clients: ClientList, index: int) -> None:
    share = Decimal(st.session_state[f"threshold_{index}"]) / 100
    state().change(move_threshold(clients, state().plan, index, share))


def hours_input(texts: Texts) -> None:
    """The budget of the period, in hours."""
    st.session_state["hours"] = state().plan.budget_minutes // 60
    st.number_input(
        texts("tiers.hours"),
        min_value=1,
        max_value=MOST_HOURS,
        step=50,
        key="hours",
        on_change=lambda: state().change_with(budget_minutes=st.session_state["hours"] * 60),
    )


def budget_sliders(texts: Texts, result: PlanResult) -> None:
    """One slider a tier, in percent of the budget, each with its lock; they always add up to 100 %."""
    with st.container(gap="xsmall"):
        for index in range(len(result.tiers)):
            with st.container(horizontal=True, vertical_alignment="bottom"):
                _budget_slider(texts, result, index)
                _lock(texts, result, index)


def _lock(texts: Texts, result: PlanResult, index: int) -> None:
    st.session_state[f"lock_{index}"] = result.locked[index]
    st.checkbox(
        texts("tiers.lock"),
        key=f"lock_{index}",
        help=texts("tiers.lock.help", tier=result.tiers[index].name),
        on_change=_lock_changed,
        args=(result.locked, index),
    )


def _budget_slider(texts: Texts, result: PlanResult, index: int) -> None:
    tier = result.tiers[index]
    key = f"budget_{index}"
    follow(key, round(tier.budget_share * 100))
    st.slider(
        texts(
            "tiers.budget",
            tier=tier.name,
            hours=texts.hours(tier.minutes),
            each=texts.hours(tier.minutes_per_client),
        ),
        0,
        100,
        key=key,
        format=_percent_format(texts),
        disabled=result.locked[index],
        on_change=heed(key, _budget_moved),
        args=(result, index),
    )


def _budget_moved(result: PlanResult, index: int) -> None:
    wanted = st.session_state[f"budget_{index}"] * WHOLE // 100
    moved = move_share(result.shares, result.locked, index, wanted)
    if moved[index] != wanted:
        st.session_state["bound"] = (index, room(result.shares, result.locked, index))
    state().change_with(budget_shares=moved, locked=result.locked)


def _lock_changed(locked: tuple[bool, ...], index: int) -> None:
    changed = list(locked)
    changed[index] = st.session_state[f"lock_{index}"]
    state().change_with(locked=tuple(changed))


def mode_choices(texts: Texts, result: PlanResult) -> None:
    """Who serves each tier."""
    for index, (column, tier) in enumerate(zip(st.columns(len(result.tiers)), result.tiers, strict=True)):
        key = f"mode_{index}"
        st.session_state[key] = tier.mode
        column.selectbox(
            texts("plan.mode", tier=tier.name),
            MODES,
            format_func=lambda mode: texts(f"mode.{mode}"),
            key=key,
            on_change=_mode_changed,
            args=(tuple(tier.mode for tier in result.tiers), index),
        )


def _mode_changed(modes: tuple[Mode, ...], index: int) -> None:
    changed = list(modes)
    changed[index] = st.session_state[f"mode_{index}"]
    state().change(replace(state().plan, modes=tuple(changed)))


def moves(texts: Texts) -> None:
    """Undo and reset, and the word about a move that locks have stopped."""
    with st.container(horizontal=True, width="content"):
        st.button(
            texts("tiers.undo"),
            icon=":material/undo:",
            key="undo",
            disabled=len(state().steps) < 2,
            on_click=state().undo,
        )
        st.button(texts("tiers.reset"), icon=":material/restart_alt:", key="reset", on_click=state().reset)
    if bound := st.session_state.pop("bound", None):
        tier, most = bound
        st.caption(texts("tiers.bound", tier="ABCDEF"[tier], share=texts.percent(most / WHOLE)))


def _percent_format(texts: Texts) -> str:
    return "%d\u202f%%" if texts.language == "fr" else "%d%%"
