"""Pieces of work in a database: found again whole, never another owner's, never overwritten in silence."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from lib.keeping.database import MEMORY, Database, parts
from lib.keeping.errors import KeepingError
from lib.keeping.model import MOST_STATES, Contents, Head, Reading
from lib.keeping.store import Record, Store, file_part, list_part
from lib.plan.plan import Plan
from lib.reading.choices import Choices
from lib.reading.options import ReadingOptions
from tests.lists import TOY, list_of

SECRET = "Boulangerie Lefèvre"
FILE = ("liste.csv", f"Client;CA\n{SECRET};12\n".encode() * 50)
READING = Reading(Choices("liste", client="Client", revenue="CA"), ReadingOptions())
CONTENTS = Contents(list_of(TOY), (FILE,), Head(Plan(), READING))


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 3, 4, 18, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def on(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "memory", "shared"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    match request.param:
        case "file":
            opened = Database(tmp_path / "data" / "work.sqlite")
        case "memory":
            opened = Database(MEMORY)
        case _:
            opened = Database(request.getfixturevalue("shared_url"))
    yield opened
    opened.close()


def record(contents: Contents = CONTENTS, **changes: object) -> Record:
    files = tuple((file[0], file_part(file)) for file in contents.files)
    made = Record(contents.head, contents.clients.count, list_part(contents), files, "list")
    return replace(made, **changes)  # type: ignore[arg-type]


def with_plan(**choices: object) -> Contents:
    return replace(CONTENTS, head=replace(CONTENTS.head, plan=Plan(**choices)))  # type: ignore[arg-type]


def refusal(code: str) -> pytest.RaisesExc[KeepingError]:
    return pytest.RaisesExc(KeepingError, check=lambda error: error.code == code)


def test_what_was_written_comes_back(database: Database, clock: Clock) -> None:
    store = Store(database, clock=clock)
    held = store.create("liste.csv", "me", record())
    clock.on(minutes=5)
    held = store.save(held, "me", record(with_plan(tier_count=3)))
    again, contents = store.open(held.id, "me")
    assert contents.head == with_plan(tier_count=3).head
    assert contents.files == (FILE,)
    assert contents.clients.ranked.equals(CONTENTS.clients.ranked)
    (work,) = store.works()
    assert (work.name, work.clients, work.changed) == ("liste.csv", 10, clock.moment)
    assert again.version == work.version


def test_nothing_is_made_by_looking(tmp_path: Path) -> None:
    store = Store(Database(tmp_path / "data" / "work.sqlite"))
    assert store.works() == []
    assert store.setting("keep") is None
    assert list(tmp_path.iterdir()) == []


def test_another_owner_sees_nothing(database: Database) -> None:
    mine, theirs = Store(database, "ann"), Store(database, "tom")
    held = mine.create("liste.csv", "me", record())
    mine.set("keep", "off")
    assert theirs.works() == []
    assert theirs.setting("keep") is None
    assert theirs.held_by("me") is None
    for refused in (theirs.open, theirs.look, theirs.states):
        with refusal("gone"):
            refused(held.id, *(["me"] if refused == theirs.open else []))  # type: ignore[operator]
    with refusal("gone"):
        theirs.save(held, "me", record())
    theirs.rename(held.id, "stolen")
    theirs.delete(held.id)
    theirs.forget()
    assert [work.name for work in mine.works()] == ["liste.csv"]


def test_of_two_holders_the_second_is_told(database: Database, clock: Clock) -> None:
    store = Store(database, clock=clock)
    first = store.create("liste.csv", "one", record())
    with refusal("taken"):
        store.open(first.id, "two")
    held, _ = store.open(first.id, "two", take_over=True)
    with refusal("taken"):
        store.save(first, "one", record(with_plan(tier_count=2)))
    store.save(held, "two", record(with_plan(tier_count=3)))
    assert store.look(first.id)[1].head.plan.tier_count == 3


def test_a_copy_of_the_same_tab_does_not_overwrite(database: Database) -> None:
    """Both have the same token, as a duplicated tab has: the counter tells them apart."""
    store = Store(database)
    first = store.create("liste.csv", "me", record())
    store.save(first, "me", record(with_plan(tier_count=3)))
    with refusal("taken"):
        store.save(first, "me", record(with_plan(tier_count=2)))
    assert store.look(first.id)[1].head.plan.tier_count == 3


def test_who_says_nothing_has_let_go(database: Database, clock: Clock) -> None:
    store = Store(database, clock=clock)
    held = store.create("liste.csv", "one", record())
    clock.on(seconds=50)
    store.hold(held, "one")
    clock.on(seconds=50)
    assert store.works()[0].holder == "one"
    with refusal("taken"):
        store.open(held.id, "two")
    clock.on(seconds=20)
    assert store.works()[0].holder == ""
    store.open(held.id, "two")
    assert store.held_by("one") is None


def test_who_lets_go_finds_it_again(database: Database) -> None:
    store = Store(database)
    held = store.create("liste.csv", "one", record())
    store.release(held, "one")
    assert store.held_by("one") == held.id
    store.open(held.id, "two")


def test_names_are_different_and_on_one_line(database: Database) -> None:
    store = Store(database)
    names = [store.create(name, "me", record()).name for name in ("a.csv", "a.csv", "x\ny" * 60, "\x00")]
    assert names[:2] == ["a.csv", "a.csv (2)"]
    assert len(names[2]) == 80
    assert names[2].startswith("x yx y")
    assert names[3] == "–"
    assert store.rename(store.works()[0].id, "a.csv") == "a.csv (3)"


def test_the_last_states_can_be_looked_at(database: Database, clock: Clock) -> None:
    store = Store(database, clock=clock)
    held = store.create("liste.csv", "me", record())
    for minutes in range(1, 31):
        clock.on(minutes=1)
        held = store.save(held, "me", record(with_plan(budget_minutes=minutes), cause="budgets"))
    held = store.save(held, "me", record(with_plan(budget_minutes=99), cause="budgets", replaces=True))
    store.save(held, "me", record(with_plan(budget_minutes=100), cause=None))
    states = store.states(held.id)
    assert len(states) == MOST_STATES
    assert [state.plan.budget_minutes for state in states] == [99, *range(29, 10, -1)]
    assert states[0].made == clock.moment
    assert states[0].reading == READING
    assert {state.cause for state in states} == {"budgets"}


def test_a_list_that_is_replaced_is_not_kept(database: Database) -> None:
    store = Store(database)
    held = store.create("liste.csv", "me", record())
    store.save(held, "me", record(replace(CONTENTS, clients=list_of([5, 4]))))
    with database.transaction() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM parts").scalar() == 2


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.parametrize("how", ["forget", "delete"])
def test_what_is_forgotten_is_on_the_disk_no_more(tmp_path: Path, how: str) -> None:
    plain = (("client.txt", SECRET.encode()),)  # too short to be deflated to anything else
    database = Database(tmp_path / "work.sqlite")
    store = Store(database)
    contents = replace(CONTENTS, files=plain)
    held = store.create(SECRET, "me", record(contents))
    held = store.save(held, "me", record(replace(contents, clients=list_of([3, 2, 1]))))
    store.rename(held.id, f"{SECRET} 2")
    assert SECRET.encode() in bytes_of(tmp_path)
    assert b"Client 001" in bytes_of(tmp_path)
    before = len(bytes_of(tmp_path))
    store.forget() if how == "forget" else store.delete(held.id)
    for name in (SECRET.encode(), b"Client 001", held.id.encode()):
        assert name not in bytes_of(tmp_path)
    assert len(bytes_of(tmp_path)) < before
    assert store.works() == []
    store.create("liste.csv", "me", record())


def test_a_file_put_aside_is_forgotten_too(tmp_path: Path) -> None:
    database = Database(tmp_path / "work.sqlite")
    store = Store(database)
    store.create(SECRET, "me", record())
    aside = database.put_aside()
    assert aside is not None
    assert SECRET.encode() in bytes_of(tmp_path)
    assert store.works() == []
    store.forget()
    assert list(tmp_path.glob("*damaged*")) == []


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "work.sqlite"
    older = Database(file)
    Store(older).create("liste.csv", "me", record())
    older.close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE versions SET version = 99")
    connection.close()
    before = file.read_bytes()
    newer = Database(file)
    store = Store(newer)
    for tried in (store.works, lambda: store.create("b.csv", "me", record())):
        with refusal("newer"):
            tried()
    newer.close()
    assert file.read_bytes() == before


def test_only_the_user_may_read_the_file(tmp_path: Path) -> None:
    Store(Database(tmp_path / "data" / "work.sqlite")).create("liste.csv", "me", record())
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    for file in (tmp_path / "data").iterdir():
        assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("way", ["damaged", "newer"])
def test_forgetting_deletes_whole_what_cannot_be_read(tmp_path: Path, way: str) -> None:
    """Whoever wants nothing left of their clients gets that, also where nobody can say whose the rest is."""
    file = tmp_path / "work.sqlite"
    store = Store(Database(file))
    store.create(SECRET, "me", record(replace(CONTENTS, files=(("client.txt", SECRET.encode()),))))
    store.database.close()
    if way == "newer":
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE versions SET version = 99")
    else:
        file.write_bytes(b"no database " * 500 + file.read_bytes())
    assert SECRET.encode() in bytes_of(tmp_path)
    store.forget()
    assert bytes_of(tmp_path) == b""
    assert store.works() == []


def test_forgetting_that_cannot_be_done_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that refuses does not make a whole file a damaged one."""
    store = Store(Database(tmp_path / "work.sqlite"))
    store.create(SECRET, "me", record())
    store.database.close()
    with closing(sqlite3.connect(tmp_path / "work.sqlite")) as other, other:
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr("lib.keeping.database._PRAGMAS", ("foreign_keys=ON", "busy_timeout=0"))
        with pytest.raises(KeepingError) as refused:
            store.forget()
    assert refused.value.code not in ("damaged", "newer")
    assert [work.name for work in store.works()] == [SECRET]
    assert list(tmp_path.glob("*damaged*")) == []


