"""Engines: opened by an address, asked by expressions of Ibis, stopped when a person stops, and their errors
in words of ours. What an engine says itself is shown nowhere: it may quote data, or how to get in."""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any
from weakref import finalize

import pyarrow as pa

from lib.lakes import postgresql, sqlite_files
from lib.lakes.address import Address, Kind
from lib.lakes.text_files import FILES, TextFiles
from lib.parsing.errors import ReadingError
from lib.reading.process import Cancel, Progress

if TYPE_CHECKING:
    import ibis.expr.types as ir

LOOK_EVERY = 0.1
"""Seconds between two looks at the progress of a question."""
MEGABYTES = 1024
"""Memory that the engine that is built in may use before it goes on on the disk."""
_LIMIT = f"SET memory_limit='{MEGABYTES}MB'"
PARTITIONS = "8"
"""Parts of a grouping where Spark runs within the app."""
CONNECT_SECONDS = 15
_HELD = "held"
"""The table in which the engine holds files of text."""
_DRIVERS: dict[Kind, tuple[str, str]] = {
    "postgres": ("psycopg", "postgres"),
    "mysql": ("MySQLdb", ""),
    "spark": ("pyspark", "spark"),
}
"""What has to be installed for an engine, and its name for `run.py --with`; "" where that brings it not."""
_SYSTEM = ("information_schema", "pg_catalog", "pg_toast", "mysql", "performance_schema", "sys")


