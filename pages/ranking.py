"""Who makes the revenue, and how much hangs on the largest?"""

import streamlit as st

from lib.clients.hit_parade import hit_parade
from lib.groups.tables import with_members
from lib.groups.widgets import group_panel
from lib.method.widgets.explained import how_it_came
from lib.ranking.chart_tables import curve_by_tier, pareto_marks, tier_labels
from lib.ranking.charts import pareto
from lib.ranking.ranking import concentration
from lib.ranking.sentences import (
    concentration_figures,
    dependence_sentence,
    finer_sentences,
    own_law_sentences,
)
from lib.ranking.tables import hit_parade_table, set_apart_table
from lib.screen.frame import draw, open_page, require_clients, say, show, tell
from lib.screen.state import current_result
from lib.screen.views import client_search, metrics, paged

texts = open_page("ranking")
clients = require_clients(texts)
result = current_result(clients)
figures = concentration(clients)

tell(texts, own_law_sentences(figures, texts))
draw(
    pareto,
    texts,
    curve=curve_by_tier(result),
    tiers=tier_labels(result, texts),
    eighty=pareto_marks(figures, texts),
)

st.header(texts("ranking.concentration"), anchor=False)
metrics(concentration_figures(figures, texts))
tell(texts, dependence_sentence(clients, figures, texts))
group_panel(texts, clients)
with st.expander(texts("ranking.more_figures")):
    tell(texts, finer_sentences(figures, texts))

st.header(texts("ranking.hit_parade"), anchor=False)
table = client_search(texts, hit_parade(clients))
paged(texts, table, lambda rows: hit_parade_table(with_members(rows, clients), texts, clients.currency))
if len(clients.set_apart):
    with st.expander(texts.plural("ranking.set_apart", len(clients.set_apart))):
        say(texts, "ranking.set_apart.why")
        show(set_apart_table(clients, texts))
how_it_came(texts, result, "ranking")
st.page_link("pages/tiers.py", label=texts("ranking.next"), icon=":material/arrow_forward:")
