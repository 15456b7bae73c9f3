"""What a workbook says besides its cells: openpyxl writes the marks, and XML as other programs write it."""

import io
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from lib.parsing import sheet_marks
from lib.parsing.gaps import LONGEST, nearer, row_number, row_of_number
from lib.parsing.number_formats import column_letters, column_number, currency_of
from lib.parsing.sheet_marks import Marks, marks_of, sheets_that_start_with_headings
from tests.parsing.test_refusals import PLAIN
from tests.parsing.test_rewritten import edited
from tests.reading import files


def marks(change: Callable[[Worksheet], object]) -> Marks:
    book = openpyxl.load_workbook(io.BytesIO(files.xlsx(PLAIN)))
    change(book.worksheets[0])
    return marks_of(files.saved(book))["Clients"]


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions.group("B", "C", hidden=True)


def test_a_plain_sheet_has_no_marks() -> None:
    assert marks(lambda _: None) == Marks()


def test_hidden_rows_and_columns_are_counted() -> None:
    assert marks(hide) == Marks(hidden_rows=2, hidden_columns=2)


def test_cells_merged_over_several_rows_of_one_column() -> None:
    def merge(sheet: Worksheet) -> None:
        for area in ("A2:A4", "B2:C3", "C5:C5", "A5:B5"):
            sheet.merge_cells(area)

    assert marks(merge).merged == ((1, 3, 0),)


def test_formulas_without_their_value() -> None:
    """openpyxl keeps none; those of Excel hold one, but for the empty."""

    def formulas(sheet: Worksheet) -> None:
        sheet["B2"], sheet["C3"] = "=1+1", '=B2&"<é>"'

    lost = marks(formulas).without_value
    assert lost == {(1, 1): "=1+1", (2, 2): '=B2&"<é>"'}
    hidden_too = marks(lambda sheet: (formulas(sheet), hide(sheet)))
    assert (hidden_too.without_value, hidden_too.hidden_rows) == (lost, 2)


def test_no_more_formulas_are_noted_than_the_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_marks, "MOST", 2)

    def formulas(sheet: Worksheet) -> None:
        for row in range(2, 7):
            sheet.cell(row, 2, "=1+1")

    assert len(marks(formulas).without_value) == 2


@pytest.mark.parametrize("chunk", [64, 1 << 20])
def test_marks_are_found_across_the_pieces_of_a_file(chunk: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However a sheet is cut into pieces as it is unpacked."""
    monkeypatch.setattr("lib.parsing.inflate.PACKED", chunk)

    def change(sheet: Worksheet) -> None:
        hide(sheet)
        sheet["B2"] = "=1+1"
        sheet["C2"] = True
        sheet.merge_cells("A2:A3")

    assert marks(change) == Marks(2, 2, 0, ((1, 2, 0),), {(1, 1): "=1+1"}, {}, booleans=True)


def test_currencies_of_number_formats_and_the_first_column() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B2"].number_format, sheet["B3"].number_format = '#,##0.00 "€"', "[$$-409]#,##0"
        sheet["C2"].number_format = "0.00"

    assert marks(change).currencies == {1: ("EUR", "USD")}
    moved = edited(files.xlsx(PLAIN), lambda content: content.replace(b'r="A', b'r="D'))
    assert marks_of(moved)["Clients"].first_column == 1


@pytest.mark.parametrize(("code", "currency"), [
    ('#,##0.00 "€"', "EUR"),
    ("#,##0.00 €", "EUR"),
    ("£#,##0", "GBP"),
    ("[$€-407]0", "EUR"),
    ("[$$-409]0", "USD"),
    ("[$$-1009]0", "CAD"),
    ("[$$-fr-CA]0", "CAD"),
    ("[$CHF-100C]0", "CHF"),
    ("[$MAD]0", "MAD"),
    ('0 "kr"', "SEK"),
    ('"pièces" 0 "€"', "EUR"),
    ('0 "pièces"', None),
    ("[$-409]d/m/yy", None),
    ("0.00%", None),
    ("", None),
])  # fmt: skip
def test_the_currency_that_a_number_format_shows(code: str, currency: str | None) -> None:
    assert currency_of(code) == currency


@given(st.integers(0, 1 << 20))
def test_letters_of_columns_from_nought(column: int) -> None:
    assert column_number(column_letters(column)) == column


HEADED = {
    "headings and numbers": (PLAIN, True),
    "numbers above": ([[2024, 2025], *PLAIN[1:]], False),
    "texts below": ([["Client", "CA"], ["A", "n.c."]], False),
    "a gap among the headings": ([["Client", None, "CA"], ["A", None, 2]], False),
    "one column": ([["CA"], [2]], False),
    "one row": ([["Client", "CA"]], False),
}


@pytest.mark.parametrize("kind", HEADED)
def test_a_plain_row_of_headings_is_known(kind: str) -> None:
    rows, plain = HEADED[kind]
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Clients")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    assert sheets_that_start_with_headings(file.getvalue()) == ({"Clients"} if plain else set())
    assert sheets_that_start_with_headings(file.getvalue()[:-99]) == set()


@given(st.sets(st.integers(0, 10**6), min_size=1, max_size=30), st.integers(1, 10**6 + 1))
def test_the_row_of_a_number_is_its_own_or_the_last_above_it(used: set[int], number: int) -> None:
    near = nearer(used)
    row = row_of_number(number, near.skipped)
    assert row_number(row, near.skipped) <= number or row < 0
    if number - 1 in used:
        assert row == near(number - 1)
        assert row_number(row, near.skipped) == number
    assert near(max(used) + 1) == near(max(used)) + 1
    assert near(max(used) + 10**6) == near(max(used)) + LONGEST
