"""Slides and workbook as another program prints them: whole pages, no text over another, no heading cut."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.worksheet import Worksheet
from PIL import ImageFont
from pptx import Presentation

from lib.excel.book import HEAD
from lib.exports.plan_workbook import write_plan
from lib.exports.slides import slides
from lib.texts import LANGUAGES, Language, Texts
from tests.exports.pictures import drawn, full_plan, sample, with_articles
from tests.office import DAY, converted, load, tool

_OVER = 2.0
"""Points by which a text may reach into another: the blank behind it."""
_WRONG = re.compile(r"###|Err:|#N/A|#NAME|#REF|#VALUE|#DIV|#NUM")


@dataclass(frozen=True)
class Word:
    """A word on a page with its box, in points."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def words(document: Path) -> list[tuple[tuple[float, float], list[Word]]]:
    """The size and the words of every page of a PDF."""
    target = document.with_suffix(".html")
    subprocess.run([tool("pdftotext"), "-bbox", str(document), str(target)], check=True, timeout=120)
    pages = []
    for page in ElementTree.parse(target).getroot().iter("{http://www.w3.org/1999/xhtml}page"):
        size = float(page.attrib["width"]), float(page.attrib["height"])
        boxes = [
            Word(word.text or "", *(float(word.attrib[side]) for side in ("xMin", "yMin", "xMax", "yMax")))
            for word in page
        ]
        pages.append((size, boxes))
    return pages


def _overlapping(boxes: list[Word]) -> Iterator[tuple[str, str]]:
    """Words of a line that reach into each other: LibreOffice cuts a text where the next cell is filled."""
    lines: dict[int, list[Word]] = {}
    for word in boxes:
        lines.setdefault(round((word.top + word.bottom) / 2 / 3), []).append(word)
    for line in lines.values():
        for first, second in pairwise(sorted(line, key=lambda word: word.left)):
            if first.right - second.left > _OVER and first.text != second.text:
                yield first.text, second.text


@pytest.fixture(scope="module", params=LANGUAGES)
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Language, Path]:
    """The language, and a folder with both files and their PDF."""
    language: Language = request.param
    folder = tmp_path_factory.mktemp(f"printed_{language}")
    texts = Texts(language)
    result = full_plan(with_articles(sample(language), language), texts)
    for kind, data in (("xlsx", write_plan(result, texts, DAY)), ("pptx", slides(result, texts, DAY))):
        own = folder / kind
        own.mkdir()
        converted(data, own, "pdf", kind)
    return language, folder


def test_every_slide_is_a_picture_with_its_whole_title(
    printed: tuple[Language, Path], tmp_path: Path
) -> None:
    _, folder = printed
    document = folder / "pptx" / "out" / "plan.pdf"
    pictures = drawn(document, tmp_path)
    pages = words(document)
    titles = [
        slide.shapes.title.text_frame.text
        for slide in Presentation(str(folder / "pptx" / "plan.pptx")).slides
    ]
    assert len(pictures) == len(pages) == len(titles) == 9
    assert all(picture.stat().st_size > 5_000 for picture in pictures), "a page is blank"
    for title, ((width, height), boxes) in zip(titles, pages, strict=True):
        assert title.strip()
        said = "".join(word.text for word in boxes)
        assert "".join(title.split()) in said, title
        assert not _WRONG.search(said)
        assert not [word for word in boxes if not _inside(word, width, height)], title
        assert not list(_overlapping(boxes)), title


def _inside(word: Word, width: float, height: float) -> bool:
    return word.left >= 0 <= word.top and word.right <= width + _OVER and word.bottom <= height + _OVER


def test_no_text_of_the_workbook_is_cut_on_paper(printed: tuple[Language, Path]) -> None:
    language, folder = printed
    data = (folder / "xlsx" / "plan.xlsx").read_bytes()
    pages = words(folder / "xlsx" / "out" / "plan.pdf")
    shown = [sheet.title for sheet in load(data) if sheet.sheet_state == "visible"]
    assert len(shown) <= len(pages) <= 70
    for number, ((width, height), everything) in enumerate(pages, 1):
        # LibreOffice sets the texts of hidden columns, too, over the edge of the page.
        boxes = [word for word in everything if word.right <= width]
        said = " ".join(word.text for word in boxes)
        assert len(boxes) > 20, f"page {number} is all but blank"
        assert not _WRONG.search(said), f"page {number}: {said}"
        assert not [word for word in boxes if not _inside(word, width, height)], number
        assert not list(_overlapping(boxes)), f"page {number} ({language})"


