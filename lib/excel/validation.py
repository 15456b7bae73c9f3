"""What may be typed into an entry, and what the cell says when it is chosen."""

from xlsxwriter.worksheet import Worksheet

from lib.excel.book import Book

Cells = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""
Bound = float | str
"""A number, or a formula that gives one."""


def allow_numbers(book: Book, sheet: Worksheet, cells: Cells, bounds: tuple[Bound, Bound], kind: str) -> None:
    """Only numbers between bounds; `kind` names the sentence `workbook.entry.<kind>`."""
    texts = book.texts
    rule = {
        "validate": "decimal",
        "criteria": "between",
        "minimum": bounds[0],
        "maximum": bounds[1],
        "input_title": texts("workbook.entry"),
        "input_message": texts(f"workbook.entry.{kind}"),
        "error_title": texts("workbook.refused"),
        "error_message": texts("workbook.refused.number"),
    }
    sheet.data_validation(*cells, rule)


def allow_choice(book: Book, sheet: Worksheet, cells: Cells, source: str | list[str], kind: str) -> None:
    """Only one of a list, or of the cells that a formula names."""
    texts = book.texts
    rule = {
        "validate": "list",
        "source": source,
        "input_title": texts("workbook.entry"),
        "input_message": texts(f"workbook.entry.{kind}"),
        "error_title": texts("workbook.refused"),
        "error_message": texts(f"workbook.entry.{kind}"),
    }
    sheet.data_validation(*cells, rule)


def explain(book: Book, sheet: Worksheet, cells: Cells, kind: str) -> None:
    """Anything may be typed; the cell says what it is for."""
    texts = book.texts
    rule = {
        "validate": "any",
        "input_title": texts("workbook.entry"),
        "input_message": texts(f"workbook.entry.{kind}"),
    }
    sheet.data_validation(*cells, rule)
