"""What each client of a table has bought: asked of the engine only when a page needs it."""

from dataclasses import replace
from weakref import WeakKeyDictionary

from lib.clients.model import ClientList
from lib.lakes import lake as lakes
from lib.lakes.lake import Lake
from lib.parsing.answers import MILLION
from lib.parsing.errors import ReadingError
from lib.reading.bought import item_column
from lib.reading.choices import Choices
from lib.reading.clients_from_rows import read_clients
from lib.reading.process import Progress

_too_many: WeakKeyDictionary[Lake, set[Choices]] = WeakKeyDictionary()
"""What was tried and is more than can be held, forgotten with the table."""


def itemised(
    lake: Lake, clients: ClientList, choices: Choices, progress: Progress | None = None
) -> ClientList:
    """A list with what each client has bought. It stays as it is where the table names no articles.

    Raises ReadingError: lake_failed, cancelled; lake_many_items, for more clients times articles than can be
    held, which is tried once."""
    heading = item_column(choices)
    if heading is None or clients.purchases is not None:
        return clients
    tried = _too_many.setdefault(lake, set())
    if choices in tried:
        raise _refused(heading)
    try:
        source = lake.source_by(choices, "item", progress)
    except ReadingError as error:
        if error.code not in ("too_large", "lake_many_items"):
            raise
        tried.add(choices)
        raise _refused(heading) from None
    if source.sheet(choices.sheet).column(heading).empty.all():
        return clients
    told = read_clients(replace(source, asked=None), choices, progress)
    return replace(clients, purchases=told.purchases)


def _refused(heading: str) -> ReadingError:
    return ReadingError("lake_many_items", column=heading, millions=lakes.MOST_GROUPS // MILLION)
