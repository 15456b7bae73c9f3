"""Marks of potential: A', B', C' as the matrice ABC croisée writes them, and P for a prospect."""

import re

_MARK = re.compile(r"([ABCP])\s*['’‘′´`]?", re.IGNORECASE)


def mark_of(text: str) -> str:
    """The letter: "A", "B", "C" or "P"; "" for a text that is no mark."""
    if text.strip().casefold() == "prospect":
        return "P"
    mark = _MARK.fullmatch(text.strip())
    return mark[1].upper() if mark else ""


def is_mark(text: str) -> bool:
    """Whether a text is a mark and nothing else."""
    return bool(mark_of(text))
