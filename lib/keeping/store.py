"""The pieces of work of one owner: found, opened, written, renamed, deleted. No other owner's are ever seen.

Whoever opens a piece of work holds it: only the holder writes, and only on what it last saw (a counter is
checked in the writing itself), so that of two tabs none overwrites the other in silence. Who does not say for
a while that it still holds it has let go.
"""

import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, select, update

from lib.base.clock import now
from lib.base.typed_json import NotPlainError, from_plain
from lib.keeping import client_bytes, codec
from lib.keeping.database import Database, parts, settings, states, works
from lib.keeping.errors import KeepingError
from lib.keeping.model import LONGEST_NAME, MOST_STATES, Cause, Contents, File, Head, PastState, Work
from lib.plan.compare import free_name

HOLD = 60_000
"""Milliseconds after which a holder that said nothing has let go."""
LARGEST_FILE = 1 << 30
"""Bytes of an uploaded file that comes out of the store."""
_SHOWN = [works.c[name] for name in ("id", "name", "changed", "version", "clients", "holder", "held_until")]
"""What a list of works shows; the rest may be long."""


@dataclass(frozen=True)
class Part:
    """Something large that seldom changes: its digest, and what makes it, asked only where it is missing."""

    digest: str
    content: Callable[[], bytes]


@dataclass(frozen=True)
class Record:
    """A piece of work as it is written. `cause` says what changed since the last state, None for nothing that
    makes one; with `replaces` the last state is written anew instead of another one behind it."""

    head: Head
    clients: int
    listed: Part
    files: tuple[tuple[str, Part], ...]
    cause: Cause | None = None
    replaces: bool = False


@dataclass(frozen=True)
class Held:
    """A piece of work in somebody's hands, at the version that they saw last."""

    id: str
    name: str
    version: int


