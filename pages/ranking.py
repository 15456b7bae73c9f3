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
from lib.screen.next_step import next_step
from lib.screen.state import current_result
from lib.screen.views import client_search, metrics, paged

# Clients that are shown before the whole list is opened.
FIRST = 5

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

table = hit_parade(clients)
show(hit_parade_table(with_members(table.head(FIRST), clients), texts, clients.currency))
next_step(texts, "ranking")

share = texts.percent(figures.largest_share, 1)
with st.expander(texts("ranking.concentration", share=share), icon=":material/balance:"):
    metrics(concentration_figures(figures, texts))
    tell(texts, dependence_sentence(clients, figures, texts))
with st.expander(texts.plural("ranking.everybody", clients.count), icon=":material/format_list_numbered:"):
    rows = client_search(texts, table)
    paged(texts, rows, lambda part: hit_parade_table(with_members(part, clients), texts, clients.currency))
with st.expander(texts("ranking.more_figures"), icon=":material/query_stats:"):
    tell(texts, finer_sentences(figures, texts))
if len(clients.set_apart):
    with st.expander(texts.plural("ranking.set_apart", len(clients.set_apart))):
        say(texts, "ranking.set_apart.why")
        show(set_apart_table(clients, texts))
group_panel(texts, clients)
how_it_came(texts, result, "ranking")
