"""Settings that come in with the address of the app, and the address that hands them on."""

import streamlit as st

from lib.plan.compute import PlanResult
from lib.plan.links import PARAMETER, to_link
from lib.texts import Texts


def share(texts: Texts, result: PlanResult) -> None:
    """The address of this page with the settings of the plan in force, to copy."""
    st.caption(texts("link.what"))
    page = (st.context.url or "").partition("?")[0]
    st.code(f"{page}?{PARAMETER}={to_link(result)}", language=None, wrap_lines=True)
