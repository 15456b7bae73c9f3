"""The other files that a plan can leave in. Each is made only when it is asked for."""

from collections.abc import Callable

import streamlit as st

from lib import handouts
from lib.clients import ClientList
from lib.compute import PlanResult
from lib.session.frame import say
from lib.session.state import state, today
from lib.texts import LANGUAGES, Language, Texts

CSV: dict[Language, str] = {"fr": "csv_fr", "en": "csv_en"}
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def other_files(texts: Texts, clients: ClientList, result: PlanResult) -> None:
    """A button a file: slides, a page to print, pictures, CSV, JSON. Drawn only when it is open."""
    panel = st.expander(
        texts("handouts.title"), icon=":material/file_export:", key="handouts", on_change="rerun"
    )
    if not panel.open:
        return
    plan, scenarios = state().plan, state().scenarios
    with panel:
        say(texts, "handouts.why")
        with st.container(horizontal=True):
            _button(
                texts, "slides", ".pptx", _SLIDES, lambda: handouts.slides(clients, result, texts, today())
            )
            _button(
                texts, "print", ".html", "text/html",
                lambda: handouts.print_page(clients, result, texts, today()),
            )  # fmt: skip
            _button(
                texts, "pictures", ".zip", "application/zip",
                lambda: handouts.picture_archive(clients, result, texts, today()),
            )  # fmt: skip
        with st.container(horizontal=True):
            for language in LANGUAGES:
                written = Texts(language)
                _button(
                    texts, CSV[language], f"_{language}.csv", "text/csv",
                    lambda written=written: handouts.client_csv(clients, result, written),  # type: ignore[misc]
                )  # fmt: skip
            _button(texts, "json", ".json", "application/json", lambda: handouts.plan_json(plan, scenarios))


def _button(texts: Texts, name: str, ending: str, kind: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        texts(f"handouts.{name}"),
        data=make,
        file_name=texts("handouts.file") + ending,
        mime=kind,
        icon=":material/download:",
        on_click="ignore",
        key=f"handout_{name}",
        help=texts(f"handouts.{name}.help"),
    )
