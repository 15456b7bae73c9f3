"""Does it pay: who pays the fixed costs, who takes money back, and what does the plan change?"""

import streamlit as st

from lib.profit import charts as profit_charts
from lib.profit.contribution import client_profits, contributions, service_cost, tier_profits, treatments
from lib.profit.curves import break_even, loss_makers, whale
from lib.profit.sentences import (
    break_even_sentences,
    hour_sentences,
    result_sentences,
    treatment_sentences,
    whale_sentences,
)
from lib.profit.tables import client_profit_table, loss_table, tier_profit_table, treatment_table
from lib.profit.widgets import budget_proposal, profit_inputs
from lib.screen.frame import draw, open_page, require_clients, say, show
from lib.screen.state import current_result
from lib.screen.views import client_search, paged

texts = open_page("profit")
clients = require_clients(texts)
result = current_result(clients)
found = break_even(result)

for key, values in [
    *result_sentences(result, found, texts),
    *break_even_sentences(result, found, texts),
]:
    say(texts, key, **values)
profit_inputs(texts, result)
draw(
    profit_charts.break_even,
    texts,
    curve=profit_charts.break_even_curve(result, found),
    fixed=profit_charts.fixed_line(clients, found, texts),
    crossing=profit_charts.crossing(result, found, texts),
)
for key, values in hour_sentences(service_cost(result), result, texts):
    say(texts, key, **values)
show(tier_profit_table(tier_profits(result), result, texts, clients.currency))
if st.toggle(texts("profit.by_client"), key="by_client"):
    rows = client_search(texts, client_profits(result), [tier.name for tier in result.tiers])
    paged(texts, rows, lambda page: client_profit_table(page, result, texts, clients.currency))

st.header(texts("profit.alike_title"), anchor=False)
outcomes = treatments(result)
for key, values in treatment_sentences(result, outcomes, texts):
    say(texts, key, **values)
show(treatment_table(outcomes, texts, clients.currency))

st.header(texts("profit.whale_title"), anchor=False)
curve = whale(contributions(result))
for key, values in whale_sentences(clients, curve, texts):
    say(texts, key, **values)
draw(
    profit_charts.whale,
    texts,
    curve=profit_charts.whale_curve(curve),
    peak=profit_charts.whale_peak(clients, curve, texts),
)
if curve.taken_back:
    losses = loss_makers(result)
    paged(texts, losses, lambda rows: loss_table(rows, result, texts, clients.currency), "losses")

st.header(texts("profit.budgets_title"), anchor=False)
say(texts, "profit.budgets_why")
budget_proposal(texts, result)
st.page_link("pages/plan.py", label=texts("tiers.next"), icon=":material/arrow_forward:")
