"""Cells for which the fast reader refuses a whole workbook; the rest of the list is worked out by hand."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from lib.base.money import to_text
from lib.reading.clients_from_rows import read_file
from tests.reading import files

ERRORS = [
    "#NULL!",
    "#DIV/0!",
    "#VALUE!",
    "#REF!",
    "#NAME?",
    "#NUM!",
    "#N/A",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
]
PLACES = ["A3", "B3", "C3", "B2", "C1", "B6"]
PLAIN = [["Client", "CA", "X"], *([f"C{number}", number * 10, number / 4] for number in range(1, 6))]


def with_cell(place: str, cell: str) -> bytes:
    """The plain list with other XML in one place."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(files.xlsx(PLAIN))) as archive, zipfile.ZipFile(data, "w") as new:
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith("sheet1.xml"):
                whole = rf'<c r="{place}"[^>]*>.*?</c>'.encode()
                content, times = re.subn(whole, cell.replace("@", place).encode(), content)
                assert times == 1
            new.writestr(name, content)
    return data.getvalue()


def total(data: bytes) -> tuple[int, str]:
    """Clients read, with those set aside for their amount; the total."""
    clients = read_file(data, "a.xlsx")
    aside = sum(group.rows for group in clients.report.set_aside)
    return clients.count + aside, to_text(clients.total)


def left(place: str) -> str:
    """The total without what stood in the place."""
    return str(150 - (int(place[1:]) - 1) * 10 if place[0] == "B" and place != "B1" else 150)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("error", ERRORS)
def test_an_error_costs_its_own_cell_alone(error: str, place: str) -> None:
    assert total(with_cell(place, f'<c r="@" t="e"><v>{error}</v></c>')) == (5, left(place))


CELLS = {
    "a text that is not listed": '<c r="@" t="s"><v>999</v></c>',
    "a boolean": '<c r="@" t="b"><v>1</v></c>',
    "an inline text": '<c r="@" t="inlineStr"><is><t>voir Zoé</t></is></c>',
    "rich text": '<c r="@" t="inlineStr"><is><r><t>voir </t></r><r><rPr><b/></rPr><t>Zoé</t></r></is></c>',
    "no number": '<c r="@"><v>abc</v></c>',
    "not finite": '<c r="@"><v>NaN</v></c>',
    "a day": '<c r="@" t="d"><v>2025-03-04T00:00:00</v></c>',
    "a formula with a text": '<c r="@" t="str"><f>A1</f><v>voir Zoé</v></c>',
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", CELLS)
def test_an_odd_cell_costs_itself_alone(kind: str, place: str) -> None:
    assert total(with_cell(place, CELLS[kind])) == (5, left(place))


def workbook(change: Callable[[openpyxl.worksheet.worksheet.Worksheet], None]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(files.xlsx([["Client", "CA", "Heures"], *PLAIN[1:]])))
    change(book.worksheets[0])
    return files.saved(book)


@pytest.mark.parametrize("odd", ["n.c.", None, True])
def test_durations_count_in_hours_whatever_stands_beside_them(odd: object) -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["C2"], sheet["C3"], sheet["C4"] = (
            dt.timedelta(hours=36),
            dt.timedelta(minutes=90),
            dt.time(2, 15),
        )
        sheet["C2"].number_format = sheet["C3"].number_format = "[h]:mm"
        sheet["C5"], sheet["C6"] = dt.timedelta(hours=1000), odd
        sheet["C5"].number_format = "[h]:mm"

    ranked = read_file(workbook(change), "a.xlsx").ranked.set_index("client")["minutes"]
    assert [ranked[f"C{number}"] for number in range(1, 5)] == [36 * 60, 90, 135, 60_000]


def test_dates_before_1900_and_the_day_that_never_was() -> None:
    def change(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        sheet["D1"] = "Date"
        for row, day in enumerate([-5, 0, 1, 60, 45_720], 2):
            sheet.cell(row, 4, day).number_format = "dd/mm/yyyy"

    assert total(workbook(change)) == (5, "150")


def test_a_damaged_sheet_is_named_and_the_others_are_read() -> None:
    book = openpyxl.load_workbook(io.BytesIO(files.xlsx(PLAIN)))
    sheet = book.create_sheet("Mars")
    for row in PLAIN:
        sheet.append(row)
    data, whole = io.BytesIO(), files.saved(book)
    with zipfile.ZipFile(io.BytesIO(whole)) as archive, zipfile.ZipFile(data, "w") as new:
        for name in archive.namelist():
            content = archive.read(name)
            new.writestr(name, content[: len(content) // 2] if name.endswith("sheet2.xml") else content)
    clients = read_file(data.getvalue(), "a.xlsx")
    assert to_text(clients.total) == "150"
    assert {remark.code: remark.details for remark in clients.report.remarks} == {
        "sheets_refused": {"sheets": "Mars"}
    }
