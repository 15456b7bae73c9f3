"""The argument of the plan as a slide show: full screen, by arrow keys or by hand, without a control.

A component of our own: all five screens go to the browser once, which turns them without asking the server.
"""

from dataclasses import asdict
from functools import partial
from pathlib import Path

import streamlit as st

from lib.look.palette import ACCENT
from lib.plan.compute import PlanResult
from lib.texts import Texts
from lib.tiers.argument import argument
from lib.tiers.widgets.stage import leave

FOLDER = Path(__file__).parent

_slides = st.components.v2.component(
    "palmares_slide_show",
    css="".join((FOLDER / name).read_text("utf-8") for name in ("../shares.css", "slide_show.css")),
    js=(FOLDER / "slide_show.js").read_text("utf-8"),
)


def slide_show(texts: Texts, result: PlanResult) -> None:
    """The five screens over everything else, until the hand leaves them."""
    screens = argument(result, texts)
    _slides(
        key="slide_show",
        data={
            "screens": [asdict(screen) for screen in screens],
            "places": [
                texts("slide_show.place", number=number, count=len(screens))
                for number in range(1, len(screens) + 1)
            ],
            "title": texts("slide_show.title"),
            "leave": texts("slide_show.leave"),
            "accent": ACCENT,
        },
        on_leave_change=partial(leave, "slide_show"),
    )
