"""Which clients, and is the file read correctly?"""

import streamlit as st

from lib.reading.widgets.columns import column_choices, sheet_preview
from lib.reading.widgets.report import duplicate_proposals, import_report
from lib.reading.widgets.upload import upload_box
from lib.screen.frame import open_page, say
from lib.screen.state import state

texts = open_page("clients")
say(texts, "clients.intro")
upload_box(texts)

source = state().source
if source is None:
    st.caption(texts("clients.privacy"))
    st.stop()

st.header(texts("clients.columns"), anchor=False)
column_choices(texts, source)
sheet_preview(texts, source)

clients = state().clients
if clients is None or clients.report.source != source.name:
    st.stop()

st.header(texts("clients.check"), anchor=False)
import_report(texts, clients)
duplicate_proposals(texts, clients)
st.page_link("pages/ranking.py", label=texts("clients.next"), icon=":material/arrow_forward:")
