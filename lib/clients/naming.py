"""The names of clients in sentences."""

from lib.clients.model import ClientList
from lib.texts.wording import shortened


def client_name(clients: ClientList, rank: int) -> str:
    """The name of a client, cut where it is too long for a sentence."""
    return shortened(str(clients.ranked["client"].iloc[rank - 1]))
