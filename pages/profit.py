"""Does it pay: who pays the fixed costs, who takes money back, and what does the plan change?"""

import streamlit as st

from lib.profit import charts as profit_charts
from lib.profit.profit import profit_of
from lib.profit.sentences import (
    assumption_sentences,
    break_even_sentences,
    hour_sentences,
    missing_sentences,
    result_sentences,
    rule_sentences,
    treatment_sentences,
    whale_sentences,
)
from lib.profit.tables import client_profit_table, loss_table, tier_profit_table, treatment_table
from lib.profit.widgets import budget_proposal, profit_inputs
from lib.screen.frame import draw, open_page, require_clients, say, show, tell
from lib.screen.state import current_result
from lib.screen.views import client_search, paged

texts = open_page("profit")
clients = require_clients(texts)
result = current_result(clients)
profit = profit_of(result)

tell(texts, missing_sentences(profit, texts))
profit_inputs(texts, profit)
tell(
    texts,
    [
        *rule_sentences(profit, texts),
        *result_sentences(profit, texts),
        *break_even_sentences(profit, texts),
    ],
)
for key, values in assumption_sentences(profit, texts):
    st.caption(texts(key, **values))
draw(
    profit_charts.break_even_shape if profit.assumed else profit_charts.break_even,
    texts,
    curve=profit_charts.break_even_curve(profit),
    fixed=profit_charts.fixed_line(profit, texts),
    crossing=profit_charts.crossing(profit, texts),
)
tell(texts, hour_sentences(profit, texts))
show(tier_profit_table(profit, texts))
if st.toggle(texts("profit.by_client"), key="by_client"):
    rows = client_search(texts, profit.by_client(), [tier.name for tier in result.tiers])
    paged(texts, rows, lambda page: client_profit_table(page, profit, texts))

st.header(texts("profit.alike_title"), anchor=False)
tell(texts, treatment_sentences(profit, texts))
show(treatment_table(profit, texts))

st.header(texts("profit.whale_title"), anchor=False)
tell(texts, whale_sentences(profit, texts))
draw(
    profit_charts.whale_shape if profit.assumed else profit_charts.whale,
    texts,
    curve=profit_charts.whale_curve(profit.whale),
    peak=profit_charts.whale_peak(profit, texts),
)
if profit.whale.taken_back:
    paged(texts, profit.loss_makers(), lambda rows: loss_table(rows, profit, texts), "losses")

st.header(texts("profit.budgets_title"), anchor=False)
say(texts, "profit.budgets_why")
budget_proposal(texts, result)
st.page_link("pages/plan.py", label=texts("tiers.next"), icon=":material/arrow_forward:")
