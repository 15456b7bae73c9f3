"""What can go wrong with a file, as a code with details."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """What is kept of an error to speak about it: an exception would hold on to everything that was in hand
    when it was raised, hundreds of megabytes of a file."""

    code: str
    details: Mapping[str, str | int]


class ReadingError(Exception):
    """A file that gives no client list. `code` names the sentence in the catalogues; `details` (sheet,
    row, column, value, limit …) fill it."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    @property
    def refusal(self) -> Refusal:
        """The same, to be kept."""
        return Refusal(self.code, self.details)
