"""What a client is known by, from one list to the next."""

from collections.abc import Mapping
from types import MappingProxyType

from lib.base.cache import once_per_list
from lib.clients.model import ClientList


def key_of(client: str, number: str) -> str:
    """What a client is known by from one list to the next."""
    return number or client


def rank_of(clients: ClientList, key: str) -> int | None:
    """The rank of a client by its key, the first where several share it; None where there is none."""
    return ranks_by_key(clients).get(key)


@once_per_list
def ranks_by_key(clients: ClientList) -> Mapping[str, int]:
    """The rank of every client by its key; the first where several share one."""
    names, numbers = clients.ranked["client"].tolist(), clients.ranked["number"].tolist()
    keys = map(key_of, names, numbers)
    last_first = reversed(list(enumerate(keys, 1)))
    return MappingProxyType({key: rank for rank, key in last_first})
