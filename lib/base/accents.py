"""Letters without their marks, so that words are compared as people hear them."""

from unicodedata import combining, normalize

_LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L"}
)


def without_accents(text: str) -> str:
    """The letters without their marks: é becomes e, œ becomes oe. Case and everything else stay."""
    if text.isascii():
        return text
    parted = normalize("NFKD", text.translate(_LIGATURES))
    return "".join(letter for letter in parted if not combining(letter))
