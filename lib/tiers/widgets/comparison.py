"""What a move means: who changes tier compared with another plan, and who stands on the edge."""

import streamlit as st

from lib.plan.compare import changes, on_the_edge
from lib.plan.compute import PlanResult
from lib.screen.controls import follow, heed
from lib.screen.frame import tell
from lib.screen.state import Baseline, KeptScenario, Reference, reference_result, state
from lib.texts import Texts
from lib.tiers.sentences import change_sentences, edge_sentences, plan_notices, plan_sentences

_BLANK = "\u00a0"
"""Holds a place: a container with nothing in it takes none."""
_HEIGHT = 150
"""Room for the sentences: what stands below never jumps, whoever changes tier."""


def who_moves(texts: Texts, result: PlanResult) -> None:
    """Who goes up and who goes down, compared with a plan to choose."""
    clients = result.clients
    _reference_choice(texts)
    before = reference_result(clients)
    with st.container(height=_HEIGHT, border=False, gap="xsmall", key="changes"):
        tell(texts, change_sentences(clients, changes(clients, before, result), before, result, texts))


def _reference_choice(texts: Texts) -> None:
    references = _references()
    if state().reference not in references:
        state().reference = Baseline.START
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(texts("changes.reference"), width="content")
        st.selectbox(
            texts("changes.reference"),
            references,
            references.index(follow("reference", state().reference)),
            format_func=lambda reference: _reference_name(texts, reference),
            key="reference",
            label_visibility="collapsed",
            on_change=heed("reference", lambda chosen: chosen in _references(), _compare_with),
        )


def _reference_name(texts: Texts, reference: Reference) -> str:
    if isinstance(reference, KeptScenario):
        return texts("changes.reference.scenario", name=reference.name)
    return texts(f"changes.reference.{reference.value}")


def _references() -> list[Reference]:
    """The plans that there are to compare with."""
    references: list[Reference] = [Baseline.START, Baseline.STEP_BEFORE]
    references += [Baseline.LAST_PLAN] if state().last_plan else []
    return references + [KeptScenario(scenario.name) for scenario in state().scenarios]


def _compare_with(reference: Reference) -> None:
    state().reference = reference


def _who_is_on_the_edge(texts: Texts, result: PlanResult) -> None:
    """The clients so close to a boundary that a little would put them in another tier."""
    with st.container(gap="xsmall", key="edges"):
        tell(texts, edge_sentences(on_the_edge(result), result, texts))


def what_it_means(texts: Texts, result: PlanResult) -> None:
    """The plan in words: how unequally clients are treated, what the tail takes, who is on the edge, and
    what the reader should know about these cuts. Sentences come and go only in the room kept for them."""
    tell(texts, plan_sentences(result, texts))
    _who_is_on_the_edge(texts, result)
    notices = plan_notices(result, texts)
    with st.container(gap="xsmall", key="notices"):
        tell(texts, notices)
        if not notices:
            st.markdown(_BLANK)
