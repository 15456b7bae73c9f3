"""The talk between the app and a process that holds a stranger's bytes, and the bounds of what it hands over.

On standard input: one line of JSON with the bounds and how many bytes the file has, then the file, then one
line of options for each piece of work. On standard output, for each: lines of JSON with the share that is
done, one with the answer, then what it announces: `tables` Arrow streams, `bytes` bytes.
The parent counts what comes and takes no more than the bounds, whatever the process says.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Any

from lib.parsing.errors import ReadingError
from lib.parsing.sandbox import NotLoadedError, limit, load, shut

MOST_ROWS = 5_000_000
"""Lines of a file, of all its sheets together."""
MOST_CELLS = 100_000_000
MOST_BYTES = 512 << 20
"""Of all tables, or of a file that is given back."""
LONGEST_LINE = 32 << 20
"""Bytes of one line of JSON."""
MOST_MARKS = 1_500_000
"""Brackets and commas of the answer: JSON becomes some fifty bytes of memory for each."""
MILLION = 1_000_000

Progress = Callable[[float], None]
Header = dict[str, object]
Work = Callable[[bytes, dict[str, Any], Progress], tuple[Header, Sequence[Any], bytes]]
"""From the file and the options to an answer, its tables, and a file."""


def serve(work: Work, prepare: Callable[[bytes], None] | None = None) -> None:
    """Work with a stranger's bytes as often as is asked: load what is needed for them, shut the process, and
    answer. `prepare` loads modules by the first bytes of the file, and looks at nothing else."""
    bounds = json.loads(sys.stdin.buffer.readline())
    limit(bounds["memory"], bounds["seconds"])
    data = sys.stdin.buffer.read(bounds["bytes"])
    if prepare is not None:
        prepare(data)
    for name in bounds["modules"]:
        load(name)
    shut()
    while line := sys.stdin.buffer.readline():
        _work(work, data, json.loads(line))


def _work(work: Work, data: bytes, options: dict[str, Any]) -> None:
    try:
        header, tables, file = work(data, options, lambda share: _say({"done": share}))
        check_size(tables)
        _answer(header, tables, file)
    except NotLoadedError as missing:
        _say({"needs": missing.name})
    except ReadingError as error:
        _say({"error": error.code, "details": error.details})
    except MemoryError:
        _say({"error": "too_large"})
    except BaseException:  # the reader raises what is no Exception; its text could quote the file
        _say({"error": "unreadable"})


def check_size(tables: Sequence[Any]) -> None:
    """Hold tables against the bounds. Raises ReadingError: too_many_rows, too_many_cells, too_large."""
    check_rows(sum(table.num_rows for table in tables))
    if sum(table.num_rows * table.num_columns for table in tables) > MOST_CELLS:
        raise ReadingError("too_many_cells", millions=MOST_CELLS // MILLION)
    if sum(table.nbytes for table in tables) > MOST_BYTES:
        raise ReadingError("too_large", megabytes=MOST_BYTES >> 20)


def check_rows(rows: int) -> None:
    """Raises ReadingError: too_many_rows."""
    if rows > MOST_ROWS:
        raise ReadingError("too_many_rows", millions=MOST_ROWS // MILLION)


def is_small(line: bytes) -> bool:
    """Whether a text of JSON is small also once it is read."""
    return len(line) <= LONGEST_LINE and sum(map(line.count, (b"[", b"{", b","))) <= MOST_MARKS


def _say(said: Mapping[str, object]) -> None:
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    sys.stdout.buffer.flush()


def _answer(header: Header, tables: Sequence[Any], file: bytes) -> None:
    said = json.dumps({**header, "tables": len(tables), "bytes": len(file)}).encode() + b"\n"
    if not is_small(said) or len(file) > MOST_BYTES:
        raise ReadingError("too_large", megabytes=MOST_BYTES >> 20)
    sys.stdout.buffer.write(said)
    for table in tables:
        with load("pyarrow.ipc").new_stream(sys.stdout.buffer, table.schema) as stream:
            stream.write_table(table)
    sys.stdout.buffer.write(file)
    sys.stdout.buffer.flush()


class Counted:
    """The parent's end of the pipe, from which no more than the bounds can be read.

    Raises ValueError for more.
    """

    closed = False

    def __init__(self, pipe: IO[bytes]) -> None:
        self.pipe, self.left = pipe, MOST_BYTES + LONGEST_LINE

    def line(self) -> bytes:
        """The next line; b"" at the end."""
        line = self.pipe.readline(LONGEST_LINE + 1)
        if not is_small(line):
            raise ValueError("line")
        return line

    def read(self, size: int) -> bytes:
        """So many bytes, or what is left of them at the end."""
        self.left -= size
        if self.left < 0:
            raise ValueError("size")
        return self.pipe.read(size)
