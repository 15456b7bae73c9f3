"""Formulas that would give another result once further columns are filled: sums over a whole table, or over
columns that were empty. Formulas that look something up in such cells still find the same."""

import re
from collections.abc import Iterator

from lib.exports.own.package import plain

_FORMULA = re.compile(rb"<((?:\w+:)?)f\b[^>]*?>([^<]+)</\1f>")
_STRING = re.compile(r'"[^"]*"')
_RANGE = re.compile(
    r"((?:'(?:[^']|'')+'|[\w.]+)!)?(\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}"
    r"|\$?\d+:\$?\d+)(?![\w(])"
)
_LOOKS_UP = {"VLOOKUP", "HLOOKUP", "LOOKUP", "XLOOKUP", "_XLFN.XLOOKUP", "INDEX", "MATCH", "ROWS"}


def counts_cells(text: bytes, same_sheet: bool, sheet: str, table: str | None) -> Iterator[str]:
    """The ranges of a sheet that the formulas of this text (or of another sheet) reckon with; "" for the
    whole table."""
    for formula in {formula for _, formula in _FORMULA.findall(text)}:
        said = _STRING.sub('""', plain(formula))
        for match in _RANGE.finditer(said):
            named = (match[1] or "").rstrip("!").strip("'").replace("''", "'")
            if (named == sheet or (same_sheet and not named)) and not _looks_up(said, match.start()):
                yield _whole(match[2])
        if table and any(
            not _looks_up(said, match.start())
            for match in re.finditer(rf"(?<![\w.]){re.escape(table)}(?![\w.]|\[\[?[^\]#])", said)
        ):
            yield ""


def _whole(reference: str) -> str:
    """The reference in letters and digits; rows reach over all columns."""
    cells = reference.replace("$", "")
    first, _, last = cells.partition(":")
    return f"A{first}:XFD{last}" if first.isdigit() else cells


def _looks_up(formula: str, position: int) -> bool:
    """Whether the function right around a position only looks something up."""
    depth = 0
    for index in range(position - 1, -1, -1):
        if formula[index] == ")":
            depth += 1
        elif formula[index] == "(":
            if depth == 0:
                name = re.search(r"[\w.]*$", formula[:index])
                return name is not None and name[0].upper() in _LOOKS_UP
            depth -= 1
    return False
