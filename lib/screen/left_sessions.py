"""Sessions whose browser is gone are ended, with all that they hold.

Streamlit keeps a session for two minutes, for a browser that lost its connection, and then lets go of it only
when another session is left: the lists of an evening's last visitors would lie in memory over night.
"""

import asyncio

from lib.screen.streamlit_private import close_session, is_connected, session_id

WAIT = 110
"""Seconds: somewhat less than Streamlit's own two minutes, after which it cannot find a session any more."""
_seen: set[str] = set()


def note() -> None:
    """Know the session that runs, so that it can be ended."""
    _seen.add(session_id())


def end_later() -> None:
    """End those whose browser is gone by now and does not come back. Called in the server's loop, which alone
    may end a session."""
    left = {session for session in tuple(_seen) if not is_connected(session)}
    if left:
        asyncio.get_running_loop().call_later(WAIT, _end, left)


def _end(left: set[str]) -> None:
    for session in left & _seen:
        if not is_connected(session):
            _seen.discard(session)
            close_session(session)
