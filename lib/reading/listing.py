"""From the rows of a sheet to clients, with an account of every row."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.clients import ClientList, Column, Example, ImportReport, Role, RowGroup, client_list
from lib.money import LIMIT, Amounts
from lib.reading.amounts import line_amounts
from lib.reading.choices import CHOSEN, Choices, column_of, propose
from lib.reading.errors import ReadingError
from lib.reading.headings import simple
from lib.reading.source import Sheet, Source, open_source

Mask = npt.NDArray[np.bool_]

EXAMPLES = 5
NO_CLIENT = "–"
"""The name of the pool of lines without a client; the screen puts its own words for it."""

_TOTAL = (
    r"(?i)^\W*(sous[\s-]*totaux|sous[\s-]*total|totaux|total|total\s+g[eé]n[eé]ral|grand\s*total|sub\s*-?\s*total|"
    r"somme|sum|report|[aà]\s+reporter|summe|gesamt|totale|suma)"
    r"(\s+(g[eé]n[eé]ral|ht|ttc|clients?|ventes|annuel|ann[eé]e|\d{4}))*\W*$"
)


@dataclass(frozen=True)
class _Rows:
    """The data rows of a sheet: who, how much, and what speaks against a row."""

    client: pa.StringArray
    number: pa.StringArray | None
    amount: Amounts
    aside: dict[str, Mask]
    """Rows that count but cannot be used, by reason."""
    outside: dict[str, Mask]
    """Rows that are no data, by reason."""


def read_clients(source: Source, choices: Choices) -> ClientList:
    """Add up the rows of a sheet by client.

    Raises ReadingError: unknown_sheet, unknown_column, no_client_column, no_number_column,
    no_clients, amounts_too_large.
    """
    sheet = source.sheet(choices.sheet)
    if choices.client is None:
        raise ReadingError("no_client_column", sheet=sheet.name)
    rows = _rows(sheet, choices)
    none = np.zeros(len(rows.amount), dtype=bool)
    outside = _any([none, *rows.outside.values()])
    used = ~_any([outside, *rows.aside.values()])
    if np.abs(rows.amount[~outside].astype(np.float64)).sum() >= LIMIT:
        raise ReadingError("amounts_too_large", sheet=sheet.name)
    table = _by_client(rows, used)
    report = _report(source, sheet, choices, rows, used)
    if not (table["revenue"] > 0).any():
        raise ReadingError("no_clients", sheet=sheet.name, column=choices.client)
    return client_list(table, report, choices.currency)


def _any(masks: list[Mask]) -> Mask:
    joined: Mask = np.logical_or.reduce(masks)
    return joined


def _rows(sheet: Sheet, choices: Choices) -> _Rows:
    client = _names(column_of(sheet, choices.client))
    number = None if choices.number is None else _names(column_of(sheet, choices.number))
    amounts = line_amounts(sheet, choices)
    missing = _empty(client) if number is None else _empty(client) & _empty(number)
    outside = {"heading": _repeated_headings(sheet, choices)}
    outside["blank"] = missing & amounts.blank & ~outside["heading"]
    outside["total"] = (
        _totals(sheet, client, missing, amounts.value) & ~outside["heading"] & ~outside["blank"]
    )
    data = ~_any(list(outside.values()))
    if choices.pool_missing_clients:
        client = pc.if_else(pa.array(missing), pa.scalar(NO_CLIENT), client)
        missing = np.zeros(len(missing), dtype=bool)
    aside = {"no_client": missing & data}
    for reason, mask in (
        ("error_cell", amounts.error),
        ("not_a_number", amounts.wrong),
        ("no_amount", amounts.blank),
    ):
        aside[reason] = mask & data & ~_any(list(aside.values()))
    return _Rows(client, number, amounts.value, aside, outside)


def _names(column: pa.ChunkedArray | None) -> pa.StringArray:
    """Names and numbers without needless blanks; a whole number stored as a float loses its .0."""
    texts = pc.fill_null(column, "").combine_chunks()
    trimmed = pc.utf8_trim_whitespace(pc.replace_substring_regex(texts, r"[\s\x{00A0}\x{202F}]+", " "))
    return pc.replace_substring_regex(trimmed, r"^(\d+)\.0$", r"\1")


def _empty(texts: pa.StringArray) -> Mask:
    return np.asarray(pc.equal(texts, ""))


def _repeated_headings(sheet: Sheet, choices: Choices) -> Mask:
    """Rows further down that hold the headings again, as in blocks that are stacked."""
    repeated = np.zeros(sheet.rows, dtype=bool)
    for heading in (choices.revenue, choices.quantity, choices.unit_price):
        if heading is not None:
            cells = pc.fill_null(sheet.column(heading), "").combine_chunks().dictionary_encode()
            same = np.array(
                [bool(t) and simple(t) == simple(heading) for t in cells.dictionary.to_pylist()], bool
            )
            repeated |= same[np.asarray(cells.indices)] if len(same) else False
    return repeated


def _totals(sheet: Sheet, client: pa.StringArray, missing: Mask, amount: Amounts) -> Mask:
    """Rows that add up others: called so in the client's column, or in any column where there is no
    client, or unnamed at the very end with exactly the sum of what is above."""
    found: Mask = np.asarray(pc.match_substring_regex(client, _TOTAL))
    if missing.any():
        for column in sheet.cells.columns:
            cells = pc.fill_null(column.slice(sheet.layout.first_row), "").combine_chunks()
            found |= missing & np.asarray(pc.match_substring_regex(cells, _TOTAL))
    last = int(np.flatnonzero(~found).max(initial=-1))
    counted = int(amount[:last][~found[:last] & ~missing[:last]].sum()) if last > 1 else None
    if last > 1 and missing[last] and amount[last] == counted:
        found[last] = True
    return found


def _by_client(rows: _Rows, used: Mask) -> pd.DataFrame:
    """One row a client: the number counts where there is one, else the name."""
    client = rows.client.filter(pa.array(used))
    number = client if rows.number is None else rows.number.filter(pa.array(used))
    key = client if rows.number is None else pc.if_else(pc.equal(number, ""), client, number)
    coded = key.dictionary_encode()
    codes, count = np.asarray(coded.indices), len(coded.dictionary)
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(count))
    amounts = rows.amount[used][order]
    first = pa.array(order[starts] if count else order)
    return pd.DataFrame(
        {
            "client": _named(client.take(first), coded.dictionary),
            "number": [""] * count if rows.number is None else number.take(first).to_pylist(),
            "revenue": np.add.reduceat(amounts, starts) if count else amounts,
            "rows": np.bincount(codes, minlength=count).astype(np.int64),
        }
    )


def _named(names: pa.StringArray, keys: pa.StringArray) -> list[str]:
    """The name of each client; its number where the file gives no name."""
    named: list[str] = pc.if_else(pc.equal(names, ""), keys, names).to_pylist()
    return named


def _report(source: Source, sheet: Sheet, choices: Choices, rows: _Rows, used: Mask) -> ImportReport:
    aside = _groups(sheet, choices, rows, rows.aside)
    total_used = int(rows.amount[used].sum())
    return ImportReport(
        source=source.name,
        sheet=sheet.name,
        columns=_columns(source, choices),
        rows_read=int(used.sum()) + sum(group.rows for group in aside),
        rows_used=int(used.sum()),
        total_file=total_used + sum(group.amount for group in aside),
        total_used=total_used,
        set_aside=aside,
        not_counted=_groups(sheet, choices, rows, rows.outside),
        shape="clients" if len(set(rows.client.to_pylist())) == len(rows.client) else "lines",
    )


def _groups(sheet: Sheet, choices: Choices, rows: _Rows, masks: dict[str, Mask]) -> tuple[RowGroup, ...]:
    shown = choices.revenue or choices.quantity
    cells = sheet.column(shown) if shown else None
    groups = []
    for reason, mask in masks.items():
        places = np.flatnonzero(mask)
        if len(places):
            examples = tuple(
                Example(sheet.name, sheet.layout.first_row + int(place) + 1, _cell(cells, int(place)))
                for place in places[:EXAMPLES]
            )
            groups.append(RowGroup(reason, len(places), int(rows.amount[places].sum()), examples))
    return tuple(groups)


def _cell(cells: pa.ChunkedArray | None, place: int) -> str:
    return (cells[place].as_py() or "") if cells is not None else ""


def _columns(source: Source, choices: Choices) -> dict[Role, Column]:
    """The columns that were used: as recognised, or as the user has chosen."""
    proposed = propose(source, choices.sheet).columns
    columns: dict[Role, Column] = {}
    for role in CHOSEN:
        heading = getattr(choices, role)
        if heading is not None:
            found = proposed.get(role)
            columns[role] = found if found and found.heading == heading else Column(heading, 1.0, "chosen")
    return columns


def read_file(data: bytes, name: str, **overrides: str | bool | None) -> ClientList:
    """The client list of a file as it is recognised, with some choices made by the caller instead.

    Raises ReadingError as `open_source` and `read_clients` do.
    """
    source = open_source(data, name)
    sheet = overrides.pop("sheet", None)
    choices = propose(source, sheet if isinstance(sheet, str) else None).choices
    return read_clients(source, replace(choices, **overrides))  # type: ignore[arg-type]
