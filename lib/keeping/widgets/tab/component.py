"""Which tab of the browser a session belongs to: said by the browser, so that it comes back after F5.

The token is random, goes through the connection alone, and is never in an address.
"""

import re
import secrets
from pathlib import Path

import streamlit as st

_tab = st.components.v2.component("palmares_tab", js=(Path(__file__).parent / "tab.js").read_text("utf-8"))
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
KEY = "tab"


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(24)


def said_before() -> str | None:
    """The token that the browser has kept, "" where it has none; None while it has not answered."""
    return _checked(st.session_state.get(KEY, {}).get("said"))


def tell_token(token: str) -> str | None:
    """Have the browser keep a token; with "", it says the one that it has kept, as `said_before` tells."""
    return _checked(_tab(key=KEY, data={"token": token}, on_said_change=_heard).said)


def _checked(said: object) -> str | None:
    if said is None:
        return None
    return said if isinstance(said, str) and _TOKEN.fullmatch(said) else ""


def _heard() -> None:
    """A component's state is only there where somebody listens to it."""
