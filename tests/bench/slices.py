"""Another slice over 1,000,000 lines of 100,000 clients, with its ranking, tiers and minutes, beside pandas:
the lines of that slice, added up by client and ranked."""

from dataclasses import replace
from functools import cache
from itertools import cycle

import numpy as np
import pandas as pd

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.clients.sales import gathered
from lib.plan.compute import client_plan, compute
from lib.plan.plan import Plan
from lib.plan.slice_settings import Slice
from tests.bench.entry import Entry
from tests.bench.workbook import timed
from tests.lists import list_of

LINES, CLIENTS = 1_000_000, 100_000
REGIONS = ("North", "South", "East", "West", "Centre")
_turns = cycle(REGIONS)


@cache
def lines() -> pd.DataFrame:
    random = np.random.default_rng(18)
    client = (random.pareto(1.2, LINES) * CLIENTS / 20).astype(np.int64) % CLIENTS
    region = np.array(REGIONS, dtype=object)[random.integers(0, len(REGIONS), CLIENTS)]
    return pd.DataFrame(
        {
            "client": client,
            "region": pd.Series(region[client], dtype="str"),
            "day": np.datetime64("2025-01-01") + random.integers(0, 365, LINES).astype("timedelta64[D]"),
            "amount": (random.lognormal(5, 1, LINES) * UNIT).astype(np.int64),
        }
    )


@cache
def the_list() -> ClientList:
    table = lines()
    by_client = table.groupby("client").agg(revenue=("amount", "sum"), region=("region", "first"))
    whole = by_client.reindex(range(CLIENTS)).fillna({"revenue": 0, "region": ""})
    known = pd.DataFrame(
        {
            "client": pd.Series([f"Client {place:06d}" for place in range(CLIENTS)], dtype="str"),
            "number": pd.Series([""] * CLIENTS, dtype="str"),
            "revenue": whole["revenue"].astype("int64"),
            "rows": np.ones(CLIENTS, dtype=np.int64),
            "region": whole["region"].astype("str"),
        }
    )
    sales = gathered(table["client"].to_numpy(), table["day"].to_numpy(), table["amount"].to_numpy())
    return client_list(known, list_of([1]).report, sales=sales)


def change() -> None:
    """A slice that was not looked at before: nothing of it is kept from the last time."""
    part = Slice("region", next(_turns))
    assert len(client_plan(compute(replace(the_list()), Plan(slice=part)))) > 1_000


def in_pandas() -> None:
    table = lines()
    own = table[table["region"] == next(_turns)]
    ranked = own.groupby("client")["amount"].sum().sort_values(ascending=False)
    assert (ranked.cumsum() / ranked.sum()).iloc[-1] > 0.99


ENTRIES = [
    Entry(
        name="slice-change",
        peer="pandas: the lines of the slice added up by client and ranked",
        goal=3.0,
        ours=timed(change),
        theirs=timed(in_pandas),
    )
]
