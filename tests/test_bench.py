"""What a benchmark tells: a line as it comes, and a page whose rows later runs replace."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.bench import __main__ as bench
from tests.bench.entry import Entry

KNOWN = [
    Entry("twice", "itself", 1.5, lambda: 2.0, lambda: 1.0),
    Entry("half", "itself", 1.5, lambda: 1.0, lambda: 2.0),
    Entry("broken", "itself", 1.0, lambda: 1 / 0, lambda: 1.0),
]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bench, "entries", lambda: KNOWN)
    monkeypatch.setattr(bench, "PAGE", tmp_path / "docs" / "performance.md")
    return tmp_path / "docs" / "performance.md"


def told(*words: str) -> str:
    answer = CliRunner().invoke(bench.main, words)
    assert answer.exit_code == 0, answer.output
    return answer.stdout


def test_a_missed_goal_is_said_and_a_broken_entry_stops_nothing(written: Path) -> None:
    lines = told().splitlines()
    assert [line.split()[:2] for line in lines] == [["twice", "2.00"], ["half", "0.50"]]
    assert "NOT reached" in lines[0]
    assert "NOT" not in lines[1]
    assert not written.exists()


def test_a_later_run_replaces_its_rows_and_keeps_the_others(
    written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told("half", "--write")
    told("twice", "--write")
    rows = bench.rows_of(written.read_text("utf-8"))
    assert list(rows) == ["twice", "half"]
    slower = Entry("half", "itself", 1.5, lambda: 8.0, lambda: 2.0)
    monkeypatch.setattr(bench, "entries", lambda: [KNOWN[0], slower])
    told("half", "--write")
    assert "4.00" in bench.rows_of(written.read_text("utf-8"))["half"]


def test_the_quick_ones_exist() -> None:
    assert {*bench.QUICK} <= {entry.name for entry in bench.entries()}
