"""The process that those which open strangers' files begin as copies of (`python -m lib.parsing.fork_server
LINE`): what takes most of the time of a small file, loading the libraries, is done once.

It sees no byte of anybody's, and ends with the app. LINE is the number of its end of a pair of sockets. On it
come the name of a module, with the two pipes to its copy's input and output, which it answers with the number
of that process; and the number of a copy that has ended, so that nothing is left of it.
"""

import gc
import os
import runpy
import socket
import sys
from contextlib import suppress

from lib.parsing.sandbox import load

_AHEAD = (
    *("pyarrow.ipc", "pyarrow.compute", "numpy.ma"),
    *("lib.parsing.child", "lib.parsing.tables", "lib.parsing.workbooks", "lib.parsing.text_files"),
)
"""What most files need; the rest is loaded by the copy that needs it."""
LONGEST_NAME = 200


def main() -> None:
    """Load, and make copies until the app has ended."""
    for name in _AHEAD:
        load(name)
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as line:
        while True:
            said, pipes, _, _ = socket.recv_fds(line, LONGEST_NAME, 2)
            if not said:
                return
            if said.isdigit():
                with suppress(ChildProcessError):  # it was the copy of a server before
                    os.waitpid(int(said), 0)
                continue
            copy = os.fork()
            if copy == 0:
                line.close()
                _become(said.decode(), pipes)
            for pipe in pipes:
                os.close(pipe)
            line.send(str(copy).encode())


def _become(module: str, pipes: list[int]) -> None:
    """Run a module as a program of its own, and end with it."""
    code = 1
    try:
        for number, pipe in enumerate(pipes):
            os.dup2(pipe, number)
            os.close(pipe)
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        code = 0
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
