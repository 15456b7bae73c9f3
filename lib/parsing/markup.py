"""Tables in markup that accounting programs save under the name of Excel: HTML and XML Spreadsheet 2003."""

import pyarrow as pa
from lxml import etree, html

from lib.parsing.encodings import decode
from lib.parsing.errors import ReadingError
from lib.parsing.tables import from_rows

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_html(data: bytes) -> list[pa.Table]:
    """The tables of a web page, without those that only hold others. Raises ReadingError: not_a_table."""
    try:
        page = html.document_fromstring(_without_declaration(decode(data).text))
    except (etree.LxmlError, ValueError) as error:
        raise ReadingError("not_a_table") from error
    tables = [table for table in page.findall(".//table") if table.find(".//table") is None]
    if not tables:
        raise ReadingError("not_a_table")
    return [from_rows(_spread(table.findall(".//tr"))) for table in tables]


def _without_declaration(text: str) -> str:
    """The text without `<?xml …?>`, whose encoding no longer holds once it is decoded."""
    return text[text.find("?>") + 2 :] if text.lstrip().startswith("<?xml") else text


def _spread(rows: list[html.HtmlElement]) -> list[list[str]]:
    """The cells of each row; one that spans several rows stands in each, one that spans columns once."""
    below: dict[tuple[int, int], str] = {}
    table = []
    for number, row in enumerate(rows):
        cells: list[str] = []
        for cell in row.xpath("./td|./th"):
            while (number, len(cells)) in below:
                cells.append(below[number, len(cells)])
            text = " ".join(cell.text_content().split())
            for lower in range(number + 1, number + _span(cell, "rowspan")):
                below[lower, len(cells)] = text
            cells += [text, *[""] * (_span(cell, "colspan") - 1)]
        table.append(cells)
    return table


def _span(cell: html.HtmlElement, name: str) -> int:
    span = cell.get(name, "1")
    return min(int(span), 1000) if span.isdigit() else 1


def read_spreadsheet_2003(data: bytes) -> list[tuple[str, pa.Table]]:
    """The sheets of an XML Spreadsheet 2003: name, cells. Raises ReadingError: unreadable."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise ReadingError("unreadable") from error
    if root is None:
        raise ReadingError("unreadable")
    sheets = root.findall(f"{_NAMESPACE}Worksheet")
    return [(sheet.get(f"{_NAMESPACE}Name", ""), from_rows(_rows(sheet))) for sheet in sheets]


def _rows(sheet: etree._Element) -> list[list[str]]:
    rows: list[list[str]] = []
    for row in sheet.iter(f"{_NAMESPACE}Row"):
        place = int(row.get(f"{_NAMESPACE}Index", len(rows) + 1))
        rows.extend([[]] * min(place - 1 - len(rows), 100_000))
        rows.append(_cells(row))
    return rows


def _cells(row: etree._Element) -> list[str]:
    cells: list[str] = []
    for cell in row.findall(f"{_NAMESPACE}Cell"):
        place = int(cell.get(f"{_NAMESPACE}Index", len(cells) + 1))
        cells.extend([""] * min(place - 1 - len(cells), 1000))
        content = cell.find(f"{_NAMESPACE}Data")
        cells.append("" if content is None else "".join(content.itertext()))
        cells.extend([""] * min(int(cell.get(f"{_NAMESPACE}MergeAcross", 0)), 1000))
    return cells
