"""What is said once beside a control: why it could not be set as asked, or why setting it changed nothing."""

from dataclasses import dataclass, field

from lib.screen.state import state


@dataclass
class _Remarks:
    """The sentences that wait for the next picture of the page, by the key of their control."""

    sentences: dict[str, str] = field(default_factory=dict)


def say_once(key: str, sentence: str) -> None:
    """Have a sentence said beside that control with the next picture of the page."""
    state().part(_Remarks).sentences[key] = sentence


def said_once(key: str) -> str | None:
    """The sentence that waits there, if any; it is not said again."""
    return state().part(_Remarks).sentences.pop(key, None)
