"""Columns that other concepts give the sheet of the clients, beside those of ranking and tiers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lib.excel.book import Kind
from lib.excel.row_formulas import Way

Letters = Mapping[str, str]
"""Key of a column of the sheet → its letter."""


@dataclass(frozen=True, eq=False)
class ClientColumn:
    """A further column, by rank. Without a formula its figures stay what they were on the day of export."""

    key: str
    """By which formulas of other columns find it."""
    title: str
    kind: Kind
    width: float
    values: Sequence[float | str]
    name: str = ""
    """What its cells are called in formulas of other sheets."""
    formula: Callable[[Letters], Way] | None = None
    marks_losses: bool = False
    """Whether what is below nought is written in the colour of a loss."""
