"""Workbooks written anew for the fast reader, and those that another reader has to take: openpyxl, which
wrote them, is the oracle."""

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from lib.parsing import careful, rewritten
from lib.parsing.gaps import row_number
from lib.parsing.rewritten import brought_near, with_errors_as_texts
from lib.parsing.sheet_marks import Marks, marks_of
from lib.parsing.tables import as_texts
from tests.parsing.test_refusals import PLAIN
from tests.reading import files

FAR = (900_000, 5)


def far(merged: bool = False) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(files.xlsx(PLAIN)))
    book.worksheets[0].cell(*FAR, "vu")
    if merged:
        book.worksheets[0].merge_cells("E900000:F900001")
    book.create_sheet("Vide")
    return files.saved(book)


def edited(data: bytes, change: Callable[[bytes], bytes], part: str = "sheet1.xml") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(file, "w") as new:
        for name in archive.namelist():
            content = archive.read(name)
            new.writestr(name, change(content) if name.endswith(part) else content)
    return file.getvalue()


@pytest.mark.parametrize("small", [rewritten.SMALL, 0])
@pytest.mark.parametrize("merged", [False, True])
def test_a_cell_far_away_comes_near_in_small_and_large_sheets(
    small: int, merged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large one its own word for its size is taken."""
    monkeypatch.setattr(rewritten, "SMALL", small)
    near, skipped = brought_near(far(merged))
    sheet = openpyxl.load_workbook(io.BytesIO(near)).worksheets[0]
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) < 60
    assert [list(row[:3]) for row in rows[:6]] == PLAIN
    place = next(row for row in range(len(rows)) if "vu" in rows[row])
    assert row_number(place, skipped["Clients"]) == FAR[0]
    assert bool(sheet.merged_cells.ranges) == merged
    assert list(skipped) == ["Clients"]


NOT_MOVED = {
    "no size of its own": b"",
    "a size that is one cell": b'<dimension ref="A1"/>',
    "a size that is filled": b'<dimension ref="A1:C6"/>',
}


@pytest.mark.parametrize("kind", NOT_MOVED)
def test_a_large_sheet_that_says_nothing_or_little_stays(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewritten, "SMALL", 0)
    data = edited(far(), lambda content: re.sub(rb"<dimension[^>]*>", NOT_MOVED[kind], content))
    assert brought_near(data) == (data, {})


def test_cells_that_do_not_say_where_they_are_stay() -> None:
    data = edited(far(), lambda content: re.sub(rb'(<c) r="A2"', rb"\1", content))
    assert brought_near(data) == (data, {})


DAMAGED = {
    "no zip": b"PK\x03\x04",
    "nothing": b"",
    "no workbook": edited(files.xlsx(PLAIN), lambda _: b"<", "workbook.xml"),
    "no ways": edited(files.xlsx(PLAIN), lambda _: b"<x/>", "workbook.xml.rels"),
    "a sheet cut off": files.xlsx(PLAIN)[:-500],
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_workbook_stays_as_it_is(kind: str) -> None:
    data = DAMAGED[kind]
    assert brought_near(data) == (data, {})
    assert marks_of(data) == {}
    if kind != "no ways":
        assert with_errors_as_texts(data) == data
    assert careful.read_workbook(data) == []
    assert careful.read_sheet(data, "Clients", Marks()).refused


VALUES: list[tuple[object, str]] = [
    ("été", "été"),
    (12, "12"),
    (1e20, "100000000000000000000"),
    (0.1, "0.1"),
    (True, "true"),
    (dt.datetime(2025, 3, 4, 5, 6, 7), "2025-03-04 05:06:07"),
    (dt.date(2025, 3, 4), "2025-03-04 00:00:00"),
    (dt.time(2, 15), "2.25"),
    (dt.timedelta(hours=36, minutes=30), "36.5"),
    ("#DIV/0!", "#DIV/0!"),
    (None, ""),
]


def test_the_careful_reader_writes_values_as_the_fast_one_does() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row, (value, _) in enumerate(VALUES, 1):
        sheet.cell(row, 1, value)
        sheet.cell(row, 2, "x")
    book.create_sheet("Caché").sheet_state = "hidden"
    data = files.saved(book)
    read, hidden = careful.read_workbook(data)
    assert as_texts(read.cells.column(0)).to_pylist() == [text for _, text in VALUES]
    assert (read.hidden, hidden.hidden) == (False, True)
    again = careful.read_sheet(data, sheet.title, Marks())
    assert not again.refused


def test_a_sheet_that_is_not_there_or_not_xlsx_is_refused() -> None:
    for data in (files.xlsx(PLAIN), b"\xd0\xcf\x11\xe0 old", b""):
        assert careful.read_sheet(data, "Autre", Marks()).refused


def test_a_sheet_that_openpyxl_cannot_go_through_is_refused_alone() -> None:
    book = openpyxl.load_workbook(io.BytesIO(files.xlsx(PLAIN)))
    book.create_sheet("Mars").append(["Client"])
    data = edited(files.saved(book), lambda content: content[:-60], "sheet2.xml")
    first, second = careful.read_workbook(data)
    assert (first.refused, second.refused) == (False, True)
    assert as_texts(first.cells.column(0)).to_pylist() == [str(row[0]) for row in PLAIN]
