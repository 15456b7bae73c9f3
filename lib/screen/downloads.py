"""Files to take away: each is made when somebody asks for it, and is there for that session alone.

Streamlit keeps a file that was made, under an address that its content gives, until long after the session
that asked for it is closed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath
from threading import Lock
from typing import Literal

import streamlit as st

from lib.screen.streamlit_private import is_connected, media_identity, session_id

_FOLDER = "/media/"
_owners: dict[str, set[str]] = {}
"""By Streamlit's name of a file, the sessions that have asked for it, the last asked for at the end."""
_MOST_KNOWN = 10_000
"""Files; by the time so many others were asked for, Streamlit has long dropped the first."""
_turn = Lock()


@dataclass(frozen=True)
class File:
    """A file that can be had. What makes it runs outside the session, so it takes with it what it needs."""

    name: str
    media_type: str
    make: Callable[[], bytes]


def download_button(
    label: str,
    file: File,
    key: str,
    icon: str = ":material/download:",
    *,
    explanation: str | None = None,
    kind: Literal["primary", "secondary", "tertiary"] = "secondary",
) -> None:
    """A button that has a file made and gives it."""
    session = session_id()

    def made() -> bytes:
        content = file.make()
        _note(media_identity(content, file.media_type, file.name), session)
        return content

    st.download_button(
        label,
        data=made,
        file_name=file.name,
        mime=file.media_type,
        icon=icon,
        type=kind,
        on_click="ignore",
        key=key,
        help=explanation,
    )


def is_gone(path: str) -> bool:
    """Whether a path is that of a file whose sessions are all closed."""
    if _FOLDER not in path:
        return False
    with _turn:
        owners = _owners.get(PurePosixPath(path).stem)
    return owners is not None and not any(map(is_connected, owners))


def _note(identity: str, session: str) -> None:
    with _turn:
        _owners[identity] = {*_owners.pop(identity, ()), session}
        while len(_owners) > _MOST_KNOWN:
            del _owners[next(iter(_owners))]
