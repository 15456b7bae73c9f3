"""A workbook in the making: its formats, its sheets, and the ways a sheet writes cells."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from textwrap import wrap
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.clients.model import ClientList
from lib.excel.cells import MOST_ROWS, cell_text, sheet_name
from lib.excel.entries import Entry
from lib.excel.low_memory_sheet import LeanSheet
from lib.excel.number_codes import number_codes
from lib.look.palette import PALETTES, Colour
from lib.plan.compare import Scenario
from lib.plan.compute import PlanResult, Tier
from lib.plan.cuts import MOST_TIERS
from lib.texts import Texts, keys
from lib.texts.wording import Sentences, without_emphasis

Kind = Literal["text", "integer", "number", "percent", "money", "cents", "hours", "minutes", "duration"]
"""What a cell holds. Hours and minutes are typed as numbers; a duration is a part of a day, as Excel keeps
times, and reads 2 h 10 or 45 min."""

DAY = 1440
"""Minutes."""
FONT = "Calibri"
INK, QUIET, RULE, HEAD = "#1f2d36", "#5b6770", "#c9c4b8", "#f3efe7"
ENTRY, ENTRY_RULE = "#fff6d6", "#d9c87a"
"""The cells that are there to be changed, and the line around them."""
ENTRY_LOOK: dict[str, Any] = {"bg_color": ENTRY, "border": 1, "border_color": ENTRY_RULE}
LOSS = "#b3261e"
STORED_SHEET = "palmares"
"""The hidden sheet that the plan comes back from."""
_LONGEST_SOURCE = 60
"""Characters of the file's name in the footer, which holds 255 in all."""
_ROW_HEIGHT = 18
"""In points; Excel's own 15 leaves no air between the lines."""
_WRAPPED_LINE = 16
_HEADING_HEIGHT = 36
"""Of two lines."""
_LETTERS = 1.2
"""Letters that find room in the width of a digit, on average."""
_SCALED = 1.15
"""How much wider letters become against columns where the system enlarges everything by 125 %."""
_BLANK, _NOTHING_SHOWN = "#ffffff", ";;;"
EMPTY_LOOK: dict[str, Any] = {"font_color": _BLANK, "bg_color": _BLANK, "border": 1, "border_color": _BLANK}
"""Of cells about tiers that the plan does not have."""
_ALWAYS_USED = 1
"""Every plan has a first tier."""


@dataclass(frozen=True)
class Heading:
    """A column of a sheet: what it is called, what it holds, how wide it is in characters."""

    title: str
    kind: Kind
    width: float


def _lines(heading: Heading) -> int:
    """The lines that a heading takes in bold; with a blank at each side and room for a filter's button."""
    return len(wrap(heading.title, max(3, int(_width(heading) / _SCALED) - 2))) if heading.title else 1


def _width(heading: Heading) -> float:
    """The width of a column, in which no word of the heading is broken."""
    longest = max(map(len, heading.title.split()), default=0)
    return max(heading.width, longest * _SCALED + 2.5)


