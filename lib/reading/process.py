"""Running the process that parses a file, with limits of time and memory, progress and a way to stop it."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import psutil
import pyarrow as pa

from lib.parsing.errors import ReadingError

PROJECT = Path(__file__).parents[2]
LOOK_EVERY = 0.01
"""Seconds between two looks at the memory of the process."""

Progress = Callable[[str, float], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True)
class Limits:
    """What reading one file may cost."""

    seconds: float = 120
    megabytes: int = 4096
    cancel: Cancel | None = None
    """Asked again and again: once it says yes, reading ends."""


DEFAULT = Limits()


@dataclass
class _Answer:
    """What the process has said so far."""

    done: float = 0.0
    header: dict[str, object] | None = None
    tables: list[pa.Table] = field(default_factory=list)


def parse(
    data: bytes,
    password: str | None,
    limits: Limits,
    progress: Progress | None = None,
    written: Mapping[str, str | None] | None = None,
) -> tuple[dict[str, object], list[pa.Table]]:
    """Have a file parsed apart; its header, and a table of coded text a sheet. `written` tells the encoding
    and the delimiter of a text file.

    Raises ReadingError: what the process says, or unreadable, too_slow, too_large, cancelled.
    """
    options = {"password": password, "memory": limits.megabytes, **(written or {})}
    child = _start()
    answer = _Answer()
    threads = [
        threading.Thread(
            target=_feed, args=(child.stdin, json.dumps(options).encode() + b"\n", data), daemon=True
        ),
        threading.Thread(target=_listen, args=(child.stdout, answer), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        _watch(child, threads[1], limits, lambda: _go_on(answer, progress, limits.cancel))
    finally:
        child.kill()
        child.wait()
        for thread in threads:
            thread.join()
    return _checked(answer, limits)


def _start() -> subprocess.Popen[bytes]:
    variables = os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "lib.parsing.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=PROJECT,
        env=variables,
    )


def _feed(pipe: IO[bytes], options: bytes, data: bytes) -> None:
    try:
        with pipe:
            pipe.write(options)
            pipe.write(data)
    except OSError:
        pass  # the process has ended; what it said, or did not say, tells why


def _listen(pipe: IO[bytes], answer: _Answer) -> None:
    try:
        with pipe:
            for line in iter(pipe.readline, b""):
                said = json.loads(line)
                if "done" not in said:
                    answer.header = said
                    break
                answer.done = said["done"]
            for _ in _sheets(answer.header):
                answer.tables.append(pa.ipc.open_stream(pipe).read_all())
    except (OSError, ValueError, pa.ArrowException):
        answer.header = None


def _sheets(header: dict[str, object] | None) -> list[dict[str, object]]:
    sheets = (header or {}).get("sheets")
    return sheets if isinstance(sheets, list) else []


def _go_on(answer: _Answer, progress: Progress | None, cancel: Cancel | None) -> bool:
    if progress is not None:
        progress("parse", answer.done)
    return cancel is None or not cancel()


def _watch(
    child: subprocess.Popen[bytes], listener: threading.Thread, limits: Limits, go_on: Callable[[], bool]
) -> None:
    """Wait for the answer. Raises ReadingError: too_large, too_slow, cancelled."""
    end = time.monotonic() + limits.seconds
    process = psutil.Process(child.pid)
    while listener.is_alive():
        if _memory(process) > limits.megabytes << 20:
            raise ReadingError("too_large", megabytes=limits.megabytes)
        if time.monotonic() > end:
            raise ReadingError("too_slow", seconds=round(limits.seconds))
        if not go_on():
            raise ReadingError("cancelled")
        listener.join(LOOK_EVERY)


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _checked(answer: _Answer, limits: Limits) -> tuple[dict[str, object], list[pa.Table]]:
    header = answer.header
    if header is None:
        raise ReadingError("unreadable")
    if "error" in header:
        details = {"megabytes": limits.megabytes} if header["error"] == "too_large" else {}
        raise ReadingError(str(header["error"]), **details)
    return header, answer.tables
