"""Who came, who left, who climbs: are tomorrow's large clients on their way?"""

import streamlit as st

from lib import session, tomorrow_charts
from lib.movements import movement
from lib.tomorrow_sentences import bridge_sentences, migration_sentences, name_sentences, retention_sentences
from lib.tomorrow_tables import retention_table

texts = session.open_page("tomorrow")
clients = session.require_clients(texts)
result = session.result(clients)
part = session.outlook_part(texts)
if part == "purchases":
    session.purchases(texts, clients, result)
    st.stop()
pair = session.period_choice(texts, clients)

if part == "movement" and pair is not None:
    moves = movement(clients, result, pair)
    for key, values in bridge_sentences(clients, moves, texts):
        session.say(texts, key, **values)
    steps = tomorrow_charts.bridge_steps(clients, moves, texts)
    session.draw(tomorrow_charts.waterfall, texts, steps=steps)
    if steps["cut"].any():
        st.caption(texts("tomorrow.bridge.cut"))
    for key, values in name_sentences(clients, result, pair, texts):
        session.say(texts, key, **values)

    st.header(texts("tomorrow.map_title"), anchor=False)
    for key, values in migration_sentences(result, moves, texts):
        session.say(texts, key, **values)
    session.migration_picture(texts, clients, result, moves)
    session.client_moves(texts, clients, result, moves)

    if worn := retention_sentences(clients, result, moves, texts):
        st.header(texts("tomorrow.retention_title"), anchor=False)
        for key, values in worn:
            session.say(texts, key, **values)
        session.show(retention_table(clients, result, moves, texts))
        st.caption(texts("tomorrow.retention.how"))
if part == "ahead":
    if pair is not None:
        session.years_to_come(texts, clients, result, pair)
    session.what_ifs(texts, clients, result)
if part == "candidates" and pair is not None:
    session.rising(texts, clients, result, pair)
    session.fading_clients(texts, clients, result, pair)
if part == "movement":
    session.earlier_list(texts, clients, wanted=pair is None)
st.page_link("pages/plan.py", label=texts("tiers.next"), icon=":material/arrow_forward:")
