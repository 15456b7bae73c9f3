"""Corrections kept from one session to the next on a personal installation: which heading is what, and
nothing of any client. A server with several visitors keeps nothing."""

import json

import platformdirs
import streamlit as st

from lib.reading.remembered import Remembered

FILE = platformdirs.user_config_path("palmares", appauthor=False) / "columns.json"
MOST = 200
"""Rows of headings that are remembered; the oldest go first."""


def is_personal() -> bool:
    """Whether the app listens to this computer only."""
    return st.get_option("server.address") in {"localhost", "127.0.0.1"}


def recall() -> Remembered:
    """What was kept; nothing where the file is not there or not ours."""
    if not is_personal():
        return {}
    try:
        kept = json.loads(FILE.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    sound = isinstance(kept, dict) and all(isinstance(choices, dict) for choices in kept.values())
    return kept if sound else {}


def keep(known: Remembered) -> None:
    """Keep it for the next session, where this is a personal installation that may write."""
    if not is_personal():
        return
    newest = dict(list(known.items())[-MOST:])
    try:
        FILE.parent.mkdir(parents=True, exist_ok=True)
        FILE.write_text(json.dumps(newest, ensure_ascii=False), "utf-8")
    except OSError:
        pass  # it is then remembered until the session ends
