"""`run.py` says where the app is and ends what it started, with every Python that this machine has for it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

import run

VERSIONS = ("python3.11", "python3.12", "python3.13")
OWN_VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"


def pythons() -> Iterator[str]:
    """Other versions on the path that really are there: some are only a name that says how to get them."""
    for name in VERSIONS:
        if (
            name != OWN_VERSION
            and (program := shutil.which(name))
            and not subprocess.run([program, "-c", ""], check=False, capture_output=True).returncode
        ):
            yield program


ENDS = [
    *((sys.executable, asked) for asked in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)),
    *((program, signal.SIGTERM) for program in pythons()),
]
"""What starts it, and the signal that ends it."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment that has everything already: this one, under another name."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (tmp_path / f"installed-{run.APP_LIST}").write_text(run.digest(run.APP_LIST))
    return os.environ | {
        "PALMARES_ENVIRONMENT": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "STREAMLIT_SERVER_HEADLESS": "true",
        "STREAMLIT_SERVER_PORT": str(free_port()),
    }


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return int(free.getsockname()[1])


@contextmanager
def started(python: str, environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """It runs; a test that fails leaves nothing running and waits for nothing."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        # What a shell runs in the background ignores this signal, and so would everything started from here.
        signal.signal(signal.SIGINT, signal.default_int_handler)
    command = [python, str(run.ROOT / "run.py")]
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        if os.name == "nt":
            process.kill()
        else:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def answers(port: int) -> bool:
    try:
        with closing(HTTPConnection("localhost", port, timeout=2)) as connection:
            connection.request("GET", "/_stcore/health")
            return connection.getresponse().status == 200
    except OSError:
        return False


def wait_until(port: int, answering: bool) -> None:
    for _ in range(600):
        if answers(port) is answering:
            return
        time.sleep(0.1)
    pytest.fail("it does not answer" if answering else "it still answers")


@pytest.mark.skipif(os.name == "nt", reason="signals are those of other systems")
@pytest.mark.parametrize(("python", "asked"), ENDS)
def test_it_says_where_it_is_and_ends_what_it_started(
    python: str, asked: signal.Signals, environment: dict[str, str]
) -> None:
    port = int(environment["STREAMLIT_SERVER_PORT"])
    with started(python, environment) as process:
        assert process.stdout is not None
        said = re.search(r"http://localhost:(\d+)", process.stdout.readline())
        assert said is not None
        assert int(said[1]) == port
        wait_until(port, answering=True)
        process.send_signal(asked)
        assert process.wait(60) in (0, 128 + asked)
        assert process.stdout.read() == ""
    wait_until(port, answering=False)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ([], run.APP_LIST),
        (["--with", "server"], run.SERVER_LIST),
        (["--with", "server", "-m", "lib"], run.SERVER_LIST),
        (["--with", "postgres"], run.WITH["postgres"]),
        (["--with", "spark", "-m", "lib"], run.WITH["spark"]),
        (["-m", "lib"], run.APP_LIST),
        (["test"], run.TEST_LIST),
        (["coverage"], run.TEST_LIST),
        (["mutation"], run.MUTATION_LIST),
        (["audit"], run.AUDIT_LIST),
    ],
)
def test_each_job_has_its_list(words: list[str], wanted: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(run, "prepare", asked.append)
    assert run.main(words) == 1
    assert asked == [wanted]


class _Index(BaseHTTPRequestHandler):
    """An index that knows two versions of one library."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/simple/one-library/" else 404)
        self.end_headers()
        files = [
            {"filename": "one_library-1.2-py3-none-any.whl", "upload-time": "2024-03-05T06:07:08Z"},
            {"filename": "one_library-1.2.tar.gz", "upload-time": "2024-03-04T06:07:08Z"},
            {"filename": "one_library-1.2.1.tar.gz", "upload-time": "2024-01-01T06:07:08Z"},
        ]
        self.wfile.write(json.dumps({"files": files}).encode())

    def log_message(self, *_: object) -> None:
        """Nothing is noted."""


def test_a_version_has_the_day_that_the_index_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Index) as index:
        Thread(target=index.serve_forever, daemon=True).start()
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{index.server_address[1]}/simple/")
        address = run.index_of_pip()
        assert run.day_of(address, "one-library", "1.2") == "2024-03-04"
        assert run.day_of(address, "one-library", "1.3") == "?"
        assert run.day_of(address, "another", "1.2") == "?"
        index.shutdown()
    assert run.day_of(address, "one-library", "1.2") == "?"


def test_a_port_in_use_is_said(environment: dict[str, str]) -> None:
    taken = ("localhost", int(environment["STREAMLIT_SERVER_PORT"]))
    with socket.create_server(taken), started(sys.executable, environment) as process:
        said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"Port {environment['STREAMLIT_SERVER_PORT']} is in use" in said
