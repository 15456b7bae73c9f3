"""Who makes the revenue, and how much hangs on the largest?"""

import streamlit as st

from lib import chart_tables, charts, session, tables
from lib.ranking import concentration, hit_parade
from lib.sentences import concentration_figures, dependence_sentence, own_law_sentences

texts = session.open_page("ranking")
clients = session.require_clients(texts)
result = session.result(clients)
figures = concentration(clients)

for key, values in own_law_sentences(figures, texts):
    session.say(texts, key, **values)
session.draw(
    charts.pareto,
    texts,
    curve=chart_tables.curve_by_tier(clients, result),
    tiers=chart_tables.tier_labels(result, texts),
    eighty=chart_tables.pareto_marks(figures, texts),
)

st.header(texts("ranking.concentration"), anchor=False)
session.metrics(concentration_figures(figures, texts))
for key, values in dependence_sentence(clients, figures, texts):
    session.say(texts, key, **values)

st.header(texts("ranking.hit_parade"), anchor=False)
found = session.client_search(texts, hit_parade(clients))
session.paged(texts, found, lambda rows: tables.hit_parade(rows, texts, clients.currency))
if len(clients.set_apart):
    with st.expander(texts.plural("ranking.set_apart", len(clients.set_apart))):
        session.say(texts, "ranking.set_apart.why")
        session.show(tables.set_apart(clients, texts))
st.page_link("pages/tiers.py", label=texts("ranking.next"), icon=":material/arrow_forward:")
