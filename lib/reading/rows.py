"""What each row of a sheet is: data that is used, data that is set aside, or no data at all."""

import re
from dataclasses import dataclass
from functools import partial

import numpy as np

from lib.clients import TotalCheck
from lib.money import Amounts
from lib.reading.amounts import LineAmounts, line_amounts
from lib.reading.choices import Choices
from lib.reading.coded import Coded, Mask, any_of, constant
from lib.reading.errors import ReadingError
from lib.reading.extras import Extras, extras_of
from lib.reading.headings import is_surname, meanings, simple
from lib.reading.kinds import is_sales_journal, kind_in, kind_of
from lib.reading.samples import NUMERIC, currencies_in, currency_code
from lib.reading.source import Sheet
from lib.reading.totals import TotalRows, find_totals, is_named_total
from lib.reading.values import looks_like_number

NO_CLIENT = "–"
"""The name of the pool of lines without a client; the screen puts its own words for it."""
_NOTE = re.compile(
    r"(?i)^\W*(source|sources|note|notes|nb|n\.b\.|remarque|édité|edité|edite|imprimé|imprime|généré|genere|extrait|export|exported|"
    r"printed|generated|page \d|légende|quelle|fuente|fonte|\(\d\))\b|^\*"
)
UNTIDY = (
    r"^ | $|  |\.0|[\t-\r\x{1c}-\x{1f}\x{85}\x{a0}\x{1680}"
    r"\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
)
"""What a text has in it that `tidy` changes: blanks other than single spaces, and .0 (a pattern of RE2)."""
_FLOAT = re.compile(r"^(\d+)\.0+$")
LONG_NOTE = 90
"""Characters from which a text that stands alone in its row is a note and no name."""


@dataclass(frozen=True, eq=False)
class Lines:
    """The rows of a sheet: who, how much, and what speaks against a row. No row is in two masks."""

    sheet: Sheet
    client: Coded
    number: Coded
    amount: Amounts
    aside: dict[str, Mask]
    """Rows that are data but cannot be used, by reason."""
    outside: dict[str, Mask]
    """Rows that are no data, by reason."""
    totals: tuple[TotalCheck, ...]
    extras: Extras

    @property
    def used(self) -> Mask:
        """The rows that are added up."""
        return ~any_of([*self.aside.values(), *self.outside.values()])


def lines_of(sheet: Sheet, choices: Choices) -> Lines:
    """Read the rows of a sheet. Raises ReadingError: unknown_column, no_client_column, no_number_column,
    amounts_too_large."""
    if choices.client is None:
        raise ReadingError("no_client_column", sheet=sheet.name)
    client = _client(sheet, choices)
    number = constant("", sheet.rows) if choices.number is None else _tidied(sheet, choices.number)
    amounts = line_amounts(sheet, choices)
    groups = _groups(client.filled(number), amounts)
    outside, totals = _no_data(sheet, choices, client.filled(number), amounts, groups)
    if groups is not None:
        client = client.below(groups)
    if choices.pool_missing_clients:
        client = client.filled(number.mapped(lambda text: "" if text else NO_CLIENT))
    aside = _set_aside(sheet, choices, client.filled(number).empty, amounts)
    value = np.where(_other_currency(sheet, choices), 0, amounts.value)
    checks = tuple(_numbered(sheet, check) for check in totals.checks)
    extras = extras_of(sheet, choices, value)
    return Lines(sheet, client, number, value, _first_only(aside, outside), outside, checks, extras)


def _client(sheet: Sheet, choices: Choices) -> Coded:
    """The name of the client in each row: with the first name where there is one, or that of a person where
    no company stands. Raises ReadingError: unknown_column."""
    client = _full_name(sheet, choices.client or "", choices)
    if choices.otherwise is None or choices.otherwise == choices.client or not client.empty.any():
        return client
    return client.filled(_full_name(sheet, choices.otherwise, choices))


def _full_name(sheet: Sheet, heading: str, choices: Choices) -> Coded:
    name = _tidied(sheet, heading)
    if choices.first_name in (None, heading) or not is_surname(heading):
        return name
    return _tidied(sheet, choices.first_name or "").beside(name)


def _tidied(sheet: Sheet, heading: str) -> Coded:
    column = sheet.column(heading)
    return column if sheet.numbers(heading) is not None else column.mapped(tidy, UNTIDY)


def tidy(text: str) -> str:
    """A name or number without needless blanks; a whole number stored as a float loses its .0."""
    bare = " ".join(text.split())
    return _FLOAT.sub(r"\1", bare) if bare.endswith("0") else bare


def _first_only(masks: dict[str, Mask], before: dict[str, Mask]) -> dict[str, Mask]:
    """Each mask without the rows of those before it."""
    taken = any_of(before.values())
    single = {}
    for reason, mask in masks.items():
        single[reason] = mask & ~taken
        taken = taken | mask
    return single


