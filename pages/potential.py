"""Who could buy more than they do, and who could become a client?"""

import streamlit as st

from lib.potential.matrix import is_told
from lib.potential.sentences import giant_sentences, prospect_sentences, wallet_sentences
from lib.potential.widgets.matrix import cell_members, matrix_picture, potential_part, prospect_list
from lib.potential.widgets.typed import client_grid, per_head, prospect_grid, questions
from lib.potential.widgets.weights import prospect_budget, weight_inputs
from lib.screen.frame import open_page, require_clients, say, tell
from lib.screen.next_step import next_step
from lib.screen.state import current_result

texts = open_page("potential")
clients = require_clients(texts)
result = current_result(clients)
if not is_told(clients, result.plan.potential):
    questions(texts)
    next_step(texts, "potential")
    per_head(texts, clients)
    client_grid(texts, clients)
    st.header(texts("potential.part.prospects"), anchor=False)
    prospect_grid(texts)
    st.stop()
part = potential_part(texts)

if part == "matrix":
    tell(texts, [*giant_sentences(result, texts), *wallet_sentences(result, texts)])
    matrix_picture(texts, result)
elif part == "prospects":
    tell(texts, prospect_sentences(result, texts))
    prospect_budget(texts)
    prospect_list(texts, result)
    say(texts, "potential.prospects.type")
    prospect_grid(texts)
else:
    say(texts, "potential.typed.how")
    per_head(texts, clients)
    client_grid(texts, clients)
next_step(texts, "potential")
if part == "matrix":
    st.header(texts("potential.clients"), anchor=False)
    cell_members(texts, result)
    st.header(texts("potential.weights.title"), anchor=False)
    weight_inputs(texts, result)
