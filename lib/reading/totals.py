"""Rows that add up others, and what they prove."""

import re
from dataclasses import dataclass

import numpy as np

from lib.base.money import UNIT, Amounts
from lib.clients.model import TotalCheck
from lib.reading.text_column import Coded, Mask

_WORD = (
    r"(?:(?:sous|ss|s)[\s./-]*(?:totaux|total|tot\.?)|s\s*/\s*t|totaux|total|grand\s*total|sub\s*-?\s*total|somme|sum|report|"
    r"reports|"
    r"[aà]\s+reporter|cumul|summe|zwischensumme|gesamtsumme|gesamt|insgesamt|totale|subtotale|suma|totales|"
    r"ensemble|montant\s+total|overall|totaal|subtotaal|summa|sum[aą]|razem|celkem)"
)
_TOTAL = re.compile(
    rf"^\W*{_WORD}(?:\s+(?:g[eé]n[eé]ral|g[eé]n[eé]raux|des?|du|la|le|les|of|all|p[eé]riode|exercice|mois|"
    r"page|ht|ttc|h\.t\.|clients?|"
    r"customers?|sales|ventes|annuel|ann[eé]e|year|factures?|lignes?|general|generale|\d{1,4}|€|eur))*\W*$",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"^\W*{_WORD}\b|\b(?:total|gesamt|totale|subtotal)\W*$", re.IGNORECASE)
_BARE = re.compile(r"^(?:total|totale|somme|sum|ensemble|gesamt|overall|report)$", re.IGNORECASE)
"""What may be the name of a client as well."""
_HINT = "tot|som|sum|rep|cum|ges|ens|overall|zwi|insg|s/t|s / t|razem|celkem"
"""What every label of a total has in it."""
CENT = UNIT // 100


@dataclass(frozen=True, eq=False)
class TotalRows:
    """Which rows are totals, and which of them are grand totals with what they say."""

    rows: Mask
    checks: tuple[TotalCheck, ...]


def is_total(text: str) -> bool:
    """Whether a cell says that its row is a total: "Total", "TOTAL GÉNÉRAL", "Sous-total 2024" …"""
    return bool(text) and bool(_TOTAL.match(text.strip()))


def totals_by_label(column: Coded) -> Mask:
    """The rows in which a cell of a column says so."""
    return column.where(is_total, _HINT)


def is_named_total(text: str) -> bool:
    """Whether a cell may say so, together with a name: "Total Dupont", "Dupont Total". TotalEnergies may
    not; Total Location SARL may, so the amount has to bear it out."""
    return bool(text) and bool(_NAMED.search(text.strip()))


def named_totals(column: Coded) -> Mask:
    """The rows in which a cell of a column may say so."""
    return column.where(is_named_total, _HINT)


def find_totals(columns: list[Coded], client: Coded, amount: Amounts, skipped: Mask) -> TotalRows:
    """The rows that add up others.

    By their label, in the client's column or, in rows without a client, in any; by a label with a name
    where the amount is the sum of the rows above; or without any label where a row without client holds
    nothing but the sum of the rows above it and stands at the end of a block. `skipped` rows are headings
    and blank rows.
    """
    missing = client.empty
    totals = client.where(is_total, _HINT)
    if missing.any():
        for column in columns:
            totals |= missing & column.where(is_total, _HINT)
    totals &= ~skipped
    maybe = np.zeros(len(totals), dtype=bool)
    for column in columns:
        maybe |= named_totals(column)
    maybe = maybe & ~totals & ~skipped
    lonely = missing & ~totals & ~skipped & _block_ends(skipped | missing)
    if lonely.any():
        lonely &= _nothing_else(columns, len(totals))
    if (maybe | lonely).any():
        totals = _borne_out(columns, amount, totals, skipped, maybe, lonely)
    return TotalRows(totals, _checks(columns, amount, totals, skipped))


