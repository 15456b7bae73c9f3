"""Processes that begin as copies of one in which the readers are loaded already (`lib.parsing.fork_server`).
Only Linux copies a process well; elsewhere, and where anything is amiss, each is started for itself."""

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PATIENCE = 20.0
"""Seconds in which the server has to answer, loading included."""


def variables() -> dict[str, str]:
    """The environment of a process that opens strangers' files."""
    return os.environ | {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}


class Copy:
    """A process that is a copy, to be used as one of `subprocess`."""

    def __init__(self, server: "ForkServer", number: int, stdin: int, stdout: int) -> None:
        self.pid = number
        self._server, self._handle = server, os.pidfd_open(number)
        self.stdin, self.stdout = os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb")

    def kill(self) -> None:
        """End it at once."""
        with suppress(OSError):  # it has ended
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self) -> None:
        """Wait for its end, after which nothing is left of it."""
        if self._handle < 0:
            return
        ended = select.poll()
        ended.register(self._handle, select.POLLIN)
        ended.poll()
        os.close(self._handle)
        self._handle = -1
        self._server.bury(self.pid)


class ForkServer:
    """The process that is copied. One copy is begun at a time; other threads wait."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._line: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def start(self) -> None:
        """Have the readers loaded, for all files that come; this returns at once."""
        if sys.platform != "linux":
            return
        with self._turn:
            self._stop()
            ours, line = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            with line:
                self._process = subprocess.Popen(
                    [sys.executable, "-m", "lib.parsing.fork_server", str(line.fileno())],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    cwd=PROJECT,
                    # A library for matrices would begin threads, which no copy has.
                    env=variables() | {"OPENBLAS_NUM_THREADS": "1"},
                    pass_fds=[line.fileno()],
                )
            ours.settimeout(PATIENCE)
            self._line, self._owner = ours, os.getpid()

    def stop(self) -> None:
        """Let it end. Copies that are at work stay."""
        with self._turn:
            self._stop()

    def _stop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            if self._owner == os.getpid():
                self._process.kill()
                self._process.wait()
            self._process = None

    def copy(self, module: str) -> Copy | None:
        """A process that runs a module; None where there is no server."""
        with self._turn:
            # A copy of the app itself must not speak on the app's line.
            if self._line is None or self._owner != os.getpid():
                return None
            read, stdin = os.pipe()
            stdout, write = os.pipe()
            try:
                socket.send_fds(self._line, [module.encode()], [read, write])
                number = int(self._line.recv(20))
                return Copy(self, number, stdin, stdout)
            except (OSError, ValueError):
                for pipe in (stdin, stdout):
                    os.close(pipe)
                self._stop()
                return None
            finally:
                os.close(read)
                os.close(write)

    def bury(self, number: int) -> None:
        """Let nothing be left of a copy that has ended."""
        with self._turn, suppress(OSError):
            if self._line is not None and self._owner == os.getpid():
                self._line.send(str(number).encode())


COPIES = ForkServer()
"""That of this process. It is started by whoever reads many files."""
