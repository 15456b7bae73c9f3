"""Text files: which encoding, which delimiter, then rows of cells."""

import io
import re
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from lib.parsing.delimiters import cells_of, delimiter_of
from lib.parsing.encodings import decode
from lib.parsing.errors import ReadingError
from lib.parsing.records import records
from lib.parsing.tables import coded

_LINE_ENDS = re.compile("\r+\n")
QUOTE, LINE_FEED = 34, 10
BLOCK = 4 << 20
"""Bytes that are read at a time; no row may be longer."""


@dataclass(frozen=True)
class TextFile:
    """The rows of a text file, every cell as text, and how they were read."""

    cells: pa.Table = field(repr=False)
    encoding: str = "utf-8"
    delimiter: str = ""
    stray_quotes: int = 0
    """Quotes that opened a cell and closed none."""
    mended_rows: int = 0
    """Rows in which a delimiter stood inside a cell."""


def read_text(data: bytes, encoding: str | None = None, delimiter: str | None = None) -> TextFile:
    """The rows of a text file, by evidence or with the encoding and the delimiter chosen by hand."""
    decoded = decode(data, encoding)
    text = _with_line_feeds(decoded.text)
    mark = delimiter or delimiter_of(text)
    text = _with_doubled_quotes(text, mark)
    if (cells := _even(text, mark)) is not None:
        return TextFile(cells, decoded.encoding, mark)
    rows = records(text, mark)
    try:
        cells = parsed("\n".join(rows.lines).encode(), mark, rows.width, True)
    except pa.ArrowInvalid as error:
        raise ReadingError("unreadable") from error
    return TextFile(cells, decoded.encoding, mark, rows.stray_quotes, rows.mended_rows)


def _with_line_feeds(text: str) -> str:
    """The text with lines that end as Unix ends them, whichever system wrote it; a carriage return alone
    ends a line only where nothing else does."""
    if "\r" not in text:
        return text
    text = _LINE_ENDS.sub("\n", text)
    return text.replace("\r", " " if "\n" in text.rstrip("\n") else "\n")


def _with_doubled_quotes(text: str, delimiter: str) -> str:
    r"""The text with quotes inside cells doubled, where they are written as \" by programs of databases."""
    if '\\"' not in text:
        return text
    return re.sub(rf'\\"(?!{re.escape(delimiter)}|\n|\Z)', '""', text)


def _even(text: str, delimiter: str) -> pa.Table | None:
    """The rows of a text in which every line has as many cells and no quote stands alone, as in nearly all;
    None for others."""
    content = text.encode()
    if has_stray_quotes(content, delimiter):
        return None
    first = text.split("\n", 1)[0]
    try:
        return parsed(content, delimiter, len(cells_of(first, delimiter)), False)
    except pa.ArrowInvalid:
        return None


def has_stray_quotes(content: bytes, delimiter: str) -> bool:
    """Whether a line has an odd number of quotes, or a quote has letters on both sides."""
    letters = np.frombuffer(content, np.uint8)
    quotes = np.flatnonzero(letters == QUOTE)
    before_ends = np.searchsorted(quotes, np.flatnonzero(letters == LINE_FEED)) if len(quotes) else quotes
    if (before_ends % 2).any() or len(quotes) % 2:
        return True
    edges = np.frombuffer(f'{delimiter}"\r\n'.encode(), np.uint8)
    inside = quotes[(quotes > 0) & (quotes < len(letters) - 1)]
    return bool((~np.isin(letters[inside - 1], edges) & ~np.isin(letters[inside + 1], edges)).any())


def parsed(content: bytes, delimiter: str, width: int, over_lines: bool) -> pa.Table:
    """The rows of a text of UTF-8 that all have so many cells, in columns of coded text. Raises ArrowInvalid
    for others."""
    names = [str(column) for column in range(width)]
    table = arrow_csv.read_csv(
        io.BytesIO(content),
        read_options=arrow_csv.ReadOptions(column_names=names, block_size=BLOCK),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=over_lines, ignore_empty_lines=False
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=False
        ),
    )
    return coded(table.columns)
