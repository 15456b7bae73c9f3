"""Which tab of the browser a session belongs to: said by the browser, so that it comes back after F5.

The token is random, goes through the connection alone, and is never in an address. A page that stays open
while its server is started again, or while another one takes over, repeats what it said to the one before;
so it says whom it answers, and is asked again.
"""

import re
import secrets
from pathlib import Path

import streamlit as st

from lib.screen.streamlit_private import session_id

_tab = st.components.v2.component("palmares_tab", js=(Path(__file__).parent / "tab.js").read_text("utf-8"))
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
KEY = "tab"


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(24)


def said_before() -> str | None:
    """The token that the browser has kept, "" where it has none; None while it has not answered this
    session."""
    return _checked(st.session_state.get(KEY, {}).get("said"))


def tell_token(token: str) -> str | None:
    """Have the browser keep a token; with "", it says the one that it has kept, as `said_before` tells."""
    told = {"token": token, "session": session_id()}
    return _checked(_tab(key=KEY, data=told, on_said_change=_heard).said)


def _checked(said: object) -> str | None:
    if not isinstance(said, dict) or said.get("to") != session_id():
        return None
    token = said.get("token")
    return token if isinstance(token, str) and _TOKEN.fullmatch(token) else ""


def _heard() -> None:
    """A component's state is only there where somebody listens to it."""
