"""Put small faults into the rules: do the tests notice? `python -m tests.mutation [MODULE…] [--write]`.

Each fault makes one mutant (`mutants`), which is tried with the tests that stand near its module (`trial`).
Those that survive are looked at: a test that kills them, or a line in `equivalents.toml` that says why
nobody can see them.
"""

import os
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # threads would not survive that a process is copied

import click

from tests.mutation.mutants import Mutant, mutants
from tests.mutation.trial import Bench, Outcome

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "mutation.md"
MOST = 100
"""Mutants of one module; where there are more, a sample."""
GOAL = 0.85
NOT_LOOKED_AT = "not looked at"
TARGETS = {
    "lib/base/money.py": ("tests/base/test_money.py",),
    "lib/plan/cuts.py": ("tests/plan/test_cuts.py",),
    "lib/plan/budgets.py": ("tests/plan/test_budgets.py",),
    "lib/profit/contribution.py": ("tests/profit/test_contribution.py",),
    "lib/profit/curves.py": ("tests/profit/test_contribution.py",),
    "lib/profit/best_budgets.py": ("tests/profit/test_best_budgets.py",),
    "lib/reading/amounts.py": ("tests/reading/test_revenue_laws.py", "tests/reading/test_values.py"),
    "lib/reading/documents.py": ("tests/reading/test_revenue_laws.py",),
    "lib/reading/refunds.py": ("tests/reading/test_revenue_laws.py",),
}
"""The rules about money, and the tests that hold each."""


@dataclass(frozen=True)
class Tally:
    """What became of the mutants of one module."""

    module: str
    possible: int
    """How many mutants there are; those tried may be a sample."""
    killed: int
    not_importable: int
    survivors: tuple[Mutant, ...]

    @property
    def share(self) -> float:
        """The killed among those that could be run (0–1)."""
        return self.killed / max(1, self.killed + len(self.survivors))


@click.command()
@click.argument("modules", nargs=-1)
@click.option("--most", default=MOST, show_default=True, help="Mutants of a module; of more, a sample.")
@click.option("--survivors", is_flag=True, help="Only those that survived by docs/mutation.md.")
@click.option("--write", is_flag=True, help="Put the results into docs/mutation.md.")
def main(modules: tuple[str, ...], most: int, survivors: bool, write: bool) -> None:
    """Try the mutants of all rules about money, or of the MODULES named, and say which survive."""
    unknown = [module for module in modules if module not in TARGETS]
    if unknown:
        raise click.UsageError(
            f"No tests are named for {', '.join(unknown)}; there are: {', '.join(TARGETS)}."
        )
    for module in modules or TARGETS:
        tally = tried_again(module) if survivors else tried(module, most)
        click.echo(row(tally))
        if write:
            keep(tally)


def tried(module: str, most: int) -> Tally:
    """Try the mutants of a module; each survivor is told as it is found."""
    made, possible = mutants(module, most)
    return _tally(module, possible, made)


def tried_again(module: str) -> Tally:
    """Try only those that survived by the page; those that were killed then stay so."""
    first, *told = lines_of(module) or [row(Tally(module, 0, 0, 0, ()))]
    possible, _run, killed = numbers(first)[:3]
    made, _ = mutants(module, possible)
    survived = [each for each in made if any(line.startswith(named(each)) for line in told)]
    again = _tally(module, possible, survived)
    return replace(again, killed=killed + again.killed)


def _tally(module: str, possible: int, made: list[Mutant]) -> Tally:
    bench = Bench(module, TARGETS[module])
    ends = dict[Mutant, Outcome]()
    for mutant in _progress(module, made):
        ends[mutant] = bench.outcome(mutant.code)
        if ends[mutant] == "survived":
            click.echo(survivor(mutant))
    survivors = tuple(mutant for mutant, end in ends.items() if end == "survived")
    counts = [*ends.values()]
    return Tally(module, possible, counts.count("killed"), counts.count("not importable"), survivors)


def _progress(module: str, made: list[Mutant]) -> Iterator[Mutant]:
    """The mutants, with a bar on the error output where somebody looks."""
    with click.progressbar(made, label=module, file=click.get_text_stream("stderr")) as shown:
        yield from shown


def row(tally: Tally) -> str:
    """A module in a row of the page."""
    run = tally.killed + len(tally.survivors)
    cells = (
        f"`{tally.module}`", str(tally.possible), str(run), str(tally.killed), str(len(tally.survivors)),
        f"{tally.share:.0%}", f"{datetime.now(UTC):%Y-%m-%d}",
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def numbers(row: str) -> list[int]:
    """What the cells of a row count: mutants, run, killed, survived."""
    return [int(cell) for cell in re.findall(r"\| (\d+) (?=\|)", row)]


def named(mutant: Mutant) -> str:
    """How the line of a survivor begins."""
    return f"- `{mutant.module}`: `{mutant.before}` → `{mutant.after}`: "


def survivor(mutant: Mutant) -> str:
    """A survivor in a line of the page, with the reason why nobody can see the fault."""
    return named(mutant) + reason(mutant)


def reason(mutant: Mutant) -> str:
    """Why a fault changes nothing that can be seen, as `equivalents.toml` has it."""
    known = tomllib.loads((HERE / "equivalents.toml").read_text("utf-8"))
    everywhere = (each for each in known["everywhere"] if is_changed(mutant, each["from"], each["to"]))
    lines = (
        each
        for each in known["line"]
        if each["module"] == mutant.module
        and each["before"] == mutant.before
        and mutant.after in each["after"]
    )
    return next((str(each["why"]) for each in chain(everywhere, lines)), NOT_LOOKED_AT)


def is_changed(mutant: Mutant, before: str, after: str) -> bool:
    """Whether the fault is that one text stands in place of another, once."""
    pieces = mutant.before.split(before)
    return any(
        before.join(pieces[:place]) + after + before.join(pieces[place:]) == mutant.after
        for place in range(1, len(pieces))
    )


def lines_of(module: str) -> list[str]:
    """The lines of the page about a module: its row, then its survivors."""
    old = PAGE.read_text("utf-8") if PAGE.exists() else ""
    return [line for line in old.splitlines() if line.startswith((f"| `{module}`", f"- `{module}`"))]


def keep(tally: Tally) -> None:
    """Put a module's results into the page; those of other modules stay."""
    lines = {module: lines_of(module) for module in TARGETS}
    lines[tally.module] = [row(tally), *map(survivor, tally.survivors)]
    rows = [line for told in lines.values() for line in told if line.startswith("|")]
    survivors = [line for told in lines.values() for line in told if line.startswith("-")]
    PAGE.write_text(page(rows, survivors), "utf-8")


def page(rows: list[str], survivors: list[str]) -> str:
    """The page about all modules."""
    run, killed = (sum(numbers(row)[place] for row in rows) for place in (1, 2))
    together = killed / max(1, run)
    table, told = "\n".join(rows), "\n".join(survivors)
    return f"""# Which faults the tests notice

Made by `python3 run.py mutation --write`. Each mutant is the module with one small fault (a sign, a bound, a
number off by one, a condition turned round), made by Cosmic Ray and tried with the tests that stand near the
module; those that cannot even be imported do not count. Where fewer were run than there are, it was a sample,
the same at every run. Goal: {GOAL:.0%} killed. Together: {killed} of {run}, {together:.0%}.

| module | mutants | run | killed | survived | share | day |
| --- | --- | --- | --- | --- | --- | --- |
{table}

## Survivors

The line as it was, as it became, and why nobody can see the difference.

{told}
"""


if __name__ == "__main__":
    main()
