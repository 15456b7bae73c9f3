"""The people: who they are, the hours they have for clients, what an hour of theirs costs."""

from dataclasses import asdict, dataclass

from lib.base.cache import once_per_list
from lib.base.money import LIMIT, UNIT
from lib.clients.model import ClientList
from lib.plan.services import STAFF_ROLES, ServiceError, StaffRole, whole

MOST_PEOPLE = 200
MOST_PERSON_HOURS = 100_000
"""One entry may stand for a whole service, such as a call centre of 60 people."""
DEFAULT_PERSON_HOURS = 1_000
"""Hours for clients that a name read from the file starts with; other work takes the rest of 1,600."""
DEFAULT_COST_PER_HOUR: dict[StaffRole, int] = {
    "owner": 70 * UNIT,
    "manager": 45 * UNIT,
    "team": 30 * UNIT,
}

ByHand = tuple[tuple[str, str, str], ...]
"""Client, client number, person: who looks after whom because the user said so."""


@dataclass(frozen=True)
class Person:
    """One person. `minutes` a year for clients; `cost_per_hour` in ten-thousandths."""

    name: str
    role: StaffRole = "manager"
    minutes: int = DEFAULT_PERSON_HOURS * 60
    cost_per_hour: int = DEFAULT_COST_PER_HOUR["manager"]


@dataclass(frozen=True)
class Team:
    """The people, and the clients that the user has given to one of them. Raises `ServiceError`."""

    people: tuple[Person, ...] = ()
    by_hand: ByHand = ()

    def __post_init__(self) -> None:
        _check(len(self.people) <= MOST_PEOPLE, "too_many_people")
        names = [person.name.casefold() for person in self.people]
        for row, person in enumerate(self.people, 1):
            _check(bool(person.name.strip()), "person_name", row)
            _check(names.index(person.name.casefold()) == row - 1, "person_twice", row)
            _check(person.role in STAFF_ROLES, "role", row)
            _check(0 <= person.minutes <= MOST_PERSON_HOURS * 60, "hours", row)
            _check(0 <= person.cost_per_hour <= LIMIT // MOST_PERSON_HOURS, "cost_per_hour", row)

    def capacity(self) -> dict[StaffRole, int]:
        """The minutes of each role that has people; none with nobody in the team."""
        roles = {person.role for person in self.people}
        return {role: sum(p.minutes for p in self.people if p.role == role) for role in roles}

    def cost_per_hour(self, role: StaffRole) -> int | None:
        """What an hour of a role costs, its people weighted by their hours; None without people."""
        people = [person for person in self.people if person.role == role]
        hours = sum(person.minutes for person in people)
        if not hours:
            return None
        return round(sum(person.cost_per_hour * person.minutes for person in people) / hours)

    def to_json(self) -> dict[str, object]:
        """Plain JSON values."""
        return {
            "people": [asdict(person) for person in self.people],
            "by_hand": [list(entry) for entry in self.by_hand],
        }

    @classmethod
    def from_json(cls, values: dict[str, object]) -> "Team":
        """The team of `to_json`. Raises TypeError, KeyError or `ServiceError` for other values."""
        people, by_hand = values["people"], values["by_hand"]
        if not isinstance(people, list) or not isinstance(by_hand, list):
            raise TypeError("team")
        return cls(tuple(map(_person, people)), tuple(map(_entry, by_hand)))


def _person(values: dict[str, object]) -> Person:
    name, role = values["name"], values["role"]
    if not isinstance(name, str) or role not in STAFF_ROLES:
        raise TypeError("person")
    return Person(name, role, whole(values["minutes"]), whole(values["cost_per_hour"]))


def _entry(values: object) -> tuple[str, str, str]:
    if not isinstance(values, list) or len(values) != 3 or any(type(value) is not str for value in values):
        raise TypeError("by_hand")
    client, number, person = values
    return client, number, person


def team_of(clients: ClientList, team: Team) -> Team:
    """The team as the user wrote it; while there is none, the account managers that the file names."""
    return team if team.people else Team(_from_file(clients), team.by_hand)


@once_per_list
def _from_file(clients: ClientList) -> tuple[Person, ...]:
    """One person an account manager, the one with the most clients first; at most `MOST_PEOPLE`."""
    if "account_manager" not in clients.ranked:
        return ()
    names = clients.ranked["account_manager"].str.strip()
    counts = names[names != ""].groupby(names.str.casefold(), sort=False).agg(["first", "size"])
    by_size = counts.sort_values("size", ascending=False, kind="stable")
    return tuple(Person(str(name)) for name in by_size["first"].head(MOST_PEOPLE))


def _check(holds: bool, code: str, row: int = 0) -> None:
    if not holds:
        raise ServiceError(code, row)
