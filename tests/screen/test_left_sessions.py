"""A session whose browser is gone is ended once, and never one that is there."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.screen import left_sessions


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    ended: list[str] = []
    monkeypatch.setattr(left_sessions, "WAIT", 0)
    monkeypatch.setattr(left_sessions, "close_session", ended.append)
    monkeypatch.setattr(left_sessions, "_seen", {"here", "gone", "back"})
    return ended


def test_who_does_not_come_back_is_ended(closed: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    here = {"here"}
    monkeypatch.setattr(left_sessions, "is_connected", lambda session: session in here)

    async def leave() -> None:
        left_sessions.end_later()
        left_sessions.end_later()
        here.add("back")
        await asyncio.sleep(0.01)

    with ThreadPoolExecutor(1) as apart:
        # A browser test before this one may have left a loop in this thread.
        apart.submit(asyncio.run, leave()).result()
    assert closed == ["gone"]
    assert left_sessions._seen == {"here", "back"}
