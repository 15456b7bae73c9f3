"""Where the new columns of one's own workbook go, and what grows with them."""

import io
import re
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.cell import range_boundaries
from xlsxwriter.worksheet import Worksheet

from lib.exports.own import workbook as own_workbook
from lib.exports.own.formulas import counts_cells
from lib.exports.own.model import ClientRows
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.texts import Texts
from tests.exports.test_own_workbook import parts
from tests.lists import TOY, list_of
from tests.office import after_sorting, load, sortings

CLIENTS = list_of(TOY)
COUNT = CLIENTS.count
ROWS = ClientRows(3, {row: row - 3 for row in range(4, 4 + COUNT)})
LAST = 3 + COUNT
RESULT = compute(CLIENTS, Plan(tier_count=3))
APART = {"Pris": "taken", "Masqué": "hidden", "Somme": "counted", "Fusion": "taken", "Fixe": "taken"}
"""The sheets whose columns have no place beside the clients."""


def workbook() -> bytes:
    """Lists of clients with what people put around them, each on a sheet of its own."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#ffee00", "text_wrap": True})
        money = book.add_format({"num_format": '#,##0.00 "€"', "bottom": 1})
        names = ("Filtre", "Tableau", *APART)
        sheets = {name: book.add_worksheet(name) for name in names}
        for name, sheet in sheets.items():
            sheet.write(0, 0, f"Nos clients : {name}")
            for column, title in enumerate(("Client", "CA", "Rang")):
                sheet.write(2, column, title, head)
            for row, (client, amount) in enumerate(
                zip(CLIENTS.ranked["client"], CLIENTS.revenue, strict=True), 3
            ):
                sheet.write(row, 0, client)
                sheet.write(row, 1, amount / 10_000, money)
                sheet.write(row, 2, row * 7 % 11, money)
        _around(book, sheets)
        totals = book.add_worksheet("Résumé")
        totals.write_formula("A1", "=SUM(Ventes[CA])", None, 0)
        totals.write_formula("A2", f"=SUM(Filtre!B4:B{LAST})", None, 0)
        totals.write_formula("A3", '=VLOOKUP("Client 001",Filtre!A:Z,2,FALSE)', None, 0)
        totals.write_formula("A4", f"=SUM(Somme!A4:F{LAST})", None, 0)
        totals.write_formula("A5", "=COUNTA(Ventes[[#All],[Client]:[CA]])", None, 0)
    return file.getvalue()


def _around(book: xlsxwriter.Workbook, sheets: dict[str, Worksheet]) -> None:
    plain = sheets["Filtre"]
    plain.autofilter(2, 0, LAST - 1, 2)
    plain.print_area(0, 0, LAST - 1, 2)
    plain.write("AZ5", "note")
    plain.set_column("C:M", 13)
    for cell in ("E5", "K2"):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": ["Filtre", 3, 1, LAST - 1, 1]})
        plain.insert_chart(cell, chart)
    columns = [{"header": "Client", "total_string": "Total"}, {"header": "CA"}, {"header": "Rang"}]
    sheets["Tableau"].add_table(
        2,
        0,
        LAST,
        2,
        {"name": "Ventes", "total_row": True, "columns": columns, "style": "Table Style Medium 2"},
    )
    sheets["Pris"].write("F6", "à rappeler")
    sheets["Masqué"].set_column("E:G", None, None, {"hidden": True})
    sheets["Fusion"].merge_range("E5:F6", "")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": ["Fixe", 3, 1, LAST - 1, 1]})
    sheets["Fixe"].insert_chart("E5", chart)


_FIXED = "xl/drawings/drawing2.xml"
_ANCHOR = re.compile(rb"<xdr:twoCellAnchor><xdr:from>.*?</xdr:to>(.*?)</xdr:twoCellAnchor>", re.DOTALL)
_PAGE = (
    rb'<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9000000" cy="9000000"/>\1</xdr:absoluteAnchor>'
)


def absolute(data: bytes) -> bytes:
    """The workbook with the chart of the sheet "Fixe" anchored to the page instead of to cells."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts(data).items():
            archive.writestr(name, _ANCHOR.sub(_PAGE, content) if name == _FIXED else content)
    return file.getvalue()


@pytest.fixture(scope="module")
def before() -> bytes:
    return absolute(workbook())


@pytest.fixture(scope="module")
def after(before: bytes) -> bytes:
    return own_workbook.own_workbook(before, ALL, RESULT, Texts("fr"))


ALL = dict.fromkeys(("Filtre", "Tableau", *APART), ROWS)


def test_the_app_knows_where_the_columns_go(before: bytes) -> None:
    look = own_workbook.look(before, ALL, RESULT, Texts("en"))
    placed = {where.sheet: where for where in look.placed}
    assert {name: where.apart for name, where in placed.items() if where.apart} == APART
    assert (placed["Filtre"].first, placed["Filtre"].last, placed["Filtre"].moved) == ("D", "G", 2)
    assert (placed["Tableau"].first, placed["Tableau"].last, placed["Tableau"].moved) == ("D", "G", 0)


