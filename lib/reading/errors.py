"""What can go wrong with a file, as codes with details; the catalogues hold the sentences."""

from lib.texts import Texts


class ReadingError(Exception):
    """A file that gives no client list. `code` names the sentence, `details` (sheet, row, column, value,
    limit …) fill it."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def sentence(error: ReadingError, texts: Texts) -> str:
    """The error in the reader's language: what is wrong, where, and what to do."""
    return texts(f"reading.error.{error.code}", **error.details)
