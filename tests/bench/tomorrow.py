"""The page about tomorrow over 1,000,000 lines of five years, beside pandas: two years out of the same lines,
the classes of each, and their crosstab."""

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.clients.sales import gathered
from tests.bench.entry import Entry
from tests.bench.workbook import timed
from tests.lists import list_of
from tests.pages.app import open_app

LINES, CLIENTS = 1_000_000, 100_000
DAYS = 5 * 365


@cache
def lines() -> pd.DataFrame:
    random = np.random.default_rng(6)
    return pd.DataFrame(
        {
            "client": (random.pareto(1.2, LINES) * CLIENTS / 20).astype(np.int64) % CLIENTS,
            "day": np.datetime64("2021-01-01") + random.integers(0, DAYS, LINES).astype("timedelta64[D]"),
            "amount": (random.lognormal(5, 1, LINES) * UNIT).astype(np.int64),
        }
    )


@cache
def the_list() -> ClientList:
    table = lines()
    sales = gathered(
        table["client"].to_numpy(),
        table["day"].to_numpy().astype("datetime64[D]"),
        table["amount"].to_numpy(),
    )
    revenue = np.bincount(table["client"], weights=table["amount"] / UNIT, minlength=CLIENTS)
    known = pd.DataFrame(
        {
            "client": [f"Client {place:06d}" for place in range(CLIENTS)],
            "number": "",
            "revenue": (revenue * UNIT).astype(np.int64),
            "rows": 1,
        }
    )
    return client_list(known, list_of([1]).report, sales=sales)


def page() -> None:
    """The page as a visitor opens it, with nothing kept from a visit before."""
    assert len(open_app("tomorrow", replace(the_list()), "en").dataframe) == 2


def in_pandas() -> pd.DataFrame:
    table = lines()
    years = table[table["day"].dt.year >= 2024]
    both = years.pivot_table(
        index="client", columns=years["day"].dt.year, values="amount", aggfunc="sum", fill_value=0
    )
    classes = {}
    for year in (2024, 2025):
        ranked = both[year].sort_values(ascending=False)
        before = (ranked.cumsum() - ranked) / ranked.sum()
        classes[year] = pd.cut(before, [-1, 0.2, 0.4, 0.6, 0.8, 2], labels=list("ABCDE"))
        classes[year] = classes[year].cat.add_categories("none").where(ranked > 0, "none")
    return pd.crosstab(classes[2024].reindex(both.index), classes[2025].reindex(both.index))


ENTRIES = [
    Entry(
        name="tomorrow-page",
        peer="pandas pivot and crosstab of the same lines",
        goal=10.0,
        ours=timed(page),
        theirs=timed(in_pandas),
    )
]
