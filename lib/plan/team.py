"""The people: who they are, the hours they have for clients, what an hour of theirs costs."""

from dataclasses import dataclass, replace
from typing import Annotated, Literal, get_args

from lib.base.bounds import Bounds, Length, length_of
from lib.base.cache import once_per_list
from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.plan.errors import check, check_fields
from lib.plan.roles import StaffRole

PaidHour = Annotated[int, Bounds(0, 100_000 * UNIT, UNIT)]
"""The cost of a paid hour in ten-thousandths; in some currencies an hour costs tens of thousands."""
DEFAULT_PERSON_HOURS = 1_000
"""Hours for clients that a name read from the file starts with; other work takes the rest of 1,600."""
ByHand = tuple[tuple[str, str, str], ...]
"""Client, client number, person: who looks after whom because the user said so."""


@dataclass(frozen=True)
class Person:
    """One person. `minutes` a year for clients, at most 100,000 hours: an entry may stand for a whole
    service, such as a call centre of 60 people. `cost_per_hour` is what a paid hour of this person costs;
    None where it is what an hour of the role costs."""

    name: str
    role: StaffRole = "manager"
    minutes: Annotated[int, Bounds(0, 100_000 * 60, 60)] = DEFAULT_PERSON_HOURS * 60
    cost_per_hour: PaidHour | None = None


Country = Literal["AT", "BE", "CA", "CH", "DE", "ES", "FR", "GB", "IE", "IT", "LU", "MC", "NL", "PT", "US"]
COUNTRIES: tuple[Country, ...] = get_args(Country)
"""Countries whose public holidays are kept, by ISO 3166."""


@dataclass(frozen=True)
class Team:
    """The people, the clients that the user has given to one of them, and the country on whose public
    holidays nobody is called; None while nobody has chosen one. Raises `PlanError`."""

    people: Annotated[tuple[Person, ...], Length(0, 200)] = ()
    by_hand: ByHand = ()
    country: Country | None = None

    def __post_init__(self) -> None:
        check_fields(self)
        names = [person.name.casefold() for person in self.people]
        for row, person in enumerate(self.people, 1):
            check(bool(person.name.strip()), "person_name", row=row)
            check(names.index(person.name.casefold()) == row - 1, "person_twice", row=row, value=person.name)

    def capacity(self) -> dict[StaffRole, int]:
        """The minutes of each role that has people; none with nobody in the team."""
        roles = {person.role for person in self.people}
        return {role: sum(p.minutes for p in self.people if p.role == role) for role in roles}

    def paid_hour(self, role: StaffRole, usual: int) -> int:
        """What a paid hour of a role costs: its people weighted by their hours, `usual` for those without a
        cost of their own, and where nobody is."""
        people = [person for person in self.people if person.role == role]
        minutes = sum(person.minutes for person in people)
        costs = [usual if person.cost_per_hour is None else person.cost_per_hour for person in people]
        paid = sum(cost * person.minutes for cost, person in zip(costs, people, strict=True))
        return round(paid / minutes) if minutes else usual

    def is_priced(self, role: StaffRole) -> bool:
        """Whether its people make the cost of a role: all that have hours have a cost of their own."""
        costs = [person.cost_per_hour for person in self.people if person.role == role and person.minutes]
        return bool(costs) and None not in costs


def team_of(clients: ClientList, team: Team) -> Team:
    """The team as the user wrote it; while there is none, the account managers that the file names."""
    return team if team.people else replace(team, people=_from_file(clients))


@once_per_list
def _from_file(clients: ClientList) -> tuple[Person, ...]:
    """One person an account manager, the one with the most clients first, as many as a team may have."""
    if "account_manager" not in clients.ranked:
        return ()
    names = clients.ranked["account_manager"].str.strip()
    counts = names[names != ""].groupby(names.str.casefold(), sort=False).agg(["first", "size"])
    by_size = counts.sort_values("size", ascending=False, kind="stable")
    return tuple(Person(str(name)) for name in by_size["first"].head(length_of(Team, "people").most))
