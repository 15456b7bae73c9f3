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


def to_plain(decisions: SameOrNot) -> dict[str, list[list[str]]]:
    """As plain JSON."""
    return {
        "merges": [list(group) for group in decisions.merges],
        "kept_apart": [list(group) for group in decisions.kept_apart],
    }


def from_plain(stored: object) -> SameOrNot:
    """From plain JSON that may have been changed by others: what is no group of names is left out."""
    known = stored if isinstance(stored, dict) else {}
    return SameOrNot(_groups(known.get("merges")), _groups(known.get("kept_apart")))


def _groups(stored: object) -> Groups:
    lists = [group for group in stored if isinstance(group, list)] if isinstance(stored, list) else []
    named = (tuple(dict.fromkeys(key for key in group if isinstance(key, str) and key)) for group in lists)
    return tuple(group for group in named if len(group) > 1)


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
    return [one for one in duplicates(clients) if not any(set(one.keys) <= group for group in apart)]
