"""Clients sought by a part of their name or number."""

import numpy as np
import pandas as pd

from lib.base.cache import once_per_list
from lib.clients.model import ClientList


def matching(table: pd.DataFrame, words: str, tiers: list[str] | None = None) -> pd.DataFrame:
    """The rows whose client, number or, in a list of groups, member contains the words, in any case, of the
    tiers named (None: all)."""
    wanted = words.strip().casefold()
    if wanted:
        names = table["client"].str.casefold().str.contains(wanted, regex=False)
        numbers = table["number"].str.casefold().str.contains(wanted, regex=False)
        known = names | numbers
        if "members" in table:
            known |= table["members"].str.casefold().str.contains(wanted, regex=False)
        table = table[known]
    return table if not tiers else table[table["tier"].isin(tiers)]


@once_per_list
def search(clients: ClientList, words: str, most: int) -> tuple[int, ...]:
    """The first ranks whose client or number contains the words, in any case."""
    wanted = words.casefold()
    columns = (clients.ranked[name].str.casefold() for name in ("client", "number"))
    names, numbers = (column.str.contains(wanted, regex=False).to_numpy(dtype=bool) for column in columns)
    return tuple((np.flatnonzero(names | numbers)[:most] + 1).tolist())
