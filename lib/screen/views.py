"""What pages show besides charts: figures, searchable lists, the download."""

from collections.abc import Callable

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from lib.base.bounds import Bounds
from lib.base.outside import plain
from lib.clients import search
from lib.screen.frame import say, show
from lib.screen.number_field import NumberField, held_number
from lib.screen.streamlit_private import ColumnConfig
from lib.texts import Texts

ROWS = 10_000
"""Rows of a list on the screen at a time; the browser never gets the whole of a longer one."""


def metrics(figures: list[tuple[str, str, str]]) -> None:
    """Figures side by side: (name, figure, explanation)."""
    for column, (name, figure, explanation) in zip(st.columns(len(figures)), figures, strict=True):
        column.metric(name, figure, help=explanation)


def client_search(texts: Texts, table: pd.DataFrame, tiers: list[str] | None = None) -> pd.DataFrame:
    """A search field and, where there are tiers, a filter; gives the rows that match."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(texts("list.search"), icon=":material/search:", key="search", width=380)
        chosen = (
            st.pills(texts("list.tiers"), tiers, selection_mode="multi", format_func=plain, key="tier_filter")
            if tiers
            else None
        )
    return search.matching(table, words, chosen)


def page_choice(texts: Texts, name: str, pages: int) -> int:
    """Which page of a list is shown, where there are several."""
    if pages < 2:
        return 1
    label = texts("list.page", pages=texts.integer(pages))
    return held_number(texts, NumberField(f"{name}_{pages}", label, Bounds(1, pages), width=180), 1)


def paged(
    texts: Texts,
    table: pd.DataFrame,
    dress: Callable[[pd.DataFrame], Styler],
    name: str = "page",
    pictures: dict[str, ColumnConfig] | None = None,
    counted: str = "count.clients",
) -> None:
    """A list, with the word about how many there are of what its rows are (`counted`); a longer one than
    `ROWS` has pages. Each on a page has its own name. `pictures` are the columns that hold small charts."""
    if table.empty:
        say(texts, "list.nothing")
        return
    pages = -(-len(table) // ROWS)
    if pages == 1:
        st.caption(texts.plural(counted, len(table)))
        show(dress(table), pictures)
        return
    page = page_choice(texts, name, pages)
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
