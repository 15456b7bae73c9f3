"""The cells of the table of tiers on the meeting page.

Nothing on that page is read more often or changes more often. A plain table is legible to screen readers
and from the back of a room, needs no canvas, and costs a step next to nothing.
"""

from collections.abc import Callable

from lib.plan.compute import Tier
from lib.texts import Texts

Cell = Callable[[Tier, Texts, str | None], str]
"""What a cell of a tier says, in the reader's notation and the list's currency."""
NOTHING = "–"
TIMES = "×\u202f"


def _per_hour(tier: Tier, texts: Texts, currency: str | None) -> str:
    per_hour = tier.revenue_per_hour
    return NOTHING if per_hour is None else texts.money(per_hour, currency)


_CELLS: dict[str, Cell] = {
    "clients": lambda tier, texts, _: texts.integer(tier.clients),
    "revenue": lambda tier, texts, currency: texts.money(tier.revenue, currency),
    "revenue_share": lambda tier, texts, _: texts.percent(tier.revenue_share, 1),
    "spread": lambda tier, texts, _: TIMES + texts.number(tier.spread, 1),
    "variation": lambda tier, texts, _: texts.percent(tier.variation),
    "hours": lambda tier, texts, _: texts.hours(tier.minutes),
    "hours_per_client": lambda tier, texts, _: texts.hours(tier.minutes_per_client),
    "revenue_per_hour": _per_hour,
    "intensity": lambda tier, texts, _: texts.number(tier.intensity, 2),
}
COLUMNS = tuple(_CELLS)
"""What the table can show of a tier beside its name."""
EXPLAINED = ("spread", "variation", "intensity")
"""Those whose headings do not say what they are."""
SHORT = ("clients", "revenue", "revenue_share", "hours", "hours_per_client")
"""What a meeting looks at from afar."""


def cells(tier: Tier, texts: Texts, currency: str | None, columns: tuple[str, ...] = COLUMNS) -> list[str]:
    """What the table says of a tier beside its name, column by column."""
    return [_CELLS[name](tier, texts, currency) for name in columns]
