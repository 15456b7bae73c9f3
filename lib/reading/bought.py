"""What was bought: by the family of the articles where the list names it, or else by the article."""

import numpy as np
import numpy.typing as npt

from lib.clients.purchases import Kind, Purchases, bought
from lib.reading.choices import Choices
from lib.reading.rows import Lines, tidy
from lib.reading.text_column import Coded, stacked


def item_column(choices: Choices) -> str | None:
    """The heading of what was bought: families of articles before articles."""
    return choices.article if choices.family is None else choices.family


def purchases_of(parts: list[Lines], choices: Choices, codes: npt.NDArray[np.int64]) -> Purchases | None:
    """The purchases in the rows that are used; `codes` says whose each of them is. Spellings that differ in
    case alone are one item, known by the first of them. None where no row names one."""
    kind: Kind = "article" if choices.family is None else "family"
    heading = item_column(choices)
    if heading is None or not all(lines.sheet.tells_items for lines in parts):
        return None
    used = np.concatenate([lines.used for lines in parts])
    column = stacked([lines.sheet.column(heading) for lines in parts]).mapped(tidy)
    named = (~column.empty)[used]
    if not named.any():
        return None
    spelled: dict[str, int] = {}
    item_of = [spelled.setdefault(text.casefold(), len(spelled)) for text in column.texts]
    names = {item_of[code]: column.texts[code] for code in reversed(_in_order(parts, column))}
    item = np.array(item_of, dtype=np.int64)[column.codes][used][named]
    amount = np.concatenate([lines.amount[lines.used] for lines in parts])[named]
    there = np.bincount(item, minlength=len(spelled)) > 0
    places = (np.cumsum(there) - 1)[item]
    return bought(
        codes[named], places, amount, [names[code] for code in np.flatnonzero(there).tolist()], kind
    )


def _in_order(parts: list[Lines], column: Coded) -> list[int]:
    """The codes of the texts of a column as they come in a file; sums are in no order, and of theirs the one
    that most lines have comes first."""
    codes = range(len(column.texts))
    if not any(lines.sheet.is_added_up for lines in parts):
        return list(codes)
    counts = np.concatenate([lines.sheet.counts(np.ones(lines.sheet.rows, dtype=bool)) for lines in parts])
    times = np.bincount(column.codes, counts, len(codes))
    return sorted(codes, key=lambda code: (-times[code], column.texts[code]))
