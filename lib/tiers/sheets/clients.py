"""Every client with its place, its tier and what it gets."""

import pandas as pd
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import Book, Heading, Kind
from lib.excel.cells import MOST_ROWS, text_width, units
from lib.excel.changes import Watched, opening_line
from lib.excel.columns import FIRST, HEAD, write_formulas, write_numbers, write_texts
from lib.excel.names import hand_rows, has_numbers, name_columns
from lib.excel.row_formulas import Way, among_first, colour_tiers, tier_number
from lib.excel.validation import allow_choice
from lib.look.palette import PALETTES
from lib.plan.compute import client_plan
from lib.tiers.sentences import placement_words
from lib.tiers.sheets.threshold_formulas import places

Column = tuple[str, Kind, float]
TABLE = "PalmaresClients"
"""The name of the table in Excel's own formulas."""
MOST_WITH_MODE = 20_000
"""Without people, the kind of person who serves the tier stands beside the client. In a longer list the sheet
of the tiers says it: the workbook stays lighter."""
_LOOK_AT = 2_000
"""Clients that decide how wide the column of names is."""
_DEPENDS: tuple[Watched, ...] = ("tiers", "time", "services", "people")
"""The entries that decide who looks after a client."""
_NAMES = {
    "rank": "client_ranks",
    "client": "client_names",
    "number": "client_numbers",
    "revenue": "client_revenues",
    "cumulative_share": "client_cumulative",
    "place": "client_places",
    "tier_number": "client_tiers",
    "responsible": "client_responsible",
    "planned": "client_planned",
}
"""What the columns are called in formulas."""


def write_clients(book: Book) -> None:
    """The clients, on as many sheets as Excel's rows make necessary."""
    table = client_plan(book.result)
    table["place"] = places(book.result)
    if book.responsible:
        table["responsible"] = table["planned"] = book.responsible
    if any(book.before):
        table["before"] = book.before
    for part, start in enumerate(range(0, len(table), MOST_ROWS), 1):
        _write_part(book, table.iloc[start : start + MOST_ROWS], part)


def client_columns(book: Book) -> list[Column]:
    """The columns of the sheet; number, person and hand only where there are any; hidden ones come last."""
    names = book.clients.ranked["client"].iloc[:_LOOK_AT]
    columns: list[Column] = [("rank", "integer", 8), ("client", "text", text_width(names, 24, 46))]
    if has_numbers(book):
        columns.append(("number", "text", text_width(book.clients.ranked["number"].iloc[:_LOOK_AT], 10, 18)))
    columns += [
        ("revenue", "cents", 18),
        ("revenue_share", "percent", 10),
        ("cumulative_share", "percent", 11),
        ("tier", "text", max(9, max(len(tier.name) for tier in book.result.tiers) + 3)),
        ("minutes", "integer", 12),
    ]
    if book.clients.count <= MOST_WITH_MODE and not book.responsible:
        columns.append(("mode", "text", 30))
    if any(book.before):
        columns.append(("before", "text", 24))
    if book.responsible:
        columns.append(("responsible", "text", 24))
    if book.result.exceptions.placed:
        columns.append(("by_hand", "text", 40))
    if book.responsible:
        columns.append(("planned", "text", 9))
    return [*columns, ("place", "integer", 9), ("tier_number", "integer", 9)]


def is_weighted(book: Book) -> bool:
    """Whether minutes go by potential as well, which no formula here works out."""
    return book.result.plan.potential.is_weighted


def _hidden(book: Book) -> int:
    """How many of the last columns only formulas read."""
    return 3 if book.responsible else 2


def column_title(book: Book, key: str) -> str:
    """The heading of a column of the sheet."""
    own = {
        "minutes": "workbook.minutes",
        "place": "workbook.place",
        "tier_number": "workbook.tier_number",
        "responsible": "people.column.responsible",
        "before": "people.column.before",
        "planned": "workbook.planned",
    }
    return book.texts(own.get(key, f"column.{key}"))


def _write_part(book: Book, table: pd.DataFrame, part: int) -> None:
    sheet = book.sheet("clients" if part == 1 else "clients_2", landscape=True)
    columns = client_columns(book)
    keys = [key for key, _, _ in columns]
    headings = [Heading(column_title(book, key), kind, width) for key, kind, width in columns]
    opening_line(book, sheet, 0, _DEPENDS if book.responsible or is_weighted(book) else ())
    book.head(sheet, HEAD, headings)
    shown = len(columns) - _hidden(book)
    sheet.set_column(shown, len(columns) - 1, 9, None, {"hidden": True})
    sheet.freeze_panes(FIRST, 2)
    _write_rows(book, sheet, table, columns)
    _make_table(book, sheet, len(table), headings)
    if part == 1:
        named = {name: keys.index(key) for key, name in _NAMES.items() if key in keys}
        name_columns(book, sheet, named, (FIRST, HEAD + len(table)))
    _colour(book, sheet, len(table), keys)
    sheet.print_area(0, 0, HEAD + len(table), shown - 1)
    if book.responsible:
        cells = (FIRST, keys.index("responsible"), HEAD + len(table), keys.index("responsible"))
        allow_choice(book, sheet, cells, "=person_names", "responsible")


