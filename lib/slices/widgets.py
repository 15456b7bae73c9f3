"""The slice that every page shows: one filter beside the title, and all slices side by side."""

from dataclasses import replace

import streamlit as st

from lib.base.outside import plain
from lib.clients.model import ClientList
from lib.clients.slices import COLUMNS, Column, SliceSize, columns, slices
from lib.plan.compute import PlanResult, compute
from lib.plan.links import PARAMETER, to_link
from lib.plan.slice_links import PARAMETER as SLICE_PARAMETER
from lib.plan.slice_links import slice_to_link
from lib.plan.slice_settings import Slice
from lib.screen.controls import follow, heed, sent
from lib.screen.frame import say, show
from lib.screen.state import result_in_force, state
from lib.screen.streamlit_private import ColumnConfig
from lib.slices.sentences import value_name, view_sentences
from lib.slices.side_by_side import slice_rows
from lib.slices.tables import bar_title, side_by_side_table
from lib.texts import Texts

WITHOUT = ("clients", "accessibility")
"""Pages that show the list as it was read, or nothing of it."""
SHOWN = 50
"""Slices in the table: more are no picture."""
WAYS = (False, True)


def slice_filter(texts: Texts) -> None:
    """The button that names the slice, and behind it the choice; nothing for a list that has no slices."""
    mine = state()
    whole = None if mine.page in WITHOUT else mine.whole
    if whole is None or not whole.count:
        return
    chosen = mine.plan.slice
    if not columns(whole) and chosen.column is None:
        return
    # A label that named the slice would make it another button: it would close at every choice.
    panel = st.popover(
        texts("slices.filter"), icon=":material/filter_alt:", key="slice", on_change="rerun", width="content"
    )
    if not panel.open:
        return
    with panel:
        _choice(texts, whole, chosen)


def _choice(texts: Texts, whole: ClientList, chosen: Slice) -> None:
    known = columns(whole)
    by: list[Column | None] = [None, *known]
    st.selectbox(
        texts("slices.by"),
        by,
        by.index(follow("slice_column", chosen.column)) if chosen.column in known else 0,
        format_func=lambda column: texts(f"slices.column.{column}" if column in COLUMNS else "slices.whole"),
        key="slice_column",
        on_change=heed("slice_column", by, _choose_column),
    )
    if chosen.column not in known:
        return
    assert chosen.column is not None
    sizes = {size.value: size for size in slices(whole, chosen.column)}
    st.selectbox(
        texts("slices.value"),
        list(sizes),
        list(sizes).index(follow("slice_value", chosen.value)) if chosen.value in sizes else None,
        format_func=lambda value: _labelled(sizes[value], texts) if value in sizes else "",
        key="slice_value",
        on_change=heed("slice_value", sizes, _choose_value),
    )
    st.radio(
        texts("slices.way"),
        WAYS,
        WAYS.index(follow("slice_static", chosen.static)),
        format_func=lambda static: texts("slices.way.static" if static else "slices.way.dynamic"),
        captions=[texts("slices.way.dynamic.help"), texts("slices.way.static.help")],
        key="slice_static",
        on_change=heed("slice_static", WAYS, _choose_way),
    )
    _link(texts, whole, chosen)
    st.button(texts("slices.back"), key="slice_back", icon=":material/close:", on_click=_back)


def _labelled(size: SliceSize, texts: Texts) -> str:
    value = value_name(size.value, texts)
    return texts("slices.labelled", value=value, clients=texts.plural("count.clients", size.clients))


def _choose_column(column: Column | None) -> None:
    """The largest slice of a column is shown first."""
    whole, before = state().whole, state().plan.slice
    sizes = slices(whole, column) if whole is not None and column is not None else ()
    state().change_with(slice=Slice(column, sizes[0].value, before.static) if sizes else Slice())


def _choose_value(value: str) -> None:
    before = state().plan.slice
    if value != before.value:
        state().change_with(slice=Slice(before.column, value, before.static))


def _choose_way(static: bool) -> None:
    state().change_with(slice=replace(state().plan.slice, static=static))


def _back() -> None:
    state().change_with(slice=Slice())


def _link(texts: Texts, whole: ClientList, chosen: Slice) -> None:
    """The address of the slice, which says nothing of any client."""
    text, result = slice_to_link(chosen, whole), result_in_force()
    if text and result is not None:
        page = (st.context.url or "").split("?")[0]
        settings = to_link(result.firm or result)
        st.caption(texts("slices.link"))
        st.code(f"{page}?{PARAMETER}={settings}&{SLICE_PARAMETER}={text}", language=None, wrap_lines=True)


def view_words(texts: Texts) -> None:
    """What every page says below its title: groups as one client, and the slice."""
    mine = state()
    whole = None if mine.page in WITHOUT else mine.whole
    if whole is None or not whole.count:
        return
    if whole.made_from is None and mine.plan.slice.column is None:
        return
    sentences = view_sentences(whole, result_in_force(), mine.plan, texts)
    said = (texts(key, **{name: plain(value) for name, value in values.items()}) for key, values in sentences)
    st.markdown(" ".join(said))


def all_slices(texts: Texts, result: PlanResult) -> None:
    """All slices of a column side by side. Drawn only when it is open."""
    whole = state().whole
    known = columns(whole) if whole is not None else ()
    if whole is None or not known:
        return
    panel = st.expander(texts("slices.all"), icon=":material/view_week:", key="all_slices", on_change="rerun")
    if not panel.open:
        return
    with panel:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            column = st.selectbox(
                texts("slices.by"), known, format_func=lambda name: texts(f"slices.column.{name}"),
                key="all_slices_by", width=260,
            )  # fmt: skip
            st.segmented_control(
                texts("slices.way"), WAYS, default=False, key="all_slices_way", required=True,
                format_func=lambda static: texts("slices.way.static" if static else "slices.way.dynamic"),
                label_visibility="collapsed",
            )  # fmt: skip
        static = sent("all_slices_way", False)
        column = column if column in known else known[0]
        sizes = slices(whole, column)
        firm = compute(whole, replace(state().plan, slice=Slice()))
        rows = slice_rows(whole, state().plan, column, static, sizes[:SHOWN])
        table = side_by_side_table(rows, firm.tiers, texts, whole.currency)
        longest = max((row.revenue_share for row in rows), default=1.0)
        bar = st.column_config.ProgressColumn("", min_value=0.0, max_value=longest, format=" ", width="small")
        pictures: dict[str, ColumnConfig] = {bar_title(texts): bar}
        show(table, pictures)
        if len(sizes) > SHOWN:
            say(texts, "slices.more", shown=texts.integer(SHOWN), count=texts.integer(len(sizes)))
        st.caption(texts("slices.all.static" if static else "slices.all.dynamic"))
