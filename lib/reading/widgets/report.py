"""The account of an import: file total = app total, every row accounted for, and clients that may be one."""

from dataclasses import replace

import streamlit as st

from lib.clients.model import ClientList, Merged, RowGroup, TotalCheck
from lib.reading import tables as reading_tables
from lib.reading.duplicates import Duplicate, duplicates
from lib.reading.same_or_not import open_duplicates
from lib.reading.sentences import assumed_sentence
from lib.reading.widgets.opening import origin, origin_on_page, put_in_force, read_again
from lib.screen.frame import plain, say, show
from lib.screen.state import state
from lib.texts import Texts

MOST_PROPOSALS = 25
"""Proposals on the screen at a time; the largest revenue comes first."""
MOST_NAMES = 6


def import_report(texts: Texts, clients: ClientList) -> None:
    """File total = app total, what was assumed, and every row accounted for."""
    report, currency = clients.report, clients.currency
    aside = report.total_file - report.total_used
    say(
        texts,
        "clients.reconciled",
        file=texts.money(report.total_file, currency, cents=True),
        app=texts.money(report.total_used, currency, cents=True),
        aside=texts.money(aside, currency, cents=True),
    )
    for check in report.totals:
        _total_check(texts, check, currency)
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
    for assumed in report.assumed:
        st.markdown(assumed_sentence(assumed, currency, texts, plain))
    for remark in report.remarks:
        say(texts, f"reading.remark.{remark.code}", **remark.details)
    _row_groups(texts, "clients.set_aside", report.set_aside, currency)
    _row_groups(texts, "clients.not_counted", report.not_counted, currency)
    _merged(texts, report.merged)


def _total_check(texts: Texts, check: TotalCheck, currency: str | None) -> None:
    """The file's own total is a proof, or a warning."""
    said = texts(
        "reading.total.agrees" if check.agrees else "reading.total.disagrees",
        row=texts.integer(check.row),
        stated=plain(texts.money(check.stated, currency, cents=True)),
        ours=plain(texts.money(check.ours, currency, cents=True)),
    )
    if check.agrees:
        st.success(said, icon=":material/check_circle:")
    else:
        st.warning(said, icon=":material/warning:")


def _row_groups(texts: Texts, key: str, groups: tuple[RowGroup, ...], currency: str | None) -> None:
    if groups:
        st.caption(texts(key))
        show(reading_tables.row_groups(groups, texts, currency))


def _merged(texts: Texts, merged: tuple[Merged, ...]) -> None:
    if merged:
        with st.expander(texts.plural("clients.merged", sum(len(one.names) - 1 for one in merged))):
            show(reading_tables.merged_clients(merged, texts))
            if any(one.reason == "chosen" for one in merged):
                st.button(texts("clients.unmerge"), key="unmerge", on_click=_part_again)


def _part_again() -> None:
    if (shown := origin_on_page()) is not None:
        read_again(replace(shown.choices, merges=()))


def duplicate_proposals(texts: Texts, clients: ClientList) -> None:
    """Clients that are probably one: accepted or refused one by one, or all."""
    shown = origin()
    found = open_duplicates(clients, shown.choices) if shown else list(duplicates(clients))
    if not found:
        return
    st.header(texts("clients.duplicates"), anchor=False)
    st.markdown(texts.plural("clients.duplicates.found", len(found)))
    with st.container(horizontal=True):
        st.button(texts("clients.duplicates.all"), key="merge_all", on_click=_merge, args=(found,))
        st.button(texts("clients.duplicates.none"), key="refuse_all", on_click=_refuse, args=(found,))
    with st.container(height=420 if len(found) > 5 else "content"):
        for place, proposal in enumerate(found[:MOST_PROPOSALS]):
            _proposal(texts, clients, proposal, place)


def _proposal(texts: Texts, clients: ClientList, proposal: Duplicate, place: int) -> None:
    names = " = ".join(f"**{plain(name)}**" for name in proposal.names[:MOST_NAMES])
    amount = plain(texts.money(proposal.revenue, clients.currency))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{names}  \n{texts(f'reading.merge.{proposal.reason}')} · {amount}")
        st.button(texts("clients.merge"), key=f"merge_{place}", on_click=_merge, args=([proposal],))
        st.button(texts("clients.refuse"), key=f"refuse_{place}", on_click=_refuse, args=([proposal],))


def _merge(proposals: list[Duplicate]) -> None:
    if (shown := origin_on_page()) is not None:
        groups = tuple(proposal.keys for proposal in proposals)
        read_again(replace(shown.choices, merges=(*shown.choices.merges, *groups)))


def _refuse(proposals: list[Duplicate]) -> None:
    clients, shown = state().clients, origin()
    if clients is not None and shown is not None:
        apart = (*shown.choices.kept_apart, *(proposal.keys for proposal in proposals))
        put_in_force(clients, replace(shown, choices=replace(shown.choices, kept_apart=apart)))
