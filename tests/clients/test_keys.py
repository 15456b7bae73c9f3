"""Clients found by their key: the same answer as a look through the list, and one look for all of them."""

from dataclasses import replace

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from lib.clients.keys import key_of, rank_of
from lib.clients.model import ClientList
from lib.plan.placements import Placement, exceptions
from tests.lists import list_of

KEYS = st.sampled_from(["", "1", "2", "Roux", "Blanc"])


class CountedTable(pd.DataFrame):  # type: ignore[misc,unused-ignore]
    """A table that counts how often one of its columns is taken to be looked through."""

    looks = 0

    def __getitem__(self, name: object) -> pd.Series:
        CountedTable.looks += 1
        return pd.DataFrame.__getitem__(self, name)  # type: ignore[call-overload,no-any-return]


def looks_for(count: int) -> int:
    """How often the columns of a list so long are looked through to find every client of it and strangers."""
    plain = list_of(range(1, count + 1))
    clients = replace(plain, ranked=CountedTable(plain.ranked))
    CountedTable.looks = 0
    for number in range(2 * count):
        rank_of(clients, f"Client {number:03d}")
    placements = [Placement(f"Client {number:03d}", 1) for number in range(1, count)]
    exceptions(clients, (1,), placements)
    return CountedTable.looks


def test_a_list_is_looked_through_once_however_many_clients_are_sought() -> None:
    assert looks_for(10) == looks_for(1_000) <= 2


@given(st.lists(st.tuples(KEYS, KEYS), min_size=1, max_size=8))
def test_the_first_client_of_a_key_is_found(people: list[tuple[str, str]]) -> None:
    plain = list_of(range(1, len(people) + 1))
    names, numbers = zip(*people, strict=True)
    clients: ClientList = replace(plain, ranked=plain.ranked.assign(client=names, number=numbers))
    for key in ("", "1", "2", "Roux", "Blanc"):
        by_hand = [rank for rank, person in enumerate(people, 1) if key_of(*person) == key]
        assert rank_of(clients, key) == (by_hand[0] if by_hand else None)
