"""What is written into one's own workbook, where it goes, and why it cannot be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Reason = Literal["kind", "strict", "signed", "unusual", "too_large"]
"""Why a file cannot be given back."""
Apart = Literal["no_room", "taken", "hidden", "counted", "linked"]
"""Why the columns of a sheet stand on the sheet of the tiers instead: Excel has no further column; cells,
pictures or tables are in the way; columns beside the clients are hidden; a formula sums up what stands there;
the table is filled by a query."""
Value = str | int | float | None
CellKind = Literal["text", "integer", "money", "percent", "hours", "hours_each"]


class OwnWorkbookError(Exception):
    """The file cannot be given back with the tiers in it; `reason` says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


@dataclass(frozen=True)
class ClientRows:
    """The rows of one sheet that belong to clients: the row of the headings, and the rank by row number."""

    header: int
    ranks: Mapping[int, int]


@dataclass(frozen=True)
class Placed:
    """Where the columns of a sheet are written."""

    sheet: str
    first: str = ""
    """The letters of the first column."""
    last: str = ""
    moved: int = 0
    """Charts and pictures that make room for them."""
    replaced: bool = False
    """Whether they were there from an earlier time."""
    apart: Apart | None = None


@dataclass(frozen=True)
class Written:
    """What is written."""

    headings: tuple[str, ...]
    """Above the new columns."""
    columns: tuple[tuple[Value, ...], ...] = field(repr=False)
    """The values of the new columns, by rank - 1."""
    known: tuple[tuple[str, ...], ...]
    """The headings in every language: columns that have them are replaced."""
    clients: tuple[str, ...] = field(repr=False)
    """The names of the clients, by rank - 1."""
    client_heading: str
    apart_title: str
    """Above the clients whose columns stand on the sheet of the tiers; the sheet's name comes after it."""
    title: str
    """In the first cell of the sheet of the tiers."""
    titles: tuple[str, ...]
    """The same in every language: a sheet that begins so is replaced."""
    about: str
    """Below the title: what the revenue is."""
    tier_headings: tuple[str, ...]
    tier_kinds: tuple[CellKind, ...]
    tiers: tuple[tuple[Value, ...], ...]
    """The rows of the tiers, and that of the total."""
    codes: Mapping[str, str]
    """Number formats by kind."""
