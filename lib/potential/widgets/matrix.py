"""The matrix to click, and the clients of a cell by name."""

from typing import Literal

import streamlit as st

from lib.clients import search
from lib.plan.compute import PlanResult
from lib.potential.charts import potential_cells, potential_map
from lib.potential.matrix import COLUMNS, MEASURES, matrix, members
from lib.potential.sentences import class_name
from lib.potential.tables import members_table, row_names
from lib.screen.cell_choice import EVERYWHERE, choose_from, take_pick
from lib.screen.frame import draw_to_pick, part_choice
from lib.screen.views import paged
from lib.texts import Texts

PARTS = ("matrix", "prospects", "typed")


def potential_part(texts: Texts) -> str:
    """Which part of the page is open; only that one is worked out."""
    names = {part: texts(f"potential.part.{part}") for part in PARTS}
    return part_choice(texts("potential.parts"), names, "potential_part")


def matrix_picture(texts: Texts, result: PlanResult) -> None:
    """The matrix as a heat map: a click on a cell chooses whom the list below names."""
    measure = st.segmented_control(
        texts("potential.measure"), MEASURES, default=MEASURES[0], key="potential_measure", required=True,
        format_func=lambda name: texts(f"potential.measure.{name}"),
    )  # fmt: skip
    cells = potential_cells(result, matrix(result), measure or MEASURES[0], texts)
    draw_to_pick(potential_map, texts, take_pick("potential_row", "potential_column"), cells=cells)
    st.caption(texts("potential.map.how"))


def cell_members(texts: Texts, result: PlanResult) -> None:
    """The clients, the most headroom first: of one cell of the matrix, or by name."""
    table = members(result).sort_values("headroom", ascending=False, kind="stable")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        row = _choice(texts, "potential_row", row_names(result, texts))
        column = _choice(texts, "potential_column", [class_name(index, texts) for index in range(COLUMNS)])
        words = st.text_input(texts("list.search"), icon=":material/search:", key="search", width=260)
    if row != EVERYWHERE:
        table = table[table["row"] == row]
    if column != EVERYWHERE:
        table = table[table["potential_class"] == column]
    paged(texts, search.matching(table, words), lambda page: members_table(page, result, texts), "potential")


def prospect_list(texts: Texts, result: PlanResult) -> None:
    """The prospects with what they could buy and get."""
    table = members(result)
    table = table[table["rank"] == 0]
    if len(table):
        paged(
            texts,
            table,
            lambda page: members_table(page, result, texts),
            "prospects",
            counted="count.prospects",
        )


def _choice(texts: Texts, key: Literal["potential_row", "potential_column"], names: list[str]) -> int:
    return choose_from(texts(f"potential.{key}"), key, names, texts("potential.everywhere"))
