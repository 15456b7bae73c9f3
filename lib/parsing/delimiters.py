"""What parts the cells of a text file, by evidence from its first lines."""

import csv
from collections import Counter

DELIMITERS = ";,\t|"
SAMPLE_LINES = 200
SAMPLE_CHARACTERS = 200_000
MOST_COLUMNS_THAT_SPEAK = 4
"""More columns than these speak no more for a delimiter."""


def named_delimiter(text: str) -> str | None:
    """The delimiter that Excel's own first line `sep=;` names, None where there is none."""
    first = text[:8].strip('" \t\r\n\ufeff').casefold()
    return first[4] if first.startswith("sep=") and first[4:5] else None


def delimiter_of(text: str) -> str:
    """The delimiter that gives the most even table of the cleanest cells, or the one that the file names."""
    if named := named_delimiter(text):
        return named
    lines = [line for line in text[:SAMPLE_CHARACTERS].split("\n")[:SAMPLE_LINES] if line.strip()]
    return max(DELIMITERS, key=lambda delimiter: _evidence(lines, delimiter))


def _evidence(lines: list[str], delimiter: str) -> float:
    """The share of lines of the most usual width, times that width, times the share of cells in which no
    other delimiter is left: `100,50;20` is no cell, though a comma alone is a decimal mark."""
    rows = [cells_of(line, delimiter) for line in lines]
    widths = Counter(len(row) for row in rows)
    width, count = max(
        widths.items(), key=lambda item: (item[1] if item[0] > 1 else 0, item[0]), default=(0, 0)
    )
    if width < 2:
        return 0.0
    others = [other for other in DELIMITERS if other not in (delimiter, ",")]
    cells = [cell for row in rows if len(row) == width for cell in row]
    clean = sum(not any(other in cell for other in others) for cell in cells) / len(cells)
    return count / len(rows) * min(width, MOST_COLUMNS_THAT_SPEAK) * clean


def cells_of(line: str, delimiter: str) -> list[str]:
    """The cells of one line, quoted ones without their quotes; a quote that is not closed ends with it."""
    if '"' not in line:
        return line.split(delimiter)
    return next(csv.reader([line], delimiter=delimiter), [""])
