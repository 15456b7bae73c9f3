"""Client lists for tests, made from plain revenues."""

from collections.abc import Sequence

import pandas as pd

from lib.clients import ClientList, ImportReport, client_list
from lib.money import UNIT


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
