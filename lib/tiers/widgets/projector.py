"""The tiers page for a projector: the article's sentence, and the pictures and figures that prove it."""

from functools import cache, partial
from pathlib import Path

import streamlit as st

from lib.plan.compute import PlanResult
from lib.screen.frame import theme
from lib.texts import Texts
from lib.texts.wording import without_emphasis
from lib.tiers.sentences import last_tier_sentence
from lib.tiers.widgets.board.component import board
from lib.tiers.widgets.stage import WAY_OUT, enter_button, leave

STYLE = Path(__file__).with_name("projector.css")
INK_AND_PAPER = {"light": ("#000000", "#ffffff"), "dark": ("#ffffff", "#000000")}
_LONG = 115
"""Letters from which the sentence is set smaller, so that it keeps to two lines."""


def project(texts: Texts, result: PlanResult) -> None:
    """The whole page as the projector shows it, every row of it at once: the sentence, the curve beside the
    shares before and in the plan, the table beside the budgets and their locks."""
    # The empty span keeps the style where it is drawn: a style alone would outlive this view.
    with st.container(key="projector_style"):
        st.html(f"<span></span><style>{_style_of(texts, result)}</style>")
    board(texts, result, "projector")
    with st.container(horizontal=True, width="content", gap="xsmall", key="projector_tools"):
        enter_button(texts, "slide_show")
        st.button(
            texts("projector.leave"),
            icon=":material/close_fullscreen:",
            key=WAY_OUT,
            help=texts("projector.leave"),
            on_click=partial(leave, "projector"),
        )


def _style_of(texts: Texts, result: PlanResult) -> str:
    letters = sum(len(without_emphasis(said, texts)) for said in last_tier_sentence(result, texts))
    large = "2.3vw" if letters < _LONG else "1.95vw"
    return _style(*INK_AND_PAPER[theme()], large)


@cache
def _style(ink: str, paper: str, large: str) -> str:
    style = STYLE.read_text("utf-8")
    for name, value in (("INK", ink), ("PAPER", paper), ("LARGE", large)):
        style = style.replace(name, value)
    return style
