"""What is measured of the tests: also what runs in processes that are shut, and each miss in a line."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from coverage import CoverageData

from tests.coverage import __main__ as measuring
from tests.coverage.__main__ import File

ROOT = Path(__file__).parents[1]
READING = "from lib.reading.opening import open_source; open_source(b'client;revenue\\nA;1\\n', 'list.csv')"


def measured(tmp_path: Path, script: str) -> set[str]:
    """The files that are noted to have been run by a script and the processes below it."""
    (tmp_path / "run.py").write_text(script)
    notes = tmp_path / "notes"
    variables = measuring.with_tests(os.environ) | {"COVERAGE_FILE": str(notes)}
    for words in (["run", str(tmp_path / "run.py")], ["combine", "--quiet"]):
        command = [sys.executable, "-m", "coverage", *words]
        subprocess.run(command, cwd=ROOT, env=variables, check=True, capture_output=True)
    data = CoverageData(str(notes))
    data.read()
    # A file that was not run at all is listed too, without a branch.
    names = [name for name in data.measured_files() if data.arcs(name)]
    return {Path(name).relative_to(ROOT).as_posix() for name in names}


def test_what_the_process_reads_that_opens_a_file_is_measured(tmp_path: Path) -> None:
    """It is shut, and ended as soon as it has answered: its notes would be lost."""
    read = measured(tmp_path, READING)
    assert {"lib/parsing/child.py", "lib/parsing/text_files.py", "lib/reading/opening.py"} <= read


def test_what_a_process_runs_that_begins_without_a_module_is_measured(tmp_path: Path) -> None:
    """As pytest's workers do: the folder that holds the tests is not on their path yet as they begin."""
    command = [sys.executable, "-c", "import lib.base.numbers"]
    script = f"import subprocess; subprocess.run({command!r}, check=True, cwd={str(ROOT)!r})"
    assert "lib/base/numbers.py" in measured(tmp_path, script)


FILES = [
    File("lib/one/rule.py", 8, ((2, 3), (5, -4))),
    File("lib/one/kept.py", 2, ()),
    File("lib/two.py", 0, ()),
]


def test_the_table_adds_up() -> None:
    rows = measuring.table(FILES).splitlines()[2:]
    assert rows == ["| `lib/one` | 10 | 2 | 80.0% |", "| `lib` | 10 | 2 | 80.0% |"]


def test_every_miss_is_told_once_under_the_first_reason_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring, "source", lambda _: ["def f():", " if a:", "  b", " def g():", "  if c:"])
    monkeypatch.setattr(measuring, "groups", lambda: {"lib/one/r*": "Why.", "lib/*": "The rest."})
    told = measuring.page(FILES)
    assert told.count("never goes on to") == 2
    assert "- `lib/one/rule.py` 2: `if a:` never goes on to line 3" in told
    assert "- `lib/one/rule.py` 5: `if c:` never goes on to the end" in told
    assert "Why." in told
    assert "The rest." not in told


def test_no_miss_is_without_a_reason() -> None:
    assert [*measuring.groups()][-1] == "lib/*"
