"""What the figures of a list are, in a line: without or with tax, of which time, in which currency."""

from lib.clients.coverage import coverage
from lib.clients.model import ClientList
from lib.reading.tax_basis import tax_basis
from lib.texts import Texts


def about_revenue(clients: ClientList, texts: Texts) -> str:
    """Revenue excluding tax · 4 July 1996 to 6 May 1998 (22 months) · EUR. What the file does not say is
    named as not known."""
    basis = tax_basis(clients.report) or "unknown"
    return " · ".join(
        (texts(f"reading.basis.{basis}"), period_words(clients, texts), _currency(clients, texts))
    )


def period_words(clients: ClientList, texts: Texts) -> str:
    """From when to when, and how many months that is."""
    covered = coverage(clients)
    if covered is None:
        return texts("reading.period.unknown")
    return texts.plural(
        "reading.period", covered.months, first=texts.date(covered.first), last=texts.date(covered.last)
    )


def not_a_year(clients: ClientList, texts: Texts) -> str:
    """How many months a list covers against which the hours of a year stand; "" where it is a year, or not
    known."""
    covered = coverage(clients)
    return "" if covered is None or covered.is_year else texts.plural("reading.months", covered.months)


def _currency(clients: ClientList, texts: Texts) -> str:
    if clients.currency is None:
        return texts("reading.currency.unknown")
    return texts("reading.currency", code=clients.currency, symbol=texts.symbol(clients.currency))
