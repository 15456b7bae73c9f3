"""What was done for clients: each contact with its day and its minutes, as it came back.

It is kept as one text, a contact a line, so that a plan stays a small value however much was done: a step
back or forth copies nothing of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, NamedTuple

from lib.base.bounds import Length
from lib.base.cache import once_per_list
from lib.clients.groups import members, ranks_as_read, ranks_of_groups
from lib.clients.keys import key_of, ranks_by_key
from lib.clients.model import ClientList
from lib.plan.errors import check, check_fields

MOST_CONTACTS = 20_000
LONGEST_DAY = 24 * 60
"""Minutes that a contact can take."""
LONGEST_NOTE = 200
_FIELDS = 7
_KEPT_TEXTS = 64


class Contact(NamedTuple):
    """Something that was done for a client. `slot` stands for the row it was entered in: what comes back in
    the same row again replaces it."""

    slot: str
    client: str
    """The client's key (`keys.key_of`)."""
    service: str
    person: str
    day: date
    minutes: int
    note: str


@dataclass(frozen=True)
class FollowUp:
    """The follow-up of a year. Checked on creation: raises `PlanError`.

    `start` is the first month of the year that is followed, "2026-03"; "" until something came back.
    `written` holds the contacts as `written_contacts` writes them.
    """

    start: Annotated[str, Length(0, 7)] = ""
    written: Annotated[str, Length(0, 16_000_000)] = ""

    def __post_init__(self) -> None:
        check_fields(self)
        check(not self.start or month_of(self.start) is not None, "follow_up")
        contacts = read_contacts(self.written)
        check(contacts is not None and len(contacts) <= MOST_CONTACTS, "follow_up")

    @property
    def contacts(self) -> tuple[Contact, ...]:
        """Everything that was done, by day."""
        return read_contacts(self.written) or ()

    def with_contacts(self, contacts: Iterable[Contact]) -> "FollowUp":
        """A copy with further contacts; those of a row that is there already replace it."""
        by_slot = {_plain(contact.slot): contact for contact in (*self.contacts, *contacts)}
        return FollowUp(self.start, written_contacts(by_slot.values()))


def month_of(start: str) -> date | None:
    """The first day of a month written "2026-03"; None for anything else."""
    try:
        return date.fromisoformat(f"{start}-01") if len(start) == 7 else None
    except ValueError:
        return None


def written_contacts(contacts: Iterable[Contact]) -> str:
    """One contact a line, by day: its fields parted by tabs."""
    lines = [tuple(map(_plain, contact)) for contact in contacts]
    lines.sort(key=lambda fields: (fields[4], fields[1], fields[0]))
    return "\n".join(map("\t".join, lines))


def _plain(value: object) -> str:
    """A field on one line."""
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())


@lru_cache(maxsize=_KEPT_TEXTS)
def read_contacts(written: str) -> tuple[Contact, ...] | None:
    """The contacts of `written_contacts`; None for a text that holds something else."""
    contacts = []
    for line in written.split("\n") if written else ():
        fields = line.split("\t")
        if len(fields) != _FIELDS:
            return None
        slot, client, service, person, day, minutes, note = fields
        try:
            contact = Contact(slot, client, service, person, date.fromisoformat(day), int(minutes), note)
        except ValueError:
            return None
        if not (slot and client and 0 < contact.minutes <= LONGEST_DAY and len(note) <= LONGEST_NOTE):
            return None
        contacts.append(contact)
    slots = {contact.slot for contact in contacts}
    return tuple(contacts) if len(slots) == len(contacts) else None


def slot_of(*parts: object) -> str:
    """What stands for a row: the same for the same client, service, month and number, in any workbook."""
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def known_key(key: str) -> str:
    """A client's key as a contact holds it."""
    return _plain(key)


@once_per_list
def ranks_of_keys(clients: ClientList) -> Mapping[str, int]:
    """The rank in which the contacts of a key count: that of the client, of its group where groups are one
    client, or of the group that goes by this name."""
    own = {known_key(key): rank for key, rank in list(ranks_by_key(clients).items())[::-1]}
    return own | {known_key(key): rank for key, rank in ranks_as_read(clients).items()}


@once_per_list
def contact_keys(clients: ClientList) -> tuple[str, ...]:
    """By rank − 1: the key under which contacts are written down, which the list as it was read knows too: of
    a group that of its largest member."""
    ranked = clients.ranked[["client", "number"]]
    keys = [key_of(client, number) for client, number in ranked.itertuples(index=False)]
    for rank in ranks_of_groups(clients):
        of_group = members(clients, rank)
        if len(of_group):
            keys[rank - 1] = key_of(str(of_group["client"].iat[0]), str(of_group["number"].iat[0]))
    return tuple(map(known_key, keys))


@once_per_list
def list_mark(clients: ClientList) -> str:
    """What tells the list of one firm from that of another: made of the keys of its clients, none of which
    can be read from it."""
    keys = "\n".join(sorted(ranks_by_key(clients.as_read)))
    return sha256(keys.encode("utf-8", "surrogatepass")).hexdigest()[:16]


NO_FOLLOW_UP = FollowUp()
