"""Ledgers in which an account and its name stand once, above its lines: they are put beside each of them."""

import re
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lib.reading.chart_of_accounts import CLIENTS, REVENUE, account_of
from lib.reading.headings import meanings
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask, any_of
from lib.reading.totals import is_named_total, named_totals

Rows = npt.NDArray[np.int64]

ACCOUNT, NAME = "Compte", "Nom du compte"
"""The headings of the columns that are added: such ledgers are written by French programs."""
CODE = "Code client"
MOST_CELLS = 4
"""Filled cells of a row that names an account."""
HALF = 0.5
_SAID = re.compile(
    r"^\W*(?:(?:n|no|num|num[ée]ro|comptes?|clients?|tiers|auxiliaire|intitul[ée]|code|account|customer|konto|"
    r"debitor|kunde)\b[\s:°.]*)+",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^[A-Z0-9._-]*\d[A-Z0-9._-]*$|^(?:411|400|430)\S*$", re.IGNORECASE)


@dataclass(frozen=True)
class _Named:
    """What a row above lines says: the number of the account, "" where there is none, and its name."""

    number: str
    name: str
    said: bool
    """Whether a word such as Compte stands before them."""


def with_accounts(sheet: Sheet) -> Sheet:
    """The sheet with the accounts that stand above their lines in columns of their own; the sheet itself
    where its lines name them, or where it is no ledger. Costs a look at the headings in other lists."""
    amounts = [heading for heading in sheet.headings if _role(heading) in ("debit", "credit")]
    if {_role(heading) for heading in amounts} != {"debit", "credit"}:
        return sheet
    booked = any_of(_filled(sheet, heading) for heading in amounts)
    if not booked.any() or _lines_are_named(sheet, booked):
        return sheet
    named = _named_rows(sheet, np.flatnonzero(~booked[: np.flatnonzero(booked)[-1]]))
    if not named or not _are_headers(named, booked):
        return sheet
    return _with_columns(sheet, _columns(sheet, named, booked))


def _role(heading: str) -> str:
    means = meanings(heading)
    return means[0].role if means and means[0].confidence >= 1 else ""


def _filled(sheet: Sheet, heading: str) -> Mask:
    numbers = sheet.numbers(heading)
    if numbers is not None:
        return np.asarray(numbers.is_valid())
    return ~sheet.column(heading).stripped().empty


def _lines_are_named(sheet: Sheet, booked: Mask) -> bool:
    """Whether the lines themselves name accounts or clients."""
    headings = [heading for heading in sheet.headings if _role(heading) in ("account", "client", "number")]
    return any((_filled(sheet, heading) & booked).sum() > HALF * booked.sum() for heading in headings)


def _named_rows(sheet: Sheet, rows: Rows) -> dict[int, _Named]:
    """What rows without amounts name, by row."""
    columns = [sheet.column(heading) for heading in sheet.headings]
    cells = [[column.texts[code].strip() for code in column.codes[rows].tolist()] for column in columns]
    by_row = zip(rows.tolist(), zip(*cells, strict=True), strict=True)
    return {row: account for row, texts in by_row if (account := _named([text for text in texts if text]))}


def _named(cells: list[str]) -> _Named | None:
    """What the filled cells of a row without amounts name; None where it is blank, a total or a long text."""
    if not 0 < len(cells) <= MOST_CELLS or any(map(is_named_total, cells)):
        return None
    text = " ".join(" ".join(cells).split())
    said = _SAID.match(text)
    rest = text[said.end() :] if said else text
    number, _, name = rest.partition(" ")
    if _NUMBER.match(number.rstrip(":-")):
        return _Named(number.rstrip(":-"), name.strip(" -:–|\t") or number, bool(said))
    return _Named("", rest.strip(" -:–|\t"), bool(said)) if rest.strip() else None


def _are_headers(named: dict[int, _Named], booked: Mask) -> bool:
    """Whether rows name the accounts of the lines below them: they say so, or each has a number or lines
    that follow; and no line stands above the first."""
    first = min(named)
    if booked[:first].any():
        return False
    telling = sum(account.said or bool(account.number) for account in named.values())
    followed = sum(bool(booked[row + 1 : row + 2].any()) for row in named)
    return telling > HALF * len(named) or followed == len(named)


def _columns(sheet: Sheet, named: dict[int, _Named], booked: Mask) -> dict[str, Coded]:
    """The columns that are added: number and name of the account of each line, nothing on totals."""
    numbered = [account.number for account in named.values() if account.number]
    accounts = any(account_of(number).startswith((*CLIENTS, *REVENUE)) for number in numbered)
    begins = np.zeros(sheet.rows, dtype=np.int32)
    begins[list(named)] = 1
    codes = np.where(booked & ~_totals(sheet), np.cumsum(begins), 0).astype(np.int32)
    names = Coded(["", *(account.name for account in named.values())], codes)
    numbers = Coded(["", *(account.number for account in named.values())], codes)
    return {**({ACCOUNT if accounts else CODE: numbers} if numbered else {}), NAME: names}


def _totals(sheet: Sheet) -> Mask:
    none = np.zeros(sheet.rows, dtype=bool)
    return any_of([none, *(named_totals(column) for column in sheet.texts())])


def _with_columns(sheet: Sheet, added: dict[str, Coded]) -> Sheet:
    """The sheet with further columns of text behind its own."""
    headings = {heading if heading not in sheet.headings else f"{heading} (2)": heading for heading in added}
    top = sheet.cells.num_rows - sheet.rows
    above = 1 if sheet.first_row else 0
    heading_row = sheet.layout.first_row - 1 - above
    columns = [*sheet.cells.columns]
    for heading, key in headings.items():
        texts = [""] * top
        if heading_row >= 0:
            texts[heading_row] = heading
        column = added[key]
        above_codes = len(column.texts) + np.arange(top, dtype=np.int32)
        codes = pa.array(np.concatenate((above_codes, column.codes)).astype(np.int32))
        cells = pa.DictionaryArray.from_arrays(codes, pa.array([*column.texts, *texts], pa.string()))
        columns.append(pa.chunked_array([cells.cast(pa.string()).dictionary_encode()]))
    first = sheet.first_row and (*sheet.first_row, *(headings if heading_row < 0 else [""] * len(headings)))
    table = pa.table({str(number): column for number, column in enumerate(columns)})
    return replace(sheet, cells=table, first_row=first, _coded={})
