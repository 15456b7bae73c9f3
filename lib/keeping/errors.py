"""The one kind of error of keeping."""

from typing import Literal

Code = Literal["full", "read_only", "unreachable", "damaged", "unreadable", "newer", "taken", "gone"]
"""full, read_only, unreachable: the store cannot be written now. damaged: the store is broken; unreadable: a
piece of work in it is. newer: it was written by a newer version. taken: somebody else has the piece of work.
gone: it is deleted."""


class KeepingError(Exception):
    """Something could not be kept or found again; the sentence is `keeping.fault.<code>`."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code: Code = code
