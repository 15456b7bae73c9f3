"""One visitor's step after another's."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

PATIENCE = 0.5
"""Seconds after which a step no longer waits: whoever draws something that takes long holds nobody up."""

_turn = Lock()


@contextmanager
def in_turn() -> Iterator[None]:
    """Run what is inside when no other visitor's step is being drawn, or when it has waited long enough."""
    mine = _turn.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            _turn.release()
