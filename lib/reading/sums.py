"""What an engine says of a sheet whose rows are sums of lines that lie in a database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from lib.base.money import Amounts
from lib.reading.text_column import Coded, Mask

if TYPE_CHECKING:
    from lib.reading.source import Sheet


@dataclass(frozen=True)
class Repeated:
    """Totals of documents that stand on each of their lines: how many documents have several lines, how many
    lines repeat a total, what those come to (ten-thousandths), and whether a person is to be asked."""

    documents: int
    lines: int
    amount: int
    is_asked: bool


@dataclass(frozen=True, eq=False)
class Sums:
    """For each row how many lines it stands for, those of lines without any cell, and an amount as the lines
    write it where that is an unusual way. `sample` holds some lines as they are; `converted` the amounts by a
    currency and its rate, where each line was converted for itself. `days` are the first and the last of the
    lines, where their days are not asked for one by one; `repeated` the totals that were counted once;
    `by_item` says whether lines of different things that were bought are different rows."""

    lines: npt.NDArray[np.int64]
    empty: Mask
    sample: "Sheet"
    notations: Coded | None = None
    converted: Mapping[tuple[str, Decimal], Amounts] = field(default_factory=dict)
    days: tuple[date, date] | None = None
    repeated: Repeated | None = None
    by_item: bool = False
