"""What a move means, in words: who changes tier compared with another plan, who stands on the edge, how
unequally clients are treated, and what the reader should know about these cuts."""

from typing import Any

from lib.plan.compare import changes, on_the_edge
from lib.plan.compute import PlanResult
from lib.screen.state import Baseline, KeptScenario, Reference, reference_result, state
from lib.texts import Texts
from lib.tiers.live_figures import in_bold
from lib.tiers.sentences import change_sentences, edge_sentences, plan_notices, plan_sentences


def meaning(texts: Texts, result: PlanResult) -> dict[str, Any]:
    """The plan in words: the plans that it can be compared with and the one that it is, and the sentences."""
    clients = result.clients
    if state().reference not in (references := _references()):
        state().reference = Baseline.START
    before = reference_result(clients)
    return {
        "references": [_name(texts, reference) for reference in references],
        "reference": references.index(state().reference),
        "changes": in_bold(
            texts, change_sentences(clients, changes(clients, before, result), before, result, texts)
        ),
        "plan": in_bold(texts, plan_sentences(result, texts)),
        "edges": in_bold(texts, edge_sentences(on_the_edge(result), result, texts)),
        "notices": in_bold(texts, plan_notices(result, texts)),
    }


def compare_with(name: str) -> None:
    """Compare with the plan of that name; another name than those that are offered changes nothing."""
    texts = Texts(state().language)
    for reference in _references():
        if _name(texts, reference) == name:
            state().reference = reference
            return


def _name(texts: Texts, reference: Reference) -> str:
    if isinstance(reference, KeptScenario):
        return texts("changes.reference.scenario", name=reference.name)
    return texts(f"changes.reference.{reference.value}")


def _references() -> list[Reference]:
    """The plans that there are to compare with."""
    references: list[Reference] = [Baseline.START, Baseline.STEP_BEFORE]
    references += [Baseline.LAST_PLAN] if state().last_plan else []
    return references + [KeptScenario(scenario.name) for scenario in state().scenarios]
