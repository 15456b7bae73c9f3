"""What was done by hand on one file and can be done again on a later one of the same headings: cells typed
anew, clients merged or kept apart. It holds client data, so it is never written to disk."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lib.clients.model import ClientList, Repair
from lib.reading import repairs, same_or_not
from lib.reading.choices import Choices
from lib.reading.proposal import sheets_read
from lib.reading.same_or_not import Groups, SameOrNot
from lib.reading.source import Source


@dataclass(frozen=True)
class Decisions:
    """What was done by hand on a list, and the name of its file."""

    repairs: tuple[Repair, ...] = ()
    same_or_not: SameOrNot = field(default_factory=SameOrNot)

    @property
    def any(self) -> bool:
        """Whether anything was done."""
        return self != Decisions()


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


def decisions_of(choices: Choices) -> Decisions:
    """What was done by hand on a list."""
    return Decisions(choices.repairs, same_or_not.decided(choices))


def offer_of(source: Source, choices: Choices, clients: ClientList, made: Decisions) -> Offer:
    """What of earlier decisions can be done again on a list that has been read. Raises ReadingError:
    unknown_sheet."""
    replay = repairs.replayed(source, sheets_read(source, choices), made.repairs)
    bare = replace(choices, merges=(), kept_apart=())
    again = same_or_not.replayed(bare, made.same_or_not, _keys(clients))
    return Offer(replay.again, again.merges, again.kept_apart, replay.missing)


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
