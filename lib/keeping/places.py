"""Where pieces of work are kept: in the user's own folder, in memory, or in the database of a server."""

import os
from pathlib import Path
from threading import Lock

import platformdirs

from lib.keeping.database import FILE_NAME, MEMORY, Database

FOLDER = "PALMARES_DATA"
"""The variable of the environment that names another folder than the user's own."""

_databases: dict[str | Path, Database] = {}
_turn = Lock()


def folder() -> Path:
    """The folder of a personal installation."""
    told = os.environ.get(FOLDER)
    return Path(told) if told else platformdirs.user_data_path("palmares", appauthor=False)


def on_this_computer() -> Database:
    """The file in the user's folder."""
    return _database(folder() / FILE_NAME)


def in_memory() -> Database:
    """What is gone when the server ends."""
    return _database(MEMORY)


def on_the_server(url: str) -> Database:
    """The database that all replicas of a server share."""
    return _database(url)


def _database(where: str | Path) -> Database:
    with _turn:
        if where not in _databases:
            _databases[where] = Database(where)
        return _databases[where]
