"""Sheets that hold next to nothing in a large space: what is kept of them is bounded by what is in them."""

import io
import struct
import subprocess
from pathlib import Path
from shutil import which

import olefile
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.parsing.gaps import LONGEST, nearer, row_number
from lib.reading.clients_from_rows import read_clients, read_file
from lib.reading.opening import open_source
from lib.reading.process import Limits
from lib.reading.proposal import propose
from lib.reading.source import Source
from tests.reading import files

LITTLE = Limits(seconds=60, megabytes=500)
LIST = [["Client", "Montant"], ["A", 10], ["B", 20]]


@given(st.sets(st.integers(0, 10**6), min_size=1, max_size=40))
def test_order_and_short_distances_stay_and_every_row_keeps_its_number(used: set[int]) -> None:
    near = nearer(used)
    assert [row_number(near(place), near.skipped) for place in near.used] == [
        place + 1 for place in sorted(used)
    ]
    for old, new in zip(
        zip(near.used, near.used[1:], strict=False), zip(near.new, near.new[1:], strict=False), strict=True
    ):
        assert new[1] - new[0] == min(old[1] - old[0], LONGEST + 1)


def far(row: int, column: int, text: str = "vu", blanks: int = 0) -> bytes:
    """The list with a cell far away, and with so many rows of a formatted empty cell there."""
    workbook = openpyxl.load_workbook(io.BytesIO(files.xlsx(LIST)))
    sheet = workbook.worksheets[0]
    for number in range(2, 2 + blanks):
        sheet.cell(number, column).number_format = "0.00"
    sheet.cell(row, column, text)
    return files.saved(workbook)


def kept(source: Source) -> int:
    return max(sheet.cells.num_rows * sheet.cells.num_columns for sheet in source.sheets)


@pytest.mark.parametrize(
    ("row", "column"), [(1_048_576, 16_384), (65_000, 250), (300, 16_384), (1_048_576, 2)]
)
def test_a_cell_far_away_costs_no_room_and_is_shown_with_its_row(row: int, column: int) -> None:
    source = open_source(far(row, column, "12 rue X", 50), "a.xlsx", limits=LITTLE)
    sheet = source.sheets[0]
    assert kept(source) < 10_000 or column == 2
    assert sheet.row_number(sheet.rows - 1) == row
    clients = read_clients(source, propose(source).choices)
    assert list(clients.ranked["client"]) == ["B", "A"]


def as_xls(data: bytes, folder: Path) -> bytes:
    (folder / "a.xlsx").write_bytes(data)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "xls",
    ]
    subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "a.xlsx")], check=True, capture_output=True
    )
    return (folder / "a.xls").read_bytes()


@pytest.mark.skipif(which("soffice") is None, reason="LibreOffice writes the old workbook")
def test_old_workbooks_alike_even_where_they_lie_about_their_size(tmp_path: Path) -> None:
    data = as_xls(far(65_000, 250), tmp_path)
    for written in (data, with_size(data, 65_536, 256)):
        source = open_source(written, "a.xls", limits=LITTLE)
        assert kept(source) < 10_000
        assert source.sheets[0].row_number(source.sheets[0].rows - 1) == 65_000
        assert list(read_clients(source, propose(source).choices).ranked["client"]) == ["B", "A"]


def with_size(data: bytes, rows: int, columns: int) -> bytes:
    """An old workbook whose sheet says that it is so large."""
    file = io.BytesIO(data)
    with olefile.OleFileIO(file, write_mode=True) as container:
        stream = bytearray(container.openstream("Workbook").read())
        place = stream.rfind(struct.pack("<HH", 0x200, 14))
        struct.pack_into("<IIHH", stream, place + 4, 0, rows, 0, columns)
        container.write_stream("Workbook", bytes(stream))
        return file.getvalue()


def spreadsheet_2003(rows: str) -> bytes:
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="A"><Table>{rows}</Table></Worksheet></Workbook>'
    ).encode()


def test_spreadsheet_2003_with_far_cells_and_wide_merges() -> None:
    cell = '<Cell{}><Data ss:Type="String">{}</Data></Cell>'
    head = f"<Row>{cell.format('', 'Client')}{cell.format('', 'Montant')}</Row>"
    merge = ' ss:MergeAcross="9999"'
    line = (
        "<Row{}>" + cell.format("", "C{}") + cell.format("", "{}") + '<Cell ss:Index="16384"/>' + "{}</Row>"
    )
    wide = "".join(
        line.format(
            "", number, number * 7919 % 1009 + 0.5, cell.format(merge, "x") if number % 50 == 0 else ""
        )
        for number in range(1, 5_000)
    )
    last = line.format(' ss:Index="900000"', "loin", 7, "")
    source = open_source(spreadsheet_2003(head + wide + last), "a.xls", limits=LITTLE)
    sheet = source.sheets[0]
    assert sheet.cells.num_columns < 30
    assert sheet.row_number(sheet.rows - 1) == 900_000
    assert read_clients(source, propose(source).choices).count == 5_000


def test_empty_texts_in_every_column_keep_no_column() -> None:
    rows = [
        ["Client", "Montant", *[""] * 3_000],
        *([f"C{number}", number, *[""] * 3_000] for number in range(1, 40)),
    ]
    source = open_source(files.xlsx(rows), "a.xlsx", limits=LITTLE)
    assert source.sheets[0].cells.num_columns == 2
    assert read_file(files.xlsx(rows), "a.xlsx").count == 39


def test_a_table_of_a_web_page_with_wide_spans() -> None:
    rows = "".join(
        f"<tr><td>C{n}</td><td>{n * 7919 % 1009 + 0.5}</td><td colspan=900></td><td>x</td></tr>"
        for n in range(1, 3_000)
    )
    page = f"<table><tr><th>Client</th><th>Montant</th></tr>{rows}</table>".encode()
    source = open_source(page, "a.xls", limits=LITTLE)
    assert source.sheets[0].cells.num_columns < 30
    assert read_clients(source, propose(source).choices).count == 2_999


def test_a_spreadsheet_2003_that_is_damaged_says_so() -> None:
    data = files.spreadsheet_2003([["Client", "Montant"], ["A", 10.5], ["B", 2], ["C", 4]])
    for damaged in (
        data.replace(b'<Data ss:Type="String">B', b"<Data <function>>B"),
        data[: data.index(b"C<")],
    ):
        clients = read_file(damaged, "a.xls")
        assert "damaged_file" in {remark.code for remark in clients.report.remarks}


@given(
    st.sets(st.integers(0, 2_000_000), min_size=1, max_size=8), st.integers(0, 2_000_000), st.integers(0, 3)
)
def test_places_between_those_used_keep_their_order_and_come_no_farther(
    used: set[int], old: int, after: int
) -> None:
    near = nearer(used)
    assert near(old) <= near(old + after) <= old + after
    if old >= min(used):
        assert near(old) >= near(min(used))
