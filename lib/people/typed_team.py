"""The people as a table to type in: from a team to text, and back."""

from dataclasses import replace

import pandas as pd

from lib.base.bounds import bounds_of, length_of
from lib.base.money import to_text
from lib.plan.roles import STAFF_ROLES, StaffRole
from lib.plan.team import Person, Team
from lib.screen.typed_number import plain_decimal, written
from lib.screen.typed_table import (
    Fault,
    TableReader,
    performer_name,
    performers,
    text_frame,
)
from lib.texts import Texts


def people_table(team: Team, texts: Texts) -> pd.DataFrame:
    """The team as text. Columns: `person`, `role`, `hours`, `cost_per_hour`, blank where it is the role's."""
    rows = [
        [
            person.name,
            performer_name(texts, person.role),
            written(plain_decimal(person.minutes, 60), texts),
            "" if person.cost_per_hour is None else written(to_text(person.cost_per_hour), texts),
        ]
        for person in team.people
    ]
    return text_frame(rows, ["person", "role", "hours", "cost_per_hour"])


def read_people(table: pd.DataFrame, before: Team, texts: Texts) -> tuple[Team, list[Fault]]:
    """The team of a typed table. A renamed person keeps the clients given by hand."""
    reader, words, seen = TableReader(table, texts), performers(STAFF_ROLES), set[str]()
    people: list[Person] = []
    paid, most = bounds_of(Person, "cost_per_hour"), length_of(Team, "people").most
    for _ in reader.rows():
        role: StaffRole = reader.choice("role", words, "manager")  # type: ignore[assignment]
        people.append(
            Person(
                name=reader.name("person", seen),
                role=role,
                minutes=reader.number("hours", bounds_of(Person, "minutes")),
                cost_per_hour=reader.number("cost_per_hour", paid) if reader.text("cost_per_hour") else None,
            )
        )
    if len(people) > most:
        reader.row = most
        reader.fault("person", "too_many", most)
    if reader.faults:
        return before, reader.faults
    renamed = _renamed(before, people) if len(people) == len(before.people) else {}
    by_hand = tuple((client, code, renamed.get(name, name)) for client, code, name in before.by_hand)
    return replace(before, people=tuple(people), by_hand=by_hand), []


def _renamed(before: Team, people: list[Person]) -> dict[str, str]:
    """Old name → new name, where one row changed its name and no other did."""
    pairs = [(old.name, new.name) for old, new in zip(before.people, people, strict=True)]
    changed = {old: new for old, new in pairs if old != new}
    return changed if len(changed) == 1 else {}
