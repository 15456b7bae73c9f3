"""What an accounting ledger says of revenue: what accounts 70 take in the entries that hold a client's
account.

An entry is a debit of the client (411) against credits of revenue (70) and of tax. The revenue, without tax,
is what the accounts 70 of the entry take; a payment, a purchase or what is brought forward touches none of
them.
"""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lib.base.money import Amounts
from lib.clients.model import Assumed, Question
from lib.reading.chart_of_accounts import FRENCH, account_of, chart_of
from lib.reading.choices import Choices
from lib.reading.document_kinds import begins_with_credit_note, is_sales_journal, kind_in, kind_of, plain
from lib.reading.entries import Entries, entries_of
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask

_SUFFIX = re.compile(r"^(?:411|400|430)[0 ._-]*([^\W\d].*)$")
_PAID_BACK = re.compile(
    r"\b(impayes?|rejets?|rembours\w*|retour (prlv|cheque|prelevement)|bounced|chargeback)\b"
)
_CREDIT_NOTE = re.compile(r"\b(extournes?|annulations?|rabais|remises? accordees?|ristournes?|rrr)\b")
_PAYMENT = re.compile(
    r"\b(regl\w*|rgt|rglt|paie?m?t?|paye\w*|encaiss\w*|solde|especes|caisse|vire?mt|banque|sepa|stripe|"
    r"paypal|paid|bank|cash|transfer|received|receipt|zahlung\w*|bezahlt|uberweisung\w*|bar|lastschrift\w*|"
    r"cobro\w*|transferencia|incasso|bonifico)\b"
)
_OPENING_HINT = r"nouveau|^\s*r?an\b|report|opening|solde|ouverture"
ENOUGH = 0.5
"""Share of the sales that must be joined to accounts 70 before those give the revenue."""

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Ledger:
    """The rows of a ledger: the revenue of each, the rows that are no revenue by reason, the rows of other
    accounts, what was assumed and what is asked."""

    amount: Amounts
    aside: dict[str, Mask]
    other_account: Mask
    assumed: tuple[Assumed, ...]
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, eq=False)
class _Rows:
    """What is asked of each row. `net` is debit less credit."""

    net: Amounts
    client: Mask
    revenue: Mask
    opening: Mask
    sales: Mask
    label: Coded
    account: Coded


def is_ledger(choices: Choices) -> bool:
    """Whether amounts are booked as debits and credits."""
    return choices.debit is not None or choices.direction is not None


def client_of_account(text: str) -> str:
    """The client that an account of its own names: DUPONT of 411DUPONT. An account of figures alone names
    itself."""
    bare = " ".join(text.split())
    suffix = _SUFFIX.match(bare)
    return suffix[1] if suffix else account_of(bare)


def named_by_account(text: str) -> str:
    """The same, but nothing where the account is one of figures alone."""
    suffix = _SUFFIX.match(" ".join(text.split()))
    return suffix[1] if suffix else ""


def ledger_of(sheet: Sheet, choices: Choices, net: Amounts, data: Mask) -> Ledger:
    """The revenue of a ledger. `net` is debit less credit of each row, `data` marks the rows that are
    data."""
    rows = _rows(sheet, choices, net, data)
    other_account = data & ~rows.client
    if rows.revenue.any() and not choices.is_off("ledger_revenue"):
        entries = entries_of(sheet, choices, net, data)
        if _joined_share(rows, entries) >= ENOUGH:
            return _by_revenue(rows, entries, other_account)
    return _by_clients(rows, other_account, choices)


def _rows(sheet: Sheet, choices: Choices, net: Amounts, data: Mask) -> _Rows:
    account = sheet.optional_column(choices.account).mapped(account_of)
    journal, label = sheet.optional_column(choices.journal), sheet.optional_column(choices.label)
    client, revenue = data, np.zeros(len(net), dtype=bool)
    if choices.account is not None:
        chart = chart_of(choices.account, account.texts) or FRENCH
        revenue = data & account.where(chart.is_revenue)
        client = data & account.where(chart.is_client)
    opening = journal.where(_is_opening) | label.where(_is_opening, _OPENING_HINT)
    sales = data & journal.where(is_sales_journal)
    return _Rows(net, client, revenue, data & opening, sales, label, account)


def _is_opening(text: str) -> bool:
    return kind_of(text) == "opening"


def _joined_share(rows: _Rows, entries: Entries) -> float:
    """The share of the clients' sales whose entry holds an account 70."""
    with_revenue = entries.any(rows.revenue)
    if not (rows.client & with_revenue).any():
        return 0.0
    sold = rows.client & ~rows.opening & (with_revenue | (rows.sales & ~with_revenue))
    if not rows.sales.any():
        incomplete = ~entries.balanced & ~with_revenue
        sold = rows.client & ~rows.opening & (with_revenue | (incomplete & (rows.net > 0)))
    return float((sold & with_revenue).sum() / max(1, sold.sum()))


