"""Tables that the user types in or pastes into: from a catalogue or a team to text, and back.

Every cell is text, as it was typed, so that nothing is lost and "1,5" from a French Excel stays one and a
half. What cannot be read is named with its row and column; what can is a catalogue or a team.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

import pandas as pd

from lib.base.money import UNIT, to_text
from lib.plan.services import (
    MOST_MINUTES,
    MOST_SERVICES,
    MOST_TIMES,
    ONCE,
    PERFORMERS,
    STAFF_ROLES,
    Performer,
    Service,
    ServiceCatalogue,
    StaffRole,
)
from lib.plan.team import MOST_PEOPLE, MOST_PERSON_HOURS, Person, Team
from lib.texts import LANGUAGES, Texts, marks

Edits = Mapping[str, Any]
"""What Streamlit's editor reports: edited_rows (row → column → value), added_rows, deleted_rows."""

MOST_COST = 100_000_000
"""The largest cost that can be typed, in currency units."""


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be read: its row from 1, the key of its column, what it holds, and why."""

    row: int
    column: str
    value: str
    code: str


def edited(base: pd.DataFrame, edits: Edits) -> pd.DataFrame:
    """The table after what was typed, pasted, added and deleted; blank cells hold ""."""
    table = base.copy()
    for row, cells in edits.get("edited_rows", {}).items():
        for column, value in cells.items():
            table.loc[int(row), column] = _text(value)
    kept = table.drop(index=[row for row in edits.get("deleted_rows", []) if row in table.index])
    added = pd.DataFrame(
        [[_text(cells.get(column)) for column in table] for cells in edits.get("added_rows", [])],
        columns=table.columns,
        dtype=table.dtypes.iloc[0],
    )
    return pd.concat([kept, added], ignore_index=True)


def spread(table: pd.DataFrame) -> pd.DataFrame:
    """The table with rows and columns that were pasted into a single cell set out from that cell on.

    A paste into the last, empty row of the editor, or into a cell that is open for typing, arrives as
    one text with tabs and line ends. The row in which it arrived is replaced by the pasted ones.
    """
    rows: list[list[str]] = []
    for row in table.to_numpy().tolist():
        place = next((place for place, cell in enumerate(row) if "\t" in cell or "\n" in cell), None)
        if place is None:
            rows.append(row)
            continue
        for number, line in enumerate(row[place].strip("\r\n").splitlines()):
            cells = line.split("\t")[: len(row) - place]
            rest = row[place + len(cells) :] if number == 0 else [""] * (len(row) - place - len(cells))
            rows.append([*(row[:place] if number == 0 else [""] * place), *map(str.strip, cells), *rest])
    return pd.DataFrame(rows, columns=table.columns, dtype="str")


def with_blank_rows(table: pd.DataFrame, rows: int = 4) -> pd.DataFrame:
    """The table itself; or where it is empty, a few blank rows to type or paste into."""
    if len(table):
        return table
    return pd.DataFrame("", index=range(rows), columns=table.columns, dtype="str")


def _text(value: object) -> str:
    return "" if value is None else str(value)


def number(text: str) -> Decimal | None:
    """A number as people type it: "1,5", "1 500.25", "50 %", "12 h". None for anything else."""
    bare = "".join(text.split()).strip("%€$£hx×").replace("'", "").replace("’", "")
    if "," in bare and "." in bare:
        group = "," if bare.rindex(".") > bare.rindex(",") else "."
        bare = bare.replace(group, "")
    try:
        value = Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


class _Reader:
    """Reads the cells of a table and gathers every fault."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.table = table
        self.faults: list[Fault] = []
        self.row = 0

    def rows(self) -> Iterator[int]:
        """Goes through the rows that hold anything; cells are then read from the row it stands on."""
        for row in range(len(self.table)):
            if any(map(str.strip, self.table.iloc[row])):
                self.row = row
                yield row

    def text(self, column: str) -> str:
        return str(self.table.iloc[self.row][column]).strip()

    def fault(self, column: str, code: str) -> None:
        self.faults.append(Fault(self.row + 1, column, self.text(column), code))

    def number(self, column: str, most: int, scale: int) -> int:
        """A number between 0 and `most`, times `scale` and whole; a blank is 0."""
        if not self.text(column):
            return 0
        value = number(self.text(column))
        if value is None:
            self.fault(column, "not_a_number")
        elif value < 0:
            self.fault(column, "negative")
        elif value > most:
            self.fault(column, "too_large")
        else:
            return int((value * scale).to_integral_value())
        return 0

    def choice(self, column: str, words: dict[str, str], default: str) -> str:
        """One of a few words, in any of the app's languages and any case; a blank is the default."""
        typed = self.text(column).casefold()
        if typed and typed not in words:
            self.fault(column, "unknown_word")
        return words.get(typed, default)

    def name(self, column: str, seen: set[str] | None = None) -> str:
        """A name that must be there, and only once where `seen` gathers the names."""
        name = self.text(column)
        if not name:
            self.fault(column, "no_name")
        elif seen is not None and name.casefold() in seen:
            self.fault(column, "twice")
        if seen is not None:
            seen.add(name.casefold())
        return name


def performer_name(texts: Texts, performer: Performer) -> str:
    """Who performs a service, in words."""
    return texts(f"performer.{performer}")


def _performers(codes: Sequence[Performer]) -> dict[str, str]:
    return {
        performer_name(Texts(language), code).casefold(): code for language in LANGUAGES for code in codes
    }


