"""Scenarios: plans kept under a name, opened again, compared side by side, handed on as a link."""

from functools import partial

import streamlit as st

from lib.base.outside import plain
from lib.clients.model import ClientList
from lib.plan.compare import Scenario, changes
from lib.plan.compute import PlanResult, compute
from lib.screen.controls import follow, heed, sent
from lib.screen.frame import say, show, tell
from lib.screen.state import state
from lib.texts import Texts
from lib.tiers import tables as tiers_tables
from lib.tiers.sentences import change_sentences
from lib.tiers.widgets.links import share

LONGEST_NAME = 60
LONGEST_NOTES = 2_000
IN_FORCE = ""
"""Stands for the plan in force among the names of scenarios."""


def scenarios(texts: Texts, result: PlanResult) -> None:
    """Keep the plan in force, the kept ones, and two of them side by side. Drawn only when it is open."""
    panel = st.expander(
        texts("scenarios.title"), icon=":material/bookmarks:", key="scenarios", on_change="rerun"
    )
    if not panel.open:
        return
    with panel:
        _keep_form(texts)
        for index, kept in enumerate(state().scenarios):
            _kept(texts, index, kept)
        if state().scenarios:
            _side_by_side(texts, result)
        st.subheader(texts("link.title"), anchor=False)
        share(texts, result)


def _keep_form(texts: Texts) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            texts("scenarios.name"),
            placeholder=texts("scenarios.name.usual", number=texts.integer(len(state().scenarios) + 1)),
            max_chars=LONGEST_NAME,
            key="scenario_name",
            width=360,
        )
        st.button(
            texts("scenarios.keep"),
            icon=":material/bookmark_add:",
            type="primary",
            key="keep_scenario",
            on_click=_keep,
            args=(texts,),
        )


def _keep(texts: Texts) -> None:
    usual = texts("scenarios.name.usual", number=texts.integer(len(state().scenarios) + 1))
    state().keep(sent("scenario_name", "").strip() or usual)
    st.session_state["scenario_name"] = ""


def _kept(texts: Texts, index: int, kept: Scenario) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            say(texts, "scenarios.kept", name=kept.name)
            in_force = kept.plan == state().plan
            st.button(
                texts("scenarios.in_force" if in_force else "scenarios.open"),
                key=f"open_scenario_{index}",
                disabled=in_force,
                on_click=state().change,
                args=(kept.plan,),
            )
            st.button(
                texts("scenarios.delete"), key=f"drop_scenario_{index}", on_click=_drop, args=(kept.name,)
            )
        key = f"notes_{index}"
        st.text_area(
            texts("scenarios.notes"),
            follow(key, kept.notes),
            key=key,
            height=68,
            max_chars=LONGEST_NOTES,
            label_visibility="collapsed",
            placeholder=texts("scenarios.notes"),
            on_change=heed(key, lambda typed: isinstance(typed, str), partial(state().note, kept.name)),
        )


def _drop(name: str) -> None:
    state().drop(name)


def _side_by_side(texts: Texts, result: PlanResult) -> None:
    clients = result.clients
    st.subheader(texts("scenarios.compare"), anchor=False)
    names = [IN_FORCE, *(kept.name for kept in state().scenarios)]
    first, second = (
        column.selectbox(
            texts(f"scenarios.compare.{side}"),
            names,
            index=index,
            format_func=lambda name: name or texts("scenarios.now"),
            key=f"compare_{side}",
        )
        for column, side, index in zip(st.columns(2), ("first", "second"), (len(names) - 1, 0), strict=True)
    )
    before, after = _result_of(clients, first, result), _result_of(clients, second, result)
    show(tiers_tables.scenario_table(before, after, texts, clients.currency))
    tell(texts, change_sentences(clients, changes(clients, before, after), before, after, texts))
    for kept in (state().scenario(name) for name in (first, second)):
        if kept and kept.notes:
            st.caption(plain(texts("scenarios.noted", name=kept.name, notes=kept.notes)))


def _result_of(clients: ClientList, name: str, in_force: PlanResult) -> PlanResult:
    kept = state().scenario(name)
    return compute(clients, state().in_this_view(kept.plan)) if kept else in_force
