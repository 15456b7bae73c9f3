"""For whom does the app work, what is checked, and what is not met yet?"""

import streamlit as st

from lib.screen.frame import open_page, say

CHECKED = ("axe", "language", "numbers", "steps", "keyboard", "colour")
MISSING = ("words", "tables", "charts", "zoom")

texts = open_page("accessibility")
say(texts, "access.what")
st.header(texts("access.checked_title"), anchor=False)
st.markdown("\n".join(f"- {texts(f'access.checked.{name}')}" for name in CHECKED))
st.header(texts("access.missing_title"), anchor=False)
st.markdown("\n".join(f"- {texts(f'access.missing.{name}')}" for name in MISSING))
say(texts, "access.help")
st.page_link("pages/clients.py", label=texts("page.clients"), icon=":material/arrow_back:")
