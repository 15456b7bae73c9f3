"""The named cells of a plan that comes back: every kind of cell, and no gain for a hostile file."""

import io
import subprocess
import sys
import zipfile
from datetime import datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook.defined_name import DefinedName
from xlsxwriter.utility import quote_sheetname

from lib.parsing import named_cells as reader
from lib.parsing.named_cells import named_cells
from lib.parsing.plan_mark import is_exported_plan
from lib.reading.opening import open_source
from tests.pages.app import ROOT

ODD = ["plain", " blanks ", "_x0041_", "line\nbreak", "a\x0bb", "<&>\"'", "😀 עברית", "=1+1", ""]


def workbook(texts: list[str], names: dict[str, str], sheet: str = "Settings") -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        made = book.add_worksheet(sheet)
        for row, text in enumerate(texts):
            made.write_string(row, 0, text)
            made.write_number(row, 1, row + 0.5)
        made.write_formula(0, 2, "=B1*2", None, 1)
        for name, cells in names.items():
            book.define_name(name, f"={quote_sheetname(sheet)}!{cells}")
    return file.getvalue()


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The package with some parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return file.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


PLAN = workbook(ODD, {"budget_hours": "$B$1", "texts": "$A$1:$A$9", "block": "$A$1:$C$2"})


def test_texts_and_numbers_are_what_was_written() -> None:
    cells = named_cells(PLAN)["Settings"]
    assert cells["texts"] == tuple((text,) for text in ODD)
    assert cells["budget_hours"] == ((0.5,),)
    assert cells["block"] == (("plain", 0.5, 1.0), (" blanks ", 1.5, ""))


def test_they_come_through_the_reading_process() -> None:
    (sheet,) = open_source(PLAN, "plan.xlsx").sheets
    assert sheet.named == named_cells(PLAN)["Settings"]


def test_only_an_exported_plan_is_looked_at() -> None:
    other = workbook(ODD, {"texts": "$A$1:$A$9"})
    assert not is_exported_plan(other)
    (sheet,) = open_source(other, "list.xlsx").sheets
    assert sheet.named == {}
    assert not any(is_exported_plan(data) for data in (b"", b"PK", b"client;ca\n", PLAN[:-40]))


def test_dates_and_truth_values_are_values_too() -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"] = datetime(1900, 3, 1), True, "#N/A"
    book.defined_names["budget_hours"] = DefinedName("budget_hours", attr_text="Sheet!$A$1:$A$3")
    book.save(file)
    assert named_cells(file.getvalue()) == {"Sheet": {"budget_hours": ((61.0,), ("TRUE",), ("#N/A",))}}


@pytest.mark.parametrize("sheet", ["L'an prochain!", "a 'b' c", "2024", "été", "R1C1"])
def test_any_name_of_a_sheet(sheet: str) -> None:
    assert named_cells(workbook(["x"], {"budget_hours": "$A$1"}, sheet)) == {
        sheet: {"budget_hours": (("x",),)}
    }


@pytest.mark.parametrize(
    "cells",
    ["$A:$A", "$1:$1", "#REF!", "$A$1,Settings!$B$1", "$A$1:$A$501", "$A$1:$AO$1", "$A$20001", "$ZZ$1"],
)
def test_names_of_no_single_short_range_are_passed_over(cells: str) -> None:
    plain = workbook(["x"], {"budget_hours": "$A$1", "other": "$A$9"})
    data = with_parts(
        plain, {"xl/workbook.xml": part(plain, "xl/workbook.xml").replace(b"$A$9", cells.encode())}
    )
    assert named_cells(data) == {"Settings": {"budget_hours": (("x",),)}}


@pytest.mark.parametrize(
    "name", ["xl/styles.xml", "xl/workbook.xml", "docProps/app.xml", "xl/sharedStrings.xml"]
)
def test_a_part_that_would_unpack_too_far_is_never_unpacked(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "LARGEST_PART", 1 << 20)
    monkeypatch.setattr(reader, "LARGEST_TEXTS", 1 << 20)
    assert named_cells(with_parts(PLAN, {name: part(PLAN, name) + b" " * (2 << 20)})) == {}


def test_a_sheet_that_would_unpack_too_far_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_PART", 1 << 20)
    sheet = "xl/worksheets/sheet1.xml"
    assert named_cells(with_parts(PLAN, {sheet: part(PLAN, sheet) + b" " * (2 << 20)})) == {}


@pytest.mark.parametrize(
    "name", ["xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"]
)
@pytest.mark.parametrize("content", [b"", b"<", b"<a/>", b"\0" * 100])
def test_a_damaged_part_is_no_exception(name: str, content: bytes) -> None:
    data = with_parts(PLAN, {name: content})
    assert isinstance(named_cells(data), dict)


def test_a_row_far_below_costs_nothing() -> None:
    sheet = "xl/worksheets/sheet1.xml"
    far = part(PLAN, sheet).replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    assert named_cells(with_parts(PLAN, {sheet: far})) == named_cells(PLAN)


def test_texts_under_a_prefix_and_in_parts() -> None:
    shared = (
        b'<x:sst xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:si/>'
        b"<x:si><x:r><x:rPr/><x:t>in </x:t></x:r><x:r><x:t>parts</x:t></x:r></x:si></x:sst>"
    )
    plan = workbook(["a", "b"], {"budget_hours": "$A$1:$A$2"})
    assert named_cells(with_parts(plan, {"xl/sharedStrings.xml": shared})) == {
        "Settings": {"budget_hours": (("",), ("in parts",))}
    }


def test_the_app_itself_never_loads_openpyxl() -> None:
    code = "import sys, lib.exports.widgets.reopening; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, timeout=120).returncode == 0
