"""The article's argument as one small picture: what the last tier of the example takes today and in the plan.

What the examples hold is written down here, so that the front page opens no file; a test counts it again.
"""

from dataclasses import dataclass

from lib.base.outside import in_html
from lib.texts import Language, Texts


@dataclass(frozen=True)
class Promise:
    """The last tier of a list in equal slices; shares between 0 and 1."""

    clients: int
    all_clients: int
    revenue_share: float
    time_share: float
    """Of the time as it is spent today."""
    plan_share: float


EXAMPLES: dict[Language, Promise] = {
    "fr": Promise(134, 173, 0.1865, 0.7364, 0.2),
    "en": Promise(136, 173, 0.1989, 0.7447, 0.2),
}
"""Of `sample_data/clients_*.xlsx`."""


def promise_picture(promise: Promise, texts: Texts) -> str:
    """Two bars: the part of the revenue, and the part of the time, which turns into the plan's.

    Both figures of the time stand beside it, so that nothing is lost where no motion is wanted.
    """
    time, plan = texts.percent(promise.time_share), texts.percent(promise.plan_share)
    revenue = texts.percent(promise.revenue_share)
    label = in_html(texts("promise.picture", time=time, revenue=revenue, plan=plan))
    bars = [
        _bar(texts("promise.revenue"), revenue, promise.revenue_share, promise.revenue_share),
        _bar(texts("promise.time"), f"{time} → {plan}", promise.time_share, promise.plan_share),
    ]
    return f'<div class="promise" role="img" aria-label="{label}">{"".join(bars)}</div>'


def _bar(name: str, figure: str, before: float, after: float) -> str:
    style = f"--before:{before:.2%};--after:{after:.2%}"
    return (
        f'<div class="bar"><span>{in_html(name)}</span><b>{in_html(figure)}</b>'
        f'<i><u style="{style}"></u></i></div>'
    )
