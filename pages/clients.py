"""Which clients, and is the file read correctly?"""

import streamlit as st

from lib import session

texts = session.open_page("clients")
session.say(texts, "clients.intro")
session.upload_box(texts)

source = session.state().source
if source is None:
    st.caption(texts("clients.privacy"))
    st.stop()

st.header(texts("clients.columns"), anchor=False)
session.column_choices(texts, source)
session.sheet_preview(texts, source)

clients = session.state().clients
if clients is None or clients.report.source != source.name:
    st.stop()

st.header(texts("clients.check"), anchor=False)
session.import_report(texts, clients)
session.duplicate_proposals(texts, clients)
st.page_link("pages/ranking.py", label=texts("clients.next"), icon=":material/arrow_forward:")
