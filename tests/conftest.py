"""How many examples properties are tried on: few and without a deadline, the same ones at every run in CI.
And whatever a personal installation keeps, the tests keep elsewhere."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import settings

from lib.keeping.places import FOLDER
from lib.reading.copies import COPIES
from tests import postgresql

settings.register_profile("palmares", max_examples=60, deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("palmares")

LONGEST = (
    "browser/test_every_page.py",
    "browser/test_slow_machine.py",
    "test_recipes.py",
    "browser/test_keeping.py",
    "lakes/test_same_figures.py",
    "browser/test_layout_shift.py",
    "exports/test_stale_lines.py",
    "exports/test_pictures.py",
)
"""The files that take longest, a minute or more."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest files: nobody waits at the end for one process that has just begun with one."""
    places = {str(Path(__file__).parent / name): place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(str(item.path), len(places)))


@pytest.fixture(scope="session", autouse=True)
def copies() -> Iterator[None]:
    """Strangers' files are opened as in the running app; where branches are measured each process is started
    for itself, since a copy measures nothing."""
    if not any(name.startswith("COVERAGE") for name in os.environ):
        COPIES.start()
    yield
    COPIES.stop()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL server."""
    with postgresql.running() as url:
        yield url


@pytest.fixture
def shared_url(postgresql_server: str) -> str:
    """The URL of a database of PostgreSQL that nobody has written to."""
    return postgresql.new_database(postgresql_server, f"test_{uuid4().hex}")


@pytest.fixture(autouse=True)
def elsewhere(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where work is kept, and columns that were corrected are remembered, during a test."""
    file = tmp_path_factory.mktemp("settings") / "columns.json"
    monkeypatch.setattr("lib.reading.widgets.column_memory.FILE", file)
    monkeypatch.setenv(FOLDER, str(tmp_path_factory.mktemp("work")))
    return file
