"""A PostgreSQL of the tests' own, from the programs that this machine has. It is gone with the tests."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

USUAL_PLACES = Path("/usr/lib/postgresql")
USER, PASSWORD = "palmares", "not-a-secret"


def missing(what: str) -> None:
    """Skip a test for what this machine lacks, except in CI, where that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def program(name: str) -> Path | None:
    """A program of PostgreSQL, the newest that is there: Debian does not put the server's on the path."""
    installed = sorted(USUAL_PLACES.glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which(name)
    return Path(on_path) if on_path else next(iter(installed[::-1]), None)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running() -> Iterator[str]:
    """A server with nothing in it, by the URL of its first database. Skips the test where there is none."""
    initdb, postgres = program("initdb"), program("postgres")
    if initdb is None or postgres is None:
        missing("no PostgreSQL on this machine: what a server keeps is not tried")
    # Not below pytest's own folder, which the user that it runs as may not enter.
    folder, port = Path(tempfile.mkdtemp(prefix="palmares-")), free_port()
    try:
        _own(folder)
        (folder / "password").write_text(PASSWORD)
        (folder / "password").chmod(0o644)
        words = ["--auth=scram-sha-256", f"--username={USER}", f"--pwfile={folder / 'password'}"]
        _as_its_user([initdb, "-D", folder / "data", "--encoding=UTF8", "--no-sync", *words]).wait()
        settings = {"fsync": "off", "listen_addresses": "127.0.0.1", "port": port, "shared_buffers": "16MB"}
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        server = _as_its_user([postgres, "-D", folder / "data", "-k", folder, *options])
        try:
            url = f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{port}/postgres"
            _wait_for(url, server)
            yield url
        finally:
            server.send_signal(signal.SIGQUIT)
            server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(url: str, name: str) -> str:
    """A database with nothing in it, by its URL."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')  # type: ignore[call-overload]
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return f"{url.rpartition('/')[0]}/{name}"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _own(folder: Path) -> None:
    """PostgreSQL does not run as root; Debian's package has a user for it."""
    if _is_root():
        shutil.chown(folder, "postgres", "postgres")


def _as_its_user(command: Sequence[object]) -> "subprocess.Popen[bytes]":
    user: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []} if _is_root() else {}
    words = [str(word) for word in command]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(words, cwd="/", stdout=quiet, stderr=quiet, start_new_session=True, **user)


def _wait_for(url: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        assert server.poll() is None, "PostgreSQL did not start"
        try:
            psycopg.connect(url, connect_timeout=5).close()
            return
        except psycopg.OperationalError:
            try:
                server.wait(timeout=0.1)
            except subprocess.TimeoutExpired:
                continue
    pytest.fail("PostgreSQL does not answer")
