"""Repairs, merges and "keep apart" of an earlier file, offered on a later one of the same headings."""

import pandas as pd
import streamlit as st

from lib.parsing.errors import ReadingError
from lib.reading.remembered import key_of
from lib.reading.replay import Offer, accepted, offer_of
from lib.reading.sentences import repair_words
from lib.reading.widgets.opening import opening, origin, read_again
from lib.screen.frame import say, show
from lib.screen.state import state
from lib.texts import Texts

MOST_SHOWN = 50


def offer_to_replay() -> None:
    """Look, on the list that was just read, for what was done by hand on an earlier one."""
    mine, shown, clients = opening(), origin(), state().clients
    mine.offer = None
    if shown is None or clients is None:
        return
    made = mine.decisions.get(key_of(shown.source.sheet(shown.choices.sheet)))
    if made is None or not made.any:
        return
    try:
        offer = offer_of(shown.source, shown.choices, clients, made)
    except ReadingError:
        return
    mine.offer = offer if offer.any or offer.missing else None


def replay_offer(texts: Texts) -> None:
    """What would be done again, to be looked at before it is accepted or refused."""
    offer = opening().offer
    if offer is None:
        return
    with st.container(border=True):
        title = texts("clients.replay")
        st.markdown(f":material/history: **{title}**")
        if offer.any:
            show(pd.DataFrame({texts("clients.replay.what"): _lines(texts, offer)}))
        if offer.missing:
            st.markdown(texts.plural("clients.replay.missing", len(offer.missing)))
        with st.container(horizontal=True):
            if offer.any:
                st.button(texts("clients.replay.accept"), key="replay", type="primary", on_click=_accept)
            st.button(texts("clients.replay.refuse"), key="no_replay", on_click=_forget)
        say(texts, "clients.replay.where")


def _lines(texts: Texts, offer: Offer) -> list[str]:
    lines = [repair_words(repair, texts) for repair in offer.repairs]
    lines += [" = ".join(group) for group in offer.merges]
    lines += [" ≠ ".join(group) for group in offer.kept_apart]
    return lines[:MOST_SHOWN]


def _accept() -> None:
    shown, offer = origin(), opening().offer
    opening().offer = None
    if shown is not None and offer is not None:
        read_again(accepted(shown.choices, offer))


def _forget() -> None:
    opening().offer = None
