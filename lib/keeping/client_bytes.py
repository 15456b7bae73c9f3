"""A client list as bytes and back: the tables as Arrow writes them, the account of the import as JSON.

The list that was read is kept beside its files, so that coming back is at once and also possible where the
files want a password. What comes back is checked: the same columns, the same order, sums that fit.
"""

import json
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from lib.base.money import LIMIT
from lib.base.typed_json import NotPlainError, from_plain, to_plain
from lib.clients.model import ClientList, ImportReport
from lib.clients.purchases import Kind, Purchases
from lib.clients.sales import Grain, Sales
from lib.keeping.errors import KeepingError

VERSION = 1
_KEY = b"palmares"
_OPTIONS = pa.ipc.IpcWriteOptions(compression="zstd")
_KINDS = {"client": "str", "number": "str", "revenue": "int64", "rows": "int64"}
_FURTHER = {
    "minutes": "int64",
    "cost": "int64",
    "margin": "int64",
    "account_manager": "str",
    "segment": "str",
    "region": "str",
    "group": "str",
    "company_number": "str",
    "potential": "int64",
    "potential_mark": "str",
    "headcount": "int64",
}
_BOUGHT = {"client": "int32", "item": "int32", "amount": "int64"}
_ARRAYS = {"client": "int32", "day": "int64", "amount": "int64", "lines": "int32"}


def to_bytes(clients: ClientList) -> bytes:
    """The list: how long its first part is, that part (the clients), its sales over time, and what was
    bought."""
    told = {
        "version": VERSION,
        "report": to_plain(clients.report),
        "currency": clients.currency,
        "ranked": clients.count,
        "days": clients.days and [day.isoformat() for day in clients.days],
        "sales": None if clients.sales is None else _plain_sales(clients.sales),
        "purchases": None if clients.purchases is None else _plain_purchases(clients.purchases),
    }
    people = pa.Table.from_pandas(_everybody(clients), preserve_index=False)
    first = _written(people.replace_schema_metadata({_KEY: json.dumps(told).encode()}))
    second = b"" if clients.sales is None else _written(_sales_table(clients.sales))
    third = b"" if clients.purchases is None else _written(_purchases_table(clients.purchases))
    return len(first).to_bytes(8, "big") + first + second + third


def from_bytes(stored: bytes) -> ClientList:
    """The list of `to_bytes`. Raises `KeepingError`: unreadable, newer."""
    try:
        size = int.from_bytes(stored[:8], "big")
        people = _read(stored[8 : 8 + size])
        told = json.loads(people.schema.metadata[_KEY])
        if told["version"] > VERSION:
            raise KeepingError("newer")
        rest, bought = pa.BufferReader(stored[8 + size :]), told.get("purchases")
        table, ranked = _frame(people), from_plain(int, told["ranked"])
        clients = ClientList(
            ranked=table[:ranked].reset_index(drop=True),
            set_apart=table[ranked:].reset_index(drop=True),
            days=_days(told.get("days")),
            report=from_plain(ImportReport, told["report"]),
            currency=from_plain(str | None, told["currency"]),
            sales=None if told["sales"] is None else _sales(told["sales"], _read(rest)),
            purchases=None if bought is None else _purchases(bought, _read(rest)),
        )
        _check(_is_sound(clients))
    except (
        pa.ArrowException,
        OSError,
        ValueError,
        OverflowError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise KeepingError("unreadable") from error
    return clients


def _everybody(clients: ClientList) -> pd.DataFrame:
    parts = [part for part in (clients.ranked, clients.set_apart) if len(part)]
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def _plain_sales(sales: Sales) -> dict[str, Any]:
    return {
        "grain": sales.grain,
        "undated": sales.undated,
        "undated_amount": sales.undated_amount,
        "range_size": sales.range_size,
        "articles": None if sales.articles is None else sales.articles.tolist(),
    }


def _sales_table(sales: Sales) -> pa.Table:
    return pa.table({name: getattr(sales, name).astype(kind) for name, kind in _ARRAYS.items()})


def _sales(told: dict[str, Any], table: pa.Table) -> Sales:
    columns = {name: table[name].to_numpy() for name in _ARRAYS}
    _check(all(str(columns[name].dtype) == kind for name, kind in _ARRAYS.items()))
    articles = from_plain(list[int] | None, told["articles"])
    return Sales(
        **{**columns, "day": columns["day"].astype("datetime64[D]")},
        grain=from_plain(Grain, told["grain"]),
        undated=from_plain(int, told["undated"]),
        undated_amount=from_plain(int, told["undated_amount"]),
        articles=None if articles is None else np.array(articles, dtype=np.int32),
        range_size=from_plain(int, told["range_size"]),
    )


def _days(told: list[str] | None) -> tuple[date, date] | None:
    """The first and the last day of a list's lines, where that is told."""
    if told is None:
        return None
    first, last = map(date.fromisoformat, told)
    return first, last


def _plain_purchases(purchases: Purchases) -> dict[str, Any]:
    return {"kind": purchases.kind, "items": list(purchases.items)}


def _purchases_table(purchases: Purchases) -> pa.Table:
    return pa.table({name: getattr(purchases, name).astype(kind) for name, kind in _BOUGHT.items()})


def _purchases(told: dict[str, Any], table: pa.Table) -> Purchases:
    columns = {name: table[name].to_numpy() for name in _BOUGHT}
    _check(all(str(columns[name].dtype) == kind for name, kind in _BOUGHT.items()))
    return Purchases(
        **columns, items=from_plain(tuple[str, ...], told["items"]), kind=from_plain(Kind, told["kind"])
    )


def _written(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema, options=_OPTIONS) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _read(stored: bytes | pa.BufferReader) -> pa.Table:
    table = pa.ipc.open_stream(stored).read_all()
    table.validate(full=True)
    return table


def _frame(people: pa.Table) -> pd.DataFrame:
    """The table of all clients, of the kinds that a list has."""
    table: pd.DataFrame = people.replace_schema_metadata().to_pandas()
    known = _KINDS | _FURTHER
    _check(set(_KINDS) <= set(table.columns) <= set(known) and len(table) > 0)
    _check(all(str(table[name].dtype) == known[name] for name in table.columns))
    return table


def _is_sound(clients: ClientList) -> bool:
    """Whether the list is in its order, and its amounts can be added exactly."""
    everybody = np.concatenate([clients.revenue, clients.set_apart["revenue"].to_numpy()])
    fits = np.abs(everybody.astype(np.float64)).sum() < LIMIT
    apart = (clients.set_apart["revenue"] <= 0).all()
    sales = clients.sales is None or clients.sales.is_sound(len(everybody))
    bought = clients.purchases is None or clients.purchases.is_sound(len(everybody))
    positive = clients.count > 0 and clients.revenue[-1] > 0
    return bool(fits and apart and positive and sales and bought and (np.diff(everybody) <= 0).all())


def _check(holds: bool) -> None:
    if not holds:
        raise NotPlainError("clients")
