"""What clients will buy: the purchase model, its proof on the firm's own past, and its list of clients."""

from contextlib import AbstractContextManager

import streamlit as st

from lib.base.clock import today
from lib.clients import search
from lib.plan.compute import PlanResult
from lib.screen.frame import draw, say, tell
from lib.screen.views import paged
from lib.texts import Texts
from lib.tomorrow.forecast.charts import check_groups, held_out
from lib.tomorrow.forecast.forecast import check, expected, fit, total, why_not
from lib.tomorrow.forecast.sentences import (
    check_sentences,
    doubt_sentences,
    missing_sentences,
    quiet_sentences,
    total_sentences,
)
from lib.tomorrow.forecast.tables import ORDERS, expected_table, ordered


def purchases(texts: Texts, result: PlanResult) -> None:
    """Everything about the model, or the sentence why this list does not carry it."""
    clients = result.clients
    with _step(texts, "read", 1):
        reason = why_not(clients, today())
        model = None if reason else fit(clients, today())
    if reason or model is None:
        for key, values in missing_sentences(reason or "no_fit", texts):
            say(texts, key, **values)
        return
    with _step(texts, "check", 2):
        tried = check(clients, today())
    tell(texts, check_sentences(tried, model, texts))
    if tried is not None and tried.holds:
        with _step(texts, "foretell", 3):
            expected(clients, today())
        sentences = [
            *total_sentences(clients, model, total(clients, today()), today(), texts),
            *doubt_sentences(model),
            *quiet_sentences(result, model, today(), texts),
        ]
        tell(texts, sentences)
        _list(texts, result)


def _step(texts: Texts, name: str, number: int) -> AbstractContextManager[None]:
    """Says how far the work is. What is known already takes no time, and is not said."""
    return st.spinner(texts(f"forecast.step.{name}", number=number, steps=3))


def _list(texts: Texts, result: PlanResult) -> None:
    clients = result.clients
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = st.selectbox(
            texts("forecast.order"), ORDERS, key="purchase_order", width=340,
            format_func=lambda name: texts(f"forecast.order.{name}"),
        )  # fmt: skip
        words = st.text_input(texts("list.search"), icon=":material/search:", key="search", width=260)
    table = ordered(search.matching(expected(clients, today()), words), order)
    paged(texts, table, lambda page: expected_table(page, result, texts), "purchases")
    st.caption(texts("forecast.how"))


def proof(texts: Texts, result: PlanResult) -> None:
    """What the verdict rests on; nothing where there is no model."""
    clients = result.clients
    tried = None if why_not(clients, today()) or fit(clients, today()) is None else check(clients, today())
    if tried is not None:
        st.header(texts("forecast.check_title"), anchor=False)
        draw(held_out, texts, groups=check_groups(tried, texts))
        st.caption(texts("forecast.chart.how"))
