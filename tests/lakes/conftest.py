"""A PostgreSQL for the tests of this folder, started once."""

from collections.abc import Iterator

import pytest

from tests.postgresql import new_database, running


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.fixture
def database(postgresql: str) -> str:
    """A database with nothing in it, by its URL."""
    return new_database(postgresql, "lakes")
