"""The widgets of the people: the team, and who looks after whom."""

from dataclasses import replace
from functools import partial
from itertools import chain

import pandas as pd
import streamlit as st

from lib.base.accents import without_accents
from lib.base.clock import today
from lib.base.outside import in_file_name
from lib.clients import search
from lib.clients.model import ClientList
from lib.people import tables as people_tables
from lib.people.assignment import Assignment, assign, people_of
from lib.people.contacts import calendar_file, calendar_table, rounds
from lib.people.typed_team import people_table, read_people
from lib.people.working_days import likely_country
from lib.plan.compute import PlanResult
from lib.plan.roles import STAFF_ROLES
from lib.plan.team import COUNTRIES, Country, Team, team_of
from lib.screen.controls import follow, heed
from lib.screen.downloads import File, download_button
from lib.screen.frame import say
from lib.screen.state import state
from lib.screen.typed_grid.component import Column, Row, typed_grid
from lib.screen.typed_grid.moves import Move
from lib.screen.typed_table import Fault
from lib.screen.typed_table_editor import Grid, editor
from lib.screen.views import page_choice, paged
from lib.texts import Texts

ROWS = 100
"""Clients whose person can be chosen at a time; a search finds the others."""


def people_grid(texts: Texts, clients: ClientList) -> None:
    """The team: name, role, hours, cost of an hour. It starts with the account managers of the file."""
    grid = Grid(
        "people",
        shown=lambda: people_table(team_of(clients, state().plan.team), texts),
        read=lambda table: _read(read_people(table, team_of(clients, state().plan.team), texts)),
    )
    roles = tuple(texts(f"performer.{role}") for role in STAFF_ROLES)
    hours, cost = texts("services.column.hours.help"), texts("services.column.cost_per_hour.own")
    columns = [
        Column("person", texts("services.column.person")),
        Column("role", texts("services.column.role"), "choice", choices=roles),
        Column("hours", texts("services.column.hours"), "number", hours),
        Column("cost_per_hour", texts("services.column.cost_per_hour"), "number", cost),
    ]
    editor(texts, grid, columns, [])


def _read(answer: tuple[Team, list[Fault]]) -> list[Fault]:
    team, faults = answer
    if not faults:
        state().change_with(team=team)
    return faults


def assigned(texts: Texts, result: PlanResult) -> Assignment:
    """Who looks after whom, with a word while it is worked out."""
    with st.spinner(texts("people.working")):
        return assign(result)


def responsible_editor(texts: Texts, result: PlanResult, assignment: Assignment) -> None:
    """The clients a page at a time, each with a choice of the person responsible."""
    table = people_of(result, assignment)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(texts("list.search"), icon=":material/search:", key="people_search", width=380)
        if assignment.unassigned and st.toggle(texts("people.only_open"), key="people_open"):
            table = table[table["person"] == ""]
    table = search.matching(table, words)
    page = page_choice(texts, "people_page", -(-len(table) // ROWS))
    rows = table.iloc[(page - 1) * ROWS : page * ROWS].reset_index(drop=True)
    _person_choice(texts, result.clients, rows, assignment)
    if by_hand := state().plan.team.by_hand:
        st.button(texts.plural("people.automatic_again", len(by_hand)), key="people_again", on_click=_again)


def _person_choice(texts: Texts, clients: ClientList, rows: pd.DataFrame, assignment: Assignment) -> None:
    """The grid of one page; its rows are known by their ranks."""
    columns = [
        Column("rank", texts("column.rank"), "figure"),
        Column("client", texts("column.client"), "shown"),
        Column("number", texts("column.number"), "shown"),
        Column("tier", texts("column.tier"), "shown"),
        Column("before", texts("people.column.before"), "shown"),
        Column(
            "person",
            texts("people.column.responsible"),
            "choice",
            choices=tuple(person.name for person in assignment.team.people),
        ),
    ]
    columns = [
        column for column in columns if column.key not in ("number", "before") or rows[column.key].any()
    ]
    shown = rows.assign(rank=rows["rank"].map(texts.integer))[[column.key for column in columns]]
    keys = map(str, rows["rank"])
    typed_grid(
        texts,
        "responsible",
        columns,
        [Row(key, cells) for key, cells in zip(keys, shown.itertuples(index=False, name=None), strict=True)],
        partial(_choose, clients, assignment.team),
    )


def _choose(clients: ClientList, team: Team, moves: list[Move]) -> None:
    """Put the persons chosen by hand into the plan."""
    names = {person.name for person in team.people}
    for rank, _, name in chain.from_iterable(move.cells for move in moves):
        if name not in names or not rank.isdecimal() or not 0 < int(rank) <= clients.count:
            continue
        client = clients.ranked.iloc[int(rank) - 1]
        chosen = (str(client["client"]), str(client["number"]))
        others = (entry for entry in state().plan.team.by_hand if entry[:2] != chosen)
        state().change_with(team=replace(team, by_hand=(*others, (*chosen, str(name)))))


def _again() -> None:
    state().change_with(team=replace(state().plan.team, by_hand=()))


def contact_calendar(texts: Texts, result: PlanResult, assignment: Assignment) -> None:
    """Contacts by month and person, and each person's own calendar file."""
    made = rounds(result, assignment)
    table = calendar_table(made, result, assignment, texts)
    if table.empty:
        say(texts, "people.calendar_nothing")
        return
    paged(
        texts,
        table,
        lambda rows: people_tables.contact_table(rows, today().month, texts),
        "contacts",
        counted="count.rows",
    )
    busy = sorted({round_.person for round_ in made if round_.person >= 0})
    if not busy:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _country_choice(texts, result.clients)
        person = st.selectbox(
            texts("people.calendar_person"), busy, key="calendar_person", width=300,
            format_func=lambda index: assignment.team.people[index].name,
        )  # fmt: skip
        name = in_file_name(assignment.team.people[person].name)
        download_button(
            texts("people.calendar_download"),
            File(
                texts("people.calendar_file", person=name),
                "text/calendar",
                lambda: calendar_file(person, made, result, texts, today()),
            ),
            "calendar_download",
            ":material/calendar_month:",
        )


def _country_choice(texts: Texts, clients: ClientList) -> None:
    """The country on whose public holidays nobody is called."""
    team = state().plan.team
    country = team.country or likely_country(texts.language, clients.currency)
    by_name = sorted(COUNTRIES, key=lambda code: without_accents(texts.country(code)))
    st.selectbox(
        texts("people.calendar_country"),
        by_name,
        by_name.index(follow("calendar_country", country)),
        format_func=texts.country,
        key="calendar_country",
        help=texts("people.calendar_country.help"),
        width=220,
        on_change=heed("calendar_country", COUNTRIES, _work_in),
    )


def _work_in(country: Country) -> None:
    state().change_with(team=replace(state().plan.team, country=country))
