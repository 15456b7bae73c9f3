"""A column of potential: amounts, marks, employees, prospects, and cells that say nothing."""

import pytest

from lib.base.money import UNIT
from lib.reading.client_marks import mark_of
from lib.reading.clients_from_rows import read_file

LIST = """Client;CA HT;Potentiel
Alpha;400;1 000
Beta;200;200,50
Gamma;100;
Delta;80;beaucoup
Epsilon;;500
Zeta;0;A'
Eta;60;-3
Theta;;
"""


def test_amounts_are_read_and_what_cannot_be_is_counted() -> None:
    clients = read_file(LIST.encode(), "clients.csv")
    assert clients.report.columns["potential"].heading == "Potentiel"
    known = dict(zip(clients.ranked["client"], clients.ranked["potential"], strict=True))
    assert known == {"Alpha": 1_000 * UNIT, "Beta": 2_005_000, "Gamma": -1, "Delta": -1, "Eta": -1}
    (remark,) = [each for each in clients.report.remarks if each.code == "unreadable_cells"]
    assert (remark.details["column"], remark.details["count"]) == ("Potentiel", 2)


def test_who_has_bought_nothing_but_could_is_set_apart_and_not_lost() -> None:
    clients = read_file(LIST.encode(), "clients.csv")
    apart = clients.set_apart.set_index("client")
    assert apart.loc["Epsilon", "potential"] == 500 * UNIT
    assert apart.loc["Zeta", "potential_mark"] == "A"
    assert clients.total == 840 * UNIT
    (group,) = clients.report.set_aside
    assert (group.reason, group.rows) == ("no_amount", 1)


def test_a_potential_on_every_line_of_a_client_counts_once() -> None:
    lines = "Date;Client;Montant HT;Effectif;Potentiel\n" + "".join(
        f"2025-01-0{day};{client};10;{heads};{amount}\n"
        for day, client, heads, amount in ((1, "A", 7, 90), (2, "A", 7, 90), (3, "B", 3, 5), (4, "A", 7, ""))
    )
    clients = read_file(lines.encode(), "lines.csv")
    assert clients.ranked["potential"].tolist() == [90 * UNIT, 5 * UNIT]
    assert clients.ranked["headcount"].tolist() == [7, 3]


def test_a_column_of_marks_alone_is_a_potential() -> None:
    lines = "Client;CA;Potentiel\nA;4;A'\nB;3;b’\nC;2;\nD;0;P\n"
    clients = read_file(lines.encode(), "marks.csv")
    assert clients.ranked["potential_mark"].tolist() == ["A", "B", ""]
    assert clients.set_apart["potential_mark"].tolist() == ["P"]


def test_the_revenue_stays_the_revenue_beside_a_potential() -> None:
    lines = "Client;CA potentiel;CA\nA;900;4\nB;700;3\n"
    clients = read_file(lines.encode(), "two.csv")
    assert (clients.report.columns["revenue"].heading, clients.total) == ("CA", 7 * UNIT)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("A'", "A"),
        (" b ", "B"),
        ("C′", "C"),
        ("P", "P"),
        ("Prospect", "P"),
        ("D'", ""),
        ("A''", ""),
        ("12", ""),
    ],
)
def test_marks(text: str, mark: str) -> None:
    assert mark_of(text) == mark
