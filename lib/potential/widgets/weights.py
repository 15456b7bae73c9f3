"""What a class of potential weighs in the time of its tier, and what prospects get of the budget."""

from dataclasses import replace
from functools import partial

import streamlit as st

from lib.base.bounds import bounds_of
from lib.plan.compute import PlanResult
from lib.plan.potential_settings import CLASSES, USUAL_WEIGHT, PotentialSettings
from lib.potential.matrix import is_told
from lib.potential.sentences import class_name, weight_sentences
from lib.screen.controls import follow, heed
from lib.screen.frame import percent_format, tell
from lib.screen.number_field import NumberField, number_field
from lib.screen.state import state
from lib.texts import Texts

_WEIGHT = bounds_of(PotentialSettings, "weights")
_BUDGET = bounds_of(PotentialSettings, "prospect_budget")
_NARROW = 130


def weights_panel(texts: Texts, result: PlanResult) -> None:
    """The weights on the meeting page, where a potential is known. Drawn only when it is open."""
    if not is_told(result.clients, result.plan.potential):
        return
    panel = st.expander(
        texts("potential.weights.title"), icon=":material/balance:", key="weights", on_change="rerun"
    )
    if panel.open:
        with panel:
            weight_inputs(texts, result)


def weight_inputs(texts: Texts, result: PlanResult) -> None:
    """One number a class, and what they do."""
    settings = result.plan.potential
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for index in range(len(CLASSES)):
            label = texts("potential.weights.of", potential_class=class_name(index, texts))
            about = NumberField(f"weight_{index}", label, _WEIGHT, partial(_weigh, index), width=_NARROW)
            number_field(texts, about, settings.weight(index))
    tell(texts, weight_sentences(result, texts))
    st.caption(texts("potential.weights.how"))


def _weigh(index: int, weight: int) -> None:
    settings = state().plan.potential
    weights = [settings.weight(other) for other in range(len(CLASSES))]
    weights[index] = weight
    usual = all(weight == USUAL_WEIGHT for weight in weights)
    _change(weights=() if usual else tuple(weights))


def prospect_budget(texts: Texts) -> None:
    """What prospects get of the whole budget."""
    st.slider(
        texts("potential.prospects.budget"), *_BUDGET.whole,
        follow("prospect_budget", state().plan.potential.prospect_budget), key="prospect_budget",
        format=percent_format(texts), width=320, help=texts("potential.prospects.budget.help"),
        on_change=heed("prospect_budget", _BUDGET, lambda percent: _change(prospect_budget=percent)),
    )  # fmt: skip


def _change(**choices: object) -> None:
    state().change_with(potential=replace(state().plan.potential, **choices))  # type: ignore[arg-type]
