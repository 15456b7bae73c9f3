"""The database that pieces of work are kept in: a file of this computer, memory, or PostgreSQL.

A file is written through a write-ahead log, so that a process that is killed leaves it whole; what is deleted
is overwritten. A file that is damaged is put aside, never thrown away.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from threading import RLock

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    create_engine,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool, StaticPool

from lib.base.clock import now
from lib.keeping.errors import Code, KeepingError
from lib.reading.turns import machine_megabytes

VERSION = 1
"""Of the tables; a later one brings those of an earlier one up to date when it opens them."""
FILE_NAME = "work.sqlite"
MEMORY = "sqlite://"
MOST_MEMORY = machine_megabytes() // 10
"""Megabytes of what is kept in memory, for all visitors together; then there is no more room."""
_PAGE_SIZE = 4096
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "secure_delete=ON",
    "foreign_keys=ON",
    "busy_timeout=3000",
)
_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
"""How long PostgreSQL may be out of reach before that is said: seconds to connect, milliseconds without an
answer of its machine."""
_MAKING_TABLES = 0x70616C6D
"""The number of the lock under which tables are made."""
_COMPANIONS = ("", "-wal", "-shm")
"""What SQLite's files of one database end with."""

TABLES = MetaData()
versions = Table("versions", TABLES, Column("version", Integer, nullable=False))
works = Table(
    "works",
    TABLES,
    Column("id", String(32), primary_key=True),
    Column("owner", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Column("clients", Integer, nullable=False),
    Column("holder", String, nullable=False, index=True),
    Column("held_until", BigInteger, nullable=False),
    Column("head", LargeBinary, nullable=False),
    Column("files", String, nullable=False),
    Column("list", String(64), nullable=False),
)
"""Times are milliseconds of universal time. `files` is JSON: the name and the digest of each; `list` is the
digest of the client list."""
parts = Table(
    "parts",
    TABLES,
    Column("work", ForeignKey("works.id", ondelete="CASCADE"), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("work", "digest"),
)
states = Table(
    "states",
    TABLES,
    Column("work", ForeignKey("works.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("cause", String(20), nullable=False),
    Column("head", LargeBinary, nullable=False),
    PrimaryKeyConstraint("work", "number"),
)
settings = Table(
    "settings",
    TABLES,
    Column("owner", String, nullable=False),
    Column("name", String(40), nullable=False),
    Column("value", String, nullable=False),
    PrimaryKeyConstraint("owner", "name"),
)


class Database:
    """An engine whose tables are made at the first writing. Whatever fails is a `KeepingError`."""

    def __init__(self, url: str | Path, most_memory: int = MOST_MEMORY) -> None:
        """`most_memory` are the megabytes of a database in memory."""
        self.file = url if isinstance(url, Path) else None
        self.is_in_memory = url == MEMORY
        self._engine = _engine(f"sqlite:///{url}" if isinstance(url, Path) else url, most_memory)
        self._turn: AbstractContextManager[object] = RLock() if self._is_sqlite else nullcontext()
        self._ready = False

    @property
    def is_there(self) -> bool:
        """Whether anything can have been kept: a file that nobody has written is not made by looking."""
        return self.file is None or self.file.exists()

    @property
    def is_shared(self) -> bool:
        """Whether it is a server's own, which all its replicas write."""
        return not self._is_sqlite

    @property
    def _is_sqlite(self) -> bool:
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction, all of it or nothing; SQLite has one at a time. Raises `KeepingError`."""
        with self._turn, _faults():
            self._prepare()
            with self._engine.begin() as connection:
                yield connection

    def purge(self) -> None:
        """Let nothing of what was deleted stay in the file, and make it small. Raises `KeepingError`."""
        if self.file is None or not self.file.exists():
            return
        with self._turn, _faults(), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            for command in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                driver.execute(command).fetchall()

    def put_aside(self) -> Path | None:
        """Rename a file that cannot be read any more, so that the next writing starts a new one; its new
        name. Raises `KeepingError`."""
        with self._turn, _faults():
            self.close()
            if self.file is None or not self.file.exists():
                return None
            aside = self.file.with_name(f"{self.file.stem}-damaged-{now():%Y%m%d-%H%M%S}.sqlite")
            for ending in _COMPANIONS:
                companion = Path(f"{self.file}{ending}")
                if companion.exists():
                    companion.replace(f"{aside}{ending}")
            return aside

    def delete_aside(self) -> None:
        """Delete the files that were put aside. Raises `KeepingError`."""
        if self.file is not None and self.file.parent.exists():
            with _faults():
                for aside in self.file.parent.glob(f"{self.file.stem}-damaged-*"):
                    aside.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file; it is opened again when it is needed."""
        with self._turn:
            self._engine.dispose()
            self._ready = False

    def _prepare(self) -> None:
        """The tables, and the check that they are of a version that is known."""
        if self._ready and self.is_there:
            return
        if self.file is not None and not self.file.exists():
            self._engine.dispose()
            self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.file.touch(mode=0o600)
        with self._engine.begin() as connection:
            if self.is_shared:
                # Of several replicas that start at once, one makes the tables.
                connection.execute(select(func.pg_advisory_xact_lock(_MAKING_TABLES)))
            if inspect(connection).has_table(versions.name):
                if (connection.execute(select(func.max(versions.c.version))).scalar() or 0) > VERSION:
                    raise KeepingError("newer")
            else:
                TABLES.create_all(connection)
                connection.execute(insert(versions).values(version=VERSION))
        self._ready = True


def _engine(url: str, most_memory: int) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True, connect_args=_PATIENCE)
    connect = {"check_same_thread": False}
    if url == MEMORY:
        engine = create_engine(url, poolclass=StaticPool, connect_args=connect)
        event.listen(engine, "connect", partial(_on_connect_in_memory, most_memory))
    else:
        engine = create_engine(url, poolclass=QueuePool, pool_size=1, connect_args=connect)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(driver: sqlite3.Connection, _: object) -> None:
    # Python's own transactions begin too late: what was read before the first writing would not be in them.
    driver.isolation_level = None
    for pragma in _PRAGMAS:
        driver.execute(f"PRAGMA {pragma}").fetchall()


def _on_connect_in_memory(most_memory: int, driver: sqlite3.Connection, _: object) -> None:
    driver.execute(f"PRAGMA page_size={_PAGE_SIZE}").fetchall()
    driver.execute(f"PRAGMA max_page_count={(most_memory << 20) // _PAGE_SIZE}").fetchall()


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise KeepingError(_code_of(getattr(error, "orig", None))) from error
    except sqlite3.Error as error:
        raise KeepingError(_code_of(error)) from error
    except OSError as error:
        raise KeepingError("full" if error.errno in _NO_ROOM else "read_only") from error


_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CODES: dict[str, Code] = {
    "SQLITE_FULL": "full",
    "SQLITE_TOOBIG": "full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_CANTOPEN": "read_only",
    "SQLITE_PERM": "read_only",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "damaged",
    "DiskFull": "full",
    "ReadOnlySqlTransaction": "read_only",
}


def _code_of(error: BaseException | None) -> Code:
    """The code of what a driver says; PostgreSQL's errors have classes, SQLite's names."""
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return next((code for start, code in _CODES.items() if name.startswith(start)), "unreachable")
