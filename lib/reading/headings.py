"""What a heading means: its role, how sure that is, and why."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

from rapidfuzz import fuzz

from lib.clients import Role

SYNONYMS = Path(__file__).with_name("synonyms.toml")
ROLES: tuple[Role, ...] = get_args(Role)
CLOSE = 88
"""Headings this alike (of 100) are the same but for a slip of the hand."""


@dataclass(frozen=True)
class Meaning:
    """One role a heading may have. `rank` orders headings of equal confidence, the lower the better."""

    role: Role
    confidence: float
    reason: str
    rank: int


def simple(text: str) -> str:
    """A heading without case, accents, punctuation and needless blanks; camelCase is parted."""
    parted = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", text)
    bare = unicodedata.normalize("NFKD", parted.replace("°", " ").replace("œ", "oe"))
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters.casefold()).split())


@cache
def synonyms() -> dict[Role, tuple[list[str], list[str]]]:
    """Names and words by role, simplified."""
    with SYNONYMS.open("rb") as file:
        table = tomllib.load(file)
    return {
        role: (
            [simple(name) for name in table[role]["names"]],
            [simple(word) for word in table[role]["words"]],
        )
        for role in ROLES
    }


@cache
def never_a_client(heading: str) -> bool:
    """Whether a word of the heading says that the column holds something else."""
    with SYNONYMS.open("rb") as file:
        words = tomllib.load(file)["client"]["never"]
    return not set(words).isdisjoint(simple(heading).split())


@cache
def meanings(heading: str) -> tuple[Meaning, ...]:
    """Every role the heading may have, the surest first."""
    plain = simple(heading)
    if not plain:
        return ()
    found = [_meaning(plain, role, *synonyms()[role]) for role in ROLES]
    return tuple(sorted((one for one in found if one), key=lambda one: (-one.confidence, one.rank)))


def _meaning(plain: str, role: Role, names: list[str], words: list[str]) -> Meaning | None:
    compact = plain.replace(" ", "")
    for rank, name in enumerate(names):
        if plain == name or compact == name.replace(" ", ""):
            return Meaning(role, 1.0, "synonym", rank)
    padded = f" {plain} "
    for rank, word in enumerate(words):
        if f" {word} " in padded and not (role == "client" and never_a_client(plain)):
            return Meaning(role, 0.8, "word", rank)
    for rank, name in enumerate(names):
        if len(plain) > 4 and fuzz.ratio(plain, name) >= CLOSE:
            return Meaning(role, 0.7, "close", rank)
    return None
