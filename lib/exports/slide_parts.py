"""What slides are made of: their measures, a titled slide, paragraphs and tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.table import Table
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from lib.exports.pptx_private import Cell

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
LEFT, WIDE = Inches(0.7), Inches(11.933)
BODY_TOP, BODY_HEIGHT = Inches(2.15), Inches(4.55)
INK, QUIET, PAPER, HEADING = "#15232f", "#6b7680", "#fefdfb", "#e9e3d6"
FONT = "Calibri"
_HEADING_FONT = "Georgia"
_TITLE_LAYOUT = 5
"""The layout that holds a title and nothing else: outlines and screen readers find the titles."""
_LONG_TITLE = 105
"""Letters from which a title is set smaller."""
_ROW = Inches(0.62)
"""The height of a table's row where nothing asks for a lower one."""
_BELOW = Inches(0.75)
"""What a sentence below a table has."""
_FEW_COLUMNS = 5
"""Columns up to which a heading is as large as what stands below it."""


@dataclass(frozen=True)
class Style:
    """How a paragraph is set; the size in points."""

    size: int
    colour: str = INK
    bold: bool = False
    right: bool = False
    font: str = FONT


@dataclass(frozen=True)
class Row:
    """A row of a table: its name, on a fill of its own, and its figures, each on a fill where `fills` has
    one."""

    name: str
    figures: Sequence[str]
    fill: str = PAPER
    ink: str = INK
    fills: Sequence[str] = ()


def titled_slide(deck: Deck, title: str, note: str) -> Slide:
    """A slide with its conclusion on top, and where the figures come from at the bottom."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_LAYOUT])
    background = slide.background.fill
    fill(background, PAPER)
    holder = slide.shapes.title
    assert holder is not None
    holder.left, holder.top, holder.width, holder.height = LEFT, Inches(0.5), WIDE, Inches(1.4)
    box = holder.text_frame
    box.vertical_anchor = MSO_ANCHOR.MIDDLE
    size = 22 if len(title) > _LONG_TITLE else 28
    write(box, title, Style(size, bold=True, font=_HEADING_FONT))
    foot = slide.shapes.add_textbox(LEFT, Inches(6.95), WIDE, Inches(0.4)).text_frame
    write(foot, note, Style(11, QUIET))
    return slide


def write_table(slide: Slide, titles: Sequence[str], rows: Sequence[Row], below: str = "") -> None:
    """A table of names and figures over the width of the slide, and a sentence below it."""
    room = BODY_HEIGHT - (_BELOW if below else 0)
    height = min(_ROW, room // (len(rows) + 1)) * (len(rows) + 1)
    shape = slide.shapes.add_table(len(rows) + 1, len(titles), LEFT, BODY_TOP, WIDE, Emu(height))
    table = shape.table
    table.horz_banding = False
    _widen_names(table, len(titles))
    heading = 18 if len(titles) <= _FEW_COLUMNS else 14
    for at, title in enumerate(titles):
        _write_cell(table.cell(0, at), title, HEADING, Style(heading, bold=True, right=at > 0))
    for line, row in enumerate(rows, 1):
        _write_cell(table.cell(line, 0), row.name, row.fill, Style(18, row.ink, bold=True))
        fills = row.fills or [PAPER] * len(row.figures)
        for at, (figure, colour) in enumerate(zip(row.figures, fills, strict=True), 1):
            _write_cell(table.cell(line, at), figure, colour, Style(18, right=True))
    if below:
        box = slide.shapes.add_textbox(LEFT, Emu(BODY_TOP + room), WIDE, _BELOW).text_frame
        box.vertical_anchor = MSO_ANCHOR.MIDDLE
        write(box, below, Style(18, QUIET))


def _widen_names(table: Table, columns: int) -> None:
    """Beside many figures names have a column of twice their width."""
    if columns > _FEW_COLUMNS:
        each = WIDE // (columns + 1)
        for at in range(columns):
            table.columns[at].width = Emu(each)
        table.columns[0].width = Emu(WIDE - each * (columns - 1))


def _write_cell(cell: Cell, text: str, colour: str, style: Style) -> None:
    fill(cell.fill, colour)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    write(cell.text_frame, text, style)


def write(frame: TextFrame, text: str, style: Style) -> None:
    """Add a paragraph; the first one of a frame is there already."""
    frame.word_wrap = True
    first = frame.paragraphs[0]
    paragraph = first if not first.runs else frame.add_paragraph()
    paragraph.alignment = PP_ALIGN.RIGHT if style.right else PP_ALIGN.LEFT
    paragraph.space_after = Pt(6)
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.name, run.font.bold = Pt(style.size), style.font, style.bold
    run.font.color.rgb = rgb(style.colour)


def fill(of: FillFormat, colour: str) -> None:
    """Fill a shape, a cell or the points of a chart with one colour."""
    of.solid()
    of.fore_color.rgb = rgb(colour)


def rgb(colour: str) -> RGBColor:
    """The colour of a text like #15232f."""
    return RGBColor.from_string(colour.lstrip("#").upper())
