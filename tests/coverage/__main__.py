"""Measure which branches the tests go through: `python -m tests.coverage [--add] [--write] [WORDS]`.

Words are pytest's; without any every test runs but those in a browser. A part of the tests at a time can be
measured with `--add`, which keeps what was measured before.
"""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import click
from coverage import Coverage

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "coverage.md"
GOAL = 0.95
ALL, PART = "every test but those in a browser", "a part of the tests: more branches may be gone through"
"""What was run."""
USUAL = ["--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder", "--ignore=tests/browser"]


@dataclass(frozen=True)
class File:
    """What was measured of one file."""

    path: str
    branches: int
    missed: tuple[tuple[int, int], ...]
    """From which line to which no test went; below 0 out of the function that begins at that line."""

    @property
    def concept(self) -> str:
        """The folder below lib."""
        return "/".join(self.path.split("/")[:2])


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--add", is_flag=True, help="Keep what was measured before.")
@click.option("--write", is_flag=True, help="Put the results into docs/coverage.md.")
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
def main(add: bool, write: bool, words: tuple[str, ...]) -> None:
    """Run the tests, or those that the WORDS name to pytest, and say which branches they leave out."""
    if not add:
        coverage("erase")
    failed = coverage("run", "-m", "pytest", *(words or USUAL))
    coverage("combine", "--append", "--quiet")
    files = measured()
    click.echo(table(files))
    click.echo("\n".join(line for file in files for line in misses(file)))
    if write:
        PAGE.write_text(page(files, PART if add or words else ALL), "utf-8")
    sys.exit(failed)


def coverage(*words: str) -> int:
    """Give words to coverage, and its exit code back."""
    command = [sys.executable, "-m", "coverage", *words]
    return subprocess.run(command, cwd=ROOT, env=with_tests(os.environ), check=False).returncode


def with_tests(variables: Mapping[str, str]) -> dict[str, str]:
    """Variables by which every process below, pytest's workers too, finds the plugin that coverage names as
    it starts: before the folder it runs in is on its path. Without it nothing is measured there."""
    return {
        **variables,
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), variables.get("PYTHONPATH")])),
    }


def measured() -> list[File]:
    """Every file of lib with what was measured of it, in the order of their names."""
    with TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        read = Coverage(config_file=str(ROOT / "pyproject.toml"))
        read.load()
        read.json_report(outfile=str(report))
        told = json.loads(report.read_text("utf-8"))["files"]
    return [
        File(path, told[path]["summary"]["num_branches"], tuple(map(tuple, told[path]["missing_branches"])))
        for path in sorted(told)
    ]


def share(files: list[File]) -> float:
    """The branches that some test goes through, of all (0–1)."""
    branches = sum(file.branches for file in files)
    return 1 - sum(len(file.missed) for file in files) / branches if branches else 1.0


def table(files: list[File]) -> str:
    """The branches of every concept and of all together, as a table in Markdown."""
    rows = ["| | branches | missed | covered |", "| --- | --- | --- | --- |"]
    concepts = sorted({file.concept for file in files if file.branches})
    for name in [*concepts, "lib"]:
        part = [file for file in files if name in ("lib", file.concept)]
        branches, missed = sum(file.branches for file in part), sum(len(file.missed) for file in part)
        rows.append(f"| `{name}` | {branches} | {missed} | {share(part):.1%} |")
    return "\n".join(rows)


@cache
def source(path: str) -> list[str]:
    """The lines of a file."""
    return (ROOT / path).read_text("utf-8").splitlines()


def misses(file: File) -> Iterator[str]:
    """A line for each branch of a file that no test goes through."""
    for start, end in file.missed:
        to = "the end" if end < 0 else f"line {end}"
        yield f"- `{file.path}` {start}: `{source(file.path)[start - 1].strip()}` never goes on to {to}"


@cache
def groups() -> dict[str, str]:
    """Why branches are missed, by the files that they are in (patterns; the first that fits counts)."""
    told: dict[str, str] = tomllib.loads((Path(__file__).parent / "missed.toml").read_text("utf-8"))
    return told


def page(files: list[File], run: str = ALL) -> str:
    """The page: the table, then the misses, group by group."""
    left = {file.path: file for file in files if file.missed}
    parts = []
    for pattern, why in groups().items():
        lines = [line for path in [*left] if fnmatch(path, pattern) for line in misses(left.pop(path))]
        if lines:
            parts.append("\n".join((f"### `{pattern}`", "", why, "", *lines)))
    left_out = "\n\n".join(parts)
    return f"""# Which branches the tests go through

Made by `python3 run.py coverage --write`, {datetime.now(UTC):%Y-%m-%d}: the branches of `lib/`, also those
taken in processes of their own (the readers of strangers' files, the command line), with {run}.
Goal: {GOAL:.0%} of the branches; reached: {share(files):.1%}.

{table(files)}

## Those that no test goes through

{left_out}
"""


if __name__ == "__main__":
    main()
