"""Where to cut: a slider a threshold, and beside it the same threshold to be typed."""

from decimal import Decimal

import streamlit as st

from lib.base.money import LIMIT, UNIT, from_decimal, to_decimal
from lib.base.numbers import typed_number
from lib.clients.model import ClientList
from lib.plan.compute import PlanResult
from lib.plan.moves import clients_from, move_threshold, move_threshold_to_amount, move_threshold_to_clients
from lib.screen.frame import percent_format, plain
from lib.screen.stale_values import NO_VALUE, follow, heed
from lib.screen.state import THRESHOLD_UNITS, ThresholdUnit, state
from lib.texts import Texts, marks
from lib.tiers.widgets.remark import say_once

_TYPED_WIDTH = 118


def threshold_unit(texts: Texts, clients: ClientList) -> None:
    """In what the thresholds are typed: a share of the revenue, a number of clients, an amount."""
    follow("threshold_unit", state().threshold_unit)
    signs = {"share": "%", "clients": texts("thresholds.clients"), "amount": _money_sign(texts, clients)}
    st.segmented_control(
        texts("thresholds.unit"),
        THRESHOLD_UNITS,
        format_func=signs.__getitem__,
        key="threshold_unit",
        label_visibility="collapsed",
        width="content",
        on_change=_unit_chosen,
    )


def _money_sign(texts: Texts, clients: ClientList) -> str:
    return texts.symbol(clients.currency) or texts("thresholds.amount")


def _unit_chosen() -> None:
    if chosen := st.session_state["threshold_unit"]:
        state().threshold_unit = chosen


def threshold_sliders(texts: Texts, result: PlanResult) -> None:
    """One row a threshold: the slider in percent of the revenue, under the clients and the amount at the
    cut; beside it the field to type it."""
    with st.container(gap="xxsmall", key="thresholds"):
        for index in range(len(result.boundaries)):
            _slider(texts, result, index)
            _typed(texts, result, index)


def _between(texts: Texts, result: PlanResult, index: int) -> str:
    clients = result.clients
    boundary = result.boundaries[index]
    return texts(
        "tiers.threshold",
        upper=plain(result.tiers[index].name),
        lower=plain(result.tiers[index + 1].name),
        clients=texts.plural("count.clients", boundary.rank),
        share=texts.percent(boundary.share, 1),
        amount=plain(texts.money(boundary.above, clients.currency)),
    )


def _slider(texts: Texts, result: PlanResult, index: int) -> None:
    clients = result.clients
    key = f"threshold_{index}"
    follow(key, round(result.thresholds[index] * 100))
    st.slider(
        _between(texts, result, index),
        0,
        100,
        NO_VALUE,
        key=key,
        format=percent_format(texts),
        on_change=heed(key, _slid),
        args=(clients, index),
    )


def _slid(clients: ClientList, index: int) -> None:
    share = Decimal(st.session_state[f"threshold_{index}"]) / 100
    state().change(move_threshold(clients, state().plan, index, share))


def _typed(texts: Texts, result: PlanResult, index: int) -> None:
    clients = result.clients
    unit = state().threshold_unit
    key = f"typed_{unit}_{index}"
    follow(key, _shown(texts, result, index))
    names = [plain(state().plan.tier_name(tier)) for tier in (index, index + 1)]
    st.text_input(
        texts(f"thresholds.typed.{unit}", upper=names[0], lower=names[1]),
        key=key,
        max_chars=30,
        label_visibility="collapsed",
        width=_TYPED_WIDTH,
        on_change=heed(key, _type),
        args=(texts, clients, unit, index),
    )


def _shown(texts: Texts, result: PlanResult, index: int) -> str:
    """The threshold as it was set: what it comes to stands above the slider."""
    clients = result.clients
    boundary = result.boundaries[index]
    match state().threshold_unit:
        case "share":
            return texts.percent(result.thresholds[index], 1)
        case "clients":
            return texts.integer(boundary.rank)
        case "amount":
            typed = state().typed_amounts.get(index, 0)
            if typed and clients_from(clients, typed) == boundary.rank:
                return texts.money(typed, clients.currency, cents=typed % UNIT > 0)
            return texts.money(boundary.above, clients.currency)


def _type(texts: Texts, clients: ClientList, unit: ThresholdUnit, index: int) -> None:
    value = typed_number(st.session_state[f"typed_{unit}_{index}"], marks(texts.language)[0])
    plan = state().plan
    if value is None or not 0 <= value <= to_decimal(LIMIT):
        say_once(texts(f"thresholds.not_understood.{unit}"))
        return
    match unit:
        case "share":
            plan = move_threshold(clients, plan, index, value / 100)
        case "clients":
            plan = move_threshold_to_clients(clients, plan, index, int(value))
        case "amount":
            state().typed_amounts[index] = from_decimal(value)
            plan = move_threshold_to_amount(clients, plan, index, from_decimal(value))
    state().change(plan)
