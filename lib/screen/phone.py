"""What a phone has less room for."""

from collections.abc import Iterable

import streamlit as st

from lib.screen.streamlit_private import ColumnConfig
from lib.texts import Texts

NAME = 150
"""Pixels for the name of a client, so that the figure beside it is there in full: a figure that is cut off is
another figure."""


def is_phone(agent: str) -> bool:
    """Whether a browser that calls itself so is that of a phone, as all of them say it."""
    return "mobi" in agent.casefold()


def narrowed(columns: Iterable[object], texts: Texts) -> dict[str, ColumnConfig]:
    """The widths that the columns of a table under these headings have on a phone; none elsewhere, where
    there is room."""
    client = texts("column.client")
    if client not in columns or not is_phone(st.context.headers.get("User-Agent") or ""):
        return {}
    return {client: st.column_config.Column(width=NAME)}
