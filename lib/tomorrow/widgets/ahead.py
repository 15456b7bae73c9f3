"""What the first tier loses in the years ahead, and what happens if the largest clients leave."""

import streamlit as st

from lib.base.clock import today
from lib.plan.compute import PlanResult
from lib.profit.profit import profit_of
from lib.profit.sentences import assumption_sentences
from lib.screen.frame import draw, percent_format, say, show
from lib.texts import Texts
from lib.tomorrow.ahead.candidates import candidates
from lib.tomorrow.ahead.charts import erosion_years, years_ahead
from lib.tomorrow.ahead.erosion import Erosion, erosion, percent_of, wears
from lib.tomorrow.ahead.sentences import cover_sentences, erosion_sentences, loss_sentences, what_if_sentences
from lib.tomorrow.ahead.tables import what_if_table
from lib.tomorrow.ahead.what_if import CASES, what_if
from lib.tomorrow.ahead.what_if import today as as_it_is
from lib.tomorrow.movement.movements import movement
from lib.tomorrow.periods import Pair

MOST_EROSION = 60
"""Percent a year."""


def years_to_come(texts: Texts, result: PlanResult, pair: Pair) -> None:
    """Erosion as observed and as chosen, and whether the candidates make up for it."""
    clients = result.clients
    observed = erosion(movement(result, pair))
    if observed is None:
        say(texts, "ahead.erosion.none", tier=result.tiers[0].name)
        return
    for key, values in erosion_sentences(observed, result, pair, texts):
        say(texts, key, **values)
    yearly = _chosen(texts, observed, pair)
    table = candidates(result, pair, today())
    for key, values in [
        *loss_sentences(observed, yearly, result, texts),
        *cover_sentences(table, observed.lost(1, yearly), result, texts),
    ]:
        say(texts, key, **values)
    if wears(observed, yearly):
        years = erosion_years(clients, observed, yearly, texts)
        draw(years_ahead, texts, years=years)
        keys = ["ahead.chart.how", *(["ahead.chart.range"] if (years["low"] < years["high"]).any() else [])]
        st.caption(" ".join(map(texts, keys)))


def _chosen(texts: Texts, observed: Erosion, pair: Pair) -> float:
    """The erosion of the slider; as long as it stands where it was observed, the exact one."""
    observed_percent = min(MOST_EROSION, percent_of(observed))
    # Each pair of periods has its own observation to start from.
    key = f"erosion_{pair.key}"
    st.session_state.setdefault(key, observed_percent)
    chosen = st.slider(
        texts("ahead.erosion.slider"), 0, MOST_EROSION, observed_percent, key=key, width=420,
        format=percent_format(texts), help=texts("ahead.erosion.help"),
    )  # fmt: skip
    return observed.yearly if chosen == observed_percent else chosen / 100


def what_ifs(texts: Texts, result: PlanResult) -> None:
    """The same plan if number 1 leaves, or if the first three halve."""
    case = st.segmented_control(
        texts("ahead.what_if.title"), CASES, default=CASES[0], key="what_if", required=True,
        format_func=lambda name: texts(f"ahead.case.{name}"), label_visibility="collapsed",
    )  # fmt: skip
    case = case or CASES[0]
    before, after = as_it_is(result), what_if(result, case)
    for key, values in what_if_sentences(case, before, after, texts):
        say(texts, key, **values)
    if after is not None:
        show(what_if_table(before, after, case, texts))
        for key, values in assumption_sentences(profit_of(result), texts):
            st.caption(texts(key, **values))
