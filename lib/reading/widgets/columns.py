"""What was recognised in a file, how sure that is, and the fields to correct it."""

from dataclasses import replace
from functools import partial

import streamlit as st

from lib.clients.model import ClientList
from lib.reading.choices import Choices, Proposal
from lib.reading.proposal import alike_sheets, propose
from lib.reading.source import Sheet
from lib.reading.widgets.opening import Origin, origin_on_page, read_again
from lib.reading.widgets.remembering import remember
from lib.screen.controls import follow, heed
from lib.screen.frame import say, show
from lib.texts import Texts

PREVIEW_ROWS = 5
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CAD", "MAD", "XOF", "SEK", "PLN", "JPY")
PANEL = "columns"
"""The key of the panel, under which the session keeps whether it is open."""
NONE = ""
"""The option that stands for no column, no currency."""

MAIN = ("client", "number", "revenue", "quantity", "unit_price")
FURTHER = (
    "discount",
    "date",
    "cost",
    "margin",
    "hours",
    "account_manager",
    "segment",
    "region",
    "group",
    "company_number",
    "potential",
    "headcount",
    "article",
    "family",
)
LEDGER = ("account", "debit", "credit", "journal", "label", "kind")
DOCUMENTS = ("status", "document", "direction", "refunded")
A_ROW = 5
"""Fields beside each other."""
NARROW = 220
"""Pixels of a field with short options."""


def columns_panel(texts: Texts, shown: Origin, clients: ClientList | None) -> None:
    """The columns behind a line that names them: open where they give no list."""
    named = (*MAIN, *FURTHER, *LEDGER, *DOCUMENTS)
    roles = [texts(f"reading.role.{name}") for name in named if getattr(shown.choices, name)]
    label = texts("clients.columns.found", columns=", ".join(role[:1].lower() + role[1:] for role in roles))
    with st.expander(
        label if roles else texts("clients.columns.none"),
        icon=":material/view_column:",
        expanded=clients is None,
        key=PANEL,
        on_change="rerun",
    ):
        _column_choices(texts, shown, clients)
        _sheet_preview(texts, shown)


def _column_choices(texts: Texts, shown: Origin, clients: ClientList | None) -> None:
    """The shape of the list, and a field for each column that can be corrected."""
    source, choices = shown.source, shown.choices
    sheet = source.sheet(choices.sheet)
    proposal = propose(source, choices.sheet)
    st.markdown(texts(f"reading.shape.{proposal.shape}"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(source.sheets) > 1:
            _field(texts, choices, "sheet", [listed.name for listed in source.sheets], texts("clients.sheet"))
        if alike := alike_sheets(source, sheet):
            _further_sheets(texts, choices, [alike_sheet.name for alike_sheet in alike])
    _fields(texts, choices, proposal, sheet, MAIN)
    st.caption(texts("clients.further"))
    for names in (FURTHER, LEDGER, DOCUMENTS):
        _fields(texts, choices, proposal, sheet, names)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _field(texts, choices, "currency", [NONE, *CURRENCIES], texts("clients.currency"))
        if choices.pool_missing_clients or _has_rows_without_client(clients):
            _pool_toggle(texts, choices)


def _further_sheets(texts: Texts, choices: Choices, names: list[str]) -> None:
    st.multiselect(
        texts("clients.also"),
        names,
        follow("choice_also", [name for name in choices.also if name in names]),
        key="choice_also",
        on_change=heed("choice_also", set(names).issuperset, _choose_also),
    )


def _fields(texts: Texts, choices: Choices, proposal: Proposal, sheet: Sheet, names: tuple[str, ...]) -> None:
    options = [NONE, *sheet.headings]
    for first in range(0, len(names), A_ROW):
        for column, name in zip(st.columns(A_ROW), names[first : first + A_ROW], strict=False):
            with column:
                _field(texts, choices, name, options, texts(f"reading.role.{name}"))
                _reason(texts, choices, proposal, name)


def _reason(texts: Texts, choices: Choices, proposal: Proposal, name: str) -> None:
    """How sure it is that a column is what it was taken for, and why."""
    heading = getattr(choices, name)
    if heading is None:
        return
    column = next((column for role, column in proposal.columns.items() if role == name), None)
    if column is None or column.heading != heading:
        st.caption(texts("reading.column.chosen"))
        return
    sure = texts("clients.sure", share=texts.percent(column.confidence))
    st.caption(f"{texts(f'reading.column.{column.reason}')} · {sure}")


def _field(texts: Texts, choices: Choices, name: str, options: list[str], label: str) -> None:
    key = f"choice_{name}"
    shown = getattr(choices, name) or NONE
    options = options if shown in options else [*options, shown]
    st.selectbox(
        label,
        options,
        options.index(follow(key, shown)),
        format_func=lambda option: _nothing(texts, choices, name) if option == NONE else option,
        key=key,
        on_change=heed(key, options, partial(_choose, name)),
        width=NARROW if name == "currency" else "stretch",
    )


def _nothing(texts: Texts, choices: Choices, name: str) -> str:
    if name == "revenue" and choices.periods:
        return texts("clients.from_periods", count=texts.integer(len(choices.periods)))
    if name == "revenue" and choices.debit:
        return texts("clients.from_ledger")
    if name == "revenue" and choices.quantity:
        return texts("clients.from_product")
    return texts("clients.currency.none" if name == "currency" else "clients.none")


def _choose_also(names: list[str]) -> None:
    if (shown := origin_on_page()) is not None:
        _change(replace(shown.choices, also=tuple(names)))


def _pool(pool: bool) -> None:
    if (shown := origin_on_page()) is not None:
        _change(replace(shown.choices, pool_missing_clients=pool))


def _choose(name: str, value: str) -> None:
    shown = origin_on_page()
    if shown is None:
        return
    if name == "sheet":
        _change(propose(shown.source, value).choices)
    else:
        _change(replace(shown.choices, **{name: None if value == NONE else value}))  # type: ignore[arg-type]


def _change(choices: Choices) -> None:
    """Read the list again with the user's columns, and remember them for files with the same headings."""
    # Its line names the columns, and Streamlit takes another line for another panel.
    st.session_state[PANEL] = True
    remember(choices)
    read_again(choices)


def _has_rows_without_client(clients: ClientList | None) -> bool:
    return clients is not None and any(group.reason == "no_client" for group in clients.report.set_aside)


def _pool_toggle(texts: Texts, choices: Choices) -> None:
    st.toggle(
        texts("clients.pool"),
        follow("choice_pool", choices.pool_missing_clients),
        key="choice_pool",
        on_change=heed("choice_pool", (False, True), _pool),
    )


def _sheet_preview(texts: Texts, shown: Origin) -> None:
    """The first rows of the sheet, as they are in the file."""
    sheet = shown.source.sheet(shown.choices.sheet)
    say(texts, "clients.preview", file=shown.source.name, sheet=sheet.name)
    show(sheet.preview(PREVIEW_ROWS))
