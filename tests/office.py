"""What other programs make of a workbook: openpyxl reads it, LibreOffice calculates it anew."""

import io
import math
import os
import shutil
import subprocess
import warnings
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
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
    """The cells below a heading of the first row."""
    place = [cell.value for cell in sheet[1]].index(heading) + 1
    return [sheet.cell(row, place).value for row in range(2, sheet.max_row + 1)]


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


def converted(data: bytes, folder: Path, wanted: str) -> Path:
    """What LibreOffice makes of the workbook."""
    source = folder / "plan.xlsx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [tool("soffice"), profile, "--headless", "--convert-to", wanted, "--outdir"]
    subprocess.run([*command, str(folder / "out"), str(source)], check=True, capture_output=True, timeout=180)
    return folder / "out" / f"plan.{wanted.split(':', maxsplit=1)[0]}"


def edited(data: bytes, folder: Path, statements: str) -> bytes:
    """The workbook after LibreOffice has carried out statements in its Basic on `document`. Unlike openpyxl,
    it moves names and formulas along with the cells."""
    source, target = folder / "plan.xlsx", folder / "edited.xlsx"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    profile = folder / "profile"
    command = [tool("soffice"), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    if not profile.exists():
        # Its first start fills the profile, over what lies there.
        subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=180)
    macro = _MACRO.format(source=source.as_uri(), target=target.as_uri(), statements=statements)
    module = profile / "user" / "basic" / "Standard" / "Module1.xba"
    module.write_text(_MODULE.format(macro=escape(macro)), encoding="utf-8")
    command += ["macro:///Standard.Module1.Main"]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return target.read_bytes()


_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{macro}</script:module>"""
_MACRO = """Sub Main
Dim hidden(0) As New com.sun.star.beans.PropertyValue
hidden(0).Name = "Hidden"
hidden(0).Value = True
document = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
{statements}
Dim kind(0) As New com.sun.star.beans.PropertyValue
kind(0).Name = "FilterName"
kind(0).Value = "Calc MS Excel 2007 XML"
document.storeToURL("{target}", kind())
document.close(True)
StarDesktop.terminate()
End Sub"""


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
