"""What a client is known by, from one list to the next."""

import numpy as np

from lib.base.cache import once_per_list
from lib.clients.model import ClientList


def key_of(client: str, number: str) -> str:
    """What a client is known by from one list to the next."""
    return number or client


@once_per_list
def rank_of(clients: ClientList, key: str) -> int | None:
    """The rank of a client by its key, the first where several share it; None where there is none."""
    numbers = clients.ranked["number"]
    same = (numbers == key) | ((numbers == "") & (clients.ranked["client"] == key))
    places = np.flatnonzero(same.to_numpy(dtype=bool))
    return int(places[0]) + 1 if len(places) else None
