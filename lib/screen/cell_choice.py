"""Which cell of a heat map is looked at: a click on the picture, or a field for its row and one for its
column."""

from collections.abc import Callable

import streamlit as st

from lib.base.outside import plain

EVERYWHERE = -1
"""Stands for all rows or all columns."""


def take_pick(row_key: str, column_key: str) -> Callable[[list[dict[str, int]]], None]:
    """What puts a clicked cell into the fields of those keys; a click beside all cells chooses everything."""

    def picked(cells: list[dict[str, int]]) -> None:
        cell = cells[0] if cells else {}
        for key, field in ((row_key, "row"), (column_key, "column")):
            value = cell.get(field)
            st.session_state[key] = value if isinstance(value, int) else EVERYWHERE

    return picked


def choose_from(label: str, key: str, names: list[str], everything: str) -> int:
    """A field for the row or the column, by its place; whatever is no place of it is everything."""
    places = range(EVERYWHERE, len(names))
    if st.session_state.get(key, EVERYWHERE) not in places:
        st.session_state[key] = EVERYWHERE
    shown = [*map(plain, names), everything]
    return st.selectbox(label, places, format_func=shown.__getitem__, key=key, width=170)
