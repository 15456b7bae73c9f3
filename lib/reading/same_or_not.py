"""Clients that look like one: which are still open, and which of an earlier decision are there again."""

from collections.abc import Set as AbstractSet

from lib.clients.model import ClientList
from lib.reading.choices import Choices
from lib.reading.duplicates import Duplicate, duplicates

Groups = tuple[tuple[str, ...], ...]
"""Groups of clients by number, or else by name."""


def among(groups: Groups, present: AbstractSet[str]) -> Groups:
    """Groups of an earlier list, as far as two or more of each are among the clients of a later one."""
    left = (tuple(key for key in group if key in present) for group in groups)
    return tuple(group for group in left if len(group) > 1)


def open_duplicates(clients: ClientList, choices: Choices) -> list[Duplicate]:
    """The clients that are probably one and of which nobody has said that they are not."""
    apart = [set(group) for group in choices.kept_apart]
    return [
        proposal
        for proposal in duplicates(clients)
        if not any(set(proposal.keys) <= group for group in apart)
    ]
