"""The other files that a plan can leave in. Each is made only when it is asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import streamlit as st

from lib.base.clock import today
from lib.base.outside import in_file_name
from lib.clients.groups import ranks_as_read
from lib.clients.model import ClientList
from lib.exports import client_csv, pictures, plan_json, print_page, slides
from lib.exports.own import sheet as own_sheet
from lib.exports.own import workbook as own_workbook
from lib.exports.own.model import ClientRows, Placed
from lib.exports.own.workbook import Look
from lib.parsing.errors import ReadingError
from lib.people.assignment import assigned_persons
from lib.plan.compute import PlanResult
from lib.reading.clients_from_rows import rows_of_clients
from lib.reading.widgets.opening import Origin, origin, reopen, uploaded_file
from lib.screen.downloads import File, download_button
from lib.screen.frame import say
from lib.screen.state import state
from lib.slices.sentences import named_after_slice
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
    scenarios, stem = state().scenarios, named_after_slice(texts("handouts.file"), result, texts)
    with panel:
        say(texts, "handouts.why")
        with st.container(horizontal=True):
            _button(
                texts, "slides",
                File(f"{stem}.pptx", _SLIDES, lambda: slides.slides(result, texts, today())),
            )  # fmt: skip
            _button(
                texts, "print",
                File(f"{stem}.html", "text/html", lambda: print_page.print_page(result, texts, today())),
            )  # fmt: skip
            _button(
                texts, "pictures",
                File(
                    f"{stem}.zip", "application/zip",
                    lambda: pictures.picture_archive(result, texts, today()),
                ),
            )  # fmt: skip
        with st.container(horizontal=True):
            for language in LANGUAGES:
                _csv_button(texts, result, language)
            _button(
                texts, "json",
                File(f"{stem}.json", "application/json", lambda: plan_json.plan_json(result, scenarios)),
                "handouts.json.help" if result.part is None else "handouts.json.slice.help",
            )  # fmt: skip


def _button(texts: Texts, name: Handout, file: File, explanation: str = "") -> None:
    download_button(
        texts(f"handouts.{name}"),
        file,
        key=f"handout_{name}",
        explanation=texts(explanation or f"handouts.{name}.help"),
    )


def _csv_button(texts: Texts, result: PlanResult, language: Language) -> None:
    """The clients as the spreadsheets of a language read them."""
    marks = "semicolons" if client_csv.delimiter(language) == ";" else "commas"
    download_button(
        texts("handouts.csv", language=texts.name_of(language)),
        File(
            f"{named_after_slice(texts('handouts.file'), result, texts)}_{language}.csv",
            "text/csv",
            lambda: client_csv.client_csv(result, Texts(language), assigned_persons(result)),
        ),
        key=f"handout_csv_{language}",
        explanation=texts(f"handouts.csv.{marks}", language=texts.name_of(language)),
    )


def own_file(texts: Texts, result: PlanResult) -> None:
    """The uploaded workbook with the tiers in it, or the sentence why it cannot be had. Nothing for a list
    that is no upload."""
    upload = uploaded_file()
    if upload is None:
        return
    panel = st.expander(texts("own.title"), icon=":material/edit_document:", key="own", on_change="rerun")
    if not panel.open:
        return
    name, data = upload
    with panel:
        with st.spinner(texts("own.looking")):
            tried = _tried(result, data, texts)
        if tried.look.reason is None:
            _say_places(texts, tried.look.placed)
            ending, make = Path(name).suffix, _in_place(data, tried.rows, result, texts)
        elif tried.look.reason == "kind" and (new := _as_new(tried.rows, result, texts)) is not None:
            say(texts, "own.new")
            ending, make = ".xlsx", new
        else:
            say(texts, f"own.why.{tried.look.reason}")
            say(texts, "own.instead")
            return
        ending = ending if ending.lower() in (".xlsx", ".xlsm") else ".xlsx"
        file = texts("own.file", name=in_file_name(Path(name).stem)) + ending
        download_button(
            texts("own.download"), File(file, "application/octet-stream", make), key="own_download"
        )


def _say_places(texts: Texts, placed: Sequence[Placed]) -> None:
    """Where the columns will be, before they are written."""
    say(texts, "own.what")
    for where in placed:
        if where.apart is not None:
            say(texts, f"own.apart.{where.apart}", sheet=where.sheet)
            continue
        key = "own.replaced" if where.replaced else "own.beside"
        say(texts, key, sheet=where.sheet, first=where.first, last=where.last)
        if where.moved:
            st.markdown(texts.plural("own.moved", where.moved))


def _in_place(
    data: bytes, rows: dict[str, ClientRows], result: PlanResult, texts: Texts
) -> Callable[[], bytes]:
    return lambda: own_workbook.own_workbook(data, rows, result, texts, assigned_persons(result))


def _as_new(rows: dict[str, ClientRows], result: PlanResult, texts: Texts) -> Callable[[], bytes] | None:
    """A new workbook with all columns of the list; None where its file is not open or too long for Excel."""
    read = origin()
    if read is None or not own_sheet.fits(read.source, rows):
        return None
    return lambda: own_sheet.new_workbook(
        read.source, read.choices, rows, own_workbook.written(result, texts, assigned_persons(result))
    )


@dataclass
class _Tried:
    """What the session keeps of its own workbook: for which list it was tried, and what came of it."""

    clients: ClientList | None = None
    rows: dict[str, ClientRows] = field(default_factory=dict)
    look: Look = field(default_factory=Look)


def _tried(result: PlanResult, data: bytes, texts: Texts) -> _Tried:
    """The rows of the clients, and where the columns go or why they cannot; tried once a list."""
    tried, clients = state().part(_Tried), result.clients
    if tried.clients is not clients:
        try:
            reopen()
            tried.rows = _rows(clients, origin())
            tried.look = own_workbook.look(data, tried.rows, result, texts)
        except ReadingError:
            tried.rows, tried.look = {}, Look(reason="unusual")
        tried.clients = clients
    return tried


def _rows(clients: ClientList, read: Origin | None) -> dict[str, ClientRows]:
    """The rows of the clients that are ranked, by sheet."""
    if read is None or read.source.asked is not None:
        return {}
    ranks = ranks_as_read(clients)
    return {
        sheet: ClientRows(header, {row: ranks[key] for row, key in keys.items() if key in ranks})
        for sheet, (header, keys) in rows_of_clients(read.source, read.choices).items()
    }
