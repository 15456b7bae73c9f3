"""Processes that begin as copies of one that has loaded the readers: what they have of it, what is left of
them, and what happens where the one that is copied is gone."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from lib.parsing.errors import ReadingError
from lib.reading import process
from lib.reading.copies import Copy, ForkServer
from lib.reading.opening import open_source
from lib.reading.process import Limits, Talk, apart

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies a process well")
LIST = b"Client;Montant\nAlpha;1\nBeta;2\n"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ForkServer]:
    running = ForkServer()
    running.start()
    monkeypatch.setattr(process, "COPIES", running)
    yield running
    running.stop()


def process_of(server: ForkServer) -> psutil.Process:
    assert server._process is not None
    return psutil.Process(server._process.pid)


def handles(number: int | str) -> set[str]:
    """What a process has open."""
    return {path.name for path in Path(f"/proc/{number}/fd").iterdir()}


def is_read() -> bool:
    return open_source(LIST, "liste.csv").sheets[0].headings == ("Client", "Montant")


def test_a_copy_has_its_three_pipes_and_nothing_else_of_the_server(server: ForkServer) -> None:
    with closing(Talk("tests.faults.nosy", LIST, Limits())) as talk:
        assert isinstance(talk._child, Copy)
        end = time.monotonic() + 20
        while time.monotonic() < end and handles(talk._child.pid) != {"0", "1", "2"}:
            time.sleep(0.01)  # it has just begun
        assert handles(talk._child.pid) == {"0", "1", "2"}


def test_nothing_is_left_of_copies_however_they_end(server: ForkServer) -> None:
    def stopped() -> bool:
        return True

    for _ in range(5):
        assert is_read()
        with pytest.raises(ReadingError):
            open_source(b"PK\x03\x04 no workbook", "liste.xlsx")
        with pytest.raises(ReadingError):
            apart("lib.parsing.child", LIST, {"password": None}, Limits(cancel=stopped))
        with pytest.raises(ReadingError):
            apart("no.such.module", LIST, {})
    before = len(handles("self"))
    assert is_read()
    assert process_of(server).children() == []
    assert len(handles("self")) == before


def test_many_at_once_each_get_their_own(server: ForkServer) -> None:
    told: list[str] = []

    def read(number: int) -> None:
        file = f"Client;Montant\nNuméro {number};1\n".encode()
        told.append(open_source(file, "liste.csv").sheets[0].column("Client").texts[-1])

    threads = [threading.Thread(target=read, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == sorted(f"Numéro {number}" for number in range(12))


def test_files_are_read_all_the_same_where_the_server_is_gone(server: ForkServer) -> None:
    assert is_read()
    process_of(server).kill()
    process_of(server).wait()
    assert is_read()
    assert server.copy("lib.parsing.child") is None
    server.start()
    assert is_read()


def test_a_server_that_is_started_anew_buries_no_copy_of_the_one_before(server: ForkServer) -> None:
    earlier = server.copy("lib.parsing.child")
    assert earlier is not None
    server.start()
    ended(earlier)
    later = server.copy("lib.parsing.child")
    assert later is not None
    ended(later)
    assert is_read()
    assert process_of(server).children() == []


def ended(copy: Copy) -> None:
    copy.kill()
    copy.wait()
    copy.stdin.close()
    copy.stdout.close()


def test_a_copy_of_the_app_leaves_its_line_alone(server: ForkServer) -> None:
    assert is_read()
    child = os.fork()
    if child == 0:
        os._exit(0 if server.copy("lib.parsing.child") is None else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert is_read()


def test_the_server_ends_with_the_app() -> None:
    app = os.fork()
    if app == 0:
        ours = ForkServer()
        ours.start()
        os._exit(0)
    os.waitpid(app, 0)
    running = [each for each in psutil.process_iter(["cmdline", "ppid"]) if _is_orphaned_server(each)]
    psutil.wait_procs(running, timeout=20)
    assert not [each for each in running if each.is_running()]


def _is_orphaned_server(each: psutil.Process) -> bool:
    words = each.info["cmdline"] or []
    return "lib.parsing.fork_server" in words and each.info["ppid"] == 1
