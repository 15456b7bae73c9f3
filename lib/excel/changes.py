"""Whether entries were changed since the export: what a sheet says that cannot follow them.

A hidden sheet keeps every entry as it was written. A count of those that differ is named for each kind of
entry; the line on a sheet that shows figures of the day of the export asks for the kinds it was made from.
"""

from collections import defaultdict
from typing import Literal, get_args

from xlsxwriter.worksheet import Worksheet

from lib.excel.book import LOSS, QUIET, Book
from lib.excel.cells import cell_text
from lib.excel.entries import Entry, EntryName
from lib.excel.names import name_cells

Watched = Literal["tiers", "time", "profit", "services", "people"]
"""Kinds of entries."""
KINDS: tuple[Watched, ...] = get_args(Watched)
_ENTRIES: dict[Watched, tuple[EntryName, ...]] = {
    "tiers": ("tier_method", "tier_count", "thresholds", "tier_names", "hand_clients", "hand_tiers"),
    "time": ("budget_hours", "budget_shares"),
    "profit": (
        *("margin", "tier_margins", "owner_cost", "manager_cost", "team_cost", "capacity"),
        *("fixed_costs", "person_costs"),
    ),
    "services": (
        *("service_minutes", "service_roles", "service_costs", "service_times", "service_automated"),
        "service_names",
    ),
    "people": ("person_names", "person_roles", "person_hours"),
}
_LONGEST_QUOTED = 120
"""Characters, each of which may be a quotation mark that counts twice."""
_FIRST = len(KINDS) + 3
"""The row of the entries as they were, counted from 0."""


def changed(*kinds: Watched) -> str:
    """What is more than 0, inside a formula, once an entry of these kinds was changed."""
    return "+".join(f"changed_{kind}" for kind in kinds)


def opening_line(
    book: Book, sheet: Worksheet, row: int, kinds: tuple[Watched, ...], said: str | None = None
) -> None:
    """A quiet line in a row: what the figures are about, or `said`. Once an entry of these kinds was changed,
    the sheet says there instead that it shows the day of the export."""
    shown = cell_text(book.about if said is None else said)
    style = book.format(font_color=QUIET, indent=0)
    if not book.live or not kinds:
        sheet.write_string(row, 0, shown, style)
        return
    old = quoted(book.texts("workbook.old"))
    sheet.write_formula(row, 0, f"=IF({changed(*kinds)}>0,{old},{quoted(shown)})", style, shown)
    loss = book.workbook.add_format({"font_color": LOSS, "bold": True})
    sheet.conditional_format(
        row, 0, row, 0, {"type": "formula", "criteria": f"={changed(*kinds)}>0", "format": loss}
    )


def quoted(text: str) -> str:
    """A text inside a formula; Excel takes no more than 255 characters at a time."""
    parts = [text[start : start + _LONGEST_QUOTED] for start in range(0, len(text), _LONGEST_QUOTED)]
    return "&".join('"' + part.replace('"', '""') + '"' for part in parts) or '""'


def write_changes(book: Book) -> None:
    """The entries as they were written, and how many of each kind differ from that now."""
    if not book.live:
        return
    sheet = book.hidden_sheet("as_exported")
    book.title(sheet, book.texts("workbook.sheet.as_exported"))
    blocks = _blocks(book.entries)
    for row, kind in enumerate(KINDS, 1):
        names = [name for name in _ENTRIES[kind] if name in blocks]
        counts = [_count(name, blocks[name]) for name in names]
        if kind == "people" and book.responsible:
            counts.append("IFERROR(SUMPRODUCT(--NOT(EXACT(client_responsible,client_planned))),1)")
        sheet.write_string(row, 0, book.texts(f"workbook.changed.{kind}"), book.format())
        sheet.write_formula(row, 1, f"={'+'.join(counts) or '0'}", book.format("integer"), 0)
        name_cells(book, f"changed_{kind}", sheet, (row, 1), (row, 1))
    left = 0
    for name, entries in blocks.items():
        left = _write_block(book, sheet, left, name, entries)
    sheet.set_column(0, left, 14)


def _count(name: EntryName, entries: list[Entry]) -> str:
    """How many cells of a name differ; 1 where they can no longer be compared."""
    rows, columns = _size(entries)
    cells, before = f"INDEX({name},1,1):INDEX({name},{rows},{columns})", f"exported_{name}"
    # EXACT tells small letters from capitals; LibreOffice gives it numbers as they are shown.
    is_text = isinstance(entries[0].value, str)
    differ = f"NOT(EXACT({cells},{before}))" if is_text else f"({cells}<>{before})"
    return f"IFERROR(SUMPRODUCT(--{differ}),1)"


def _size(entries: list[Entry]) -> tuple[int, int]:
    """Rows and columns."""
    return max(entry.row for entry in entries) + 1, max(entry.column for entry in entries) + 1


def _blocks(entries: list[Entry]) -> dict[EntryName, list[Entry]]:
    blocks: dict[EntryName, list[Entry]] = defaultdict(list)
    for entry in entries:
        blocks[entry.name].append(entry)
    return blocks


def _write_block(book: Book, sheet: Worksheet, left: int, name: EntryName, entries: list[Entry]) -> int:
    """The entries of one name as they lie in its cells; the column after them."""
    sheet.write_string(_FIRST - 1, left, name, book.heading())
    for entry in entries:
        cell = _FIRST + entry.row, left + entry.column
        if isinstance(entry.value, str):
            sheet.write_string(*cell, cell_text(entry.value), book.format())
        else:
            sheet.write_number(*cell, entry.value, book.format())
    rows, columns = _size(entries)
    last = _FIRST + rows - 1, left + columns - 1
    name_cells(book, f"exported_{name}", sheet, (_FIRST, left), last)
    return left + columns
