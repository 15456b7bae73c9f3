"""The other files that a plan can leave in. Each is made only when it is asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import streamlit as st

from lib.base.clock import today
from lib.clients.keys import ranks_by_key
from lib.clients.model import ClientList
from lib.exports import client_csv, own_workbook, pictures, plan_json, print_page, slides
from lib.exports.own_package import ClientRows, Reason
from lib.parsing.errors import ReadingError
from lib.people.assignment import assign, people_of
from lib.plan.compute import PlanResult
from lib.reading.clients_from_rows import rows_of_clients
from lib.reading.widgets.opening import Origin, origin, reopen, uploaded_file
from lib.screen.frame import say
from lib.screen.state import state
from lib.texts import LANGUAGES, Language, Texts

Handout = Literal["slides", "print", "pictures", "json"]
_SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def other_files(texts: Texts, result: PlanResult) -> None:
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
            _button(texts, "slides", ".pptx", _SLIDES, lambda: slides.slides(result, texts, today()))
            _button(
                texts, "print", ".html", "text/html",
                lambda: print_page.print_page(result, texts, today()),
            )  # fmt: skip
            _button(
                texts, "pictures", ".zip", "application/zip",
                lambda: pictures.picture_archive(result, texts, today()),
            )  # fmt: skip
        with st.container(horizontal=True):
            for language in LANGUAGES:
                _csv_button(texts, result, language)
            _button(texts, "json", ".json", "application/json", lambda: plan_json.plan_json(plan, scenarios))


def _button(texts: Texts, name: Handout, ending: str, kind: str, make: Callable[[], bytes]) -> None:
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


def _csv_button(texts: Texts, result: PlanResult, language: Language) -> None:
    """The clients as the spreadsheets of a language read them."""
    marks = "semicolons" if client_csv.delimiter(language) == ";" else "commas"
    st.download_button(
        texts("handouts.csv", language=texts.name_of(language)),
        data=lambda: client_csv.client_csv(result, Texts(language)),
        file_name=texts("handouts.file") + f"_{language}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"handout_csv_{language}",
        help=texts(f"handouts.csv.{marks}", language=texts.name_of(language)),
    )


def own_file(texts: Texts, result: PlanResult) -> None:
    """The uploaded workbook with the tiers in it, or the sentence why it cannot be had. Nothing for a list
    that is no upload."""
    clients = result.clients
    upload = uploaded_file()
    if upload is None:
        return
    panel = st.expander(texts("own.title"), icon=":material/edit_document:", key="own", on_change="rerun")
    if not panel.open:
        return
    name, data = upload
    with panel:
        with st.spinner(texts("own.looking")):
            rows, reason = _tried(clients, data)
        if reason:
            say(texts, f"own.why.{reason}")
            say(texts, "own.instead")
            return
        say(texts, "own.what")
        path = Path(name)
        st.download_button(
            texts("own.download"),
            data=lambda: own_workbook.own_workbook(data, rows, result, texts, _responsible(result)),
            file_name=texts("own.file", name=path.stem) + path.suffix,
            icon=":material/download:",
            on_click="ignore",
            key="own_download",
        )


@dataclass
class _Tried:
    """What the session keeps of its own workbook: for which list it was tried, and what came of it."""

    clients: ClientList | None = None
    rows: dict[str, ClientRows] = field(default_factory=dict)
    reason: Reason | None = None


def _tried(clients: ClientList, data: bytes) -> tuple[dict[str, ClientRows], Reason | None]:
    """The rows of the clients, and why the file cannot be given back; tried once a list."""
    tried = state().part(_Tried)
    if tried.clients is not clients:
        try:
            reopen()
            tried.rows = _rows(clients, origin())
            tried.reason = own_workbook.why_not(data, tried.rows)
        except ReadingError:
            tried.rows, tried.reason = {}, "unusual"
        tried.clients = clients
    return tried.rows, tried.reason


def _rows(clients: ClientList, read: Origin | None) -> dict[str, ClientRows]:
    """The rows of the clients that are ranked, by sheet."""
    if read is None:
        return {}
    ranks = ranks_by_key(clients)
    return {
        sheet: ClientRows(header, {row: ranks[key] for row, key in keys.items() if key in ranks})
        for sheet, (header, keys) in rows_of_clients(read.source, read.choices).items()
    }


def _responsible(result: PlanResult) -> Sequence[str] | None:
    """The person responsible for each client, where there are people."""
    if not result.plan.team.people:
        return None
    return people_of(result, assign(result))["person"].tolist()
