"""Which clients, and is the file read correctly?"""

import streamlit as st

from lib.exports.widgets.reopening import reopened_words, take_plan
from lib.reading.widgets.columns import column_choices, sheet_preview
from lib.reading.widgets.opening import origin, origin_on_page
from lib.reading.widgets.report import duplicate_proposals, import_report
from lib.reading.widgets.upload import upload_box
from lib.screen.frame import open_page, say
from lib.screen.state import state

texts = open_page("clients")
say(texts, "clients.intro")
upload_box(texts, take_plan)
reopened_words(texts)

shown = origin_on_page()
if shown is None:
    st.caption(texts("clients.privacy"))
    st.stop()

st.header(texts("clients.columns"), anchor=False)
column_choices(texts, shown)
sheet_preview(texts, shown)

clients = state().clients
if clients is None or origin() is not shown:
    st.stop()

st.header(texts("clients.check"), anchor=False)
import_report(texts, clients)
duplicate_proposals(texts, clients)
st.page_link("pages/ranking.py", label=texts("clients.next"), icon=":material/arrow_forward:")
