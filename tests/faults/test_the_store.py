"""Where work cannot be kept, a sentence says so on the page, and the session goes on. And what is killed."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event
from streamlit.testing.v1 import AppTest

from lib.keeping.database import FILE_NAME
from lib.keeping.keeper import Tab, keeper
from lib.keeping.places import FOLDER, on_this_computer
from lib.keeping.store import Store
from lib.keeping.widgets.session import Kept
from lib.plan.plan import Plan
from tests.faults.kills import many
from tests.keeping.test_session import uploaded
from tests.pages.app import state_of


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where work is kept. No tab of another test is kept beside."""
    yield Path(os.environ[FOLDER])
    for tab in keeper.tabs():
        keeper.leave(tab)


def tab_of(app: AppTest) -> Tab:
    kept = state_of(app).parts[Kept]
    assert isinstance(kept, Kept)
    assert kept.tab is not None
    return kept.tab


def written(folder: Path, content: bytes) -> None:
    folder.mkdir(exist_ok=True)
    (folder / FILE_NAME).write_bytes(content)


def make_full(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own limit of pages, which it answers as a full disk: for the file alone, not for what else is
    opened meanwhile and stays open."""
    event.listen(
        on_this_computer()._engine, "connect", lambda driver, _: driver.execute("PRAGMA max_page_count=2")
    )


def make_read_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be made: whoever runs the tests may be allowed to write everywhere."""
    file = folder.parent / "file"
    file.touch()
    monkeypatch.setenv(FOLDER, str(file / "work"))


def make_newer(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store(on_this_computer()).set("any", "thing")
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE versions SET version = 99")
    on_this_computer().close()


def make_damaged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(folder, b"no database at all " * 1_000)


def make_half(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The beginning of the file is whole, what is in it is not."""
    Store(on_this_computer()).set("any", "thing")
    on_this_computer().close()
    content = (folder / FILE_NAME).read_bytes()
    written(folder, content[:4096] + b"\xa5" * (len(content) - 4096))


FAULTS: dict[str, tuple[Callable[[Path, pytest.MonkeyPatch], None], str]] = {
    "full": (make_full, "Le disque est plein"),
    "read_only": (make_read_only, "ne peut pas écrire"),
    "newer": (make_newer, "version plus récente"),
    "damaged": (make_damaged, "abîmé"),
    "half": (make_half, "abîmé"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_store_that_fails_is_said_and_the_session_goes_on(
    kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, words = FAULTS[kind]
    make(folder, monkeypatch)
    app = uploaded()
    keeper.keep(tab_of(app))
    for page in ("ranking", "tiers", "plan", "clients"):
        state_of(app).change(Plan(tier_count=2 + len(page) % 4))
        keeper.keep(tab_of(app))
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        assert words in "\n".join(str(box.value) for box in [*app.warning, *app.info]), page
    state_of(app).undo()
    assert state_of(app).clients is not None


def test_what_was_in_a_newer_store_stays_as_it_is(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_newer(folder, monkeypatch)
    before = (folder / FILE_NAME).read_bytes()
    app = uploaded()
    keeper.keep(tab_of(app))
    assert tab_of(app).fault == "newer"
    on_this_computer().close()
    assert (folder / FILE_NAME).read_bytes() == before


@pytest.mark.parametrize("kind", ["damaged", "half"])
def test_what_was_damaged_is_put_aside_and_work_is_kept_again(
    kind: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    FAULTS[kind][0](folder, monkeypatch)
    broken = (folder / FILE_NAME).read_bytes()
    app = uploaded()
    for _ in range(2):
        keeper.keep(tab_of(app))
    assert [work.clients for work in Store(on_this_computer()).works()] == [3]
    (aside,) = [path for path in folder.iterdir() if "damaged" in path.name and path.suffix == ".sqlite"]
    assert aside.read_bytes() == broken


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process that is killed is a copy of this one")
def test_a_process_that_is_killed_leaves_a_whole_store_with_all_that_was_written(tmp_path: Path) -> None:
    """`python -m tests.faults kills` does so 300 times, and says how old the oldest step was that is gone."""
    losses = many(tmp_path, 4, seed=1, longest=0.8)
    assert [loss.promised for loss in losses] == [0] * len(losses)
    assert any(loss.steps for loss in losses), "nothing was under way"
