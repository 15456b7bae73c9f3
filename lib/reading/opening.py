"""Opening a file: its sheets without what is not kept of them."""

from dataclasses import replace

from lib.reading.accounts_above import with_accounts
from lib.reading.blocks import aligned
from lib.reading.headings import is_email_heading
from lib.reading.options import ReadingOptions
from lib.reading.process import Limits, Progress
from lib.reading.proposal import recognise
from lib.reading.side_by_side import parted
from lib.reading.source import Sheet, Source, open_whole, without_columns


def open_source(
    data: bytes,
    name: str,
    password: str | None = None,
    limits: Limits | None = None,
    *,
    options: ReadingOptions | None = None,
    progress: Progress | None = None,
) -> Source:
    """Open a file of any known format in a process of its own. E-mail addresses are kept only where nothing
    else tells clients apart. `options` are what a person has told by hand.

    `progress` is told ("parse", share done) again and again; once `limits.cancel` says yes, the process is
    ended.

    Raises ReadingError: empty, not_a_table, broken_zip, unreadable, password_needed, password_wrong,
    too_slow, too_large, cancelled.
    """
    source = open_whole(data, name, password, limits, options=options, progress=progress)
    return replace(source, sheets=tuple(map(_prepared, source.sheets)))


def _prepared(sheet: Sheet) -> Sheet:
    """The sheet with its blocks below each other, its tables apart, and without what is not kept."""
    table = parted(sheet)
    ways = tuple(_arranged(way) for way in table.other_ways)
    return replace(_arranged(table), other_ways=ways) if ways else _arranged(table)


def _arranged(sheet: Sheet) -> Sheet:
    return without_emails(with_accounts(aligned(sheet)))


def without_emails(sheet: Sheet) -> Sheet:
    """The sheet without e-mail addresses, unless nothing else tells clients apart."""
    emails = [heading for heading in sheet.headings if is_email_heading(heading)]
    if not emails:
        return sheet
    client = recognise(sheet).choices.client
    return without_columns(sheet, [heading for heading in emails if heading != client])
