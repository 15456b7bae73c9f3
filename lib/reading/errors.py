"""What can go wrong with a file, and the sentence for it."""

from lib.parsing.errors import ReadingError, Refusal
from lib.texts import Texts

__all__ = ["ReadingError", "Refusal", "sentence"]


def sentence(error: ReadingError | Refusal, texts: Texts) -> str:
    """The error in the reader's language: what is wrong, where, and what to do."""
    return texts(f"reading.error.{error.code}", **error.details)
