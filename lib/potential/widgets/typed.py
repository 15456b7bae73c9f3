"""Potentials to type: client by client, prospects, and an amount for each employee."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from lib.base.bounds import bounds_of
from lib.clients import search
from lib.clients.keys import key_of
from lib.clients.model import ClientList
from lib.plan.potential_settings import POTENTIAL_MARKS, PotentialMark, PotentialSettings
from lib.plan.potentials import UNKNOWN_AMOUNT, told
from lib.potential.typed_potential import (
    clients_typed,
    mark_word,
    prospects_typed,
    read_clients_typed,
    read_prospects_typed,
)
from lib.screen.frame import say
from lib.screen.number_field import NumberField, number_field
from lib.screen.state import state
from lib.screen.typed_grid.component import Column
from lib.screen.typed_table import Fault
from lib.screen.typed_table_editor import Grid, editor
from lib.screen.views import page_choice
from lib.texts import Texts

ROWS = 50
"""Clients that can be typed at a time; a search finds the others."""


def questions(texts: Texts) -> None:
    """How a potential becomes known: three questions to ask a client."""
    say(texts, "potential.empty")
    for number in ("first", "second", "third"):
        st.markdown("- " + texts(f"potential.question.{number}"))
    say(texts, "potential.empty.ways")


def client_grid(texts: Texts, clients: ClientList) -> None:
    """The potential of each client, the largest clients first; one page or what a search finds."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(
            texts("list.search"), icon=":material/search:", key="potential_search", width=380
        )
        only_open = st.toggle(texts("potential.only_open"), key="potential_open")
    table = _listed(clients)
    if only_open:
        known = told(clients, state().plan.potential)
        table = table[[key not in known for key in table["key"]]]
    table = search.matching(table, words)
    page = page_choice(texts, "potential_page", -(-len(table) // ROWS))
    rows = table.iloc[(page - 1) * ROWS : page * ROWS].reset_index(drop=True)
    rows["revenue"] = [texts.money(amount, clients.currency) for amount in rows["revenue"].tolist()]
    if rows.empty:
        say(texts, "list.nothing")
        return
    keys = rows["key"].tolist()
    grid = Grid(
        f"potential_{hash(tuple(keys))}",
        shown=lambda: _shown(clients, rows, texts),
        read=lambda typed: _read_clients(clients, rows, typed, texts),
    )
    columns = [
        Column("client", texts("column.client"), "shown"),
        Column("revenue", texts("column.revenue"), "figure"),
        *_potential_columns(texts),
    ]
    editor(texts, grid, columns, [], fixed=True)


def _listed(clients: ClientList) -> pd.DataFrame:
    """All clients, those set apart behind: who buys nothing may be a prospect."""
    table = pd.concat(
        [part[["client", "number", "revenue"]] for part in (clients.ranked, clients.set_apart)],
        ignore_index=True,
    )
    return table.assign(
        key=[key_of(client, number) for client, number in zip(table["client"], table["number"], strict=True)]
    )


def _shown(clients: ClientList, rows: pd.DataFrame, texts: Texts) -> pd.DataFrame:
    known = told(clients, state().plan.potential)
    plain = {
        key: (None if amount == UNKNOWN_AMOUNT else amount, mark) for key, (amount, mark) in known.items()
    }
    return clients_typed(rows, plain, texts)


def _read_clients(clients: ClientList, rows: pd.DataFrame, typed: pd.DataFrame, texts: Texts) -> list[Fault]:
    before = _shown(clients, rows, texts)
    changed, faults = read_clients_typed(typed, rows["key"].tolist(), before, texts)
    if not faults:
        state().change_with(potential=state().plan.potential.with_typed(changed))
    return faults


def prospect_grid(texts: Texts) -> None:
    """Who could become a client and is on no list."""
    grid = Grid(
        "prospects",
        shown=lambda: prospects_typed(state().plan.potential, texts),
        read=lambda table: _read_prospects(read_prospects_typed(table, state().plan.potential, texts)),
    )
    columns = [Column("prospect", texts("services.column.prospect")), *_potential_columns(texts)]
    editor(texts, grid, columns, [])


def _read_prospects(answer: tuple[PotentialSettings, list[Fault]]) -> list[Fault]:
    settings, faults = answer
    if not faults:
        state().change_with(potential=settings)
    return faults


def _potential_columns(texts: Texts) -> list[Column]:
    marks: list[PotentialMark] = list(POTENTIAL_MARKS)
    amount, mark = texts("services.column.potential.help"), texts("services.column.potential_mark.help")
    choices = tuple(map(mark_word, marks))
    return [
        Column("potential", texts("services.column.potential"), "number", amount),
        Column("potential_mark", texts("services.column.potential_mark"), "choice", mark, choices),
    ]


def per_head(texts: Texts, clients: ClientList) -> None:
    """What a client could buy for each of its employees, where the file has their number."""
    if "headcount" not in clients.ranked:
        return
    about = NumberField(
        "per_head",
        texts("potential.per_head", currency=texts.symbol(clients.currency) or texts("budgets.money")),
        bounds_of(PotentialSettings, "per_head"),
        _set_per_head,
        width=300,
        help=texts("potential.per_head.help"),
    )
    number_field(texts, about, state().plan.potential.per_head)


def _set_per_head(amount: int) -> None:
    state().change_with(potential=replace(state().plan.potential, per_head=amount))
