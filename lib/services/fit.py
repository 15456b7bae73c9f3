"""How a catalogue is made to fit the budget of each tier, and what would mend one that does not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.plan.services import EXACT, MOST_TIMES, ONCE, Load, Service, ServiceCatalogue, received

STEPS = ((ONCE, ONCE // 10), (ONCE // 10, 1))
"""Proposed times a year are whole from ten on, in tenths below; finer where that leaves too much unused."""
MANY = 10 * ONCE
UNUSED = 0.02
"""The part of a tier's budget that tenths may leave unused."""


def fit(catalogue: ServiceCatalogue, clients: Sequence[int], minutes: Sequence[int]) -> ServiceCatalogue:
    """Times a year that just use each tier's budget, in proportion to those written, never below the floor.

    "Just use": the budget is not passed, and every service is less than a step away from its exact part
    of it. A tier without any time starts from one time of each service. The floor comes before the
    budget. Services that take no time stay as they are.
    """
    fitting = catalogue.for_tiers(len(clients))
    columns = [
        _fitted(fitting, tier, budget * EXACT // count)
        for tier, (count, budget) in enumerate(zip(clients, minutes, strict=True))
    ]
    services = zip(fitting.services, zip(*columns, strict=True), strict=True)
    return replace(fitting, services=tuple(replace(service, times=times) for service, times in services))


def _fitted(catalogue: ServiceCatalogue, tier: int, target: int) -> tuple[int, ...]:
    """The times of one tier for a budget per client in ten-thousandths of a minute."""
    units = [_unit(service, tier) for service in catalogue.services]
    times = [service.times[tier] for service in catalogue.services]
    if not any(time * unit for time, unit in zip(times, units, strict=True)):
        times = [ONCE if unit else time for time, unit in zip(times, units, strict=True)]
    fitted = times
    for steps in STEPS:
        fitted = _filled(times, units, target, steps)
        if target - _sum(fitted, units) <= UNUSED * target:
            break
    return tuple(_lifted(catalogue, tier, fitted))


def _filled(times: list[int], units: list[int], target: int, steps: tuple[int, int]) -> list[int]:
    """Times in proportion, rounded down to the step; those most cut off are raised by one where it fits."""
    whole = _sum(times, units)
    if not whole:
        return times
    wanted = [time * target // whole if unit else time for time, unit in zip(times, units, strict=True)]
    step = [steps[0] if time >= MANY else steps[1] for time in wanted]
    filled = [
        min(time // each * each, MOST_TIMES) if unit else time
        for time, each, unit in zip(wanted, step, units, strict=True)
    ]
    left = target - _sum(filled, units)
    for row in sorted(range(len(units)), key=lambda row: (filled[row] - wanted[row]) / step[row]):
        more = units[row] * step[row]
        if units[row] and times[row] and more <= left and filled[row] + step[row] <= MOST_TIMES:
            filled[row] += step[row]
            left -= more
    return filled


def _lifted(catalogue: ServiceCatalogue, tier: int, times: list[int]) -> list[int]:
    """The times, raised in proportion where the floor asks for more."""
    services = tuple(
        replace(s, times=(time,), automated=(s.automated[tier],))
        for s, time in zip(catalogue.services, times, strict=True)
    )
    units = [_unit(service, 0) for service in services]
    for floor, measure in ((catalogue.floor_minutes, 0), (catalogue.floor_contacts, 1)):
        got = received(replace(catalogue, services=services), 0)[measure]
        if got < floor * EXACT:
            start = [
                max(s.times[0], 1) if unit else s.times[0] for s, unit in zip(services, units, strict=True)
            ]
            times = _raised(services, units, start, floor * EXACT, measure)
            services = tuple(replace(s, times=(time,)) for s, time in zip(services, times, strict=True))
    return [service.times[0] for service in services]


def _raised(
    services: tuple[Service, ...], units: list[int], start: list[int], floor: int, measure: int
) -> list[int]:
    """The times of the services that take time, raised until minutes (0) or contacts (1) reach the floor."""
    scaled = replace_times(services, start)
    movable = [s if unit else replace(s, times=(0,)) for s, unit in zip(scaled, units, strict=True)]
    fixed = [replace(s, times=(0,)) if unit else s for s, unit in zip(scaled, units, strict=True)]
    part = received(ServiceCatalogue(tuple(movable)), 0)[measure]
    missing = floor - received(ServiceCatalogue(tuple(fixed)), 0)[measure]
    if part <= 0 or part >= missing:
        return start
    return [
        min(-(-time * missing // part), MOST_TIMES) if unit else time
        for time, unit in zip(start, units, strict=True)
    ]


def replace_times(services: Sequence[Service], times: Sequence[int]) -> tuple[Service, ...]:
    """Services of one tier with other times."""
    return tuple(replace(service, times=(time,)) for service, time in zip(services, times, strict=True))


def _unit(service: Service, tier: int) -> int:
    """The load of a hundredth of a time for one client of the tier."""
    return 0 if service.performer == "automatic" else service.minutes * (100 - service.automated[tier])


def _sum(times: Sequence[int], units: Sequence[int]) -> int:
    return sum(time * unit for time, unit in zip(times, units, strict=True))


@dataclass(frozen=True)
class Overload:
    """A tier or a role that is asked for more than it has, and the service that would mend it.

    Minutes are whole; `automate` is the further part (0–1) of the service in that tier to be automated,
    None where even all of it would not be enough.
    """

    minutes: int
    """Minutes over the budget or the capacity."""
    service: int
    tier: int
    """The service and the tier that take most of the time in question."""
    automate: float | None


def tier_overloads(loads: Load, minutes: Sequence[int]) -> dict[int, Overload]:
    """The tiers over their budget."""
    overloads = {}
    for tier, budget in enumerate(minutes):
        over = int(loads.by_tier[tier]) - budget * EXACT
        if over > 0:
            service = int(loads.by_service[:, tier].argmax())
            overloads[tier] = _overload(loads, over, service, tier)
    return overloads


def role_overloads(loads: Load, capacity: dict[StaffRole, int]) -> dict[StaffRole, Overload]:
    """The roles over their capacity in minutes; a role without an entry is not limited."""
    overloads: dict[StaffRole, Overload] = {}
    for role in STAFF_ROLES:
        over = int(loads.by_role(role).sum()) - capacity.get(role, 0) * EXACT
        if role in capacity and over > 0:
            rows = [row for row, s in enumerate(loads.catalogue.services) if s.performer == role]
            part = loads.by_service[rows]
            row, tier = divmod(int(part.argmax()), part.shape[1])
            overloads[role] = _overload(loads, over, rows[row], tier)
    return overloads


def _overload(loads: Load, over: int, service: int, tier: int) -> Overload:
    """What part of the largest service would have to be automated on top."""
    largest = int(loads.by_service[service, tier])
    return Overload(-(-over // EXACT), service, tier, over / largest if over <= largest else None)
