"""Cells typed anew: what counts then, what is refused, what is undone, and where they are found again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import to_text
from lib.clients.model import ClientList
from lib.parsing.errors import ReadingError
from lib.reading.choices import Choices
from lib.reading.clients_from_rows import read_clients
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.reading.repairs import RepairError, replayed, typed_repair, with_repair, without_repair
from lib.reading.rows_to_repair import rows_to_repair
from lib.reading.source import Source
from tests.reading import files

HEAD = ["Client", "Date", "Montant"]
ROWS = [
    HEAD,
    ["Alpha", "2025-01-31", 100],
    ["Beta", "2025-02-28", "10 000 € mini - 40 000 € maxi"],
    [None, "2025-03-31", 30],
    ["Delta", "bientôt", 7],
    ["Gamma", "2025-04-30", None],
]


def opened(rows: list[list[object]] | None = None, name: str = "a.xlsx") -> tuple[Source, Choices]:
    source = open_source(files.xlsx(rows or ROWS), name)
    return source, propose(source).choices


def typed(source: Source, choices: Choices, row: int, heading: str, text: str, mark: str = ",") -> Choices:
    sheet = source.sheet(choices.sheet)
    return with_repair(choices, typed_repair(sheet, choices, row, heading, text, mark))


def totals(clients: ClientList) -> dict[str, str]:
    return {name: to_text(int(revenue)) for name, revenue in clients.ranked[["client", "revenue"]].to_numpy()}


def test_rows_to_repair_are_named_with_their_reason() -> None:
    found = rows_to_repair(*opened(), 50)
    assert found.headings == ("Client", "Date", "Montant")
    assert [(row.row, row.reason) for row in found.rows] == [
        (4, "no_client"),
        (6, "no_amount"),
        (3, "range"),
        (5, "undated"),
    ]
    assert found.count == 4
    assert len(rows_to_repair(*opened(), 2).rows) == 2


def test_what_is_typed_counts_and_is_told() -> None:
    source, choices = opened()
    assert totals(read_clients(source, choices)) == {"Alpha": "100", "Delta": "7"}
    choices = typed(source, choices, 3, "Montant", "1 200,50")
    choices = typed(source, choices, 4, "Client", "  Epsilon ")
    choices = typed(source, choices, 6, "Montant", "1,200", ".")
    choices = typed(source, choices, 5, "Date", "31/05/2025")
    clients = read_clients(source, choices)
    assert totals(clients) == {
        "Beta": "1200.5",
        "Gamma": "1200",
        "Alpha": "100",
        "Epsilon": "30",
        "Delta": "7",
    }
    assert len(clients.report.repairs) == 4
    assert to_text(clients.report.repaired_amount) == "2430.5"
    assert clients.sales is not None
    assert not clients.sales.undated
    assert not rows_to_repair(source, choices, 50).rows


def test_a_repair_is_undone_alone_and_by_typing_what_stood_there() -> None:
    source, first = opened()
    second = typed(source, typed(source, first, 3, "Montant", "5"), 6, "Montant", "6")
    assert totals(read_clients(source, without_repair(second, second.repairs[0])))["Gamma"] == "6"
    assert typed(source, second, 6, "Montant", "").repairs == second.repairs[:1]
    again = typed(source, second, 6, "Montant", "8")
    assert [repair.after for repair in again.repairs] == ["5", "8"]


@pytest.mark.parametrize(
    ("row", "heading", "text", "code"),
    [
        (3, "Montant", "beaucoup", "not_an_amount"),
        (3, "Montant", "1e999", "not_an_amount"),
        (5, "Date", "le 31 mai", "not_a_date"),
        (3, "Client", "x" * 201, "too_long"),
        (99, "Client", "A", "no_such_cell"),
        (1, "Client", "A", "no_such_cell"),
        (3, "Prix", "1", "no_such_cell"),
    ],
)
def test_what_cannot_stand_in_a_cell_is_refused(row: int, heading: str, text: str, code: str) -> None:
    with pytest.raises(RepairError) as refused:
        typed(*opened(), row, heading, text)
    assert refused.value.code == code


def test_a_repair_of_a_cell_that_holds_something_else_by_now_does_not_count() -> None:
    source, choices = opened()
    choices = typed(source, choices, 3, "Montant", "5")
    other = [*ROWS[:2], ["Beta", "2025-02-28", 77], *ROWS[3:]]
    clients = read_clients(opened(other)[0], choices)
    assert totals(clients)["Beta"] == "77"
    assert clients.report.repairs == ()


def test_repairs_are_found_again_by_the_other_cells_of_their_row() -> None:
    source, choices = opened()
    choices = typed(source, typed(source, choices, 3, "Montant", "5"), 6, "Montant", "6")
    moved, proposed = opened([HEAD, ["Nu", "2025-05-01", 1], *ROWS[4:5], *ROWS[1:4]], "b.xlsx")
    found = replayed(moved, [proposed.sheet], choices.repairs)
    assert [(repair.row, repair.after) for repair in found.again] == [(5, "5")]
    assert [repair.after for repair in found.missing] == ["6"]
    clients = read_clients(moved, replace(proposed, repairs=found.again))
    assert totals(clients)["Beta"] == "5"
    twice, _ = opened([*ROWS, ROWS[2]])
    assert len(replayed(twice, [proposed.sheet], choices.repairs[:1]).missing) == 1


def test_a_text_file_and_one_with_units_take_repairs_in_its_own_notation() -> None:
    data = "Client;Montant HT en k€\nA;1,5\nB;2 000,25\nC;environ deux\n".encode()
    source = open_source(data, "a.csv")
    choices = typed(source, propose(source).choices, 4, "Montant HT en k€", "1.234,5")
    assert totals(read_clients(source, choices))["C"] == "1234500"


CELLS = st.tuples(st.integers(1, 7), st.sampled_from([*HEAD, "x"]))
TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["Total", "=1+1", "1e308", "9" * 40, "gratuit", "#N/A", "\x00", "01/02/2025", "-", "nan"]
    ),
)


@given(st.lists(st.tuples(CELLS, TEXTS), max_size=6))
def test_nothing_that_is_typed_breaks_the_reading(cells: list[tuple[tuple[int, str], str]]) -> None:
    source, choices = SOURCE
    for (row, heading), text in cells:
        try:
            choices = typed(source, choices, row, heading, text)
        except RepairError:
            continue
    try:
        report = read_clients(source, choices).report
    except ReadingError:
        return
    assert report.rows_read == report.rows_used + sum(group.rows for group in report.set_aside)
    assert report.total_file == report.total_used + sum(group.amount for group in report.set_aside)
    rows_to_repair(source, choices, 50)


SOURCE = opened()
