"""What pages show besides charts: figures, searchable lists, the download."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler
from streamlit.elements.lib.column_types import ColumnConfig

from lib.clients.model import ClientList
from lib.exports.plan_workbook import plan_file
from lib.look import table_style
from lib.plan.compare import compare_methods
from lib.plan.compute import PlanResult
from lib.screen.frame import say, show
from lib.screen.state import State, state, today
from lib.texts import Texts

ROWS = 100
"""Rows of a list on the screen at a time; the browser never gets the whole of a long one."""

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def metrics(figures: list[tuple[str, str, str]]) -> None:
    """Figures side by side: (name, figure, explanation)."""
    for column, (name, figure, explanation) in zip(st.columns(len(figures)), figures, strict=True):
        column.metric(name, figure, help=explanation)


def client_search(texts: Texts, table: pd.DataFrame, tiers: list[str] | None = None) -> pd.DataFrame:
    """A search field and, where there are tiers, a filter; gives the rows that match."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(texts("list.search"), icon=":material/search:", key="search", width=380)
        chosen = (
            st.pills(texts("list.tiers"), tiers, selection_mode="multi", key="tier_filter") if tiers else None
        )
    return table_style.matching(table, words, chosen)


def paged(
    texts: Texts,
    table: pd.DataFrame,
    dress: Callable[[pd.DataFrame], Styler],
    name: str = "page",
    pictures: dict[str, ColumnConfig] | None = None,
) -> None:
    """A list, `ROWS` at a time, with the word about how many there are; each on a page has its own name.
    `pictures` are the columns that hold small charts."""
    if table.empty:
        say(texts, "list.nothing")
        return
    pages = -(-len(table) // ROWS)
    page = 1
    if pages > 1:
        page = st.number_input(
            texts("list.page", pages=texts.integer(pages)), 1, pages, key=f"{name}_{pages}", width=180
        )
    rows = table.iloc[(page - 1) * ROWS : page * ROWS]
    st.caption(
        texts(
            "list.range",
            first=texts.integer((page - 1) * ROWS + 1),
            last=texts.integer((page - 1) * ROWS + len(rows)),
            count=texts.integer(len(table)),
        )
    )
    show(dress(rows), pictures)


def method_comparison(texts: Texts, clients: ClientList, result: PlanResult) -> None:
    """What each method would give. Drawn only when it is open."""
    panel = st.expander(
        texts("tiers.compare"), icon=":material/compare_arrows:", key="methods", on_change="rerun"
    )
    if panel.open:
        with panel:
            say(texts, "tiers.compare.why")
            outcomes = compare_methods(clients, result.plan.tier_count, result.plan.keep_ties)
            show(table_style.method_table(outcomes, texts, clients.currency))


def download_plan(texts: Texts, clients: ClientList, result: PlanResult) -> None:
    """The button that makes the workbook, only when it is asked for.

    What makes it runs outside the session, so it takes with it what it needs.
    """
    mine = state()
    st.download_button(
        texts("plan.download"),
        data=lambda: _workbook(mine, texts, clients, result),
        file_name=texts("plan.file_name"),
        mime=WORKBOOK,
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key="download",
    )


def _workbook(mine: State, texts: Texts, clients: ClientList, result: PlanResult) -> bytes:
    """The workbook; its plan is from now on the last one, to compare with."""
    mine.last_plan = result.plan
    return plan_file(clients, result.plan, texts, today(), tuple(mine.scenarios))
