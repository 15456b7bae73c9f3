"""How sentences are passed on, and names put into them."""

from lib.texts import Texts

Sentences = list[tuple[str, dict[str, str]]]


NAMED = 3
"""How many clients a sentence names before it says "and others"."""


LONGEST_NAME = 32
"""Characters of a client's name in a sentence."""


def without_emphasis(sentence: tuple[str, dict[str, str]], texts: Texts) -> str:
    """A sentence for where bold words cannot be shown: in a cell, on a slide."""
    key, values = sentence
    return texts(key, **values).replace("**", "")


def in_one_line(sentences: Sentences, texts: Texts) -> str:
    """The same of several sentences, one behind the other."""
    return " ".join(without_emphasis(sentence, texts) for sentence in sentences)


def and_others(names: list[str], count: int, texts: Texts) -> str:
    """Names in one line, and how many there are besides."""
    others = count - len(names)
    listed = ", ".join(names)
    # A name that was cut has an ellipsis of its own.
    return texts.plural("names.and_others", others, names=listed.rstrip("…")) if others else listed


def shortened(name: str) -> str:
    """A name, cut where it is too long for a sentence."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"
