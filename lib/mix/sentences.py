"""What the tiers buy, in words."""

from lib.mix.mix import ArticleMix, clients_to_call, gaps
from lib.plan.compute import PlanResult
from lib.texts import Texts
from lib.texts.wording import NAMED, Sentences, and_others, shortened

MOST_LACKED = 4
"""Items that a cell names."""


def mix_sentences(result: PlanResult, mix: ArticleMix, texts: Texts) -> Sentences:
    """What each tier buys and the one below does not, tier by tier; or that there is no such thing."""
    sentences: Sentences = []
    for lower in range(1, len(result.tiers)):
        wide = gaps(mix, lower)[:NAMED]
        if not wide:
            continue
        listed = [
            texts(
                "mix.gap.item",
                item=shortened(mix.items[gap.item]),
                upper=texts.percent(gap.upper),
                lower=texts.percent(gap.lower),
            )
            for gap in wide
        ]
        names = {"upper": result.tiers[lower - 1].name, "lower": result.tiers[lower].name}
        sentences.append(("mix.gap", names | {"items": ", ".join(listed)}))
    return sentences or [("mix.no_gap", {})]


def call_sentences(result: PlanResult, texts: Texts) -> Sentences:
    """How many clients lack something that is usual one tier up."""
    called = clients_to_call(result)
    if called.empty:
        return []
    worth = texts.money(int(called["worth"].sum()), result.clients.currency)
    return [("mix.calls", {"clients": texts.plural("count.clients", len(called)), "worth": worth})]


def lacked(items: list[str], texts: Texts) -> str:
    """What a client lacks, in a cell."""
    return and_others([shortened(item) for item in items[:MOST_LACKED]], len(items), texts)
