"""Run the benchmarks: `python -m tests.bench [NAME…] [--json]`.

Every module of this folder that has a list `ENTRIES` takes part. Ours and the peer's run in turn, so
that a busy machine slows both, and what counts is their ratio.
"""

import json
import pkgutil
import sys
from dataclasses import asdict, fields
from importlib import import_module
from pathlib import Path
from statistics import median

import click

from tests.bench.entry import Entry, Outcome

PAIRS = 5


@click.command()
@click.argument("names", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
def main(names: tuple[str, ...], as_json: bool) -> None:
    """Measure every entry, or those NAMED, against their peers."""
    known = {entry.name: entry for entry in entries()}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise click.UsageError(f"No benchmark is called {', '.join(unknown)}; there are: {', '.join(known)}.")
    chosen = [known[name] for name in names or known]
    outcomes = [measure(entry) for entry in chosen]
    click.echo(
        json.dumps([asdict(outcome) for outcome in outcomes], indent=1) if as_json else table(outcomes)
    )


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
    print(f"{entry.name} …", file=sys.stderr, flush=True)
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


def table(outcomes: list[Outcome]) -> str:
    """The outcomes as aligned columns."""
    headings = [field.name for field in fields(Outcome)]
    rows = [headings, *([_cell(value) for value in asdict(outcome).values()] for outcome in outcomes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(headings))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _cell(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.4g}"


if __name__ == "__main__":
    main()
