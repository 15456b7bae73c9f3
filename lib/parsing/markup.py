"""Tables in markup that accounting programs save under the name of Excel: HTML and XML Spreadsheet 2003."""

from collections.abc import Iterator

from lxml import etree, html

from lib.parsing.encodings import decode
from lib.parsing.errors import ReadingError
from lib.parsing.tables import Cells, from_cells

_NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"
_DIGITS = 7
"""Of a number of rows or columns; no table is so long, and endless ones are no numbers for Python."""


def read_html(data: bytes) -> list[Cells]:
    """The tables of a web page, without those that only hold others. Raises ReadingError: not_a_table."""
    try:
        page = html.document_fromstring(_without_declaration(decode(data).text))
    except (etree.LxmlError, ValueError) as error:
        raise ReadingError("not_a_table") from error
    tables = [table for table in page.findall(".//table") if table.find(".//table") is None]
    if not tables:
        raise ReadingError("not_a_table")
    return [from_cells(_spread(table.findall(".//tr"))) for table in tables]


def _without_declaration(text: str) -> str:
    """The text without `<?xml …?>`, whose encoding no longer holds once it is decoded."""
    return text[text.find("?>") + 2 :] if text.lstrip().startswith("<?xml") else text


def _spread(rows: list[html.HtmlElement]) -> Iterator[tuple[int, int, str]]:
    """The cells of the rows: row, column, text. One that spans several rows stands in each, one that spans
    columns once."""
    below: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(rows):
        below = {column: span for column, span in below.items() if span[0] >= number}
        yield from ((number, column, text) for column, (_, text) in below.items())
        column = 0
        for cell in row.xpath("./td|./th"):
            while column in below:
                column += 1
            text = " ".join(cell.text_content().split())
            yield number, column, text
            if (span := _span(cell, "rowspan")) > 1:
                below[column] = number + span - 1, text
            column += _span(cell, "colspan")


def _span(cell: html.HtmlElement, name: str) -> int:
    span = cell.get(name, "1")
    return min(int(span[:_DIGITS]), 1000) if span.isdecimal() else 1


def read_spreadsheet_2003(data: bytes) -> tuple[list[tuple[str, Cells]], bool]:
    """The sheets of an XML Spreadsheet 2003 (name, cells), and whether rows may be missing as the file is
    damaged. Raises ReadingError: unreadable."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise ReadingError("unreadable") from error
    if root is None:
        raise ReadingError("unreadable")
    sheets = root.findall(f"{_NAMESPACE}Worksheet")
    read = [(sheet.get(f"{_NAMESPACE}Name", ""), from_cells(_filled(sheet))) for sheet in sheets]
    return read, any(error.level >= etree.ErrorLevels.FATAL for error in parser.error_log)


def _filled(sheet: etree._Element) -> Iterator[tuple[int, int, str]]:
    """The filled cells: row, column, text."""
    number = -1
    for row in sheet.iter(f"{_NAMESPACE}Row"):
        number = _place(row, "Index", number + 1)
        column = -1
        for cell in row.iterchildren(f"{_NAMESPACE}Cell"):
            column = _place(cell, "Index", column + 1)
            content = cell.find(f"{_NAMESPACE}Data")
            if content is not None:
                yield number, column, "".join(content.itertext())
            column += max(0, _number(cell, "MergeAcross"))
        number += max(0, _number(row, "Span"))


def _place(element: etree._Element, name: str, following: int) -> int:
    """Where a row or a cell says that it stands, else where it follows the one before."""
    return max(_number(element, name) - 1, following)


def _number(element: etree._Element, name: str) -> int:
    text = element.get(f"{_NAMESPACE}{name}", "")
    return int(text) if text.isdecimal() and len(text) <= _DIGITS else 0
