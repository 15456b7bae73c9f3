"""Who serves which client, how and how much?"""

import streamlit as st

from lib import session, tables
from lib.compute import client_plan
from lib.sentences import mode_sentences

texts = session.open_page("plan")
clients = session.require_clients(texts)
result = session.result(clients)

for key, values in mode_sentences(result, texts):
    session.say(texts, key, **values)
session.mode_choices(texts, result)
session.download_plan(texts, clients, result)
session.own_file(texts, clients, result)
session.other_files(texts, clients, result)
session.tier_editor(texts, clients, result)
session.scenarios(texts, clients, result)

st.header(texts("plan.clients"), anchor=False)
found = session.client_search(texts, client_plan(clients, result), [tier.name for tier in result.tiers])
session.paged(texts, found, lambda rows: tables.client_plan(rows, result, texts, clients.currency))
if len(clients.set_apart):
    with st.expander(texts.plural("ranking.set_apart", len(clients.set_apart))):
        session.say(texts, "ranking.set_apart.why")
        session.show(tables.set_apart(clients, texts))
