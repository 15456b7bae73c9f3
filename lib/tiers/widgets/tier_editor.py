"""Names and colours of the tiers, and clients placed in a tier by hand."""

from dataclasses import dataclass, replace

import streamlit as st

from lib.base.bounds import length_of
from lib.clients.keys import key_of, rank_of
from lib.clients.naming import client_name
from lib.clients.search import search
from lib.look.palette import PALETTE_NAMES
from lib.plan.compute import PlanResult, tier_of
from lib.plan.errors import PlanError
from lib.plan.placements import Placement
from lib.plan.plan import LONGEST_NAME, TIER_NAMES, Plan
from lib.screen.frame import say
from lib.screen.state import state
from lib.texts import Texts
from lib.tiers.sentences import placement_words

FOUND = 20
"""Clients that a search offers."""


@dataclass
class _Naming:
    """What the session keeps while tiers are named."""

    taken: bool = False
    """The name that was typed is another tier's; to be said once."""


def tier_editor(texts: Texts, result: PlanResult) -> None:
    """Rename and colour the tiers, move a client or freeze it. Drawn only when it is open."""
    panel = st.expander(texts("placing.title"), icon=":material/edit:", key="placing", on_change="rerun")
    if not panel.open:
        return
    with panel:
        _names(texts, result)
        _colours(texts)
        st.subheader(texts("placing.clients"), anchor=False)
        st.caption(texts("placing.why"))
        _place_form(texts, result)
        _placed(texts, result)


def _names(texts: Texts, result: PlanResult) -> None:
    for index, column in enumerate(st.columns(len(result.tiers))):
        key = f"tier_name_{index}"
        st.session_state[key] = result.tiers[index].name
        column.text_input(
            texts("placing.name", tier=TIER_NAMES[index]),
            max_chars=LONGEST_NAME,
            key=key,
            on_change=_named,
            args=(index,),
        )
    naming = state().part(_Naming)
    if naming.taken:
        say(texts, "placing.name_taken")
        naming.taken = False


def _named(index: int) -> None:
    name = " ".join(st.session_state[f"tier_name_{index}"].split())
    names = list(state().plan.tier_names) + [""] * (len(TIER_NAMES) - len(state().plan.tier_names))
    names[index] = "" if name == TIER_NAMES[index] else name
    try:
        state().change_with(tier_names=tuple(names) if any(names) else ())
    except PlanError:
        state().part(_Naming).taken = True


def _colours(texts: Texts) -> None:
    st.session_state["palette"] = state().plan.tier_colours
    st.segmented_control(
        texts("placing.palette"),
        PALETTE_NAMES,
        format_func=lambda name: texts(f"palette.{name}"),
        key="palette",
        on_change=_coloured,
    )


def _coloured() -> None:
    if chosen := st.session_state["palette"]:
        state().change_with(tier_colours=chosen)


def _place_form(texts: Texts, result: PlanResult) -> None:
    """Search a client, choose a tier, say why. Only a few clients are sent to the browser."""
    clients = result.clients
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input(texts("list.search"), icon=":material/search:", key="place_search", width=200)
        ranks = search(clients, words.strip(), FOUND) if words.strip() else ()
        if st.session_state.get("place_client") not in ranks:
            st.session_state["place_client"] = ranks[0] if ranks else None
        rank = st.selectbox(
            texts("placing.client"),
            ranks,
            format_func=lambda rank: _labelled(result, rank),
            key="place_client",
            placeholder=texts("placing.search_first"),
            disabled=not ranks,
            width=280,
        )
        tier = st.selectbox(
            texts("placing.tier"),
            range(len(result.tiers)),
            format_func=lambda index: result.tiers[index].name,
            key="place_tier",
            width=120,
        )
        reason = st.text_input(
            texts("placing.reason"),
            max_chars=length_of(Placement, "reason").most,
            key="place_reason",
            width=220,
        )
        full = len(state().plan.placed) >= length_of(Plan, "placed").most
        for frozen, key in ((False, "move"), (True, "freeze")):
            st.button(
                texts(f"placing.{key}"),
                key=f"place_{key}",
                help=texts(f"placing.{key}.help"),
                disabled=rank is None or full,
                on_click=_place,
                args=(result, rank, None if frozen else tier, reason),
            )


def _labelled(result: PlanResult, rank: int) -> str:
    clients = result.clients
    return f"{client_name(clients, rank)} · {result.tiers[tier_of(result, rank)].name}"


def _place(result: PlanResult, rank: int, tier: int | None, reason: str) -> None:
    """Move a client to a tier, or freeze it (no tier) where it is; a placement it had before is replaced."""
    clients = result.clients
    client, number = clients.ranked.loc[rank - 1, ["client", "number"]]
    key = key_of(str(client), str(number))
    placement = Placement(
        client=key,
        tier=tier_of(result, rank) if tier is None else tier,
        reason=" ".join(reason.split()),
        frozen=tier is None,
    )
    others = tuple(earlier for earlier in state().plan.placed if earlier.client != key)
    state().change_with(placed=(*others, placement))
    st.session_state["place_reason"] = ""


def _placed(texts: Texts, result: PlanResult) -> None:
    """The clients placed by hand, each to be let go."""
    clients = result.clients
    for index, placement in enumerate(state().plan.placed):
        rank = rank_of(clients, placement.client)
        with st.container(horizontal=True, vertical_alignment="center"):
            say(
                texts,
                "placing.one",
                client=placement.client if rank is None else client_name(clients, rank),
                tier=result.tiers[min(placement.tier, len(result.tiers) - 1)].name,
                words=placement_words("frozen" if placement.frozen else "moved", placement.reason, texts),
            )
            st.button(
                texts("placing.let_go"),
                key=f"let_go_{index}",
                icon=":material/close:",
                on_click=_let_go,
                args=(placement.client,),
            )


def _let_go(client: str) -> None:
    state().change(
        replace(
            state().plan,
            placed=tuple(placement for placement in state().plan.placed if placement.client != client),
        )
    )
