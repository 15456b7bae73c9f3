"""Where do we cut the ranking, and how much time does each tier get?"""

import streamlit as st

from lib import session
from lib.sentences import last_tier_sentence
from lib.shares_picture import shares_picture
from lib.tier_table import tier_table

texts = session.open_page("tiers")
clients = session.require_clients(texts)
result = session.result(clients)
session.meeting_keys()
if session.projecting():
    session.project(texts, clients, result)
    st.stop()

with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
    for key, values in last_tier_sentence(result, texts):
        session.say(texts, key, **values)
    session.projector_button(texts)
with st.container(horizontal=True, vertical_alignment="bottom"):
    session.method_choice(texts)
    session.tier_count_slider(texts, result)
    session.budget_total(texts, clients)
    session.moves(texts)
session.method_values(texts, clients)

sliders, pictures = st.columns([5, 9], gap="medium")
with sliders:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(texts("tiers.thresholds"), anchor=False, width="content")
        session.threshold_unit(texts, clients)
    session.threshold_sliders(texts, clients, result)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(texts("tiers.budgets"), anchor=False, width="content")
        session.budget_rules(texts, clients, result)
    session.budget_sliders(texts, result)
with pictures:
    curve, comparison = st.columns(2, gap="medium")
    with curve:
        session.pareto_curve(texts, clients, result)
    with comparison:
        st.html(shares_picture(result, texts))
    st.html(tier_table(result, texts, clients.currency))
    session.who_moves(texts, clients, result)

st.header(texts("tiers.meaning"), anchor=False)
session.what_it_means(texts, clients, result)
st.page_link("pages/plan.py", label=texts("tiers.next"), icon=":material/arrow_forward:")

session.scenarios(texts, clients, result)
session.tier_editor(texts, clients, result)
session.method_comparison(texts, clients, result)
session.ties_toggle(texts)
