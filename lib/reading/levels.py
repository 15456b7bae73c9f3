"""Lists in which some rows add up the rows below them: groups with their count, and the levels of a pivot
table."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.base.money import UNIT, Amounts
from lib.clients.model import Assumed, Question
from lib.reading.choices import Choices
from lib.reading.dates import period_of
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Codes, Mask

CENT = UNIT // 100
_COUNTED = re.compile(r"^(.*\S)\s*\((\d{1,7})\)\s*$")
_COUNT_HINT = r"\(\d+\)\s*$"
_DOCUMENT = re.compile(r"^\s*[A-Za-z]{0,6}[-_/#]?[\d/_-]*\d+\s*$")
_INDENT = re.compile(r"^[\s\u00a0]*")
MOST_CHILDREN = 5_000
"""Rows below a group that are looked through for its sum."""
MOST_LEVELS = 4

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Levels:
    """The rows that add up others or are their parts, the clients with groups' names where rows had none,
    what is asked and what was assumed."""

    outside: dict[str, Mask]
    client: Coded
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()


def counted_groups(columns: list[Coded], client: Coded, amount: Amounts, data: Mask) -> Levels:
    """Rows such as "Dupont (2)" whose amount is the sum of the two rows below: a group and its count. Rows
    below that name no client are the group's. Where all rows are such, the groups were folded: the count is
    left out."""
    named = np.zeros(len(amount), dtype=bool)
    counts = np.zeros(len(amount), dtype=np.int64)
    for column in columns:
        here = column.where(lambda text: bool(_COUNTED.match(text)), _COUNT_HINT) & data & ~named
        if here.any():
            sizes = np.array([_count_of(text) for text in column.texts], dtype=np.int64)
            counts = np.where(here, sizes[column.codes], counts)
            named |= here
    if not named.any():
        return Levels({}, client)
    leaves = data & ~named
    if not leaves.any():
        return Levels({}, client.mapped(_without_count, _COUNT_HINT))
    sums = np.concatenate(([0], np.cumsum(amount[leaves])))
    before: Rows = np.cumsum(leaves) - leaves
    last = np.minimum(before + counts, len(sums) - 1)
    fits = (before + counts < len(sums)) & (counts > 0)
    groups = named & fits & ((np.abs(sums[last] - sums[before] - amount) < CENT) | (amount == 0))
    if not groups.any():
        return Levels({}, client)
    below = client.mapped(_without_count, _COUNT_HINT).below(groups)
    missing = leaves & (client.empty | _are_documents(client, leaves))
    filled = client.replaced(missing, below)
    group_sums = int(amount[groups].sum())
    return Levels({"total": groups}, filled, (), (Assumed("groups", int(groups.sum()), group_sums),))


def _are_documents(client: Coded, leaves: Mask) -> Mask:
    """The rows below groups where the column names documents there, such as FAC/0012, and clients above."""
    documents = leaves & client.where(lambda text: bool(_DOCUMENT.match(text)))
    return documents if documents.sum() > 0.9 * leaves.sum() else np.zeros_like(leaves)


def _count_of(text: str) -> int:
    match = _COUNTED.match(text)
    return int(match[2]) if match else 0


def _without_count(text: str) -> str:
    match = _COUNTED.match(text)
    return match[1] if match else text


def pivot_levels(sheet: Sheet, choices: Choices, client: Coded, amount: Amounts, data: Mask) -> Levels:
    """A pivot table in one column: each row of an upper level is the sum of the rows of the next level below
    it. Which level holds the clients is asked: the upper one is proposed where the names below come again in
    several groups."""
    rows = np.flatnonzero(data)
    depth = _depths(sheet, choices, client, amount, rows)
    if depth is None:
        return Levels({}, client)
    levels = np.full(len(amount), -1, dtype=np.int64)
    levels[rows] = depth
    count = int(depth.max()) + 1
    options = tuple(str(level + 1) for level in range(count))
    proposed = str(_level_of_clients(client, levels, count) + 1)
    names = {f"level_{level}": client.at(int(np.argmax(levels == level - 1))) for level in (1, 2)}
    question = Question("pivot_level", options, proposed, {"levels": count, **names})
    chosen = int(answer) - 1 if (answer := choices.answer("pivot_level")) in options else int(proposed) - 1
    upper, lower = (levels >= 0) & (levels < chosen), levels > chosen
    return Levels({"total": upper, "detail": lower}, client, (question,))


def _level_of_clients(client: Coded, levels: Rows, count: int) -> int:
    """The lowest level whose names do not come again: articles come again in several groups, clients do
    not. Where they come again on all, the uppermost that is not one of periods."""
    for level in range(count - 1, 0, -1):
        codes = client.codes[levels == level]
        if len(np.unique(codes)) == len(codes):
            return level
    named = (client.codes[levels == level] for level in range(count))
    periods = [all(period_of(client.texts[code]) for code in np.unique(codes)) for codes in named]
    return next((level for level in range(count) if not periods[level]), 0)


def _depths(sheet: Sheet, choices: Choices, client: Coded, amount: Amounts, rows: Rows) -> Rows | None:
    """The level of each row, 0 for the uppermost; None for a list without levels."""
    if len(rows) < 3:
        return None
    indents = _indents(sheet, choices, rows)
    if indents is not None and _adds_up(indents, amount[rows]):
        return indents
    heads = _heads(amount[rows])
    if heads is not None and _are_groups(client.codes[rows], heads):
        return np.where(heads, 0, 1).astype(np.int64)
    nested = _nested(amount[rows])
    return nested if nested is not None and _are_nested(client.codes[rows], nested) else None


def _indents(sheet: Sheet, choices: Choices, rows: Rows) -> Rows | None:
    """Levels by the blanks before the names; None where no name is indented."""
    column = sheet.column(choices.client or "")
    widths = np.array([len(_INDENT.match(text)[0]) for text in column.texts] or [0])[column.codes][rows]  # type: ignore[index]
    different = np.unique(widths)
    if not 2 <= len(different) <= MOST_LEVELS or widths[0] != different[0]:
        return None
    return np.searchsorted(different, widths).astype(np.int64)


def _adds_up(levels: Rows, amount: Amounts) -> bool:
    """Whether each row that has a next level below it is the sum of that level's rows."""
    for level in range(int(levels.max())):
        upper = np.flatnonzero(levels <= level)
        part = np.where(levels == level + 1, amount, 0)
        sums = np.add.reduceat(part, upper)
        has = np.add.reduceat((levels == level + 1).astype(np.int64), upper) > 0
        wrong = has & (levels[upper] == level) & (np.abs(sums - amount[upper]) >= CENT)
        if wrong.any() or not has.any():
            return False
    return True


