"""The next step: one link at the end of what a page says, before what can be opened further."""

import streamlit as st

from lib.texts import Texts

NEXT = {
    "clients": "ranking",
    "ranking": "tiers",
    "tiers": "profit",
    "potential": "services",
    "services": "profit",
    "profit": "plan",
    "tomorrow": "plan",
}
"""The page that follows another; from a step of the trail it is always the step after it. The plan is the
last of them: what is done there is its download."""


def next_step(texts: Texts, page: str) -> None:
    """The link from that page to the one that follows it."""
    after = NEXT[page]
    with st.container(key="next"):
        st.page_link(f"pages/{after}.py", label=texts(f"next.{after}"), icon=":material/arrow_forward:")
