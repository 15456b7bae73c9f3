"""What was done by hand on one file and can be done again on a later one of the same headings: cells typed
anew, clients merged or kept apart, what a currency is worth. It goes with the list into its plan."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lib.clients.model import ClientList, Decisions, Repair
from lib.reading import repairs, same_or_not
from lib.reading.choices import Choices, headings_of
from lib.reading.proposal import sheets_read
from lib.reading.remembered import key_of
from lib.reading.same_or_not import Groups
from lib.reading.source import Source

RATE = "rate_"
"""How the question about a currency begins."""


@dataclass(frozen=True)
class Offer:
    """What of it can be done again on another list: repairs whose row is there again, clients that are there
    again; and the repairs whose row is not."""

    repairs: tuple[Repair, ...]
    merges: Groups
    kept_apart: Groups
    missing: tuple[Repair, ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything can be done again."""
        return bool(self.repairs or self.merges or self.kept_apart)


def decisions_of(source: Source, choices: Choices) -> Decisions:
    """What was done by hand on a list.

    Of the other cells of a repaired row only those of named columns stay, and no e-mail address: a plan is
    mailed, and telephone numbers have no business in it.
    """
    named = set(headings_of(choices))
    rates = [(code, rate) for code, rate in choices.answers if code.startswith(RATE)]
    return Decisions(
        key_of(source.sheet(choices.sheet)),
        tuple(replace(repair, others=_told_apart_by(repair, named)) for repair in choices.repairs),
        choices.merges,
        choices.kept_apart,
        tuple((code.removeprefix(RATE), choices.currency or "", rate) for code, rate in rates),
    )


def _told_apart_by(repair: Repair, named: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple((heading, cell) for heading, cell in repair.others if heading in named and "@" not in cell)


def with_decisions(clients: ClientList, source: Source, choices: Choices) -> ClientList:
    """A list with what was done by hand and changes no figure of it."""
    return replace(clients, report=replace(clients.report, decisions=decisions_of(source, choices)))


def offer_of(source: Source, choices: Choices, clients: ClientList, made: Decisions) -> Offer:
    """What of earlier decisions can be done again on a list that has been read. Raises ReadingError:
    unknown_sheet."""
    replay = repairs.replayed(source, sheets_read(source, choices), made.repairs)
    present = set(_keys(clients))
    merges, apart = (same_or_not.among(groups, present) for groups in (made.merges, made.kept_apart))
    return Offer(replay.again, merges, apart, replay.missing)


def accepted(choices: Choices, offer: Offer) -> Choices:
    """The choices with what is offered."""
    for repair in offer.repairs:
        try:
            choices = repairs.with_repair(choices, repair)
        except repairs.RepairError:  # as many as there can be
            break
    return replace(
        choices,
        merges=(*choices.merges, *offer.merges),
        kept_apart=(*choices.kept_apart, *offer.kept_apart),
    )


def carried_over(earlier: Choices, proposed: Choices) -> Choices:
    """The choices proposed for a file that was opened again in another way, with what was answered and done
    by hand before."""
    return replace(
        proposed,
        answers=earlier.answers,
        repairs=earlier.repairs,
        merges=earlier.merges,
        kept_apart=earlier.kept_apart,
        pool_missing_clients=earlier.pool_missing_clients,
    )


def _keys(clients: ClientList) -> Iterable[str]:
    for table in (clients.ranked, clients.set_apart):
        for number, name in zip(table["number"], table["client"], strict=True):
            yield number or name
