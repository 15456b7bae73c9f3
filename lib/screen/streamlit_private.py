"""What is used of Streamlit beside its public names, which it does not export.

Types of what it gives us, which are only names for the type checker, and what `st.stop` raises.
`tests/test_private_parts.py` says which of them is gone when Streamlit moves on. The parts of its page that
style sheets speak of (`data-testid`) are tested there too.
"""

from streamlit.elements.lib.column_types import ColumnConfig
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.scriptrunner import StopException
from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["ColumnConfig", "StopException", "StreamlitPage", "UploadedFile"]
