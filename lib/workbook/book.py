"""A workbook in the making: its sheets, its formats, its headings."""

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.clients import ClientList
from lib.compute import PlanResult
from lib.palette import TEXT_ON_TIER, TIER_COLOURS
from lib.texts import Texts
from lib.workbook.cells import cell_text, write_text

Kind = Literal[
    "text", "integer", "number", "percent", "fine_percent", "money", "cents", "hours", "fine_hours", "clock"
]
"""What a cell holds. `money` is in whole units, `cents` with two decimals; `clock` is a part of a day that
is shown as hours and minutes."""
Look = str | float | bool

FONT = "Arial"
"""On every system, or with a twin of the same widths, so that columns fit wherever the plan is opened."""
INK, QUIET, RULE, HEAD, ENTRY = "#1f2d36", "#5b6770", "#c9c4b8", "#f3efe7", "#fff6d6"
ROW = 16.5
"""Height of a row in points."""
_EXCEL_LANGUAGES = {"fr": "40C", "en": "809"}
_LONGEST_SOURCE = 60
"""Characters of the file's name in the footer, which holds 255 in all."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet: the key of its heading, what it holds, its width in characters."""

    key: str
    kind: Kind
    width: float


@dataclass(frozen=True, eq=False)
class Book:
    """What every sheet writer needs."""

    workbook: Workbook
    clients: ClientList
    result: PlanResult
    texts: Texts
    made_on: date | None = None
    _formats: dict[tuple[tuple[str, Look], ...], Format] = field(default_factory=dict)

    def format(self, kind: Kind = "text", **look: Look) -> Format:
        """The cell format of a kind of value, with further properties of XlsxWriter."""
        wanted: dict[str, Look] = {"font_color": INK, "valign": "vcenter", "indent": 1}
        if kind != "text":
            wanted |= {"num_format": self.codes[kind], "align": "right"}
        wanted |= look
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(wanted)
        return self._formats[key]

    @cached_property
    def codes(self) -> dict[Kind, str]:
        """Number formats. Excel writes the marks of its reader's system, LibreOffice those named here."""
        here = _EXCEL_LANGUAGES[self.texts.language]
        space = '"\u00a0"' if self.texts.language == "fr" else ""
        hour = self.texts("workbook.unit.hour")
        codes: dict[Kind, str] = {
            "integer": "#,##0",
            "number": "#,##0.00",
            "percent": f"0.0{space}%",
            "fine_percent": f"0.00{space}%",
            "money": self._money("#,##0", here),
            "cents": self._money("#,##0.00", here),
            "hours": f'#,##0.0"\u00a0{hour}"',
            "fine_hours": f'#,##0.00"\u00a0{hour}"',
            "clock": f'[h]"\u00a0{hour}\u00a0"mm',
        }
        return {kind: f"[$-{here}]{code}" for kind, code in codes.items()}

    def _money(self, digits: str, here: str) -> str:
        symbol = self.texts.symbol(self.clients.currency)
        if not symbol:
            return digits
        if self.texts.language == "fr":
            return f'{digits}"\u00a0"[${symbol}-{here}]'
        return f"[${symbol}-{here}]{digits}"

    def sheet(self, name: str, landscape: bool = False) -> Worksheet:
        """A sheet with that name, ready to print on A4: one page wide, numbered."""
        sheet = self.workbook.add_worksheet(name)
        sheet.set_default_row(ROW)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        source = cell_text(self.clients.report.source)[:_LONGEST_SOURCE].replace("&", "&&")
        sheet.set_footer(self.texts("workbook.footer", source=source))
        if landscape:
            sheet.set_landscape()
        return sheet

    def title(self, sheet: Worksheet, text: str) -> None:
        """The sentence at the head of a sheet."""
        sheet.set_row(0, 30)
        write_text(sheet, 0, 0, text, self.format(bold=True, font_size=16, indent=0))

    def head(self, sheet: Worksheet, row: int, columns: tuple[Column, ...]) -> None:
        """Write a row of headings and set the widths of the columns."""
        sheet.set_row(row, 33)
        for place, column in enumerate(columns):
            style = self.heading(column.kind)
            write_text(sheet, row, place, self.texts(f"workbook.column.{column.key}"), style)
            sheet.set_column(place, place, column.width)

    def heading(self, kind: Kind = "text") -> Format:
        """The format of a heading above values of that kind."""
        align = "left" if kind == "text" else "right"
        return self.format(bold=True, bg_color=HEAD, bottom=1, bottom_color=RULE, align=align, text_wrap=True)

    def total(self, kind: Kind = "text") -> Format:
        """The format of a total."""
        return self.format(kind, bold=True, top=1, top_color=INK)

    def entry(self, kind: Kind) -> Format:
        """The format of a cell that is there to be changed."""
        return self.format(kind, bg_color=ENTRY, border=1, border_color="#d9c87a")

    def quiet(self, kind: Kind = "text", **look: Look) -> Format:
        """The format of what stands beside the matter."""
        return self.format(kind, font_color=QUIET, **look)

    def tier(self, index: int) -> Format:
        """The format of a tier's name: on the tier's colour."""
        return self.format(
            bg_color=TIER_COLOURS[index],
            font_color=TEXT_ON_TIER[index],
            bold=True,
            align="center",
            indent=0,
        )
