"""What was decided of clients that look like one: put together, or kept apart; replayed on later lists."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lib.clients.model import ClientList
from lib.reading.choices import Choices
from lib.reading.duplicates import Duplicate, duplicates

Groups = tuple[tuple[str, ...], ...]
"""Groups of clients by number, or else by name."""


@dataclass(frozen=True)
class SameOrNot:
    """Clients that are one, the first of each group giving the name, and clients that only look so."""

    merges: Groups = ()
    kept_apart: Groups = ()


def decided(choices: Choices) -> SameOrNot:
    """What was decided for a list."""
    return SameOrNot(choices.merges, choices.kept_apart)


def replayed(choices: Choices, decisions: SameOrNot, keys: Iterable[str]) -> Choices:
    """The choices for a later list, with the decisions as far as its clients, by their keys, have part in
    them."""
    present = set(keys)
    merges, apart = (
        tuple(left for group in groups if len(left := tuple(key for key in group if key in present)) > 1)
        for groups in (decisions.merges, decisions.kept_apart)
    )
    return replace(choices, merges=(*choices.merges, *merges), kept_apart=(*choices.kept_apart, *apart))


def open_duplicates(clients: ClientList, choices: Choices) -> list[Duplicate]:
    """The clients that are probably one and of which nobody has said that they are not."""
    apart = [set(group) for group in choices.kept_apart]
    return [
        proposal
        for proposal in duplicates(clients)
        if not any(set(proposal.keys) <= group for group in apart)
    ]
