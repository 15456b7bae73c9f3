"""Client lists for tests, made from plain revenues."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from lib.base.money import UNIT
from lib.clients.model import ClientList, ImportReport, client_list
from lib.clients.sales import gathered


def list_of(revenues: Sequence[int], unit: int = UNIT) -> ClientList:
    """A list with clients called "Client 001" … in the order given, revenues in currency units."""
    amounts = [revenue * unit for revenue in revenues]
    table = pd.DataFrame(
        {
            "client": [f"Client {index:03d}" for index in range(1, len(amounts) + 1)],
            "number": "",
            "revenue": pd.Series(amounts, dtype="int64"),
            "rows": pd.Series([1] * len(amounts), dtype="int64"),
        }
    )
    report = ImportReport(
        source="test.xlsx",
        sheet="Sheet1",
        columns={},
        rows_read=len(amounts),
        rows_used=len(amounts),
        total_file=sum(amounts),
        total_used=sum(amounts),
    )
    return client_list(table, report)


TOY = [400, 200, 100, 80, 60, 50, 40, 30, 25, 15]
"""The ten revenues of the method's worked example."""


def sold(
    by_client: Mapping[str, Sequence[int]], first: int = 2024, ranked_by_last: bool = False
) -> ClientList:
    """A list of clients with what each bought year by year, in currency units; ranked by all years together,
    or as a file with a column a year is: by the last."""
    amounts = np.array(list(by_client.values()), dtype=np.int64) * UNIT
    clients, years = np.nonzero(amounts)
    sales = gathered(
        clients.astype(np.int64),
        np.array([f"{first + year}-01-01" for year in years], dtype="datetime64[D]"),
        amounts[clients, years],
        "year",
    )
    table = pd.DataFrame(
        {
            "client": list(by_client),
            "number": "",
            "revenue": amounts[:, -1] if ranked_by_last else amounts.sum(axis=1),
            "rows": 1,
        }
    )
    return client_list(table, list_of([1]).report, sales=sales)
