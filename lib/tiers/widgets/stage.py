"""What the tiers page shows in place of itself: the view for a projector, the slide show."""

from dataclasses import dataclass
from functools import partial
from typing import Literal

import streamlit as st

from lib.screen.state import state
from lib.texts import Texts

View = Literal["projector", "slide_show"]

_ICONS: dict[View, str] = {
    "projector": ":material/present_to_all:",
    "slide_show": ":material/slideshow:",
}


WAY_OUT = "projector_leave"
"""The key of the button that leads out of the view for a projector."""


@dataclass
class Stage:
    """The views that were entered and not yet left, in that order: the last one is shown."""

    views: tuple[View, ...] = ()
    left: View | None = None
    """The view that was left last."""

    @property
    def shown(self) -> View | None:
        """The view that is shown; None for the page itself."""
        return self.views[-1] if self.views else None


def stage() -> Stage:
    """What this session shows of the tiers page."""
    return state().part(Stage)


def entry(view: View) -> str:
    """The key of the button that leads into a view."""
    return f"{view}_enter"


def enter_button(texts: Texts, view: View) -> None:
    """The way into a view."""
    st.button(
        texts(f"stage.enter.{view}"),
        icon=_ICONS[view],
        key=entry(view),
        help=texts(f"stage.enter_help.{view}"),
        width="content",
        on_click=partial(_enter, view),
    )


def leave(view: View) -> None:
    """Back to where the view was entered from. A view that is not shown is not left: two ways out may be
    taken at once."""
    mine = stage()
    if mine.shown == view:
        mine.views, mine.left = mine.views[:-1], view


def _enter(view: View) -> None:
    mine = stage()
    if view not in mine.views:
        mine.views = (*mine.views, view)
