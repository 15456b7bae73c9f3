"""Pieces of work on the front page: gone on with, opened, renamed, deleted, put back to an earlier state."""

import streamlit as st

from lib.base.outside import plain
from lib.keeping.errors import KeepingError
from lib.keeping.model import LONGEST_NAME, PastState, Work
from lib.keeping.widgets.clock import when
from lib.keeping.widgets.restoring import restore
from lib.keeping.widgets.session import begin_anew, go_on, kept, ours, this_tab, works_of_visitor
from lib.screen.controls import sent
from lib.screen.frame import panel, say
from lib.screen.state import state
from lib.texts import Texts

MOST_WORKS = 50
"""Pieces of work on the page."""


def go_on_offer(texts: Texts) -> None:
    """What was worked on last, as long as nothing is loaded."""
    if state().loaded is not None or kept().elsewhere is not None:
        return
    for work in works_of_visitor()[:1]:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            clients = texts.plural("count.clients", work.clients)
            say(texts, "keeping.go_on", name=work.name, clients=clients, when=when(work.changed, texts))
            _open_button(texts, work, first=True)


def works_panel(texts: Texts) -> None:
    """All pieces of work, and the states of the one that is open. Drawn only when it is open."""
    works = works_of_visitor()
    if not works:
        return
    folded = panel(texts.plural("keeping.works", len(works)), key="works", icon=":material/folder_open:")
    if folded.open:
        with folded:
            for work in works[:MOST_WORKS]:
                _work(texts, work)
            _states(texts)


def _open_button(texts: Texts, work: Work, first: bool = False) -> None:
    """Opens a piece of work on the page where it was left."""
    st.button(
        texts("keeping.open"),
        key=f"{'go_on' if first else 'open'}_{work.id}",
        icon=":material/play_arrow:",
        type="primary" if first else "secondary",
        on_click=go_on,
        args=(work.id,),
    )


def _work(texts: Texts, work: Work) -> None:
    held = ours()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = f"name_{work.id}"
        st.session_state[key] = work.name
        st.text_input(
            texts("keeping.name", when=plain(when(work.changed, texts))),
            key=key,
            max_chars=LONGEST_NAME,
            on_change=_rename,
            args=(work.id,),
            width=420,
        )
        if held is not None and held.id == work.id:
            st.button(texts("keeping.is_open"), key=f"open_{work.id}_now", disabled=True)
        else:
            _open_button(texts, work)
        with st.popover(texts("keeping.delete"), icon=":material/delete:"):
            say(texts, "keeping.delete.what", name=work.name)
            sure = texts("keeping.delete.sure")
            st.button(sure, key=f"delete_{work.id}", type="primary", on_click=_delete, args=(work.id,))


def _rename(identity: str) -> None:
    tab = this_tab()
    with tab.turn:
        try:
            tab.renamed(identity, tab.store.rename(identity, sent(f"name_{identity}", "")))
        except KeepingError as error:
            kept().fault = error.code


def _delete(identity: str) -> None:
    """Delete a piece of work; where it is the open one, the page begins anew."""
    tab, held = this_tab(), ours()
    if held is not None and held.id == identity:
        begin_anew()
    try:
        tab.store.delete(identity)
    except KeepingError as error:
        kept().fault = error.code


def _states(texts: Texts) -> None:
    """The last states of the piece of work that is open, each to be put back."""
    held = ours()
    if held is None:
        return
    try:
        states = this_tab().store.states(held.id)
    except KeepingError as error:
        kept().fault = error.code
        return
    st.subheader(texts("keeping.states"), anchor=False)
    st.caption(texts("keeping.states.how"))
    for then in states:
        _state(texts, then)


def _state(texts: Texts, then: PastState) -> None:
    is_now = then.plan == state().plan
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            texts("keeping.state.now" if is_now else "keeping.state.restore"),
            key=f"state_{then.number}",
            disabled=is_now,
            on_click=restore,
            args=(then,),
        )
        st.markdown(
            texts(
                "keeping.state",
                when=plain(when(then.made, texts)),
                cause=texts(f"keeping.cause.{then.cause}"),
                tiers=texts.plural("keeping.tiers", then.plan.tier_count),
                hours=texts.hours(then.plan.budget_minutes),
            )
        )
