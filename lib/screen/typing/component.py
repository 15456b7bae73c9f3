"""What is typed into a grid is kept from the first key on, however slow the browser is."""

from pathlib import Path

import streamlit as st

_typing = st.components.v2.component(
    "palmares_typing", js=(Path(__file__).parent / "typing.js").read_text("utf-8")
)


def keep_typing(grid: str) -> None:
    """Keep every key that is typed into the grids of the page; to be called beside each of them."""
    _typing(key=f"typing_{grid}")
