"""What the session keeps of the files that are read: where the list comes from, and what is under way."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from lib.clients.model import ClientList, Decisions, Repair
from lib.parsing.errors import ReadingError, Refusal
from lib.reading.by_hand import Change
from lib.reading.choices import Choices
from lib.reading.clients_from_rows import check_fits, read_clients
from lib.reading.opening import open_source
from lib.reading.options import ReadingOptions
from lib.reading.process import Progress
from lib.reading.proposal import propose
from lib.reading.remembered import Remembered, is_remembered, remembered_choices
from lib.reading.replay import Offer, carried_over, decisions_of
from lib.reading.rows_to_repair import RowsToRepair
from lib.reading.source import Source, combined
from lib.reading.widgets import column_memory
from lib.screen.state import Loaded, state

Upload = tuple[str, bytes]
"""A file's name and content."""


class Opener(Protocol):
    """Opens a file as `open_source` does."""

    def __call__(
        self,
        data: bytes,
        name: str,
        password: str | None = None,
        *,
        options: ReadingOptions | None = None,
        progress: Progress | None = None,
    ) -> Source:
        """The file, opened. Raises ReadingError."""
        ...


@dataclass(frozen=True, eq=False)
class Origin:
    """Where a list comes from: the file as it was opened, and how it is read."""

    source: Source
    choices: Choices
    upload: Upload | None = None
    """The single file as it was uploaded, to be given back with the tiers in it."""
    files: tuple[Upload, ...] = ()
    """All the files as they were uploaded, to be opened again in another way."""
    locked: bool = False
    """Whether a password was needed: it is not kept, so that the files cannot be opened again."""


@dataclass(frozen=True, eq=False)
class Unopened:
    """Where a list comes from that was kept: its files, not opened again yet, and how they are read."""

    files: tuple[Upload, ...]
    choices: Choices
    options: ReadingOptions
    locked: bool = False
    """Whether a password would be needed."""
    failed: bool = False
    """Whether they could not be opened."""

    def opened(self, progress: Progress | None = None) -> Origin:
        """The files, opened as they were. Raises ReadingError, also where they are not what they were."""
        source = open_files(self.files, self.options, progress)
        check_fits(source, self.choices)
        single = self.files[0] if len(self.files) == 1 else None
        source = source.wanted(self.choices, progress)
        return Origin(source, self.choices, single, self.files)


@dataclass(frozen=True, eq=False)
class Waiting:
    """A reading that takes its time: it is done in the run that follows, where it can be seen and stopped."""

    shown: Origin
    """The file that was on the page when it was wanted."""
    choices: Choices
    options: ReadingOptions | None = None
    """What was told by hand since, so that the files have to be opened again."""
    before: Choices | None = None
    """How the list was read that was on the page then."""

    def read(self, progress: Progress) -> None:
        """Put the list in force. Raises ReadingError; what is in force then stays."""
        wanted = replace(self.shown, choices=self.choices)
        try:
            if self.options is not None:
                source = open_files(self.shown.files, self.options, progress)
                wanted = replace(wanted, source=source, choices=choices_for(wanted, source))
            wanted, clients = read(wanted, progress)
        except ReadingError:
            opening().pending = wanted
            raise
        # Where the page is drawn anew already, somebody has gone on.
        if opening().waiting is self:
            put_in_force(clients, wanted)


@dataclass
class Opening:
    """What is under way on the front page. A file that cannot be read to the end stays here, so that its
    columns can be corrected, and changes nothing of what is loaded."""

    opener: Opener = open_source
    """What opens a file that comes alone."""
    pending: Origin | None = None
    """A file that is open and gave no list."""
    waiting: Waiting | None = None
    """What is to be read in this run."""
    error: Refusal | None = None
    files_read: tuple[str, ...] | None = None
    """The uploads that have been dealt with, by Streamlit's own identity."""
    example_wanted: bool = False
    upload_round: int = 0
    """Part of the uploader's key: a new number empties it."""
    left_closed: Unopened | None = None
    """A list that was kept and whose files a person did not wait for."""
    locked_file: str | None = None
    """The name of the file that wants a password."""
    passwords: dict[str, str] = field(default_factory=dict)
    """By file name, from when they are typed to when the files are open, or have failed to open."""
    remembered: Remembered = field(default_factory=column_memory.recall)
    """Corrections, for files with the same headings."""
    settled: set[str] = field(default_factory=set)
    """The headings of which the user has said what their columns are, by the key of what is remembered."""
    decisions: dict[str, Decisions] = field(default_factory=dict)
    """What was repaired, merged and kept apart, by headings: from files of the session, and from plans that
    were opened in it."""
    offer: Offer | None = None
    """What of these can be done again on the list that was just read."""
    rates: dict[tuple[str, str], str] = field(default_factory=dict)
    """What a currency is worth in another, as it was typed, for the next files of the session."""
    refused_rates: dict[str, str] = field(default_factory=dict)
    """What was typed as a rate and is none, by question."""
    effects_wanted: set[str] = field(default_factory=set)
    """Questions of a long list whose effects were asked for."""
    rows: tuple[Source, Choices, RowsToRepair] | None = None
    """The rows to repair that were last looked for, and for what."""
    refused_cells: list[tuple[Repair, str]] = field(default_factory=list)
    """What was typed last and cannot stand in its cell, with the reason."""
    changes: tuple[Source, Choices, tuple[Change, ...]] | None = None
    """What each thing that was told by hand changes, and for what."""


