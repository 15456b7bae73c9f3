"""Catalogues to start from: what four kinds of firm usually do for their clients, over five tiers."""

from typing import Literal, get_args

from lib.base.money import UNIT
from lib.plan.roles import Performer
from lib.plan.services import ONCE, Service, ServiceCatalogue
from lib.texts import Texts

Firm = Literal["trade", "consulting", "manufacturing", "accountancy"]
FIRMS: tuple[Firm, ...] = get_args(Firm)

_Row = tuple[str, int, Performer, int, tuple[float, ...], tuple[int, ...]]
"""Key of the name, minutes, who, direct cost in units, times a year and automated percent from A to E."""
_BY_HAND = (0, 0, 0, 0, 0)
_AUTOMATIC: Performer = "automatic"

_ROWS: dict[Firm, tuple[_Row, ...]] = {
    "trade": (
        ("owner_visit", 90, "owner", 20, (4, 1, 0, 0, 0), _BY_HAND),
        ("visit", 75, "manager", 15, (8, 6, 2, 0.5, 0), _BY_HAND),
        ("call", 15, "manager", 0, (24, 12, 6, 2, 1), (0, 0, 0, 0, 50)),
        ("offer", 45, "manager", 0, (4, 3, 2, 1, 0), (0, 0, 0, 50, 0)),
        ("hotline", 12, "team", 0, (12, 8, 6, 3, 2), (0, 0, 20, 40, 60)),
        ("newsletter", 0, _AUTOMATIC, 0, (12, 12, 12, 12, 12), _BY_HAND),
    ),
    "consulting": (
        ("owner_lunch", 120, "owner", 60, (3, 1, 0, 0, 0), _BY_HAND),
        ("steering", 90, "manager", 0, (6, 4, 2, 1, 0), _BY_HAND),
        ("call", 20, "manager", 0, (24, 12, 6, 2, 1), _BY_HAND),
        ("satisfaction", 20, "team", 0, (2, 2, 1, 1, 1), (0, 0, 50, 80, 80)),
        ("watch_note", 60, "team", 0, (4, 2, 1, 0, 0), (0, 25, 50, 0, 0)),
        ("webinar", 0, _AUTOMATIC, 5, (4, 4, 4, 4, 4), _BY_HAND),
    ),
    "manufacturing": (
        ("owner_review", 120, "owner", 40, (2, 1, 0, 0, 0), _BY_HAND),
        ("visit", 120, "manager", 30, (6, 4, 2, 0.5, 0), _BY_HAND),
        ("forecast", 45, "manager", 0, (12, 4, 2, 0, 0), _BY_HAND),
        ("order_follow_up", 10, "team", 0, (24, 16, 10, 6, 4), (25, 25, 50, 60, 80)),
        ("complaint", 45, "team", 10, (2, 1.5, 1, 0.5, 0.25), _BY_HAND),
        ("portal", 0, _AUTOMATIC, 2, (12, 12, 12, 12, 12), _BY_HAND),
    ),
    "accountancy": (
        ("annual_meeting", 120, "owner", 0, (2, 1, 0.5, 0, 0), _BY_HAND),
        ("accounts_meeting", 90, "manager", 0, (2, 1, 1, 1, 0.5), _BY_HAND),
        ("dashboard", 45, "manager", 0, (12, 4, 2, 1, 0), (0, 25, 50, 75, 0)),
        ("call", 15, "manager", 0, (24, 12, 8, 4, 2), _BY_HAND),
        ("missing_documents", 10, "team", 0, (12, 12, 12, 6, 4), (50, 50, 60, 80, 80)),
        ("tax_letter", 0, _AUTOMATIC, 0, (12, 12, 12, 12, 12), _BY_HAND),
    ),
}


def example(firm: Firm, texts: Texts) -> ServiceCatalogue:
    """The catalogue of a kind of firm, named in the reader's language."""
    return ServiceCatalogue(
        tuple(
            Service(
                name=texts(f"services.example.{key}"),
                minutes=minutes,
                performer=performer,
                direct_cost=cost * UNIT,
                times=tuple(round(number * ONCE) for number in times),
                automated=automated,
            )
            for key, minutes, performer, cost, times, automated in _ROWS[firm]
        )
    )
