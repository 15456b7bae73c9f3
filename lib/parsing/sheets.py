"""What parsing gives: sheets."""

from dataclasses import dataclass, field
from typing import Any

from lib.parsing.sheet_marks import Marks

Value = str | float
Cells = tuple[tuple[Value, ...], ...]
"""The rows of named cells; an empty cell is ""."""


@dataclass(frozen=True)
class ParsedSheet:
    """One sheet: its name, its cells (a pyarrow table of columns "0", "1", … that hold coded text or
    numbers), whether it is hidden, what its marks say, and what parts the cells of a text file.

    `first_row` is the text of the sheet's first row where `cells` holds only the rows below it: numbers
    below headings can then stay numbers. It is empty where `cells` holds all rows.
    """

    name: str
    cells: Any
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)
    delimiter: str = ""
    first_row: tuple[str, ...] = ()
    named: dict[str, Cells] = field(default_factory=dict)
    """The cells of an exported plan by their defined names."""
