"""Settings that come in with the address of the app, and the address that hands them on."""

import streamlit as st

from lib.plan.compute import PlanResult
from lib.plan.links import PARAMETER, from_link, to_link
from lib.plan.plan import PlanError
from lib.screen.state import state
from lib.texts import Texts


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


def share(texts: Texts, result: PlanResult) -> None:
    """The address of this page with the settings of the plan in force, to copy."""
    st.caption(texts("link.what"))
    page = (st.context.url or "").partition("?")[0]
    st.code(f"{page}?{PARAMETER}={to_link(result)}", language=None, wrap_lines=True)