def test_filter_print_area_widths_and_charts_make_room(after: bytes) -> None:
    sheet = load(after)["Filtre"]
    assert sheet.auto_filter.ref == f"A3:G{LAST}"
    assert f"'Filtre'!$A$1:$G${LAST}" in sheet.print_area
    assert [sheet.column_dimensions[letter].width for letter in "CH"] == pytest.approx([13.7, 13.7], abs=0.1)
    assert 9 <= sheet.column_dimensions["D"].width < 13
    assert sheet["AZ5"].value == "note"
    assert [sheet.cell(3, column).font.bold for column in range(4, 8)] == [True] * 4
    assert sheet["E4"].number_format == "#,##0"
    assert sheet["E4"].border.bottom.style == sheet["C4"].border.bottom.style == "thin"
    anchors = sorted(chart.anchor._from.col for chart in sheet._charts)
    assert anchors == [7, 13], "right of the columns, one as far from the other as before"


def test_the_table_grows_and_its_headings_differ(after: bytes) -> None:
    table = load(after)["Tableau"].tables["Ventes"]
    assert table.ref == f"A3:G{LAST + 1}"
    assert table.autoFilter.ref == f"A3:G{LAST}"
    names = ["Client", "CA", "Rang", "Groupe", "Rang (Palmarès)", "Minutes par an", "Responsable"]
    assert [column.name for column in table.tableColumns] == names
    assert [cell.value for cell in load(after)["Tableau"][3]] == names
    assert table.totalsRowCount == 1


def test_columns_without_a_place_stand_on_the_sheet_of_the_tiers(before: bytes, after: bytes) -> None:
    old, new = parts(before), parts(after)
    for number in range(3, 8):
        name = f"xl/worksheets/sheet{number}.xml"
        assert new[name] == old[name]
    sheet = load(after)["Palmarès"]
    links = [cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links[:2] == ["'Pris'!A4", "'Pris'!A5"]
    assert len(links) == COUNT * len(APART)
    texts = [cell.value for cell in sheet["A"]]
    assert [text for text in texts if str(text).startswith("Clients de la feuille")] == [
        f"Clients de la feuille {name}" for name in APART
    ]
    assert sheet["A4"].font.bold
    assert sheet["D5"].number_format.endswith('0.0"\u00a0"%')


def test_giving_back_twice_replaces_also_in_the_other_language(after: bytes) -> None:
    again = own_workbook.own_workbook(after, ALL, RESULT, Texts("en"))
    book = load(again)
    assert book.sheetnames == load(after).sheetnames
    names = ["Client", "CA", "Rang", "Tier", "Rank", "Minutes a year", "Responsible"]
    assert [column.name for column in book["Tableau"].tables["Ventes"].tableColumns] == names
    assert [cell.value for cell in book["Filtre"][3]][:8] == [*names, None]
    assert book["Palmarès"]["A1"].value == Texts("en")("own.sheet.title")


def test_another_program_may_have_saved_it_in_between(after: bytes) -> None:
    """openpyxl writes letters with accents as numbers."""
    saved = io.BytesIO()
    openpyxl.load_workbook(io.BytesIO(after)).save(saved)
    look = own_workbook.look(saved.getvalue(), ALL, RESULT, Texts("en"))
    assert [where.replaced for where in look.placed] == [True, True, *[False] * len(APART)]
    again = own_workbook.own_workbook(saved.getvalue(), ALL, RESULT, Texts("fr"))
    assert load(again).sheetnames == load(after).sheetnames


def test_sorting_keeps_every_row_together_and_changes_no_other_sheet(after: bytes, tmp_path: Path) -> None:
    steps = [step for step in sortings(after) if step.sheet in ("Filtre", "Tableau")]
    assert {step.column for step in steps} == set(range(7))
    states = after_sorting(after, tmp_path, steps)
    # The first sorting also calculates what was stored without a value.
    for step, one, other in zip(steps[1:], states[1:-1], states[2:], strict=True):
        for sheet in one:
            _, top, _, bottom = range_boundaries(step.cells)
            rows = [Counter(tuple(row[:7]) for row in state[sheet][top:bottom]) for state in (one, other)]
            if sheet == step.sheet:
                assert rows[0] == rows[1], step
            else:
                assert one[sheet] == other[sheet], step
    assert states[-1]["Résumé"][0] == states[-1]["Résumé"][1] == [f"{CLIENTS.total / 10_000:.11g}"]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(B4:F9)", ["B4:F9"]),
        ("VLOOKUP(A1,$A:$Z,2,0)", []),
        ("IF(A1=1,SUM($A:$Z),0)", ["A:Z"]),
        ("INDEX(A4:F9,MATCH(1,A4:A9,0),2)", []),
        ("SUM(3:7)", ["A3:XFD7"]),
        ("SUM(Other!B4:F9)", []),
        ("SUM('My list'!B4:F9)", ["B4:F9"]),
        ("SUM(T)", [""]),
        ("SUM(T[#Data])", [""]),
        ("SUM(T[CA])", []),
        ("ROWS(T)", []),
        ('"B4:F9"&amp;A1', []),
        ("SUM(Tx[CA],T.b)", []),
    ],
)
def test_formulas_that_would_count_the_new_columns(formula: str, expected: list[str]) -> None:
    text = f"<c><f>{formula}</f></c>".encode()
    assert list(counts_cells(text, True, "My list", "T")) == expected


def test_openpyxl_opens_it_as_it_is(after: bytes) -> None:
    assert openpyxl.load_workbook(io.BytesIO(after)).sheetnames[-1] == "Palmarès"
