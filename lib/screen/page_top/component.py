"""A page opens at its top, wherever the one before was scrolled to, under no menu; it says in what language
it is, also what Streamlit says itself, and that its upload field is one."""

from pathlib import Path

import streamlit as st

from lib.screen.page_top.words import streamlit_words
from lib.texts import Language

_page_top = st.components.v2.component(
    "palmares_page_top", js=(Path(__file__).parent / "page_top.js").read_text("utf-8")
)


def page_top(page: str, language: Language) -> None:
    """Go to the top where another page is opened; a page that is drawn again stays where it is."""
    _page_top(key="page_top", data={"page": page, "language": language, "words": streamlit_words(language)})
