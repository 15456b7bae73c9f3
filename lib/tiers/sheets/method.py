"""The method in words: what every figure of the workbook means and how it is reckoned."""

import math

from lib.excel.book import QUIET, Book
from lib.excel.names import hand_rows
from lib.plan.plan import USUAL_PROFIT

_WIDTHS = (26, 92)
_LINE, _SPARE = 16, 8
"""The height of a line, and the air below a definition, in points."""


def write_method(book: Book) -> None:
    """A term and its definition a row, those of this plan only."""
    texts = book.texts
    sheet = book.sheet("method")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    book.title(sheet, texts("workbook.method.title"))
    said = texts("workbook.about")
    book.paragraph(sheet, 1, said, (len(_WIDTHS), float(sum(_WIDTHS))), font_color=QUIET)
    term, definition = (
        book.format(bold=True, valign="top", indent=0, text_wrap=True),
        book.format(text_wrap=True, valign="top"),
    )
    for row, (title, words) in enumerate(_terms(book), 3):
        sheet.write_string(row, 0, title, term)
        sheet.write_string(row, 1, words, definition)
        lines = max(len(title) / (_WIDTHS[0] - 4), len(words) / (_WIDTHS[1] + 4))
        sheet.set_row(row, math.ceil(lines) * _LINE + _SPARE)
    sheet.repeat_rows(0)


def _terms(book: Book) -> list[tuple[str, str]]:
    """The terms that this plan uses, with their definitions."""
    plan, texts = book.result.plan, book.texts
    before = ["idea", "ranking", "shares", "tiers"]
    after = ["ties"] if plan.keep_ties else []
    after += ["by_hand"] if hand_rows(book) else []
    after += ["resources", "minutes", "baseline", "intensity", "tail", "homogeneity"]
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
