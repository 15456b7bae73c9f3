"""The groups and their members, as rows that open and close."""

from lib.clients.groups import grouping, members, ranks_of_groups
from lib.excel.book import DAY, Book, Heading, Kind
from lib.excel.cells import units
from lib.excel.changes import opening_line
from lib.excel.columns import FIRST, HEAD
from lib.groups.sentences import first_client_sentence, odd_sentences
from lib.plan.compute import client_plan
from lib.texts.wording import without_emphasis

_COLUMNS: tuple[tuple[str, Kind, float], ...] = (
    ("rank", "integer", 8),
    ("client", "text", 44),
    ("number", "text", 16),
    ("revenue", "cents", 18),
    ("revenue_share", "percent", 12),
    ("tier", "text", 9),
    ("minutes", "duration", 12),
)


def write_groups(book: Book) -> None:
    """Each group with its members below it; no sheet where groups are not counted as one client."""
    clients, texts = book.clients, book.texts
    table = client_plan(book.result)
    inside = {rank: members(clients, rank) for rank in ranks_of_groups(clients)}
    if not inside:
        return
    sheet = book.sheet("groups", landscape=True)
    said = first_client_sentence(clients, texts)
    line = without_emphasis(said[0], texts) if said else texts("groups.counted")
    opening_line(book, sheet, 0, ("tiers", "time"), line)
    titles = {"client": "groups.column"}
    headings = [
        Heading(texts(titles.get(name, f"column.{name}")), kind, width) for name, kind, width in _COLUMNS
    ]
    book.head(sheet, HEAD, headings)
    sheet.freeze_panes(FIRST, 2)
    sheet.outline_settings(True, False, True, False)
    bold, row = {"bold": True}, FIRST
    for rank, below in inside.items():
        whole = table.iloc[rank - 1]
        values = (
            *(rank, whole["client"], whole["number"], units(int(whole["revenue"]))),
            *(whole["revenue_share"], whole["tier"], int(whole["minutes"]) / DAY),
        )
        for column, value in enumerate(values):
            book.put(sheet, (row, column), value, book.format(_COLUMNS[column][1], **bold))
        rows = zip(below["client"], below["number"], below["revenue"], strict=True)
        for at, (client, number, revenue) in enumerate(rows, row + 1):
            book.put(sheet, (at, 1), client, book.format(indent=3))
            book.put(sheet, (at, 2), number, book.format())
            book.put(sheet, (at, 3), units(int(revenue)), book.format("cents"))
            book.put(sheet, (at, 4), int(revenue) / clients.total, book.format("percent"))
            sheet.set_row(at, None, None, {"level": 1})
        row += len(below) + 1
    notes = odd_sentences(grouping(clients.as_read, book.result.plan.groups.by_hand), texts)
    book.lines(sheet, row + 1, notes, book.quiet())
