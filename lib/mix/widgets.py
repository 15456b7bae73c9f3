"""The part of the page about tomorrow that shows what is bought, and by whom not yet."""

import pandas as pd
import streamlit as st

from lib.clients import search
from lib.mix.charts import MOST_SHOWN, mix_cells, mix_map
from lib.mix.mix import ArticleMix, article_mix, clients_to_call, clients_without
from lib.mix.sentences import call_sentences, mix_sentences
from lib.mix.tables import call_table
from lib.plan.compute import PlanResult
from lib.screen.cell_choice import EVERYWHERE, choose_from, take_pick
from lib.screen.frame import draw_to_pick, say, tell
from lib.screen.views import paged
from lib.texts import Texts


def what_is_bought(texts: Texts, result: PlanResult) -> None:
    """The gaps in words and the heat map to click; how to get there for a list without articles."""
    mix = article_mix(result)
    if mix is None or not mix.items:
        say(texts, "mix.none")
        return
    tell(texts, mix_sentences(result, mix, texts))
    cells = mix_cells(result, mix, texts)
    draw_to_pick(mix_map, texts, take_pick("mix_item", "mix_tier"), cells=cells)
    if len(mix.items) > MOST_SHOWN:
        say(texts, "mix.largest", shown=texts.integer(MOST_SHOWN), count=texts.integer(len(mix.items)))
    st.caption(texts("mix.map.how"))


def whom_to_call(texts: Texts, result: PlanResult) -> None:
    """The clients to call, and with what; nothing for a list without articles."""
    mix = article_mix(result)
    if mix is None or not mix.items:
        return
    st.header(texts("mix.calls_title"), anchor=False)
    tell(texts, call_sentences(result, texts))
    rows = _chosen_clients(texts, result, mix)
    paged(texts, rows, lambda page: call_table(page, result, texts), "mix_page")
    st.caption(texts("mix.worth.how"))


def _chosen_clients(texts: Texts, result: PlanResult, mix: ArticleMix) -> pd.DataFrame:
    """Those who lack something usual, or else the item that is chosen: of all tiers or of one, or by name."""
    everything = texts("mix.everything")
    tiers = [tier.name for tier in result.tiers]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tier = choose_from(texts("column.tier"), "mix_tier", tiers, everything)
        item = choose_from(texts(f"mix.kind.{mix.kind}"), "mix_item", list(mix.items), everything)
        words = st.text_input(texts("list.search"), icon=":material/search:", key="search", width=260)
    table = clients_to_call(result) if item == EVERYWHERE else clients_without(result, mix, item)
    return search.matching(table, words, None if tier == EVERYWHERE else [tiers[tier]])
