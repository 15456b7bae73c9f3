"""How is every figure reckoned, and what does that give with these clients?"""

import streamlit as st

from lib.method.widgets.explained import whole_method
from lib.screen.frame import open_page
from lib.screen.state import result_in_force

texts = open_page("method")
whole_method(texts, result_in_force())
st.page_link("pages/clients.py", label=texts("page.clients"), icon=":material/arrow_back:")
