"""What each tier gets: the services, how often and by whom; the load that makes, and the floor below it.

Times a year are whole hundredths, automated parts whole percent and lengths whole minutes, so a load is
a whole number of ten-thousandths of a minute (`EXACT`): loads of clients add up to tiers, to roles and
to the total without a rounding.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np
import numpy.typing as npt

from lib.base.bounds import Bounds, Length
from lib.base.money import UNIT
from lib.plan.errors import check, check_fields
from lib.plan.roles import Performer

EXACT = 10_000
"""Parts of a minute in which loads are counted, and parts of a contact."""
ONCE = 100
"""Times a year are counted in hundredths."""
MOST_TIMES = 400 * ONCE
"""Times a year: at most somewhat more than once a day."""
DEFAULT_FLOOR_MINUTES, DEFAULT_FLOOR_CONTACTS = 15, 1

Loads = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Service:
    """One service. Checked when it enters a catalogue.

    `minutes` each time; `direct_cost` each time, in ten-thousandths; `times` a year per client in
    hundredths and `automated` in percent (0–100), one entry a tier.
    """

    name: str
    minutes: Annotated[int, Bounds(0, 6_000)]
    performer: Performer
    direct_cost: Annotated[int, Bounds(0, 10**8 * UNIT, UNIT)] = 0
    times: tuple[Annotated[int, Bounds(0, MOST_TIMES, ONCE)], ...] = ()
    automated: tuple[Annotated[int, Bounds(0, 100)], ...] = ()

    def for_tiers(self, count: int) -> "Service":
        """The service over another number of tiers: the first and the last keep their values."""
        return replace(self, times=_stretched(self.times, count), automated=_stretched(self.automated, count))


@dataclass(frozen=True)
class ServiceCatalogue:
    """The services and the floor: the least that any client gets in a year. Raises `PlanError`.

    A contact is one time of a service that a person performs; the automated part of it does not count.
    """

    services: Annotated[tuple[Service, ...], Length(0, 60)] = ()
    floor_minutes: Annotated[int, Bounds(0, 6_000)] = DEFAULT_FLOOR_MINUTES
    floor_contacts: Annotated[int, Bounds(0, 366)] = DEFAULT_FLOOR_CONTACTS

    def __post_init__(self) -> None:
        check_fields(self)
        for row, service in enumerate(self.services, 1):
            check(bool(service.name.strip()), "name", row=row)
            check(len(service.times) == len(service.automated) > 0, "times", row=row)

    def for_tiers(self, count: int) -> "ServiceCatalogue":
        """The catalogue over that many tiers."""
        return replace(self, services=tuple(service.for_tiers(count) for service in self.services))


@dataclass(frozen=True, eq=False)
class Load:
    """What a catalogue asks for, in ten-thousandths of a minute.

    `by_service` has one row a service and one column a tier, for all clients of the tier together.
    """

    catalogue: ServiceCatalogue
    clients: tuple[int, ...]
    by_service: Loads

    @property
    def by_tier(self) -> Loads:
        return np.asarray(self.by_service.sum(axis=0), dtype=np.int64)

    @property
    def total(self) -> int:
        return int(self.by_service.sum())

    def by_role(self, role: Performer) -> Loads:
        """The load of one role, tier by tier."""
        rows = [row for row, service in enumerate(self.catalogue.services) if service.performer == role]
        return np.asarray(self.by_service[rows].sum(axis=0), dtype=np.int64)

    def per_client(self, role: Performer) -> tuple[int, ...]:
        """What one client of each tier gets of a role."""
        loads = zip(self.by_role(role), self.clients, strict=True)
        return tuple(int(load) // clients for load, clients in loads)


def load(catalogue: ServiceCatalogue, clients: Sequence[int]) -> Load:
    """The load of a catalogue on tiers of that many clients: times × minutes × (1 − automated) × clients.

    Services that nobody performs take no time. The catalogue may be written for another number of tiers.
    """
    fitting = catalogue.for_tiers(len(clients))
    rows = [
        [units * times * count for units, times, count in zip(_units(s), s.times, clients, strict=True)]
        for s in fitting.services
    ]
    table = np.array(rows, dtype=np.int64).reshape(len(rows), len(clients))
    return Load(fitting, tuple(clients), table)


def direct_costs(catalogue: ServiceCatalogue, clients: Sequence[int]) -> list[int]:
    """What the services of each tier cost besides time, in ten-thousandths."""
    fitting = catalogue.for_tiers(len(clients))
    return [
        (sum(s.direct_cost * s.times[tier] for s in fitting.services) * count + ONCE // 2) // ONCE
        for tier, count in enumerate(clients)
    ]


@dataclass(frozen=True)
class FloorBreak:
    """A tier whose clients get less than the floor. Per client and year; contacts in ten-thousandths."""

    tier: int
    minutes: float
    contacts: int
    missing_minutes: float
    """Whole minutes that each client lacks."""
    missing_contacts: int
    tier_minutes: float
    """What the missing minutes come to for the whole tier."""


def floor_breaks(catalogue: ServiceCatalogue, clients: Sequence[int]) -> list[FloorBreak]:
    """The tiers below the floor, with what each lacks. None with an empty catalogue."""
    fitting = catalogue.for_tiers(len(clients))
    breaks = []
    for tier, count in enumerate(clients) if fitting.services else ():
        minutes, contacts = received(fitting, tier)
        short = max(0, fitting.floor_minutes * EXACT - minutes)
        few = max(0, fitting.floor_contacts * EXACT - contacts)
        if short or few:
            breaks.append(
                FloorBreak(tier, minutes / EXACT, contacts, short / EXACT, few, short * count / EXACT)
            )
    return breaks


def received(catalogue: ServiceCatalogue, tier: int) -> tuple[int, int]:
    """The minutes and the contacts that a client of a tier gets in a year, both in ten-thousandths."""
    minutes = sum(_units(service)[tier] * service.times[tier] for service in catalogue.services)
    contacts = sum(
        service.times[tier] * (100 - service.automated[tier])
        for service in catalogue.services
        if service.performer != "automatic"
    )
    return minutes, contacts


def _units(service: Service) -> tuple[int, ...]:
    """The load of a hundredth of a time for one client of each tier."""
    each = 0 if service.performer == "automatic" else service.minutes
    return tuple(each * (100 - part) for part in service.automated)


def _stretched(values: tuple[int, ...], count: int) -> tuple[int, ...]:
    if len(values) == count:
        return values
    last = len(values) - 1
    return tuple(values[round(tier * last / max(1, count - 1))] for tier in range(count))
