"""Running a process that holds a stranger's bytes, with limits of time and memory, progress and a way to
stop it."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO, Any

import psutil
import pyarrow as pa

from lib.parsing.answers import Counted, Header
from lib.parsing.errors import ReadingError
from lib.reading.copies import COPIES, PROJECT, Copy, variables
from lib.reading.turns import MEGABYTES, TURNS

LOOK_EVERY = 0.01
"""Seconds between two looks at the memory of the process."""
MOST_STARTS = 3
"""A process that turns out to need further code is started again with it."""

Progress = Callable[[str, float], None]
"""Told ("wait", how many are before) until it is this file's turn, then a step and the share done."""
Cancel = Callable[[], bool]


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost."""

    seconds: float = 120
    megabytes: int = MEGABYTES
    cancel: Cancel | None = None
    """Asked again and again: once it says yes, reading ends."""


DEFAULT = Limits()


@dataclass
class Answer:
    """What a process has said so far."""

    done: float = 0.0
    header: Header | None = None
    tables: list[pa.Table] = field(default_factory=list)
    file: bytes = field(default=b"", repr=False)


def apart(
    module: str,
    data: bytes,
    options: Mapping[str, object],
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
) -> Answer:
    """Have a piece of work done apart, by a module that serves so (see `lib.parsing.answers`).

    Raises ReadingError: what the process says, or unreadable, too_slow, too_large, cancelled.
    """

    def waiting(before: int) -> None:
        _go_on(progress, "wait", before, limits.cancel)

    with TURNS.turn(waiting):
        modules: list[str] = []
        for _ in range(MOST_STARTS):
            with closing(Talk(module, data, limits, modules)) as talk:
                answer = talk.ask(options, progress, limits.cancel)
            if answer.header is None or "needs" not in answer.header:
                return checked(answer, limits)
            modules = [*modules, str(answer.header["needs"])]
    raise ReadingError("unreadable")


@contextmanager
def talking(
    module: str,
    data: bytes,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Iterator["Talk"]:
    """A process for several pieces of work on the same bytes, with the turn that it needs.

    Raises ReadingError: cancelled."""

    def waiting(before: int) -> None:
        _go_on(progress, "wait", before, cancel)

    with TURNS.turn(waiting), closing(Talk(module, data, limits)) as talk:
        yield talk


def parse(
    data: bytes,
    password: str | None,
    limits: Limits,
    progress: Progress | None = None,
    written: Mapping[str, str | None] | None = None,
) -> Answer:
    """Have a file parsed: the sheets in the header, a table of coded text each. `written` tells the encoding
    and the delimiter of a text file. Raises ReadingError as `apart` does."""
    options = {"password": password, **(written or {})}
    return apart("lib.parsing.child", data, options, limits, progress)


class Talk:
    """A process that holds a stranger's bytes and does one piece of work after the other with them, until it
    is closed. Whoever opens one holds a turn."""

    def __init__(self, module: str, data: bytes, limits: Limits, modules: Sequence[str] = ()) -> None:
        bounds = {"memory": limits.megabytes, "seconds": limits.seconds, "modules": [*modules]}
        self._unsaid = [_line({**bounds, "bytes": len(data)}), data]
        self._limits = limits
        self._child = _start(module)

    def ask(
        self, options: Mapping[str, object], progress: Progress | None = None, cancel: Cancel | None = None
    ) -> Answer:
        """Have a piece of work done. Raises ReadingError: too_slow, too_large, cancelled; the process has
        ended then."""
        answer, child = Answer(), self._child
        said, self._unsaid = [*self._unsaid, _line(options)], []
        threads = [
            threading.Thread(target=_feed, args=(child.stdin, said), daemon=True),
            threading.Thread(target=_listen, args=(child.stdout, answer), daemon=True),
        ]
        for thread in threads:
            thread.start()
        try:
            _watch(child, threads[1], self._limits, lambda: _go_on(progress, "parse", answer.done, cancel))
        except BaseException:
            child.kill()
            raise
        finally:
            if answer.header is None:
                child.kill()
            for thread in threads:
                thread.join()
        return answer

    def close(self) -> None:
        """End the process."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            with suppress(OSError):  # what it never took is still on its way
                pipe.close()  # type: ignore[union-attr]


def _line(said: Mapping[str, object]) -> bytes:
    return json.dumps(said).encode() + b"\n"


def _start(module: str) -> subprocess.Popen[bytes] | Copy:
    return COPIES.copy(module) or subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
        env=variables(),
    )


def _feed(pipe: IO[bytes], said: Sequence[bytes]) -> None:
    try:
        for part in said:
            pipe.write(part)
        pipe.flush()
    except OSError:
        pass  # the process has ended; what it said, or did not say, tells why


def _listen(pipe: IO[bytes], answer: Answer) -> None:
    try:
        _hear(Counted(pipe), answer)
    except Exception:  # whatever it says that is no answer
        answer.header = None


def _hear(pipe: Counted, answer: Answer) -> None:
    while line := pipe.line():
        said = json.loads(line)
        if "done" not in said:
            answer.header = said
            for _ in range(_number(said, "tables")):
                answer.tables.append(pa.ipc.open_stream(pipe).read_all())
            answer.file = pipe.read(_number(said, "bytes"))
            return
        answer.done = float(said["done"])


def _number(said: Mapping[str, Any], name: str) -> int:
    return int(said.get(name, 0))


def _go_on(progress: Progress | None, step: str, done: float, cancel: Cancel | None) -> None:
    """Tell how far it is. Raises ReadingError: cancelled."""
    if progress is not None:
        progress(step, done)
    if cancel is not None and cancel():
        raise ReadingError("cancelled")


def _watch(
    child: subprocess.Popen[bytes] | Copy,
    listener: threading.Thread,
    limits: Limits,
    go_on: Callable[[], None],
) -> None:
    """Wait for the answer. Raises ReadingError: too_large, too_slow, cancelled."""
    end = time.monotonic() + limits.seconds
    process = psutil.Process(child.pid)
    while listener.is_alive():
        if _memory(process) > limits.megabytes << 20:
            raise ReadingError("too_large", megabytes=limits.megabytes)
        if time.monotonic() > end:
            raise ReadingError("too_slow", seconds=round(limits.seconds))
        go_on()
        listener.join(LOOK_EVERY)


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def checked(answer: Answer, limits: Limits) -> Answer:
    """An answer that is one. Raises ReadingError: what the process says, or unreadable."""
    header = answer.header
    if header is None:
        raise ReadingError("unreadable")
    if "error" in header:
        details: Any = header.get("details") or {}
        if header["error"] == "too_large":
            details = {"megabytes": limits.megabytes} | details
        raise ReadingError(str(header["error"]), **details)
    return answer
