"""What the process that holds a stranger's bytes may do: use so much memory and time, and open nothing.

A process whose limit of open files is 0 keeps what is open (its three pipes) and can open nothing more: no
file, no directory, no socket. So whatever code is needed is loaded first (`load`), then the process is shut
(`shut`), and only then are the bytes looked at. Unlike name spaces and system call filters, this needs no
rights, no library, and holds inside containers. Windows has no such limit; there the parent's watch on
memory and time is all there is.
"""

import codecs
import os
import sys
from contextlib import suppress
from importlib import import_module
from importlib.machinery import BuiltinImporter, FrozenImporter
from types import ModuleType
from typing import Any

_SLACK = 1 << 30
"""Bytes of addresses beyond the memory allowed: code, and what allocators set aside and leave unused."""
_POLITE = 5
"""Steps by which the process stands behind the app: of a core that both want it gets a quarter."""
_CODECS = (
    *("ascii", "cp437", "cp850", "cp858", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254"),
    *("iso8859_2", "iso8859_15", "latin-1", "mac_roman", "utf-16", "utf-16-be", "utf-16-le"),
    *("utf-32", "utf-32-be", "utf-32-le", "utf-8", "utf-8-sig", "raw_unicode_escape"),
)
"""Python loads the code of an encoding when it meets it: of texts, of names in archives and old workbooks."""
_shut = False


class NotLoadedError(Exception):
    """Code that would have to be loaded now, when nothing can be opened any more. `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def limit(megabytes: int, seconds: float) -> None:
    """Bound memory and time where the system can: the parent watches as well, but an allocation can be
    faster than its eye, and the parent can be killed. Where there are not cores enough for all, the app goes
    first: somebody may have a hand on a slider."""
    if hasattr(os, "nice"):
        os.nice(_POLITE)
    resource = _resource()
    if resource is not None:
        _set(resource, "RLIMIT_AS", (megabytes << 20) + _SLACK)
        _set(resource, "RLIMIT_CPU", round(seconds) * 4 + 1)
        _set(resource, "RLIMIT_CORE", 0)


def load(name: str) -> Any:
    """A module of the project. Raises NotLoadedError once the process is shut."""
    if _shut and name not in sys.modules:
        raise NotLoadedError(name)
    return import_module(name)


def shut() -> None:
    """From now on nothing can be opened and no file can grow."""
    global _shut  # noqa: PLW0603  (the process is shut as a whole)
    resource = _resource()
    if resource is not None:
        for name in _CODECS:
            codecs.lookup(name)
        # What a library would load if it were there is not there, instead of an error of the system.
        sys.meta_path[:] = [BuiltinImporter, FrozenImporter]
        _shut = True
        _set(resource, "RLIMIT_FSIZE", 0)
        _set(resource, "RLIMIT_NOFILE", 0)


def _resource() -> ModuleType | None:
    try:
        return import_module("resource")  # not on Windows
    except ImportError:
        return None


def _set(resource: Any, name: str, most: int) -> None:
    with suppress(AttributeError, ValueError, OSError):  # not on this system, or already less
        resource.setrlimit(getattr(resource, name), (most, most))
