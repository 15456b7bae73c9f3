"""Exact amounts: whole ten-thousandths of the currency unit, in Python and numpy integers.

Unit prices and discounts have more than two decimals, so an amount is held like SQL's `money`:
12.34 is the integer 123400. Sums are exact; a float appears only in ratios and on the screen.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import numpy.typing as npt

UNIT = 10_000
"""Ten-thousandths in one unit of the currency."""

LIMIT = 2**60
"""Totals stay below this many ten-thousandths (115 million million units): six of them fit in int64."""

Amounts = npt.NDArray[np.int64]


def from_decimal(value: Decimal) -> int:
    """The amount in ten-thousandths, halves rounded away from zero."""
    return int((value * UNIT).to_integral_value(rounding=ROUND_HALF_UP))


def to_decimal(amount: int) -> Decimal:
    """The amount in currency units, exact."""
    return Decimal(int(amount)).scaleb(-4)


def to_text(amount: int) -> str:
    """The exact amount as a plain decimal string without needless zeros: 123400 gives "12.34"."""
    text = f"{to_decimal(amount):f}"
    return text.rstrip("0").rstrip(".")


def split(total: int, weights: Sequence[int] | Amounts) -> Amounts:
    """Cut a whole number into whole parts in proportion to weights, so that the parts add up exactly.

    Largest remainder: every part is rounded down, then the units left over go one each to the parts
    with the largest remainders, the earlier part first where remainders are equal. With all weights
    zero the parts are equal.

    Raises ValueError for a negative total or weight, or for no weights with a total to share out.
    """
    parts = [int(weight) for weight in weights]
    if total < 0 or any(part < 0 for part in parts):
        raise ValueError("a total and its weights must not be negative")
    if not parts:
        if total:
            raise ValueError("nothing to share the total between")
        return np.zeros(0, dtype=np.int64)
    whole = sum(parts)
    if whole == 0:
        parts, whole = [1] * len(parts), len(parts)
    shares = [divmod(total * part, whole) for part in parts]
    result = np.array([share for share, _ in shares], dtype=np.int64)
    left_over = total - int(result.sum())
    by_remainder = sorted(range(len(parts)), key=lambda index: -shares[index][1])
    result[by_remainder[:left_over]] += 1
    return result


def split_evenly(total: int, count: int) -> Amounts:
    """Cut a whole number into `count` whole parts that differ by at most one, the larger ones first."""
    each, left_over = divmod(total, count)
    result = np.full(count, each, dtype=np.int64)
    result[:left_over] += 1
    return result


def split_by_group(totals: Sequence[int], groups: npt.NDArray[np.int64]) -> Amounts:
    """Cut each total evenly between the members of its group: `groups` says for each member which of the
    totals (0…k−1) it shares in. The larger parts come first."""
    result = np.zeros(len(groups), dtype=np.int64)
    for group, total in enumerate(totals):
        members = groups == group
        if members.any():
            result[members] = split_evenly(total, int(members.sum()))
    return result
