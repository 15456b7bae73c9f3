"""What each tier buys, and whom to call with what."""

from xlsxwriter.worksheet import Worksheet

from lib.excel.book import Book, Heading
from lib.excel.cells import units
from lib.excel.changes import opening_line
from lib.mix.mix import ArticleMix, article_mix, clients_to_call
from lib.mix.sentences import call_sentences, lacked, mix_sentences

MOST_ITEMS, MOST_CALLED = 40, 500
"""Rows of each list: a list to act on, not the range again."""
_WIDTH = (6, 110.0)
"""Columns that a sentence reaches over, and their characters."""


def write_mix(book: Book) -> None:
    """Items by tiers, then the clients to call; no sheet for a list without articles."""
    mix = article_mix(book.result)
    if mix is None or not mix.items:
        return
    texts = book.texts
    sheet = book.sheet("mix", landscape=True)
    book.title(sheet, texts("workbook.sheet.mix"))
    opening_line(book, sheet, 1, ("tiers",))
    row = book.paragraphs(sheet, 2, mix_sentences(book.result, mix, texts), _WIDTH)
    row = _write_shares(book, sheet, row + 1, mix)
    if not clients_to_call(book.result).empty:
        row = book.paragraphs(sheet, row + 1, call_sentences(book.result, texts), _WIDTH)
        _write_calls(book, sheet, row)


def _write_shares(book: Book, sheet: Worksheet, row: int, mix: ArticleMix) -> int:
    """Items down, tiers across: the share of the clients that buy; the row after them."""
    texts, tiers = book.texts, book.result.tiers
    item = Heading(texts(f"mix.kind.{mix.kind}"), "text", 36)
    book.head(sheet, row, [item, *(Heading(tier.name, "percent", 13) for tier in tiers)])
    last = row + min(len(mix.items), MOST_ITEMS)
    for at, name in enumerate(mix.items[:MOST_ITEMS]):
        book.put(sheet, (row + 1 + at, 0), name, book.format())
        for tier in range(len(tiers)):
            share = float(mix.shares[tier, at])
            book.put(sheet, (row + 1 + at, tier + 1), share, book.format("percent"))
    scale = {"type": "2_color_scale", "min_color": "#ffffff", "max_color": "#7fb3c4"}
    ends = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
    sheet.conditional_format(row + 1, 1, last, len(tiers), scale | ends)
    return last + 1


def _write_calls(book: Book, sheet: Worksheet, row: int) -> None:
    texts = book.texts
    book.head(
        sheet,
        row,
        [
            Heading(texts("column.client"), "text", 36),
            Heading(texts("column.tier"), "text", 13),
            Heading(texts("column.revenue"), "money", 13),
            Heading(texts("column.worth"), "money", 13),
            # As narrow as the tiers above it: its words have the room to their right.
            Heading(texts("column.lacks"), "text", 13),
        ],
    )
    sheet.repeat_rows(row)
    for at, line in enumerate(clients_to_call(book.result).head(MOST_CALLED).to_dict("records"), row + 1):
        book.put(sheet, (at, 0), str(line["client"]), book.format())
        book.put(sheet, (at, 1), str(line["tier"]), book.format())
        book.put(sheet, (at, 2), units(int(line["revenue"])), book.format("money"))
        book.put(sheet, (at, 3), units(int(line["worth"])), book.format("money"))
        book.put(sheet, (at, 4), lacked(line["lacks"], texts), book.format())
