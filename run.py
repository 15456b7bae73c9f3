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
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
ENVIRONMENT = Path(os.environ.get("PALMARES_ENVIRONMENT", ROOT / ".venv"))
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

APP_LIST, TEST_LIST = "requirements.txt", "requirements-test.txt"
APP = [["-m", "streamlit", "run", "app.py"]]
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
    commands = [*CHECKS[:-1], CHECKS[-1] + words[1:]] if testing else APP
    for command in commands:
        code = run([str(PYTHON), *command])
        if code:
            return code
    return 0


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
    """Run a command, by default in the project's folder, and give its exit code."""
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    try:
        return subprocess.run(command, check=False, cwd=folder, env=variables).returncode
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
