"""Tables of web pages and of XML Spreadsheet 2003, as accounting programs write them and damaged."""

import pytest

from lib.parsing.errors import ReadingError
from lib.parsing.markup import read_html, read_spreadsheet_2003
from lib.parsing.tables import Cells, as_texts
from tests.parsing.test_gaps import spreadsheet_2003


def rows(read: Cells) -> list[list[str]]:
    columns = [as_texts(column).to_pylist() for column in read.cells.columns]
    return [list(row) for row in zip(*columns, strict=True)]


def html(*lines: str) -> list[list[str]]:
    (table,) = read_html(f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>".encode())
    return rows(table)


def test_a_cell_over_several_rows_stands_in_each_and_over_columns_once() -> None:
    assert html(
        "<th>Client<th>Mois<th>CA",
        "<td rowspan=2>A<td>1<td>10",
        "<td>2<td>20",
        "<td colspan=2>B<td>30",
        "<td>C<td rowspan=2>3<td>40",
        "<td>D<td>50",
    ) == [
        ["Client", "Mois", "CA"],
        ["A", "1", "10"],
        ["A", "2", "20"],
        ["B", "", "30"],
        ["C", "3", "40"],
        ["D", "3", "50"],
    ]


def test_two_cells_side_by_side_over_the_same_rows() -> None:
    assert html("<td rowspan=3>A<td rowspan=2>B<td>1", "<td>2", "<td>x<td>3") == [
        ["A", "B", "1"],
        ["A", "B", "2"],
        ["A", "x", "3"],
    ]


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "9" * 40, "9" * 5_000, "1.5", "²", "٣"])
def test_a_span_that_is_none_takes_nothing_away(span: str) -> None:
    """One of any length is as long as a table may be."""
    table = html(f'<td rowspan="{span}">A<td>1', "<td>B<td>2", "<td>C<td>3")
    texts = [cell for row in table for cell in row]
    assert {"A", "B", "C", "1", "2", "3"} <= set(texts)


def test_tables_that_hold_tables_are_only_their_frame() -> None:
    page = b'<?xml version="1.0" encoding="x"?><table><tr><td><table><tr><td>A</table><td>no</table>'
    assert [rows(table) for table in read_html(page)] == [[["A"]]]


@pytest.mark.parametrize("page", [b"<html><p>no table</p></html>", b"<!-- -->", b"<", b"<table"])
def test_a_page_without_a_table_is_none(page: bytes) -> None:
    with pytest.raises(ReadingError) as refused:
        read_html(page)
    assert refused.value.code == "not_a_table"


def cell(text: str, more: str = "") -> str:
    return f'<Cell{" ss:" if more else ""}{more}><Data ss:Type="String">{text}</Data></Cell>'


def test_places_and_spans_of_spreadsheet_2003() -> None:
    data = spreadsheet_2003(
        "<Row>" + cell("a", 'MergeAcross="1"') + cell("b") + "</Row>"
        '<Row ss:Index="4" ss:Span="1">' + cell("c", 'Index="2"') + "<Cell/></Row>"
        "<Row>" + cell("d", 'Index="x"') + cell("e", 'Index="1"') + cell("f", 'MergeAcross="²"') + "</Row>"
    )
    ((name, read),), damaged = read_spreadsheet_2003(data)
    assert (name, damaged) == ("A", False)
    assert rows(read) == [
        ["a", "", "b"], ["", "", ""], ["", "", ""], ["", "c", ""], ["", "", ""], ["d", "e", "f"],
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"\0", b"no XML", b"<", b'<?xml version="1.0"?>'])
def test_what_is_no_xml_at_all_is_unreadable(data: bytes) -> None:
    with pytest.raises(ReadingError) as refused:
        read_spreadsheet_2003(data)
    assert refused.value.code == "unreadable"
