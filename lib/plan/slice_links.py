"""A slice as a part of a link that says nothing of any client.

A region or the name of an account manager is the firm's own: a link holds the place of the value among those
of its column, how many there are, and a checksum over all of them together, which tells another list's from
these and none of them by itself.
"""

import re
from zlib import crc32

from lib.clients.model import ClientList
from lib.clients.slices import COLUMNS, Column, slices
from lib.plan.slice_settings import Slice

PARAMETER = "slice"
"""The name in the address."""
_WRITTEN = re.compile(r"([a-z_]{1,20})\.(\d{1,4})\.(\d{1,4})\.([0-9a-f]{4})\.([01])", re.ASCII)


def slice_to_link(chosen: Slice, whole: ClientList) -> str:
    """The slice in the characters of an address; "" for the whole firm and for one that the list does not
    have. Hours that were typed for it stay behind."""
    if chosen.column is None:
        return ""
    values = _values(whole, chosen.column)
    folded = chosen.value.casefold()
    if folded not in values:
        return ""
    return f"{chosen.column}.{values.index(folded)}.{len(values)}.{_checksum(values)}.{int(chosen.static)}"


def slice_from_link(text: str, whole: ClientList) -> Slice | None:
    """The slice of `slice_to_link`; None for what is none, and for that of a list with other values."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        return None
    name, position, count, checksum, static = written.groups()
    column = next((column for column in COLUMNS if column == name), None)
    sizes = {} if column is None else {size.value.casefold(): size.value for size in slices(whole, column)}
    values = sorted(sizes)
    if len(values) != int(count) or int(position) >= len(values) or _checksum(values) != checksum:
        return None
    return Slice(column, sizes[values[int(position)]], static == "1")


def _values(whole: ClientList, column: Column) -> list[str]:
    """In the order of the alphabet, which does not tell whose revenue is the larger."""
    return sorted(size.value.casefold() for size in slices(whole, column))


def _checksum(values: list[str]) -> str:
    return f"{crc32('|'.join(values).encode()) & 0xFFFF:04x}"
