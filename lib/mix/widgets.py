"""The part of the page about tomorrow that shows what is bought, and by whom not yet."""

import streamlit as st

from lib.mix.charts import MOST_SHOWN, mix_cells, mix_map
from lib.mix.mix import article_mix, clients_to_call
from lib.mix.sentences import call_sentences, mix_sentences
from lib.mix.tables import call_table
from lib.plan.compute import PlanResult
from lib.screen.frame import draw, say, tell
from lib.screen.views import client_search, paged
from lib.texts import Texts


def what_is_bought(texts: Texts, result: PlanResult) -> None:
    """The gaps in words, the heat map, and the clients to call; how to get there for a list without
    articles."""
    mix = article_mix(result)
    if mix is None or not mix.items:
        say(texts, "mix.none")
        return
    tell(texts, mix_sentences(result, mix, texts))
    draw(mix_map, texts, cells=mix_cells(result, mix, texts))
    if len(mix.items) > MOST_SHOWN:
        say(texts, "mix.largest", shown=texts.integer(MOST_SHOWN), count=texts.integer(len(mix.items)))
    called = clients_to_call(result)
    if called.empty:
        return
    st.header(texts("mix.calls_title"), anchor=False)
    tell(texts, call_sentences(result, texts))
    rows = client_search(texts, called, [tier.name for tier in result.tiers])
    paged(texts, rows, lambda page: call_table(page, result, texts), "mix_page")
    st.caption(texts("mix.worth.how"))