def _by_revenue(rows: _Rows, entries: Entries, other_account: Mask) -> Ledger:
    """Revenue excluding tax, from the accounts 70 of each client's entries."""
    with_revenue, with_client = entries.any(rows.revenue), entries.any(rows.client)
    taken = entries.total(np.where(rows.revenue, -rows.net, 0))
    # Where money changes hands in the same entry, or nothing is left owing, only the side of the sale counts.
    owed = entries.total(np.where(rows.client, rows.net, 0))
    one_side = entries.any(rows.account.where(lambda text: text.startswith("5"))) | (owed == 0)
    against = one_side & (np.sign(rows.net) != np.sign(taken))
    sale = rows.client & with_revenue & ~against & (rows.net != 0)
    amount = np.where(sale, shared(taken, np.where(sale, rows.net, 0), entries), rows.net)
    alone = rows.revenue & ~with_client
    amount = np.where(alone, -rows.net, amount)
    left = rows.client & ~sale
    opening = left & rows.opening
    unbalanced = left & ~opening & ~entries.balanced & rows.sales
    payment = left & ~opening & ~unbalanced
    joined = sale | (rows.revenue & with_client)
    uneven = joined & ~entries.balanced
    assumed = [Assumed("ledger_revenue", int(sale.sum()), int(amount[sale].sum()))]
    if (uneven | unbalanced).any():
        first = int(np.flatnonzero(uneven | unbalanced)[0])
        count = len(np.unique(entries.codes[uneven | unbalanced]))
        details: dict[str, str | int] = {"entry": entries.name(first)}
        assumed.append(Assumed("unbalanced", count, _difference(rows, entries, uneven | unbalanced), details))
    aside = {"opening": opening, "unbalanced": unbalanced, "payment": payment, "sale_without_client": alone}
    return Ledger(amount, aside, other_account & ~alone, tuple(assumed))


def _difference(rows: _Rows, entries: Entries, uneven: Mask) -> int:
    """By how much, all together, entries do not balance."""
    _, firsts = np.unique(entries.codes[uneven], return_index=True)
    return int(np.abs(entries.total(rows.net)[uneven][firsts]).sum())


def shared(taken: Amounts, weights: Amounts, entries: Entries) -> Amounts:
    """What each entry has taken, shared between its rows in proportion to their weights, so that the parts
    add up exactly (largest remainder, the earlier row first). `taken` is the entry's on each of its rows."""
    among = entries.total((weights != 0).astype(np.int64))
    result = np.where(weights != 0, taken, 0)
    several = np.flatnonzero((weights != 0) & (among > 1))
    if not len(several):
        return result
    whole = entries.total(weights)[several].astype(object)
    products = taken[several].astype(object) * weights[several].astype(object)
    parts = products // whole
    remainders = np.abs(products - parts * whole) / np.abs(whole)
    codes = entries.codes[several]
    order = np.lexsort((several, -remainders.astype(np.float64), codes))
    starts = np.flatnonzero(np.diff(codes[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
    given = np.zeros(len(result), dtype=np.int64)
    given[several] = parts.astype(np.int64)
    left_over = (taken - entries.total(given))[several]
    extra = np.zeros(len(several), dtype=np.int64)
    extra[order] = rank < left_over[order]
    result[several] = given[several] + extra
    return result


def _by_clients(rows: _Rows, other_account: Mask, choices: Choices) -> Ledger:
    """Where no account 70 stands beside the clients': what is booked on the clients' accounts, tax included.
    Without a journal a debit is an invoice, and a credit a payment unless its label says otherwise; where
    labels say neither, it is asked."""
    questions: list[Question] = []
    opening = rows.client & rows.opening & ~rows.sales
    if (rows.client & rows.sales).any():
        payment = rows.client & ~opening & ~rows.sales
    else:
        note = rows.label.where(_is_credit_note)
        back = rows.label.where(_is_paid_back)
        questions = _unexplained(rows, opening | note)
        if choices.answer("credits") == "credit_note":
            note |= ~rows.label.where(_is_payment)
        payment = rows.client & ~opening & (((rows.net < 0) & ~note) | ((rows.net > 0) & back))
    used = rows.client & ~opening & ~payment
    assumed = (Assumed("ledger_with_tax", int(used.sum()), int(rows.net[used].sum())),)
    aside = {"opening": opening, "payment": payment}
    return Ledger(rows.net, aside, other_account, assumed, tuple(questions))


def _unexplained(rows: _Rows, explained: Mask) -> list[Question]:
    """What are credits of which no label says that they are payments or credit notes."""
    unknown = rows.client & (rows.net < 0) & ~explained & ~rows.label.where(_is_payment)
    if not unknown.any():
        return []
    details: dict[str, str | int] = {"count": int(unknown.sum())}
    return [Question("credits", ("payment", "credit_note"), "payment", details)]


def _is_payment(label: str) -> bool:
    return kind_in(label) == "payment" or bool(_PAYMENT.search(plain(label)))


def _is_credit_note(label: str) -> bool:
    return (
        begins_with_credit_note(label)
        or kind_in(label) == "credit_note"
        or bool(_CREDIT_NOTE.search(plain(label)))
    )


def _is_paid_back(label: str) -> bool:
    """Whether a debit is a payment that came back, and no invoice."""
    return kind_in(label) != "invoice" and bool(_PAID_BACK.search(plain(label)))
