"""Files that were uploaded and are too long to be held line by line: the engine that is built in adds them
up, in a process of its own that opens nothing and has only their bytes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyarrow as pa

from lib.lakes.address import Address
from lib.lakes.child import FILES, PARQUET
from lib.lakes.engines import Engine
from lib.parsing.errors import ReadingError
from lib.parsing.formats import kind_of_start
from lib.reading.ledger import is_ledger
from lib.reading.opening import open_source
from lib.reading.options import ReadingOptions
from lib.reading.process import DEFAULT, Answer, Cancel, Limits, Progress, Talk, checked, talking
from lib.reading.source import Sheet, Source

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from lib.lakes.lake import Lake

HELD = 1_000_000
"""Lines of a file that are held as they are: each has its place then, and can be put right."""
_CHILD = "lib.lakes.child"
_START = 4096
"""Bytes that tell what kind of file it is."""
_FEWEST_BYTES = 64 << 10
"""Of a file of Parquet that may be long."""


def open_upload(
    data: bytes,
    name: str,
    password: str | None = None,
    limits: Limits | None = None,
    *,
    options: ReadingOptions | None = None,
    progress: Progress | None = None,
) -> Source:
    """Open a file as `open_source` does, and raise what that raises. But of a long one of Parquet, or of text
    in which nothing has to be mended and nothing was told by hand, only the first lines are held: the others
    are added up where they lie, as choices want them."""
    told = options is not None and bool(options.told)
    if not told and _may_be_long(data) and (lake := _lake_of(data, name, limits or DEFAULT, progress)):
        return Source(name, (lake.sample,), asked=lake.source)
    return open_source(data, name, password, limits, options=options, progress=progress)


def _may_be_long(data: bytes) -> bool:
    if data.startswith(PARQUET):
        return len(data) >= _FEWEST_BYTES
    return kind_of_start(data[:_START]) == "text" and data.count(b"\n") > HELD


def _lake_of(data: bytes, name: str, limits: Limits, progress: Progress | None) -> "Lake | None":
    """The lines of a file as those of a table; None where they are few, those of a ledger, or nothing that
    the engine can read: the reader of files has the sentences for that."""
    address = Address("parquet" if data.startswith(PARQUET) else "csv", "", name)
    engine = HandedOver(address, None, data=data, limits=limits)
    try:
        with engine.at_hand(progress, limits.cancel):
            if engine.look(progress) <= HELD:
                return None
            from lib.lakes.lake import looked_at  # noqa: PLC0415  (who has no long file does not wait for it)

            lake = looked_at(engine, FILES, progress, limits.cancel, read_whole=0)
            return None if is_ledger(lake.proposal(progress, limits.cancel).choices) else lake
    except ReadingError as error:
        if error.code == "cancelled":
            raise
        return None


@dataclass(eq=False)
class HandedOver(Engine):
    """The engine that is built in, started with the bytes of one file and nothing else, and gone when the
    questions are answered."""

    data: bytes = field(default=b"", repr=False)
    limits: Limits = DEFAULT
    _kinds: pa.Schema = field(default_factory=lambda: pa.schema([]), repr=False)
    _parted_by: str = ""
    _mine: threading.local = field(default_factory=threading.local, repr=False)
    """What each thread has open: a click can begin the next question before the last one has ended."""

    @property
    def delimiter(self) -> str:
        """What parts the cells of a text; "" for Parquet."""
        return self._parted_by

    @property
    def is_built_in(self) -> bool:
        """It is."""
        return True

    def look(self, progress: Progress | None = None) -> int:
        """See what the columns are, and how many lines there are.

        Raises ReadingError: irregular, unreadable, too_large, too_slow, cancelled."""
        answer = self._said(None, "look", progress, self.limits.cancel)
        header = answer.header or {}
        try:
            (kinds, top), rows = answer.tables, int(str(header["rows"]))
            self._kinds, self._parted_by = kinds.schema, str(header["delimiter"])
        except (KeyError, ValueError):  # no answer to what was asked
            raise ReadingError("unreadable") from None
        if self._parted_by and not _has_headings(top):
            raise ReadingError("irregular")
        return rows

    def table(self, name: str) -> "ir.Table":
        """The lines of the file."""
        import ibis  # noqa: PLC0415  (as above)

        return ibis.table(ibis.Schema.from_pyarrow(self._kinds), name=name)

    @contextmanager
    def at_hand(self, progress: Progress | None = None, cancel: Cancel | None = None) -> Iterator[None]:
        """Several questions follow: the process stays until the last."""
        if getattr(self._mine, "talk", None) is not None:
            yield
            return
        with talking(_CHILD, self.data, self.limits, progress, cancel) as talk:
            self._mine.talk = talk
            try:
                yield
            finally:
                self._mine.talk = None

    def ask(
        self, question: "ir.Table", step: str, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> pa.Table:
        """The answer to a question.

        Raises ReadingError: unreadable, too_large, too_slow, cancelled."""
        import ibis  # noqa: PLC0415  (as above)

        answer = self._said(str(ibis.to_sql(question, dialect="duckdb")), step, progress, cancel)
        try:
            return answer.tables[0].cast(question.schema().to_pyarrow())
        except (IndexError, ValueError):  # no answer to what was asked
            raise ReadingError("unreadable") from None

    def _said(
        self, question: str | None, step: str, progress: Progress | None, cancel: Cancel | None
    ) -> Answer:
        def told(_: str, share: float) -> None:
            if progress is not None:
                progress(step, share)

        with self.at_hand(progress, cancel):
            talk: Talk = self._mine.talk
            options = {"question": question, "memory": self.limits.megabytes}
            return checked(talk.ask(options, told, cancel), self.limits)

    def hold(self, progress: Progress | None = None, cancel: Cancel | None = None) -> None:
        """Nothing to do: the bytes are in memory."""

    def close(self) -> None:
        """Nothing to do: nothing is open between questions."""


def _has_headings(top: pa.Table) -> bool:
    """Whether the first of some rows holds the headings, and the second is the first line."""
    layout = Sheet("", False, top).layout
    return (layout.heading_rows, layout.first_row) == (1, 1)
