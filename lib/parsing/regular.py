"""Texts in which nothing has to be mended: they can be gone through a piece at a time."""

import codecs

import pyarrow as pa
from pyarrow import csv as arrow_csv
from pyarrow import dataset

from lib.parsing.delimiters import SAMPLE_CHARACTERS, cells_of, delimiter_of
from lib.parsing.text_files import BLOCK, has_stray_quotes, parsed

TOP = 200
"""Rows from the top in which the headings are sought."""

_ODD = (b"\0", b'\\"', b"\n\n", b"\n\r\n")
"""Bytes that are no text, quotes as databases write them, lines without any cell."""


def delimiter_of_all(data: bytes) -> str | None:
    """What parts the cells of a text of UTF-8 whose lines all end alike and whose quotes all stand around
    cells; None for another. Whether all lines have as many cells, reading them tells."""
    if any(odd in data for odd in _ODD) or data.count(b"\r") != data.count(b"\r\n") or not _is_utf8(data):
        return None
    delimiter = delimiter_of(_start(data))
    return None if has_stray_quotes(data, delimiter) else delimiter


def headings_of(data: bytes, delimiter: str) -> list[str]:
    """The cells of the first line."""
    return cells_of(_start(data).split("\n", 1)[0], delimiter)


def top_of(data: bytes, delimiter: str) -> pa.Table:
    """The first rows, that of the headings among them, in columns of coded text."""
    lines = _start(data).split("\n")[:TOP]
    return parsed("\n".join(lines[:-1]).encode(), delimiter, len(cells_of(lines[0], delimiter)), False)


def written(headings: list[str], delimiter: str) -> dataset.CsvFileFormat:
    """How a text with these headings is read, each cell as it is written; a line of more or fewer cells is an
    error."""
    return dataset.CsvFileFormat(
        arrow_csv.ParseOptions(delimiter=delimiter, newlines_in_values=False, ignore_empty_lines=False),
        read_options=arrow_csv.ReadOptions(column_names=headings, skip_rows=1, block_size=BLOCK),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(headings, pa.string()), strings_can_be_null=False
        ),
    )


def _is_utf8(data: bytes) -> bool:
    decoder, view = codecs.getincrementaldecoder("utf-8")(), memoryview(data)
    try:
        for start in range(0, len(data), BLOCK):
            decoder.decode(view[start : start + BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _start(data: bytes) -> str:
    """The first lines, without the mark of the encoding."""
    start = data[: 4 * SAMPLE_CHARACTERS].decode("utf-8", errors="ignore")
    return start.removeprefix("\ufeff").replace("\r\n", "\n")
