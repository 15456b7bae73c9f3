"""Who may start a process that opens a file, and how much memory each may take.

As many at once as there are cores, and no more than the machine's memory holds together; the others wait in
the order in which they came, and are told how many are before them.
"""

import os
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

LARGEST_MEGABYTES = 4096
"""What one process may take at most."""
_LEAST_MEGABYTES = 1024
"""What one needs for a full sheet; a machine with less memory reads fewer files at once."""
_SHARE = 0.6
"""Of the machine's memory, for all of them together."""
_LOOK_EVERY = 0.2
"""Seconds after which a waiting one is told again where it stands."""
_CONTAINER = Path("/sys/fs/cgroup/memory.max")


def machine_megabytes() -> int:
    """The memory of the machine, or of the container in it."""
    total = psutil.virtual_memory().total
    with suppress(OSError, ValueError):  # no container, or one without a limit
        total = min(total, int(_CONTAINER.read_text()))
    return total >> 20


def shared_out(megabytes: int, cores: int) -> tuple[int, int]:
    """How many processes may run at once on a machine, and the megabytes that each may take."""
    room = int(megabytes * _SHARE)
    at_once = max(1, min(cores, room // _LEAST_MEGABYTES))
    return at_once, min(LARGEST_MEGABYTES, room // at_once)


class Turns:
    """A line in which people wait: first come, first served."""

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._line: deque[object] = deque()
        self._changed = threading.Condition()

    @contextmanager
    def turn(self, waiting: Callable[[int], None]) -> Iterator[None]:
        """Wait for a turn and hold it. `waiting` is told how many have to be done before; what it raises
        ends the wait."""
        me = object()
        with self._changed:
            self._line.append(me)
        try:
            while before := self._before(me):
                waiting(before)
                with self._changed:
                    self._changed.wait_for(lambda: not self._before(me), _LOOK_EVERY)
            yield
        finally:
            with self._changed:
                self._line.remove(me)
                self._changed.notify_all()

    def _before(self, me: object) -> int:
        """Those that must have left before it is this one's turn. Those at the front hold theirs."""
        with self._changed:
            return max(0, self._line.index(me) - self._at_once + 1)


AT_ONCE, MEGABYTES = shared_out(machine_megabytes(), os.cpu_count() or 1)
TURNS = Turns(AT_ONCE)
