"""What was bought: by the family of the articles where the list names it, or else by the article."""

import numpy as np
import numpy.typing as npt

from lib.clients.purchases import Kind, Purchases, bought
from lib.reading.choices import Choices
from lib.reading.rows import Lines, tidy
from lib.reading.text_column import stacked


def purchases_of(parts: list[Lines], choices: Choices, codes: npt.NDArray[np.int64]) -> Purchases | None:
    """The purchases in the rows that are used; `codes` says whose each of them is. Spellings that differ in
    case alone are one item, known by the first of them. None where no row names one."""
    kind: Kind = "article" if choices.family is None else "family"
    heading = choices.article if choices.family is None else choices.family
    if heading is None or any(lines.sheet.is_added_up for lines in parts):
        return None
    used = np.concatenate([lines.used for lines in parts])
    column = stacked([lines.sheet.column(heading) for lines in parts]).mapped(tidy)
    named = (~column.empty)[used]
    if not named.any():
        return None
    spelled: dict[str, int] = {}
    item_of = [spelled.setdefault(text.casefold(), len(spelled)) for text in column.texts]
    names = dict(zip(reversed(item_of), reversed(column.texts), strict=True))
    item = np.array(item_of, dtype=np.int64)[column.codes][used][named]
    amount = np.concatenate([lines.amount[lines.used] for lines in parts])[named]
    there = np.bincount(item, minlength=len(spelled)) > 0
    places = (np.cumsum(there) - 1)[item]
    return bought(
        codes[named], places, amount, [names[code] for code in np.flatnonzero(there).tolist()], kind
    )