def _heads(amount: Amounts) -> Mask | None:
    """Which rows are the sum of those that follow, where the whole list can be parted so; else None."""
    heads = np.zeros(len(amount), dtype=bool)
    start = 0
    while start < len(amount):
        sums = np.cumsum(amount[start + 1 : start + 1 + MOST_CHILDREN])
        fits = np.flatnonzero(np.abs(sums - amount[start]) < CENT)
        if not len(fits) or amount[start] == 0:
            return None
        heads[start] = True
        start += int(fits[0]) + 2
    return heads


def _nested(amount: Amounts) -> Rows | None:
    """The levels of a list of three: each row of the first is the sum of rows of the second, each of which
    is the sum of those that follow it; None where the whole list cannot be parted so."""
    levels: Rows = np.full(len(amount), 2, dtype=np.int64)
    start = 0
    while start < len(amount):
        levels[start], left, row = 0, amount[start], start + 1
        while row < len(amount) and abs(left) >= CENT:
            sums = np.cumsum(amount[row + 1 : row + 1 + MOST_CHILDREN])
            fits = np.flatnonzero(np.abs(sums - amount[row]) < CENT)
            if not len(fits) or amount[row] == 0:
                return None
            levels[row], left, row = 1, left - amount[row], row + int(fits[0]) + 2
        if abs(left) >= CENT or row == start + 1:
            return None
        start = row
    return levels


def _are_nested(names: Codes, levels: Rows) -> bool:
    """Whether three levels are no chance: two groups and more of the first, several rows in one of each
    level, and no name of a level that comes again on another."""
    first, second, third = (names[levels == level] for level in range(3))
    several = len(second) > len(first) and len(third) > len(second)
    apart = not np.isin(first, np.concatenate((second, third))).any() and not np.isin(second, third).any()
    return len(first) > 1 and several and apart


def _are_groups(names: Codes, heads: Mask) -> bool:
    """Whether it is no chance: two groups and more, none of whose names is a part as well, and either two
    with several parts, or parts that come again."""
    own, parts = names[heads], names[~heads]
    sizes = np.diff(np.append(np.flatnonzero(heads), len(heads))) - 1
    if len(own) < 2 or not (sizes > 1).any() or np.isin(own, parts).any():
        return False
    return bool((sizes > 1).sum() > 1 or len(np.unique(parts)) < len(parts))
