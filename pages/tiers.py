"""Where do we cut the ranking, and how much time does each tier get?"""

import streamlit as st

from lib import chart_tables, charts, session, tables
from lib.compare import compare_methods
from lib.ranking import concentration
from lib.sentences import last_tier_sentence, plan_notices, plan_sentences

texts = session.open_page("tiers")
clients = session.require_clients(texts)
result = session.result(clients)

for key, values in last_tier_sentence(result, texts):
    session.say(texts, key, **values)
with st.container(horizontal=True, vertical_alignment="bottom"):
    session.method_choice(texts)
    session.tier_count_slider(texts, result)
    session.hours_input(texts)
    session.moves(texts)
session.method_values(texts, clients)

sliders, pictures = st.columns([4, 10], gap="medium")
with sliders:
    st.subheader(texts("tiers.thresholds"), anchor=False)
    session.threshold_sliders(texts, clients, result)
    st.subheader(texts("tiers.budgets"), anchor=False)
    session.budget_sliders(texts, result)
with pictures:
    curve, comparison = st.columns(2, gap="medium")
    with curve:
        session.draw(
            charts.pareto,
            texts,
            curve=chart_tables.curve_by_tier(clients, result),
            tiers=chart_tables.tier_labels(result, texts),
            eighty=chart_tables.pareto_marks(concentration(clients), texts),
        )
    with comparison:
        session.draw(charts.shares, texts, shares=chart_tables.shares_compared(result, texts))
    session.show(tables.tier_table(result, texts, clients.currency))
    for key, values in [*plan_sentences(result, texts), *plan_notices(clients, result, texts)]:
        session.say(texts, key, **values)
    st.page_link("pages/plan.py", label=texts("tiers.next"), icon=":material/arrow_forward:")

with st.expander(texts("tiers.compare")):
    session.say(texts, "tiers.compare.why")
    methods = compare_methods(clients, result.plan.tier_count, result.plan.keep_ties)
    session.show(tables.method_table(methods, texts, clients.currency))
session.ties_toggle(texts)
