"""Clients that are probably one, and those that were put together."""

from dataclasses import replace

import streamlit as st

from lib.base.outside import plain
from lib.clients.model import ClientList
from lib.reading import tables as reading_tables
from lib.reading.duplicates import Duplicate, duplicates
from lib.reading.replay import with_decisions
from lib.reading.same_or_not import open_duplicates
from lib.reading.widgets.opening import keep_decisions, origin, origin_on_page, put_in_force, read_again
from lib.screen.frame import show
from lib.screen.state import state
from lib.texts import Texts

MOST_PROPOSALS = 25
"""Proposals on the screen at a time; the largest revenue comes first."""
MOST_NAMES = 6


def merged_clients(texts: Texts, clients: ClientList) -> None:
    """Clients that were added up as one, folded away; those that the user has merged can be parted one by
    one."""
    merged = clients.report.merged
    if not merged:
        return
    with st.expander(texts.plural("clients.merged", sum(len(group.names) - 1 for group in merged))):
        show(reading_tables.merged_clients(merged, texts))
        shown = origin_on_page()
        groups = shown.choices.merges if shown is not None else ()
        for number, group in enumerate(groups[:MOST_PROPOSALS]):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(" = ".join(plain(key) for key in group[:MOST_NAMES]))
                st.button(texts("clients.part"), key=f"part_{number}", on_click=_part, args=(group,))
        if groups:
            st.button(texts("clients.unmerge"), key="unmerge", on_click=_part_all)


def _part(group: tuple[str, ...]) -> None:
    if (shown := origin_on_page()) is not None:
        left = tuple(merged for merged in shown.choices.merges if merged != group)
        read_again(replace(shown.choices, merges=left))


def _part_all() -> None:
    if (shown := origin_on_page()) is not None:
        read_again(replace(shown.choices, merges=()))


def kept_apart(texts: Texts, clients: ClientList) -> None:
    """Clients of which the user has said that they are not one, folded away; each can be proposed again."""
    shown = origin()
    groups = shown.choices.kept_apart if shown is not None else ()
    if not groups:
        return
    names = _names(clients)
    with st.expander(texts.plural("clients.kept_apart", len(groups))):
        for number, group in enumerate(groups[:MOST_PROPOSALS]):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(" ≠ ".join(plain(names.get(key, key)) for key in group[:MOST_NAMES]))
                st.button(
                    texts("clients.ask_again"), key=f"again_{number}", on_click=_ask_again, args=(group,)
                )


def _names(clients: ClientList) -> dict[str, str]:
    """The names of the clients that have numbers."""
    table = clients.ranked
    return {str(number): str(name) for number, name in zip(table["number"], table["client"], strict=True)}


def _ask_again(group: tuple[str, ...]) -> None:
    if (shown := origin()) is not None:
        _keep_apart(tuple(kept for kept in shown.choices.kept_apart if kept != group))


def duplicate_proposals(texts: Texts, clients: ClientList) -> None:
    """Clients that are probably one: accepted or refused one by one, or all."""
    shown = origin()
    proposals = open_duplicates(clients, shown.choices) if shown else list(duplicates(clients))
    if not proposals:
        return
    st.subheader(texts("clients.duplicates"), anchor=False)
    st.markdown(texts.plural("clients.duplicates.found", len(proposals)))
    with st.container(horizontal=True):
        st.button(texts("clients.duplicates.all"), key="merge_all", on_click=_merge, args=(proposals,))
        st.button(texts("clients.duplicates.none"), key="refuse_all", on_click=_refuse, args=(proposals,))
    with st.container(height=420 if len(proposals) > 5 else "content"):
        for number, proposal in enumerate(proposals[:MOST_PROPOSALS]):
            _proposal(texts, clients, proposal, number)


def _proposal(texts: Texts, clients: ClientList, proposal: Duplicate, number: int) -> None:
    names = " = ".join(f"**{plain(name)}**" for name in proposal.names[:MOST_NAMES])
    amount = plain(texts.money(proposal.revenue, clients.currency))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"{names}  \n{texts(f'reading.merge.{proposal.reason}')} · {amount}")
        st.button(texts("clients.merge"), key=f"merge_{number}", on_click=_merge, args=([proposal],))
        st.button(texts("clients.refuse"), key=f"refuse_{number}", on_click=_refuse, args=([proposal],))


def _merge(proposals: list[Duplicate]) -> None:
    if (shown := origin_on_page()) is not None:
        groups = tuple(proposal.keys for proposal in proposals)
        read_again(replace(shown.choices, merges=(*shown.choices.merges, *groups)))


def _refuse(proposals: list[Duplicate]) -> None:
    if (shown := origin()) is not None:
        _keep_apart((*shown.choices.kept_apart, *(proposal.keys for proposal in proposals)))


def _keep_apart(apart: tuple[tuple[str, ...], ...]) -> None:
    """Change who is kept apart, which changes nothing in the list."""
    clients, shown = state().clients, origin()
    if clients is not None and shown is not None:
        choices = replace(shown.choices, kept_apart=apart)
        again = with_decisions(clients, shown.source, choices)
        put_in_force(again, replace(shown, choices=choices))
        keep_decisions(again.report.decisions)
