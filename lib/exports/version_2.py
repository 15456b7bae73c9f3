"""Entries as workbooks up to version 2 keep them: a hidden column told what the entries of a row stand for.

Their names find them too, except the reasons of clients placed by hand, which had none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lib.excel.entries import ENTRY_NAMES, Entry, EntryName
from lib.parsing.sheets import Cells
from lib.reading.source import Source

_MOST_ROWS = 5_000
"""Entries lie on short sheets; longer ones are not searched for them."""
_KEYS, _REASON = 25, 2
"""The columns of the keys and of the reasons, counted from 0."""
_NAMES: dict[tuple[str, int], EntryName] = {
    ("tier", 1): "thresholds",
    ("tier", 2): "budget_shares",
    ("tier", 3): "tier_margins",
    ("hand", 0): "hand_clients",
    ("hand", 1): "hand_tiers",
    ("hand", 2): "hand_reasons",
}
_NUMBERED = re.compile(r"(tier|hand)_(\d{1,4})")


@dataclass(frozen=True)
class OldEntry:
    """An entry of version 2: "tier_1" and column 2 stand for the first tier's part of the time."""

    key: str
    column: int
    value: float | str


def entries_of(old: tuple[OldEntry, ...]) -> tuple[Entry, ...]:
    """The same entries, by names. Raises ValueError for a key that version 2 did not have."""
    return tuple(_entry(entry) for entry in old)


def _entry(old: OldEntry) -> Entry:
    if numbered := _NUMBERED.fullmatch(old.key):
        kind, number = numbered.groups()
        if (kind, old.column) not in _NAMES:
            raise ValueError("column")
        return Entry(_NAMES[kind, old.column], old.value, int(number) - 1)
    for name in ENTRY_NAMES:
        if name == old.key:
            return Entry(name, old.value)
    raise ValueError("key")


def with_reasons(source: Source, named: dict[str, Cells]) -> dict[str, Cells]:
    """The named cells, and the reasons by the keys of their rows."""
    reasons = dict(_reasons(source))
    rows = range(len(named.get("hand_clients", ())))
    return named | {"hand_reasons": tuple((reasons.get(row, ""),) for row in rows)}


def _reasons(source: Source) -> Iterator[tuple[int, str]]:
    """The number of the row, from 0, and its reason."""
    for sheet in source.sheets:
        if sheet.hidden or sheet.cells.num_rows > _MOST_ROWS:
            continue
        for row in sheet.rows_of_text():
            for column, text in enumerate(row):
                numbered = _NUMBERED.fullmatch(text)
                reason = column - _KEYS + _REASON
                if numbered and numbered.group(1) == "hand" and 0 <= reason < len(row):
                    yield int(numbered.group(2)) - 1, row[reason]
