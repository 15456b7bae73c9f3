"""Who is heading up and who is fading: the user pins, marks and dismisses."""

from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from lib.base.clock import today
from lib.clients import search
from lib.plan.compute import PlanResult
from lib.plan.tomorrow_settings import MOST_POTENTIAL
from lib.screen.controls import sent_fields
from lib.screen.frame import say
from lib.screen.state import state
from lib.screen.views import paged
from lib.texts import Texts
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
    """The editor of the candidates."""

    turn: int = 0
    """Part of the editor's key: it begins anew after each change."""
    full: bool = False
    """One more client was ticked than can be placed by hand; to be said once."""


def rising(texts: Texts, result: PlanResult, pair: Pair) -> None:
    """The candidates, the best first, and what those pinned cost the others."""
    table = candidates(result, pair, today())
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
        st.caption(texts("ahead.candidates.how"))
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
    columns: dict[str, Any] = {
        name: st.column_config.TextColumn(title, disabled=True, help=helps.get(name))
        for name, title in titles.items()
    }
    for name in ("pinned", "dismiss"):
        columns[name] = st.column_config.CheckboxColumn(titles[name], help=helps[name])
    columns["mark"] = st.column_config.NumberColumn(
        titles["mark"], help=helps["mark"], min_value=0, max_value=MOST_POTENTIAL, step=1
    )
    columns["score"] = st.column_config.ProgressColumn(
        titles["score"], help=helps["score"], min_value=0, max_value=100, format="%d"
    )
    key = f"candidates_{state().part(_Ticking).turn}"
    st.data_editor(
        shown, key=key, column_config=columns, hide_index=True, width="stretch", num_rows="fixed",
        on_change=_ticked, args=(texts, key, table["key"].tolist(), table["heading"].tolist()),
    )  # fmt: skip


def _ticked(texts: Texts, editor: str, keys: list[str], heading: list[int]) -> None:
    """Put what was ticked or marked into the plan, as one step that can be undone."""
    plan, ticking = state().plan, state().part(_Ticking)
    for row, cells in sent_fields(editor).get("edited_rows", {}).items():
        index = int(row)
        if index not in range(len(keys)):
            continue
        client = keys[index]
        if cells.get("dismiss"):
            plan = dismiss(plan, client)
        elif "pinned" in cells and not cells["pinned"]:
            plan = unpin(plan, client)
        elif "pinned" in cells and can_pin(plan):
            plan = pin(plan, client, heading[index], texts("ahead.pin_reason"))
        elif "pinned" in cells:
            ticking.full = True
        if "mark" in cells and _is_potential(cells["mark"]):
            plan = mark(plan, client, int(cells["mark"] or 0))
    state().change(plan)
    ticking.turn += 1


def _is_potential(typed: object) -> bool:
    return typed is None or (isinstance(typed, int | float) and 0 <= typed <= MOST_POTENTIAL)


def fading_clients(texts: Texts, result: PlanResult, pair: Pair) -> None:
    """Large clients that are later than their own rhythm, or smaller than they were."""
    clients = result.clients
    st.header(texts("ahead.fading.title"), anchor=False)
    table = fading(result, pair, today())
    for key, values in fading_sentences(clients, table, texts):
        say(texts, key, **values)
    if len(table):
        paged(texts, table, lambda page: fading_table(page, result, pair, texts), "fading")
        st.caption(texts("ahead.fading.how"))
