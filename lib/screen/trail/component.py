"""The trail above the title: the five steps of the work, where the reader is, and what is done."""

from pathlib import Path

import streamlit as st

from lib.screen.state import state
from lib.screen.trail.steps import STEPS, Seen, done, step_of
from lib.texts import Texts

FOLDER = Path(__file__).parent
_trail = st.components.v2.component(
    "palmares_trail",
    css=(FOLDER / "trail.css").read_text("utf-8"),
    js=(FOLDER / "trail.js").read_text("utf-8"),
)


def trail(texts: Texts, page: str) -> None:
    """The steps as links. A click opens the page of a step in the same session, as the menu does."""
    mine = state()
    mine.part(Seen).note(page, mine.loaded)
    here = step_of(page)
    # The step that she is at shows its number: where she is comes before what is done.
    behind = [step for step in done(mine) if step != here]
    steps = [
        {
            "page": step,
            "title": texts(f"page.{step}"),
            "said": texts("trail.done", page=texts(f"page.{step}")) if step in behind else "",
            "is_open": step == page,
        }
        for step in STEPS
    ]
    asked = _trail(
        key="trail",
        data={"name": texts("trail.name"), "steps": steps, "step": here},
        on_page_change=_heard,
    ).page
    if asked in STEPS and asked != page:
        st.switch_page(f"pages/{asked}.py")


def _heard() -> None:
    """A component's word is given back only where somebody listens to it."""
