"""The user's own workbook comes back with the tiers in it, and nothing else in it changes."""

import io
import zipfile
from pathlib import Path, PurePath

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from lib.clients.model import ClientList
from lib.exports.own import sheet as own_sheet
from lib.exports.own import workbook as own_workbook
from lib.exports.own.model import ClientRows, OwnWorkbookError, Value
from lib.exports.own.sheet_text import SheetText, row_with
from lib.plan.compute import client_plan, compute
from lib.plan.plan import Plan
from lib.reading.clients_from_rows import read_clients, rows_of_clients
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.texts import Texts
from tests.lists import TOY, list_of
from tests.office import recalculated
from tests.reading import files
from tests.shared_data import shared

MACROS = Path(__file__).with_name("vba_project.bin")
"""A real project of macros that Excel wrote: an example of XlsxWriter's (John McNamara, BSD 2-Clause)."""
LINES = [("Alpha & Fils", 900), ("Béta", 500), ("Gamma <SA>", 300), ("Béta", 100), ("Delta", 50)]


def rich(macro: bool = False) -> bytes:
    """A workbook with what people put into theirs: titles, formats, formulas with their results, a filter,
    a chart, comments, a validation, names, a hidden sheet, and macros if asked for."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        if macro:
            book.add_vba_project(str(MACROS))
        bold = book.add_format({"bold": True, "bg_color": "#ffee00"})
        money = book.add_format({"num_format": "# ##0,00 €"})
        sheet = book.add_worksheet("Ventes & co")
        sheet.write(0, 0, "Nos ventes")
        for column, title in enumerate(("Client", "Montant HT", "Double")):
            sheet.write(2, column, title, bold)
        for row, (client, amount) in enumerate(LINES, 3):
            sheet.write(row, 0, client)
            sheet.write(row, 1, amount, money)
            sheet.write_formula(row, 2, f"=B{row + 1}*2", money, amount * 2)
        sheet.autofilter(2, 0, 7, 2)
        sheet.write_comment(3, 0, "appeler")
        sheet.data_validation(3, 1, 7, 1, {"validate": "decimal", "criteria": ">=", "value": 0})
        sheet.conditional_format(3, 1, 7, 1, {"type": "data_bar"})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": ["Ventes & co", 3, 1, 7, 1]})
        sheet.insert_chart("F3", chart)
        book.add_worksheet("Caché").hide()
        book.define_name("Total", "='Ventes & co'!$B$4:$B$8")
    return file.getvalue()


def read(data: bytes, name: str = "a.xlsx") -> tuple[ClientList, dict[str, ClientRows]]:
    source = open_source(data, name)
    choices = propose(source).choices
    clients = read_clients(source, choices)
    ranks = {}
    for place, row in clients.ranked.iterrows():
        ranks[row["number"] or row["client"]] = int(str(place)) + 1
    return clients, {
        sheet: ClientRows(header, {row: ranks[key] for row, key in keys.items() if key in ranks})
        for sheet, (header, keys) in rows_of_clients(source, choices).items()
    }


def given_back(data: bytes, name: str = "a.xlsx") -> tuple[bytes, ClientList]:
    clients, rows = read(data, name)
    result = compute(clients, Plan(tier_count=3))
    look = own_workbook.look(data, rows, result, Texts("fr"))
    assert look.reason is None
    assert all(placed.apart is None for placed in look.placed)
    return own_workbook.own_workbook(data, rows, result, Texts("fr")), clients


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("macro", [False, True])
def test_all_other_parts_stay_byte_for_byte(macro: bool) -> None:
    before = rich(macro)
    after, _ = given_back(before, "a.xlsm" if macro else "a.xlsx")
    old, new = parts(before), parts(after)
    touched = {name for name in old if new[name] != old[name]}
    assert touched == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
        "xl/drawings/drawing1.xml",
    }
    assert set(new) - set(old) == {"xl/worksheets/palmares1.xml"}
    assert any("chart" in name for name in old)
    assert any("comments" in name for name in old)
    assert macro == any("vbaProject" in name for name in old)
    assert macro == (b"macroEnabled" in new["[Content_Types].xml"])
    assert not macro or new["xl/vbaProject.bin"] == MACROS.read_bytes()


def test_the_columns_say_what_the_plan_says() -> None:
    after, clients = given_back(rich())
    plan = client_plan(compute(clients, Plan(tier_count=3))).set_index("client")
    sheet = openpyxl.load_workbook(io.BytesIO(after))["Ventes & co"]
    assert [cell.value for cell in sheet[3]][3:7] == ["Groupe", "Rang", "Minutes par an", "Responsable"]
    assert sheet["D3"].font.bold
    assert sheet["A1"].value == "Nos ventes"
    for row, (client, amount) in enumerate(LINES, 4):
        assert sheet.cell(row, 2).value == amount
        assert sheet.cell(row, 3).value == f"=B{row}*2"
        assert sheet.cell(row, 4).value == plan.loc[client, "tier"]
        assert sheet.cell(row, 5).value == plan.loc[client, "rank"]
        assert sheet.cell(row, 6).value == plan.loc[client, "minutes"]
    assert len(sheet["A4"].comment.text) > 0
    tiers = pd.read_excel(io.BytesIO(after), sheet_name="Palmarès", engine="calamine", header=3)
    assert tiers["Clients"].tolist()[-1] == tiers["Clients"][:-1].sum() == clients.count
    kept = pd.read_excel(io.BytesIO(after), sheet_name="Ventes & co", header=2, engine="calamine")
    assert kept["Double"].tolist() == [amount * 2 for _, amount in LINES]


def test_it_is_read_again_as_the_same_list() -> None:
    after, clients = given_back(rich())
    again, _ = read(after)
    assert again.ranked[["client", "revenue"]].equals(clients.ranked[["client", "revenue"]])
    twice, _ = given_back(after)
    assert parts(twice) == parts(after), "given back twice it is the same"


def test_libreoffice_opens_it_and_finds_the_same_values(tmp_path: Path) -> None:
    after, _ = given_back(rich())
    sheet = recalculated(after, tmp_path)["Ventes & co"]
    assert [sheet.cell(row, 3).value for row in range(4, 9)] == [amount * 2 for _, amount in LINES]
    assert sheet["D4"].value == "A"


def test_what_openpyxl_writes_is_given_back_too() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (("Client", "Montant HT"), *LINES):
        sheet.append(line)
    sheet["A2"].comment = Comment("oui", "moi")
    rule = DataValidation(type="whole", operator="greaterThan", formula1="0")
    sheet.add_data_validation(rule)
    rule.add("B2:B6")
    after, _ = given_back(files.saved(book))
    again = openpyxl.load_workbook(io.BytesIO(after)).active
    assert again is not None
    assert again["C2"].value == "A"
    assert again["A2"].comment.text == "oui"
    assert len(again.data_validations.dataValidation) == 1


@pytest.mark.parametrize("name", ["=1+1", "<b>&amp;", "a\x0bb", "x" * 32_767, "😀 עברית", " gap "])
def test_texts_are_texts(name: str) -> None:
    data = rich()
    clients, rows = read(data)
    result = compute(clients, Plan(tier_count=2, tier_names=("B*", "&<>")))
    people = [name] * clients.count
    after = own_workbook.own_workbook(data, rows, result, Texts("en"), people)
    sheet = openpyxl.load_workbook(io.BytesIO(after))["Ventes & co"]
    assert sheet["G4"].data_type == "s"
    assert str(sheet["G4"].value).replace("\ufffd", "\x0b") == name
    assert {sheet.cell(row, 4).value for row in range(4, 9)} == {"B*", "&<>"}


def test_rows_without_numbers_and_prefixed_tags_are_understood() -> None:
    sheet = SheetText(
        b'<x:worksheet xmlns:x="u"><x:dimension ref="A1:B3"/><x:sheetData><x:row><x:c r="A1" s="7"/></x:row>'
        b'<x:row r="3" spans="1:2"><x:c r="B3"><x:v>1</x:v></x:c><x:c r="H3"/></x:row><x:row r="4"/>'
        b"</x:sheetData></x:worksheet>"
    )
    values: dict[int, tuple[Value, ...]] = {1: ("T", "R"), 3: ("A", None)}
    sheet.change(lambda row, number: row_with(row, number, 3, values[number], (0, 5)))
    assert b'<x:c r="C1" t="inlineStr"><x:is><x:t xml:space="preserve">T</x:t></x:is></x:c>' in sheet.rows
    assert b'spans="1:4"><x:c r="B3"><x:v>1</x:v></x:c><x:c r="C3" t="inlineStr">' in sheet.rows
    assert b'<x:c r="D3" s="5"/><x:c r="H3"/></x:row><x:row r="4"/>' in sheet.rows
    assert sheet.written().count(b"x:sheetData>") == 2


@pytest.mark.parametrize(
    ("part", "instead", "reason"),
    [
        (b"schemas.openxmlformats.org/spreadsheetml", b"purl.oclc.org/ooxml/s", "strict"),
        (b"<sheetData>", b"<!-- x --><sheetData>", "unusual"),
        (b'r="A4"', b's="A4"', "unusual"),
        (b'ref="A3:C8"', b'ref="what"', "unusual"),
        (b"sheet.main+xml", b"sheet.binary", "kind"),
    ],
)
def test_what_cannot_be_given_back_is_said(part: bytes, instead: bytes, reason: str) -> None:
    data = rich()
    clients, rows = read(data)
    result = compute(clients, Plan(tier_count=2))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts(data).items():
            archive.writestr(name, content.replace(part, instead))
    assert own_workbook.look(file.getvalue(), rows, result, Texts("fr")).reason == reason
    with pytest.raises(OwnWorkbookError):
        own_workbook.own_workbook(file.getvalue(), rows, result, Texts("en"))


def test_other_files_are_no_workbooks() -> None:
    for data in (b"", b"Client;CA\nA;1\n", b"PK\x03\x04 broken"):
        result = compute(list_of(TOY), Plan())
        assert own_workbook.look(data, {}, result, Texts("fr")).reason == "kind"


def test_real_workbooks_come_back() -> None:
    paths = [
        path for path in sorted(shared("business/derived").glob("*.xlsx")) if path.stat().st_size < 3_000_000
    ]
    assert paths
    for path in paths:
        data = path.read_bytes()
        after, _ = given_back(data, path.name)
        old, new = parts(data), parts(after)
        changed = {PurePath(name).name for name in old if new[name] != old[name]}
        assert {"[Content_Types].xml", "workbook.xml", "workbook.xml.rels"} < changed
        openpyxl.load_workbook(io.BytesIO(after), read_only=True).close()


OTHERS: dict[str, bytes] = {
    "ventes.csv": files.csv(
        [
            ["Client", "N°", "Ville", "Montant HT"],
            ["Été & Fils", "007", "Nîmes", 1200.5],
            ["=Béta", "010", "Gap", 300],
            ["Gamma", "011", "", "avoir"],
        ]
    ),
    "ventes.ods": files.ods(
        [
            ["Client", "N°", "Ville", "Montant HT"],
            ["Été & Fils", "007", "Nîmes", 1200.5],
            ["=Béta", "010", "Gap", 300],
            ["Gamma", "011", None, "avoir"],
        ]
    ),
}


@pytest.mark.parametrize("name", OTHERS)
def test_another_kind_of_file_comes_back_as_a_new_workbook(name: str) -> None:
    data = OTHERS[name]
    source = open_source(data, name)
    choices = propose(source).choices
    clients, rows = read(data, name)
    result = compute(clients, Plan(tier_count=2))
    assert own_workbook.look(data, rows, result, Texts("fr")).reason == "kind"
    assert own_sheet.fits(source, rows)
    after = own_sheet.new_workbook(source, choices, rows, own_workbook.written(result, Texts("fr")))
    book = openpyxl.load_workbook(io.BytesIO(after))
    lines = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert lines[0] == [
        "Client",
        "N°",
        "Ville",
        "Montant HT",
        *own_workbook.written(result, Texts("fr")).headings,
    ]
    assert lines[1][:6] == ["Été & Fils", "007", "Nîmes", 1200.5, "A", 1]
    assert lines[2][:6] == ["=Béta", "010", "Gap", 300, "B", 2]
    assert lines[3][:2] == ["Gamma", "011"]
    assert lines[3][4] is None
    (table,) = book.worksheets[0].tables.values()
    assert table.ref == "A1:H4"
    assert book.worksheets[1]["B7"].value == 2
