"""Names that are probably one client, against all pairs compared one by one."""

from dataclasses import replace
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lib.clients.model import ClientList, ImportReport, client_list
from lib.reading.clients_from_rows import read_clients
from lib.reading.duplicates import SMALL_BLOCK, duplicates
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from tests.lists import list_of
from tests.reading import files
from tests.reading.test_shapes import ranking

HEAD = ["N° client", "Client", "Montant"]


def clients_named(names: list[str], numbers: list[str] | None = None) -> ClientList:
    table = pd.DataFrame(
        {
            "client": pd.Series(names, dtype="str"),
            "number": pd.Series(numbers or [""] * len(names), dtype="str"),
            "revenue": [10_000 * (len(names) - place) for place in range(len(names))],
            "rows": 1,
        }
    )
    return client_list(table, ImportReport("a.xlsx", "A", {}, 1, 1, 0, 0))


def found(names: list[str], numbers: list[str] | None = None) -> set[tuple[tuple[str, ...], str]]:
    return {(one.names, one.reason) for one in duplicates(clients_named(names, numbers))}


def test_each_reason() -> None:
    assert found(["Café de l'Été", "CAFE  DE L’ETE", "Garage Louis"]) == {
        (("Café de l'Été", "CAFE  DE L’ETE"), "form")
    }
    assert found(["Durand S.A.R.L.", "Durand", "Durant"]) == {(("Durand S.A.R.L.", "Durand"), "legal_form")}
    assert found(["Jean Martin", "MARTIN Jean"]) == {(("Jean Martin", "MARTIN Jean"), "order")}
    assert found(["Boulangerie Martin", "Boulangerie Martins"]) == {
        (("Boulangerie Martin", "Boulangerie Martins"), "one_letter")
    }
    assert found(["Martin", "Martin"], ["1", "2"]) == {(("Martin", "Martin"), "two_numbers")}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Martin & Fils", "MARTIN ET FILS", "short_form"),
        ("Martin and Sons", "Martin & Sons", "short_form"),
        ("Müller und Sohn", "Muller & Sohn", "short_form"),
        ("Saint-Gobain", "St Gobain", "short_form"),
        ("Lycée Ste Anne", "Lycée Sainte-Anne", "short_form"),
        ("Dupont et Cie", "Dupont & Compagnie", "short_form"),
        ("Monsieur Paul Petit", "M. Paul Petit", "short_form"),
        ("C.G.I. France", "CGI France", "form"),
        ("C.G.I France", "CGI France", "form"),
        ("J. B. Martin", "JB Martin", "form"),
        ("Sté Durand", "Durand", "legal_form"),
        ("Ste Durand", "Durand", "legal_form"),
        ("Société Durand", "Durand SAS", "legal_form"),
        ("Ets Durand", "Durand", "legal_form"),
        ("Durand et Cie", "Durand", "legal_form"),
        ("Société Martin Paul", "Paul Martin", "order"),
    ],
)
def test_short_forms_are_written_out(one: str, other: str, reason: str) -> None:
    assert found([one, other, "Garage Louis"]) == {((one, other), reason)}
    assert found([one, other, "Garage Louis"], ["1", "2", "3"]) == {((one, other), "two_numbers")}


def test_what_is_not_one_client() -> None:
    assert found(["Magasin 1", "Magasin 2", "Agence K", "Agence J", "Dupont", "Dubois"]) == set()
    assert found(["Petit", "Petitjean", "Petit Jean Louis", "Saint", "Sainte Rose", "Rose"]) == set()
    assert found(["M. Petit", "Mme Petit", "Saint Marc", "Sainte Marie", "Marc"]) == set()


def test_variants_with_numbers_of_their_own_are_marked() -> None:
    names = ["Martin", "MARTIN", "Martin SARL", "Dupont", "Dupond"]
    assert found(names, ["1", "2", "3", "4", "5"]) == {(("Martin", "MARTIN", "Martin SARL"), "two_numbers")}


LETTERS = st.text("abc12", min_size=6, max_size=9)


def apart(one: str, other: str) -> bool:
    """Whether one letter changed, added or taken away makes one word of the other, by trying them all; their
    figures are the same."""
    if [mark for mark in one if mark.isdigit()] != [mark for mark in other if mark.isdigit()]:
        return False
    if len(one) == len(other):
        return sum(left != right for left, right in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))


@pytest.mark.parametrize("small_block", [0, SMALL_BLOCK])
@given(names=st.lists(LETTERS, min_size=2, max_size=12, unique=True))
@example(names=["MARTINET", "MARTINES", "MARTINER", "OTHERS"])
def test_the_blocks_lose_no_pair(small_block: int, names: list[str]) -> None:
    """Whether the names of a block are few, and compared pair by pair, or many."""
    close = {frozenset(pair) for pair in combinations(names, 2) if apart(*pair)}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("lib.reading.duplicates.SMALL_BLOCK", small_block)
        proposed = {
            frozenset(one.names) for one in duplicates(clients_named(names)) if one.reason == "one_letter"
        }
    assert proposed <= close
    assert bool(proposed) == bool(close)
    assert all(any(pair & other for other in proposed) for pair in close)


def test_numbered_names_are_not_compared_with_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """Store 1 is not Store 2, so thousands of such names cost no more than as many others."""
    compared: list[int] = []
    monkeypatch.setattr(
        "lib.reading.duplicates._close_pairs", lambda names: compared.append(len(names)) or iter(())
    )
    duplicates(list_of(list(range(1, 2_000))))
    assert max(compared) == 1


def test_accepted_proposals_are_added_up_and_said() -> None:
    rows = [HEAD, ["", "Durand SARL", 10], ["", "DURAND", 5], ["", "Durand", 2], ["", "Petit", 20]]
    source = open_source(files.xlsx(rows), "a.xlsx")
    choices = propose(source).choices
    clients = read_clients(source, choices)
    keys = [one.keys for one in duplicates(clients)]
    merged = read_clients(source, replace(choices, merges=tuple(keys)))
    assert ranking(merged) == [("Petit", "20"), ("Durand SARL", "17")]
    assert [(one.client, one.reason) for one in merged.report.merged] == [("Durand SARL", "chosen")]
    assert merged.total == clients.total


def test_groups_with_a_client_in_common_become_one() -> None:
    rows = [HEAD, ["", "Aaaa", 1], ["", "Bbbb", 2], ["", "Cccc", 4], ["", "Dddd", 8]]
    source = open_source(files.xlsx(rows), "a.xlsx")
    merges = (("Bbbb", "Aaaa"), ("Dddd", "Cccc"), ("Dddd", "Bbbb"))
    clients = read_clients(source, replace(propose(source).choices, merges=merges))
    assert ranking(clients) == [("Dddd", "15")]


def test_one_number_with_two_names_is_one_client_and_said() -> None:
    rows = [HEAD, [1, "Durand", 10], [1, "Durand & Fils", 5], [1, "Durand", 1], [2, "Petit", 3]]
    source = open_source(files.xlsx(rows), "a.xlsx")
    clients = read_clients(source, propose(source).choices)
    assert ranking(clients) == [("Durand", "16"), ("Petit", "3")]
    assert [(one.names, one.reason) for one in clients.report.merged] == [
        (("Durand", "Durand & Fils"), "number")
    ]
