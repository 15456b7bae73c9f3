"""A browser that is a little behind repeats old values; they must not be taken for moves by hand."""

import pytest

from lib.screen import stale_values
from tests.lists import TOY, list_of
from tests.pages.app import open_app, state_of


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """A session with a clock that stands still."""
    values: dict[str, object] = {}
    monkeypatch.setattr(stale_values.st, "session_state", values)
    monkeypatch.setattr(stale_values.time, "monotonic", lambda: 100.0)
    return values


def heeded(session: dict[str, object], reported: int) -> bool:
    """Whether a value that the browser reports reaches the callback."""
    calls: list[str] = []
    session["control"] = reported
    stale_values.heed("control", calls.append)("moved")
    return calls == ["moved"]


def test_a_value_that_the_plan_has_just_replaced_is_not_a_move(session: dict[str, object]) -> None:
    stale_values.follow("control", 63)
    stale_values.follow("control", 64)
    assert not heeded(session, 63)
    assert heeded(session, 70)


def test_a_value_that_the_browser_had_no_time_to_show_is_not_a_move(session: dict[str, object]) -> None:
    stale_values.follow("control", 98)
    stale_values.follow("control", 97)
    session["control"] = 98  # the browser repeats what it still shows, while the plan goes on
    stale_values.follow("control", 96)
    assert not heeded(session, 98)
    assert not heeded(session, 97)


def test_as_long_as_the_browser_repeats_a_value_it_is_not_a_move(
    session: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    stale_values.follow("control", 63)
    stale_values.follow("control", 64)
    for passed in (0.9, 1.8, 2.7):
        monkeypatch.setattr(stale_values.time, "monotonic", lambda: 100.0 + passed * stale_values.MOMENT)  # noqa: B023
        assert not heeded(session, 63)


def test_once_the_browser_has_the_new_value_the_old_one_is_a_move(session: dict[str, object]) -> None:
    stale_values.follow("control", 63)
    stale_values.follow("control", 64)
    stale_values.follow("control", 64)
    assert heeded(session, 63)


def test_after_a_moment_every_value_is_a_move(
    session: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    stale_values.follow("control", 63)
    stale_values.follow("control", 64)
    monkeypatch.setattr(stale_values.time, "monotonic", lambda: 100.0 + stale_values.MOMENT)
    assert heeded(session, 63)


def test_a_late_slider_does_not_undo_what_moved_it_along() -> None:
    app = open_app("tiers", list_of(TOY))
    app.slider(key="threshold_0").set_value(75).run()
    moved = state_of(app).plan.thresholds
    before = 60
    app.slider(key="threshold_1").set_value(before).run()
    assert state_of(app).plan.thresholds == moved
    assert app.slider(key="threshold_1").value == 75
