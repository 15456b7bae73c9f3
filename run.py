"""Start Palmarès or check it, on a machine that has nothing but Python 3.11 and pip.

    python run.py              start the app in the browser
    python run.py test         run every check and test
    python run.py -m lib …     any other words go to the environment's own Python

The first run makes an isolated environment in `.venv` beside this file and installs into it the
versions listed, with their checksums, in requirements.txt (or requirements-test.txt). Later runs
find it ready. This file uses the standard library only.
"""

import hashlib
import os
import signal
import socket
import subprocess
import sys
import venv
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = Path(os.environ.get("PALMARES_ENVIRONMENT", ROOT / ".venv"))
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

APP_LIST, TEST_LIST = "requirements.txt", "requirements-test.txt"
APP = ["-m", "streamlit", "run", "app.py", "--logger.hideWelcomeMessage=true"]
FIRST_PORT, PORTS = 8501, 20
TIME_TO_END = 20
"""Seconds that what was started has to end by itself."""
CHECKS = [
    ["-m", "ruff", "format", "--check", "."],
    ["-m", "ruff", "check", "."],
    ["-m", "mypy"],
    ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"],
    # Each file of tests stays with one process, which starts the app at most once.
    ["-m", "pytest", "--numprocesses=auto", "--dist=loadfile"],
]


def main(words: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python should hear why)
        print("Palmarès needs Python 3.11 or newer; this is " + sys.version.split()[0])
        return 2
    testing = words[:1] == ["test"]
    if not prepare(TEST_LIST if testing else APP_LIST):
        return 1
    if words and not testing:
        return run([str(PYTHON), *words], Path.cwd())
    if not testing:
        return start()
    for command in [*CHECKS[:-1], CHECKS[-1] + words[1:]]:
        code = run([str(PYTHON), *command])
        if code:
            return code
    return 0


def start() -> int:
    """Start the app, at the first port that is free, or at the one that the environment names."""
    wanted = os.environ.get("STREAMLIT_SERVER_PORT", "")
    first, ports = (int(wanted), 1) if wanted.isdecimal() else (FIRST_PORT, PORTS)
    port = next((port for port in range(first, first + ports) if is_free(port)), None)
    if port != first:
        print(f"Port {first} is in use, perhaps by Palmarès itself: look at http://localhost:{first}")
    if port is None:
        print("No port is free for another one. End the other program, then start again.")
        return 1
    print(f"Palmarès is at http://localhost:{port} (Ctrl+C ends it)", flush=True)
    return run([str(PYTHON), *APP, f"--server.port={port}"])


def is_free(port: int) -> bool:
    """Whether nobody listens at a port of this computer."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        with suppress(OSError), socket.socket(family) as caller:
            caller.settimeout(1)
            caller.connect((address, port))
            return False
    return True


def prepare(requirements: str) -> bool:
    """Make the environment and install what the list names, unless that was done before."""
    if (
        PYTHON.exists()
        and mark(requirements).exists()
        and mark(requirements).read_text() == digest(requirements)
    ):
        return True
    if find_spec("pip") is None:
        print(
            f"This Python has no pip; install it first (on Debian: apt install python3-pip). {sys.executable}"
        )
        return False
    print(f"Setting up {ENVIRONMENT} (once, a minute or two) …", flush=True)
    # Without pip of its own: some systems ship Python without the part that would bring it,
    # and this Python's pip can install into another environment.
    venv.create(ENVIRONMENT, with_pip=False, symlinks=os.name != "nt")
    install = ["install", "--quiet", "--require-hashes", "-r", str(ROOT / requirements)]
    if run([sys.executable, "-m", "pip", "--python", str(PYTHON), *install]):
        print("The installation did not finish. Check the network connection and start again.")
        return False
    # The tests' list holds everything that is in the app's.
    for done in {requirements, APP_LIST}:
        mark(done).write_text(digest(done))
    return True


def mark(requirements: str) -> Path:
    """The file that says which list is installed."""
    return ENVIRONMENT / f"installed-{requirements}"


def digest(requirements: str) -> str:
    """What a list is known by."""
    return hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()


def run(command: list[str], folder: Path = ROOT) -> int:
    """Run a command, by default in the project's folder, and give its exit code. It ends when this does,
    whoever asks for that."""
    for name in ("SIGTERM", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _asked_to_end)
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=folder, env=variables)
    try:
        return process.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        end(process)


def _asked_to_end(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End what was started, by force if it does not end by itself."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(TIME_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