def _make_table(book: Book, sheet: Worksheet, rows: int, headings: list[Heading]) -> None:
    """A table of Excel: filters, a name, and rows that stay together when they are sorted."""
    described = [
        {"header": heading.title, "header_format": book.heading(heading.kind)} for heading in headings
    ]
    options = {"name": TABLE, "style": "Table Style Light 1", "banded_rows": False, "columns": described}
    if book.live:
        sheet.add_table(HEAD, 0, HEAD + rows, len(headings) - 1, options)
    else:
        sheet.autofilter(HEAD, 0, HEAD + rows, len(headings) - 1)


def _write_rows(book: Book, sheet: Worksheet, table: pd.DataFrame, columns: list[Column]) -> None:
    at = {key: column for column, (key, _, _) in enumerate(columns)}
    kinds = {key: kind for key, kind, _ in columns}
    for key in ("rank", "revenue_share", "cumulative_share", "place"):
        write_numbers(sheet, at[key], table[key].tolist(), book.format(kinds[key]))
    write_numbers(sheet, at["revenue"], map(units, table["revenue"].tolist()), book.format("cents"))
    for key in ("client", "number", "before", "responsible", "planned"):
        if key in at:
            style = book.entry_format("text") if key == "responsible" else book.format()
            write_texts(sheet, at[key], table[key].tolist(), style)
    if "by_hand" in at:
        _write_by_hand(book, sheet, table, at["by_hand"])
    write = _formulas if book.live else _values
    write(book, sheet, table, at)


def _formulas(book: Book, sheet: Worksheet, table: pd.DataFrame, at: dict[str, int]) -> None:
    """Tier and minutes follow the settings, whatever order the rows are in."""
    ways = _ways(book, at)
    modes = {tier.name: book.texts(f"mode.{tier.mode}") for tier in book.result.tiers}
    values = {
        "tier_number": (table["tier_index"] + 1).tolist(),
        "tier": table["tier"].tolist(),
        "minutes": table["minutes"].tolist(),
        "mode": [modes[tier] for tier in table["tier"]],
    }
    kinds: dict[str, Kind] = {"tier_number": "integer", "minutes": "integer"}
    for key, results in values.items():
        centred = book.format(align="center", bold=True, indent=0)
        style = centred if key == "tier" else book.format(kinds.get(key, "text"))
        if key == "minutes" and is_weighted(book):
            write_numbers(sheet, at[key], results, style)
        elif key in at:
            write_formulas(sheet, at[key], results, style, ways[key])


def _ways(book: Book, at: dict[str, int]) -> dict[str, Way]:
    """The formulas of a row, by its number in Excel."""
    number = xl_col_to_name(at["tier_number"])
    more = among_first(book, number, "tier_one_more")
    if not hand_rows(book):
        # The same, with less for Excel to look up in a long list.
        more = f"A{{0}}<=INDEX(tier_more_to,{number}{{0}})"
    return {
        "tier_number": tier_number(book),
        "tier": f"=INDEX(tier_names,{number}{{0}})".format,
        "minutes": f"=INDEX(tier_each,{number}{{0}})+({more})".format,
        "mode": f"=INDEX(tier_modes,{number}{{0}})".format,
    }


def _values(book: Book, sheet: Worksheet, table: pd.DataFrame, at: dict[str, int]) -> None:
    """The same without formulas, for lists that are longer than a sheet."""
    write_numbers(sheet, at["tier_number"], (table["tier_index"] + 1).tolist(), book.format("integer"))
    write_numbers(sheet, at["minutes"], table["minutes"].tolist(), book.format("integer"))
    write_texts(sheet, at["tier"], table["tier"].tolist(), book.format())


def _write_by_hand(book: Book, sheet: Worksheet, table: pd.DataFrame, column: int) -> None:
    """Which clients were moved or frozen by hand, and why."""
    by_hand = zip(table["placed"], table["reason"], strict=True)
    words = (placement_words(placed, reason, book.texts) for placed, reason in by_hand)
    write_texts(sheet, column, words, book.format())


def _colour(book: Book, sheet: Worksheet, rows: int, keys: list[str]) -> None:
    """Tier colours and bars of revenue that follow when the rows are sorted or filtered."""
    colour_tiers(book, sheet, (FIRST, HEAD + rows), (keys.index("tier"), keys.index("tier_number")))
    bars = {
        "type": "data_bar",
        "bar_color": PALETTES[book.result.plan.tier_colours][2].fill,
        "bar_solid": True,
        "min_type": "num",
        "min_value": 0,
    }
    revenue = keys.index("revenue")
    sheet.conditional_format(FIRST, revenue, HEAD + rows, revenue, bars)


def write_set_apart(book: Book) -> None:
    """The clients at or below zero, which are not ranked; no sheet where there is none."""
    table = book.clients.set_apart
    if table.empty:
        return
    keys: list[Column] = [("client", "text", 44), ("number", "text", 14), ("revenue", "cents", 17)]
    for start in range(0, len(table), MOST_ROWS):
        sheet = book.sheet("set_apart")
        opening_line(book, sheet, 0, ())
        headings = [Heading(book.texts(f"column.{key}"), kind, width) for key, kind, width in keys]
        book.head(sheet, HEAD, headings)
        sheet.freeze_panes(FIRST, 0)
        rows = table.iloc[start : start + MOST_ROWS]
        write_texts(sheet, 0, rows["client"].tolist(), book.format())
        write_texts(sheet, 1, rows["number"].tolist(), book.format())
        write_numbers(sheet, 2, map(units, rows["revenue"].tolist()), book.format("cents"))