def opening() -> Opening:
    """What this session is reading."""
    return state().part(Opening)


def opener_of(files: Sequence[object]) -> Opener:
    """What opens each of some files: of several all lines are held, since they are read as one list."""
    return opening().opener if len(files) == 1 else open_source


def open_files(
    files: tuple[Upload, ...], options: ReadingOptions, progress: Progress | None = None
) -> Source:
    """Files as one source, read as was told by hand. Raises ReadingError."""
    opener = opener_of(files)
    return combined([opener(data, name, options=options, progress=progress) for name, data in files])


def origin() -> Origin | None:
    """Where the list in force comes from; None for one that no file was read for."""
    loaded = state().loaded
    return loaded.origin if loaded is not None and isinstance(loaded.origin, Origin) else None


def unopened() -> Unopened | None:
    """Where the list in force comes from, as long as its files have not been opened again."""
    loaded = state().loaded
    return loaded.origin if loaded is not None and isinstance(loaded.origin, Unopened) else None


def uploaded_file() -> Upload | None:
    """The single file of the list in force as it was uploaded; None where none can be opened."""
    if (waiting := unopened()) is not None:
        closed = waiting.locked or waiting.failed or len(waiting.files) != 1
        return None if closed else waiting.files[0]
    read = origin()
    return read.upload if read is not None else None


def reopen(progress: Progress | None = None) -> None:
    """Open the files of a list that was kept, so that its reading can be adjusted; the list stays as it is.
    Files that want a password, or could not be opened before, stay closed. Raises ReadingError."""
    waiting, loaded = unopened(), state().loaded
    if waiting is None or waiting.locked or waiting.failed or loaded is None:
        return
    try:
        state().loaded = replace(loaded, origin=waiting.opened(progress))
    except ReadingError:
        state().loaded = replace(loaded, origin=replace(waiting, failed=True))
        raise


def origin_on_page() -> Origin | None:
    """The file whose columns the front page shows: one that gave no list yet, or else the one in force."""
    return opening().pending or origin()


def read_into_session(wanted: Origin, progress: Progress | None = None) -> None:
    """Read a list and put it in force at once. Raises ReadingError; what is in force then stays, and the
    file waits to be corrected."""
    opening().pending = wanted
    wanted, clients = read(wanted, progress)
    put_in_force(clients, wanted)


def read(wanted: Origin, progress: Progress | None = None) -> tuple[Origin, ClientList]:
    """A list as it is wanted, and the lines that it was read from. Raises ReadingError."""
    check_fits(wanted.source, wanted.choices)
    wanted = replace(wanted, source=wanted.source.wanted(wanted.choices, progress))
    return wanted, read_clients(wanted.source, wanted.choices, progress)


def put_in_force(clients: ClientList, where_from: Origin | None) -> None:
    """Load a list. Whatever was under way before is done with."""
    state().loaded = Loaded(clients, where_from)
    opening().pending = None
    opening().waiting = None


def read_again(choices: Choices) -> None:
    """Read the file on the page with other choices; where that fails, what is in force stays."""
    shown = origin_on_page()
    if shown is not None:
        read_anew(replace(shown, choices=choices))
        keep_decisions(decisions_of(shown.source, choices))


def read_anew(wanted: Origin) -> None:
    """Read a file; where that fails, what is in force stays and it is said. A long one waits for that."""
    opening().error = None
    if wanted.source.asked is not None:
        wait_for(wanted)
        return
    try:
        read_into_session(wanted)
    except ReadingError as error:
        opening().error = error.refusal


def wait_for(wanted: Origin, options: ReadingOptions | None = None) -> None:
    """Have a list read in this run, with what was wanted before and has not been read yet: whoever goes on
    while it is read sees the list of before."""
    mine, shown = opening(), origin_on_page()
    earlier = mine.waiting
    if earlier is None or earlier.before is None:
        mine.waiting = Waiting(wanted, wanted.choices, options, shown.choices if shown is not None else None)
        return
    choices = earlier.choices.changed_too(earlier.before, wanted.choices)
    mine.waiting = Waiting(wanted, choices, earlier.options if options is None else options, earlier.before)


def choices_for(shown: Origin, source: Source) -> Choices:
    """The choices for the files opened again: with the columns that are remembered for the headings, and what
    was done by hand."""
    proposed = propose(source).choices
    sheet = source.sheet(proposed.sheet)
    if is_remembered(opening().remembered, sheet):
        chosen = remembered_choices(opening().remembered, sheet, proposed)
        told = source.options.day_first is not None
        proposed = replace(chosen, day_first=proposed.day_first) if told else chosen
    return carried_over(shown.choices, proposed)


def keep_decisions(made: Decisions) -> None:
    """Keep what was done by hand for later files with the same headings."""
    mine = opening()
    if made.any or made.headings in mine.decisions:
        mine.decisions[made.headings] = made
