"""What a list says of its clients besides their revenue: time, cost, margin, account manager, segment,
region, what it belongs to, potential."""

from dataclasses import dataclass

import numpy as np

from lib.base.money import LIMIT, UNIT, Amounts
from lib.reading.amounts import numbers_of
from lib.reading.choices import Choices
from lib.reading.client_marks import mark_of
from lib.reading.headings import simple, unit_of
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask
from lib.reading.values import Numbers

TEXTS = ("account_manager", "segment", "region", "group", "company_number")
OF_THE_CLIENT = ("potential", "headcount")
"""Figures that stand on every row of a client and are not added up: the largest counts."""
UNTOLD = -1
"""Stands for one that nobody has told."""
_RATE = {"taux", "rate", "pct", "percent", "pourcentage"}


@dataclass(frozen=True, eq=False)
class Extras:
    """By the name of the client list's column: one figure a row (minutes; ten-thousandths) or one text a
    row, and how many cells of it could not be read."""

    figures: dict[str, Amounts]
    texts: dict[str, Coded]
    unreadable: dict[str, int]


def extras_of(sheet: Sheet, choices: Choices, revenue: Amounts) -> Extras:
    """Read the columns that are there. A margin in percent becomes an amount by the row's revenue.

    Raises ReadingError: unknown_column.
    """
    figures: dict[str, Amounts] = {}
    unreadable: dict[str, int] = {}
    for name, heading in (("minutes", choices.hours), ("cost", choices.cost), ("margin", choices.margin)):
        if heading is None:
            continue
        numbers = numbers_of(sheet, heading)
        if name == "minutes":
            figures[name] = _rounded(_floats(numbers) * 60)
        elif name == "margin" and _is_rate(heading, numbers):
            figures[name] = _rounded(_floats(numbers) * revenue / _whole_rate(numbers))
        else:
            figures[name] = _rounded(_floats(numbers) * UNIT * unit_of(heading))
        if numbers.wrong.any():
            unreadable[heading] = sheet.count(numbers.wrong)
    headings = {name: getattr(choices, name) for name in TEXTS}
    texts = {name: sheet.column(heading) for name, heading in headings.items() if heading is not None}
    for name, heading, unit in (
        ("potential", choices.potential, UNIT * unit_of(choices.potential or "")),
        ("headcount", choices.headcount, 1),
    ):
        if heading is not None:
            figures[name], wrong = _told(numbers_of(sheet, heading), unit)
            if name == "potential":
                texts["potential_mark"] = sheet.column(heading).mapped(mark_of)
                wrong = wrong & texts["potential_mark"].empty
            if wrong.any():
                unreadable[heading] = sheet.count(wrong)
    return Extras(figures, texts, unreadable)


def potential_of(sheet: Sheet, choices: Choices) -> Mask:
    """The rows that tell of a potential, be it an amount above nothing or a mark."""
    if choices.potential is None:
        return np.zeros(sheet.rows, dtype=bool)
    told, _ = _told(numbers_of(sheet, choices.potential), 1)
    return (told > 0) | ~sheet.column(choices.potential).mapped(mark_of).empty


def _told(numbers: Numbers, unit: int) -> tuple[Amounts, Mask]:
    """What a column says of each row's client, and where a cell says nothing that can be: text, or less than
    nothing."""
    values = _rounded(_floats(numbers) * unit)
    wrong = numbers.wrong | (values < 0)
    return np.where(numbers.blank | wrong, UNTOLD, values), wrong


def _floats(numbers: Numbers) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return numbers.whole.astype(np.float64) / 10.0**numbers.places


def _rounded(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Amounts:
    return np.rint(np.clip(values, -LIMIT, LIMIT)).astype(np.int64)


def _is_rate(heading: str, numbers: Numbers) -> bool:
    """Whether a margin is a part of the revenue and no amount."""
    if "%" in heading or _RATE & set(simple(heading).split()):
        return True
    sizes = np.abs(_floats(numbers))
    return bool((sizes > 0).any() and (sizes <= 1).all())


def _whole_rate(numbers: Numbers) -> int:
    """What stands for the whole: 1, or 100 where a rate is above 1."""
    return 100 if (np.abs(_floats(numbers)) > 1).any() else 1
