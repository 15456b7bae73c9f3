"""Where to cut: a slider a threshold, and beside it the same threshold to be typed."""

from decimal import Decimal
from functools import partial

import streamlit as st

from lib.base.money import LIMIT, UNIT, from_decimal, to_decimal
from lib.base.numbers import typed_number
from lib.clients.model import ClientList
from lib.plan.compute import PlanResult
from lib.plan.moves import clients_from, move_threshold, move_threshold_to_amount, move_threshold_to_clients
from lib.plan.plan import Plan
from lib.screen.controls import follow, heed
from lib.screen.frame import percent_format, plain
from lib.screen.state import THRESHOLD_UNITS, ThresholdUnit, result_in_force, state
from lib.texts import Texts, marks
from lib.tiers.sentences import share_words, threshold_sentence, unmoved_sentence
from lib.tiers.widgets.remark import said_once, say_once

_TYPED_WIDTH = 118


def threshold_unit(texts: Texts, clients: ClientList) -> None:
    """In what the thresholds are typed: a share of the revenue, a number of clients, an amount."""
    signs = {"share": "%", "clients": texts("thresholds.clients"), "amount": _money_sign(texts, clients)}
    st.segmented_control(
        texts("thresholds.unit"),
        THRESHOLD_UNITS,
        default=follow("threshold_unit", state().threshold_unit),
        format_func=signs.__getitem__,
        key="threshold_unit",
        label_visibility="collapsed",
        width="content",
        on_change=heed("threshold_unit", THRESHOLD_UNITS, _choose_unit),
    )


def _money_sign(texts: Texts, clients: ClientList) -> str:
    return texts.symbol(clients.currency) or texts("thresholds.amount")


def _choose_unit(unit: ThresholdUnit) -> None:
    state().threshold_unit = unit


def threshold_sliders(texts: Texts, result: PlanResult) -> None:
    """One row a threshold: the slider in percent of the revenue, under the clients and the amount at the
    cut; beside it the field to type it."""
    with st.container(gap="xxsmall", key="thresholds"):
        for index in range(len(result.boundaries)):
            _slider(texts, result, index)
            _typed(texts, result, index)


def _slider(texts: Texts, result: PlanResult, index: int) -> None:
    key = f"threshold_{index}"
    st.slider(
        _label(texts, result, index),
        0,
        100,
        follow(key, round(result.thresholds[index] * 100)),
        key=key,
        format=percent_format(texts),
        on_change=heed(key, range(101), partial(_slide, texts, index)),
    )


def _label(texts: Texts, result: PlanResult, index: int) -> str:
    """The figures of a threshold, or what there is to say about its last move."""
    said = said_once(f"threshold_{index}")
    key, values = threshold_sentence(result, index, texts)
    if said is not None:
        key, values = "tiers.threshold_said", values | {"said": said}
    return texts(key, **{name: value if name == "said" else plain(value) for name, value in values.items()})


def _slide(texts: Texts, index: int, percent: int) -> None:
    result = result_in_force()
    if result is None or index >= len(result.cuts):
        return
    plan = move_threshold(result.clients, result.plan, index, Decimal(percent) / 100)
    _put_in_force(texts, index, plan)


def _put_in_force(texts: Texts, index: int, plan: Plan) -> None:
    """Change the plan, and where that cuts where it did before, say why."""
    before = result_in_force()
    state().change(plan)
    after = result_in_force()
    if before is not None and after is not None and before.cuts == after.cuts:
        key, values = unmoved_sentence(after, index, texts)
        say_once(f"threshold_{index}", texts(key, **{name: plain(value) for name, value in values.items()}))


def _typed(texts: Texts, result: PlanResult, index: int) -> None:
    unit = state().threshold_unit
    key = f"typed_{unit}_{index}"
    names = [plain(state().plan.tier_name(place)) for place in (index, index + 1)]
    st.text_input(
        texts(f"thresholds.typed.{unit}", upper=names[0], lower=names[1]),
        follow(key, _shown(texts, result, index)),
        key=key,
        max_chars=30,
        label_visibility="collapsed",
        width=_TYPED_WIDTH,
        on_change=heed(key, lambda typed: isinstance(typed, str), partial(_type, texts, unit, index)),
    )


def _shown(texts: Texts, result: PlanResult, index: int) -> str:
    """The threshold as it was set: what it comes to stands above the slider."""
    clients = result.clients
    boundary = result.boundaries[index]
    match state().threshold_unit:
        case "share":
            return share_words(result.thresholds[index], texts)
        case "clients":
            return texts.integer(boundary.rank)
        case "amount":
            typed = state().typed_amounts.get(index, 0)
            if typed and clients_from(clients, typed) == boundary.rank:
                return texts.money(typed, clients.currency, cents=typed % UNIT > 0)
            return texts.money(boundary.above, clients.currency)


def _type(texts: Texts, unit: ThresholdUnit, index: int, typed: str) -> None:
    result = result_in_force()
    if result is None or index >= len(result.cuts):
        return
    clients, plan = result.clients, result.plan
    value = typed_number(typed, marks(texts.language)[0])
    if value is None or not 0 <= value <= to_decimal(LIMIT):
        say_once(f"threshold_{index}", texts(f"thresholds.not_understood.{unit}"))
        return
    match unit:
        case "share":
            plan = move_threshold(clients, plan, index, value / 100)
        case "clients":
            plan = move_threshold_to_clients(clients, plan, index, int(value))
        case "amount":
            state().typed_amounts[index] = from_decimal(value)
            plan = move_threshold_to_amount(clients, plan, index, from_decimal(value))
    _put_in_force(texts, index, plan)
