"""Corrections of columns, kept for files with the same headings."""

from lib.reading.choices import Choices
from lib.reading.remembered import key_of, to_remember
from lib.reading.widgets import column_memory
from lib.reading.widgets.opening import opening, origin_on_page


def remember(choices: Choices) -> None:
    """Remember the columns of the file on the page, of which the user has now said what they are."""
    shown = origin_on_page()
    if shown is None:
        return
    mine, sheet = opening(), shown.source.sheet(choices.sheet)
    mine.remembered = to_remember(mine.remembered, sheet, choices)
    mine.settled.add(key_of(sheet))
    column_memory.keep(mine.remembered)
