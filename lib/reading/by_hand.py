"""What each thing that was told by hand changes: the list without it, and with it."""

from collections.abc import Callable
from dataclasses import dataclass

from lib.parsing.errors import ReadingError
from lib.reading.choices import Choices
from lib.reading.effects import Effect, effect_of
from lib.reading.options import ReadingOptions
from lib.reading.proposal import propose
from lib.reading.source import Source

Opener = Callable[[ReadingOptions], Source]
"""Opens the same file with other options, such as
`lambda options: open_source(data, name, password, options=options)`."""
NOTHING = Effect(0, 0, ())


@dataclass(frozen=True)
class Change:
    """One option (a field of `ReadingOptions`) and the list without it and with it, all other options as they
    are. A file that gives no list has no clients and a total of 0."""

    option: str
    before: Effect
    after: Effect


def as_proposed(source: Source) -> Choices:
    """The choices that are proposed for a file."""
    return propose(source).choices


def changes(
    open_with: Opener, options: ReadingOptions, choose: Callable[[Source], Choices] = as_proposed
) -> tuple[Change, ...]:
    """What each option that is set changes, found by reading the file so, with the choices that `choose`
    makes. The file is opened once and once more for each option."""
    after = _effect(open_with, options, choose)
    return tuple(
        Change(name, _effect(open_with, options.without(name), choose), after) for name in options.told
    )


def _effect(open_with: Opener, options: ReadingOptions, choose: Callable[[Source], Choices]) -> Effect:
    try:
        source = open_with(options)
        return effect_of(source, choose(source))
    except ReadingError:
        return NOTHING
