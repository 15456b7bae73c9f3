"""Which two periods, and what moved between them: the bridge, the matrix to click, the list of clients, what
wore away."""

from dataclasses import replace
from typing import Literal

import streamlit as st

from lib.base.bounds import bounds_of
from lib.base.clock import today
from lib.clients import search
from lib.clients.model import ClientList
from lib.plan.compute import PlanResult
from lib.plan.tomorrow_settings import TomorrowSettings
from lib.screen.cell_choice import EVERYWHERE, choose_from, take_pick
from lib.screen.controls import follow, heed
from lib.screen.frame import draw, draw_to_pick, part_choice, percent_format, say, show, tell
from lib.screen.state import state
from lib.screen.views import paged
from lib.texts import Texts
from lib.tomorrow.movement.charts import MEASURES, bridge_steps, migration_cells, migration_map, waterfall
from lib.tomorrow.movement.movements import STATUSES, Movement, cell_of, migration
from lib.tomorrow.movement.movements import client_moves as moves_of
from lib.tomorrow.movement.sentences import (
    bridge_sentences,
    migration_sentences,
    missing_sentences,
    name_sentences,
    pair_name,
    period_sentences,
    retention_sentences,
)
from lib.tomorrow.movement.tables import HISTORY, moves_table, retention_table
from lib.tomorrow.periods import Pair, pair_of, pairs, periods_before
from lib.tomorrow.widgets.earlier import earlier_answer

PARTS = ("movement", "tiers", "wear", "what_if", "candidates", "mix", "purchases")


def tomorrow_part(texts: Texts) -> str:
    """Which part of the page is open; only that one is worked out."""
    names = {part: texts(f"tomorrow.part.{part}") for part in PARTS}
    return part_choice(texts("tomorrow.parts"), names, "tomorrow_part")


def period_choice(texts: Texts, clients: ClientList) -> Pair | None:
    """Which two periods are compared, said and to be changed; None, with the reason, where there are none."""
    earlier_answer(texts, clients)
    known = pairs(clients, today())
    pair = pair_of(clients, state().plan.tomorrow.periods, today())
    if pair is None:
        for key, values in missing_sentences(clients, today(), texts):
            say(texts, key, **values)
        return None
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        if len(known) > 1:
            _pair_choice(texts, known, pair)
        _tolerance(texts)
        with st.container(width="stretch"):
            tell(texts, period_sentences(clients, pair, today(), texts))
    return pair


def _pair_choice(texts: Texts, known: tuple[Pair, ...], pair: Pair) -> None:
    names = {choice.key: pair_name(choice, texts) for choice in known}
    position = list(names).index(follow("periods", pair.key))
    st.selectbox(
        texts("tomorrow.periods"), list(names), position, format_func=names.__getitem__, key="periods",
        width=380, on_change=heed("periods", names, lambda periods: _choose(periods=periods)),
    )  # fmt: skip


def _tolerance(texts: Texts) -> None:
    bounds = bounds_of(TomorrowSettings, "tolerance")
    tolerance = follow("tolerance", state().plan.tomorrow.tolerance)
    st.slider(
        texts("tomorrow.tolerance"), *bounds.whole, tolerance, key="tolerance",
        width=260, format=percent_format(texts), help=texts("tomorrow.tolerance.help"),
        on_change=heed("tolerance", bounds, lambda tolerance: _choose(tolerance=tolerance)),
    )  # fmt: skip


def _choose(**choices: object) -> None:
    state().change_with(tomorrow=replace(state().plan.tomorrow, **choices))  # type: ignore[arg-type]


def what_moved(texts: Texts, result: PlanResult, moves: Movement) -> None:
    """How much was kept, what came and what went, and the largest of each by name."""
    clients = result.clients
    headline, *details = bridge_sentences(clients, moves, texts)
    tell(texts, [headline])
    steps = bridge_steps(clients, moves, texts)
    picture, words = st.columns([3, 2], gap="medium")
    with picture:
        draw(waterfall, texts, steps=steps)
        if steps["cut"].any():
            st.caption(texts("tomorrow.bridge.cut"))
    with words:
        tell(texts, [*details, *name_sentences(result, moves.pair, texts)])


def from_tier_to_tier(texts: Texts, result: PlanResult, moves: Movement) -> None:
    """Who climbed and who fell, as a matrix."""
    tell(texts, migration_sentences(result, moves, texts))
    _migration_picture(texts, result, moves)


def what_wore_away(texts: Texts, result: PlanResult, moves: Movement) -> None:
    """How much of each tier's revenue was kept."""
    if worn := retention_sentences(result, moves, texts):
        tell(texts, worn)
        show(retention_table(result, moves, texts))
        st.caption(texts("tomorrow.retention.how"))


def _migration_picture(texts: Texts, result: PlanResult, moves: Movement) -> None:
    """The matrix as a heat map: a click on a cell chooses whom the list below names."""
    measure = st.segmented_control(
        texts("tomorrow.measure"), MEASURES, default=MEASURES[0], key="measure", required=True,
        format_func=lambda name: texts(f"tomorrow.measure.{name}"), label_visibility="collapsed",
    )  # fmt: skip
    cells = migration_cells(result, migration(moves), measure or MEASURES[0], texts)
    draw_to_pick(migration_map, texts, take_pick("moved_from", "moved_to"), cells=cells)
    st.caption(texts("tomorrow.map.how"))


def movers(texts: Texts, result: PlanResult, moves: Movement) -> None:
    """The clients behind the matrix, the largest change first: of one cell, of a status, by name."""
    clients = result.clients
    table = moves_of(result, moves.pair)
    names = [result.plan.tier_name(tier) for tier in range(moves.tiers)]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        row = _tier_choice(texts, "moved_from", [*names, texts("tomorrow.map.new")])
        column = _tier_choice(texts, "moved_to", [*names, texts("tomorrow.map.lost")])
        words = st.text_input(texts("list.search"), icon=":material/search:", key="search", width=260)
    statuses = st.pills(
        texts("tomorrow.statuses"), STATUSES[:-1], selection_mode="multi", key="statuses",
        format_func=lambda status: texts(f"tomorrow.status.{status}"),
    )  # fmt: skip
    rows, columns = divmod(cell_of(moves)[table["place"].to_numpy()], moves.tiers + 1)
    if row != EVERYWHERE:
        table = table[rows == row]
        columns = columns[rows == row]
    if column != EVERYWHERE:
        table = table[columns == column]
    if statuses:
        table = table[table["status"].isin(statuses)]
    history = periods_before(clients, moves.pair, today())
    pictures = {texts(f"tomorrow.column.{HISTORY}"): st.column_config.LineChartColumn(y_min=0, width="small")}
    paged(
        texts,
        search.matching(table, words),
        lambda page: moves_table(page, result, moves, history, texts),
        "moves",
        pictures if len(history) > 2 else None,
    )


def _tier_choice(texts: Texts, key: Literal["moved_from", "moved_to"], names: list[str]) -> int:
    return choose_from(texts(f"tomorrow.{key}"), key, names, texts("tomorrow.everywhere"))
