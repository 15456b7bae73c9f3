"""Documents that stand in a file twice, and totals that stand on each line: worked out by hand, in texts and
in workbooks, whose numbers are numbers."""

from collections.abc import Callable

import pytest

from lib.base.money import to_text
from lib.clients.model import ClientList
from lib.reading.chart_of_accounts import account_of, chart_of
from lib.reading.clients_from_rows import read_clients
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from tests.reading import files
from tests.reading.files import Rows

FORMS: dict[str, Callable[[Rows], bytes]] = {"xlsx": files.xlsx, "csv": files.csv, "parquet": files.parquet}


def read(rows: Rows, form: str = "xlsx", **answers: str) -> ClientList:
    source = open_source(FORMS[form](rows), f"a.{form}")
    choices = propose(source).choices
    for code, value in answers.items():
        choices = choices.answered(code, value)
    return read_clients(source, choices)


def total(clients: ClientList) -> str:
    return to_text(clients.total)


def asked(clients: ClientList) -> list[str]:
    return [question.code for question in clients.report.questions]


HEADINGS = ["N° facture", "Client", "Date", "Montant HT", "Poste"]
LINES: list[list[str | float | None]] = [
    [f"F{number}", f"C{number % 3}", f"{number:02d}/03/2025", 100.5 * number, number * 1.25]
    for number in range(1, 13)
]
PLAIN_TOTAL = "7839"
"""100.5 times 1 + 2 + … + 12."""


@pytest.mark.parametrize("form", FORMS)
def test_a_row_that_is_there_twice_in_every_cell_counts_once_and_is_asked_about(form: str) -> None:
    rows = [HEADINGS, *LINES, LINES[3], LINES[7]]
    once = read(rows, form)
    assert (total(once), "copied_rows" in asked(once)) == (PLAIN_TOTAL, True)
    assert [(group.reason, group.rows) for group in once.report.set_aside + once.report.not_counted] == [
        ("copied", 2)
    ]
    assert total(read(rows, form, copied_rows="each")) == "9045"


OTHER = {"client": (1, "C9"), "day": (2, "30/03/2025"), "amount": (3, 1.0), "a number beside it": (4, 99.0)}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("other", OTHER)
def test_a_document_of_which_any_cell_differs_is_no_copy(form: str, other: str) -> None:
    place, value = OTHER[other]
    again = [*LINES[3]]
    again[place] = value
    clients = read([HEADINGS, *LINES, again], form)
    assert "copied_rows" not in asked(clients)
    assert clients.report.rows_used == len(LINES) + 1


def orders(amount: str, *lines: tuple[str, float, float, float]) -> Rows:
    """Lines of documents: number, quantity, price, and what stands in the column of the amount."""
    return [
        ["N° commande", "Client", "Article", "Quantité", "Prix unitaire", amount],
        *(
            [number, f"C{number}", f"A{place}", quantity, price, told]
            for place, (number, quantity, price, told) in enumerate(lines)
        ),
    ]


def test_a_total_that_the_lines_add_up_to_counts_once() -> None:
    rows = orders(
        "Montant", ("1", 2, 10, 50), ("1", 3, 10, 50), ("2", 1, 70, 90), ("2", 2, 10, 90), ("3", 1, 8, 8)
    )
    assert total(read(rows, revenue_column="Montant")) == "148"


def test_equal_lines_that_are_what_they_cost_are_lines() -> None:
    rows = orders(
        "Montant", ("1", 2, 25, 50), ("1", 5, 10, 50), ("2", 1, 90, 90), ("2", 2, 45, 90), ("3", 1, 8, 8)
    )
    assert total(read(rows, revenue_column="Montant")) == "288"


def equal_lines(heading: str, documents: int) -> Rows:
    return [
        ["N° commande", "Client", "Article", heading],
        *(
            [str(number), f"C{number}", f"A{line}", 10.0 * number]
            for number in range(1, documents + 1)
            for line in range(2)
        ),
    ]


@pytest.mark.parametrize(("heading", "documents", "once", "is_asked"), [
    ("Montant de la ligne", 9, False, False),
    ("Total commande", 9, True, False),
    ("Total commande", 1, True, True),
    ("Total", 3, True, True),
    ("Montant", 2, False, False),
])  # fmt: skip
def test_equal_amounts_on_all_lines_of_each_document(
    heading: str, documents: int, once: bool, is_asked: bool
) -> None:
    clients = read([*equal_lines(heading, documents), ["99", "C99", "A0", 5.0]])
    sums = 10 * sum(range(1, documents + 1))
    assert total(clients) == str(sums * (1 if once else 2) + 5)
    assert ("repeated_total" in asked(clients)) == is_asked


SKR03 = ["10001", "10002", "70001", "8400", "1776", "1200"]


def test_accounts_of_clients_and_of_revenue_by_the_usual_charts() -> None:
    german = chart_of("Konto", SKR03)
    assert german is not None
    assert [account for account in SKR03 if german.is_client(account)] == ["10001", "10002"]
    assert [account for account in SKR03 if german.is_revenue(account)] == ["8400"]
    skr04 = chart_of("Kontonummer", ["10001", "4400", "3806"])
    assert skr04 is not None
    assert skr04.is_revenue("4400")
    assert not skr04.is_revenue("8400")
    french = chart_of("Compte", ["411DUPONT", "706000", "512000"])
    assert french is not None
    assert french.is_client("411DUPONT")
    assert french.is_revenue("706000")


@pytest.mark.parametrize(
    ("heading", "accounts"),
    [
        ("Compte", SKR03),
        ("Konto", ["70001", "8400"]),
        ("Konto", ["10001", "840"]),
        ("Konto", ["10001", "8400A"]),
        ("Konto", []),
        ("Konto", ["", "Konto"]),
        ("Compte", ["400001", "512000"]),
    ],
)
def test_other_accounts_follow_no_chart(heading: str, accounts: list[str]) -> None:
    assert chart_of(heading, accounts) is None


@pytest.mark.parametrize(("text", "account"), [
    (" 411 dupont ", "411DUPONT"), ("8400.0", "8400"), ("84.5", "84.5"), ("A.0", "A.0"), ("", ""),
])  # fmt: skip
def test_an_account_as_it_is_compared(text: str, account: str) -> None:
    assert account_of(text) == account
