"""What a browser repeats is not what the hand did, and what the hand did is never lost: by the numbers of the
answers that the browser had."""

from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.runtime.scriptrunner import RerunData, RerunException

from lib.plan.errors import PlanError
from lib.screen import controls
from lib.screen import state as state_module
from lib.screen.state import State
from lib.tiers.widgets.board import moves as board_moves
from tests.lists import TOY, list_of
from tests.pages.app import Board, number_in, open_app, state_of


@dataclass
class Session:
    """A server's side of a session: what the browser is told and what it sends back."""

    values: dict[str, object]
    heard: list[object] = field(default_factory=list)

    def answer(self, shown: int, seen: int | None = None) -> None:
        """An answer in which the control follows the plan, to a browser that has so many answers."""
        if seen is not None:
            self.values["answer_of_page"] = str(seen)
        controls.follow("control", shown)
        controls.end_of_answer()

    def request(self, value: object, seen: int, key: str = "control") -> None:
        """A request by a browser that has so many answers."""
        self.values |= {key: value, "answer_of_page": str(seen)}
        controls.heed(key, range(101), self.heard.append)()


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> Session:
    return new_session(monkeypatch)


def new_session(monkeypatch: pytest.MonkeyPatch) -> Session:
    values: dict[str, object] = {}
    monkeypatch.setattr(controls.st, "session_state", values)
    monkeypatch.setattr(controls.st, "text_input", lambda *_, **__: None)
    return Session(values)


def test_what_the_plan_replaced_in_an_answer_on_its_way_is_an_echo(session: Session) -> None:
    session.answer(63)
    session.answer(64, seen=1)
    session.request(63, seen=1)
    assert session.heard == []
    session.request(70, seen=1)
    assert session.heard == [70]


def test_a_value_that_the_browser_had_no_time_to_show_is_an_echo(session: Session) -> None:
    for shown in (98, 97):
        session.answer(shown, seen=1)
    session.request(98, seen=1)
    session.answer(96, seen=1)
    for echo in (98, 97):
        session.request(echo, seen=2)
    assert session.heard == []


def test_back_to_what_the_plan_replaced_is_a_move_once_it_has_been_seen(session: Session) -> None:
    """Slide to 75, undo, slide to 75: as often as one likes and as fast as the answers come."""
    session.answer(60)
    seen = 1
    for _ in range(3):
        session.request(75, seen)
        session.answer(75)
        session.answer(60)  # undone
        seen += 2
    assert session.heard == [75, 75, 75]


def test_an_answer_that_was_overtaken_is_told_again(session: Session) -> None:
    session.answer(60)
    session.values["control"] = 60
    controls.follow("control", 64)  # and the answer ends here
    session.values |= {"control": 64, "answer_of_page": "1"}
    controls.follow("control", 64)
    session.request(60, seen=1)
    assert session.heard == []


@given(
    shown=st.lists(st.integers(0, 9), min_size=1, max_size=9), late=st.integers(0, 8), moved=st.integers(0, 9)
)
def test_a_browser_that_is_behind_repeats_without_effect_and_moves_with_effect(
    shown: list[int], late: int, moved: int
) -> None:
    seen = max(1, len(shown) - late)
    to_come = shown[seen - 1 :]
    with pytest.MonkeyPatch.context() as monkeypatch:
        session = new_session(monkeypatch)
        for number, value in enumerate(shown):
            session.answer(value, min(number, seen))
        if len(set(to_come)) > 1:
            session.request(to_come[0], seen)
            assert session.heard == []
        session.request(moved, seen)
        # A move to what the browser is about to be shown anyway cannot be told from an echo.
        assert session.heard == [moved] or (moved in to_come and seen < len(shown))


@pytest.mark.parametrize("value", [101, -1, None, "63", "Tranches égales", [1], 0.5])
def test_what_the_control_cannot_be_changes_nothing(session: Session, value: object) -> None:
    session.answer(63)
    session.request(value, seen=1)
    assert session.heard == []


