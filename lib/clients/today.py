"""What the clients take today, where the list has it: minutes, or else the cost of serving them."""

import numpy as np

from lib.base.cache import once_per_list
from lib.base.money import Amounts
from lib.clients.model import ClientList

COLUMNS = ("minutes", "cost")
"""Optional columns of the ranked clients: whole minutes, ten-thousandths. Hours say more than money."""


@once_per_list
def resources_today(clients: ClientList) -> Amounts | None:
    """What the first m ranked clients take today, for m = 0…n; None where the list does not say.

    In minutes or in ten-thousandths: only the shares count. A column that holds a negative figure, or
    nothing but zeros, says nothing.
    """
    for name in COLUMNS:
        if name in clients.ranked:
            spent = clients.ranked[name].to_numpy(dtype=np.int64)
            if len(spent) and spent.min() >= 0 and spent.any():
                return np.concatenate(([0], np.cumsum(spent))).astype(np.int64)
    return None
