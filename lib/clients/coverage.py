"""Which time the revenue of a list covers: what stands against hours a year has to be brought to a year."""

from dataclasses import dataclass
from datetime import date

from lib.base.cache import once_per_list
from lib.clients.model import ClientList
from lib.clients.sales import MONTHS

_DAYS_A_MONTH = 365.25 / 12
YEAR = 12
"""Months."""


@dataclass(frozen=True)
class Coverage:
    """From the first day to the last, both included, and about how many months that is, at least one."""

    first: date
    last: date
    months: int

    @property
    def is_year(self) -> bool:
        """Whether its revenue is that of a year."""
        return self.months == YEAR


@once_per_list
def coverage(clients: ClientList) -> Coverage | None:
    """The time that the ranked revenue was made in; None where the list does not say.

    All of it where all dated sales together are the revenue; the last period where a list with a column a
    period is ranked by that one.
    """
    sales = clients.sales
    if clients.days is not None:
        first_day, last_day = clients.days
        months = round(((last_day - first_day).days + 1) / _DAYS_A_MONTH)
        return Coverage(first_day, last_day, max(1, months))
    if sales is None or not len(sales.day):
        return None
    revenue = clients.total + clients.total_set_apart
    if sales.total + sales.undated_amount == revenue:
        first = sales.day.min()
    elif int(sales.amount[sales.day == sales.day.max()].sum()) == revenue:
        first = sales.day.max()
    else:
        return None
    last = sales.day.max()
    if length := MONTHS[sales.grain]:
        end = last.astype("datetime64[M]") + length
        months = int((end - first.astype("datetime64[M]")).astype(int))
        return Coverage(first.item(), (end.astype("datetime64[D]") - 1).item(), months)
    days = int((last - first).astype(int)) + 1
    return Coverage(first.item(), last.item(), max(1, round(days / _DAYS_A_MONTH)))


def a_year(amount: int, clients: ClientList) -> int:
    """An amount of the time that the list covers, brought to twelve months; as it is where that is a year or
    not known. Halves to the even number."""
    covered = coverage(clients)
    return amount if covered is None or covered.is_year else round(amount * YEAR / covered.months)
