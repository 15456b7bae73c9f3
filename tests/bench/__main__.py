"""Run the benchmarks: `python -m tests.bench [NAME…] [--quick] [--json] [--write]`.

Every module of this folder that has a list `ENTRIES` takes part. Ours and the peer's run in turn, so
that a busy machine slows both, and what counts is their ratio. Each result is told as it comes.
"""

import json
import os
import pkgutil
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median

import click

from tests.bench.entry import Entry, Outcome

PAIRS = 5
QUICK = (
    "slider-step",
    "curve-step",
    "budget-step",
    "first-paint",
    "step-server",
    "step-processor",
    "step-bytes",
    "grid-edit",
    "file-to-clients",
    "workbook",
)
"""Those that a change is most likely to spoil; ten minutes on two cores."""
PEERS = ("streamlit", "altair", "fastexcel", "pandas", "XlsxWriter", "openpyxl", "duckdb")
"""The libraries that the peers are made of."""
PAGE = Path(__file__).parents[2] / "docs" / "performance.md"


@click.command()
@click.argument("names", nargs=-1)
@click.option("--quick", is_flag=True, help="Measure only the ten that matter most.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON at the end instead of lines.")
@click.option("--write", is_flag=True, help="Put what was measured into docs/performance.md.")
def main(names: tuple[str, ...], quick: bool, as_json: bool, write: bool) -> None:
    """Measure every entry, or those NAMED, against their peers."""
    known = {entry.name: entry for entry in entries()}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise click.UsageError(f"No benchmark is called {', '.join(unknown)}; there are: {', '.join(known)}.")
    chosen = [known[name] for name in names or (QUICK if quick else known)]
    outcomes = list[Outcome]()
    for outcome in measured(chosen):
        outcomes.append(outcome)
        if not as_json:
            click.echo(line(outcome))
        if write:
            keep(outcome, known)
    if as_json:
        click.echo(json.dumps([asdict(outcome) for outcome in outcomes], indent=1))


def measured(chosen: list[Entry]) -> Iterator[Outcome]:
    """Each outcome as soon as it is there; what fails is told, and the others go on."""
    for entry in chosen:
        print(f"{entry.name} …", file=sys.stderr, flush=True)
        try:
            yield measure(entry)
        except Exception as error:
            print(f"{entry.name}: {type(error).__name__}: {error}", file=sys.stderr, flush=True)


def entries() -> list[Entry]:
    """The entries of all modules beside this one, in the order of the modules' names."""
    here = Path(__file__).parent
    found = (module.name for module in pkgutil.iter_modules([str(here)]))
    # A file called …_app is run by Streamlit, not imported.
    names = sorted(name for name in found if name != "__main__" and not name.endswith("_app"))
    modules = [import_module(f"tests.bench.{name}") for name in names]
    return [entry for module in modules for entry in getattr(module, "ENTRIES", [])]


def measure(entry: Entry) -> Outcome:
    """Warm both up once, then run them in turn."""
    entry.ours()
    entry.theirs()
    pairs = [(entry.ours(), entry.theirs()) for _ in range(PAIRS)]
    return Outcome(
        name=entry.name,
        ours=median(ours for ours, _ in pairs),
        peer=entry.peer,
        theirs=median(theirs for _, theirs in pairs),
        ratio=median(ours / theirs for ours, theirs in pairs),
        goal=entry.goal,
    )


def line(outcome: Outcome) -> str:
    """One outcome in a line."""
    told = "reached" if outcome.ratio <= outcome.goal else "NOT reached"
    return (
        f"{outcome.name:26} {outcome.ratio:6.2f} × {outcome.peer} (goal {outcome.goal:g}, {told});"
        f" {outcome.ours:.4g} against {outcome.theirs:.4g}"
    )


def row(outcome: Outcome) -> str:
    """The same as a row of the page, with the day."""
    cells = (
        f"`{outcome.name}`", outcome.peer, f"{outcome.ratio:.2f}", f"{outcome.goal:g}", f"{outcome.ours:.4g}",
        f"{outcome.theirs:.4g}", f"{datetime.now(UTC):%Y-%m-%d}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def keep(outcome: Outcome, known: dict[str, Entry]) -> None:
    """Put an outcome into its row of the page."""
    rows = rows_of(PAGE.read_text("utf-8")) if PAGE.exists() else {}
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(rows | {outcome.name: row(outcome)}, known), "utf-8")


def rows_of(text: str) -> dict[str, str]:
    """The rows that a page has, by the names of their entries."""
    rows = [told for told in text.splitlines() if told.startswith("| `")]
    return {told.split("`")[1]: told for told in rows}


def page(rows: dict[str, str], known: dict[str, Entry]) -> str:
    """The page: the machine, the versions of the peers, and a row for each entry that has been measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in PEERS)
    told = "\n".join(rows[name] for name in known if name in rows)
    return f"""# How fast it is

Made by `python3 run.py -m tests.bench --write`: each job of ours in turn with the same job of a peer,
{PAIRS} times after a warm-up. What counts is the ratio (ours / theirs, the median of the pairs); seconds and
bytes are those of this machine. Later runs of some entries replace their rows; what has not been measured is
not here.

Machine of the last run: {platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python
{platform.python_version()}. Peers: {versions}.

| entry | against | ratio | goal | ours | theirs | day |
| --- | --- | --- | --- | --- | --- | --- |
{told}
"""


if __name__ == "__main__":
    main()
