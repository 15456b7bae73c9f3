"""Settings that come in with the address of the app."""

import streamlit as st

from lib.plan.errors import PlanError
from lib.plan.links import PARAMETER, from_link
from lib.screen.state import state


def take_over() -> None:
    """Put the settings of the address in force and clear the address; a bad one is said, nothing more."""
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
