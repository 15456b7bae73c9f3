"""What each row of a sheet is: data that is used, data that is set aside, or no data at all."""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from lib.base.money import Amounts
from lib.clients.model import Assumed, Question, TotalCheck
from lib.parsing.errors import ReadingError
from lib.reading.amounts import LineAmounts, column_amounts, line_amounts
from lib.reading.blank_labels import names_filled_in
from lib.reading.choices import Choices, taken_off
from lib.reading.client_columns import Extras, extras_of, potential_of
from lib.reading.data_rows import amount_headings, data_of
from lib.reading.documents import documents_of
from lib.reading.headings import is_surname
from lib.reading.ledger import client_of_account, is_ledger, ledger_of, named_by_account
from lib.reading.notations import notations
from lib.reading.rate_columns import in_list_currency
from lib.reading.repairs import repaired
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask, any_of, constant
from lib.reading.whole_documents import continued, copied_rows, totals_once, without_own_amount

Places = npt.NDArray[np.int64]

NO_CLIENT = "–"
"""The name of the pool of lines without a client; the screen puts its own words for it."""
UNTIDY = (
    r"^ | $|  |\.0|[\t-\r\x{1c}-\x{1f}\x{85}\x{a0}\x{1680}"
    r"\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}]"
)
"""What a text has in it that `tidy` changes: blanks other than single spaces, and .0 (a pattern of RE2)."""
_FLOAT = re.compile(r"^(\d+)\.0+$")


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
    first_lines: Places
    """For each row the row that holds its document's client and date; mostly itself."""
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()

    @cached_property
    def used(self) -> Mask:
        """The rows that are added up."""
        return ~any_of([*self.aside.values(), *self.outside.values()])


@dataclass(frozen=True, eq=False)
class _Revenue:
    """What each row of data comes to, why rows are no revenue, and what was asked and assumed."""

    amount: Amounts
    before: dict[str, Mask]
    """Rows that are no revenue whether or not they name a client."""
    after: dict[str, Mask]
    other_account: Mask | None
    questions: tuple[Question, ...]
    assumed: tuple[Assumed, ...]


def lines_of(sheet: Sheet, choices: Choices) -> Lines:
    """Read the rows of a sheet. Raises ReadingError: unknown_column, no_client_column, no_number_column,
    amounts_too_large."""
    if choices.client is None:
        raise ReadingError("no_client_column", sheet=sheet.name)
    sheet = repaired(sheet, choices.repairs)
    client, number = _who(sheet, choices)
    amounts = line_amounts(sheet, choices)
    table = data_of(sheet, choices, client, number, amounts)
    data = ~any_of(table.outside.values())
    above = names_filled_in(
        sheet, choices, table.client.filled(number), amounts.value, (data, table.outside["total"])
    )
    named = table.client if not above.assumed else above.client
    lines = continued(sheet, choices, named, number, data)
    client = lines.client
    if choices.pool_missing_clients:
        client = client.filled(lines.number.mapped(lambda text: "" if text else NO_CLIENT))
    missing = client.filled(lines.number).empty
    blank = amounts.blank & ~without_own_amount(sheet, choices, amounts, data)
    blank &= ~potential_of(sheet, choices)
    revenue = _revenue(
        sheet, choices, amounts, data, {"no_client": missing, **amounts.faults, "no_amount": blank}
    )
    outside = table.outside
    if revenue.other_account is not None:
        outside = _first_only({**outside, "other_account": revenue.other_account}, {"": ~data & False})
    aside = {**revenue.before, "no_client": missing, **amounts.faults, "no_amount": blank, **revenue.after}
    return Lines(
        sheet=sheet,
        client=client,
        number=lines.number,
        amount=revenue.amount,
        aside=_first_only(aside, outside),
        outside=outside,
        totals=() if is_ledger(choices) else tuple(_numbered(sheet, check) for check in table.checks),
        extras=extras_of(sheet, choices, revenue.amount),
        first_lines=lines.first_lines,
        questions=(*table.questions, *above.questions, *revenue.questions),
        assumed=(*table.assumed, *above.assumed, *lines.assumed, *revenue.assumed),
    )


def _who(sheet: Sheet, choices: Choices) -> tuple[Coded, Coded]:
    """Client and number of each row; in a ledger that names them nowhere else, by their accounts."""
    number = constant("", sheet.rows) if choices.number is None else _tidied(sheet, choices.number)
    if not is_ledger(choices) or choices.account is None:
        return _client(sheet, choices), number
    account = sheet.column(choices.account)
    if choices.client == choices.account:
        return account.mapped(client_of_account), number
    client = _client(sheet, choices)
    return client.filled(number.mapped(lambda text: "")).filled(account.mapped(named_by_account)), number


def _revenue(
    sheet: Sheet, choices: Choices, amounts: LineAmounts, data: Mask, unusable: dict[str, Mask]
) -> _Revenue:
    """What is revenue, by what the list is: a ledger, or documents in one currency or several."""
    currency = in_list_currency(sheet, choices, amount_headings(choices), amounts.value)
    if is_ledger(choices):
        ledger = ledger_of(sheet, choices, np.where(data, currency.amount, 0), data)
        amount = np.where(currency.other, 0, ledger.amount)
        after = {"other_currency": currency.other}
        return _Revenue(
            amount,
            ledger.aside,
            after,
            ledger.other_account,
            (*currency.questions, *ledger.questions),
            (*ledger.assumed, *currency.assumed),
        )
    usable = data & ~any_of(unusable.values()) & ~currency.other
    copies = copied_rows(sheet, choices, usable)
    usable &= ~copies.rows
    once = totals_once(sheet, choices, currency.amount, usable)
    documents = documents_of(sheet, choices, once.amount, usable)
    after = {"other_currency": currency.other, "copied": copies.rows, **documents.aside}
    counted = usable & ~any_of(after.values())
    return _Revenue(
        np.where(currency.other, 0, documents.amount),
        {},
        after,
        None,
        (*currency.questions, *copies.questions, *once.questions, *documents.questions),
        (
            *currency.assumed,
            *_tax_taken_off(sheet, choices, counted),
            *copies.assumed,
            *once.assumed,
            *documents.assumed,
            *notations(sheet, choices, usable, documents.amount),
        ),
    )


def _tax_taken_off(sheet: Sheet, choices: Choices, counted: Mask) -> list[Assumed]:
    """That the tax was taken off the amounts, and how much it is."""
    columns = taken_off(choices)
    if not columns:
        return []
    levied = np.sum([column_amounts(sheet, heading) for heading in columns], axis=0)
    details: dict[str, str | int] = {"column": ", ".join(columns)}
    rows = sheet.count(counted & (levied != 0))
    return [Assumed("tax_taken_off", rows, int(levied[counted].sum()), details)]


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
