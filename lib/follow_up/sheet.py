"""The follow-up in the workbook: planned against done by tier and person, and who is late."""

from datetime import date

from xlsxwriter.worksheet import Worksheet

from lib.excel.book import DAY, Book, Heading, Kind
from lib.excel.cells import cell_text
from lib.excel.changes import Watched, opening_line
from lib.follow_up.progress import Progress, Sums, late_clients, progress, sums_of
from lib.follow_up.sentences import late_sentences, progress_sentences
from lib.people.assignment import NOBODY, Assignment, assign

_DEPENDS: tuple[Watched, ...] = ("tiers", "time", "services", "people")
_COLUMNS: tuple[tuple[str, Kind], ...] = (
    ("planned", "integer"),
    ("due", "integer"),
    ("done", "integer"),
    ("planned_minutes", "duration"),
    ("due_minutes", "duration"),
    ("done_minutes", "duration"),
    ("late", "integer"),
)
MOST_LATE = 5_000
"""Clients that are listed as late."""


def write_follow_up(book: Book) -> None:
    """Sums by tier and person, then the clients that are late; nothing until something came back."""
    if book.made_on is None or not book.result.plan.follow_up.contacts:
        return
    assignment = assign(book.result)
    of = progress(book.result, assignment, book.made_on)
    sheet, texts = book.sheet("follow_up", landscape=True), book.texts
    book.title(sheet, texts("page.follow_up"))
    opening_line(book, sheet, 1, _DEPENDS)
    said = [*progress_sentences(book.result, of, texts), *late_sentences(of, texts)]
    row = book.paragraphs(sheet, 2, said, (len(_COLUMNS) + 1, 140.0)) + 1
    tiers = [
        (tier.name, sums_of(of.clients[of.clients["tier"] == index]))
        for index, tier in enumerate(book.result.tiers)
    ]
    row = _block(book, sheet, row, texts("column.tier"), [*tiers, (texts("workbook.total"), of.total)])
    people = [(name or texts("people.nobody"), sums) for name, sums in of.people.items()]
    row = _block(book, sheet, row, texts("services.column.person"), people)
    _late(book, sheet, row, (of, assignment))


def _block(book: Book, sheet: Worksheet, head: int, first: str, rows: list[tuple[str, Sums]]) -> int:
    """A row a tier or person under headings; the row after a blank one."""
    headings = [Heading(first, "text", 34)]
    headings += [Heading(book.texts(f"follow_up.column.{name}"), kind, 15) for name, kind in _COLUMNS]
    book.head(sheet, head, headings)
    for row, (name, sums) in enumerate(rows, head + 1):
        tier = row - head - 1
        if first == book.texts("column.tier") and tier < len(book.result.tiers):
            book.tier_cell(sheet, (row, 0), tier)
        else:
            sheet.write_string(row, 0, cell_text(name), book.format())
        for column, (field, kind) in enumerate(_COLUMNS, 1):
            value = getattr(sums, field)
            sheet.write_number(row, column, value / DAY if kind == "duration" else value, book.format(kind))
    return head + len(rows) + 2


def _late(book: Book, sheet: Worksheet, head: int, of: tuple[Progress, Assignment]) -> None:
    (followed, assignment), texts = of, book.texts
    late = late_clients(followed).head(MOST_LATE)
    if late.empty:
        return
    titles: list[tuple[str, Kind]] = [
        ("column.client", "text"),
        ("column.tier", "text"),
        ("people.column.responsible", "text"),
        ("follow_up.column.due", "integer"),
        ("follow_up.column.done", "integer"),
        ("follow_up.column.last", "text"),
    ]
    book.head(sheet, head, [Heading(texts(key), kind, 15) for key, kind in titles], is_long=True)
    people = [*(person.name for person in assignment.team.people), texts("people.nobody")]
    for row, line in enumerate(late.to_dict("records"), head + 1):
        sheet.write_string(row, 0, cell_text(str(line["client"])), book.format())
        book.tier_cell(sheet, (row, 1), int(line["tier"]))
        person = int(line["person"])
        sheet.write_string(row, 2, cell_text(people[person if person != NOBODY else -1]), book.format())
        sheet.write_number(row, 3, int(line["due"]), book.format("integer"))
        sheet.write_number(row, 4, int(line["done"]), book.format("integer"))
        last = line["last"]
        said = texts.date(last) if isinstance(last, date) else texts("follow_up.never")
        sheet.write_string(row, 5, said, book.format())
