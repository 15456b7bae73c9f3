"""The part of the tiers page that follows every step.

It is a fragment: a step runs and sends this part alone, not the menu and the frame around it, which takes a
quarter off the time until the browser shows it.
"""

import streamlit as st

from lib.clients.model import ClientList
from lib.plan.compute import PlanResult
from lib.screen.controls import end_of_answer
from lib.screen.frame import tell
from lib.screen.state import current_result
from lib.screen.turns import in_turn
from lib.screen.unsaved.component import warn_of_loss
from lib.texts import Texts
from lib.tiers.sentences import last_tier_sentence
from lib.tiers.shares import shares_picture
from lib.tiers.tier_table import tier_table
from lib.tiers.widgets.budgets import budget_rules, budget_sliders, budget_total
from lib.tiers.widgets.comparison import what_it_means, who_moves
from lib.tiers.widgets.curve.component import pareto_curve
from lib.tiers.widgets.keys.component import meeting_keys
from lib.tiers.widgets.method import (
    method_choice,
    method_comparison,
    method_values,
    moves,
    tier_count_slider,
    ties_toggle,
)
from lib.tiers.widgets.projector import project, projecting, projector_button
from lib.tiers.widgets.scenarios import scenarios
from lib.tiers.widgets.thresholds import threshold_sliders, threshold_unit
from lib.tiers.widgets.tier_editor import tier_editor


@st.fragment
def meeting(texts: Texts, clients: ClientList) -> None:
    """Controls, curve and table of the plan in force; on the projector only what is seen from afar."""
    with in_turn():
        _draw(texts, current_result(clients))
    warn_of_loss("meeting")
    end_of_answer("meeting")


def _draw(texts: Texts, result: PlanResult) -> None:
    meeting_keys()
    if projecting():
        project(texts, result)
        return
    _choices(texts, result)
    _sliders_and_pictures(texts, result)
    _meaning(texts, result)


def _choices(texts: Texts, result: PlanResult) -> None:
    clients = result.clients
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        tell(texts, last_tier_sentence(result, texts))
        projector_button(texts)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        method_choice(texts)
        tier_count_slider(texts, result)
        budget_total(texts, result)
        moves(texts)
    method_values(texts, clients)


def _sliders_and_pictures(texts: Texts, result: PlanResult) -> None:
    clients = result.clients
    sliders, pictures = st.columns([5, 9], gap="medium")
    with sliders:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(texts("tiers.thresholds"), anchor=False, width="content")
            threshold_unit(texts, clients)
        threshold_sliders(texts, result)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(texts("tiers.budgets"), anchor=False, width="content")
            budget_rules(texts, result)
        budget_sliders(texts, result)
    with pictures:
        curve, comparison = st.columns(2, gap="medium")
        with curve:
            pareto_curve(texts, result)
        with comparison:
            st.html(shares_picture(result, texts))
        st.html(tier_table(result, texts, clients.currency))
        who_moves(texts, result)


def _meaning(texts: Texts, result: PlanResult) -> None:
    st.header(texts("tiers.meaning"), anchor=False)
    what_it_means(texts, result)
    st.page_link("pages/plan.py", label=texts("tiers.next"), icon=":material/arrow_forward:")

    scenarios(texts, result)
    tier_editor(texts, result)
    method_comparison(texts, result)
    ties_toggle(texts)
