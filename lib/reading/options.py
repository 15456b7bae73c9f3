"""What a person can tell about a file by hand, where the evidence in it misleads."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from lib.parsing.encodings import BY_HAND

DECIMAL_MARKS = (",", ".")
MOST_ROWS = 1_048_576
"""The rows of a full sheet."""
MOST_SHEETS, LONGEST_NAME = 1_000, 200


@dataclass(frozen=True)
class ReadingOptions:
    """How a file is to be read; None leaves it to the evidence. Given to `open_source`, because headings
    decide what else is found in a sheet.

    What comes from a browser goes through `from_values`, which leaves out what cannot be.
    """

    encoding: str | None = None
    """Of a text file: one of `lib.parsing.encodings.BY_HAND`."""
    delimiter: str | None = None
    """Of a text file: the one character between cells."""
    decimal_mark: str | None = None
    """"," or ".": the mark before the decimals in texts; a workbook's own numbers need none."""
    day_first: bool | None = None
    """Whether 04/03/2025 is 4 March."""
    heading_row: int | None = None
    """The number, as the spreadsheet counts, of the row that holds the headings; 0 for a list without any."""
    last_row: int | None = None
    """The number of the last row that is read."""
    sheets: tuple[str, ...] = ()
    """The sheets that are read, one below the other; the first gives the columns. None named: as proposed."""

    @classmethod
    def from_values(cls, values: Mapping[str, object]) -> "ReadingOptions":
        """The options among some values from outside, without those that cannot be."""
        accepted = {
            name: value for name, value in values.items() if name in _ACCEPTED and _ACCEPTED[name](value)
        }
        if isinstance(sheets := accepted.get("sheets"), list):
            accepted["sheets"] = tuple(dict.fromkeys(sheets))
        options = cls(**accepted)  # type: ignore[arg-type]
        heading, last = options.heading_row, options.last_row
        return replace(options, last_row=None) if heading and last and last <= heading else options

    @property
    def told(self) -> tuple[str, ...]:
        """The names of the options that are set."""
        return tuple(option.name for option in fields(self) if getattr(self, option.name) not in (None, ()))

    def without(self, name: str) -> "ReadingOptions":
        """The options with one of them left to the evidence."""
        return replace(self, **{name: getattr(ReadingOptions(), name)})


def _is_delimiter(value: object) -> bool:
    return isinstance(value, str) and len(value) == 1 and value not in '"\r\n' and not value.isalnum()


def _is_row(value: object, first: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and first <= value <= MOST_ROWS


def _are_sheets(value: object) -> bool:
    return (
        isinstance(value, list | tuple)
        and len(value) <= MOST_SHEETS
        and all(isinstance(name, str) and 0 < len(name) <= LONGEST_NAME for name in value)
    )


_ACCEPTED = {
    "encoding": lambda value: value in BY_HAND,
    "delimiter": _is_delimiter,
    "decimal_mark": lambda value: value in DECIMAL_MARKS,
    "day_first": lambda value: isinstance(value, bool),
    "heading_row": lambda value: _is_row(value, 0),
    "last_row": lambda value: _is_row(value, 1),
    "sheets": _are_sheets,
}
