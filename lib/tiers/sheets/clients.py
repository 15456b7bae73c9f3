"""Every client with its place, its tier and what it gets."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib.clients.today import resources_today
from lib.excel.book import DAY, LOSS, Book, Heading, Kind
from lib.excel.cells import MOST_ROWS, text_width, units
from lib.excel.changes import Watched, opening_line
from lib.excel.client_columns import ClientColumn, Letters
from lib.excel.columns import FIRST, HEAD, write_formulas, write_numbers, write_texts
from lib.excel.names import hand_rows, has_numbers, name_columns
from lib.excel.row_formulas import Way, among_first, colour_tiers, tier_number
from lib.excel.validation import allow_choice
from lib.look.palette import PALETTES
from lib.plan.compute import client_plan
from lib.plan.roles import STAFF_ROLES
from lib.tiers.sentences import placement_words
from lib.tiers.sheets.threshold_formulas import shared_places

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
    "today": "client_today",
}
"""What the columns are called in formulas."""


def write_clients(book: Book, further: Sequence[ClientColumn] = ()) -> None:
    """The clients, on as many sheets as Excel's rows make necessary; `further` columns come last of those
    that are seen."""
    table = client_plan(book.result)
    table["place"] = shared_places(book.clients)
    table["minutes"] = table["minutes"] / DAY
    if book.responsible:
        table["responsible"] = table["planned"] = book.responsible
    if any(book.before):
        table["before"] = book.before
    today = resources_today(book.clients)
    if today is not None and _has_today(book):
        table["today"] = np.diff(today)
    for column in further:
        table[column.key] = column.values
    for part, start in enumerate(range(0, len(table), MOST_ROWS), 1):
        _write_part(book, table.iloc[start : start + MOST_ROWS], part, further)


def _has_today(book: Book) -> bool:
    """Whether the time of today follows the tiers."""
    return book.live and resources_today(book.clients) is not None


def client_columns(book: Book, further: Sequence[ClientColumn] = ()) -> list[Column]:
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
        ("minutes", "duration", 12),
    ]
    if book.clients.count <= MOST_WITH_MODE and not book.responsible:
        columns.append(("mode", "text", 30))
    if any(book.before):
        columns.append(("before", "text", 24))
    if book.responsible:
        columns.append(("responsible", "text", 24))
    if book.result.exceptions.placed:
        columns.append(("by_hand", "text", 40))
    columns += [(column.key, column.kind, column.width) for column in further]
    return columns + _hidden(book)


def _hidden(book: Book) -> list[Column]:
    """The last columns, which only formulas read."""
    columns: list[Column] = [("planned", "text", 9)] if book.responsible else []
    if _has_today(book):
        columns.append(("today", "integer", 9))
    return [*columns, ("place", "integer", 9), ("tier_number", "integer", 9)]


def is_weighted(book: Book) -> bool:
    """Whether minutes go by potential as well, which no formula here works out."""
    return book.result.plan.potential.is_weighted


def column_title(book: Book, key: str) -> str:
    """The heading of a column of the sheet."""
    own = {
        "place": "workbook.place",
        "tier_number": "workbook.tier_number",
        "responsible": "people.column.responsible",
        "before": "people.column.before",
        "planned": "workbook.planned",
        "today": "workbook.today",
    }
    return book.texts(own.get(key, f"column.{key}"))


def _write_part(book: Book, table: pd.DataFrame, part: int, further: Sequence[ClientColumn]) -> None:
    sheet = book.sheet("clients" if part == 1 else "clients_2", landscape=True)
    columns = client_columns(book, further)
    keys = [key for key, _, _ in columns]
    titles = {column.key: column.title for column in further}
    headings = [
        Heading(titles.get(key) or column_title(book, key), kind, width) for key, kind, width in columns
    ]
    opening_line(book, sheet, 0, _DEPENDS if book.responsible or is_weighted(book) else ())
    book.head(sheet, HEAD, headings)
    shown = len(columns) - len(_hidden(book))
    sheet.set_column(shown, len(columns) - 1, 9, None, {"hidden": True})
    sheet.freeze_panes(FIRST, 2)
    _write_rows(book, sheet, table, columns, further)
    _make_table(book, sheet, len(table), headings)
    if part == 1:
        names = _NAMES | {column.key: column.name for column in further if column.name}
        named = {name: keys.index(key) for key, name in names.items() if key in keys}
        name_columns(book, sheet, named, (FIRST, HEAD + len(table)))
    _colour(book, sheet, len(table), keys)
    for column in further:
        if column.marks_losses:
            _mark_losses(book, sheet, len(table), keys.index(column.key))
    sheet.print_area(0, 0, HEAD + len(table), shown - 1)
    if book.responsible:
        cells = (FIRST, keys.index("responsible"), HEAD + len(table), keys.index("responsible"))
        allow_choice(book, sheet, cells, "=person_names", "responsible")


def _mark_losses(book: Book, sheet: Worksheet, rows: int, column: int) -> None:
    loss = book.workbook.add_format({"font_color": LOSS})
    rule = {"type": "cell", "criteria": "<", "value": 0, "format": loss}
    sheet.conditional_format(FIRST, column, HEAD + rows, column, rule)


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


def _write_rows(
    book: Book, sheet: Worksheet, table: pd.DataFrame, columns: list[Column], further: Sequence[ClientColumn]
) -> None:
    """Column by column: formulas where the settings decide, or else what is known."""
    letters = {key: xl_col_to_name(column) for column, (key, _, _) in enumerate(columns)}
    ways = _ways(book, letters) if book.live else {}
    if is_weighted(book):
        ways.pop("minutes", None)
    if book.live:
        ways |= {column.key: column.formula(letters) for column in further if column.formula}
    centred = book.format(align="center", bold=True, indent=0)
    styles = {"tier": centred, "responsible": book.entry_format("text")}
    for column, (key, kind, _) in enumerate(columns):
        style = styles.get(key, book.format(kind))
        values = _values(book, table, key)
        if key in ways:
            write_formulas(sheet, column, values, style, ways[key])
        elif kind == "text":
            write_texts(sheet, column, values, style)
        else:
            write_numbers(sheet, column, values, style)


def _values(book: Book, table: pd.DataFrame, key: str) -> Iterable[Any]:
    """What a column holds."""
    if key == "revenue":
        return map(units, table[key].tolist())
    if key == "tier_number":
        return [index + 1 for index in table["tier_index"].tolist()]
    if key == "mode":
        words = {role: book.texts(f"mode.{role}") for role in STAFF_ROLES}
        return [words[role] for role in table["mode"].tolist()]
    if key == "by_hand":
        placed = zip(table["placed"], table["reason"], strict=True)
        return (placement_words(how, reason, book.texts) for how, reason in placed)
    return table[key].tolist()


def _ways(book: Book, letters: Letters) -> dict[str, Way]:
    """The formulas of a row, by its number in Excel."""
    number = letters["tier_number"]
    more = among_first(book, number, "tier_one_more")
    if not hand_rows(book):
        # The same, with less for Excel to look up in a long list.
        more = f"A{{0}}<=INDEX(tier_more_to,{number}{{0}})"
    return {
        "tier_number": tier_number(book),
        "tier": f"=INDEX(tier_names,{number}{{0}})".format,
        "minutes": f"=(INDEX(tier_each,{number}{{0}})+({more}))/{DAY}".format,
        "mode": f"=INDEX(tier_modes,{number}{{0}})".format,
    }


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
