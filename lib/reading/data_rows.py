"""Which rows of a sheet are data, and which are headings repeated, blank rows, notes, totals or groups."""

import re
from dataclasses import dataclass
from functools import partial

import numpy as np

from lib.base.money import UNIT, to_text
from lib.clients.model import Assumed, Question, TotalCheck
from lib.reading.amounts import LineAmounts
from lib.reading.chart_of_accounts import account_of
from lib.reading.choices import Choices
from lib.reading.headings import meanings, simple
from lib.reading.ledger import is_ledger
from lib.reading.levels import Levels, counted_groups, pivot_levels
from lib.reading.samples import NUMERIC
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask, any_of
from lib.reading.totals import TotalRows, find_totals, named_totals, totals_by_label, unproven_totals
from lib.reading.values import looks_like_number

_NOTE = re.compile(
    r"(?i)^\W*(source|sources|note|notes|nb|n\.b\.|remarque|édité|edité|edite|imprimé|imprime|généré|"
    r"genere|extrait|export|exported|"
    r"printed|generated|page \d|légende|quelle|fuente|fonte|\(\d\))\b|^\*"
)
CENT = UNIT // 100
LONG_NOTE = 90
"""Characters from which a text that stands alone in its row is a note and no name."""


@dataclass(frozen=True, eq=False)
class DataRows:
    """The rows that are no data by reason, the clients of the others, what the file's totals prove, and what
    was asked and assumed."""

    outside: dict[str, Mask]
    client: Coded
    checks: tuple[TotalCheck, ...]
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()


def data_of(sheet: Sheet, choices: Choices, client: Coded, number: Coded, amounts: LineAmounts) -> DataRows:
    """Tell the rows of data from the others."""
    who = client.filled(number)
    if sheet.is_added_up:
        return _of_sums(sheet, client, who, amounts)
    groups = None if is_ledger(choices) else names_above(who, amounts)
    outside, totals = _no_data(sheet, choices, who, amounts, groups)
    if groups is not None:
        client = client.below(groups)
    if is_ledger(choices):
        return DataRows(outside, client, ())
    data = ~any_of(outside.values())
    texts = _text_columns(sheet)
    counted = Levels({}, client)
    if not choices.is_off("groups"):
        counted = counted_groups(texts, client, amounts.value, data & ~amounts.blank)
    outside = {**outside, "total": outside["total"] | counted.outside.get("total", outside["total"] & False)}
    client, data = counted.client, ~any_of(outside.values())
    levels = Levels({}, client)
    if choices.number is None and choices.document is None and choices.date is None and groups is None:
        levels = pivot_levels(sheet, choices, client, amounts.value, data & ~amounts.blank & ~client.empty)
    for reason, mask in levels.outside.items():
        outside[reason] = outside.get(reason, mask & False) | mask
    asked, as_client = _total_clients(sheet, choices, who, amounts, totals)
    outside["total"] = outside["total"] & ~as_client
    checks = () if levels.questions else totals.checks
    if as_client.any():
        checks = tuple(check for check in checks if not as_client[check.row])
    questions = (*levels.questions, *counted.questions, *asked)
    return DataRows(outside, client, checks, questions, (*counted.assumed, *levels.assumed))


def _of_sums(sheet: Sheet, client: Coded, who: Coded, amounts: LineAmounts) -> DataRows:
    """Of lines that an engine has added up there is no order: those that say nothing are blank, and those
    called Total are totals where they come to what all others do."""
    totals = totals_by_label(who)
    if totals.any() and abs(int(amounts.value[totals].sum()) - int(amounts.value[~totals].sum())) >= CENT:
        totals &= False
    nothing = who.empty & amounts.blank
    empty = nothing if sheet.sums is None else nothing & sheet.sums.empty
    outside = {"blank": empty, "note": nothing & ~empty, "total": totals}
    return DataRows(outside, client, ())


def _total_clients(
    sheet: Sheet, choices: Choices, who: Coded, amounts: LineAmounts, totals: TotalRows
) -> tuple[list[Question], Mask]:
    """Rows called Total whose amount is no sum of the others: a client of that name is asked about, and never
    left out in silence. It is taken for one where further rows follow, or where it has a number of its
    own."""
    rows = unproven_totals(who, amounts.value, totals)
    chosen = np.zeros(len(rows), dtype=bool)
    if not rows.any():
        return [], chosen
    first = int(np.flatnonzero(rows)[0])
    data_below = bool((~totals.rows & ~amounts.blank & ~who.empty)[first + 1 :].any())
    proposed = "client" if data_below or rows.sum() > 1 or choices.number is not None else "total"
    details: dict[str, str | int] = {
        "name": who.at(first),
        "row": sheet.row_number(first),
        "amount": to_text(int(amounts.value[first])),
    }
    question = Question("total_client", ("client", "total"), proposed, details)
    taken = (choices.answer("total_client") or proposed) == "client"
    return [question], rows if taken else chosen


