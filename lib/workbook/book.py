"""A workbook in the making: its formats, and the ways a sheet writes cells."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.clients import ClientList
from lib.compute import PlanResult
from lib.money import to_decimal
from lib.texts import Texts

Kind = Literal["text", "integer", "number", "percent", "money", "cents", "hours"]

LONGEST_TEXT = 32_767
"""Characters that one cell of Excel can hold."""
MOST_ROWS = 1_048_575
"""Rows of an Excel sheet below its headings."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = "#f3efe7"
_QUIET = "#5b6770"


@dataclass(frozen=True)
class Heading:
    """A column of a sheet: what it is called, what it holds, how wide it is in characters."""

    title: str
    kind: Kind
    width: float


@dataclass(frozen=True, eq=False)
class Book:
    """What every sheet writer needs."""

    workbook: Workbook
    clients: ClientList
    result: PlanResult
    texts: Texts
    _formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)

    def format(self, kind: Kind = "text", **properties: Any) -> Format:
        """The cell format of a kind of value, with further properties of XlsxWriter."""
        wanted = {"font_name": "Calibri", "font_size": 11, "valign": "vcenter", "indent": 1} | properties
        if kind != "text":
            wanted |= {"num_format": self._codes[kind], "align": properties.get("align", "right")}
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(wanted)
        return self._formats[key]

    @cached_property
    def _codes(self) -> dict[str, str]:
        """Number formats. Excel itself writes the marks of the reader's system."""
        here = {"fr": "40C", "en": "809"}[self.texts.language]
        symbol = f"[${self.texts.symbol(self.clients.currency)}-{here}]"
        pattern = "{digits}\u00a0{symbol}" if self.texts.language == "fr" else "{symbol}{digits}"
        if self.clients.currency is None:
            pattern = "{digits}"
        codes = {
            "integer": "#,##0",
            "number": "#,##0.00",
            "percent": "0.0%",
            "money": pattern.format(digits="#,##0", symbol=symbol),
            "cents": pattern.format(digits="#,##0.00", symbol=symbol),
            "hours": "#,##0.0",
        }
        # Excel writes the marks of the reader's system, LibreOffice those of the language named here.
        return {kind: f"[$-{here}]{code}" for kind, code in codes.items()}

    def sheet(self, key: str, landscape: bool = False) -> Worksheet:
        """A sheet named in the reader's language, ready to print on A4."""
        sheet = self.workbook.add_worksheet(self.texts(f"workbook.sheet.{key}"))
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        sheet.set_footer(self.texts("workbook.footer"))
        if landscape:
            sheet.set_landscape()
        return sheet

    def head(self, sheet: Worksheet, row: int, headings: list[Heading]) -> None:
        """Write a row of headings and set the widths of the columns."""
        for column, heading in enumerate(headings):
            align = "left" if heading.kind == "text" else "right"
            style = self.format(bold=True, bg_color=_HEAD, bottom=1, align=align, text_wrap=True)
            sheet.write_string(row, column, heading.title, style)
            sheet.set_column(column, column, heading.width)
        sheet.set_row(row, 32)

    def quiet(self) -> Format:
        """Text beside the matter."""
        return self.format(font_color=_QUIET)

    def tier_format(self, index: int) -> Format:
        """The tier's name on the tier's colour."""
        tier = self.result.tiers[index]
        return self.format(bg_color=tier.fill, font_color=tier.ink, bold=True, align="center")


def units(amount: int) -> float:
    """An amount in ten-thousandths as Excel's number."""
    return float(to_decimal(amount))


def cell_text(text: str) -> str:
    """A text that a cell can hold: marks that XML forbids are replaced, an overlong one is cut."""
    sound = _FORBIDDEN.sub("\ufffd", text)
    return sound if len(sound) <= LONGEST_TEXT else sound[: LONGEST_TEXT - 1] + "…"
