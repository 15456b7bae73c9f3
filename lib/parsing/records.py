"""The lines of a text file as rows of cells, where quotes stand alone or rows have too many cells.

A quote at the start of a cell opens it only if one closes it again right before a delimiter or the end of a
line. Even then, a cell over several lines is taken for one only if its lines are not rows by themselves:
they would have as many cells as the others, and numbers where the others have numbers. Whatever is wrong
with a line, it never reaches the next one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from lib.parsing.delimiters import cells_of

SAMPLE = 5_000
"""Lines from which the usual row is told."""
LONGEST_CELL = 100_000
"""Characters of a cell over several lines."""
MOST_CELLS = 50_000_000
"""Cells of a table; where a few lines are far longer than the others, the rest of such a line is one cell."""
ALIKE = 0.9
"""Share of a column's filled cells that are numbers in a column of numbers."""

_NUMBER = re.compile(
    r"[-+(−]?\s*[€$£]?\s*[-+]?\d[\d\s.,'’\u00a0\u202f]*\s*(?:%|€|\$|£|[kK]€|EUR|USD|GBP|CHF)?\s*\)?-?$"
)
_OPENED = re.compile(r'[ ]*"((?:[^"]|"")*)(?:"(?=[^"]|\Z))?(.*)\Z', re.DOTALL)
_WHOLE, _CENTS = re.compile(r"\s*[-+]?\d+$"), re.compile(r"\d{1,2}\s*(?:€|EUR)?\s*$")


@dataclass(frozen=True)
class UsualRow:
    """How many cells a row has, and which of them are numbers."""

    width: int
    numeric: frozenset[int]
    parted: tuple[int, ...] = ()
    """Places of numbers that the delimiter, which is their decimal comma too, parts in every row."""

    def fits(self, cells: list[str]) -> bool:
        """Whether cells can be a row like the others: as many, and nothing but numbers where they have
        numbers."""
        return len(cells) == self.width and all(_may_be_number(cells[column]) for column in self.numeric)

    def looks_like(self, cells: list[str]) -> bool:
        """Whether cells are a row like the others: as many, and numbers where they have numbers."""
        return self.fits(cells) and all(cells[column].strip() for column in self.numeric)


@dataclass(frozen=True)
class Records:
    """The rows of a file, each as one line in which every quote is in order, all of one width; how many
    quotes stood alone, and how many rows had a delimiter too many inside a cell."""

    lines: list[str] = field(repr=False)
    width: int
    stray_quotes: int
    mended_rows: int


def records(text: str, delimiter: str) -> Records:
    """The rows of a text whose lines end with a line feed."""
    usual = usual_row(text, delimiter)
    reader = _Reader(text, delimiter, usual)
    rows = list(reader.rows())
    width = _width(rows, delimiter, usual)
    lines = [_filled(row, delimiter, width) for row in rows]
    return Records(lines, width, reader.stray_quotes, reader.mended_rows)


def usual_row(text: str, delimiter: str) -> UsualRow:
    """The most usual row near the top. Quoted cells go over several lines there, if the rows are then more
    alike than the lines are."""
    sample = text[: SAMPLE * 200]
    lines = [line for line in sample.split("\n")[:SAMPLE] if line.strip()]
    unquoted = [line for line in lines if '"' not in line]
    by_line = [cells_of(line, delimiter) for line in (unquoted if len(unquoted) > len(lines) / 2 else lines)]
    over_lines = list(islice(_over_lines(sample, delimiter), SAMPLE)) if '"' in sample else by_line
    rows = over_lines if _evenness(over_lines) > _evenness(by_line) else by_line
    alike = _most_alike(rows)
    if not alike:
        return UsualRow(1, frozenset())
    parted = _parted(rows, alike) if delimiter == "," else ()
    alike = [_put_together(row, parted) for row in alike] if parted else alike
    width = len(alike[0])
    return UsualRow(width, frozenset(column for column in range(width) if _is_numeric(alike, column)), parted)


