"""The pictures of the slide show, as HTML: the curve, stacked columns, a table of the tiers.

They are drawn once and seen from afar: large, and nothing in them moves. Names are shown as they are, never
read as HTML.
"""

import json
from collections.abc import Iterable, Sequence

from lib.base.outside import in_html
from lib.plan.compute import PlanResult, Tier
from lib.ranking.ranking import concentration
from lib.texts import Texts
from lib.tiers.live_curve import thinned_curve
from lib.tiers.shares import SMALLEST_LABEL, Measure

_ACROSS, _UP = 1000, 560
"""The size of the curve's drawing, in its own units."""


def curve(result: PlanResult, texts: Texts) -> str:
    """The Pareto curve with the share of the clients that makes 80 % of the revenue."""
    clients = result.clients
    points = json.loads(thinned_curve(clients).points)
    line = " ".join(
        f"{rank / clients.count * _ACROSS:.1f},{(1 - share) * _UP:.1f}"
        for rank, share in zip(points["ranks"], points["shares"], strict=True)
    )
    share = concentration(clients).client_share_for_80
    across, up = share * _ACROSS, 0.2 * _UP
    words = texts("chart.eighty", share=texts.percent(share))
    beside = f'x="{across + 18:.1f}"' if share < 0.6 else f'x="{across - 18:.1f}" text-anchor="end"'
    return (
        f'<svg class="curve" role="img" aria-label="{in_html(words)}" viewBox="-110 -50 1150 {_UP + 130}">'
        f'<polygon class="area" points="0,{_UP} {line} {_ACROSS},{_UP}"/>'
        f'<polyline class="line" points="{line}"/><path class="axis" d="M0,0V{_UP}H{_ACROSS}"/>'
        f"{_axes(texts)}"
        f'<path class="eighty" d="M0,{up:.1f}H{across:.1f}V{_UP}"/>'
        f'<circle class="knob" cx="{across:.1f}" cy="{up:.1f}" r="9"/>'
        f'<text class="law" {beside} y="{up + 62:.1f}">{in_html(words)}</text></svg>'
    )


def _axes(texts: Texts) -> str:
    up, across = in_html(texts("chart.y_revenue")), in_html(texts("chart.x_clients"))
    titles = (
        f'<text x="-110" y="-28">{up}</text>'
        f'<text x="{_ACROSS}" y="{_UP + 72}" text-anchor="end">{across}</text>'
    )
    return titles + "".join(
        _ticks(share, in_html(texts.percent(share))) for share in (0, 0.2, 0.4, 0.6, 0.8, 1)
    )


def _ticks(share: float, label: str) -> str:
    """What a share is called, on either axis."""
    up, across = (1 - share) * _UP, share * _ACROSS
    return (
        f'<text x="-14" y="{up:.0f}" text-anchor="end" dominant-baseline="central">{label}</text>'
        f'<text x="{across:.0f}" y="{_UP + 34}" text-anchor="middle">{label}</text>'
    )


def columns(result: PlanResult, texts: Texts, measures: Iterable[Measure]) -> str:
    """A column a measure, tier A at the bottom; what is too thin to write in is bare."""
    return (
        f'<div class="shares">{"".join(_column(result.tiers, texts, measure) for measure in measures)}</div>'
    )


def _column(tiers: Sequence[Tier], texts: Texts, measure: Measure) -> str:
    said = {tier.name: texts.percent(share) for tier, share in zip(tiers, measure.shares, strict=True)}
    words = in_html(f"{measure.name(texts)} · {texts.listing(said)}")
    boxes = "".join(
        f'<span style="height:{share:.3%};background:{tier.fill};color:{tier.ink}">'
        f"{in_html(f'{tier.name} {said[tier.name]}') if share >= SMALLEST_LABEL else ''}</span>"
        for tier, share in reversed([*zip(tiers, measure.shares, strict=True)])
    )
    name = in_html(measure.name(texts))
    return (
        f'<figure><div role="img" aria-label="{words}">{boxes}</div><figcaption>{name}</figcaption></figure>'
    )


def table(headings: Iterable[str], rows: Iterable[tuple[Tier, *tuple[str, ...]]], kind: str) -> str:
    """A table whose rows begin with the name of a tier on its colour; `kind` is its class."""
    head = "".join(f'<th scope="col">{in_html(heading)}</th>' for heading in headings)
    body = "".join(
        f'<tr><th scope="row" style="background:{tier.fill};color:{tier.ink}">{in_html(tier.name)}</th>'
        f"{''.join(f'<td>{in_html(cell)}</td>' for cell in cells)}</tr>"
        for tier, *cells in rows
    )
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
