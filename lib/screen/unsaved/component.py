"""The browser's own warning before a page is left with work that is kept nowhere: on a server that keeps
nothing beyond a session, what was done since the plan was last downloaded."""

from pathlib import Path

import streamlit as st

from lib.screen.installation import keeps_nothing
from lib.screen.state import state

_unsaved = st.components.v2.component(
    "palmares_unsaved", js=(Path(__file__).parent / "unsaved.js").read_text("utf-8")
)


def warn_of_loss(part: str = "page") -> None:
    """Tell the browser whether there is something to lose; at the end of the page, and of a part that is
    drawn by itself."""
    if not keeps_nothing():
        return
    if part == "page":
        _of_the_page()
    else:
        _tell(part)


@st.fragment
def _of_the_page() -> None:
    """Drawn again by itself when the browser asks, after a download."""
    _tell("page")


def _tell(part: str) -> None:
    mine = state()
    mine.told_of_loss += 1
    # The count makes each word a new one: a component is not drawn again with what it was told before.
    told = {"unsaved": mine.is_unsaved, "part": part, "count": mine.told_of_loss}
    _unsaved(key=f"unsaved_of_{part}", data=told, on_asked_change=_heard)


def _heard() -> None:
    """A component's word draws its fragment again only where somebody listens to it."""