def test_what_the_plan_refuses_is_said_once(session: Session) -> None:
    def refuse(_: object) -> None:
        raise PlanError("tier_names")

    session.values["control"] = 1
    controls.heed("control", range(9), refuse)()
    assert controls.refusal("control") == "tier_names"
    assert controls.refusal("control") is None


def test_a_late_control_does_not_bring_back_what_was_undone() -> None:
    app = open_app("tiers", list_of(TOY))
    app.text_input(key="hours").set_value("2000").run()
    shown = app.text_input(key="hours").value
    before = {part: app.text_input(key=f"answer_of_{part}").value for part in ("page", "meeting")}
    Board(app).move("undo")
    for part, number in before.items():
        app.text_input(key=f"answer_of_{part}").set_value(number)
    app.text_input(key="hours").set_value(shown).run()
    assert state_of(app).plan.budget_minutes == 1600 * 60
    assert number_in(app, "hours") == 1600


def test_a_move_on_the_board_is_taken_once_however_often_it_comes() -> None:
    app = open_app("tiers", list_of(TOY))
    Board(app).move("threshold", 0, "0.75", number=1)
    assert Board(app).answer["answered"] == 1
    Board(app).move("undo")
    for move in (("threshold", 0, "0.75"), ("budget", 0, 50)):
        Board(app).move(*move, number=1)
    assert state_of(app).plan.thresholds == state_of(app).plan.budget_shares == ()
    Board(app).move("threshold", 0, "0.75", number=3)
    assert Board(app).said["thresholds_at"][0] == 75


def test_a_move_that_the_plan_cannot_hold_is_answered_too() -> None:
    app = open_app("tiers", list_of(TOY))
    plan = state_of(app).plan
    for move in (("threshold", 4, "0.5"), ("budget", 0, None), ("lock", 9, True), ("unit", 0, "miles")):
        Board(app).move(*move)
        assert state_of(app).plan == plan
    assert Board(app).answer["answered"] == 4


def test_back_after_an_undo_is_a_move_at_once() -> None:
    app = open_app("tiers", list_of(TOY))
    for _ in range(3):
        Board(app).threshold(0, 75)
        assert state_of(app).plan.thresholds[0] * 100 == 75
        Board(app).move("undo")
        assert Board(app).said["thresholds_at"][0] == 40


def test_what_a_waiting_request_breaks_off_is_done_to_its_end(session: Session) -> None:
    """Streamlit breaks off at a look into the session where another request waits: the first here."""
    looks: list[str] = []

    class Busy(dict[str, object]):
        def get(self, key: str, default: object = None) -> object:
            looks.append(key)
            if len(looks) == 1:
                raise RerunException(RerunData())
            return super().get(key, default)

    session.answer(63)
    controls.st.session_state = Busy(session.values | {"control": 70})  # type: ignore[assignment]
    with pytest.raises(RerunException):
        controls.heed("control", range(101), session.heard.append)()
    assert session.heard == [70]


@pytest.mark.parametrize("broken_off", range(1, 12))
def test_a_move_that_is_broken_off_is_made_once(broken_off: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever it is broken off: an undo takes one step back, a threshold goes where it was put."""
    app = open_app("tiers", list_of(TOY))
    Board(app).threshold(0, 50)
    mine, looks = state_of(app), 0

    def looked() -> State:
        nonlocal looks
        looks += 1
        if looks == broken_off:
            raise RerunException(RerunData())
        return mine

    for module in (board_moves, state_module):
        monkeypatch.setattr(module, "state", looked)
    told = [[2, "threshold", 0, "0.7"], [3, "threshold", 1, "0.9"], [4, "undo", 0, None]]
    monkeypatch.setattr(board_moves, "sent_fields", lambda _: {"moves": told})
    with suppress(RerunException):
        controls.unbroken(lambda: board_moves.take_moves("step"))()
    assert mine.part(board_moves.Moves).answered == 4
    assert mine.plan.thresholds[0] == Decimal("0.7")
    assert len(mine.steps) == 3
    assert mine.part(board_moves.Moves).remarks == {}
