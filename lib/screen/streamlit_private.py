"""What is used of Streamlit beside its public names: the types of what it gives us, which it does not export.

They are only names for the type checker. `tests/test_private_parts.py` says which of them is gone when
Streamlit moves on. The parts of its page that style sheets speak of (`data-testid`) are tested there too.
"""

from streamlit.elements.lib.column_types import ColumnConfig
from streamlit.navigation.page import StreamlitPage
from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["ColumnConfig", "StreamlitPage", "UploadedFile"]
