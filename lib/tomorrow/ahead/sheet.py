"""Whom to watch: those who are fading and tomorrow's clients, to tick off in the next meeting."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import Book, Heading, Kind
from lib.excel.cells import units
from lib.mix.tables import lacked_by_client
from lib.texts.wording import Sentences
from lib.tomorrow.ahead.candidates import candidates, fading
from lib.tomorrow.ahead.erosion import erosion
from lib.tomorrow.ahead.sentences import (
    candidate_sentences,
    erosion_sentences,
    fading_sentences,
    loss_sentences,
    reason,
)
from lib.tomorrow.forecast.forecast import check, fit, total, why_not
from lib.tomorrow.forecast.sentences import (
    check_sentences,
    doubt_sentences,
    quiet_sentences,
    total_sentences,
)
from lib.tomorrow.movement.movements import movement
from lib.tomorrow.movement.sentences import period_name
from lib.tomorrow.periods import Pair

MOST_WATCHED = 30
"""Rows of each list: a page to act on. The list of all clients names the others too."""
MOST_ON_A_PAGE = 24
"""Rows of both lists that fit on one page with what is said about them."""
_WIDTH = (8, 149.0)
"""Columns that a sentence reaches over, and their characters."""

Line = Mapping[Hashable, Any]
"""One row of a table of `lib.tomorrow.ahead.candidates`."""
Row = Sequence[tuple[Kind, float | str | None]]


def write_watch_lists(book: Book, sheet: Worksheet, row: int, pair: Pair) -> int:
    """Fading clients with the reason, then candidates with their score, each on a page of its own; the row
    after them."""
    day, texts = book.made_on or date.max, book.texts
    rising, falling = candidates(book.result, pair, day), fading(book.result, pair, day)
    said = [*_erosion(book, pair), *_purchases(book, day)]
    sheet.set_h_pagebreaks([*sheet.hbreaks, row])
    row = book.paragraphs(sheet, row, said, _WIDTH)
    row = book.paragraphs(sheet, row + bool(said), fading_sentences(book.clients, falling, texts), _WIDTH)
    row = _list(book, sheet, row, _fading_headings(book, pair), falling, _fading_row(book, pair))
    row += 1
    if len(falling) + len(rising) > MOST_ON_A_PAGE:
        sheet.set_h_pagebreaks([*sheet.hbreaks, row])
    row = book.paragraphs(sheet, row, candidate_sentences(rising, book.result, pair, texts), _WIDTH)
    return _list(book, sheet, row, _rising_headings(book, pair), rising, _rising_row(book)) + 1


def watched_words(book: Book, pair: Pair) -> dict[int, str]:
    """By the client's place in the list: why it is fading, or its score as a candidate."""
    day, texts = book.made_on or date.max, book.texts
    falling = fading(book.result, pair, day)
    rising = candidates(book.result, pair, day)
    said = {
        int(line["place"]): texts("workbook.candidate", score=texts.integer(round(float(line["score"]))))
        for line in rising.to_dict("records")
    }
    return said | {int(line["place"]): reason(line, pair, texts) for line in falling.to_dict("records")}


def _erosion(book: Book, pair: Pair) -> Sentences:
    """How the first tier wears away, and what makes up for it."""
    worn = erosion(movement(book.result, pair))
    if worn is None:
        return []
    return [
        *erosion_sentences(worn, book.result, pair, book.texts),
        *loss_sentences(worn, worn.yearly, book.result, book.texts),
    ]


def _purchases(book: Book, day: date) -> Sentences:
    """What the clients of today should bring, where the model has stood its test on the firm's own past; or
    else that it has not."""
    clients = book.clients
    model = None if why_not(clients, day) else fit(clients, day)
    if model is None:
        return []
    proof = check(clients, day)
    verdict = check_sentences(proof, model, book.texts)
    if proof is None or not proof.holds:
        return verdict
    return [
        *verdict,
        *total_sentences(clients, model, total(clients, day), model.end, book.texts),
        *doubt_sentences(model),
        *quiet_sentences(book.result, model, day, book.texts),
    ]


def _list(
    book: Book,
    sheet: Worksheet,
    row: int,
    headings: list[Heading],
    table: pd.DataFrame,
    cells: Callable[[Line], Row],
) -> int:
    """The headings and the first rows of a table, without columns that hold nothing; the row after it."""
    if table.empty:
        return row
    lines = [cells(line) for line in table.head(MOST_WATCHED).to_dict("records")]
    used = [column for column in range(len(headings)) if any(line[column][1] is not None for line in lines)]
    book.head(sheet, row, [headings[column] for column in used])
    for line in lines:
        row += 1
        for column, (kind, value) in enumerate(line[at] for at in used):
            book.put(sheet, (row, column), value, book.format(kind))
    if len(table) > MOST_WATCHED:
        row += 1
        more = book.texts("workbook.more_watched", count=book.texts.integer(len(table) - MOST_WATCHED))
        sheet.write_string(row, 0, more, book.quiet())
    return row + 1


def _rising_headings(book: Book, pair: Pair) -> list[Heading]:
    texts = book.texts
    return [
        Heading(texts("ahead.column.client"), "text", 40),
        Heading(texts("ahead.column.tier"), "text", 10),
        Heading(period_name(pair.then, texts), "cents", 15),
        Heading(period_name(pair.now, texts), "cents", 15),
        Heading(texts("ahead.column.growth"), "percent", 12),
        Heading(texts("ahead.column.heading"), "text", 10),
        Heading(texts("ahead.column.score"), "integer", 9),
        Heading(texts("ahead.column.mark"), "integer", 10),
        Heading(texts("ahead.column.pinned"), "text", 11),
        Heading(texts("column.lacks"), "text", 40),
    ]


def _rising_row(book: Book) -> Callable[[Line], Row]:
    names = [tier.name for tier in book.result.tiers]
    yes, lacked_by = book.texts("workbook.yes"), lacked_by_client(book.result, book.texts)

    def cells(line: Line) -> Row:
        growth = float(line["growth"])
        mark = int(line["mark"])
        return (
            ("text", str(line["client"])),
            ("text", names[line["tier"]]),
            ("cents", units(line["then"])),
            ("cents", units(line["now"])),
            ("percent", None if pd.isna(growth) else growth),
            ("text", names[line["heading"]]),
            ("integer", round(float(line["score"]))),
            ("integer", mark or None),
            ("text", yes if line["pinned"] else None),
            ("text", lacked_by.get(str(line["client"]))),
        )

    return cells


def _fading_headings(book: Book, pair: Pair) -> list[Heading]:
    texts = book.texts
    return [
        Heading(texts("ahead.column.client"), "text", 40),
        Heading(texts("ahead.column.tier"), "text", 10),
        Heading(period_name(pair.then, texts), "cents", 15),
        Heading(period_name(pair.now, texts), "cents", 15),
        Heading(texts("ahead.column.reason"), "text", 12),
        Heading(texts("column.lacks"), "text", 40),
    ]


def _fading_row(book: Book, pair: Pair) -> Callable[[Line], Row]:
    names = [tier.name for tier in book.result.tiers]
    lacked_by = lacked_by_client(book.result, book.texts)

    def cells(line: Line) -> Row:
        tier = min(int(line["tier"]), len(names) - 1)
        return (
            ("text", str(line["client"])),
            ("text", names[tier]),
            ("cents", units(line["then"])),
            ("cents", units(line["now"])),
            ("text", reason(line, pair, book.texts)),
            ("text", lacked_by.get(str(line["client"]))),
        )

    return cells
