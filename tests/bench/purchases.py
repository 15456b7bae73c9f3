"""The purchase model of 100,000 clients: reading their rhythm, the forecast, and the proof on the past."""

import time
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pandas as pd

from lib.base.money import UNIT
from lib.clients.model import ClientList, client_list
from lib.clients.sales import gathered
from lib.tomorrow.forecast import forecast
from tests.bench.entry import Entry
from tests.lists import list_of

CLIENTS, DAYS = 100_000, 1_800
TODAY = date(2025, 12, 5)


@cache
def the_list() -> ClientList:
    """Clients with a rhythm of their own each, who stop one after the other; about 500,000 orders."""
    random = np.random.default_rng(7)
    rate, stop = random.gamma(0.6, 1 / 60, CLIENTS), random.beta(0.8, 3.0, CLIENTS)
    first = random.integers(0, DAYS - 30, CLIENTS).astype(float)
    owners, days = [np.arange(CLIENTS)], [first]
    clock, active = first.copy(), np.ones(CLIENTS, dtype=bool)
    while active.any():
        clock = clock + random.exponential(1 / rate)
        active &= clock < DAYS
        owners.append(np.flatnonzero(active))
        days.append(clock[active])
        active &= random.random(CLIENTS) >= stop
    owner, day = np.concatenate(owners), np.concatenate(days).astype(np.int64)
    amount = (random.lognormal(5, 0.6, len(owner)) * UNIT).astype(np.int64)
    sales = gathered(owner, np.datetime64("2021-01-01") + day, amount)
    table = pd.DataFrame(
        {
            "client": [f"Client {place:06d}" for place in range(CLIENTS)],
            "number": "",
            "revenue": np.bincount(owner, amount, CLIENTS).astype(np.int64),
            "rows": 1,
        }
    )
    return client_list(table, list_of([1]).report, sales=sales)


def model() -> float:
    """Seconds for everything that the page shows, with nothing kept from before."""
    clients = replace(the_list())
    begin = time.perf_counter()
    assert forecast.why_not(clients, TODAY) is None
    forecast.expected(clients, TODAY)
    forecast.total(clients, TODAY)
    assert forecast.check(clients, TODAY) is not None
    return time.perf_counter() - begin


ENTRIES = [Entry("purchase-model", "10 s", 1.0, model, lambda: 10.0)]
