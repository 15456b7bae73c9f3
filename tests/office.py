"""What other programs make of a workbook: openpyxl reads it, LibreOffice calculates it anew."""

import io
import math
import os
import shutil
import subprocess
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from lib.clients.model import ClientList
from lib.exports.plan_workbook import write_plan
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.texts import Texts

FR = Texts("fr")
DAY = date(2026, 3, 3)


def load(data: bytes, values: bool = False) -> openpyxl.Workbook:
    """The workbook; what openpyxl says it cannot keep (data bars' extension) does not matter here."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def opened(
    clients: ClientList, plan: Plan | None = None, texts: Texts = FR, values: bool = False
) -> openpyxl.Workbook:
    return load(write_plan(compute(clients, plan or Plan()), texts, DAY), values)


def column(sheet: Worksheet, heading: str) -> list[object]:
    """The cells below a heading, which stands in one of the first two rows."""
    row = next(number for number in (1, 2) if heading in headings(sheet, number))
    place = headings(sheet, row).index(heading) + 1
    return [sheet.cell(below, place).value for below in range(row + 1, sheet.max_row + 1)]


def minutes(times: Iterable[object]) -> list[int]:
    """Times of a workbook in whole minutes: openpyxl makes times of the day of the short ones."""
    return [round(_parts_of_a_day(time) * 24 * 60) for time in times]


def _parts_of_a_day(value: object) -> float:
    return float(str(value)) if isinstance(value, int | float) else float(to_excel(value))  # type: ignore[no-untyped-call]


def headings(sheet: Worksheet, row: int) -> list[object]:
    """The cells of a row."""
    return [cell.value for cell in sheet[row]]


def without_values(data: bytes) -> bytes:
    """The workbook with its formulas only: what is calculated from it cannot be a stored value."""
    saved = io.BytesIO()
    load(data).save(saved)
    return saved.getvalue()


def recalculated(data: bytes, folder: Path) -> openpyxl.Workbook:
    """The workbook after LibreOffice has calculated every formula, from no stored value."""
    return load(
        converted(without_values(data), folder, "xlsx:Calc MS Excel 2007 XML").read_bytes(), values=True
    )


def converted(data: bytes, folder: Path, wanted: str, ending: str = "xlsx") -> Path:
    """What LibreOffice makes of the workbook, or of slides."""
    source = folder / f"plan.{ending}"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [tool("soffice"), profile, "--headless", "--convert-to", wanted, "--outdir"]
    subprocess.run([*command, str(folder / "out"), str(source)], check=True, capture_output=True, timeout=180)
    return folder / "out" / f"plan.{wanted.split(':', maxsplit=1)[0]}"


def edited(data: bytes, folder: Path, statements: str, procedures: str = "") -> bytes:
    """The workbook after LibreOffice has carried out statements in its Basic on `document`. Unlike openpyxl,
    it moves names and formulas along with the cells."""
    target = folder / "edited.xlsx"
    target.unlink(missing_ok=True)
    store = f"""Dim kind(0) As New com.sun.star.beans.PropertyValue
kind(0).Name = "FilterName"
kind(0).Value = "Calc MS Excel 2007 XML"
document.storeToURL("{target.as_uri()}", kind())"""
    carried_out(data, folder, f"{statements}\n{store}", procedures)
    return target.read_bytes()


def carried_out(data: bytes, folder: Path, statements: str, procedures: str = "") -> None:
    """LibreOffice opens the workbook and carries out statements in its Basic on `document`."""
    source = folder / "plan.xlsx"
    source.write_bytes(data)
    error, profile = folder / "error.txt", folder / "profile"
    command = [tool("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    if not profile.exists():
        # Its first start fills the profile, over what lies there.
        subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    macro = _MACRO.format(source=source.as_uri(), error=error, statements=statements) + procedures
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MODULE.format(macro=escape(macro)), encoding="utf-8")
    command += ["macro:///Standard.Module1.Main"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert not error.exists(), error.read_text()


_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{macro}</script:module>"""
_MACRO = """Sub Main
On Error Goto Failed
Dim hidden(0) As New com.sun.star.beans.PropertyValue
hidden(0).Name = "Hidden"
hidden(0).Value = True
document = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
{statements}
document.close(True)
StarDesktop.terminate()
Exit Sub
Failed:
Open "{error}" For Output As #9
Print #9, Error
Close #9
StarDesktop.terminate()
End Sub
"""


Values = list[list[str]]
"""The values of a sheet as LibreOffice's Basic writes them."""


@dataclass(frozen=True)
class Sorting:
    """Cells that Excel offers to sort (a filter, a table), and by which of their columns, from 0."""

    sheet: str
    cells: str
    column: int