def unproven_totals(client: Coded, amount: Amounts, totals: TotalRows) -> Mask:
    """The rows found by their label alone, in the client's column and with nothing but the word, whose amount
    is not the sum of the other rows, of those above, of those since the last total, or of those below."""
    bare = totals.rows & client.where(lambda text: bool(_BARE.match(text.strip())), _HINT) & (amount != 0)
    result = np.zeros(len(bare), dtype=bool)
    counted = np.where(totals.rows, 0, amount)
    sums = np.concatenate(([0], np.cumsum(counted)))
    ends = np.flatnonzero(totals.rows)
    for row in np.flatnonzero(bare):
        position = int(np.searchsorted(ends, row))
        since = int(ends[position - 1]) if position else 0
        until = int(ends[position + 1]) if position + 1 < len(ends) else len(bare)
        known = (sums[-1], sums[row], sums[row] - sums[since], sums[-1] - sums[row], sums[until] - sums[row])
        result[row] = not any(_same(int(amount[row]), int(total)) for total in known)
    return result


def _borne_out(
    columns: list[Coded], amount: Amounts, totals: Mask, skipped: Mask, maybe: Mask, lonely: Mask
) -> Mask:
    """The totals found, and those of the doubtful rows whose amount is a sum of rows above: of those since
    the last total, blank row or heading, or of all. One row is a sum only for a label that names it."""
    totals = totals.copy()
    counted = np.where(totals | skipped, 0, amount)
    above = np.concatenate(([0], np.cumsum(counted)))
    rows_above = np.concatenate(([0], np.cumsum(~(totals | skipped))))
    barrier = np.maximum.accumulate(np.where(totals | skipped, np.arange(len(totals)) + 1, 0))
    taken_off = rows_off = start = 0
    for row in np.flatnonzero(maybe | lonely):
        start = max(start, int(barrier[row]))
        least = 1 if maybe[row] and _names_the_row_above(columns, int(row)) else 2
        all_above = (int(above[row]) - taken_off, int(rows_above[row]) - rows_off)
        since = (int(above[row] - above[start]), int(rows_above[row] - rows_above[start]))
        if any(
            count >= least and amount[row] and _same(int(amount[row]), total)
            for total, count in (all_above, since)
        ):
            totals[row] = True
            taken_off, rows_off, start = taken_off + int(amount[row]), rows_off + 1, int(row) + 1
    return totals


def _names_the_row_above(columns: list[Coded], row: int) -> bool:
    """Whether the label of a total holds the name that stands in the row above."""
    if row == 0:
        return False
    labels = [text for column in columns if is_named_total(text := column.at(row))]
    names = [text for column in columns if len(text := column.at(row - 1).strip()) > 1]
    return any(name in label for label in labels for name in names)


def _block_ends(no_client: Mask) -> Mask:
    """Rows after which a block ends: with a blank row, a heading, another row without a client, or the
    sheet."""
    return np.append(no_client[1:], True) if len(no_client) else no_client


def _nothing_else(columns: list[Coded], rows: int) -> Mask:
    """Rows that hold no word."""
    words = np.zeros(rows, dtype=bool)
    for column in columns:
        words |= column.where(lambda text: bool(re.search(r"[^\W\d_]{2}", text)))
    return ~words


def _same(left: int, right: int) -> bool:
    """Equal to the cent: totals are often written with two decimals."""
    return abs(left - right) < CENT


def _checks(columns: list[Coded], amount: Amounts, totals: Mask, skipped: Mask) -> tuple[TotalCheck, ...]:
    """What the last total row says, beside our own sum: of all rows above, or of its block where the list
    has only block totals."""
    rows = np.flatnonzero(totals & (amount != 0))
    if not len(rows):
        return ()
    last = int(rows[-1])
    counted = ~totals[:last] & ~skipped[:last]
    ours = int(amount[:last][counted].sum())
    stated = int(amount[last])
    blocks = len(rows) > 1 and not _same(stated, ours)
    if blocks:
        start = int(rows[-2]) + 1
        ours = int(amount[start:last][counted[start:]].sum())
    label = next((text for column in columns if is_named_total(text := column.at(last))), "")
    return (TotalCheck(last, label, stated, ours, _same(stated, ours)),)
