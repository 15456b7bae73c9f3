"""What the answer to a question changes: clients, money, and who comes first."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from lib.clients.model import ClientList, Question
from lib.parsing.errors import ReadingError
from lib.reading.choices import Choices
from lib.reading.clients_from_rows import read_clients
from lib.reading.source import Source

NAMES = 3
MOST_KNOWN = 200
"""Effects of one file that are remembered; the oldest go first."""

_known: WeakKeyDictionary[Source, dict[Choices, "Effect"]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Effect:
    """The ranking that an answer gives: how many clients, their total in ten-thousandths, the first names."""

    clients: int
    total: int
    first: tuple[str, ...]


def effects(source: Source, choices: Choices, question: Question) -> dict[str, Effect]:
    """For each answer that can be given, what the list would be, found by reading it so. An answer after
    which there are no clients has the effect of none."""
    return {option: effect_of(source, choices.answered(question.code, option)) for option in question.options}


def effect_of(source: Source, choices: Choices) -> Effect:
    """The ranking that choices give; nothing where they give none. Worked out once, and forgotten with the
    source."""
    known = _known.setdefault(source, {})
    if choices not in known:
        if len(known) >= MOST_KNOWN:
            known.pop(next(iter(known)))
        known[choices] = _effect(source, choices)
    return known[choices]


def effect_of_list(clients: ClientList) -> Effect:
    """The ranking of a list that has been read."""
    return Effect(clients.count, clients.total, tuple(clients.ranked["client"].head(NAMES)))


def _effect(source: Source, choices: Choices) -> Effect:
    try:
        return effect_of_list(read_clients(source, choices))
    except ReadingError:
        return Effect(0, 0, ())
