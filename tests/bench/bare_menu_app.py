"""The bare page behind a menu: the peer of opening the tiers page."""

from pathlib import Path

import streamlit as st


def other() -> None:
    """The page from which the other is opened."""
    st.write("Another page")


chart = st.Page(Path(__file__).with_name("bare_app.py"), title="The chart")
st.navigation([st.Page(other, title="The other", default=True), chart], position="top").run()
