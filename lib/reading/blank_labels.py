"""A pivot table in several columns: each client's name stands on its first row alone, and its other rows say
nothing in that column."""

from dataclasses import dataclass

import numpy as np

from lib.base.money import UNIT, Amounts
from lib.clients.model import Assumed, Question
from lib.reading.choices import Choices
from lib.reading.ledger import is_ledger
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask

CENT = UNIT // 100
MANY = 0.3
"""Share of the rows without a client from which their names may stand above them."""


@dataclass(frozen=True, eq=False)
class NamesAbove:
    """The clients with those that stand above filled in, what is asked and what was assumed."""

    client: Coded
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()


def names_filled_in(
    sheet: Sheet, choices: Choices, client: Coded, amount: Amounts, rows: tuple[Mask, Mask]
) -> NamesAbove:
    """Fill in the clients of rows that say none, where each name stands once, above its other rows. Totals of
    each client prove it; without them it is asked. `rows` marks those of data and the totals."""
    data, totals = rows
    missing = data & client.empty
    plain = NamesAbove(client)
    if not missing.any() or is_ledger(choices) or sheet.is_added_up:
        return plain
    named = np.flatnonzero(data & ~missing)
    if missing[np.argmax(data)] or len(np.unique(client.codes[named])) < max(2, len(named)):
        return plain
    filled = client.replaced(missing, client.below(data & ~missing))
    proven = _proven(amount, data, named, totals)
    if not proven and (
        choices.document is not None
        or missing.sum() < MANY * data.sum()
        or not _parts_come_again(sheet, choices, missing, data)
    ):
        return plain
    details: dict[str, str | int] = {"count": int(missing.sum()), "client": client.at(int(named[0]))}
    questions = () if proven else (Question("names_above", ("above", "aside"), "above", details),)
    if choices.answer("names_above") == "aside":
        return NamesAbove(client, questions)
    return NamesAbove(filled, questions, (Assumed("continued", int(missing.sum())),))


def _proven(
    amount: Amounts, data: Mask, named: np.ndarray[tuple[int], np.dtype[np.int64]], totals: Mask
) -> bool:
    """Whether each group of several rows is followed by a total that is their sum."""
    counted = np.concatenate(([0], np.cumsum(np.where(data, amount, 0))))
    ends = np.append(named[1:], len(data))
    for start, end in zip(named.tolist(), ends.tolist(), strict=True):
        if data[start:end].sum() < 2:
            continue
        sums = amount[start:end][totals[start:end]]
        if not len(sums) or abs(int(sums[0]) - int(counted[end] - counted[start])) >= CENT:
            return False
    return True


def _parts_come_again(sheet: Sheet, choices: Choices, missing: Mask, data: Mask) -> bool:
    """Whether another column of words is filled where the clients are missing, with words that come again
    under several clients."""
    for heading in sheet.headings:
        if heading in (choices.client, choices.number) or sheet.numbers(heading) is not None:
            continue
        column = sheet.column(heading)
        if not (column.stripped().empty & data).any():
            codes = column.codes[data]
            if (
                1 < len(np.unique(codes)) < len(codes)
                and np.isin(column.codes[missing], column.codes[data & ~missing]).any()
            ):
                return True
    return False
