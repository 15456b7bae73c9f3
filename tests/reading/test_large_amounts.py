"""Amounts at the edge of what can be added up exactly: right to the last cent, or refused in words, wherever
they come together."""

from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from lib.base.money import LIMIT, UNIT
from lib.clients.model import ClientList
from lib.parsing.errors import ReadingError
from lib.reading.amounts import line_amounts
from lib.reading.choices import Choices
from lib.reading.clients_from_rows import read_clients, read_file
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from tests.reading import files

MOST = LIMIT // UNIT
"""Units of currency; a single cell holds a thousandth of it at most."""
CELL = MOST // 1000 - 1


def of_text(text: str) -> ClientList:
    return read_file(text.encode(), "list.csv")


def of_sheets(*amounts: int) -> ClientList:
    """A sheet a month, each with one client and a small one."""
    book = openpyxl.Workbook()
    for place, amount in enumerate(amounts):
        sheet = book.create_sheet(f"Mois {place}") if place else book.worksheets[0]
        for row in (["Client", "CA (k€)"], ["A", amount], ["B", 1]):
            sheet.append(row)
    source = open_source(files.saved(book), "a.xlsx")
    choices = propose(source).choices.answered("sheets_alike", "together")
    return read_clients(source, choices)


def amounts_of(text: str, **roles: Any) -> list[int]:
    """The amounts of the rows of a text file, whose columns are told."""
    sheet = open_source(text.encode(), "list.csv").sheets[0]
    return line_amounts(sheet, Choices(sheet=sheet.name, client="Client", **roles)).value.tolist()


SMALL, LARGE = CELL * 2 // 5, CELL * 3 // 5
"""Two of the first have a sum, two of the second have none; in thousands."""
TOGETHER: dict[str, Callable[[int], int]] = {
    "rows": lambda half: int(of_text(f"Client;CA (k€)\nA;{half}\nA;{half}\nB;1\n").revenue[0]),
    "sheets": lambda half: int(of_sheets(half, half).revenue[0]),
    "columns": lambda half: amounts_of(
        f"Client;x (k€);y (k€)\nA;{half};{half}\n", periods=("x (k€)", "y (k€)")
    )[0],
    "debit and credit": lambda half: amounts_of(
        f"Client;d (k€);c (k€)\nA;{half};-{half}\n", debit="d (k€)", credit="c (k€)"
    )[0],
    "an amount and its tax": lambda half: amounts_of(
        f"Client;a (k€);t (k€)\nA;{half};-{half}\n", revenue="a (k€)", without_tax=("a (k€)", "t (k€)")
    )[0],
}


@pytest.mark.parametrize("where", TOGETHER)
def test_amounts_that_come_together_are_right_or_refused(where: str) -> None:
    assert TOGETHER[where](SMALL) == 2 * SMALL * 1000 * UNIT
    with pytest.raises(ReadingError) as refused:
        TOGETHER[where](LARGE)
    assert refused.value.code == "amounts_too_large"


def test_a_single_amount_that_is_too_large_is_set_aside() -> None:
    clients = of_text(f"Client;CA\nA;{CELL}\nB;{100 * CELL}\nC;1\n")
    assert list(clients.ranked["client"]) == ["A", "C"]
    assert [(group.reason, group.rows) for group in clients.report.set_aside] == [("too_large", 1)]


@pytest.mark.parametrize("unit", ["k€", "M€"])
def test_a_unit_that_makes_it_too_large_is_refused(unit: str) -> None:
    with pytest.raises(ReadingError) as refused:
        of_text(f"Client;CA ({unit})\nA;{CELL}\nB;{CELL}\n")
    assert refused.value.code == "amounts_too_large"


def test_a_product_that_is_too_large_is_refused() -> None:
    with pytest.raises(ReadingError) as refused:
        of_text(f"Client;Quantité;Prix unitaire\nA;{CELL};{CELL}\nB;2;3\n")
    assert refused.value.code == "amounts_too_large"
