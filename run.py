"""Start Palmarès or check it, on a machine that has nothing but Python 3.11 and pip.

    python run.py                 start the app in the browser
    python run.py --with server   the same with what signing in and PostgreSQL want
    python run.py --with postgres  … what lists in a PostgreSQL want; --with spark those in Spark
    python run.py test            run every check and test
    python run.py coverage        … and say which branches of the code they leave out (docs/coverage.md)
    python run.py mutation        put small faults into the rules: do the tests notice? (docs/mutation.md)
    python run.py audit           ask what is known of the versions of all libraries
    python run.py -m lib …        any other words go to the environment's own Python

The first run makes an isolated environment in `.venv` beside this file and installs into it the
versions listed, with their checksums, in requirements.txt (or that of the job: requirements-server.txt,
requirements-test.txt, requirements-mutation.txt, requirements-audit.txt). Later runs find it ready. This
file uses the standard library only.
"""

import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = Path(os.environ.get("PALMARES_ENVIRONMENT", ROOT / ".venv"))
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

WITH = {name: f"requirements-{name}.txt" for name in ("server", "postgres", "spark")}
"""What is added to the app when asked for."""
APP_LIST, SERVER_LIST = "requirements.txt", WITH["server"]
TEST_LIST, AUDIT_LIST = "requirements-test.txt", "requirements-audit.txt"
MUTATION_LIST = "requirements-mutation.txt"
LISTS = {"test": TEST_LIST, "coverage": TEST_LIST, "mutation": MUTATION_LIST, "audit": AUDIT_LIST}
"""What each job needs."""
APP = ["-m", "streamlit", "run", "app.py", "--logger.hideWelcomeMessage=true"]
FIRST_PORT, PORTS = 8501, 20
TIME_TO_END = 20
"""Seconds that what was started has to end by itself."""
AUDIT = ["-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes", "--progress-spinner=off"]
"""With --strict, what could not be asked is no good news."""
CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "lint": ["-m", "ruff", "check", "--quiet", "."],
    "types": ["-m", "mypy", "--no-error-summary"],
    "imports": [
        *("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
        "--no-cache",
    ],
    # Each file of tests stays with one process, which starts the app at most once; the longest come first.
    "tests": ["-m", "pytest", "--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder"],
}


def main(words: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036  (an older Python should hear why)
        print("Palmarès needs Python 3.11 or newer; this is " + sys.version.split()[0])
        return 2
    usual = APP_LIST
    if words[:1] == ["--with"] and words[1:2] and words[1] in WITH:
        usual, words = WITH[words[1]], words[2:]
    if not prepare(LISTS.get(words[0] if words else "", usual)):
        return 1
    if not words:
        return start()
    match words[0]:
        case "test":
            return check(words[1:])
        case "coverage" | "mutation" as job:
            return run([str(PYTHON), "-m", f"tests.{job}", *words[1:]])
        case "audit":
            return audit()
    return run([str(PYTHON), *words], Path.cwd())


def check(words: list[str]) -> int:
    """Run every check, then the tests; a line for each, with its time. The words say which tests."""
    for stage, command in CHECKS.items():
        begun = time.monotonic()
        code = run([str(PYTHON), *command, *(words if stage == "tests" else ())])
        told = "failed after" if code else "passed in"
        print(f"{stage:8} {told} {time.monotonic() - begun:.0f} s", flush=True)
        if code:
            return code
    return 0


def audit() -> int:
    """Ask what is known of the versions of all libraries; where nobody answers, say how old each is."""
    code = run([str(PYTHON), *AUDIT, "-r", str(ROOT / SERVER_LIST)])
    if code:
        print("\nNot every version could be vouched for. When each of them was published, the oldest first:")
        for day, name, version in sorted(published(SERVER_LIST)):
            print(f"{day}  {name} {version}")
    return code


def published(requirements: str) -> Iterator[tuple[str, str, str]]:
    """The day on which each version of a list was published, its library and the version; "?" for the day
    where the index that pip uses does not say."""
    pinned = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / requirements).read_text(), re.MULTILINE)
    index = index_of_pip()
    for name, version in pinned:
        yield day_of(index, name, version), name, version


def index_of_pip() -> str:
    """The address of the index that pip is told to use, or uses by itself."""
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    told = os.environ.get("PIP_INDEX_URL", told)
    if not told:
        from pip._internal.models.index import PyPI  # noqa: PLC0415  (the only name that pip has for it)

        told = str(PyPI.simple_url)
    return told.rstrip("/")


def day_of(index: str, name: str, version: str) -> str:
    """The day on which a version was published, by the index's own account."""
    wanted = Request(f"{index}/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    try:
        with urlopen(wanted, timeout=20) as answer:
            files = json.load(answer)["files"]
            ours = (f"-{version}-", f"-{version}.tar.gz")
            days = [
                file["upload-time"][:10] for file in files if any(end in file["filename"] for end in ours)
            ]
    except (URLError, ValueError, KeyError, TimeoutError):
        return "?"
    return min(days, default="?")


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
    # Every list holds everything that is in the app's, the tests' and the audit's what is in the server's.
    also = {APP_LIST} if requirements in (APP_LIST, *WITH.values()) else {APP_LIST, SERVER_LIST}
    for done in {requirements, *also}:
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