class Store:
    """One owner's pieces of work in a database. Everything may raise `KeepingError`."""

    def __init__(self, database: Database, owner: str = "", clock: Callable[[], datetime] = now) -> None:
        self.database, self.owner, self._clock = database, owner, clock

    def works(self) -> list[Work]:
        """All pieces of work, the one that was changed last first."""
        if not self.database.is_there:
            return []
        with self.database.transaction() as connection:
            rows = connection.execute(
                select(*_SHOWN).where(works.c.owner == self.owner).order_by(works.c.changed.desc())
            )
            return [self._work(row) for row in rows]

    def held_by(self, holder: str) -> str | None:
        """The piece of work that a holder had last; None where it has none any more."""
        if not holder or not self.database.is_there:
            return None
        with self.database.transaction() as connection:
            return connection.execute(
                select(works.c.id)
                .where(works.c.owner == self.owner, works.c.holder == holder)
                .order_by(works.c.changed.desc())
            ).scalar()

    def open(self, identity: str, holder: str, take_over: bool = False) -> tuple[Held, Contents]:
        """Take a piece of work in hand. Raises `KeepingError`: taken while somebody else holds it, unless it
        is taken over; gone, damaged, newer."""
        with self.database.transaction() as connection:
            row = self._row(connection, identity, to_write=True)
            if not take_over and not self._may_take(row, holder):
                raise KeepingError("taken")
            contents = _contents(connection, row)
            connection.execute(
                update(works)
                .where(self._is(identity))
                .values(holder=holder, held_until=self._moment() + HOLD, version=row.version + 1)
            )
        return Held(identity, row.name, row.version + 1), contents

    def look(self, identity: str) -> tuple[Held, Contents]:
        """A piece of work as it is now, without taking it in hand."""
        with self.database.transaction() as connection:
            row = self._row(connection, identity)
            return Held(identity, row.name, row.version), _contents(connection, row)

    def create(self, name: str, holder: str, record: Record) -> Held:
        """A new piece of work, under a name that no other has."""
        with self.database.transaction() as connection:
            taken = connection.scalars(select(works.c.name).where(works.c.owner == self.owner)).all()
            held = Held(uuid4().hex, free_name(_tidy(name), list(taken)), 1)
            values = self._values(record, holder)
            connection.execute(
                insert(works).values(
                    id=held.id, owner=self.owner, name=held.name, version=held.version, **values
                )
            )
            self._write_parts(connection, held.id, record)
        return held

    def save(self, held: Held, holder: str, record: Record) -> Held:
        """Write a piece of work on. Raises `KeepingError`: taken where another holder has written or taken
        it, gone where it was deleted."""
        with self.database.transaction() as connection:
            mine = and_(self._is(held.id), works.c.version == held.version, works.c.holder == holder)
            values = self._values(record, holder)
            written = connection.execute(update(works).where(mine).values(version=held.version + 1, **values))
            if written.rowcount == 0:
                self._row(connection, held.id)
                raise KeepingError("taken")
            self._write_parts(connection, held.id, record)
        return Held(held.id, held.name, held.version + 1)

    def hold(self, held: Held, holder: str) -> None:
        """Say that a piece of work is still in hand."""
        self._set_hold(held, holder, self._moment() + HOLD)

    def release(self, held: Held, holder: str) -> None:
        """Let go of a piece of work; who comes back with the same name of a holder finds it again."""
        self._set_hold(held, holder, self._moment() - 1)

    def rename(self, identity: str, name: str) -> str:
        """Give a piece of work a name that no other has; the name it got."""
        with self.database.transaction() as connection:
            others = select(works.c.name).where(works.c.owner == self.owner, works.c.id != identity)
            name = free_name(_tidy(name), list(connection.scalars(others).all()))
            connection.execute(update(works).where(self._is(identity)).values(name=name))
        return name

    def delete(self, identity: str) -> None:
        """Delete a piece of work with its files and states, so that nothing of it is left."""
        with self.database.transaction() as connection:
            connection.execute(delete(works).where(self._is(identity)))
        self.database.purge()

    def forget(self) -> None:
        """Delete everything of this owner, so that nothing of it is left; a file that cannot be read, or was
        put aside because it could not, is deleted whole."""
        if self.database.is_there:
            try:
                with self.database.transaction() as connection:
                    connection.execute(delete(works).where(works.c.owner == self.owner))
                    connection.execute(delete(settings).where(settings.c.owner == self.owner))
                self.database.purge()
            except KeepingError as error:
                if error.code not in ("damaged", "newer"):
                    raise
                self.database.put_aside()
        self.database.delete_aside()

    def forget_older_than(self, moment: datetime) -> int:
        """Delete what nobody, whoever the owner, has changed or held since; how many pieces of work are
        left."""
        before = _milliseconds(moment)
        with self.database.transaction() as connection:
            unused = and_(works.c.changed < before, works.c.held_until < before)
            connection.execute(delete(works).where(unused))
            return int(connection.execute(select(func.count()).select_from(works)).scalar_one())

    def make_room(self) -> int:
        """Delete half of what nobody, whoever the owner, has in hand, the longest unchanged first; how many
        pieces of work that were."""
        with self.database.transaction() as connection:
            unused = works.c.held_until < self._moment()
            identities = select(works.c.id).where(unused).order_by(works.c.changed)
            oldest = list(connection.scalars(identities).all())
            oldest = oldest[: (len(oldest) + 1) // 2]
            connection.execute(delete(works).where(works.c.id.in_(oldest)))
            return len(oldest)

    def states(self, identity: str) -> list[PastState]:
        """The states of a piece of work that can be looked at, the last one first; what cannot be read is
        left out."""
        with self.database.transaction() as connection:
            self._row(connection, identity)
            rows = connection.execute(
                select(states).where(states.c.work == identity).order_by(states.c.number.desc())
            ).all()
        return [state for state in map(_past_state, rows) if state is not None]

    def setting(self, name: str) -> str | None:
        """A setting of this owner."""
        if not self.database.is_there:
            return None
        with self.database.transaction() as connection:
            return connection.execute(select(settings.c.value).where(self._setting(name))).scalar()

    def set(self, name: str, value: str) -> None:
        """Change a setting of this owner."""
        with self.database.transaction() as connection:
            connection.execute(delete(settings).where(self._setting(name)))
            connection.execute(insert(settings).values(owner=self.owner, name=name, value=value))

    def _is(self, identity: str) -> ColumnElement[bool]:
        return and_(works.c.id == identity, works.c.owner == self.owner)

    def _setting(self, name: str) -> ColumnElement[bool]:
        return and_(settings.c.owner == self.owner, settings.c.name == name)

    def _row(self, connection: Connection, identity: str, to_write: bool = False) -> Row[Any]:
        wanted = select(works).where(self._is(identity))
        row = connection.execute(wanted.with_for_update() if to_write else wanted).one_or_none()
        if row is None:
            raise KeepingError("gone")
        return row

    def _may_take(self, row: Row[Any], holder: str) -> bool:
        return bool(row.holder == holder or row.held_until < self._moment())

    def _work(self, row: Row[Any]) -> Work:
        changed = datetime.fromtimestamp(row.changed / 1000, UTC)
        held = row.held_until >= self._moment()
        return Work(row.id, row.name, changed, row.version, row.clients, row.holder if held else "")

    def _set_hold(self, held: Held, holder: str, until: int) -> None:
        with self.database.transaction() as connection:
            mine = and_(self._is(held.id), works.c.holder == holder)
            connection.execute(update(works).where(mine).values(held_until=until))

    def _moment(self) -> int:
        return _milliseconds(self._clock())

    def _values(self, record: Record, holder: str) -> dict[str, Any]:
        return {
            "changed": self._moment(),
            "clients": record.clients,
            "holder": holder,
            "held_until": self._moment() + HOLD,
            "head": codec.to_bytes(record.head),
            "files": json.dumps([[name, part.digest] for name, part in record.files]),
            "list": record.listed.digest,
        }

    def _write_parts(self, connection: Connection, identity: str, record: Record) -> None:
        """The parts that are missing; those that nothing speaks of any more are deleted. And the state."""
        wanted = {part.digest: part for part in (record.listed, *(part for _, part in record.files))}
        own = parts.c.work == identity
        there = set(connection.scalars(select(parts.c.digest).where(own)))
        for digest, part in wanted.items():
            if digest not in there:
                connection.execute(insert(parts).values(work=identity, digest=digest, content=part.content()))
        if gone := there - set(wanted):
            connection.execute(delete(parts).where(own, parts.c.digest.in_(gone)))
        if record.cause is not None:
            self._write_state(connection, identity, record)

    def _write_state(self, connection: Connection, identity: str, record: Record) -> None:
        own = states.c.work == identity
        last = connection.execute(select(func.max(states.c.number)).where(own)).scalar() or 0
        number = last if record.replaces and last else last + 1
        connection.execute(delete(states).where(own, states.c.number.in_((number, number - MOST_STATES))))
        head = codec.to_bytes(Head(record.head.plan, record.head.reading))
        connection.execute(
            insert(states).values(
                work=identity, number=number, made=self._moment(), cause=record.cause, head=head
            )
        )


def file_part(file: File) -> Part:
    """The part that holds an uploaded file, deflated."""
    return Part(hashlib.sha256(file[1]).hexdigest(), lambda: zlib.compress(file[1], 1))


def list_part(contents: Contents) -> Part:
    """The part that holds a client list."""
    written = client_bytes.to_bytes(contents.clients)
    return Part(hashlib.sha256(written).hexdigest(), lambda: written)


def _contents(connection: Connection, row: Row[Any]) -> Contents:
    """What a piece of work holds, whole: everything is as its digest says. Raises `KeepingError`."""
    rows = connection.execute(select(parts.c.digest, parts.c.content).where(parts.c.work == row.id))
    stored = {part.digest: part.content for part in rows}
    try:
        named = from_plain(tuple[tuple[str, str], ...], json.loads(row.files))
        files = tuple((name, _inflated(stored[digest], digest)) for name, digest in named)
        listed = _as_digest(stored[row.list], row.list)
    except (KeyError, ValueError, NotPlainError, zlib.error) as error:
        raise KeepingError("unreadable") from error
    return Contents(client_bytes.from_bytes(listed), files, codec.from_bytes(row.head))


def _inflated(content: bytes, digest: str) -> bytes:
    return _as_digest(zlib.decompressobj().decompress(content, LARGEST_FILE), digest)


def _as_digest(content: bytes, digest: str) -> bytes:
    if hashlib.sha256(content).hexdigest() != digest:
        raise KeepingError("unreadable")
    return content


def _past_state(row: Row[Any]) -> PastState | None:
    try:
        head = codec.from_bytes(row.head)
        cause = from_plain(Cause, row.cause)
    except (KeepingError, NotPlainError):
        return None
    made = datetime.fromtimestamp(row.made / 1000, UTC)
    return PastState(row.number, made, cause, head.plan, head.reading)


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _tidy(name: str) -> str:
    """A name on one line, not too long; never nothing."""
    letters = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(letters.split())[:LONGEST_NAME] or "–"