def sortings(data: bytes) -> list[Sorting]:
    """Every range that has buttons to sort it, by every column."""
    ranges = [
        (sheet.title, cells)
        for sheet in load(data)
        if not sheet.protection.sheet  # where nobody can sort
        for cells in [sheet.auto_filter.ref, *map(_of_table, sheet.tables.values())]
        if cells
    ]
    bounds = [(sheet, cells, range_boundaries(cells)) for sheet, cells in ranges]
    return [
        Sorting(sheet, cells, column)
        for sheet, cells, (left, _, right, _) in bounds
        for column in range(right - left + 1)
    ]


def _of_table(table: Table) -> str:
    """The cells of a table without its row of totals."""
    return str(table.autoFilter.ref if table.autoFilter else table.ref)


def after_sorting(data: bytes, folder: Path, wanted: list[Sorting]) -> list[dict[str, Values]]:
    """The values of all sheets as they are, and after each of the sortings, one upon the other: upwards by
    columns of even number, downwards by the others."""
    target = folder / "values.txt"
    steps = [
        f'SortBy(document, "{one.sheet}", "{one.cells}", {one.column}, {one.column % 2 == 0})\n{_WRITE}'
        for one in wanted
    ]
    opening = f"""files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
writer = createUnoService("com.sun.star.io.TextOutputStream")
writer.setOutputStream(files.openFileWrite("{target.as_uri()}"))
writer.setEncoding("UTF-8")
{_WRITE}"""
    target.unlink(missing_ok=True)
    carried_out(data, folder, "\n".join([opening, *steps, "writer.closeOutput()"]), SORT_BY + _WRITE_VALUES)
    return [_tables(state) for state in target.read_text("utf-8").split("\x1c")[:-1]]


def _tables(state: str) -> dict[str, Values]:
    named = (sheet.split("\x1d", 1) for sheet in state.split("\x1b")[:-1])
    return {
        name: [list(map(_value, row.split("\x1f"))) for row in rows.split("\x1e")] for name, rows in named
    }


def _value(text: str) -> str:
    """A number to eleven digits, without a sign at nought: sums in another order differ in the last ones."""
    try:
        return f"{float(text) + 0.0:.11g}"
    except ValueError:
        return text


_WRITE = "WriteValues(document, writer)"
SORT_BY = """
Sub SortBy(document, sheet, cells, column, upwards)
Dim fields(0) As New com.sun.star.table.TableSortField
fields(0).Field = column
fields(0).IsAscending = upwards
Dim how(1) As New com.sun.star.beans.PropertyValue
how(0).Name = "SortFields"
how(0).Value = fields()
how(1).Name = "ContainsHeader"
how(1).Value = True
document.Sheets.getByName(sheet).getCellRangeByName(cells).sort(how())
document.calculateAll()
End Sub
"""
"""A procedure that sorts a range by a column, as its menu does."""
_WRITE_VALUES = """
Sub WriteValues(document, writer)
For number = 0 To document.Sheets.Count - 1
sheet = document.Sheets.getByIndex(number)
cursor = sheet.createCursor()
cursor.gotoEndOfUsedArea(False)
last = cursor.RangeAddress
rows = sheet.getCellRangeByPosition(0, 0, last.EndColumn, last.EndRow).getDataArray()
ReDim lines(UBound(rows)) As String
For row = 0 To UBound(rows)
lines(row) = Join(rows(row), Chr(31))
Next
writer.writeString(sheet.Name & Chr(29) & Join(lines(), Chr(30)) & Chr(27))
Next
writer.writeString(Chr(28))
End Sub
"""


def pages(data: bytes, folder: Path) -> list[str]:
    """The text of every page that LibreOffice prints."""
    command = [tool("pdftotext"), "-layout", str(converted(data, folder, "pdf")), "-"]
    found = subprocess.run(command, check=True, capture_output=True, timeout=60)
    return found.stdout.decode().split("\f")[:-1]


def tool(name: str) -> str:
    """A program of the system. A machine without it skips the test; continuous integration has it."""
    found = shutil.which(name)
    if found is None:
        reason = f"no {name} on this machine to open the workbook with"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def same_after_recalculation(data: bytes, folder: Path) -> int:
    """Hold every formula's stored value against LibreOffice's; how many there are."""
    formulas, stored, again = load(data), load(data, values=True), recalculated(data, folder)
    compared = 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            ours, theirs = (book[sheet.title][cell.coordinate].value for book in (stored, again))
            assert same(ours, theirs), f"{sheet.title} {cell.coordinate} {cell.value}: {ours} / {theirs}"
            compared += 1
    return compared


def same(ours: object, theirs: object) -> bool:
    """Numbers to nine digits, texts as they are; an empty text is an empty cell."""
    if isinstance(ours, int | float) and isinstance(theirs, int | float):
        return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-6)
    return (ours or None) == (theirs or None)
