"""Settings that come in with the address of the app."""

from dataclasses import dataclass

import streamlit as st

from lib.plan import slice_links
from lib.plan.errors import PlanError
from lib.plan.links import PARAMETER, from_link
from lib.plan.slice_links import slice_from_link
from lib.screen.state import state


@dataclass
class _Waiting:
    """The slice of a link that waits for a list."""

    text: str = ""


def take_over() -> None:
    """Put the settings of the address in force and clear the address; a bad one is said, nothing more."""
    _take_settings()
    _take_slice()


def _take_slice() -> None:
    """Show the slice of the address, as soon as there is a list to take it of."""
    waiting, mine = state().part(_Waiting), state()
    if slice_links.PARAMETER in st.query_params:
        waiting.text = st.query_params[slice_links.PARAMETER]
        del st.query_params[slice_links.PARAMETER]
    whole = mine.whole if waiting.text else None
    if whole is None:
        return
    chosen = slice_from_link(waiting.text, whole)
    waiting.text = ""
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
