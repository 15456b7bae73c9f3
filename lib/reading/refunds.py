"""What of each row's amount was given back, where a column of its own says so."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lib.base.money import Amounts
from lib.clients.model import Assumed
from lib.reading.amounts import column_amounts
from lib.reading.choices import Choices
from lib.reading.headings import simple
from lib.reading.source import Sheet
from lib.reading.text_column import Mask

_REFUND = re.compile(
    r"\b(refunded|refund|refunds|rembourse|remboursement|remboursements|des|erstattet|reembolsado|"
    r"rimborsato)\b"
)


@dataclass(frozen=True, eq=False)
class Refunds:
    """The amounts that are left, the rows of which something was given back, and that this was done."""

    amount: Amounts
    rows: Mask
    assumed: tuple[Assumed, ...] = ()


def after_refunds(sheet: Sheet, choices: Choices, amount: Amounts) -> Refunds:
    """Take off what was given back; of an amount in another currency than the refund, the same part of it."""
    none = np.zeros(len(amount), dtype=bool)
    if choices.refunded is None or choices.is_off("refunds"):
        return Refunds(amount, none)
    given_back = np.abs(column_amounts(sheet, choices.refunded))
    rows = (given_back > 0) & (amount > 0)
    if not rows.any():
        return Refunds(amount, none)
    left, base = amount.copy(), base_of(sheet.headings, choices)
    whole = amount if base is None else column_amounts(sheet, base)
    refunded_rows = np.flatnonzero(rows)
    parts = [_part(int(amount[row]), int(given_back[row]), int(whole[row])) for row in refunded_rows]
    left[refunded_rows] = amount[refunded_rows] - np.array(parts, dtype=np.int64)
    return Refunds(left, rows, (Assumed("refunds", sheet.count(rows), sum(parts)),))


def _part(amount: int, given_back: int, whole: int) -> int:
    """The part of an amount that was given back, rounded to the nearest ten-thousandth; never more than
    all."""
    if whole <= 0:
        return min(given_back, amount)
    return min(amount, (2 * amount * given_back + whole) // (2 * whole))


def base_of(headings: Sequence[str], choices: Choices) -> str | None:
    """The column whose amounts the refunds are part of, where that is not the one that is added up: the
    heading without the word for the refund."""
    bare = " ".join(_REFUND.sub(" ", simple(choices.refunded or "")).split())
    if not bare or simple(choices.revenue or "") == bare:
        return None
    return next((heading for heading in headings if simple(heading) == bare), None)
