"""What the answer to a question changes: clients, money, and who comes first."""

from dataclasses import dataclass

from lib.clients.model import Question
from lib.parsing.errors import ReadingError
from lib.reading.choices import Choices
from lib.reading.clients_from_rows import read_clients
from lib.reading.source import Source

NAMES = 3


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
    """The ranking that choices give; nothing where they give none."""
    try:
        clients = read_clients(source, choices)
    except ReadingError:
        return Effect(0, 0, ())
    return Effect(clients.count, clients.total, tuple(clients.ranked["client"].head(NAMES)))
