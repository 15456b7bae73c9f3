"""The part of the tiers page that follows every step.

It is a fragment: a step runs and sends this part alone, not the menu and the frame around it, which takes a
quarter off the time until the browser shows it.
"""

import streamlit as st

from lib.clients import ClientList
from lib.compute import PlanResult
from lib.sentences import last_tier_sentence
from lib.session.budgets import budget_rules, budget_sliders, budget_total
from lib.session.controls import method_choice, method_values, moves, tier_count_slider, ties_toggle
from lib.session.curve import pareto_curve
from lib.session.frame import tell
from lib.session.keys import meeting_keys
from lib.session.meaning import what_it_means, who_moves
from lib.session.placing import tier_editor
from lib.session.projector import project, projecting, projector_button
from lib.session.scenarios import scenarios
from lib.session.state import result as result_of
from lib.session.thresholds import threshold_sliders, threshold_unit
from lib.session.turns import in_turn
from lib.session.views import method_comparison
from lib.shares_picture import shares_picture
from lib.texts import Texts
from lib.tier_table import tier_table


@st.fragment
def meeting(texts: Texts, clients: ClientList) -> None:
    """Controls, curve and table of the plan in force; on the projector only what is seen from afar."""
    with in_turn():
        _draw(texts, clients, result_of(clients))


def _draw(texts: Texts, clients: ClientList, result: PlanResult) -> None:
    meeting_keys()
    if projecting():
        project(texts, clients, result)
        return
    _choices(texts, clients, result)
    _sliders_and_pictures(texts, clients, result)
    _meaning(texts, clients, result)


def _choices(texts: Texts, clients: ClientList, result: PlanResult) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        tell(texts, last_tier_sentence(result, texts))
        projector_button(texts)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        method_choice(texts)
        tier_count_slider(texts, result)
        budget_total(texts, clients)
        moves(texts)
    method_values(texts, clients)


def _sliders_and_pictures(texts: Texts, clients: ClientList, result: PlanResult) -> None:
    sliders, pictures = st.columns([5, 9], gap="medium")
    with sliders:
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(texts("tiers.thresholds"), anchor=False, width="content")
            threshold_unit(texts, clients)
        threshold_sliders(texts, clients, result)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(texts("tiers.budgets"), anchor=False, width="content")
            budget_rules(texts, clients, result)
        budget_sliders(texts, result)
    with pictures:
        curve, comparison = st.columns(2, gap="medium")
        with curve:
            pareto_curve(texts, clients, result)
        with comparison:
            st.html(shares_picture(result, texts))
        st.html(tier_table(result, texts, clients.currency))
        who_moves(texts, clients, result)


def _meaning(texts: Texts, clients: ClientList, result: PlanResult) -> None:
    st.header(texts("tiers.meaning"), anchor=False)
    what_it_means(texts, clients, result)
    st.page_link("pages/plan.py", label=texts("tiers.next"), icon=":material/arrow_forward:")

    scenarios(texts, clients, result)
    tier_editor(texts, clients, result)
    method_comparison(texts, clients, result)
    ties_toggle(texts)
