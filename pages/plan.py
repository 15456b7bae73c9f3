"""Who serves which client, how and how much?"""

from functools import partial

import streamlit as st

from lib.exports.widgets.download import download_plan
from lib.exports.widgets.handouts import other_files, own_file
from lib.groups.tables import with_members
from lib.lakes.widgets import plan_back
from lib.method.widgets.explained import how_it_came
from lib.people.assignment import assigned_persons, responsible
from lib.plan.compute import client_plan
from lib.ranking.tables import set_apart_table
from lib.screen.frame import open_page, require_clients, say, show, tell
from lib.screen.state import current_result
from lib.screen.views import client_search, paged
from lib.slices.widgets import all_slices
from lib.tiers.sentences import mode_sentences
from lib.tiers.tables import client_plan_table
from lib.tiers.widgets.method import mode_choices
from lib.tiers.widgets.scenarios import scenarios
from lib.tiers.widgets.tier_editor import tier_editor

texts = open_page("plan")
clients = require_clients(texts)
result = current_result(clients)

tell(texts, mode_sentences(result, texts))
mode_choices(texts, result)
download_plan(texts)
st.header(texts("plan.clients"), anchor=False)
plan = client_plan(result)
if persons := responsible(result):
    plan = plan.assign(responsible=persons)
table = client_search(texts, plan, [tier.name for tier in result.tiers])
paged(
    texts,
    table,
    lambda rows: client_plan_table(with_members(rows, clients), result, texts, clients.currency),
)
if len(clients.set_apart):
    with st.expander(texts.plural("ranking.set_apart", len(clients.set_apart))):
        say(texts, "ranking.set_apart.why")
        show(set_apart_table(clients, texts))
tier_editor(texts, result)
own_file(texts, result)
other_files(texts, result)
plan_back(texts, result, partial(assigned_persons, result))
scenarios(texts, result)
all_slices(texts, result)
how_it_came(texts, result, "plan")