@dataclass(eq=False)
class Engine:
    """An engine that is open. One question at a time; other threads wait."""

    address: Address
    backend: Any = field(repr=False)
    writable: bool = False
    texts: TextFiles | None = field(default=None, repr=False)
    """Where they are files of text."""
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)
    _files: str = FILES
    """Where files are found: as they are, or held in a table."""

    @property
    def delimiter(self) -> str:
        """What parts the cells of files of text; "" for all else."""
        return self.texts.delimiter if self.texts else ""

    @property
    def is_built_in(self) -> bool:
        """Whether it is the engine that comes with the app."""
        return bool(self.backend.name == "duckdb")

    @property
    def rereads_text(self) -> bool:
        """Whether each question goes through files of text from their beginning to their end."""
        return self.texts is not None and self._files != _HELD

    def has_more_lines_than(self, most: int) -> bool:
        """Whether a table of files surely has more, where that is seen without going through it."""
        return self.texts is not None and self.texts.has_more_lines_than(most)

    def tables(self) -> tuple[str, ...]:
        """The tables and views, those outside the usual schema with its name before a point.

        Raises ReadingError: lake_gone.
        """
        if self.address.is_files:
            return (FILES,)
        with in_words("lake_gone", self.address):
            return tuple(sorted(self._names()))

    def _names(self) -> Iterator[str]:
        usual = None
        if self.address.kind == "sqlite":
            yield from sqlite_files.listed(self.address.url)
            return
        if self.backend.name == "duckdb":
            # Ibis asks DuckDB in a way that its second version has no longer.
            listed = self.backend.con.execute(
                "SELECT table_schema, table_name FROM information_schema.tables"
            )
            for schema, name in listed.fetchall():
                yield name if schema == "main" else f"{schema}.{name}"
            return
        if self.address.kind in ("postgres", "spark"):
            usual = self.backend.current_database
            for schema in self.backend.list_databases():
                if schema != usual and schema not in _SYSTEM and not schema.startswith("pg_"):
                    with suppress(Exception):  # one that may not be looked into
                        yield from (f"{schema}.{name}" for name in self.backend.list_tables(database=schema))
        if self.backend.name == "postgres":
            for schema, name in postgresql.materialized_views(self.backend):
                yield name if schema == usual else f"{schema}.{name}"
        yield from self.backend.list_tables()

    def table(self, name: str) -> "ir.Table":
        """A table or view by its name. Raises ReadingError: lake_no_table, lake_failed."""
        known = self.tables()
        if name not in known:
            usual = name.rpartition(".")[2]
            if usual not in known:
                raise ReadingError("lake_no_table", table=name, tables=", ".join(known[:20]) or "–")
            name = usual
        schema, _, bare = name.rpartition(".")
        with in_words("lake_failed", self.address, table=name):
            if self.address.kind == "sqlite":
                sqlite_files.copied(self.address.url, name, self.backend.con)
            if self.address.is_files:
                return self.backend.table(self._files)
            table = self.backend.table(bare, database=schema) if schema else self.backend.table(name)
            if self.backend.name != "postgres":
                return table
            return postgresql.in_usual_kinds(self.backend, table, schema or None, bare)

    @contextmanager
    def at_hand(self, progress: Progress | None = None, cancel: Cancel | None = None) -> Iterator[None]:
        """Several questions follow: an engine that is started for them stays until the last. Most are there
        anyway."""
        yield

    def ask(
        self, question: "ir.Table", step: str, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> pa.Table:
        """The answer to a question. `progress` is told the step and the share done again and again; whatever
        it raises stops the engine, as does `cancel` once it says yes.

        Raises ReadingError: lake_failed, cancelled."""
        return self._done(lambda: self._answer_to(question), step, progress, cancel)

    def _answer_to(self, question: "ir.Table") -> pa.Table:
        if self.backend.name == "postgres":
            return postgresql.answer_of(self.backend, question)
        answer = question.to_pyarrow()
        if self.is_built_in:
            # Said once more, the limit has it give back the memory that it would keep for the next question.
            self.backend.con.execute(_LIMIT)
        return answer

    def hold(self, progress: Progress | None = None, cancel: Cancel | None = None) -> None:
        """Read files of text once into a table of the engine, which goes on on the disk where it is large:
        each question to the text itself goes through all of it. Other tables stay as they are.

        Raises ReadingError: lake_failed, cancelled."""
        if self.rereads_text:
            lines = self.backend.table(self._files)
            self._done(lambda: self.backend.create_table(_HELD, lines), "look", progress, cancel)
            self._files = _HELD

    def _done(
        self, work: Callable[[], Any], step: str, progress: Progress | None, cancel: Cancel | None
    ) -> Any:
        with self._turn:
            answer = _Answer(work, self.texts)
            answer.start()
            try:
                while answer.is_alive():
                    answer.join(LOOK_EVERY)
                    if progress is not None:
                        progress(step, self._share_done())
                    if cancel is not None and cancel():
                        raise ReadingError("cancelled")
            finally:
                while answer.is_alive():
                    self.interrupt()
                    answer.join(LOOK_EVERY)
        if answer.error is not None:
            raise _error(answer.error, "lake_failed", self.address) from None
        return answer.result

    def _share_done(self) -> float:
        if self.backend.name != "duckdb":
            return 0.0
        return min(max(float(self.backend.con.query_progress()), 0.0) / 100, 1.0)

    def interrupt(self) -> None:
        """Have the engine drop what it is doing, by its own means."""
        if self.texts is not None:
            self.texts.stopped = True
        with suppress(Exception):
            match self.backend.name:
                case "duckdb":
                    self.backend.con.interrupt()
                case "postgres":
                    self.backend.con.cancel_safe(timeout=5)
                case "pyspark":
                    session = self.backend._session
                    if hasattr(session, "interruptAll") and "connect" in type(session).__module__:
                        session.interruptAll()
                    else:
                        session.sparkContext.cancelAllJobs()
                case _:
                    self.backend.disconnect()

    def close(self) -> None:
        """Give everything back."""
        with suppress(Exception):
            self.backend.disconnect()


class _Answer(threading.Thread):
    """What an engine is doing."""

    def __init__(self, work: Callable[[], Any], texts: TextFiles | None = None) -> None:
        super().__init__(daemon=True)
        self.work, self.texts = work, texts
        self.result: Any = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.result = self._worked()
        except Exception as error:  # each engine has its own errors
            self.error = error

    def _worked(self) -> Any:
        """What comes of it, once more where files of text had to be written anew first."""
        try:
            return self.work()
        except Exception as error:
            if self.texts is None or not self.texts.is_mended_after(error):
                raise
        return self.work()


def opened(address: Address, *, writable: bool = False) -> Engine:
    """An engine by the address of what it is to be asked of. Files of this computer are only read.

    Raises ReadingError: lake_driver, lake_driver_mysql, lake_refused, lake_gone, lake_columns_differ.
    """
    module, extra = _DRIVERS.get(address.kind, ("ibis", ""))
    if find_spec(module) is None:
        raise ReadingError("lake_driver", extra=extra) if extra else ReadingError("lake_driver_mysql")
    with in_words("lake_failed" if address.is_local else "lake_gone", address):
        backend = _OPENERS[address.kind](address, writable)
        texts = TextFiles(backend.con, address.url).opened() if address.kind == "csv" else None
    # An engine that is open needs the address no more; only a file's says where to read on.
    kept = address if address.is_local else Address(address.kind, "", address.name)
    return Engine(kept, backend, writable, texts)


def _files(address: Address, writable: bool) -> Any:
    import ibis  # noqa: PLC0415  (takes a quarter of a second, which pages without a lake need not wait)

    backend = _limited(ibis.duckdb.connect())
    if address.kind == "parquet":
        backend.read_parquet(address.url, table_name=FILES, hive_partitioning=False)
    return backend


def _duckdb(address: Address, writable: bool) -> Any:
    import ibis  # noqa: PLC0415

    return _limited(ibis.duckdb.connect(address.url, read_only=not writable))


def _limited(backend: Any) -> Any:
    """DuckDB with a bound on its memory, a folder for what is larger, and without what it would fetch from
    the network by itself. The folder may hold clients: it is its user's alone, and goes with the engine."""
    folder = mkdtemp(prefix="palmares-")
    finalize(backend, rmtree, folder, ignore_errors=True)
    for setting in (
        _LIMIT.removeprefix("SET "),
        f"temp_directory={sqlite_files.quoted_text(folder)}",
        "preserve_insertion_order=false",
        "autoinstall_known_extensions=false",
        "autoload_known_extensions=false",
        "enable_progress_bar=true",
        "enable_progress_bar_print=false",
    ):
        backend.con.execute(f"SET {setting}")
    return backend


def _sqlite(address: Address, writable: bool) -> Any:
    import ibis  # noqa: PLC0415

    return _limited(ibis.duckdb.connect())


def _postgres(address: Address, writable: bool) -> Any:
    import ibis  # noqa: PLC0415
    import psycopg  # noqa: PLC0415

    url = "postgresql://" + address.url.partition("://")[2]
    connection = psycopg.connect(
        url, connect_timeout=CONNECT_SECONDS, autocommit=True, application_name="palmares"
    )
    if not writable:
        connection.execute("SET default_transaction_read_only = on")
    return ibis.postgres.from_connection(connection)


def _mysql(address: Address, writable: bool) -> Any:
    import ibis  # noqa: PLC0415

    return ibis.connect(address.url)


def _spark(address: Address, writable: bool) -> Any:
    import ibis  # noqa: PLC0415
    from pyspark.sql import SparkSession  # noqa: PLC0415

    scheme, _, rest = address.url.partition("://")
    if scheme == "sc":
        session = SparkSession.builder.remote(address.url).getOrCreate()
    else:
        master = "local[*]" if rest.startswith("local") else f"spark://{rest}"
        builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
        session = builder.config("spark.sql.shuffle.partitions", PARTITIONS).getOrCreate()
    return ibis.pyspark.connect(session)


_OPENERS: dict[Kind, Callable[[Address, bool], Any]] = {
    "parquet": _files,
    "csv": _files,
    "duckdb": _duckdb,
    "sqlite": _sqlite,
    "postgres": _postgres,
    "mysql": _mysql,
    "spark": _spark,
}


@contextmanager
def in_words(code: str, address: Address, **details: str) -> Iterator[None]:
    """What an engine raises as a ReadingError."""
    try:
        yield
    except ReadingError:
        raise
    except Exception as error:  # each engine has its own errors
        # Without the engine's own: a traceback would quote it.
        raise _error(error, code, address, **details) from None


def _error(error: Exception, code: str, address: Address, **details: str) -> ReadingError:
    said = f"{type(error).__name__} {error}".casefold()
    if any(word in said for word in ("password", "authentication", "access denied", "permission", 'role "')):
        return ReadingError("lake_refused", source=address.name)
    if any(word in said for word in ("schema mismatch", "mismatch between", "union_by_name", "same schema")):
        return ReadingError("lake_columns_differ", source=address.name)
    gone = ("connection", "connect", "server closed", "terminating", "unavailable", "refused", "resolve")
    if code == "lake_failed" and not address.is_local and any(word in said for word in gone):
        code = "lake_gone"
    return ReadingError(code, **({"source": address.name} | details))


@contextmanager
def closing_engine(engine: Engine) -> Iterator[Engine]:
    """An engine that is closed at the end."""
    with closing(engine):
        yield engine
