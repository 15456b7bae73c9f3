"""Files made to take a server's memory and time, as a stranger would upload them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tests.faults.test_hostile_files import LONG, OWN, STORES, plan_workbook


def made() -> dict[str, Callable[[], bytes]]:
    """Those that the tests write, by what they are."""
    files: dict[str, Callable[[], bytes]] = {}
    for kind, pieces in STORES.items():
        files[f"plan: {kind}.xlsx"] = lambda pieces=pieces: plan_workbook(pieces())  # type: ignore[misc]
    for kind, make in OWN.items():
        files[f"own: {kind}.xlsx"] = make
    for kind, (make, _) in LONG.items():
        files[f"long: {kind}.csv"] = make
    return files


def nasty(folder: Path) -> Iterator[Path]:
    """Those of the test suites of others."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".md")
