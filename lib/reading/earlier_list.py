"""A second list, of an earlier year, put behind a list: its clients are found again by number and by name.

What they bought then becomes part of the sales over time; clients that are not in the list any more join
those set apart, at zero. So everything that looks at two periods finds them where it looks for them.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.clients.model import ClientList, client_list
from lib.clients.sales import Grain, Sales
from lib.reading.dates import period_of
from lib.reading.duplicates import name_words

Rows = npt.NDArray[np.int64]


class EarlierListError(ValueError):
    """Two lists that cannot be put together. `code` names the sentence: overlap, currency."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Matched:
    """How the clients of the earlier list were found: by their number, by their name, or not at all."""

    by_number: int
    by_name: int
    gone: int


def year_of(name: str) -> int | None:
    """The year that a file's name tells: "Ventes 2024.xlsx" gives 2024."""
    period = period_of(name.rsplit(".", 1)[0])
    return int(period[:4]) if period and period[:4].isdigit() else None


def usual_years(clients: ClientList, earlier_name: str, this_year: int) -> tuple[int, int]:
    """The years (then, now) that the two lists are most likely of."""
    then = year_of(earlier_name)
    now = year_of(clients.report.source) or (then + 1 if then else this_year)
    if clients.sales is not None:
        now = _year(clients.sales.day.min())
    return (then if then and then < now else now - 1), now


def with_earlier(clients: ClientList, earlier: ClientList, then: int, now: int) -> tuple[ClientList, Matched]:
    """The list with what its clients bought in an earlier one.

    Lines with dates stay as they are where both lists have them, equally fine; otherwise the earlier list
    stands for the year `then`, and a list without a word about time for the year `now`.

    Raises `EarlierListError`: overlap, currency.
    """
    if clients.currency and earlier.currency and clients.currency != earlier.currency:
        raise EarlierListError("currency")
    own, old = _everybody(clients), _everybody(earlier)
    own_rows, matched = _matched(own, old)
    gone = np.flatnonzero(own_rows < 0)
    own_rows[gone] = len(own) + np.arange(len(gone))
    sales = _put_together(*_alike(clients, earlier, then, now), own_rows)
    table = pd.concat([own, _at_zero(own, old.iloc[gone])], ignore_index=True)
    return client_list(table, clients.report, clients.currency, sales, clients.purchases), matched


def _everybody(clients: ClientList) -> pd.DataFrame:
    parts = [part for part in (clients.ranked, clients.set_apart) if len(part)]
    return pd.concat(parts, ignore_index=True)


def _matched(own: pd.DataFrame, old: pd.DataFrame) -> tuple[Rows, Matched]:
    """The place of each client of the old list among our own, -1 where there is none. A number wins over a
    name: clients with different numbers are two."""
    numbers, old_numbers = own["number"].tolist(), old["number"].tolist()
    known = _first_rows(numbers)
    own_rows = [known.get(number, -1) for number in old_numbers]
    by_number = sum(row >= 0 for row in own_rows)
    taken = set(own_rows)
    for form in (str.casefold, name_words):
        names = _first_rows([form(name) for name in own["client"].tolist()])
        for row, name in enumerate(old["client"].tolist()):
            own_row = names.get(form(name), -1) if own_rows[row] < 0 else -1
            if own_row >= 0 and own_row not in taken and not (numbers[own_row] and old_numbers[row]):
                own_rows[row] = own_row
                taken.add(own_row)
    matched = sum(row >= 0 for row in own_rows)
    return np.array(own_rows, dtype=np.int64), Matched(by_number, matched - by_number, len(old) - matched)


def _first_rows(texts: list[str]) -> dict[str, int]:
    """The first place of each text that is not empty."""
    return {text: row for row, text in reversed(list(enumerate(texts))) if text}


def _alike(clients: ClientList, earlier: ClientList, then: int, now: int) -> tuple[Sales, Sales]:
    """The sales of both lists, equally fine and one after the other."""
    own, old = clients.sales, earlier.sales
    if own is not None and old is not None and own.grain == old.grain:
        pass
    elif own is None or own.grain == "year":
        own, old = own or _one_year(clients, now), _one_year(earlier, then)
    else:
        own, old = _by_year(own), _one_year(earlier, then)
    if old.day.max() >= own.day.min():
        raise EarlierListError("overlap")
    return own, old


def _one_year(clients: ClientList, year: int) -> Sales:
    """The list as the sales of one year."""
    revenue = _everybody(clients)["revenue"].to_numpy(dtype=np.int64)
    there = np.flatnonzero(revenue)
    return _entries(
        there, np.full(len(there), f"{year}-01-01", dtype="datetime64[D]"), revenue[there], "year"
    )


def _by_year(sales: Sales) -> Sales:
    years = sales.day.astype("datetime64[Y]").astype("datetime64[D]")
    starts = np.flatnonzero(
        (np.diff(sales.client, prepend=-1) != 0) | (np.diff(years, prepend=years[:1]) != 0)
    )
    amounts = np.add.reduceat(sales.amount, starts)
    return _entries(sales.client[starts], years[starts], amounts, "year")


def _entries(client: npt.NDArray, day: npt.NDArray, amount: npt.NDArray, grain: Grain) -> Sales:  # type: ignore[type-arg]
    return Sales(client.astype(np.int32), day, amount, np.ones(len(client), dtype=np.int32), grain)


def _put_together(own: Sales, old: Sales, own_rows: Rows) -> Sales:
    """Both in one, sorted by client and day; no day is in both."""
    client = np.concatenate([own_rows[old.client], own.client])
    day = np.concatenate([old.day, own.day])
    order = np.lexsort((day, client))
    return Sales(
        client=client[order].astype(np.int32),
        day=day[order],
        amount=np.concatenate([old.amount, own.amount])[order],
        lines=np.concatenate([old.lines, own.lines])[order],
        grain=own.grain,
        undated=own.undated,
        undated_amount=own.undated_amount,
    )


def _at_zero(own: pd.DataFrame, gone: pd.DataFrame) -> pd.DataFrame:
    """Rows for clients that are gone, in the columns of our own list."""
    columns = {
        name: gone[name].to_numpy()
        if name in ("client", "number")
        else ("" if own[name].dtype == "str" else 0)
        for name in own
    }
    return pd.DataFrame(columns, index=range(len(gone))).astype(own.dtypes.to_dict())


def _year(day: np.datetime64) -> int:
    return int(day.astype("datetime64[Y]").astype(int)) + 1970
