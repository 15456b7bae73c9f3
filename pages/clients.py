"""Which clients, and is the file read correctly?"""

import streamlit as st

from lib.exports.widgets.reopening import reopened_words, take_plan
from lib.keeping.widgets.privacy import privacy
from lib.keeping.widgets.works import go_on_offer, works_panel
from lib.lakes.widgets import lake_door
from lib.reading.widgets.account import account, closed_files, decided, not_counted, set_aside
from lib.reading.widgets.by_hand import by_hand_panel
from lib.reading.widgets.columns import columns_panel
from lib.reading.widgets.duplicates import duplicate_proposals, kept_apart, merged_clients
from lib.reading.widgets.opening import origin, origin_on_page, unopened
from lib.reading.widgets.questions import questions
from lib.reading.widgets.repairs import refused_cells, repair_grid, repairs_made
from lib.reading.widgets.replaying import replay_offer
from lib.reading.widgets.upload import reopen_kept, upload_box
from lib.screen.frame import aside, open_page
from lib.screen.next_step import next_step
from lib.screen.state import state
from lib.tiers.widgets.promise import promise

texts = open_page("clients")
last_work, first, loading = st.container(), st.container(), st.container()
with loading:
    upload_box(texts, take_plan)
    lake_door(texts)
with last_work:
    go_on_offer(texts)
reopened_words(texts)
was_kept = state().clients if unopened() is not None else None
if was_kept is not None:
    with first:
        account(texts, was_kept)
    reopen_kept(texts)

shown = origin_on_page()
if shown is None:
    with first:
        if state().clients is None:
            promise(texts)
        closed_files(texts)
    works_panel(texts)
    privacy(texts)
    aside(texts)
    st.stop()

clients = state().clients if origin() is shown else None
if clients is not None:
    with first:
        if was_kept is None:
            account(texts, clients)
        replay_offer(texts)

# What comes and goes above a grid stands in one element, so that the cursor in the grid stays where it is.
with st.container():
    questions(texts, shown, clients)
    columns_panel(texts, shown, clients)
    by_hand_panel(texts, shown, clients)
    refused_cells(texts)
    repairs_made(texts, shown)
if clients is None:
    works_panel(texts)
    privacy(texts)
    aside(texts)
    st.stop()

with st.container():
    set_aside(texts, clients)
repair_grid(texts, clients, shown)
decided(texts, clients, shown)
duplicate_proposals(texts, clients)
not_counted(texts, clients)
merged_clients(texts, clients)
kept_apart(texts, clients)
next_step(texts, "clients")
works_panel(texts)
privacy(texts)
aside(texts)
