"""The method in words, below the settings: what every figure of the workbook means and how it is reckoned."""

import math

from xlsxwriter.worksheet import Worksheet

from lib.excel.book import QUIET, Book
from lib.excel.names import hand_rows
from lib.plan.plan import USUAL_PROFIT

_LINE, _SPARE = 16, 8
"""The height of a line, and the air below a definition, in points."""


def write_method(book: Book, sheet: Worksheet, row: int, widths: tuple[int, ...]) -> None:
    """A term and its definition a row, those of this plan only; `widths` are those of the sheet's columns, of
    which the first holds the terms."""
    texts, last = book.texts, len(widths) - 1
    sheet.set_row(row, 30)
    title = book.format(bold=True, font_size=16, indent=0)
    sheet.write_string(row, 0, texts("workbook.method.title"), title)
    book.paragraph(sheet, row + 1, texts("workbook.about"), (last + 1, float(sum(widths))), font_color=QUIET)
    term, definition = (
        book.format(bold=True, valign="top", indent=0, text_wrap=True),
        book.format(text_wrap=True, valign="top"),
    )
    for at, (name, words) in enumerate(_terms(book), row + 2):
        sheet.write_string(at, 0, name, term)
        sheet.merge_range(at, 1, at, last, "", definition)
        sheet.write_string(at, 1, words, definition)
        lines = max(len(name) / (widths[0] - 4), len(words) / (sum(widths[1:]) + 4))
        sheet.set_row(at, math.ceil(lines) * _LINE + _SPARE)


def _terms(book: Book) -> list[tuple[str, str]]:
    """The terms that this plan uses, with their definitions."""
    plan, texts = book.result.plan, book.texts
    before = ["idea", "ranking", "shares", "tiers"]
    after = ["ties"] if plan.keep_ties else []
    after += ["by_hand"] if hand_rows(book) else []
    after += ["choices"] if book.live else []
    after += ["resources", "minutes", "times", "baseline", "intensity", "tail", "homogeneity"]
    after += ["services"] if plan.services.services else []
    after += ["people"] if plan.team.people else []
    after += ["profit", "break_even"] if plan.profit != USUAL_PROFIT else []
    after += ["entries" if book.live else "not_live", "back"]
    method = texts(f"method.{plan.method}"), texts(f"method.{plan.method}.help")
    if plan.thresholds:
        method = _term(book, "cut_by_hand")
    return [*(_term(book, key) for key in before), method, *(_term(book, key) for key in after)]


def _term(book: Book, key: str) -> tuple[str, str]:
    return book.texts(f"workbook.method.{key}"), book.texts(f"workbook.method.{key}.is")
