"""Whether columns are those of a ledger, a bank's statement or double entry, and who its clients are."""

import numpy as np

from lib.clients.model import Column
from lib.reading.chart_of_accounts import FRENCH, account_of, chart_of
from lib.reading.choices import Columns
from lib.reading.document_kinds import is_bank_movement, kind_in
from lib.reading.headings import simple
from lib.reading.made_up_columns import CENT, amounts_in
from lib.reading.samples import MOSTLY, Sample, sample_of
from lib.reading.source import Sheet

ACCOUNT_LABELS = (
    "compte lib",
    "comptelib",
    "libelle compte",
    "libelle du compte",
    "intitule compte",
    "intitule du compte",
    "kontobezeichnung",
    "kontobeschriftung",
    "kontoname",
)
"""Headings of the labels of accounts, which name clients where each has an account."""
DAYS_OF_VALUE = (
    "date valeur",
    "date de valeur",
    "value date",
    "valuta",
    "valutadatum",
    "wertstellung",
    "fecha valor",
    "data valuta",
)
"""Headings that only statements of banks have."""


def is_ledger(columns: Columns, samples: list[Sample]) -> bool:
    """Whether debits and credits are booked on accounts of clients, which begin with 411 in France."""
    both = {"debit", "credit"} <= set(columns)
    if "direction" in columns and not both:
        if "revenue" not in columns:
            return False
    elif not both or ("revenue" in columns and "account" not in columns):
        return False
    if is_trial_balance(columns, samples):
        return False
    if "account" not in columns:
        return not _is_bank_statement(columns, samples)
    heading = columns["account"].heading
    return chart_of(heading, sample_of(samples, heading).cells) is not None


def is_trial_balance(columns: Columns, samples: list[Sample]) -> bool:
    """Whether each row is an account with all its debits and all its credits, instead of one booking."""
    if not {"debit", "credit"} <= set(columns) or "journal" in columns:
        return False
    debit, credit = (
        np.nan_to_num(amounts_in(sample_of(samples, columns[role].heading))) for role in ("debit", "credit")
    )
    booked = (debit != 0) | (credit != 0)
    both = (debit != 0) & (credit != 0)
    return "date" not in columns and bool(both.sum() > MOSTLY * booked.sum())


def _is_bank_statement(columns: Columns, samples: list[Sample]) -> bool:
    """Whether debits and credits are those of a bank account, on which clients' money is a credit: it has
    days of value, or labels that speak of transfers and cards, and none of invoices."""
    if "journal" in columns or "label" not in columns:
        return False
    labels = sample_of(samples, columns["label"].heading).cells
    if any(kind_in(label) == "invoice" for label in labels):
        return False
    of_value = any(simple(sample.heading) in DAYS_OF_VALUE for sample in samples)
    return of_value or sum(map(is_bank_movement, labels)) >= MOSTLY * len(labels) > 0


def is_double_entry(columns: Columns, samples: list[Sample]) -> bool:
    """Whether columns of debits and credits come to the same: each amount stands there twice and more, and
    adding up the rows says nothing of revenue."""
    if not {"debit", "credit"} <= set(columns):
        return False
    debit, credit = (
        np.nan_to_num(amounts_in(sample_of(samples, columns[role].heading))) for role in ("debit", "credit")
    )
    several = (debit != 0).sum() > 1 and (credit != 0).sum() > 1
    return bool(several and abs(debit.sum() - credit.sum()) < CENT)


def clients_of_accounts(sheet: Sheet, columns: Columns) -> None:
    """Where no column of a ledger tells the clients apart, the labels of their accounts do, or the accounts
    themselves: there is no such column, or it says the same of all of them, such as "Clients"."""
    account = sheet.column(columns["account"].heading)
    chart = chart_of(columns["account"].heading, account.texts) or FRENCH
    rows = account.where(lambda text: chart.is_client(account_of(text)))
    accounts = len(np.unique(account.codes[rows]))
    if any(
        len(np.unique(sheet.column(columns[role].heading).codes[rows])) >= min(2, accounts)
        for role in ("client", "number")
        if role in columns
    ):
        return
    labels = [heading for heading in sheet.headings if simple(heading) in ACCOUNT_LABELS]
    telling = [
        label for label in labels if len(np.unique(sheet.column(label).codes[rows])) >= min(2, accounts)
    ]
    heading = telling[0] if telling else columns["account"].heading
    columns["client"] = Column(heading, 0.9, "account")