def _no_data(
    sheet: Sheet, choices: Choices, who: Coded, amounts: LineAmounts, groups: Mask | None
) -> tuple[dict[str, Mask], TotalRows]:
    """Rows that are no data: headings repeated, blank rows, notes, totals, accounts of others, and names
    that stand above their lines."""
    heading = _repeated_headings(sheet, choices, amounts)
    nothing = who.empty & amounts.blank & ~heading
    filled = _filled_cells(sheet, nothing | amounts.blank)
    blank = nothing & (filled == 0)
    alone = amounts.blank & (filled == 1) & ~heading
    note = nothing & ~blank
    if alone.any():
        note |= alone & (who.where(_is_note) | _above_headings(heading, blank))
    texts = _text_columns(sheet)
    if groups is not None:
        note &= ~groups
        named = named_totals(who) & ~amounts.blank
        totals = TotalRows(named, ())
    else:
        booked = blank & False
        if is_ledger(choices) and choices.account is not None:
            booked = (
                ~sheet.column(choices.account).mapped(account_of).empty
            )  # a row with an account adds up no others
        totals = find_totals(texts, who, amounts.value, heading | blank | note | booked)
    note &= ~totals.rows
    outside = {"heading": heading, "blank": blank, "note": note, "total": totals.rows}
    if groups is not None:
        outside["group"] = groups
    return outside, totals


def _above_headings(heading: Mask, blank: Mask) -> Mask:
    """The rows that stand above headings, with nothing but blank rows between: the titles of blocks."""
    count = len(heading)
    filled = np.where(blank, count, np.arange(count))
    following = np.append(np.minimum.accumulate(filled[::-1])[::-1][1:], count)
    above: Mask = np.append(heading, False)[following]
    return above


def names_above(who: Coded, amounts: LineAmounts) -> Mask | None:
    """The rows that hold nothing but a client's name above its lines; None where the list is not so made:
    there, a client stands in the rows of its amounts."""
    if not amounts.blank.any():
        return None
    name = ~who.empty & ~named_totals(who)
    alone, lines = name & amounts.blank, ~name & ~amounts.blank
    if (name & ~amounts.blank).any() or not alone.any() or lines.sum() < alone.sum():
        return None
    return alone


def _is_note(text: str) -> bool:
    return len(text) > LONG_NOTE or bool(_NOTE.match(text))


def _repeated_headings(sheet: Sheet, choices: Choices, amounts: LineAmounts) -> Mask:
    """Rows further down that hold the headings again, as in blocks that are stacked: where an amount
    should be stands its own heading, or one that means a column of numbers."""
    repeated = np.zeros(sheet.rows, dtype=bool)
    wrong = amounts.faults["not_a_number"]
    if not wrong.any():
        return repeated
    for heading in amount_headings(choices):
        parts = sheet.layout.parts[sheet.headings.index(heading)] if sheet.layout.parts else frozenset()
        repeated |= sheet.column(heading).where(partial(_is_heading, parts=parts))
    return repeated & wrong


def _is_heading(text: str, parts: frozenset[str]) -> bool:
    if not text or looks_like_number(text):
        return False
    return simple(text) in parts or any(
        meaning.role in NUMERIC and meaning.confidence >= 1 for meaning in meanings(text)
    )


def amount_headings(choices: Choices) -> list[str]:
    named = (
        choices.revenue,
        *choices.periods,
        choices.quantity,
        choices.unit_price,
        choices.debit,
        choices.credit,
    )
    return [heading for heading in named if heading is not None]


def _filled_cells(sheet: Sheet, rows: Mask) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """How many cells of each row hold anything; 0 for rows that are not asked for."""
    count = np.zeros(sheet.rows, dtype=np.int64)
    if rows.any():
        for heading in sheet.headings:
            numbers = sheet.numbers(heading)
            count += (
                sheet.column(heading).where(lambda text: bool(text.strip()))
                if numbers is None
                else np.asarray(numbers.is_valid())
            )
    return np.where(rows, count, 0)


def _text_columns(sheet: Sheet) -> list[Coded]:
    """The columns that hold words; the numbers of the others would take long to look through."""
    return [column for column in sheet.texts() if not _is_numeric(column)]


def _is_numeric(column: Coded) -> bool:
    """Whether nearly all texts are numbers. A word such as Total may be among them, in a text file's only
    column, so all are looked at where there are few."""
    texts = [text for text in column.texts if text]
    return len(texts) > 0 and all(text[-1].isdigit() and text[0] in "-0123456789" for text in texts)
