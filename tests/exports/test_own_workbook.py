"""The user's own workbook comes back with the tiers in it, and nothing else in it changes."""

import io
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from lib.clients.model import ClientList
from lib.exports import own_package, own_workbook
from lib.exports.own_package import ClientRows, OwnWorkbookError
from lib.plan.compute import client_plan, compute
from lib.plan.plan import Plan
from lib.reading.clients_from_rows import read_clients, rows_of_clients
from lib.reading.opening import open_source
from lib.reading.proposal import propose
from lib.texts import Texts
from tests.office import recalculated
from tests.reading import files
from tests.shared_data import shared

LINES = [("Alpha & Fils", 900), ("Béta", 500), ("Gamma <SA>", 300), ("Béta", 100), ("Delta", 50)]


def rich(macro: bool = False) -> bytes:
    """A workbook with what people put into theirs: titles, formats, formulas with their results, a filter,
    a chart, comments, a validation, names, a hidden sheet, and macros if asked for."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        if macro:
            project = io.BytesIO(b"not really a macro")
            book.add_vba_project(project, is_stream=True)
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
    assert own_workbook.why_not(data, rows) is None
    return own_workbook.own_workbook(data, rows, compute(clients, Plan(tier_count=3)), Texts("fr")), clients


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
    }
    assert set(new) - set(old) == {"xl/worksheets/palmares1.xml"}
    assert any("chart" in name for name in old)
    assert any("comments" in name for name in old)
    assert macro == any("vbaProject" in name for name in old)


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
    tiers = pd.read_excel(io.BytesIO(after), sheet_name="Palmarès", engine="calamine")
    assert tiers["Clients"].sum() == clients.count
    kept = pd.read_excel(io.BytesIO(after), sheet_name="Ventes & co", header=2, engine="calamine")
    assert kept["Double"].tolist() == [amount * 2 for _, amount in LINES]


def test_it_is_read_again_as_the_same_list() -> None:
    after, clients = given_back(rich())
    again, _ = read(after)
    assert again.ranked[["client", "revenue"]].equals(clients.ranked[["client", "revenue"]])
    twice, _ = given_back(after)
    names = openpyxl.load_workbook(io.BytesIO(twice)).sheetnames
    assert names == ["Ventes & co", "Caché", "Palmarès", "Palmarès 2"]


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


def test_rows_and_cells_without_places_and_prefixed_tags_are_understood() -> None:
    sheet = (
        b'<x:worksheet xmlns:x="u"><x:dimension ref="A1:B3"/><x:sheetData><x:row><x:c r="A1" s="7"/></x:row>'
        b'<x:row r="3" spans="1:2"><x:c r="B3"><x:v>1</x:v></x:c></x:row><x:row r="4"/></x:sheetData>'
        b"</x:worksheet>"
    )
    found = own_package._with_columns(sheet, {1: ("T", "R", "M", "P"), 3: ("A", 1, 20, None)}, 1)
    assert b'<x:c r="C1" s="7" t="inlineStr"><x:is><x:t xml:space="preserve">T</x:t></x:is></x:c>' in found
    assert b'spans="1:6"><x:c r="B3"><x:v>1</x:v></x:c><x:c r="C3" t="inlineStr">' in found
    assert b'<x:c r="E3"><x:v>20</x:v></x:c></x:row><x:row r="4"/>' in found
    assert b'ref="A1:F3"' in found


@pytest.mark.parametrize(
    ("part", "instead", "reason"),
    [
        (b"schemas.openxmlformats.org/spreadsheetml", b"purl.oclc.org/ooxml/s", "strict"),
        (b"<sheetData>", b"<!-- x --><sheetData>", "unusual"),
        (b'r="A4"', b'r="XFD4"', "no_room"),
        (b"sheet.main+xml", b"sheet.binary", "kind"),
    ],
)
def test_what_cannot_be_given_back_is_said(part: bytes, instead: bytes, reason: str) -> None:
    data = rich()
    clients, rows = read(data)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts(data).items():
            archive.writestr(name, content.replace(part, instead))
    assert own_workbook.why_not(file.getvalue(), rows) == reason
    with pytest.raises(OwnWorkbookError):
        own_workbook.own_workbook(file.getvalue(), rows, compute(clients, Plan(tier_count=2)), Texts("en"))


def test_other_files_are_no_workbooks() -> None:
    for data in (b"", b"Client;CA\nA;1\n", b"PK\x03\x04 broken"):
        assert own_workbook.why_not(data, {}) == "kind"


def test_real_workbooks_come_back() -> None:
    paths = [
        path for path in sorted(shared("business/derived").glob("*.xlsx")) if path.stat().st_size < 3_000_000
    ]
    assert paths
    for path in paths:
        data = path.read_bytes()
        after, _ = given_back(data, path.name)
        old, new = parts(data), parts(after)
        assert sum(new[name] != old[name] for name in old) == 4
        openpyxl.load_workbook(io.BytesIO(after), read_only=True).close()