def test_headings_stand_on_every_page_of_a_long_table(printed: tuple[Language, Path]) -> None:
    language, folder = printed
    texts = Texts(language)
    pages = words(folder / "xlsx" / "out" / "plan.pdf")
    clients = {texts("column.client"), texts("column.revenue").split()[0]}
    moves = {texts("tomorrow.column.status"), texts("tomorrow.column.change")}
    for title, headings, least in (("clients", clients, 3), ("tomorrow", moves, 3)):
        own = [
            {word.text for word in boxes}
            for _, boxes in pages
            if boxes[0].text == texts(f"workbook.sheet.{title}").split()[0]
        ]
        with_headings = [page for page in own if headings <= page]
        assert len(with_headings) >= least
        if title == "clients":
            assert with_headings == own
        else:
            # Behind the figures and the lists to act on, every page belongs to the table of all clients.
            assert own[-len(with_headings) :] == with_headings


_DPI = 120
"""Of a screen that enlarges everything by 125 %."""
_DIGIT = 9
"""The width of Calibri's digits there, in pixels, by which Excel measures columns."""
_BUTTON = 20
"""What a filter's button covers of its heading, in pixels."""


@cache
def _font(size: float) -> ImageFont.FreeTypeFont:
    """Carlito, which has the widths of Calibri."""
    found = subprocess.run(
        [tool("fc-match"), "-f", "%{file}", "Carlito:bold"], check=True, capture_output=True, text=True
    )
    assert "Carlito" in found.stdout, "the workbook's letters are measured in Carlito"
    return ImageFont.truetype(found.stdout, size)


def test_no_heading_is_cut_where_the_system_enlarges_everything(printed: tuple[Language, Path]) -> None:
    _, folder = printed
    book = load((folder / "xlsx" / "plan.xlsx").read_bytes(), values=True)
    measured = 0
    for sheet in book:
        if sheet.sheet_state != "visible":
            continue
        filtered = _filtered(sheet)
        for cell in (cell for row in sheet.iter_rows() for cell in row if _is_heading(sheet, cell)):
            room = _pixels(sheet, cell) - 6 - (_BUTTON if cell.coordinate in filtered else 0)
            lines = _lines(str(cell.value), room)
            height = (sheet.row_dimensions[cell.row].height or 15) * _DPI / 72
            assert len(lines) * 24 <= height + 4, f"{sheet.title} {cell.coordinate}: {lines}"
            widest = max(_font(11 * _DPI / 72).getlength(line) for line in lines)
            assert widest <= room + 2, f"{sheet.title} {cell.coordinate}: {lines}, {widest} in {room}"
            measured += 1
    assert measured > 80


def _is_heading(sheet: Worksheet, cell: Cell) -> bool:
    dimension = _dimension(sheet, cell.column)
    is_seen = dimension is None or not dimension.hidden
    return is_seen and bool(cell.value) and cell.fill.fgColor.rgb == f"FF{HEAD[1:].upper()}"


def _filtered(sheet: Worksheet) -> set[str]:
    """The headings that have a filter's button."""
    ranges = [sheet.auto_filter.ref, *(table.ref for table in sheet.tables.values())]
    bounds = [range_boundaries(cells) for cells in ranges if cells]
    return {
        f"{get_column_letter(column)}{top}"
        for left, top, right, _ in bounds
        for column in range(left, right + 1)
    }


def _pixels(sheet: Worksheet, cell: Cell) -> float:
    """The width of a cell, of all that it is merged with."""
    merged = next((area for area in sheet.merged_cells.ranges if cell.coordinate in area), None)
    last = merged.max_col if merged else cell.column
    return sum(_column_width(sheet, column) * _DIGIT for column in range(cell.column, last + 1))


def _column_width(sheet: Worksheet, column: int) -> float:
    """In characters."""
    dimension = _dimension(sheet, column)
    return float(dimension.width) if dimension else 9.14


def _dimension(sheet: Worksheet, column: int) -> ColumnDimension | None:
    """What is said of a column, alone or together with its neighbours."""
    dimensions = sheet.column_dimensions.values()
    return next((one for one in dimensions if one.min <= column <= one.max), None)


def _lines(text: str, room: float) -> list[str]:
    """The lines that a text is broken into."""
    font, lines = _font(11 * _DPI / 72), [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
