"""What is used of Streamlit beside its public names: the types of what it gives us, which it does not export,
which session runs, whether a browser is still at its other end, what `st.stop` and a new request raise, and
how files to take away are called.

The types are only names for the type checker. `tests/test_private_parts.py` says which of them is gone when
Streamlit moves on. The parts of its page that style sheets speak of (`data-testid`) are tested there too.
"""

from streamlit.elements.lib.column_types import ColumnConfig
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime import exists, get_instance
from streamlit.runtime.memory_media_file_storage import _calculate_file_id as media_identity
from streamlit.runtime.scriptrunner import RerunException, StopException, get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = [
    "ColumnConfig",
    "RerunException",
    "StopException",
    "StreamlitPage",
    "UploadedFile",
    "close_session",
    "is_connected",
    "media_identity",
    "session_id",
]


def session_id() -> str:
    """Streamlit's name of the session that runs; "" outside one."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.session_id if context is not None else ""


def close_session(session: str) -> None:
    """End a session, with all that it holds. To be called in the server's loop."""
    if exists():
        get_instance().close_session(session)


def is_connected(session: str) -> bool:
    """Whether a browser is connected to a session; without a server, as in tests, it counts as so."""
    return not exists() or get_instance().is_active_session(session)
