"""Lets the processes that open strangers' files note what they ran; `pyproject.toml` names it to coverage.

Such a process can open no file once it has seen a stranger's bytes, and is ended as soon as it has answered:
what it ran would be lost. While coverage is measured, and only then, it may open the file of its notes, and
is given a moment to write it. The limits themselves are tried without this (`tests.faults.nosy`).
"""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from types import ModuleType
from typing import IO, Any

CLOSED = ("lib.parsing.child", "lib.parsing.returned", "lib.exports.own.child", "lib.lakes.child")
LIFTED = ("RLIMIT_NOFILE", "RLIMIT_FSIZE")
MOMENT = 10
"""Seconds."""


def coverage_init(registry: Any, options: Any) -> None:
    """Called by coverage at the start of every process that it measures."""
    if is_closed(sys.orig_argv):
        lift_limits()
    else:
        subprocess.Popen.kill = kill_after_a_moment  # type: ignore[method-assign]


def is_closed(command: Any) -> bool:
    """Whether a command line starts a process that opens strangers' files."""
    return isinstance(command, list) and any(module in command for module in CLOSED)


def lift_limits() -> None:
    """Leave files as they are when the process is shut; and nobody uses the app before whom it would stand
    back."""
    os.nice = lambda _: 0
    try:
        import resource  # noqa: PLC0415  (not on Windows)
    except ImportError:
        return
    lifted = {getattr(resource, name) for name in LIFTED}
    limit = resource.setrlimit

    def set_others(name: int, limits: tuple[int, int]) -> None:
        if name not in lifted:
            limit(name, limits)

    module: ModuleType = resource
    module.setrlimit = set_others  # type: ignore[attr-defined]


_kill = subprocess.Popen.kill


def kill_after_a_moment(process: "subprocess.Popen[Any]") -> None:
    """End a process at once, or a closed one as soon as it has written its notes: that it is asked nothing
    more, it is told by the end of its input."""
    if is_closed(process.args) and process.stdin is not None:
        # What it never took is still on its way, and would be waited for.
        threading.Thread(target=end, args=(process.stdin,), daemon=True).start()
        with suppress(subprocess.TimeoutExpired):
            process.wait(MOMENT)
    _kill(process)


def end(pipe: IO[bytes]) -> None:
    """Close the input of a process, which may have ended."""
    with suppress(OSError, ValueError):
        pipe.close()
