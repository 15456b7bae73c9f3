"""What a process that holds a stranger's bytes may do, how many there are, and what is taken of them."""

import os
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.parsing.errors import ReadingError
from lib.reading import process
from lib.reading.copies import ForkServer
from lib.reading.process import Limits, apart
from lib.reading.turns import LARGEST_MEGABYTES, Turns, shared_out
from tests.faults.memory import grown


@pytest.fixture(params=["a copy", "started for itself"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both ways in which such a process begins."""
    server = ForkServer()
    if request.param == "a copy":
        server.start()
    monkeypatch.setattr(process, "COPIES", server)
    yield request.param
    server.stop()


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_it_can_open_nothing(way: str, tmp_path: Path, listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    answer = apart("tests.faults.nosy", b"PK", {"file": str(tmp_path / "a"), "port": port})
    assert answer.header is not None
    assert answer.header["done_all_the_same"] == []
    assert not list(tmp_path.iterdir())
    with pytest.raises(BlockingIOError):
        listener.accept()


@pytest.mark.parametrize(
    "says",
    [
        *("one long line", "a deep answer", "many brackets", "too many bytes"),
        *("a number of tables that is none", "no JSON", "nothing"),
    ],
)
def test_what_it_says_is_bounded(way: str, says: str) -> None:
    def ask() -> None:
        with pytest.raises(ReadingError) as caught:
            apart("tests.faults.talkative", b"", {"says": says}, Limits(seconds=100))
        assert caught.value.code == "unreadable"

    assert grown(ask) < 150


@given(st.integers(100, 2_000_000), st.integers(1, 256))
def test_all_together_fit_into_the_machine(megabytes: int, cores: int) -> None:
    at_once, each = shared_out(megabytes, cores)
    assert 1 <= at_once <= cores
    assert each <= LARGEST_MEGABYTES
    assert at_once * each <= megabytes
    assert at_once == 1 or each >= 1024


def test_who_comes_first_goes_first_and_is_told_who_is_before() -> None:
    turns, told, order = Turns(2), dict[str, list[int]](), list[str]()
    gates = {name: threading.Event() for name in "abcde"}

    def read(name: str) -> None:
        with turns.turn(told.setdefault(name, []).append):
            order.append(name)
            gates[name].wait(20)

    threads = []
    for name in gates:
        thread = threading.Thread(target=read, args=(name,))
        thread.start()
        threads.append(thread)
        _until(lambda name=name: name in order or bool(told.get(name)))  # type: ignore[misc]
    assert order == ["a", "b"]
    assert {name: said[0] for name, said in told.items() if said} == {"c": 1, "d": 2, "e": 3}
    for place, name in enumerate("bacde"):
        gates[name].set()
        _until(lambda place=place: len(order) == min(5, place + 3))  # type: ignore[misc]
    for thread in threads:
        thread.join()
    assert order == ["a", "b", "c", "d", "e"]
    assert all(said == sorted(said, reverse=True) for said in told.values())


def test_who_gives_up_leaves_the_line() -> None:
    turns = Turns(1)

    def give_up(before: int) -> None:
        raise ReadingError("cancelled")

    with turns.turn(lambda before: None), pytest.raises(ReadingError), turns.turn(give_up):
        pytest.fail("it was not its turn")
    with turns.turn(lambda before: pytest.fail("nobody is before")):
        pass


def _until(holds: object) -> None:
    waiting = threading.Event()
    for _ in range(2_000):
        if holds():  # type: ignore[operator]
            return
        waiting.wait(0.01)
    pytest.fail("it did not come to that")
