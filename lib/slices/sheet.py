"""All slices side by side, as the firm's own tiers see them; in the workbook of a slice there is none."""

from lib.clients.slices import columns, slices
from lib.excel.book import DAY, Book, Heading, Kind
from lib.excel.cells import units
from lib.excel.changes import opening_line
from lib.slices.sentences import value_name
from lib.slices.side_by_side import slice_rows

MOST_WRITTEN = 60
"""Slices of a column: the largest."""


def write_slices(book: Book) -> None:
    """A table a column; no sheet for a list that cannot be cut by any."""
    clients, texts, result = book.clients, book.texts, book.result
    known = [column for column in columns(clients) if column != "family"] if result.part is None else []
    if not known:
        return
    sheet = book.sheet("slices", landscape=True)
    book.title(sheet, texts("workbook.sheet.slices"))
    opening_line(book, sheet, 1, ("tiers", "time"))
    row = 3
    for column in known:
        sizes = slices(clients, column)[:MOST_WRITTEN]
        titles: list[tuple[str, Kind, float]] = [
            (texts(f"slices.column.{column}"), "text", 32),
            (texts("column.clients"), "integer", 10),
            (texts("column.revenue"), "money", 16),
            (texts("column.revenue_share"), "percent", 12),
            *((texts("slices.in_tier", tier=tier.name), "integer", 9.0) for tier in result.tiers),
            (texts("column.hours"), "duration", 12),
            (texts("slices.tail_clients"), "integer", 14),
            (texts("slices.tail_minutes"), "percent", 14),
        ]
        book.head(sheet, row, [Heading(*title) for title in titles])
        for at, line in enumerate(slice_rows(clients, result.plan, column, True, sizes), row + 1):
            values: tuple[float | str, ...] = (
                *(value_name(line.value, texts), line.clients, units(line.revenue)),
                *(line.revenue_share, *line.tiers, line.minutes / DAY, line.tail_clients, line.tail_minutes),
            )
            for position, value in enumerate(values):
                book.put(sheet, (at, position), value, book.format(titles[position][1]))
        last = row + len(sizes)
        bars = {
            "type": "data_bar",
            "bar_color": result.tiers[min(2, len(result.tiers) - 1)].fill,
            "bar_solid": True,
        }
        sheet.conditional_format(row + 1, 3, last, 3, bars | {"min_type": "num", "min_value": 0})
        row = last + 2
    book.lines(sheet, row, [("slices.all.static", {})], book.quiet())
