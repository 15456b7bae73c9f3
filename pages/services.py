"""What does each tier get, who gives it, and do the hours suffice?"""

import streamlit as st

from lib.people.charts import people_bars, people_load
from lib.people.sentences import assignment_sentences, move_sentences
from lib.people.widgets import assigned, contact_calendar, people_grid, responsible_editor
from lib.plan.services import load
from lib.plan.team import DEFAULT_PERSON_HOURS, team_of
from lib.screen.frame import draw, open_page, require_clients, say
from lib.screen.next_step import next_step
from lib.screen.state import current_result
from lib.services.charts import role_bars, role_load, tier_bars, tier_load
from lib.services.sentences import load_sentences, role_remedies, tier_remedies
from lib.services.widgets import (
    automation_grid,
    catalogue_moves,
    example_choice,
    floor_inputs,
    floor_verdict,
    service_grid,
    services_part,
    undo_button,
)

texts = open_page("services")
clients = require_clients(texts)
result = current_result(clients)
team = team_of(clients, result.plan.team)
catalogue = result.plan.services
part = services_part(texts)

if part == "catalogue":
    loads = load(catalogue, [tier.clients for tier in result.tiers])
    # What comes and goes above a grid stands in one element, so that the cursor in it stays where it is.
    with st.container():
        if not catalogue.services:
            say(texts, "services.empty")
            example_choice(texts)
            say(texts, "services.empty.or")
        for key, values in load_sentences(result, loads, texts) if catalogue.services else ():
            say(texts, key, **values)
        floor_verdict(texts, result)
    service_grid(texts, result)
    st.caption(texts("services.grid.how"))
    if catalogue.services:
        catalogue_moves(texts, result)
    next_step(texts, "services")
    if catalogue.services:
        automated = st.expander(texts("services.automation"), key="automated", on_change="rerun")
        if automated.open:
            with automated:
                say(texts, "services.automation.how")
                automation_grid(texts, result)
        st.header(texts("services.load"), anchor=False)
        by_tier, by_role = st.columns(2, gap="large")
        with by_tier:
            st.subheader(texts("services.by_tier"), anchor=False)
            draw(tier_load, texts, bars=tier_bars(result, loads, texts))
            st.caption(texts("services.by_tier.how"))
        with by_role:
            st.subheader(texts("services.by_role"), anchor=False)
            draw(role_load, texts, bars=role_bars(loads, team, texts))
            st.caption(texts("services.by_role.how" if team.people else "services.by_role.no_people"))
        for key, values in [
            *tier_remedies(result, loads, texts),
            *role_remedies(result, loads, team, texts),
        ]:
            say(texts, key, **values)
    st.header(texts("services.floor"), anchor=False)
    say(texts, "services.floor.why")
    floor_inputs(texts)
elif part == "people":
    with st.container():
        say(texts, "people.grid.how")
        if team.people and not result.plan.team.people:
            say(texts, "people.from_file", hours=texts.integer(DEFAULT_PERSON_HOURS))
    people_grid(texts, clients)
    undo_button(texts)
    if team.people:
        assignment = assigned(texts, result)
        with st.container():
            for key, values in assignment_sentences(assignment, texts):
                say(texts, key, **values)
            draw(people_load, texts, bars=people_bars(assignment, texts))
        next_step(texts, "services")
        with st.container():
            st.caption(texts("people.load.how"))
            if assignment.moves:
                st.header(texts("people.moves"), anchor=False)
                for key, values in move_sentences(assignment, texts):
                    say(texts, key, **values)
            st.header(texts("people.clients"), anchor=False)
            say(texts, "people.clients.how")
        responsible_editor(texts, result, assignment)
    else:
        say(texts, "people.empty")
        next_step(texts, "services")
elif catalogue.services and team.people:
    say(texts, "people.calendar_how")
    assignment = assigned(texts, result)
    contact_calendar(texts, result, assignment)
    next_step(texts, "services")
else:
    say(texts, "people.calendar_empty")
    next_step(texts, "services")
