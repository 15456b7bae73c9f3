"""What `compose.yaml` sets up, on this machine: replicas of the app behind Caddy, with the project's own
`Caddyfile`, over PostgreSQL, with a provider to sign in with."""

import hashlib
import hmac
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.browser.conftest import ROOT
from tests.browser.provider import CLIENT, CLIENT_SECRET, Provider
from tests.postgresql import free_port, missing

NAME = "palmares.localhost"
"""The name under which visitors know the server: not their own computer's, though browsers find it there."""
COOKIE = "palmares_replica"
"""By which the proxy knows a visitor's replica."""


class Replica:
    """One process of the app, started as the Dockerfile starts it."""

    def __init__(self, folder: Path, secrets: Path) -> None:
        self.port, self.log = free_port(), folder / "log.txt"
        folder.mkdir()
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
        options = (f"--server.port={self.port}", f"--secrets.files={secrets}")
        own = {"XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
        variables = os.environ | own | {"STREAMLIT_SERVER_ALLOWED_HOSTS": f"{NAME} localhost"}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*command, *options], cwd=ROOT, env=variables, stdout=log, stderr=log
            )

    @property
    def place(self) -> str:
        """The address by which the proxy knows it."""
        return f"127.0.0.1:{self.port}"

    def kill(self) -> None:
        """End it as a machine does that fails."""
        self.process.kill()
        self.process.wait(timeout=20)

    def stop(self) -> None:
        """End it as `docker stop` does."""
        self.process.terminate()
        self.process.wait(timeout=30)


@dataclass(frozen=True)
class Site:
    """The whole set-up, by the address that visitors know."""

    address: str
    replicas: Sequence[Replica]
    provider: Provider
    database: str
    log: Path
    """What the proxy says."""

    def replica_of(self, cookie: str) -> Replica:
        """The replica that the proxy's cookie speaks of."""
        (known,) = [each for each in self.replicas if _cookie_for(each) == cookie]
        return known

    def logs(self) -> str:
        """All that was logged."""
        return "".join(file.read_text() for file in (self.log, *(each.log for each in self.replicas)))


@contextmanager
def running_site(folder: Path, database: str, replicas: int = 2) -> Iterator[Site]:
    """Start everything, and end it. Skips the test where there is no Caddy."""
    caddy = shutil.which("caddy")
    if caddy is None:
        missing("no Caddy on this machine: replicas behind a proxy are not tried")
    with ExitStack() as ending:
        provider, port = ending.enter_context(Provider()), free_port()
        address = f"https://{NAME}:{port}"
        secrets = write_secrets(folder, address, provider, database)
        started = [Replica(folder / f"replica-{number}", secrets) for number in range(replicas)]
        for replica in started:
            ending.callback(replica.kill)
        log = folder / "caddy.txt"
        ending.enter_context(_proxy(caddy, folder, port, started, log))
        for replica in started:
            wait_for(lambda port=replica.port: is_well(port), replica.process)
        wait_for(lambda: listens(port))
        yield Site(address, started, provider, database, log)


def write_secrets(folder: Path, address: str, provider: Provider, database: str) -> Path:
    """The file that an operator writes."""
    lines = [
        "[auth]",
        f'redirect_uri = "{address}/oauth2callback"',
        'cookie_secret = "a long random text that the replicas share"',
        f'client_id = "{CLIENT}"',
        f'client_secret = "{CLIENT_SECRET}"',
        f'server_metadata_url = "{provider.metadata_url}"',
        "[palmares]",
        f'database = "{database}"',
    ]
    path = folder / "secrets.toml"
    path.write_text("\n".join(lines))
    return path


def is_well(port: int) -> bool:
    """Whether a replica says that it is well."""
    with closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection, suppress(OSError):
        connection.request("GET", "/_stcore/health", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    return False


def listens(port: int) -> bool:
    """Whether anybody listens at a port."""
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


def wait_for(holds: Callable[[], bool], process: "subprocess.Popen[bytes] | None" = None) -> None:
    """Wait until something has started."""
    for _ in range(900):
        if holds():
            return
        assert process is None or process.poll() is None, "it did not start"
        time.sleep(0.1)
    pytest.fail("it does not answer")


@contextmanager
def _proxy(caddy: str, folder: Path, port: int, replicas: Sequence[Replica], log: Path) -> Iterator[None]:
    variables = os.environ | {
        "PALMARES_SITE": NAME,
        "PALMARES_REPLICAS": " ".join(replica.place for replica in replicas),
        "PALMARES_HTTP_PORT": str(free_port()),
        "PALMARES_HTTPS_PORT": str(port),
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder / "caddy"),
        "XDG_CONFIG_HOME": str(folder / "caddy"),
    }
    with log.open("wb") as output:
        command = [caddy, "run", "--config", str(ROOT / "Caddyfile"), "--adapter", "caddyfile"]
        process = subprocess.Popen(command, env=variables, stdout=output, stderr=output)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def _cookie_for(replica: Replica) -> str:
    """Caddy's cookie for a replica: a digest of its address, without a key where the file names none."""
    return hmac.new(b"", replica.place.encode(), hashlib.sha256).hexdigest()
