"""Keys of the keyboard that work anywhere on a page, text fields and open menus apart.

Streamlit's own `shortcut=` of a button also fires inside text fields, where Ctrl+Z belongs to the text.
"""

from functools import partial
from pathlib import Path

import streamlit as st

from lib.screen.state import state
from lib.tiers.widgets.stage import WAY_OUT, entry, leave, stage

_keys = st.components.v2.component("palmares_keys", js=(Path(__file__).parent / "keys.js").read_text("utf-8"))


def meeting_keys() -> None:
    """Undo with Ctrl+Z, redo with Ctrl+Shift+Z or Ctrl+Y; Escape leaves the view for the projector.

    On a Mac, Cmd stands for Ctrl. The slide show has its own keys, and nothing is undone under it.
    """
    keys = {"undo": ["mod+z"], "redo": ["mod+shift+z", "mod+y"], "leave": ["escape"]}
    shown, left = stage().shown, stage().left
    _keys(
        key="keys",
        data={
            "keys": {} if shown == "slide_show" else keys,
            "where": {"leave": f".st-key-{WAY_OUT}"},
            "depth": len(stage().views),
            "entry": f".st-key-{entry(left)} button" if left else None,
        },
        on_undo_change=state().undo,
        on_redo_change=state().redo,
        on_leave_change=partial(leave, "projector"),
    )
