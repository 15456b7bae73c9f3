"""What can go wrong with a file, and the sentence for it."""

from lib.parsing.errors import ReadingError
from lib.texts import Texts

__all__ = ["ReadingError", "sentence"]


def sentence(error: ReadingError, texts: Texts) -> str:
    """The error in the reader's language: what is wrong, where, and what to do."""
    return texts(f"reading.error.{error.code}", **error.details)