def test_of_a_file_that_is_gone_nothing_is_put_aside(tmp_path: Path) -> None:
    """Two tabs find it damaged; the first has put it aside."""
    database = Database(tmp_path / "work.sqlite")
    Store(database).create(SECRET, "me", record())
    assert database.put_aside() is not None
    assert database.put_aside() is None
    assert len(list(tmp_path.glob("*.sqlite"))) == 1
    assert Database(MEMORY).put_aside() is None


def test_nobody_holds_anything(database: Database, tmp_path: Path) -> None:
    """A browser that has kept no token had no piece of work, even if one is in nobody's hands."""
    store = Store(database)
    store.create("liste.csv", "", record())
    assert store.held_by("") is None
    assert Store(Database(tmp_path / "none.sqlite")).held_by("me") is None
    assert not (tmp_path / "none.sqlite").exists()


@pytest.mark.parametrize("part", [0, 1])
def test_a_part_that_is_not_what_its_digest_says_is_refused(database: Database, part: int) -> None:
    """Of two whole parts that change places, each can be read, and neither is what it should be."""
    store = Store(database)
    files = (FILE, ("autre.csv", b"Client;CA\nAutre;3\n"))
    held = store.create("liste.csv", "me", record(replace(CONTENTS, files=files)))
    mine, other = (file_part(file).digest for file in (files[part], files[1 - part]))
    with database.transaction() as connection:
        content = select(parts.c.content).where(parts.c.digest == other).scalar_subquery()
        connection.execute(update(parts).where(parts.c.digest == mine).values(content=content))
    for opened in (lambda: store.look(held.id), lambda: store.open(held.id, "me")):
        with refusal("unreadable"):
            opened()
    assert len(store.works()) == 1
