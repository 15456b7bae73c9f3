"""Settings that come in with the address of the app."""

import streamlit as st

from lib.plan import slice_links
from lib.plan.errors import PlanError
from lib.plan.links import PARAMETER, from_link
from lib.plan.slice_links import slice_from_link
from lib.screen.controls import sent
from lib.screen.state import state

WAITING = "slice_of_link"
"""Where the slice of a link waits for a list; beside the session's own state, which comes back later."""


def take_over() -> None:
    """Put the settings of the address in force and clear the address; a bad one is said, nothing more."""
    if slice_links.PARAMETER in st.query_params:
        st.session_state[WAITING] = st.query_params[slice_links.PARAMETER]
        del st.query_params[slice_links.PARAMETER]
    _take_settings()


def take_slice() -> None:
    """Show the slice of the address, as soon as there is a list to take it of: after a reload it comes back
    later than the address is read."""
    text, mine = sent(WAITING, ""), state()
    whole = mine.whole if text else None
    if whole is None:
        return
    chosen = slice_from_link(text, whole)
    st.session_state[WAITING] = ""
    if chosen is None:
        mine.notice = "link.refused.slice"
    else:
        mine.change_with(slice=chosen)


def _take_settings() -> None:
    if PARAMETER not in st.query_params:
        return
    link = st.query_params[PARAMETER]
    del st.query_params[PARAMETER]
    try:
        plan = from_link(link)
    except PlanError as error:
        state().notice = f"link.refused.{error.code}"
        return
    state().open_plan(plan)
    state().notice = "link.opened"
