"""Every client with its place, its tier and what it gets."""

import numpy as np
import pandas as pd
from xlsxwriter.worksheet import Worksheet

from lib.compute import client_plan
from lib.palette import PALETTES
from lib.sentences import placement_words
from lib.workbook.book import MOST_ROWS, Book, Heading, Kind, cell_text, units

COLUMNS: tuple[tuple[str, Kind, float], ...] = (
    ("rank", "integer", 8),
    ("client", "text", 44),
    ("number", "text", 14),
    ("revenue", "cents", 17),
    ("revenue_share", "percent", 10),
    ("cumulative_share", "percent", 11),
    ("tier", "text", 9),
    ("minutes", "integer", 12),
    ("mode", "text", 30),
)
_BY_HAND: tuple[str, Kind, float] = ("by_hand", "text", 40)
"""The last column, only where clients were placed by hand."""
_TIER, _REVENUE = 6, 3


def write_clients(book: Book) -> None:
    """The clients, on as many sheets as Excel's rows make necessary."""
    table = client_plan(book.clients, book.result)
    for part, start in enumerate(range(0, len(table), MOST_ROWS), 1):
        _write_part(book, table.iloc[start : start + MOST_ROWS], part)


def _write_part(book: Book, table: pd.DataFrame, part: int) -> None:
    sheet = book.sheet("clients" if part == 1 else "clients_2")
    columns = (*COLUMNS, _BY_HAND) if book.result.exceptions.placed else COLUMNS
    headings = [Heading(_title(book, key), kind, width) for key, kind, width in columns]
    book.head(sheet, 0, headings)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    _write_rows(book, sheet, table)
    _write_by_hand(book, sheet, table)
    sheet.autofilter(0, 0, len(table), len(columns) - 1)
    _colour(book, sheet, len(table))


def _title(book: Book, key: str) -> str:
    return book.texts("workbook.minutes" if key == "minutes" else f"column.{key}")


def _write_rows(book: Book, sheet: Worksheet, table: pd.DataFrame) -> None:
    formats = [book.format(kind) for _, kind, _ in COLUMNS]
    centred = book.format(align="center", bold=True, indent=0)
    modes = {mode: book.texts(f"mode.{mode}") for mode in table["mode"].unique()}
    # One plain loop over plain lists: a hundred thousand rows are written as fast as XlsxWriter goes.
    columns = [table[key].tolist() for key, _, _ in COLUMNS]
    for row, values in enumerate(zip(*columns, strict=True), 1):
        rank, client, number, revenue, share, cumulative, tier, minutes, mode = values
        sheet.write_number(row, 0, rank, formats[0])
        sheet.write_string(row, 1, cell_text(client), formats[1])
        sheet.write_string(row, 2, cell_text(number), formats[2])
        sheet.write_number(row, 3, units(revenue), formats[3])
        sheet.write_number(row, 4, share, formats[4])
        sheet.write_number(row, 5, cumulative, formats[5])
        sheet.write_string(row, 6, tier, centred)
        sheet.write_number(row, 7, minutes, formats[7])
        sheet.write_string(row, 8, modes[mode], formats[8])


def _write_by_hand(book: Book, sheet: Worksheet, table: pd.DataFrame) -> None:
    """Which clients were moved or frozen by hand, and why."""
    for row in np.flatnonzero(table["placed"] != ""):
        words = placement_words(table["placed"].iloc[row], table["reason"].iloc[row], book.texts)
        sheet.write_string(int(row) + 1, len(COLUMNS), cell_text(words), book.format())


def _colour(book: Book, sheet: Worksheet, rows: int) -> None:
    """Tier colours and bars of revenue that follow when the rows are sorted or filtered."""
    for tier in book.result.tiers:
        colours = {"bg_color": tier.fill, "font_color": tier.ink}
        name = tier.name.replace('"', '""')
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{name}"',
            "format": book.workbook.add_format(colours),
        }
        sheet.conditional_format(1, _TIER, rows, _TIER, rule)
    bars = {
        "type": "data_bar",
        "bar_color": PALETTES[book.result.plan.tier_colours][2].fill,
        "bar_solid": True,
        "min_type": "num",
        "min_value": 0,
    }
    sheet.conditional_format(1, _REVENUE, rows, _REVENUE, bars)


def write_set_apart(book: Book) -> None:
    """The clients at or below zero, which are not ranked; no sheet where there is none."""
    table = book.clients.set_apart
    if table.empty:
        return
    sheet = book.sheet("set_apart")
    keys: list[tuple[str, Kind, float]] = [
        ("client", "text", 44),
        ("number", "text", 14),
        ("revenue", "cents", 17),
    ]
    book.head(sheet, 0, [Heading(book.texts(f"column.{key}"), kind, width) for key, kind, width in keys])
    sheet.freeze_panes(1, 0)
    rows = zip(table["client"], table["number"], table["revenue"], strict=True)
    for row, (client, number, revenue) in enumerate(rows, 1):
        sheet.write_string(row, 0, cell_text(client), book.format())
        sheet.write_string(row, 1, cell_text(number), book.format())
        sheet.write_number(row, 2, units(revenue), book.format("cents"))
