"""Try what would take the suite too long, and print the figures that SECURITY.md holds:
`python -m tests.faults kills | server-kills | uploads | nasty | closes`.
"""

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from statistics import median

import click

from tests.bench.visitor import Visitor
from tests.browser.conftest import Server
from tests.faults import hostile, server_kills
from tests.faults.kills import Loss, many
from tests.faults.memory import megabytes
from tests.faults.neighbours import Effect, Neighbour, effect, uploaded

NASTY = Path(__file__).parents[3] / "shared" / "data" / "nasty"
FOR_OTHERS = "--server.address=0.0.0.0"


class Forgetful(Server):
    """A server for several visitors that drops their work seconds after they have gone, not an hour."""

    program = (
        sys.executable,
        "-c",
        "import runpy, datetime; from lib.keeping import keeper;"
        " keeper.FORGET_AFTER = keeper.FORGET_EVERY = datetime.timedelta(seconds=5);"
        " runpy.run_module('streamlit', run_name='__main__', alter_sys=True)",
    )


@click.group()
def main() -> None:
    """The long tests of faults."""


@main.command()
@click.option("--count", default=300)
@click.option("--seed", default=1)
def kills(count: int, seed: int) -> None:
    """End a process that keeps work at random moments."""
    with tempfile.TemporaryDirectory() as folder:
        _tell_losses(many(Path(folder), count, seed))


@main.command("server-kills")
@click.option("--count", default=30)
@click.option("--seed", default=1)
def kills_of_the_server(count: int, seed: int) -> None:
    """The same with the app itself, and visitors who upload, move, edit and export."""
    with tempfile.TemporaryDirectory() as folder:
        _tell_losses(server_kills.many(Path(folder), count, random.Random(seed)))


@main.command()
def uploads() -> None:
    """Upload hostile files, one by one and twenty at once, beside somebody who moves a slider."""
    with _server() as server, Neighbour(server.address) as neighbour:
        usual = neighbour.usual()
        click.echo(f"a step takes {usual * 1000:.0f} ms")
        for name, make in hostile.made().items():
            content = make()
            work = [lambda name=name, content=content: uploaded(server.address, name, content)]  # type: ignore[misc]
            _told(effect(name, neighbour, server.pid, usual, work))
        kinds = [make() for name, make in hostile.made().items() if "37 million" not in name]
        crowd = [
            lambda number=number: uploaded(server.address, f"{number}.xlsx", kinds[number % len(kinds)])  # type: ignore[misc]
            for number in range(20)
        ]
        _told(effect("twenty at once", neighbour, server.pid, usual, crowd))


@main.command()
def nasty() -> None:
    """The same with the files of other programs' test suites, one by one."""
    with _server() as server, Neighbour(server.address) as neighbour:
        usual, effects = neighbour.usual(), list[Effect]()
        for path in hostile.nasty(NASTY):
            content = path.read_bytes()
            work = [lambda path=path, content=content: uploaded(server.address, path.name, content)]  # type: ignore[misc]
            effects.append(effect(path.name, neighbour, server.pid, usual, work))
            if len(effects) % 25 == 0:
                _sum_up(effects)
        _sum_up(effects)


def _sum_up(effects: list[Effect]) -> None:
    worst = max(effects, key=lambda each: each.megabytes)
    slowest = max(effects, key=lambda each: each.slowest)
    silent = [each.name for each in effects if not each.said]
    click.echo(f"{len(effects)} files; most memory: {worst}; slowest step: {slowest}; nothing said: {silent}")
    sys.stdout.flush()


@main.command()
@click.option("--count", default=2_000)
@click.option("--warm", default=200)
def closes(count: int, warm: int) -> None:
    """Upload a list and close the tab, again and again; what is kept in memory is dropped after seconds."""
    lines = "".join(f"Client {number};{number * 7 % 97 + 1}\n" for number in range(200))
    content = f"Client;CA\n{lines}".encode()

    def visit(number: int) -> None:
        with Visitor(server.address) as visitor:
            visitor.upload("upload_", f"liste {number}.csv", content)

    with _server(Forgetful, FOR_OTHERS) as server:
        for done in (warm, *([count // 8] * 8)):
            with ThreadPoolExecutor(4) as doors:
                list(doors.map(visit, range(done)))
            time.sleep(2)
            click.echo(f"{done} more: {megabytes(Path('/proc') / str(server.pid), 'VmRSS'):.0f} MB")


@contextmanager
def _server(kind: type[Server] = Server, *options: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        server = kind(Path(folder), *options)
        try:
            yield server
        finally:
            server.stop()


def _tell_losses(losses: list[Loss]) -> None:
    oldest = sorted(loss.seconds for loss in losses)
    click.echo(
        f"{len(losses)} kills; the oldest step that was lost: {oldest[-1]:.2f} s before, median"
        f" {median(oldest):.2f} s; lost though written: {sum(loss.promised for loss in losses)}"
    )


def _told(told: Effect) -> None:
    click.echo("  ".join(f"{field.name} {_short(getattr(told, field.name))}" for field in fields(told)))
    sys.stdout.flush()


def _short(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    main()
