"""The sheet of the clients as it comes back: who was given to somebody else, where it differs from the list.

The list of a plan is what was read from the firm's file. So a name or an amount that was typed over in the
workbook changes nothing; it is reported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lib.base.money import to_decimal
from lib.clients.model import ClientList
from lib.excel.cells import cell_text
from lib.exports.entered import Change, as_text, same
from lib.parsing.sheets import Value
from lib.reading.source import Sheet, Source
from lib.texts import LANGUAGES, Texts

Column = Literal["rank", "client", "number", "revenue", "responsible", "planned", "place"]
_TITLES: dict[Column, str] = {
    "rank": "column.rank",
    "client": "column.client",
    "number": "column.number",
    "revenue": "column.revenue",
    "responsible": "people.column.responsible",
    "planned": "workbook.planned",
    "place": "workbook.place",
}
_ALWAYS: tuple[Column, ...] = ("rank", "client", "revenue", "place")
_LOOK_AT = 6
"""Rows in which the headings are sought."""
DifferenceKind = Literal["amount", "name", "number", "deleted", "added"]


@dataclass(frozen=True)
class Difference:
    """What the sheet says otherwise than the list."""

    kind: DifferenceKind
    client: str
    before: Value = ""
    after: Value = ""


@dataclass(frozen=True)
class ClientRow:
    """A row of the sheet: what each column holds."""

    values: dict[Column, Value]

    def text(self, column: Column) -> str:
        """What a column holds, as text without blanks around it."""
        return as_text(self.values.get(column, "")).strip()

    def rank(self, count: int) -> int | None:
        """Which client it is; None for a row that is none of the list's."""
        try:
            number = float(self.values.get("rank", ""))
        except ValueError:
            return None
        return int(number) if number.is_integer() and 1 <= number <= count else None


def client_rows(source: Source) -> list[ClientRow] | None:
    """The rows of the sheets of clients; None where no sheet has their headings any more."""
    tables = [rows for sheet in source.sheets if (rows := _rows(sheet)) is not None]
    return [row for rows in tables for row in rows] if tables else None


def _rows(sheet: Sheet) -> list[ClientRow] | None:
    for read in _readings(sheet):
        for language in LANGUAGES:
            titles = {column: Texts(language)(key) for column, key in _TITLES.items()}
            if all(titles[column] in read.headings for column in _ALWAYS):
                return _read(read, titles)
    return None


def _readings(sheet: Sheet) -> Iterator[Sheet]:
    """The sheet with its headings where they seem to be, and in each of its first rows."""
    if sheet.cells.num_columns < len(_ALWAYS):
        return
    yield sheet
    for row in range(min(_LOOK_AT, sheet.cells.num_rows)):
        yield replace(sheet, heading_row=row, _coded={})


def _read(sheet: Sheet, titles: dict[Column, str]) -> list[ClientRow]:
    columns = {column: sheet.values(title) for column, title in titles.items() if title in sheet.headings}
    rows = zip(*columns.values(), strict=True)
    return [ClientRow(dict(zip(columns, values, strict=True))) for values in rows if any(values)]


def responsible_changes(rows: Sequence[ClientRow], clients: ClientList) -> list[Change]:
    """Who was given to somebody else: by rank, from whom to whom."""
    changed = []
    for row in rows:
        rank, planned, now = row.rank(clients.count), row.text("planned"), row.text("responsible")
        # Up to version 3 the sheet did not say who was planned.
        if rank is not None and "planned" in row.values and now != planned:
            changed.append(Change("client_responsible", rank, 0, planned, now, row.text("client")))
    return changed


def differences(rows: Sequence[ClientRow], clients: ClientList) -> list[Difference]:
    """Amounts, names and numbers that are others, clients that are missing or were added; by rank."""
    by_rank: dict[int, ClientRow] = {}
    added = list[Difference]()
    for row in rows:
        rank = row.rank(clients.count)
        if rank is None or rank in by_rank:
            added.append(Difference("added", row.text("client"), "", row.values.get("revenue", "")))
        else:
            by_rank[rank] = row
    changed = list[Difference]()
    list_rows = clients.ranked[["client", "number", "revenue"]].itertuples(index=False)
    for rank, (client, number, revenue) in enumerate(list_rows, 1):
        changed += _of_client(by_rank.get(rank), client, number, float(to_decimal(int(revenue))))
    return changed + [row for row in added if row.client]


def _of_client(row: ClientRow | None, client: str, number: str, revenue: float) -> list[Difference]:
    name = cell_text(client)
    if row is None:
        return [Difference("deleted", name, revenue)]
    pairs: list[tuple[DifferenceKind, Value, Value]] = [
        ("name", name, row.values.get("client", "")),
        ("amount", revenue, row.values.get("revenue", "")),
    ]
    if "number" in row.values:
        pairs.append(("number", cell_text(number), row.values["number"]))
    return [
        Difference(kind, name, before, after) for kind, before, after in pairs if not _alike(before, after)
    ]


def _alike(before: Value, after: Value) -> bool:
    """A blank around a text is nothing that anybody typed."""
    if isinstance(before, str):
        return before.strip() == as_text(after).strip()
    return after != "" and same(before, after)
