"""What clients will buy: the purchase model, its proof on the firm's own past, and its list of clients."""

from contextlib import AbstractContextManager

import streamlit as st

from lib.base.clock import today
from lib.clients import search
from lib.plan.compute import PlanResult
from lib.screen.frame import draw, say, tell
from lib.screen.views import paged
from lib.texts import Texts
from lib.texts.wording import Sentences
from lib.tomorrow.forecast.charts import check_groups, held_out
from lib.tomorrow.forecast.forecast import Check, Fit, check, expected, fit, total, why_not
from lib.tomorrow.forecast.sentences import (
    check_sentences,
    doubt_sentences,
    missing_sentences,
    quiet_sentences,
    total_sentences,
)
from lib.tomorrow.forecast.tables import ORDERS, expected_table, ordered


def purchases(texts: Texts, result: PlanResult) -> None:
    """The verdict on the model and what it foretells, beside the picture that the verdict rests on; or the
    sentence why this list does not carry it."""
    clients = result.clients
    with _step(texts, "read", 1):
        reason = why_not(clients, today())
        model = None if reason else fit(clients, today())
    if reason or model is None:
        for key, values in missing_sentences(reason or "no_fit", texts):
            say(texts, key, **values)
        return
    with _step(texts, "check", 2):
        proof = check(clients, today())
    if proof is None:
        tell(texts, check_sentences(proof, model, texts))
        return
    words, picture = st.columns([3, 2], gap="medium")
    with words:
        tell(texts, [*check_sentences(proof, model, texts), *_foretold(texts, result, model, proof)])
    with picture:
        _proof(texts, proof)


def _foretold(texts: Texts, result: PlanResult, model: Fit, proof: Check) -> Sentences:
    """What a model that holds says of the year to come, and what is doubtful about it."""
    if not proof.holds:
        return []
    clients = result.clients
    with _step(texts, "foretell", 3):
        expected(clients, today())
    return [
        *total_sentences(clients, model, total(clients, today()), today(), texts),
        *doubt_sentences(model),
        *quiet_sentences(result, model, today(), texts),
    ]


def _step(texts: Texts, name: str, number: int) -> AbstractContextManager[None]:
    """Says how far the work is. What is known already takes no time, and is not said."""
    return st.spinner(texts(f"forecast.step.{name}", number=number, steps=3))


def expected_purchases(texts: Texts, result: PlanResult) -> None:
    """What each client should buy; nothing where no model holds."""
    clients = result.clients
    if why_not(clients, today()) or fit(clients, today()) is None:
        return
    proof = check(clients, today())
    if proof is None or not proof.holds:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        order = st.selectbox(
            texts("forecast.order"), ORDERS, key="purchase_order", width=340,
            format_func=lambda name: texts(f"forecast.order.{name}"),
        )  # fmt: skip
        words = st.text_input(texts("list.search"), icon=":material/search:", key="search", width=260)
    table = ordered(search.matching(expected(clients, today()), words), order)
    paged(texts, table, lambda page: expected_table(page, result, texts), "purchases")
    st.caption(texts("forecast.how"))


def _proof(texts: Texts, proof: Check) -> None:
    """What the verdict rests on."""
    st.subheader(texts("forecast.check_title"), anchor=False)
    draw(held_out, texts, groups=check_groups(proof, texts))
    st.caption(texts("forecast.chart.how"))
