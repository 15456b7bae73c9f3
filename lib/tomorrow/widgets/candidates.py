"""Who is heading up and who is fading: the user pins, marks and dismisses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import chain

import pandas as pd
import streamlit as st

from lib.base.clock import today
from lib.base.numbers import typed_number
from lib.clients import search
from lib.plan.compute import PlanResult
from lib.plan.plan import Plan
from lib.plan.tomorrow_settings import MOST_POTENTIAL
from lib.screen.frame import say
from lib.screen.state import state
from lib.screen.typed_grid.component import Column, Kind, Row, typed_grid
from lib.screen.typed_grid.moves import Move, Value
from lib.screen.views import paged
from lib.texts import Texts, marks
from lib.tomorrow.ahead.candidates import (
    can_pin,
    candidates,
    cost_of_pins,
    dismiss,
    fading,
    mark,
    parts_of,
    pin,
    recall,
    unpin,
)
from lib.tomorrow.ahead.sentences import candidate_sentences, fading_sentences, pin_sentences
from lib.tomorrow.ahead.tables import candidates_shown, column_titles, fading_table
from lib.tomorrow.periods import Pair

SHOWN = 100
"""Candidates that can be ticked at a time; a search finds the others."""


@dataclass
class _Ticking:
    """What the grid of the candidates has to say."""

    full: bool = False
    """One more client was ticked than can be placed by hand; to be said once."""
    refused: dict[str, str] = field(default_factory=dict)
    """What was typed as a client's mark and can be none, by the client's key."""


@dataclass(frozen=True)
class Candidate:
    """Whom a row of the grid stands for: the client's key, and the tier that the client is heading for."""

    key: str
    heading: int


def rising(texts: Texts, result: PlanResult, pair: Pair) -> None:
    """The candidates, the best first, and what those pinned cost the others."""
    table = candidates(result, pair, today())
    # What comes and goes above the grid stands in one element, so that the cursor in it stays where it is.
    with st.container():
        for key, values in [
            *candidate_sentences(table, result, pair, texts),
            *pin_sentences(cost_of_pins(result), result, texts),
        ]:
            say(texts, key, **values)
        ticking = state().part(_Ticking)
        if ticking.full:
            say(texts, "ahead.pins.full")
            ticking.full = False
    if len(table):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            words = st.text_input(texts("list.search"), icon=":material/search:", key="search", width=260)
            _recall(texts)
        _editor(texts, result, pair, search.matching(table, words).head(SHOWN))
    else:
        _recall(texts)


def _recall(texts: Texts) -> None:
    dismissed = len(state().plan.tomorrow.dismissed)
    if dismissed:
        st.button(
            texts.plural("ahead.recall", dismissed), key="recall", icon=":material/undo:",
            on_click=lambda: state().change(recall(state().plan)),
        )  # fmt: skip


def _editor(texts: Texts, result: PlanResult, pair: Pair, table: pd.DataFrame) -> None:
    shown = candidates_shown(table, result, pair, texts)
    titles = column_titles(shown, pair, texts)
    helps = {
        name: texts(f"ahead.column.{name}.help")
        for name in ("pinned", "mark", "dismiss", "score", *parts_of(table))
    }
    kinds: dict[str, Kind] = {"pinned": "box", "mark": "number", "dismiss": "box", "score": "bar"}
    kinds |= dict.fromkeys(("then", "now", "gain", "growth", "rank_gain", *parts_of(table)), "figure")
    columns = [
        Column(name, titles[name], kinds.get(name, "shown"), helps.get(name, ""))
        for name in ("client", *(str(name) for name in shown if name != "client"))
    ]
    refused = state().part(_Ticking).refused
    said = {"mark": texts("ahead.column.mark.refused", most=texts.integer(MOST_POTENTIAL))}
    typed = [
        refused.get(client, str(marked or ""))
        for client, marked in zip(table["key"], table["mark"], strict=True)
    ]
    shown = shown.astype({"score": "int64"}).assign(mark=typed)[[column.key for column in columns]]
    known = {
        str(row): Candidate(client, heading)
        for row, client, heading in zip(
            table["place"].tolist(), table["key"], table["heading"].tolist(), strict=True
        )
    }
    rows = [
        Row(row, tuple(cells), said if client.key in refused else {})
        for (row, client), cells in zip(known.items(), shown.astype(object).to_numpy().tolist(), strict=True)
    ]
    typed_grid(texts, "candidates", columns, rows, partial(_ticked, texts, known))


def _ticked(texts: Texts, known: Mapping[str, Candidate], moves: list[Move]) -> None:
    """Put what was ticked or marked into the plan, as one step that can be undone."""
    plan = state().plan
    for row, column, value in chain.from_iterable(move.cells for move in moves):
        if row in known:
            plan = _after(plan, known[row], column, value, texts)
    state().change(plan)


def _after(plan: Plan, client: Candidate, column: str, value: Value, texts: Texts) -> Plan:
    """The plan after one cell was ticked or typed; as it was, with a word to say, where that cannot be."""
    ticking = state().part(_Ticking)
    ticking.refused.pop(client.key, None)
    match column, value:
        case "dismiss", True:
            return dismiss(plan, client.key)
        case "pinned", False:
            return unpin(plan, client.key)
        case "pinned", True if can_pin(plan):
            return pin(plan, client.key, client.heading, texts("ahead.pin_reason"))
        case "pinned", True:
            ticking.full = True
        case "mark", str(typed):
            potential = _potential(typed, texts)
            if potential is not None:
                return mark(plan, client.key, potential)
            ticking.refused[client.key] = typed
    return plan


def _potential(typed: str, texts: Texts) -> int | None:
    """The mark that was typed, 0 for none; None where it cannot be one."""
    number = typed_number(typed, marks(texts.language)[0]) if typed.strip() else 0
    if number is None or number != int(number) or not 0 <= number <= MOST_POTENTIAL:
        return None
    return int(number)


def fading_clients(texts: Texts, result: PlanResult, pair: Pair) -> None:
    """How candidates are found, then large clients that are later than their own rhythm, or smaller than they
    were."""
    clients = result.clients
    if len(candidates(result, pair, today())):
        st.caption(texts("ahead.candidates.how"))
    st.header(texts("ahead.fading.title"), anchor=False)
    table = fading(result, pair, today())
    for key, values in fading_sentences(clients, table, texts):
        say(texts, key, **values)
    if len(table):
        paged(texts, table, lambda page: fading_table(page, result, pair, texts), "fading")
        st.caption(texts("ahead.fading.how"))
