"""Whom the server answers, with what, and that it asks nobody."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest
import streamlit

from lib.screen.server import HEADERS, Guard, is_host_expected, is_origin_expected, policy
from tests.event_loop import apart

ROOT = Path(__file__).parents[2]
HERE = ["localhost", "127.0.0.1", "::1"]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        *(
            (host, True)
            for host in ("localhost", "localhost:8501", "LOCALHOST:1", "127.0.0.1:80", "[::1]:80")
        ),
        *((host, False) for host in ("evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80")),
        *((host, False) for host in ("", None, "localhost@evil.example", "evil.example/localhost", "[::2]")),
        *((host, False) for host in ("localhost:99999", "localhost:x", "[::1", "local host", "0.0.0.0")),
    ],
)
def test_only_the_names_of_this_server_are_answered(host: str | None, expected: bool) -> None:
    assert is_host_expected(host, HERE) is expected


def test_whoever_runs_it_says_under_which_names() -> None:
    assert is_host_expected("a.example.com:443", ["*.example.com"])
    assert not is_host_expected("example.com.evil", ["*.example.com"])
    assert not is_host_expected("notexample.com", ["*.example.com"])
    assert is_host_expected("anything", ["*"])
    assert not is_host_expected("localhost", [])


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        *((origin, True) for origin in (None, "http://localhost:8501", "https://palmares.example")),
        *((origin, False) for origin in ("http://localhost:3000", "http://localhost", "null", "", "file://")),
        *((origin, False) for origin in ("https://evil.example", "http://localhost:8501@evil.example")),
        ("https://palmares.example.evil", False),
    ],
)
def test_pages_of_others_are_refused(origin: str | None, expected: bool) -> None:
    assert is_origin_expected(origin, "localhost:8501", ["https://palmares.example"]) is expected


def test_the_policy_knows_the_scripts_of_the_page() -> None:
    page = Path(streamlit.__file__).with_name("static") / "index.html"
    inline = re.findall(r"<script>", page.read_text("utf-8"))
    rules = policy(page.read_text("utf-8"))
    assert rules.count("'sha256-") == len(inline)
    assert "script-src 'self'" in rules
    assert "http" not in rules
    assert "script-src 'self'  " in policy("")


def test_a_request_that_goes_through_gets_the_headers_whatever_the_app_says() -> None:
    async def app(scope, receive, send):  # type: ignore[no-untyped-def]
        await send({"type": "http.response.start", "status": 500, "headers": [(b"x-frame-options", b"ALL")]})

    sent: list[dict[str, object]] = []

    async def send(message):  # type: ignore[no-untyped-def]
        sent.append(message)

    scope = {"type": "http", "path": "/", "headers": [(b"host", b"localhost")]}
    apart(Guard(app)(scope, None, send))  # type: ignore[arg-type]
    names = dict(sent[0]["headers"])  # type: ignore[call-overload]
    assert names[b"x-frame-options"] == b"DENY"
    assert {name.lower().encode() for name in HEADERS} <= set(names)


@contextmanager
def running(folder: Path, *before: str) -> Iterator[int]:
    """The app as a visitor's own, and the port it listens on; `before` are the words of a program that
    watches it."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={port}"]
    variables = os.environ | {"XDG_CONFIG_HOME": str(folder), "STREAMLIT_SERVER_HEADLESS": "true"}
    with (folder / "log.txt").open("w") as log:
        server = subprocess.Popen(
            [*before, *command], cwd=ROOT, env=variables, stdout=log, stderr=log, start_new_session=True
        )
        try:
            for _ in range(600):
                try:
                    socket.create_connection(("localhost", port), 0.5).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield port
        finally:
            os.killpg(server.pid, signal.SIGTERM)  # the watching program hears nothing itself
            server.wait(timeout=30)


UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def status(port: int, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str]]:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={"Host": f"localhost:{port}"} | (headers or {}))
    answer = connection.getresponse()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}


@pytest.mark.skipif(shutil.which("strace") is None, reason="no strace: what the server asks is not seen")
def test_it_asks_nobody_whoever_asks_it(tmp_path: Path) -> None:
    """A page elsewhere, another program of this computer, a name that points here, and ourselves."""
    trace = tmp_path / "trace.txt"
    calls = "trace=connect,sendto,sendmsg,sendmmsg"
    with running(tmp_path, "strace", "-f", "-qq", "-e", calls, "-o", str(trace)) as port:
        for path in ("/", "/clients", "/_stcore/health", "/_stcore/host-config", "/media/none", "/a/../b"):
            answered, headers = status(port, path)
            assert answered < 500
            assert {name.lower() for name in HEADERS} <= set(headers), path
        assert status(port, "/_stcore/metrics")[0] == 404
        assert status(port, "/_stcore/agent/openapi.json")[0] == 404
        for name in ("evil.example", f"evil.example:{port}", "localhost.evil.example"):
            assert status(port, "/", {"Host": name})[0] == 403
            assert status(port, "/_stcore/stream", UPGRADE | {"Host": name})[0] == 403
        for origin in ("https://evil.example", "http://localhost:3000", "null", "http://192.0.2.7"):
            assert status(port, "/", {"Origin": origin})[0] == 403
            assert status(port, "/_stcore/stream", UPGRADE | {"Origin": origin})[0] == 403
        ours = {"Origin": f"http://localhost:{port}"}
        assert status(port, "/_stcore/stream", UPGRADE | ours)[0] == 101
    asked = [line for line in trace.read_text().splitlines() if "AF_INET" in line]
    assert [line for line in asked if "127.0.0.1" not in line and "::1" not in line] == []
