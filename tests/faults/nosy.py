"""Work that tries what a file that has taken over its reader would try, and says what came of it."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from lib.parsing.answers import Header, Progress, serve


def work(data: bytes, options: dict[str, Any], progress: Progress) -> tuple[Header, Sequence[Any], bytes]:
    """Which of these went through."""
    tries: dict[str, Callable[[], object]] = {
        "read": lambda: Path(__file__).read_text(),
        "list": lambda: list(Path("/").iterdir()),
        "write": lambda: Path(options["file"]).write_text("x"),
        "connect": lambda: socket.create_connection(("127.0.0.1", options["port"]), 1),
        "datagram": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "start": lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        "raise the limit": _raise_the_limit,
    }
    return {"done_all_the_same": [name for name, attempt in tries.items() if _works(attempt)]}, (), b""


def _raise_the_limit() -> None:
    import resource  # noqa: PLC0415  (not on Windows)

    # An administrator may; then it is the container that holds.
    if os.geteuid() == 0:
        raise OSError
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))


def _works(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except Exception:
        return False
    return True


if __name__ == "__main__":
    serve(work)
