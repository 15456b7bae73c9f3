"""The tail ratio: what the clients that bring the last 20 % of the revenue take, against what they bring."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from lib.base.cache import once_per_list
from lib.base.money import Amounts
from lib.clients.hit_parade import clients_for
from lib.clients.model import ClientList
from lib.clients.today import resources_today
from lib.plan.members import Run, clients_after

TAIL_FROM = Decimal("0.8")
"""The tail: the clients that bring the last 20 % of the revenue."""
TAIL_WARNING = 1.25
"""Above this ratio of resources to revenue the tail eats into the rest."""


def tail_ratio(clients: ClientList, runs: Sequence[Run], resources: list[float]) -> float | None:
    """Share of the resources that the clients after the first 80 % of the revenue take / their revenue share.

    Within a tier every client takes the same.
    """
    first = _tail_start(clients)
    if first == clients.count:
        return None
    taken = sum(
        share * clients_after(run, first) / run.clients for run, share in zip(runs, resources, strict=True)
    )
    return taken / _tail_revenue_share(clients)


def tail_ratio_of(clients: ClientList, resources: Amounts) -> float | None:
    """The same with what every client took, by rank − 1; None without a tail, or where nobody took any."""
    first, total = _tail_start(clients), int(resources.sum())
    if first == clients.count or not total:
        return None
    return int(resources[first:].sum()) / total / _tail_revenue_share(clients)


def tail_ratio_today(clients: ClientList) -> float | None:
    first, today = _tail_start(clients), resources_today(clients)
    if today is None or first == clients.count:
        return None
    return float(1 - int(today[first]) / int(today[-1])) / _tail_revenue_share(clients)


def _tail_revenue_share(clients: ClientList) -> float:
    return (clients.total - int(clients.cumulative[_tail_start(clients)])) / clients.total


@once_per_list
def _tail_start(clients: ClientList) -> int:
    return clients_for(clients, Fraction(TAIL_FROM))