@dataclass(frozen=True, eq=False)
class Book:
    """What every sheet writer needs."""

    workbook: Workbook
    clients: ClientList
    result: PlanResult
    texts: Texts
    made_on: date | None = None
    scenarios: tuple[Scenario, ...] = ()
    responsible: Sequence[str] = ()
    """By rank: who looks after the client; empty where there are no people."""
    before: Sequence[str] = ()
    """By rank: who looked after the client until now, where the list says so; empty without people."""
    about: str = ""
    """In a line: what the revenue is, its period, its currency."""
    entries: list[Entry] = field(default_factory=list)
    """Every entry written so far, for the day the workbook comes back."""
    _formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    _widths: dict[tuple[str, int], float] = field(default_factory=dict)
    """By sheet and column, as far as headings have set them."""

    @property
    def live(self) -> bool:
        """Whether formulas can follow the entries: all clients are on one sheet, and their tiers are their
        own."""
        return self.clients.count <= MOST_ROWS and self.result.firm is None

    @cached_property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers that the sheets are prepared for: those of the plan, and empty ones up to the most there
        can be, which are not seen until their number is chosen. Without formulas only those of the plan."""
        tiers = self.result.tiers
        if not self.live:
            return tiers
        return (*tiers, *(self._empty_tier(index) for index in range(len(tiers), MOST_TIERS)))

    def _empty_tier(self, index: int) -> Tier:
        """A tier that nobody is in; its figures are those that the formulas give."""
        plan, clients, colour = self.result.plan, self.clients, self._colour(index)
        return Tier(
            name=plan.tier_name(index),
            fill=colour.fill,
            ink=colour.ink,
            mode="team",
            from_rank=clients.count + 1,
            to_rank=clients.count,
            clients=0,
            client_share=0,
            revenue=0,
            year_revenue=0,
            revenue_share=0,
            cumulative_share=1,
            largest=0,
            smallest=0,
            variation=0,
            budget_share=0,
            minutes=0,
            today_share=None if self.result.tiers[0].today_share is None else 0,
        )

    def _colour(self, index: int) -> Colour:
        return PALETTES[self.result.plan.tier_colours][index]

    def is_used(self, index: int) -> bool:
        """Whether the plan has that tier on the day of the export."""
        return index < len(self.result.tiers)

    def format(self, kind: Kind = "text", **properties: Any) -> Format:
        """The cell format of a kind of value, with further properties of XlsxWriter."""
        wanted = {
            "font_name": FONT,
            "font_size": 11,
            "font_color": INK,
            "valign": "vcenter",
            "indent": 1,
        } | properties
        if kind != "text":
            wanted |= {"num_format": self._codes[kind], "align": properties.get("align", "right")}
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(wanted)
        return self._formats[key]

    def code(self, kind: Kind | Literal["share"]) -> str:
        """The number format of a kind, for the axis of a chart; a share has no decimals."""
        return self._codes["percent"].replace("0.0", "0") if kind == "share" else self._codes[kind]

    @cached_property
    def _codes(self) -> dict[str, str]:
        return number_codes(self.texts, self.clients.currency)

    def sheet(self, key: str, landscape: bool = False) -> Worksheet:
        """A sheet named in the reader's language, ready to print on A4."""
        return self._named_sheet(self.texts(f"workbook.sheet.{key}"), (), landscape)

    def person_sheet(self, name: str) -> Worksheet:
        """A sheet named after a person, as near to it as Excel's rules and the other sheets allow, also
        those that come after it."""
        own = [self.texts(key) for key in keys(self.texts.language) if key.startswith("workbook.sheet.")]
        return self._named_sheet(name, (STORED_SHEET, *own), landscape=True)

    def _named_sheet(self, wanted: str, kept: tuple[str, ...], landscape: bool) -> Worksheet:
        """A sheet with that name, or one near it that no other sheet has, none of those `kept` either."""
        taken = [sheet.name for sheet in self.workbook.worksheets()]
        name = sheet_name(wanted, [*taken, *kept])
        sheet = self.workbook.add_worksheet(name, worksheet_class=LeanSheet)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.7)
        source = cell_text(self.clients.report.source)[:_LONGEST_SOURCE].replace("&", "&&")
        day = self.texts.date(self.made_on) if self.made_on else ""
        # The blank keeps the size of the letters apart from the day.
        sheet.set_header(f'&L&"{FONT},Bold"&14&A&R&"{FONT},Regular"&10 {day}')
        sheet.set_footer(self.texts("workbook.footer", source=source))
        sheet.hide_gridlines(2)
        sheet.set_default_row(_ROW_HEIGHT)
        if landscape:
            sheet.set_landscape()
        return sheet

    def hidden_sheet(self, key: str) -> Worksheet:
        """A sheet for formulas and charts, which is not shown or printed but can be."""
        sheet = self.sheet(key, landscape=True)
        sheet.hide()
        return sheet

    def head(self, sheet: Worksheet, row: int, headings: list[Heading], is_long: bool = False) -> None:
        """Write a row of headings and make the columns as wide as they want, or as wide as an earlier table
        of the sheet wants. Among the first rows, or above a table that `is_long`, which is then the last one
        of its sheet, it is repeated on every page."""
        for column, heading in enumerate(headings):
            sheet.write_string(row, column, cell_text(heading.title), self.heading(heading.kind))
            width = max(_width(heading), self._widths.get((sheet.name, column), 0))
            self._widths[sheet.name, column] = width
            sheet.set_column(column, column, width)
        sheet.set_row(row, max(_HEADING_HEIGHT, max(map(_lines, headings)) * _WRAPPED_LINE + 6))
        if row <= 1:
            sheet.repeat_rows(0, row)
        elif is_long:
            sheet.repeat_rows(row)

    def heading(self, kind: Kind = "text") -> Format:
        """The format of a heading above values of that kind."""
        align = "left" if kind == "text" else "right"
        return self.format(bold=True, bg_color=HEAD, bottom=1, bottom_color=RULE, align=align, text_wrap=True)

    def total(self, kind: Kind = "text") -> Format:
        """The format of a total."""
        return self.format(kind, bold=True, top=1, top_color=INK)

    def all_style(self, kind: Kind = "text") -> Format:
        """The format of what all have together, where that stands first."""
        return self.format(kind, bold=True, bottom=1, bottom_color=INK)

    def title(self, sheet: Worksheet, text: str) -> None:
        """The sentence at the head of a sheet."""
        sheet.set_row(0, 30)
        sheet.write_string(0, 0, cell_text(text), self.format(bold=True, font_size=16, indent=0))

    def paragraph(
        self, sheet: Worksheet, row: int, text: str, width: tuple[int, float], **properties: Any
    ) -> None:
        """Text over the first columns of a row, in as many lines as it needs.

        `width` is how many columns that is, and how many characters wide they are together.
        """
        columns, characters = width
        said = cell_text(text)
        wanted: dict[str, Any] = {"text_wrap": True, "valign": "top", "indent": 0} | properties
        sheet.merge_range(row, 0, row, columns - 1, "", self.format(**wanted))
        sheet.write_string(row, 0, said, self.format(**wanted))
        size = wanted.get("font_size", 11) / 11
        lines = sum(
            max(1, math.ceil(len(part) * size / (characters * _LETTERS))) for part in said.split("\n")
        )
        sheet.set_row(row, lines * _WRAPPED_LINE * size + 4)

    def paragraphs(
        self, sheet: Worksheet, row: int, sentences: Sentences, width: tuple[int, float], **properties: Any
    ) -> int:
        """Sentences one below the other, each as a paragraph; the row after them."""
        for at, sentence in enumerate(sentences, row):
            self.paragraph(sheet, at, without_emphasis(sentence, self.texts), width, **properties)
        return row + len(sentences)

    def lines(self, sheet: Worksheet, row: int, sentences: Sentences, style: Format) -> int:
        """Sentences one below the other, each in a cell of the first column; the row after them."""
        for at, sentence in enumerate(sentences, row):
            sheet.write_string(at, 0, cell_text(without_emphasis(sentence, self.texts)), style)
        return row + len(sentences)

    def put(self, sheet: Worksheet, cell: tuple[int, int], value: float | str | None, style: Format) -> None:
        """A number, a text or nothing in a cell."""
        if value is None:
            sheet.write_blank(*cell, None, style)
        elif isinstance(value, str):
            sheet.write_string(*cell, cell_text(value), style)
        else:
            sheet.write_number(*cell, value, style)

    def follow(
        self, sheet: Worksheet, row: int, column: int, formula: str, style: Format, value: float | str
    ) -> None:
        """A formula stored with its value; only the value where no formula can follow."""
        if self.live:
            sheet.write_formula(row, column, formula, style, value)
        else:
            sheet.write(row, column, value, style)

    def entry(
        self,
        sheet: Worksheet,
        cell: tuple[int, int],
        entry: Entry,
        kind: Kind = "text",
        formula: str = "",
        style: Format | None = None,
    ) -> None:
        """A cell that is there to be changed, with its kind; until then a formula may stand in it."""
        value = cell_text(entry.value) if isinstance(entry.value, str) else entry.value
        shown = style or self.entry_format(kind)
        if formula:
            self.follow(sheet, *cell, formula, shown, value)
        else:
            self.put(sheet, cell, value, shown)
        self.entries.append(replace(entry, value=value, follows=bool(formula)))

    def tier_entry(
        self, sheet: Worksheet, cell: tuple[int, int], tier: int, written: tuple[Entry, Kind, str]
    ) -> None:
        """The same about a tier (counted from 0), which is seen only while the plan has that tier."""
        entry, kind, formula = written
        style = self.entry_format(kind) if self.is_used(tier) else self.format(kind, locked=False)
        self.entry(sheet, cell, entry, kind, formula, style)
        self.show_if_used(sheet, (*cell, *cell), tier, ENTRY_LOOK)

    def entry_format(self, kind: Kind) -> Format:
        """The format of a cell that is there to be changed."""
        return self.format(kind, **ENTRY_LOOK, locked=False)

    def quiet(self) -> Format:
        """Text beside the matter."""
        return self.format(font_color=QUIET)

    def tier_cell(self, sheet: Worksheet, cell: tuple[int, int], index: int) -> None:
        """The tier's name as it is on the settings, on the tier's colour."""
        tier, plain = self.tiers[index], self.format(bold=True, align="center", indent=0)
        style = self.tier_format(index) if self.is_used(index) else plain
        self.follow(sheet, *cell, f"=INDEX(tier_names,{index + 1})", style, cell_text(tier.name))
        look = {"bg_color": tier.fill, "font_color": tier.ink}
        self.show_if_used(sheet, (*cell, *cell), index, look)

    def show_if_used(
        self,
        sheet: Worksheet,
        cells: tuple[int, int, int, int],
        tier: int,
        look: Mapping[str, Any] | None = None,
    ) -> None:
        """Show cells about a tier only while the plan has it. `look` is what a tier that the plan had not yet
        gets then."""
        if not self.live or tier < _ALWAYS_USED:
            return
        self.look(sheet, cells, f"={tier + 1}>tiers_used", EMPTY_LOOK | {"num_format": _NOTHING_SHOWN})
        if look and not self.is_used(tier):
            self.look(sheet, cells, f"={tier + 1}<=tiers_used", look)

    def look(
        self, sheet: Worksheet, cells: tuple[int, int, int, int], criteria: str, look: Mapping[str, Any]
    ) -> None:
        """How cells look while a formula is true: properties of XlsxWriter's formats."""
        key = ("look", ""), *sorted(look.items())
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(look))
        rule = {"type": "formula", "criteria": criteria, "format": self._formats[key]}
        sheet.conditional_format(*cells, rule)

    def tier_format(self, index: int) -> Format:
        """The tier's name on the tier's colour."""
        tier = self._colour(index)
        return self.format(bg_color=tier.fill, font_color=tier.ink, bold=True, align="center", indent=0)
