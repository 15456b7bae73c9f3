"""Who is one client: numbers, first names, towns, e-mail addresses; and what was decided of look-alikes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.reading.clients_from_rows import read_clients, rows_of_clients
from lib.reading.duplicates import duplicates
from lib.reading.email_names import shortened
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.replay import accepted, decisions_of, offer_of
from lib.reading.same_or_not import open_duplicates
from tests.reading import files
from tests.reading.test_columns import Rows, asked, read
from tests.reading.test_shapes import ranking


def answered(rows: Rows, code: str, value: str) -> list[tuple[str, str]]:
    source = open_source(files.xlsx(rows), "a.xlsx")
    return ranking(read_clients(source, propose(source).choices.answered(code, value)))


def test_rounded_numbers_are_ignored_and_said() -> None:
    rows: Rows = [["SIRET", "Client", "CA"], ["1,23457E+13", "Alpha", 1], ["1,23457E+13", "Beta", 2]]
    clients = read(rows, as_csv=True)
    assert ranking(clients) == [("Beta", "2"), ("Alpha", "1")]
    assert [(one.code, one.rows, one.amount) for one in clients.report.assumed] == [
        ("rounded_numbers", 2, 30000)
    ]
    assert (clients.ranked["number"] == "").all()


@pytest.mark.parametrize("number", ["12345700000000", "1.23457E+13", "1,2E+13"])
def test_numbers_as_spreadsheets_round_them(number: str) -> None:
    rows: Rows = [["SIRET", "Client", "CA"], [number, "Alpha", 1], [number, "Beta", 2]]
    assert ranking(read(rows)) == [("Beta", "2"), ("Alpha", "1")]


def test_sound_numbers_stay() -> None:
    rows: Rows = [
        ["SIRET", "Client", "CA"],
        ["39131000000016", "Alpha", 1],
        ["39131000000016", "Alpha SA", 2],
    ]
    clients = read(rows)
    assert clients.count == 1
    assert clients.report.assumed == ()


MIXED: Rows = [
    ["Code client", "Client", "CA"],
    ["C1", "Boulangerie Martin", 1],
    ["C1", "Garage du Port", 2],
    ["C2", "Alpha", 4],
    ["C3", "Beta", 8],
    ["C4", "Gamma", 16],
]


def test_one_number_of_many_under_unlike_names_is_asked() -> None:
    clients = read(MIXED)
    assert asked(clients) == ["one_number"]
    assert clients.count == 5
    assert answered(MIXED, "one_number", "number")[-1] == ("Boulangerie Martin", "3")


def test_a_code_that_some_rows_lack_is_taken_from_the_name() -> None:
    rows: Rows = [["Code client", "Client", "CA"], ["C1", "Alpha", 1], [None, "Alpha", 2], [None, "Beta", 4]]
    clients = read(rows)
    assert ranking(clients) == [("Beta", "4"), ("Alpha", "3")]
    assert clients.ranked["number"].tolist() == ["", "C1"]


HOMONYMS: Rows = [
    ["Client", "Ville", "CA"],
    ["Garage Martin", "Lyon", 1],
    ["Garage Martin", "Brest", 2],
    ["Petit", "Lyon", 4],
]


def test_homonyms_start_apart_in_a_list_of_clients_and_are_asked() -> None:
    clients = read(HOMONYMS)
    assert asked(clients) == ["homonyms"]
    assert ranking(clients) == [("Petit", "4"), ("Garage Martin (Brest)", "2"), ("Garage Martin (Lyon)", "1")]
    assert answered(HOMONYMS, "homonyms", "together") == [("Petit", "4"), ("Garage Martin", "3")]


def test_homonyms_start_together_among_invoices() -> None:
    lines = [["Client", "Ville", "Date", "Montant HT"]] + [
        [name, town, f"{day}/03/2025", 1]
        for day, (name, town) in enumerate(
            [
                ("A", "Lyon"),
                ("A", "Brest"),
                ("B", "Lyon"),
                ("B", "Lyon"),
                ("C", "Nice"),
                ("C", "Nice"),
                ("D", "Nice"),
                ("D", "Nice"),
            ],
            13,
        )
    ]
    clients = read(lines)
    assert (clients.count, asked(clients)) == (4, ["homonyms"])


def test_towns_of_delivery_are_not_asked_about() -> None:
    lines = [["Client", "Ville", "Date", "Montant HT"]] + [
        [name, town, f"{day}/03/2025", 1]
        for day, (name, town) in enumerate([("A", "Lyon"), ("A", "Brest"), ("B", "Lyon"), ("B", "Nice")], 13)
    ]
    clients = read(lines)
    assert (clients.count, asked(clients)) == (2, [])


def test_numbers_tell_homonyms_apart_without_a_question() -> None:
    rows = [["Code client", *HOMONYMS[0]], *([f"C{place}", *row] for place, row in enumerate(HOMONYMS[1:]))]
    clients = read(rows)
    assert (clients.count, asked(clients)) == (3, [])


EMAILS: Rows = [
    ["Commande", "Email", "Total"],
    ["#1001", "ana@example.org", 1],
    ["#1002", "Ana@example.org", 2],
    ["#1003", "al@example.org", 4],
]


def test_an_address_is_the_client_where_nothing_else_is_and_is_shortened() -> None:
    clients = read(EMAILS)
    assert ranking(clients) == [("al…@example.org", "4"), ("an…@example.org", "3")]
    assert asked(clients) == ["emails"]
    assert answered(EMAILS, "emails", "whole") == [("al@example.org", "4"), ("ana@example.org", "3")]


def test_of_addresses_nothing_is_kept_beside_a_name() -> None:
    rows = [[*row, name] for row, name in zip(EMAILS, ["Client", "Ana", "Ana", "Al"], strict=True)]
    source = open_source(files.xlsx(rows), "a.xlsx")
    assert ranking(read_clients(source, propose(source).choices)) == [("Al", "4"), ("Ana", "3")]
    assert not any("@" in cell for row in source.sheets[0].rows_of_text() for cell in row)


@given(st.lists(st.from_regex(r"[a-z]{1,6}@[xy]\.org", fullmatch=True), unique=True, max_size=12))
def test_shortened_addresses_stay_different(addresses: list[str]) -> None:
    short = shortened(addresses)
    assert len(set(short.values())) == len(addresses)
    assert all("…" in name and name.partition("…")[2].startswith("@") for name in short.values())


def test_rows_of_clients_have_the_keys_of_the_ranking() -> None:
    source = open_source(files.xlsx(HOMONYMS), "a.xlsx")
    rows = rows_of_clients(source, propose(source).choices)["Clients"][1]
    assert rows == {2: "Garage Martin (Lyon)", 3: "Garage Martin (Brest)", 4: "Petit"}


def test_decisions_are_offered_again_where_their_clients_are() -> None:
    rows: Rows = [["Client", "CA"], ["Durand SARL", 8], ["Durand", 4], ["Petit SA", 2], ["Petit", 1]]
    source = open_source(files.xlsx(rows), "a.xlsx")
    choices = propose(source).choices
    first, second = duplicates(read_clients(source, choices))
    made = decisions_of(source, replace(choices, merges=(first.keys,), kept_apart=(second.keys,)))
    later: Rows = [
        ["Client", "CA"],
        ["Durand SARL", 1],
        ["Durand", 2],
        ["Petit", 4],
        ["Petit SA", 1],
        ["Neu", 9],
    ]
    source = open_source(files.xlsx(later), "b.xlsx")
    choices = propose(source).choices
    offer = offer_of(source, choices, read_clients(source, choices), made)
    clients = read_clients(source, after := accepted(choices, offer))
    assert ranking(clients) == [("Neu", "9"), ("Petit", "4"), ("Durand SARL", "3"), ("Petit SA", "1")]
    assert open_duplicates(clients, after) == []
    assert len(open_duplicates(clients, choices)) == 1
    assert made.headings == decisions_of(source, choices).headings
    alone = open_source(files.xlsx(later[:2]), "c.xlsx")
    choices = propose(alone).choices
    assert not offer_of(alone, choices, read_clients(alone, choices), made).any
