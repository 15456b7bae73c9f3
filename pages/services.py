"""What does each tier get, who gives it, and do the hours suffice?"""

import streamlit as st

from lib import services_charts, session
from lib.people import DEFAULT_PERSON_HOURS, team_of
from lib.services import load
from lib.services_sentences import (
    assignment_sentences,
    load_sentences,
    move_sentences,
    role_remedies,
    tier_remedies,
)

texts = session.open_page("services")
clients = session.require_clients(texts)
result = session.result(clients)
team = team_of(clients, result.plan.team)
catalogue = result.plan.services
part = session.services_part(texts)

if part == "catalogue":
    if not catalogue.services:
        session.say(texts, "services.empty")
        session.example_choice(texts)
        session.say(texts, "services.empty.or")
    loads = load(catalogue, [tier.clients for tier in result.tiers])
    for key, values in load_sentences(result, loads, texts) if catalogue.services else ():
        session.say(texts, key, **values)
    session.floor_verdict(texts, result)
    session.service_grid(texts, result)
    st.caption(texts("services.grid.how"))
    if catalogue.services:
        session.catalogue_moves(texts, result)
        with st.expander(texts("services.automation")):
            session.say(texts, "services.automation.how")
            session.automation_grid(texts, result)
        st.header(texts("services.load"), anchor=False)
        by_tier, by_role = st.columns(2, gap="large")
        with by_tier:
            st.subheader(texts("services.by_tier"), anchor=False)
            session.draw(
                services_charts.tier_load, texts, bars=services_charts.tier_bars(result, loads, texts)
            )
            st.caption(texts("services.by_tier.how"))
        with by_role:
            st.subheader(texts("services.by_role"), anchor=False)
            session.draw(services_charts.role_load, texts, bars=services_charts.role_bars(loads, team, texts))
            st.caption(texts("services.by_role.how" if team.people else "services.by_role.no_people"))
        for key, values in [
            *tier_remedies(result, loads, texts),
            *role_remedies(result, loads, team, texts),
        ]:
            session.say(texts, key, **values)
    st.header(texts("services.floor"), anchor=False)
    session.say(texts, "services.floor.why")
    session.floor_inputs(texts)
    st.page_link("pages/profit.py", label=texts("services.to_profit"), icon=":material/arrow_forward:")
elif part == "people":
    session.say(texts, "people.grid.how")
    if team.people and not result.plan.team.people:
        session.say(texts, "people.from_file", hours=texts.integer(DEFAULT_PERSON_HOURS))
    session.people_grid(texts, clients)
    session.undo_button(texts)
    if team.people:
        found = session.assigned(texts, clients, result)
        for key, values in assignment_sentences(found, texts):
            session.say(texts, key, **values)
        session.draw(services_charts.people_load, texts, bars=services_charts.people_bars(found, texts))
        st.caption(texts("people.load.how"))
        if found.moves:
            st.header(texts("people.moves"), anchor=False)
            for key, values in move_sentences(found, texts):
                session.say(texts, key, **values)
        st.header(texts("people.clients"), anchor=False)
        session.say(texts, "people.clients.how")
        session.responsible_editor(texts, clients, result, found)
    else:
        session.say(texts, "people.empty")
elif catalogue.services and team.people:
    session.say(texts, "people.calendar_how")
    found = session.assigned(texts, clients, result)
    session.contact_calendar(texts, clients, result, found)
else:
    session.say(texts, "people.calendar_empty")
