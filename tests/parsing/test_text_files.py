"""Rows of text files whose lines are not all alike; Python's csv reader is the oracle for sound ones."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.parsing.text_files import read_text

Rows = list[list[str]]
SOUND: Rows = [
    ["Client", "Ville", "CA"],
    ["Dupont", "Paris", "100"],
    ["Martin", "Lyon", "200"],
    ["Roy", "", "3"],
]


def rows(text: str) -> Rows:
    cells = read_text(text.encode()).cells
    return [list(row) for row in zip(*(column.to_pylist() for column in cells.columns), strict=True)]


def lines(table: Rows, delimiter: str = ";") -> str:
    return "\n".join(delimiter.join(row) for row in table)


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_delimiters_and_ends_of_lines_change_nothing(delimiter: str, end: str) -> None:
    assert rows(lines(SOUND, delimiter).replace("\n", end)) == SOUND
    assert rows(f"sep={delimiter}{end}" + lines(SOUND, delimiter).replace("\n", end))[1:] == SOUND


STRAY = [
    ('"Dupont', "Dupont"),
    ('L"Atelier', 'L"Atelier'),
    ('écran 5"', 'écran 5"'),
    ('5" écran', '5" écran'),
    ('"Le "Bon" Coin', 'Le "Bon" Coin'),
    ('Café "Le Port"', 'Café "Le Port"'),
]


@pytest.mark.parametrize(("written", "name"), STRAY)
@pytest.mark.parametrize("place", [1, 2, 3])
@pytest.mark.parametrize("others", ["plain", "quoted", "inches below"])
def test_a_stray_quote_never_reaches_the_next_line(written: str, name: str, place: int, others: str) -> None:
    below = [['5"', "Brest", "7"], ['"Petit"', '"Lille"', "8"]] if others == "inches below" else []
    quoted = [
        [f'"{cell}"' if others == "quoted" and row else cell for cell in line]
        for row, line in enumerate(SOUND)
    ]
    expected = [*SOUND, *([['5"', "Brest", "7"], ["Petit", "Lille", "8"]] if below else [])]
    expected[place] = [name, *expected[place][1:]]
    quoted[place] = [written, *SOUND[place][1:]]
    assert rows(lines([*quoted, *below])) == expected


@settings(max_examples=150)
@given(
    st.lists(st.tuples(st.text('ab";\né ', max_size=8), st.integers(0, 10**6)), min_size=3, max_size=8),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC, csv.QUOTE_ALL]),
)
def test_quotes_in_order_are_read_as_python_reads_them(table: list[tuple[str, int]], quoting: int) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=quoting, lineterminator="\n")  # type: ignore[arg-type]
    written = [
        ["Client", "N°", "CA"],
        *([name, f"F{place}", str(amount)] for place, (name, amount) in enumerate(table)),
    ]
    writer.writerows(written)
    assert rows(file.getvalue()) == written


def test_a_cell_over_several_lines_stays_one_though_a_quote_is_stray_elsewhere() -> None:
    text = 'Client;Adresse;CA\nA;"1 rue X\n\n75001 Paris";100\n"B;Lyon;200\n"C";"y\nz";5\n'
    assert rows(text)[1:] == [
        ["A", "1 rue X\n\n75001 Paris", "100"],
        ["B", "Lyon", "200"],
        ["C", "y\nz", "5"],
    ]


def test_quotes_escaped_as_databases_do() -> None:
    assert rows('"Client";"CA"\n"L\\"At";"1"\n"Le \\"Bon\\"";"2"') == [
        ["Client", "CA"],
        ['L"At', "1"],
        ['Le "Bon"', "2"],
    ]


def test_rows_of_other_lengths_keep_their_cells_where_they_are() -> None:
    text = "Export du 12/01\n\nClient;CA;Note\nA;1;\nB;2\nC\nD;4;;;\nE;5;x;voir Sylvie\n"
    assert rows(text) == [
        ["Export du 12/01", "", "", ""],
        ["", "", "", ""],
        ["Client", "CA", "Note", ""],
        ["A", "1", "", ""],
        ["B", "2", "", ""],
        ["C", "", "", ""],
        ["D", "4", "", ""],
        ["E", "5", "x", "voir Sylvie"],
    ]


def test_a_decimal_comma_among_delimiters_of_the_same_kind() -> None:
    assert rows("Client,CA\nA,1234,56\nB,200,00")[1:] == [["A", "1234,56"], ["B", "200,00"]]
    assert rows("Client,CA\nA,1234,56\nB,200\nC,3")[1:] == [["A", "1234,56"], ["B", "200"], ["C", "3"]]
    mended = read_text(b"Client,CA\nDupont, Fils,56\nB,200\nC,3")
    assert (mended.cells.column(0)[1].as_py(), mended.mended_rows) == ("Dupont, Fils", 1)


def test_what_can_be_parted_in_two_ways_is_no_number() -> None:
    table = rows("Client,Q,CA\nA,3,12,50\nB,3,200\nC,1,12")
    assert table[1] == ["A", "3,12,50 ?", "3,12,50 ?"]
    assert table[2:] == [["B", "3", "200"], ["C", "1", "12"]]


def test_one_endless_line_makes_no_table_of_its_width() -> None:
    text = "Client;CA\n" + "A;1\n" * 20_000 + "x;" * 30_000 + "x\n"
    read = read_text(text.encode())
    assert read.cells.num_columns == 2
    assert read.cells.column(1)[-1].as_py().count("x") == 30_000
