"""What became of every row of the file."""

from xlsxwriter.worksheet import Worksheet

from lib.clients.model import RowGroup
from lib.excel.book import Book, Heading, Kind
from lib.excel.cells import MOST_ROWS, cell_text, units
from lib.excel.columns import HEAD, write_numbers, write_texts
from lib.reading.sentences import (
    asked_lines,
    assumed_sentence,
    example_words,
    repair_words,
    repaired_sentence,
)


def write_report(book: Book) -> None:
    """Source, columns recognised, the reconciliation, and the rows that were not used."""
    texts, report = book.texts, book.clients.report
    sheet = book.sheet("report")
    book.title(sheet, texts("workbook.sheet.report"))
    facts: list[tuple[str, str | float, Kind]] = [
        ("source", report.source, "text"),
        ("sheet", report.sheet, "text"),
        ("shape", texts(f"reading.shape.{report.shape}"), "text"),
        ("rows_read", report.rows_read, "integer"),
        ("rows_used", report.rows_used, "integer"),
        ("rows_aside", report.rows_read - report.rows_used, "integer"),
        ("total_file", units(report.total_file), "cents"),
        ("total_used", units(report.total_used), "cents"),
        ("total_aside", units(report.total_file - report.total_used), "cents"),
        ("clients_ranked", book.clients.count, "integer"),
        ("clients_apart", len(book.clients.set_apart), "integer"),
    ]
    for row, (key, value, kind) in enumerate(facts, 2):
        sheet.write_string(row, 0, texts(f"workbook.report.{key}"), book.quiet())
        if isinstance(value, str):
            sheet.write_string(row, 1, cell_text(value), book.format())
        else:
            sheet.write_number(row, 1, value, book.format(kind))
    row = _write_columns(book, sheet, len(facts) + 3)
    row = _write_groups(book, sheet, row + 1, "clients.set_aside", report.set_aside)
    row = _write_groups(book, sheet, row + 1, "clients.not_counted", report.not_counted)
    row = _write_lines(book, sheet, row + 1, "workbook.report.assumed", _assumed(book))
    row = _write_lines(book, sheet, row + 1, "workbook.report.merged", _merged(book))
    _write_set_apart(book, sheet, row + 1)


def _write_set_apart(book: Book, sheet: Worksheet, row: int) -> None:
    """The clients at or below zero, which are not ranked; the last table, since it may be long."""
    table = book.clients.set_apart
    if table.empty:
        return
    keys: list[tuple[str, Kind, float]] = [("client", "text", 34), ("revenue", "cents", 17)]
    if (table["number"] != "").any():
        keys.insert(1, ("number", "text", 14))
    sheet.set_h_pagebreaks([row])
    title = book.format(bold=True, font_size=13, indent=0)
    sheet.write_string(row, 0, book.texts("workbook.sheet.set_apart"), title)
    head, start = row + 1, 0
    while True:
        rows = table.iloc[start : start + MOST_ROWS - head]
        headings = [Heading(book.texts(f"column.{key}"), kind, width) for key, kind, width in keys]
        book.head(sheet, head, headings, is_long=True)
        for column, (key, kind, _) in enumerate(keys):
            if kind == "text":
                write_texts(sheet, column, rows[key].tolist(), book.format(), head + 1)
            else:
                write_numbers(sheet, column, map(units, rows[key].tolist()), book.format(kind), head + 1)
        start += len(rows)
        if start >= len(table):
            return
        sheet, head = book.sheet("set_apart"), HEAD


def _assumed(book: Book) -> list[str]:
    """What the file's own totals prove, and what was assumed or noticed."""
    texts, report, currency = book.texts, book.clients.report, book.clients.currency
    checks = [
        texts(
            "reading.total.agrees" if check.agrees else "reading.total.disagrees",
            row=texts.integer(check.row),
            stated=texts.money(check.stated, currency, cents=True),
            ours=texts.money(check.ours, currency, cents=True),
        )
        for check in report.totals
    ]
    remarks = [texts(f"reading.remark.{remark.code}", **remark.details) for remark in report.remarks]
    decided = [assumed_sentence(assumed, currency, texts) for assumed in report.assumed]
    return [*checks, *decided, *asked_lines(report, texts), *remarks, *_repairs(book)]


def _repairs(book: Book) -> list[str]:
    """What was typed anew, cell by cell."""
    report = book.clients.report
    if not report.repairs:
        return []
    said = repaired_sentence(report, book.clients.currency, book.texts)
    return [said, *(repair_words(repair, book.texts) for repair in report.repairs)]


def _merged(book: Book) -> list[str]:
    return [
        f"{group.client} = {' · '.join(group.names)} ({book.texts(f'reading.merged.{group.reason}')})"
        for group in book.clients.report.merged
    ]


def _write_lines(book: Book, sheet: Worksheet, row: int, key: str, lines: list[str]) -> int:
    """A heading and a sentence a row; nothing where there is nothing to say."""
    if not lines:
        return row
    sheet.write_string(row, 0, book.texts(key), book.format(bold=True))
    for line in lines:
        row += 1
        sheet.write_string(row, 0, cell_text(line), book.format())
    return row + 1


def _write_columns(book: Book, sheet: Worksheet, row: int) -> int:
    """Which column was read as what, how sure that was, and why."""
    texts = book.texts
    titles = [texts(f"workbook.report.{key}") for key in ("role", "column", "confidence", "why")]
    kinds: tuple[Kind, ...] = ("text", "text", "percent", "text")
    book.head(
        sheet, row, [Heading(*heading) for heading in zip(titles, kinds, (34, 26, 16, 60), strict=True)]
    )
    for role, column in book.clients.report.columns.items():
        row += 1
        sheet.write_string(row, 0, texts(f"reading.role.{role}"), book.format())
        sheet.write_string(row, 1, cell_text(column.heading), book.format())
        sheet.write_number(row, 2, column.confidence, book.format("percent"))
        sheet.write_string(row, 3, texts(f"reading.column.{column.reason}"), book.format())
    return row + 1


def _write_groups(book: Book, sheet: Worksheet, row: int, key: str, groups: tuple[RowGroup, ...]) -> int:
    """Rows by reason, with where the first of them are."""
    if not groups:
        return row
    texts = book.texts
    sheet.write_string(row, 0, texts(key), book.format(bold=True))
    for group in groups:
        row += 1
        sheet.write_string(row, 0, texts(f"reading.reason.{group.reason}"), book.format())
        sheet.write_number(row, 1, group.rows, book.format("integer"))
        sheet.write_number(row, 2, units(group.amount), book.format("cents"))
        where = " · ".join(example_words(example, texts) for example in group.examples)
        sheet.write_string(row, 3, cell_text(where), book.quiet())
    return row + 1
