"""The whole plan inside its own workbook: what lets it come back without loss.

A sheet that nobody sees holds the plan, the scenarios, the client list and the entries as they were written,
as JSON, deflated, in base64, cut into cells.
"""

import json
import zlib
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd
import pyarrow as pa

from lib.base.typed_json import Column, NotPlainError, from_plain, to_plain
from lib.clients.model import ClientList, client_list
from lib.excel.book import STORED_SHEET, Book
from lib.excel.cells import LONGEST_TEXT
from lib.excel.entries import Entry
from lib.exports.version_2 import OldEntry, entries_of
from lib.parsing.stored_plan import LONG_LIST, SIGN, StoredPlan
from lib.plan.compare import Scenario
from lib.plan.compute import own_plan
from lib.plan.counting import counted, part_of
from lib.plan.errors import PlanError
from lib.plan.plan import Plan
from lib.plan.plan_json import from_json, to_json

SHEET = STORED_SHEET
"""The name of the hidden sheet."""
VERSION = 4
"""Version 1 had the plan as bare JSON in a cell of the settings, and no client list; version 2 found its
entries by a hidden column of keys; in version 3 the names of the tiers, who looks after a client and who was
kept in place were no entries."""
_NAMED_ENTRIES = 3
"""The first version that names its entries."""
_CHUNK = LONGEST_TEXT - 767


class NotOursError(ValueError):
    """A workbook that no plan can be read from. `code` names the sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, eq=False)
class Stored:
    """What a workbook holds of its plan."""

    plan: Plan
    scenarios: tuple[Scenario, ...] = ()
    clients: ClientList | None = None
    """None in a workbook of version 1."""
    entries: tuple[Entry, ...] = ()
    made_on: date | None = None
    version: int = VERSION

    @property
    def counted(self) -> ClientList:
        """The list as the plan counts it. Only where there is one."""
        assert self.clients is not None
        return counted(self.clients, self.plan)


def write_stored(book: Book) -> None:
    """The hidden sheet; the last one, so that every entry has been written."""
    sheet = book.workbook.add_worksheet(SHEET)
    sheet.very_hidden()
    style = book.format(font_size=8)
    for row, text in enumerate(packed(book)):
        sheet.write_string(row, 0, text, style)


def packed(book: Book) -> list[str]:
    """The texts of the hidden sheet, one a row."""
    values = {
        "version": VERSION,
        "plan": to_json(own_plan(book.result)),
        "scenarios": [to_plain_scenario(scenario) for scenario in book.scenarios],
        "clients": to_plain(_kept(book.clients)),
        "entries": to_plain(book.entries),
        "made_on": to_plain(book.made_on),
    }
    deflated = b64encode(zlib.compress(json.dumps(values, separators=(",", ":")).encode(), 6)).decode()
    return [SIGN, *(deflated[start : start + _CHUNK] for start in range(0, len(deflated), _CHUNK))]


def _kept(clients: ClientList) -> ClientList:
    """The list as it was read, from which groups follow; of a slice only its own clients."""
    return clients.as_read if part_of(clients) is None else replace(clients, made_from=None)


def to_plain_scenario(kept: Scenario) -> dict[str, object]:
    """A scenario as plain JSON values."""
    return {"name": kept.name, "plan": to_json(kept.plan), "notes": kept.notes}


def unpacked(stored: StoredPlan) -> Stored:
    """What `packed` wrote, as the reading process has unpacked it. Raises `NotOursError`: damaged, newer."""
    if stored.damaged:
        raise NotOursError("damaged")
    try:
        return _read(_with_columns(stored.values, stored.columns))
    except PlanError as error:
        raise NotOursError("newer" if error.code == "version" else "damaged") from error
    except NotOursError:
        raise
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise NotOursError("damaged") from error


def _read(values: Any) -> Stored:
    version = values["version"]
    if version > VERSION:
        raise NotOursError("newer")
    if version == 1:
        return Stored(from_json(values["plan"]), version=1)
    return Stored(
        plan=from_json(values["plan"]),
        scenarios=tuple(_scenario(scenario) for scenario in values["scenarios"]),
        clients=_clients(values["clients"]),
        entries=_entries(version, values["entries"]),
        made_on=from_plain(date | None, values["made_on"]),
        version=version,
    )


def _with_columns(value: Any, columns: Sequence[pa.Table]) -> Any:
    """The values with the columns in their places."""
    if isinstance(value, dict):
        if LONG_LIST in value:
            return _values_of(columns[value[LONG_LIST]].column(0))
        return {name: _with_columns(each, columns) for name, each in value.items()}
    return [_with_columns(each, columns) for each in value] if isinstance(value, list) else value


def _values_of(column: pa.ChunkedArray) -> Column:
    """Numbers as an array, texts as a series."""
    if pa.types.is_string(column.type):
        return pd.Series(column.to_pandas(), dtype="str")
    numbers: Column = column.to_numpy()
    return numbers.astype("int64") if pa.types.is_integer(column.type) else numbers


def _entries(version: int, values: Any) -> tuple[Entry, ...]:
    if version < _NAMED_ENTRIES:
        return entries_of(from_plain(tuple[OldEntry, ...], values))
    return from_plain(tuple[Entry, ...], values)  # type: ignore[no-any-return]


def _scenario(values: dict[str, Any]) -> Scenario:
    name, notes = values["name"], values["notes"]
    if not isinstance(name, str) or not isinstance(notes, str):
        raise NotPlainError("scenario")
    return Scenario(name, from_json(values["plan"]), notes)


def _clients(values: Any) -> ClientList:
    """The client list, put into order and checked anew."""
    stored: ClientList = from_plain(ClientList, values)
    parts = [part for part in (stored.ranked, stored.set_apart) if len(part)]
    table = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
    kinds = {name: table[name].dtype.kind for name in ("client", "number", "revenue", "rows")}
    if kinds["revenue"] != "i" or kinds["rows"] != "i":
        raise NotPlainError("clients")
    if stored.sales is not None and not stored.sales.is_sound(len(table)):
        raise NotPlainError("sales")
    if stored.purchases is not None and not stored.purchases.is_sound(len(table)):
        raise NotPlainError("purchases")
    again = client_list(table, stored.report, stored.currency, stored.sales, stored.purchases)
    if not again.count:
        raise NotPlainError("clients")
    return replace(
        stored, ranked=again.ranked, set_apart=again.set_apart, sales=again.sales, purchases=again.purchases
    )
