"""Who came, who left, who climbs: are tomorrow's large clients on their way?"""

import streamlit as st

from lib.screen.frame import draw, open_page, require_clients, say, show
from lib.screen.state import current_result
from lib.tomorrow.movement.charts import bridge_steps, waterfall
from lib.tomorrow.movement.movements import movement
from lib.tomorrow.movement.sentences import (
    bridge_sentences,
    migration_sentences,
    name_sentences,
    retention_sentences,
)
from lib.tomorrow.movement.tables import retention_table
from lib.tomorrow.widgets.ahead import what_ifs, years_to_come
from lib.tomorrow.widgets.candidates import fading_clients, rising
from lib.tomorrow.widgets.earlier import earlier_list
from lib.tomorrow.widgets.forecast import purchases
from lib.tomorrow.widgets.movement import client_moves, migration_picture, period_choice, tomorrow_part

texts = open_page("tomorrow")
clients = require_clients(texts)
result = current_result(clients)
part = tomorrow_part(texts)
if part == "purchases":
    purchases(texts, result)
    st.stop()
pair = period_choice(texts, clients)

if part == "movement" and pair is not None:
    moves = movement(result, pair)
    for key, values in bridge_sentences(clients, moves, texts):
        say(texts, key, **values)
    steps = bridge_steps(clients, moves, texts)
    draw(waterfall, texts, steps=steps)
    if steps["cut"].any():
        st.caption(texts("tomorrow.bridge.cut"))
    for key, values in name_sentences(result, pair, texts):
        say(texts, key, **values)

    st.header(texts("tomorrow.map_title"), anchor=False)
    for key, values in migration_sentences(result, moves, texts):
        say(texts, key, **values)
    migration_picture(texts, result, moves)
    client_moves(texts, result, moves)

    if worn := retention_sentences(result, moves, texts):
        st.header(texts("tomorrow.retention_title"), anchor=False)
        for key, values in worn:
            say(texts, key, **values)
        show(retention_table(result, moves, texts))
        st.caption(texts("tomorrow.retention.how"))
if part == "ahead":
    if pair is not None:
        years_to_come(texts, result, pair)
    what_ifs(texts, result)
if part == "candidates" and pair is not None:
    rising(texts, result, pair)
    fading_clients(texts, result, pair)
if part == "movement":
    earlier_list(texts, clients, wanted=pair is None)
st.page_link("pages/plan.py", label=texts("tiers.next"), icon=":material/arrow_forward:")
