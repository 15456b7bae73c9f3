"""Which accounts of a ledger are those of clients and of revenue, by the charts that are usual."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lib.reading.headings import simple

CLIENTS = ("411", "400", "430")
"""How accounts of clients begin: in France and Luxembourg, in Belgium, in Spain. The first that there is
counts; of the others, only where accounts 70 are booked against it."""
REVENUE = ("70",)
DEBTORS = r"[1-6]\d{4,8}"
"""Clients' own accounts in Germany: a figure more than the others, and beginning with 1 to 6; those of
suppliers begin with 7 to 9."""
_PERSONAL = re.compile(r"[1-9]\d{4,8}")
_KONTO = ("konto", "kontonummer", "personenkonto", "debitorenkonto")
_GERMAN_REVENUE = ("8", "4")
"""How accounts of revenue begin in the charts SKR 03 and SKR 04; the first that there is counts."""


@dataclass(frozen=True)
class Chart:
    """Patterns of the accounts of clients and of revenue."""

    clients: str
    revenue: str

    def is_client(self, account: str) -> bool:
        """Whether an account, as `account_of` gives it, is that of a client."""
        return bool(re.match(self.clients, account))

    def is_revenue(self, account: str) -> bool:
        """Whether an account is one of revenue."""
        return bool(re.match(self.revenue, account))


FRENCH = Chart(CLIENTS[0], REVENUE[0])


def account_of(text: str) -> str:
    """An account without blanks, in capitals; a number stored as a float loses its .0."""
    bare = "".join(text.split()).upper()
    return bare[:-2] if bare.endswith(".0") and bare[:-2].isdigit() else bare


def chart_of(heading: str, accounts: Iterable[str]) -> Chart | None:
    """The chart that a column of accounts follows; None where there are no accounts of clients. An account
    that begins with 400 or 430 may be a supplier's, so there must be accounts of revenue beside it."""
    known = {known for account in accounts if (known := account_of(account))[:1].isdigit()}
    present = [prefix for prefix in CLIENTS if any(account.startswith(prefix) for account in known)]
    if present[:1] == [CLIENTS[0]] or (present and any(account.startswith(REVENUE) for account in known)):
        return Chart(present[0], REVENUE[0])
    return _german(heading, known)


def _german(heading: str, known: set[str]) -> Chart | None:
    if simple(heading) not in _KONTO:
        return None
    personal = {account for account in known if _PERSONAL.fullmatch(account)}
    general = known - personal
    size = min(map(len, personal), default=0)
    if not any(re.fullmatch(DEBTORS, account) for account in personal):
        return None
    if any(not account.isdigit() or len(account) != size - 1 for account in general):
        return None
    first = next(
        (prefix for prefix in _GERMAN_REVENUE if any(text.startswith(prefix) for text in general)), "8"
    )
    return Chart(rf"{DEBTORS}$", rf"{first}\d{{{size - 2}}}$")