def _over_lines(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a text in which each quote that can be closed is."""
    grammar, start = Grammar(delimiter), 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        row = grammar.row(text, start) if '"' in text[start:end] else None
        cells, end = row or (cells_of(text[start:end], delimiter), end)
        if any(cells):
            yield cells
        start = end + 1


def _most_alike(rows: Sequence[list[str]]) -> list[list[str]]:
    """The rows of the most usual number of cells; none where none has two."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    width = max(widths, key=lambda count: (widths[count], count), default=0)
    return [row for row in rows if len(row) == width]


def _evenness(rows: Sequence[list[str]]) -> float:
    return len(_most_alike(rows)) / max(1, len(rows))


def _parted(rows: list[list[str]], alike: list[list[str]]) -> tuple[int, ...]:
    """Where rows have more cells than their headings because each number has a decimal comma."""
    headings = next(row for row in rows if len(row) > 1)
    missing = len(alike[0]) - len(headings)
    if missing <= 0 or any(map(_is_number, headings)):
        return ()
    parted = [
        column
        for column in range(len(alike[0]) - 1)
        if sum(_is_decimal(row[column : column + 2]) for row in alike) >= ALIKE * len(alike)
    ]
    apart = all(right - left > 1 for left, right in pairwise(parted))
    return tuple(parted) if len(parted) == missing and apart else ()


def _put_together(cells: list[str], parted: tuple[int, ...]) -> list[str]:
    after = {column + 1 for column in parted}
    return [
        f"{cell},{cells[column + 1]}" if column in parted else cell
        for column, cell in enumerate(cells)
        if column not in after
    ]


def _is_numeric(rows: list[list[str]], column: int) -> bool:
    """Whether a column holds numbers below its heading."""
    filled = [row[column] for row in rows[1:] if row[column].strip()]
    return bool(filled) and sum(map(_is_number, filled)) >= ALIKE * len(filled)


def _is_number(cell: str) -> bool:
    return bool(_NUMBER.match(cell.strip()))


def _may_be_number(cell: str) -> bool:
    return not cell.strip() or _is_number(cell)


class Grammar:
    """Cells between delimiters, some of them in quotes."""

    def __init__(self, delimiter: str) -> None:
        self.delimiter = delimiter
        mark = re.escape(delimiter)
        self._quoted = re.compile(rf'[ ]*"((?:[^"]++|"")*+)"[ ]*(?={mark}|\n|\Z)')
        self._until_delimiter = re.compile(rf'[ ]*"([^\n]*?)"[ ]*(?={mark}|\n|\Z)')
        self._opening = re.compile(r'[ ]*"')
        self._bare = re.compile(rf"[^{mark}\n]*")

    def row(self, text: str, start: int) -> tuple[list[str], int] | None:
        """The cells of the row that starts at a place, and where it ends, maybe lines below; None where a
        quote is not closed right before a delimiter or the end of a line."""
        cells: list[str] = []
        end = start
        while end - start < LONGEST_CELL:
            if match := self._quoted.match(text, end):
                cells.append(match[1].replace('""', '"'))
            elif self._opening.match(text, end) or not (match := self._bare.match(text, end)):
                return None
            else:
                cells.append(match[0])
            end = match.end()
            if not text.startswith(self.delimiter, end):
                return cells, end
            end += 1
        return None

    def until_delimiters(self, line: str) -> list[str]:
        """The cells of one line, whose closing quote is the first before a delimiter, whatever stands inside;
        a quote that is not closed opens nothing."""
        cells, start = [], 0
        while match := self._until_delimiter.match(line, start) or self._bare.match(line, start):
            cells.append(match[1].replace('""', '"') if match.re is self._until_delimiter else bare(match[0]))
            start = match.end() + 1
            if start > len(line):
                break
        return cells

    def between_delimiters(self, line: str) -> list[str]:
        """The cells of one line, in which quotes hold no delimiters."""
        return [bare(cell) for cell in line.split(self.delimiter)]


def bare(cell: str) -> str:
    """A cell without the quotes around it or around its first words, and without one that opens and is not
    closed."""
    if not (match := _OPENED.match(cell)):
        return cell
    if cell.count('"') % 2:
        return cell.lstrip(" ")[1:]
    inside, rest = match.groups()
    return inside.replace('""', '"') + rest


class _Reader:
    """Goes through a text and keeps count of what it had to mend."""

    def __init__(self, text: str, delimiter: str, usual: UsualRow) -> None:
        self.text, self.delimiter, self.usual = text, delimiter, usual
        self.grammar = Grammar(delimiter)
        self.stray_quotes = self.mended_rows = 0

    def rows(self) -> Iterator[str | list[str]]:
        """Each row: a line as it stands, or its cells where they had to be told apart."""
        start, end = 0, len(self.text.rstrip("\n"))
        while start <= end:
            line_end = self.text.find("\n", start)
            line_end = len(self.text) if line_end < 0 else line_end
            line = self.text[start:line_end]
            if '"' in line:
                cells, line_end = self._quoted_row(line, start, line_end)
                yield self._mended(cells)
            elif line.count(self.delimiter) >= self.usual.width > 1:
                yield self._mended(line.split(self.delimiter))
            else:
                yield line
            start = line_end + 1

    def _quoted_row(self, line: str, start: int, line_end: int) -> tuple[list[str], int]:
        """The cells of a row with quotes, and where it ends."""
        if line.count('"') % 2:
            whole = self.grammar.row(self.text, start)
            if whole and whole[1] > line_end and not self._are_rows(self.text[start : whole[1]], whole[0]):
                return whole
            opened = any(cell.lstrip().startswith('"') for cell in line.split(self.delimiter))
            self.stray_quotes += opened  # others are inches, inside a cell
        return self._single(line), line_end

    def _are_rows(self, text: str, whole: list[str]) -> bool:
        """Whether lines that quotes would join are rows by themselves."""
        lines = text.split("\n")
        if len(whole) == self.usual.width > lines[0].count(self.delimiter) + 1:
            return False
        fitting = [self.usual.looks_like(self._single(line)) for line in lines]
        if len(whole) != self.usual.width:
            return any(fitting)
        return fitting[0] and sum(fitting) > len(lines) / 2

    def _single(self, line: str) -> list[str]:
        """The cells of one line by itself: the reading of its quotes that gives a usual row."""
        if '"' not in line:
            return line.split(self.delimiter)
        strict = self.grammar.row(line, 0)
        readings = [self.grammar.until_delimiters(line), self.grammar.between_delimiters(line)]
        readings = [strict[0], *readings] if strict else readings
        of_width = [cells for cells in readings if len(cells) == self.usual.width]
        return next(
            filter(self.usual.fits, of_width), (of_width or readings)[0 if of_width or strict else -1]
        )

    def _mended(self, cells: list[str]) -> list[str]:
        """The cells without empty ones too many, and with those put together again that a delimiter inside
        a name or a number has parted, where only one way gives a usual row."""
        usual = self.usual
        extra = len(cells) - usual.width
        if extra <= 0 or usual.width < 2:
            return cells
        if not any(cell.strip() for cell in cells[usual.width :]):
            return cells[: usual.width]
        if extra == len(usual.parted) and usual.fits(row := _put_together(cells, usual.parted)):
            return row
        names, numbers = self._ways(cells, extra)
        rows = list(numbers.values()) or ([] if usual.fits(cells[: usual.width]) else names)
        self.mended_rows += bool(rows)
        return rows[0] if len(rows) == 1 else _undecided(cells, numbers)

    def _ways(self, cells: list[str], extra: int) -> tuple[list[list[str]], dict[int, list[str]]]:
        """The usual rows that come of putting neighbours together: into a name, and into a number."""
        names, numbers = [], {}
        for column in range(self.usual.width):
            parts = cells[column : column + extra + 1]
            row = [*cells[:column], self.delimiter.join(parts), *cells[column + extra + 1 :]]
            if column in self.usual.numeric and self.delimiter == "," and _is_decimal(parts):
                numbers[column] = row
            elif column not in self.usual.numeric and self.usual.fits(row):
                names.append(row)
        return names, {column: row for column, row in numbers.items() if self.usual.fits(row)}


def _undecided(cells: list[str], numbers: dict[int, list[str]]) -> list[str]:
    """The cells, with what can be parted in several ways where a number should be: that is no number, so
    that the row is set aside and shown."""
    if not numbers:
        return cells
    first, last = min(numbers), max(numbers)
    text = ",".join(cells[first : last + 2]) + " ?"
    return [text if first <= column <= last else cell for column, cell in enumerate(cells[:-1])]


def _is_decimal(parts: list[str]) -> bool:
    """Whether two cells are a number whose decimal comma was taken for a delimiter."""
    return len(parts) == 2 and bool(_WHOLE.match(parts[0]) and _CENTS.match(parts[1]))


def _width(rows: list[str | list[str]], delimiter: str, usual: UsualRow) -> int:
    """The cells of the longest row, unless a few rows would make the table far larger than what is in it."""
    widest = max((_filled_cells(row, delimiter) for row in rows), default=1)
    widest = max(widest, min(usual.width, MOST_CELLS))
    return widest if widest * len(rows) <= MOST_CELLS else usual.width


def _filled_cells(row: str | list[str], delimiter: str) -> int:
    if isinstance(row, str):
        return row.rstrip(delimiter).count(delimiter) + 1
    return max((column + 1 for column, cell in enumerate(row) if cell), default=1)


def _filled(row: str | list[str], delimiter: str, width: int) -> str:
    """A row as one line of as many cells as the table has."""
    if isinstance(row, str):
        missing = width - 1 - row.count(delimiter)
        if missing >= 0:
            return row + delimiter * missing
        row = row.split(delimiter)
    cells = row[:width] if not any(row[width:]) else [*row[: width - 1], delimiter.join(row[width - 1 :])]
    return delimiter.join([_quoted(cell) for cell in cells] + [""] * (width - len(cells)))


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if cell else ""
