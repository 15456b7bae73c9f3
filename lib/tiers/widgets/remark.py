"""The line below the sliders that says, once, why something could not be done as asked."""

from dataclasses import dataclass

from lib.screen.state import state


@dataclass
class _Remark:
    """The sentence that waits for the next picture of the page."""

    sentence: str | None = None


def say_once(sentence: str) -> None:
    """Have a sentence said with the next picture of the page."""
    state().part(_Remark).sentence = sentence


def said_once() -> str | None:
    """The sentence that waits, if any; it is not said again."""
    remark = state().part(_Remark)
    sentence, remark.sentence = remark.sentence, None
    return sentence
