"""Keys of the keyboard that work anywhere on a page, text fields and open menus apart.

Streamlit's own `shortcut=` of a button also fires inside text fields, where Ctrl+Z belongs to the text.
"""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from lib.screen.state import state


@dataclass
class Projector:
    """Whether the tiers page is shown for a projector."""

    on: bool = False


PROJECTOR_BUTTON = "projector_enter"
"""The key of the button that leads into that view."""

_keys = st.components.v2.component("palmares_keys", js=(Path(__file__).parent / "keys.js").read_text("utf-8"))


def meeting_keys() -> None:
    """Undo with Ctrl+Z, redo with Ctrl+Shift+Z or Ctrl+Y; Escape leaves the view for the projector.

    On a Mac, Cmd stands for Ctrl.
    """
    keys = {"undo": ["mod+z"], "redo": ["mod+shift+z", "mod+y"]}
    if state().part(Projector).on:
        keys["leave"] = ["escape"]
    _keys(
        key="keys",
        data={"keys": keys, "entry": f".st-key-{PROJECTOR_BUTTON} button"},
        on_undo_change=state().undo,
        on_redo_change=state().redo,
        on_leave_change=leave_projector,
    )


def leave_projector() -> None:
    """Back to the whole page."""
    state().part(Projector).on = False