def _numbered(sheet: Sheet, check: TotalCheck) -> TotalCheck:
    return TotalCheck(sheet.row_number(check.row), check.label, check.stated, check.ours, check.agrees)


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
        note |= alone & who.where(_is_note)
    texts = _text_columns(sheet)
    if groups is not None:
        note &= ~groups
        named = who.where(is_named_total) & ~amounts.blank
        totals = TotalRows(named, ())
    else:
        totals = find_totals(texts, who, amounts.value, heading | blank | note)
    note &= ~totals.rows
    outside = {"heading": heading, "blank": blank, "note": note, "total": totals.rows}
    if groups is not None:
        outside["group"] = groups
    if choices.account is not None:
        account = sheet.column(choices.account)
        clients = account.where(is_client_account)
        outside = _first_only(
            {**outside, "other_account": ~clients if clients.any() else clients}, {"": heading & False}
        )
    return outside, totals


def _groups(who: Coded, amounts: LineAmounts) -> Mask | None:
    """The rows that hold nothing but a client's name above its lines; None where the list is not so made:
    there, a client stands in the rows of its amounts."""
    name = ~who.empty & ~who.where(is_named_total)
    alone, lines = name & amounts.blank, ~name & ~amounts.blank
    if (name & ~amounts.blank).any() or not alone.any() or lines.sum() < alone.sum():
        return None
    return alone


def is_client_account(text: str) -> bool:
    """Whether an account is one of clients: 411 in the French chart of accounts."""
    return tidy(text).upper().replace(" ", "").startswith("411")


def _is_note(text: str) -> bool:
    return len(text) > LONG_NOTE or bool(_NOTE.match(text))


def _repeated_headings(sheet: Sheet, choices: Choices, amounts: LineAmounts) -> Mask:
    """Rows further down that hold the headings again, as in blocks that are stacked: where an amount
    should be stands its own heading, or one that means a column of numbers."""
    repeated = np.zeros(sheet.rows, dtype=bool)
    wrong = amounts.faults["not_a_number"]
    if not wrong.any():
        return repeated
    for heading in _amount_headings(choices):
        parts = sheet.layout.parts[sheet.headings.index(heading)] if sheet.layout.parts else frozenset()
        repeated |= sheet.column(heading).where(partial(_is_heading, parts=parts))
    return repeated & wrong


def _is_heading(text: str, parts: frozenset[str]) -> bool:
    if not text or looks_like_number(text):
        return False
    return simple(text) in parts or any(one.role in NUMERIC and one.confidence >= 1 for one in meanings(text))


def _amount_headings(choices: Choices) -> list[str]:
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


def _set_aside(sheet: Sheet, choices: Choices, missing: Mask, amounts: LineAmounts) -> dict[str, Mask]:
    """Rows of data that cannot be used, by reason; the first reason counts."""
    aside = {"no_client": missing, "other_currency": _other_currency(sheet, choices), **amounts.faults}
    aside["no_amount"] = amounts.blank
    if choices.debit is not None:
        aside |= _ledger_reasons(sheet, choices, amounts)
    elif choices.kind is not None:
        aside |= _kind_reasons(sheet, choices.kind)
    return aside


def _other_currency(sheet: Sheet, choices: Choices) -> Mask:
    """Rows in another currency than the chosen one: never added to it."""
    none = np.zeros(sheet.rows, dtype=bool)
    if choices.currency is None:
        return none
    if choices.currency_column is not None:
        column = sheet.column(choices.currency_column)
        return column.where(lambda text: currency_code(text) not in (None, choices.currency))
    for heading in _amount_headings(choices):
        if sheet.numbers(heading) is not None:
            continue
        none |= sheet.column(heading).where(lambda text: _is_other(text, choices.currency))
    return none


def _is_other(text: str, currency: str | None) -> bool:
    if not text or (text[-1].isdigit() and text[0] in "-0123456789"):
        return False
    return bool(found := currencies_in(text)) and currency not in found


def _kind_reasons(sheet: Sheet, heading: str) -> dict[str, Mask]:
    """Payments and offers among invoices are no revenue."""
    column = sheet.column(heading)
    if not column.where(lambda text: kind_of(text) == "invoice").any():
        return {}
    return {
        "payment": column.where(lambda text: kind_of(text) == "payment"),
        "offer": column.where(lambda text: kind_of(text) == "offer"),
    }


def _ledger_reasons(sheet: Sheet, choices: Choices, amounts: LineAmounts) -> dict[str, Mask]:
    """What is booked on a client's account without being revenue: payments and what was brought forward.
    The journal tells; without one, the label; without either, a credit is a payment."""
    none = constant("", sheet.rows)
    journal = none if choices.journal is None else sheet.column(choices.journal)
    label = none if choices.label is None else sheet.column(choices.label)
    opening = journal.where(lambda text: kind_of(text) == "opening") | label.where(
        lambda text: kind_in(text) == "opening"
    )
    sales = journal.where(is_sales_journal)
    if sales.any():
        return {"opening": opening & ~sales, "payment": ~sales}
    named = label.where(lambda text: kind_in(text) == "payment")
    credit_note = label.where(lambda text: kind_in(text) == "credit_note")
    return {"opening": opening, "payment": named | ((amounts.value < 0) & ~credit_note)}
