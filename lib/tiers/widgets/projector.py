"""The tiers page for a projector: large type, and nothing but the curve, the sliders and the tiers."""

from functools import cache
from pathlib import Path

import streamlit as st

from lib.plan.compute import PlanResult
from lib.screen.frame import theme
from lib.screen.state import state
from lib.texts import Texts
from lib.tiers.widgets.board.component import board
from lib.tiers.widgets.keys.component import PROJECTOR_BUTTON, Projector, leave_projector

STYLE = Path(__file__).with_name("projector.css")
INK_AND_PAPER = {"light": ("#000000", "#ffffff"), "dark": ("#ffffff", "#000000")}


def projector_button(texts: Texts) -> None:
    """The way into the view for the projector."""
    st.button(
        texts("projector.enter"),
        icon=":material/present_to_all:",
        key=PROJECTOR_BUTTON,
        help=texts("projector.enter.help"),
        width="content",
        on_click=_enter,
    )


def projecting() -> bool:
    """Whether the page is shown for a projector."""
    return state().part(Projector).on


def project(texts: Texts, result: PlanResult) -> None:
    """The whole page as the projector shows it."""
    # The empty span keeps the style where it is drawn: a style alone would outlive this view.
    with st.container(key="projector_style"):
        st.html(f"<span></span><style>{_style(*INK_AND_PAPER[theme()])}</style>")
    board(texts, result, "projector")
    st.button(
        texts("projector.leave"),
        icon=":material/close_fullscreen:",
        key="projector_leave",
        type="tertiary",
        on_click=leave_projector,
    )


def _enter() -> None:
    state().part(Projector).on = True


@cache
def _style(ink: str, paper: str) -> str:
    return STYLE.read_text("utf-8").replace("INK", ink).replace("PAPER", paper)
