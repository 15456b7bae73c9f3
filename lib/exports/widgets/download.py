"""The button that makes the workbook."""

import streamlit as st

from lib.base.clock import today
from lib.exports.plan_workbook import plan_file
from lib.plan.compute import PlanResult
from lib.screen.state import State, state
from lib.texts import Texts

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_plan(texts: Texts, result: PlanResult) -> None:
    """The button that makes the workbook, only when it is asked for.

    What makes it runs outside the session, so it takes with it what it needs.
    """
    mine = state()
    st.download_button(
        texts("plan.download"),
        data=lambda: _workbook(mine, texts, result),
        file_name=texts("plan.file_name"),
        mime=WORKBOOK,
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key="download",
    )


def _workbook(mine: State, texts: Texts, result: PlanResult) -> bytes:
    """The workbook; its plan is from now on the last one, to compare with."""
    clients = result.clients
    mine.last_plan = result.plan
    return plan_file(clients, result.plan, texts, today(), tuple(mine.scenarios))
