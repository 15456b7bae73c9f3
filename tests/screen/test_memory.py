"""The server needs no more memory after many steps than after a few.

Streamlit would collect garbage after every run; the app switches that off (`runner.postScriptGC`), since it
costs more than the step. Python's own collector has to be enough.
"""

from tests.bench.meeting import our_server, process_at
from tests.bench.visitor import Visitor

STEPS = 150
MOST_GROWTH = 6_000_000
"""Bytes. A run that is kept would cost 40 KB at the least."""


def test_steps_leave_no_memory_behind() -> None:
    address = our_server(1000)
    with Visitor(address, "tiers") as visitor:
        server = process_at(address)
        take_steps(visitor)
        before = server.memory_info().rss
        take_steps(visitor)
        assert server.memory_info().rss - before < MOST_GROWTH


def take_steps(visitor: Visitor) -> None:
    for step in range(STEPS):
        visitor.move("threshold_2", -1 if step % 2 else 1)
