"""Loading a list: the upload field, the example, the columns, and the account of every row."""

from dataclasses import replace
from pathlib import Path

import streamlit as st

from lib import tables
from lib.clients import ClientList, RowGroup
from lib.reading import Choices, ReadingError, Source, open_source, propose, read_clients, sentence
from lib.session.frame import plain, say, show
from lib.session.state import state
from lib.texts import Texts

TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt", "parquet", "html", "xml"]
SAMPLES = Path(__file__).parents[2] / "sample_data"
PREVIEW_ROWS = 5
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "MAD", "XOF", "SEK", "PLN", "JPY")

NONE = ""
"""The option that stands for no column, no currency."""

COLUMNS = ("client", "number", "revenue", "quantity", "unit_price")
"""The columns that can be corrected by hand, in the order of their fields."""


def upload_box(texts: Texts) -> None:
    """The upload field and the example. What was loaded before stays until another list is read."""
    round_ = state().upload_round
    file = st.file_uploader(texts("clients.upload"), type=TYPES, key=f"upload_{round_}")
    st.button(
        texts("clients.example"),
        icon=":material/lightbulb:",
        key="example",
        on_click=_load_example,
        args=(texts,),
    )
    if file is not None and st.session_state.get("read_file") != file.file_id:
        st.session_state["read_file"] = file.file_id
        st.session_state["locked_file"] = None
        _load(texts, file.getvalue(), file.name)
    if locked := st.session_state.get("locked_file"):
        _ask_password(texts, *locked)
    _say_error(texts)


def _load_example(texts: Texts) -> None:
    path = SAMPLES / f"clients_{texts.language}.xlsx"
    state().upload_round += 1
    st.session_state["locked_file"] = None
    _load(texts, path.read_bytes(), path.name)


def _ask_password(texts: Texts, data: bytes, name: str) -> None:
    password = st.text_input(texts("clients.password"), type="password", key="password")
    if password and st.session_state.get("tried_password") != password:
        st.session_state["tried_password"] = password
        _load(texts, data, name, password)


def _load(texts: Texts, data: bytes, name: str, password: str | None = None) -> None:
    """Read a file into the session; an error leaves what was there and is said at the next drawing."""
    st.session_state["reading_error"] = None
    try:
        source = open_source(data, name, password)
        choices = propose(source).choices
        clients = read_clients(source, choices)
    except ReadingError as error:
        st.session_state["reading_error"] = error
        if error.code.startswith("password"):
            st.session_state["locked_file"] = (data, name)
        return
    st.session_state["locked_file"] = None
    state().source, state().choices, state().clients = source, choices, clients


def _say_error(texts: Texts) -> None:
    error: ReadingError | None = st.session_state.get("reading_error")
    if error is None:
        return
    st.error(plain(sentence(error, texts)), icon=":material/error:")
    if state().clients is not None:
        st.caption(texts("clients.kept"))


def column_choices(texts: Texts, source: Source) -> None:
    """Sheet, columns and currency: what was recognised, to be corrected where it is wrong."""
    choices = state().choices or propose(source).choices
    if len(source.sheets) > 1:
        _field(texts, "sheet", [sheet.name for sheet in source.sheets], choices.sheet)
    headings = list(next(sheet for sheet in source.sheets if sheet.name == choices.sheet).headings)
    for column, name in zip(st.columns(len(COLUMNS)), COLUMNS, strict=True):
        with column:
            _field(texts, name, [NONE, *headings], getattr(choices, name))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _field(texts, "currency", [NONE, *CURRENCIES], choices.currency)
        if choices.pool_missing_clients or _rows_without_client():
            _pool_toggle(texts, choices)


def _rows_without_client() -> bool:
    clients = state().clients
    return clients is not None and any(group.reason == "no_client" for group in clients.report.set_aside)


def _pool_toggle(texts: Texts, choices: Choices) -> None:
    st.session_state["choice_pool"] = choices.pool_missing_clients
    st.toggle(
        texts("clients.pool"),
        key="choice_pool",
        on_change=_choose,
        args=("pool_missing_clients", "choice_pool"),
    )


def _field(texts: Texts, name: str, options: list[str], value: str | None) -> None:
    key = f"choice_{name}"
    shown = value or NONE
    st.session_state[key] = shown
    st.selectbox(
        texts(f"clients.{name}"),
        options if shown in options else [*options, shown],
        format_func=lambda option: _nothing(texts, name) if option == NONE else option,
        key=key,
        on_change=_choose,
        args=(name, key),
    )


def _nothing(texts: Texts, name: str) -> str:
    if name == "revenue":
        return texts("clients.from_product")
    return texts("clients.currency.none" if name == "currency" else "clients.none")


def _choose(name: str, key: str) -> None:
    """Read the list again with one choice changed; where that fails, the list read before stays."""
    source, choices = state().source, state().choices
    if source is None or choices is None:
        return
    value = st.session_state[key]
    chosen: Choices = (
        propose(source, value).choices
        if name == "sheet"
        else replace(choices, **{name: None if value == NONE else value})  # type: ignore[arg-type]
    )
    st.session_state["reading_error"] = None
    state().choices = chosen
    try:
        state().clients = read_clients(source, chosen)
    except ReadingError as error:
        st.session_state["reading_error"] = error


def sheet_preview(texts: Texts, source: Source) -> None:
    """The first rows of the sheet, as they are in the file."""
    choices = state().choices
    sheet = next(
        (sheet for sheet in source.sheets if choices and sheet.name == choices.sheet), source.sheets[0]
    )
    st.caption(texts("clients.preview", file=plain(source.name), sheet=plain(sheet.name)))
    show(sheet.preview(PREVIEW_ROWS))


def import_report(texts: Texts, clients: ClientList) -> None:
    """File total = app total, and every row accounted for."""
    report, currency = clients.report, clients.currency
    aside = report.total_file - report.total_used
    say(
        texts,
        "clients.reconciled",
        file=texts.money(report.total_file, currency, cents=True),
        app=texts.money(report.total_used, currency, cents=True),
        aside=texts.money(aside, currency, cents=True),
    )
    say(
        texts,
        "clients.rows",
        read=texts.plural("count.rows", report.rows_read),
        used=texts.integer(report.rows_used),
        aside=texts.integer(report.rows_read - report.rows_used),
    )
    st.markdown(
        texts(
            "clients.split",
            ranked=texts.plural("clients.ranked", clients.count),
            total=plain(texts.money(clients.total, currency, cents=True)),
            apart=texts.integer(len(clients.set_apart)),
            apart_total=plain(texts.money(clients.total_set_apart, currency, cents=True)),
        )
    )
    _row_groups(texts, "clients.set_aside", report.set_aside, currency)
    _row_groups(texts, "clients.not_counted", report.not_counted, currency)


def _row_groups(texts: Texts, key: str, groups: tuple[RowGroup, ...], currency: str | None) -> None:
    if groups:
        st.caption(texts(key))
        show(tables.row_groups(groups, texts, currency))
