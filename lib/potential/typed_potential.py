"""Potentials as tables to type in: from what is known to text, and back."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from lib.base.bounds import bounds_of, length_of
from lib.base.money import to_text
from lib.plan.potential_settings import (
    POTENTIAL_MARKS,
    PotentialMark,
    PotentialSettings,
    TypedPotential,
    TypedProspect,
)
from lib.screen.typed_number import written
from lib.screen.typed_table import Fault, TableReader, text_frame
from lib.texts import Texts

MARK_WORDS: Mapping[str, PotentialMark] = {
    f"{mark}{sign}".casefold(): mark for mark in POTENTIAL_MARKS for sign in ("", "'", "’", "′")
}
"""How a mark may be typed."""


def mark_word(mark: PotentialMark | None) -> str:
    """A mark as it is shown."""
    return "" if mark is None else mark if mark == "P" else f"{mark}′"


def clients_typed(
    clients: pd.DataFrame, known: Mapping[str, tuple[int | None, PotentialMark | None]], texts: Texts
) -> pd.DataFrame:
    """Clients (columns `client`, `key`, `revenue` as text) with their potential as text. Columns: `client`,
    `revenue`, `potential`, `potential_mark`."""
    rows = []
    for client, key, revenue in zip(clients["client"], clients["key"], clients["revenue"], strict=True):
        amount, mark = known.get(key, (None, None))
        typed = "" if amount is None else written(to_text(amount), texts)
        rows.append([client, revenue, typed, mark_word(mark)])
    return text_frame(rows, ["client", "revenue", "potential", "potential_mark"])


def read_clients_typed(
    table: pd.DataFrame, keys: list[str], before: pd.DataFrame, texts: Texts
) -> tuple[tuple[TypedPotential, ...], list[Fault]]:
    """What was typed for the clients of these keys, those rows only that differ from before."""
    reader, typed = TableReader(table, texts), list[TypedPotential]()
    if len(table) != len(before):
        return (), []
    columns = ["potential", "potential_mark"]
    for row in reader.rows():
        if row >= len(keys) or (table.iloc[row][columns] == before.iloc[row][columns]).all():
            continue
        typed.append(TypedPotential(keys[row], *_told(reader)))
    return (() if reader.faults else tuple(typed)), reader.faults


def prospects_typed(settings: PotentialSettings, texts: Texts) -> pd.DataFrame:
    """The typed prospects as text. Columns: `prospect`, `potential`, `potential_mark`."""
    rows = [
        [
            prospect.name,
            "" if prospect.amount is None else written(to_text(prospect.amount), texts),
            mark_word(prospect.mark),
        ]
        for prospect in settings.prospects
    ]
    return text_frame(rows, ["prospect", "potential", "potential_mark"])


def read_prospects_typed(
    table: pd.DataFrame, before: PotentialSettings, texts: Texts
) -> tuple[PotentialSettings, list[Fault]]:
    """The settings with the prospects of a typed table."""
    reader, seen = TableReader(table, texts), set[str]()
    prospects = list[TypedProspect]()
    most = length_of(PotentialSettings, "prospects").most
    longest = length_of(TypedProspect, "name").most
    for _ in reader.rows():
        name = reader.name("prospect", seen)[:longest].strip()
        amount, mark = _told(reader)
        if name:
            prospects.append(TypedProspect(name, amount, mark))
    if len(prospects) > most:
        reader.row = most
        reader.fault("prospect", "too_many", most)
    if reader.faults:
        return before, reader.faults
    return replace(before, prospects=tuple(prospects)), []


def _told(reader: TableReader) -> tuple[int | None, PotentialMark | None]:
    """Amount and mark of the row; nothing where a cell is empty."""
    amount = reader.number("potential", bounds_of(TypedPotential, "amount"))
    word = reader.choice("potential_mark", dict(MARK_WORDS), "")
    mark = next((mark for mark in POTENTIAL_MARKS if mark == word), None)
    return (amount if reader.text("potential") else None), mark
