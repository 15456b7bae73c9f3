"""The meeting page: the choices that make a plan, the board that follows every step, and what is opened
beside it.

It is a fragment: a choice runs and sends this part alone, not the menu and the frame around it. A step on the
board sends less still (board/component.py).
"""

from collections.abc import Callable, Sequence

import streamlit as st

from lib.clients.model import ClientList
from lib.plan.compute import PlanResult
from lib.screen.controls import end_of_answer
from lib.screen.state import current_result
from lib.screen.unsaved.component import warn_of_loss
from lib.texts import Texts
from lib.tiers.widgets.board.component import board
from lib.tiers.widgets.budgets import budget_rules, budget_total
from lib.tiers.widgets.keys.component import meeting_keys
from lib.tiers.widgets.method import (
    method_choice,
    method_comparison,
    method_values,
    tier_count_slider,
    ties_toggle,
)
from lib.tiers.widgets.projector import project
from lib.tiers.widgets.scenarios import scenarios
from lib.tiers.widgets.seen import seen
from lib.tiers.widgets.slide_show.component import slide_show
from lib.tiers.widgets.stage import enter_button, stage
from lib.tiers.widgets.tier_editor import tier_editor


@st.fragment
def meeting(texts: Texts, clients: ClientList, *at_end: Callable[[PlanResult], None]) -> None:
    """Controls, curve and table of the plan in force, and what `at_end` draws; on the projector only what is
    seen from afar, and in the slide show nothing to touch."""
    _draw(texts, current_result(clients), at_end)
    warn_of_loss("meeting")
    end_of_answer("meeting")


def _draw(texts: Texts, result: PlanResult, at_end: Sequence[Callable[[PlanResult], None]]) -> None:
    if result.firm is not None:
        seen(texts, result)
        return
    meeting_keys()
    shown = stage().shown
    if shown == "slide_show":
        slide_show(texts, result)
    elif shown == "projector":
        project(texts, result)
    else:
        _page(texts, result)
        for draw in at_end:
            draw(result)


def _page(texts: Texts, result: PlanResult) -> None:
    with st.container(key="meeting"):
        # What the page is opened for is sent early; the choices above it have room kept for them.
        choices = st.container(key="choices")
        with choices:
            row = st.container(horizontal=True, vertical_alignment="bottom")
            with row:
                method_choice(texts)
        board(texts, result)
        with choices:
            with row:
                tier_count_slider(texts, result)
                budget_total(texts, result)
                budget_rules(texts, result)
                enter_button(texts, "slide_show")
                enter_button(texts, "projector")
            method_values(texts, result.clients)
        scenarios(texts, result)
        tier_editor(texts, result)
        method_comparison(texts, result)
        ties_toggle(texts)
