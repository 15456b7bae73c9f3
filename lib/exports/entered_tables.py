"""Clients placed by hand, services and people as they stand in Excel: rows back into what a plan holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import cast

from lib.base.money import UNIT
from lib.exports.entered import Row
from lib.plan.placements import Placement
from lib.plan.profit_settings import ProfitSettings
from lib.plan.roles import PERFORMERS, STAFF_ROLES, Performer, StaffRole
from lib.plan.services import ONCE, Service, ServiceCatalogue
from lib.plan.team import Person, Team
from lib.screen.typed_table import performers
from lib.texts import LANGUAGES, Texts


def placed_entered(
    before: Sequence[Placement],
    shown: Collection[str],
    tiers: tuple[Mapping[str, int], int],
    rows: Sequence[Row],
) -> tuple[Placement, ...]:
    """The clients placed by hand; `shown` are those that the exported table held: others are kept. `tiers`
    are all by their names, and the last one that is used.

    A row without client or tier places nobody. Raises KeyError for a tier that does not exist.
    """
    by_name, last = tiers
    known = {placement.client: placement for placement in before}
    placed = [placement for placement in before if placement.client not in shown]
    for row in rows:
        client, tier = row.text("hand_clients"), row.text("hand_tiers")
        if client and tier:
            old = known.get(client)
            wanted = Placement(client, by_name[tier], row.text("hand_reasons"), _kept(row, old))
            placed.append(_as_before(old, wanted, last))
    return tuple(placed)


def _kept(row: Row, old: Placement | None) -> bool:
    """Whether a client was kept where it was. Raises KeyError for what is neither yes nor no."""
    said = row.text("hand_kept").casefold()
    return _ANSWERS[said] if said else old is not None and old.frozen


_ANSWERS = {
    Texts(language)(f"workbook.{answer}").casefold(): answer == "yes"
    for language in LANGUAGES
    for answer in ("yes", "no")
}


def _as_before(old: Placement | None, wanted: Placement, last: int) -> Placement:
    """A placement that names the same tier stays what it was, but for its reason and whether it is kept."""
    if old is None or min(old.tier, last) != wanted.tier:
        return wanted
    return replace(wanted, tier=old.tier)


def services_entered(before: ServiceCatalogue, rows: Sequence[Row]) -> ServiceCatalogue:
    """The catalogue. Raises ValueError, ArithmeticError, KeyError and `PlanError`."""
    services = tuple(_service(row) for row in rows)
    return ServiceCatalogue(services, before.floor_minutes, before.floor_contacts)


def _service(row: Row) -> Service:
    tiers = range(sum(cell.name == "service_times" for cell in row.values))
    return Service(
        name=row.text("service_names"),
        minutes=_whole(row.number_in("service_minutes")),
        performer=cast(Performer, performers(PERFORMERS)[row.text("service_roles").casefold()]),
        direct_cost=_whole(row.number_in("service_costs") * UNIT),
        times=tuple(_whole(row.number_in("service_times", tier) * ONCE) for tier in tiers),
        automated=tuple(_whole(row.number_in("service_automated", tier) * 100) for tier in tiers),
    )


def people_entered(before: Team, rows: Sequence[Row], settings: ProfitSettings) -> Team:
    """The people. A person renamed in their row keeps the clients given by hand; those of a person who has
    gone are given to nobody. Raises ValueError, ArithmeticError, KeyError and `PlanError`."""
    usual = {person.name for person in before.people if person.cost_per_hour is None}
    people = tuple(_at_usual_cost(_person(row), usual, settings) for row in rows)
    names = {person.name: person.name for person in people}
    if len(people) == len(before.people):
        names |= {old.name: new.name for old, new in zip(before.people, people, strict=True)}
    by_hand = tuple((client, number, names[name]) for client, number, name in before.by_hand if name in names)
    return replace(before, people=people, by_hand=by_hand)


def _person(row: Row) -> Person:
    return Person(
        name=row.text("person_names"),
        role=cast(StaffRole, performers(STAFF_ROLES)[row.text("person_roles").casefold()]),
        minutes=_whole(row.number_in("person_hours") * 60),
        cost_per_hour=_whole(row.number_in("person_costs") * UNIT),
    )


def _at_usual_cost(person: Person, usual: Collection[str], settings: ProfitSettings) -> Person:
    """Somebody without a cost of their own still has none while the cell holds what their role costs."""
    if person.name in usual and person.cost_per_hour == settings.paid_cost(person.role):
        return replace(person, cost_per_hour=None)
    return person


def _whole(value: Decimal) -> int:
    """The nearest whole number, halves away from zero as in Excel."""
    return int(value.to_integral_value(rounding=ROUND_HALF_UP))
