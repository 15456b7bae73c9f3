"""Text files: which encoding, which delimiter, then rows of cells."""

import csv
import io
from collections import Counter

import pyarrow as pa
from pyarrow import csv as arrow_csv

from lib.parsing.errors import ReadingError
from lib.parsing.tables import coded, from_rows

DELIMITERS = ";,\t|"
SAMPLE_LINES = 200
OLD_ENCODINGS = ("cp1252", "mac_roman")
"""Windows and Macintosh, before Unicode."""
LOOK_AT = 500_000
"""Characters from the start by which an encoding is told."""
_WESTERN = "éèêëàâçùûîïôœÉÈÀÇÊ€°«»ñöüäßáíóú’"


def decode(data: bytes) -> str:
    """The text in Unicode: by its byte order mark, as UTF-8 or UTF-16, else in the likelier of the old
    Windows and Macintosh encodings."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    if b"\0" in data[:4096]:
        return data.decode("utf-16-be" if data[:4096:2].count(0) > data[1:4096:2].count(0) else "utf-16-le")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return max((data.decode(name, errors="replace") for name in OLD_ENCODINGS), key=_likelihood)


def _likelihood(text: str) -> float:
    """Accented letters and signs of Western languages speak for an encoding, other marks against it.

    (charset-normalizer takes real French files of Windows for those of a Macintosh.)
    """
    beyond = [letter for letter in text[:LOOK_AT] if letter > "\x7f" and letter != "\xa0"]
    return sum(letter in _WESTERN for letter in beyond) / max(1, len(beyond))


def delimiter_of(text: str) -> str:
    """The delimiter that gives the most even table, or the one Excel's own first line `sep=;` names."""
    if text[:4].casefold() == "sep=" and text[4:5] in DELIMITERS:
        return text[4]
    lines = text[:200_000].splitlines()[:SAMPLE_LINES]
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))


def _evenness(lines: list[str], delimiter: str) -> float:
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row))
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]))
    return count / sum(widths.values()) * min(width, 4) if width > 1 else 0.0


def read_text(data: bytes) -> tuple[str, pa.Table]:
    """The delimiter of a text file, and its rows: every cell as text, coded; short rows are filled up."""
    text = decode(data)
    delimiter = delimiter_of(text)
    try:
        return delimiter, _read_even(text, delimiter)
    except (pa.ArrowInvalid, StopIteration, csv.Error):
        return delimiter, _read_uneven(text, delimiter)


def _read_even(text: str, delimiter: str) -> pa.Table:
    width = len(next(csv.reader(io.StringIO(text), delimiter=delimiter)))
    names = [str(place) for place in range(width)]
    table = arrow_csv.read_csv(
        io.BytesIO(text.encode()),
        read_options=arrow_csv.ReadOptions(column_names=names),
        parse_options=arrow_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=False
        ),
    )
    return coded(table.columns)


def _read_uneven(text: str, delimiter: str) -> pa.Table:
    csv.field_size_limit(10_000_000)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ReadingError("unreadable") from error
    return from_rows(rows)
