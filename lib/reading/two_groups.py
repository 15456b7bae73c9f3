"""Clients that the rows of a list give to more than one group of companies."""

import numpy as np
import numpy.typing as npt

from lib.clients.model import Remark
from lib.reading.choices import Choices
from lib.reading.rows import Lines, tidy
from lib.reading.text_column import stacked


def two_groups_remark(parts: list[Lines], choices: Choices, codes: npt.NDArray[np.int64]) -> list[Remark]:
    """How many clients have several groups, of which the most frequent counts; `codes` says whose each row
    that is used is."""
    if choices.group is None or not len(codes):
        return []
    column = stacked([lines.extras.texts["group"] for lines in parts])
    column = column.mapped(lambda text: tidy(text).casefold())
    used = np.concatenate([lines.used for lines in parts])
    named = ~column.empty[used]
    width = len(column.texts) or 1
    pairs = np.unique(codes[named] * width + column.codes[used][named])
    several = int((np.bincount(pairs // width) > 1).sum()) if len(pairs) else 0
    return [Remark("two_groups", {"column": choices.group, "count": several})] if several else []
