"""Keys of the keyboard that work anywhere on a page, text fields and open menus apart.

Streamlit's own `shortcut=` of a button also fires inside text fields, where Ctrl+Z belongs to the text.
"""

from pathlib import Path

import streamlit as st

from lib.screen.state import state

PROJECTOR = "projector"
"""Where the session keeps whether the page is shown for a projector."""

_keys = st.components.v2.component("palmares_keys", js=(Path(__file__).parent / "keys.js").read_text("utf-8"))


def meeting_keys() -> None:
    """Undo with Ctrl+Z, redo with Ctrl+Shift+Z or Ctrl+Y; Escape leaves the view for the projector.

    On a Mac, Cmd stands for Ctrl.
    """
    keys = {"undo": ["mod+z"], "redo": ["mod+shift+z", "mod+y"]}
    if st.session_state.get(PROJECTOR):
        keys["leave"] = ["escape"]
    _keys(
        key="keys",
        data=keys,
        on_undo_change=state().undo,
        on_redo_change=state().redo,
        on_leave_change=leave_projector,
    )


def leave_projector() -> None:
    """Back to the whole page."""
    st.session_state[PROJECTOR] = False
