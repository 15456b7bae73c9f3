"""What parsing gives: sheets."""

from dataclasses import dataclass, field
from typing import Any

from lib.parsing.gaps import Skipped
from lib.parsing.sheet_marks import Marks

Value = str | float
Cells = tuple[tuple[Value, ...], ...]
"""The rows of named cells; an empty cell is ""."""


@dataclass(frozen=True)
class Writing:
    """How a file of text or markup was written; all is empty for a workbook."""

    encoding: str = ""
    """Python's name of the encoding."""
    delimiter: str = ""
    """What parts the cells."""
    stray_quotes: int = 0
    """Quotes that opened a cell and closed none."""
    mended_rows: int = 0
    """Rows in which a delimiter stood inside a name or a number."""
    damaged: bool = False
    """Whether the file breaks off or is otherwise damaged, so that rows may be missing."""


@dataclass(frozen=True)
class ParsedSheet:
    """One sheet: its name, its cells (a pyarrow table of columns "0", "1", … that hold coded text or
    numbers), whether it is hidden, what its marks say, and how a text file was written.

    `first_row` is the text of the sheet's first row where `cells` holds only the rows below it: numbers
    below headings can then stay numbers. It is empty where `cells` holds all rows.
    """

    name: str
    cells: Any
    hidden: bool = False
    marks: Marks = field(default_factory=Marks)
    written: Writing = field(default_factory=Writing)
    first_row: tuple[str, ...] = ()
    skipped_rows: Skipped = ()
    """The long gaps between rows that are shortened."""
    refused: bool = False
    """Whether no reader could read the sheet; it has no cells then."""
    named: dict[str, Cells] = field(default_factory=dict)
    """The cells of an exported plan by their defined names."""
