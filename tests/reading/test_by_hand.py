"""What is told by hand: each option against the same list written so that evidence suffices."""

from functools import partial

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.base.money import to_text
from lib.clients.model import ClientList
from lib.parsing.encodings import BY_HAND
from lib.reading.by_hand import changes
from lib.reading.clients_from_rows import read_clients
from lib.reading.opening import open_source
from lib.reading.options import ReadingOptions
from lib.reading.proposal import propose
from tests.reading import files

LIST = "Client;CA;Date\nÉtés;1.234;04/03/2025\nRoy;2.500;05/06/2025\nNoël;10.000;01/02/2025\n"


def read(data: bytes, **told: object) -> ClientList:
    options = ReadingOptions.from_values(told)
    assert set(options.told) == set(told)
    source = open_source(data, "a.csv", options=options)
    return read_clients(source, propose(source).choices)


def ranking(clients: ClientList) -> list[tuple[str, str]]:
    return [
        (name, to_text(int(revenue))) for name, revenue in clients.ranked[["client", "revenue"]].to_numpy()
    ]


def test_the_decimal_mark() -> None:
    assert ranking(read(LIST.encode(), decimal_mark=".")) == [
        ("Noël", "10"),
        ("Roy", "2.5"),
        ("Étés", "1.234"),
    ]
    assert ranking(read(LIST.encode(), decimal_mark=","))[0] == ("Noël", "10000")
    workbook = files.xlsx([["Client", "CA"], ["A", "1.234"], ["B", "2"]])
    assert ranking(read(workbook, decimal_mark=","))[0] == ("A", "1234")


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman", "utf-16-le", "cp1252"])
def test_the_encoding(encoding: str) -> None:
    assert dict(ranking(read(LIST.encode(encoding), encoding=encoding))).keys() == {"Étés", "Roy", "Noël"}


def test_the_delimiter() -> None:
    data = b"Client:CA\nA:1,5\nB:2,5\nC:7,25\n"
    assert ranking(read(data, delimiter=":", decimal_mark=",")) == [("C", "7.25"), ("B", "2.5"), ("A", "1.5")]
    assert open_source(data, "a.csv", options=ReadingOptions(delimiter=":")).sheets[0].headings == (
        "Client",
        "CA",
    )


def test_the_order_of_dates_answers_its_question() -> None:
    source = open_source(LIST.encode(), "a.csv", options=ReadingOptions(day_first=False))
    proposal = propose(source)
    assert not proposal.choices.day_first
    assert "date_order" not in {question.code for question in proposal.questions}


ROWS = [["Titre", "Montant"], ["vieux", 1], ["Client", "CA"], ["A", 10], ["B", 20], ["C", 400]]


def test_the_row_of_headings_and_the_last_row() -> None:
    for data in (files.xlsx(ROWS), files.csv(ROWS)):
        clients = read(data, heading_row=3, last_row=5)
        assert ranking(clients) == [("B", "20"), ("A", "10")]
        assert clients.report.columns["client"].heading == "Client"
        assert read(data, heading_row=1, last_row=2).count == 1
    source = open_source(files.csv([["A", 10], ["B", 20]]), "a.csv", options=ReadingOptions(heading_row=0))
    assert (source.sheets[0].headings, source.sheets[0].rows) == (("(1)", "(2)"), 2)
    assert source.sheets[0].row_number(0) == 1


def test_rows_have_their_own_numbers_below_a_gap() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row, cells in (
        (900_000, ["Client", "CA"]),
        (900_001, ["A", 1]),
        (900_002, ["B", 2]),
        (900_003, ["C", 4]),
    ):
        for place, value in enumerate(cells, 1):
            sheet.cell(row, place, value)
    sheet["ZZ1"] = "vu"
    clients = read(files.saved(workbook), heading_row=900_000, last_row=900_002)
    assert ranking(clients) == [("B", "2"), ("A", "1")]


def test_one_sheet_or_several() -> None:
    workbook = openpyxl.Workbook()
    for name, amount in (("Nord", 1), ("Sud", 2), ("Est", 4)):
        sheet = workbook.create_sheet(name)
        for row in (["Client", "CA"], ["A", amount]):
            sheet.append(row)
    data = files.saved(workbook)
    assert ranking(read(data, sheets=["Sud", "Est"])) == [("A", "6")]
    assert ranking(read(data, sheets=["Sud"])) == [("A", "2")]


def test_each_change_stands_alone_with_its_total_before_and_after() -> None:
    options = ReadingOptions(decimal_mark=".", last_row=3)
    opened = partial(open_source, LIST.encode(), "a.csv")
    made = {change.option: change for change in changes(lambda told: opened(options=told), options)}
    assert set(made) == {"decimal_mark", "last_row"}
    assert {to_text(change.after.total) for change in made.values()} == {"3.734"}
    assert to_text(made["decimal_mark"].before.total) == "3734"
    assert to_text(made["last_row"].before.total) == "13.734"


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "encoding": st.sampled_from([*BY_HAND, "rot13", "", None, 3]),
            "delimiter": st.one_of(st.text(max_size=2), st.none(), st.integers()),
            "decimal_mark": st.sampled_from([",", ".", ";", None, 1]),
            "day_first": st.sampled_from([True, False, "yes", 1, None]),
            "heading_row": st.one_of(st.integers(-3, 10**9), st.booleans(), st.text(max_size=2)),
            "last_row": st.one_of(st.integers(-3, 10**9), st.floats(), st.none()),
            "sheets": st.one_of(st.lists(st.text(max_size=3)), st.text(), st.lists(st.integers())),
            "anything": st.text(),
        },
    )
)
def test_what_comes_from_a_browser_is_a_proposal(values: dict[str, object]) -> None:
    options = ReadingOptions.from_values(values)
    assert options.encoding in (None, *BY_HAND)
    assert options.delimiter is None or len(options.delimiter) == 1
    assert options.heading_row is None or 0 <= options.heading_row <= 1_048_576
    assert options.last_row is None or options.last_row > (options.heading_row or 0)
    assert ReadingOptions.from_values({name: getattr(options, name) for name in options.told}) == options
