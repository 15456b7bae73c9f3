"""The article's picture, as HTML: what each tier is, brings, takes before the plan, and gets.

Four stacked columns that change at every step: boxes cost the browser a fraction of what a chart does.
"""

from collections.abc import Sequence
from html import escape

from lib.plan.compute import PlanResult, Tier
from lib.ranking.chart_tables import SMALLEST_LABEL, baseline_key
from lib.texts import Texts

LONGEST_LABEL = 6
"""Letters of a tier's name that a column has room for."""


def shares_picture(result: PlanResult, texts: Texts) -> str:
    """Four columns, tier A at the bottom. Names are shown as they are, never read as HTML."""
    tiers = result.tiers
    columns = {
        "chart.clients": [tier.client_share for tier in tiers],
        "chart.revenue": [tier.revenue_share for tier in tiers],
        baseline_key(result): [tier.baseline_share for tier in tiers],
        "chart.plan": [tier.budget_share for tier in tiers],
    }
    drawn = "".join(_column(tiers, texts, texts(key), shares) for key, shares in columns.items())
    return f'<div class="shares">{drawn}</div>'


def _column(tiers: Sequence[Tier], texts: Texts, measure: str, shares: Sequence[float]) -> str:
    """One column; the `|` in the name of its measure is where the line breaks."""
    said = {tier.name: texts.percent(share) for tier, share in zip(tiers, shares, strict=True)}
    slices = "".join(
        _slice(tier, share, f"{_short(tier.name)}  {said[tier.name]}")
        for tier, share in reversed([*zip(tiers, shares, strict=True)])
    )
    words = escape(f"{measure.replace('|', ' ')} · {texts.listing(said)}")
    name = "<br>".join(escape(line) for line in measure.split("|"))
    return (
        f'<figure><div role="img" aria-label="{words}">{slices}</div><figcaption>{name}</figcaption></figure>'
    )


def _slice(tier: Tier, share: float, label: str) -> str:
    written = escape(label) if share >= SMALLEST_LABEL else ""
    style = f"height:{share:.3%};background:{tier.fill};color:{tier.ink}"
    return f'<span style="{style}" title="{escape(label)}">{written}</span>'


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_LABEL else name[: LONGEST_LABEL - 1].rstrip() + "…"
