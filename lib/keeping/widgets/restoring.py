"""An earlier state of a piece of work, put back: its plan, and how its files are read."""

from dataclasses import replace

from lib.keeping.model import PastState
from lib.parsing.errors import ReadingError
from lib.reading.clients_from_rows import check_fits
from lib.reading.widgets.opening import open_files, opening, origin, read_anew, reopen
from lib.screen.state import state


def restore(then: PastState) -> None:
    """Put a state back; the plan of before can be had back by undoing. Where the files cannot be opened, only
    the plan is put back and it is said why."""
    opening().error = None
    try:
        _read_as(then)
    except ReadingError as error:
        opening().error = error.refusal
    state().change(then.plan)


def _read_as(then: PastState) -> None:
    """Read the files as they were read then. Raises ReadingError."""
    reading = then.reading
    if reading is None:
        return
    reopen()
    shown = origin()
    if shown is None or (shown.choices, shown.source.options) == (reading.choices, reading.options):
        return
    source = shown.source
    if source.options != reading.options:
        if shown.locked:
            return
        source = open_files(shown.files, reading.options)
    check_fits(source, reading.choices)
    read_anew(replace(shown, source=source, choices=reading.choices))
