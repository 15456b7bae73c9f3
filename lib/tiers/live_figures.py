"""What the meeting page says of a plan, figure by figure, and what its browser needs to say it by itself
while a hand moves a slider.

`said` is the answer of the server; `board/figures.js` says the same of the plan that the hand is making,
with the words and the rules that it is given here. A test holds the two to one another, to the digit.
"""

from dataclasses import dataclass
from typing import Any

from lib.clients.keys import rank_of
from lib.clients.model import ClientList
from lib.clients.today import resources_today
from lib.plan.budgets import WHOLE
from lib.plan.compute import PlanResult, Tier
from lib.texts import Texts
from lib.texts.rhythm import CALLS, RULE, rhythm
from lib.texts.wording import Sentences
from lib.tiers.sentences import last_tier_sentence, share_words, threshold_sentence
from lib.tiers.shares import BOX, box_label, four_shares
from lib.tiers.tier_table import NOTHING, TIMES, cells

BOLD = "\u2063"
"""Stands around what is bold in a sentence: names from outside may hold Markdown's own marks."""
RULES = {"rhythm": RULE, "box": BOX}
"""The figures of the rules that the browser follows."""

Said = dict[str, Any]


@dataclass(frozen=True)
class LivePlan:
    """What a browser needs of a plan to follow a hand: thresholds (0–1), the budget in minutes, each tier's
    share of it in parts of `whole`, the locks, the rule that shares it out (None: by hand), and the clients
    placed by hand as (rank, tier, revenue, what it takes today)."""

    thresholds: tuple[float, ...]
    minutes: int
    shares: tuple[int, ...]
    locked: tuple[bool, ...]
    rule: str | None
    mix: int
    placed: tuple[tuple[int, int, int, int], ...]
    whole: int = WHOLE


def live_plan(result: PlanResult) -> LivePlan:
    """The plan as the browser gets it."""
    plan = result.plan
    by_hand = len(plan.budget_shares) == len(result.tiers)
    unknown = plan.budget_rule == "today" and result.tiers[0].today_share is None
    return LivePlan(
        thresholds=tuple(float(threshold) for threshold in result.thresholds),
        minutes=result.tier_budget,
        shares=result.shares,
        locked=result.locked,
        rule=None if by_hand or unknown else plan.budget_rule,
        mix=plan.budget_mix,
        placed=tuple(_placed(result)),
    )


def _placed(result: PlanResult) -> list[tuple[int, int, int, int]]:
    clients, today = result.clients, resources_today(result.clients)
    ranked = ((placement, rank_of(clients, placement.client)) for placement in result.plan.placed)
    return [
        (
            rank,
            placement.tier,
            int(clients.revenue[rank - 1]),
            0 if today is None else int(today[rank] - today[rank - 1]),
        )
        for placement, rank in ranked
        if rank is not None
    ]


def said(result: PlanResult, texts: Texts, columns: tuple[str, ...], unit: str) -> Said:
    """All that the live part of the page says of a plan.

    `headline`, the sentences of `thresholds` and `budgets` and where their sliders stand (`…_at`, percent),
    the thresholds as they are `typed` in a unit, the `rows` of the table, and of each of the four `bars` the
    `shares` (0–1), their `percents` and what is written into its `boxes`.
    """
    boundaries = range(len(result.boundaries))
    return {
        "headline": " ".join(in_bold(texts, last_tier_sentence(result, texts))),
        "thresholds": [_sentence(texts, threshold_sentence(result, index, texts)) for index in boundaries],
        "thresholds_at": [round(threshold * 100) for threshold in result.thresholds],
        "typed": [typed(result, index, texts, unit) for index in boundaries],
        "budgets": [budget_label(tier, texts) for tier in result.tiers],
        "budgets_at": [round(tier.budget_share * 100) for tier in result.tiers],
        "rows": [cells(tier, texts, result.clients.currency, columns) for tier in result.tiers],
        "bars": [_bar(result.tiers, measure.shares, texts) for measure in four_shares(result)],
    }


def typed(result: PlanResult, index: int, texts: Texts, unit: str) -> str:
    """A threshold as people type it: the share that was set, the clients or the amount that it comes to."""
    boundary = result.boundaries[index]
    match unit:
        case "clients":
            return texts.integer(boundary.rank)
        case "amount":
            return texts.money(boundary.above, result.clients.currency)
    return share_words(result.thresholds[index], texts)


def budget_label(tier: Tier, texts: Texts) -> str:
    """What a tier gets of the budget."""
    return texts(
        "tiers.budget",
        tier=tier.name,
        share=texts.percent(tier.budget_share),
        hours=texts.hours(tier.minutes),
        each=rhythm(tier.minutes_per_client, texts),
    )


def _bar(tiers: tuple[Tier, ...], shares: tuple[float, ...], texts: Texts) -> Said:
    percents = [texts.percent(share) for share in shares]
    return {
        "shares": list(shares),
        "percents": percents,
        "boxes": [
            box_label(tier.name, share, percent)
            for tier, share, percent in zip(tiers, shares, percents, strict=True)
        ],
    }


def _sentence(texts: Texts, sentence: tuple[str, dict[str, str]]) -> str:
    return texts(sentence[0], **sentence[1])


def in_bold(texts: Texts, sentences: Sentences) -> list[str]:
    """Sentences that have words in bold: the marks around them are ours alone."""
    return [
        texts(key, **{name: f"{{{name}}}" for name in values}).replace("**", BOLD).format(**values)
        for key, values in sentences
    ]


def live_words(texts: Texts, clients: ClientList) -> dict[str, str]:
    """The sentences that the browser fills in by itself, with their {fields}."""
    today = resources_today(clients) is not None
    headline = _open(texts, f"tiers.last_tier{'_today' if today else ''}", "last clients revenue alike plan")
    return {
        "headline": headline.replace("**", BOLD),
        "threshold": _open(texts, "tiers.threshold", "upper lower clients share amount"),
        "threshold_set": _open(texts, "tiers.threshold_set", "upper lower clients share set"),
        "budget": _open(texts, "tiers.budget", "tier share hours each"),
        "lock": _open(texts, "tiers.lock", "tier"),
        "minutes": _open(texts, "time.minutes", "minutes"),
        "hours": _open(texts, "time.hours", "hours"),
        "hours_minutes": _open(texts, "time.hours_minutes", "hours minutes"),
        **{f"long_{unit}": _open(texts, f"rhythm.time.{unit}", "time") for unit in RULE["long"]},
        **{f"call.{period}": _open(texts, f"rhythm.call.{period}", "minutes") for period in CALLS},
        "little": _open(texts, "rhythm.little", "time"),
        "nothing": texts("rhythm.nothing"),
        "times": f"{TIMES}{{number}}",
        "no_figure": NOTHING,
        "one": texts.form("count.clients", 1),
        "other": texts.form("count.clients", 2),
        "money": texts("curve.money", amount="{amount}", sign=texts.symbol(clients.currency)).strip(),
        "percent": texts("curve.percent", share="{share}"),
    }


def _open(texts: Texts, key: str, fields: str) -> str:
    """A sentence whose fields are still open."""
    return texts(key, **{field: f"{{{field}}}" for field in fields.split()})