def service_table(catalogue: ServiceCatalogue, tiers: int, texts: Texts) -> pd.DataFrame:
    """The catalogue as text. Columns: `name`, `minutes`, `performer`, `direct_cost`, `times_0` …"""
    rows = [
        [
            service.name,
            str(service.minutes),
            performer_name(texts, service.performer),
            _written(to_text(service.direct_cost), texts),
            *(_written(_plain(times, ONCE), texts) for times in service.times),
        ]
        for service in catalogue.for_tiers(tiers).services
    ]
    return _frame(rows, ["name", "minutes", "performer", "direct_cost", *_numbered("times", tiers)])


def read_services(
    table: pd.DataFrame, before: ServiceCatalogue, tiers: int
) -> tuple[ServiceCatalogue, list[Fault]]:
    """The catalogue of a typed table; automated parts stay with the row, or with the name where the number
    of rows has changed.

    With faults, the catalogue is not to be used.
    """
    reader, words, services = _Reader(table), _performers(PERFORMERS), []
    old = before.for_tiers(tiers).services
    by_name = {service.name: service.automated for service in old}
    for row in reader.rows():
        name = reader.name("name")
        automated = old[row].automated if len(old) == len(table) else by_name.get(name, (0,) * tiers)
        services.append(
            Service(
                name=name,
                minutes=reader.number("minutes", MOST_MINUTES, 1),
                performer=reader.choice("performer", words, "manager"),  # type: ignore[arg-type]
                direct_cost=reader.number("direct_cost", MOST_COST, UNIT),
                times=tuple(
                    reader.number(key, MOST_TIMES // ONCE, ONCE) for key in _numbered("times", tiers)
                ),
                automated=automated,
            )
        )
    return _catalogue(reader, before, tuple(services), MOST_SERVICES)


def automation_table(catalogue: ServiceCatalogue, tiers: int) -> pd.DataFrame:
    """The automated parts in percent. Columns: `name`, `automated_0` …"""
    rows = [
        [service.name, *(str(part) for part in service.automated)]
        for service in catalogue.for_tiers(tiers).services
    ]
    return _frame(rows, ["name", *_numbered("automated", tiers)])


def read_automation(
    table: pd.DataFrame, before: ServiceCatalogue, tiers: int
) -> tuple[ServiceCatalogue, list[Fault]]:
    """The catalogue with the automated parts of a typed table, row by row."""
    reader = _Reader(table)
    services = []
    for reader.row, service in enumerate(before.for_tiers(tiers).services):
        parts = tuple(reader.number(key, 100, 1) for key in _numbered("automated", tiers))
        services.append(replace(service, automated=parts))
    return _catalogue(reader, before, tuple(services), MOST_SERVICES)


def _catalogue(
    reader: _Reader, before: ServiceCatalogue, services: tuple[Service, ...], most: int
) -> tuple[ServiceCatalogue, list[Fault]]:
    if len(services) > most:
        reader.row = most
        reader.fault("name", "too_many")
    if reader.faults:
        return before, reader.faults
    return replace(before, services=services), []


def people_table(team: Team, texts: Texts) -> pd.DataFrame:
    """The team as text. Columns: `person`, `role`, `hours`, `cost_per_hour`."""
    rows = [
        [
            person.name,
            performer_name(texts, person.role),
            _written(_plain(person.minutes, 60), texts),
            _written(to_text(person.cost_per_hour), texts),
        ]
        for person in team.people
    ]
    return _frame(rows, ["person", "role", "hours", "cost_per_hour"])


def read_people(table: pd.DataFrame, before: Team) -> tuple[Team, list[Fault]]:
    """The team of a typed table. A renamed person keeps the clients given by hand."""
    reader, words, seen = _Reader(table), _performers(STAFF_ROLES), set[str]()
    people: list[Person] = []
    for _ in reader.rows():
        role: StaffRole = reader.choice("role", words, "manager")  # type: ignore[assignment]
        people.append(
            Person(
                name=reader.name("person", seen),
                role=role,
                minutes=reader.number("hours", MOST_PERSON_HOURS, 60),
                cost_per_hour=reader.number("cost_per_hour", MOST_COST // 1000, UNIT),
            )
        )
    if len(people) > MOST_PEOPLE:
        reader.row = MOST_PEOPLE
        reader.fault("person", "too_many")
    if reader.faults:
        return before, reader.faults
    renamed = _renamed(before, people) if len(people) == len(before.people) else {}
    by_hand = tuple((client, code, renamed.get(name, name)) for client, code, name in before.by_hand)
    return Team(tuple(people), by_hand), []


def _renamed(before: Team, people: list[Person]) -> dict[str, str]:
    """Old name → new name, where one row changed its name and no other did."""
    pairs = [(old.name, new.name) for old, new in zip(before.people, people, strict=True)]
    changed = {old: new for old, new in pairs if old != new}
    return changed if len(changed) == 1 else {}


def _frame(rows: list[list[str]], columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns, dtype="str")


def _numbered(key: str, tiers: int) -> list[str]:
    return [f"{key}_{tier}" for tier in range(tiers)]


def _plain(value: int, unit: int) -> str:
    """A whole number of parts as a decimal without needless zeros: 250 of 100 gives "2.5"."""
    return f"{(Decimal(value) / unit).quantize(Decimal('0.01')):f}".rstrip("0").rstrip(".")


def _written(plain: str, texts: Texts) -> str:
    """A plain decimal with the reader's mark."""
    return plain.replace(".", marks(texts.language)[0])
