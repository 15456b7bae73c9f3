"""The figures behind the charts, on a sheet of their own that is not shown.

They follow the entries: each tier has a column of its own, so that the colours of the chart show the cuts
wherever the thresholds are moved to.
"""

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from lib.excel.book import Book, Kind
from lib.excel.cells import units
from lib.excel.names import name_cells
from lib.ranking.chart_tables import pareto_columns
from lib.tiers.shares import four_shares

_MEASURES = 4
"""How many columns the second chart has."""
_HEAD = 0
_RANK, _SHARE, _TIERS = 1, 2, 3
_POSITION: tuple[tuple[str, Kind], ...] = (
    ("from_rank", "integer"),
    ("rank", "integer"),
    ("cumulative_share", "percent"),
)
_RANKS = ("chart_from_ranks", "chart_to_ranks")
"""What the first two columns are called in formulas."""
_MOST_TIERS = 6
_SHARES = (3, 5, 6, 7)
"""The columns of those shares in the tier table of the first sheet, counted from 1."""
_COMPARISON = _TIERS + _MOST_TIERS + 1
"""The first column of the second chart's figures."""
PROFIT = _COMPARISON + _MEASURES + 2
"""The first column of the figures of the profit chart."""
BRIDGE = PROFIT + 4
"""The first column of the figures of the bridge between two periods."""

Range = list[str | int]
"""A sheet and its first and last cell, as XlsxWriter takes it."""


@dataclass(frozen=True)
class ChartRanges:
    """Where the figures of the first sheet's charts lie."""

    sheet: str
    columns: int
    """How many columns the Pareto chart has."""

    @property
    def ranks(self) -> Range:
        return self._down(_RANK)

    @property
    def cumulative(self) -> Range:
        return self._down(_SHARE)

    def tier_name(self, index: int) -> Range:
        return [self.sheet, _HEAD, _TIERS + index]

    def tier_revenue(self, index: int) -> Range:
        return self._down(_TIERS + index)

    @property
    def measures(self) -> Range:
        return self._across(_HEAD)

    def tier_shares(self, index: int) -> Range:
        return self._across(_HEAD + 1 + index)

    def _down(self, column: int) -> Range:
        return [self.sheet, _HEAD + 1, column, _HEAD + self.columns, column]

    def _across(self, row: int) -> Range:
        return [self.sheet, row, _COMPARISON + 1, row, _COMPARISON + _MEASURES]


def chart_ranges(book: Book) -> ChartRanges:
    """Where `write_charts` puts the figures."""
    return ChartRanges(book.texts("workbook.sheet.charts"), len(pareto_columns(book.result)))


def charts_sheet(book: Book) -> Worksheet:
    """The sheet, made when the first chart asks for it."""
    sheet = book.workbook.get_worksheet_by_name(book.texts("workbook.sheet.charts"))
    if sheet is None:
        sheet = book.hidden_sheet("charts")
        sheet.set_column(0, BRIDGE + 2, 14)
    return sheet


def write_charts(book: Book) -> None:
    """Revenue and cumulative share by rank, and what every tier is and gets."""
    sheet, texts, tiers = charts_sheet(book), book.texts, book.tiers
    for column, key in enumerate(("column.from_rank", "column.to_rank", "chart.y_revenue")):
        sheet.write_string(_HEAD, column, texts(key), book.heading("integer"))
    for index in range(len(tiers)):
        book.tier_cell(sheet, (_HEAD, _TIERS + index), index)
    table = pareto_columns(book.result)
    for column, (key, kind) in enumerate(_POSITION):
        for row, value in enumerate(table[key].tolist(), _HEAD + 1):
            sheet.write_number(row, column, value, book.format(kind))
    for column, name in enumerate(_RANKS):
        name_cells(book, name, sheet, (_HEAD + 1, column), (_HEAD + len(table), column))
    for index in range(len(tiers)):
        revenues = table[f"tier_{index}"].tolist() if book.is_used(index) else [0] * len(table)
        for row, revenue in enumerate(revenues, _HEAD + 1):
            first, last = (f"INDEX({name},{row - _HEAD})" for name in _RANKS)
            ranks = f'client_ranks,">="&{first},client_ranks,"<="&{last}'
            formula = f"=SUMIFS(client_revenues,{ranks},client_tiers,{index + 1})"
            book.follow(sheet, row, _TIERS + index, formula, book.format("money"), units(revenue))
    _write_comparison(book, sheet)


def _write_comparison(book: Book, sheet: Worksheet) -> None:
    """Clients, revenue, time today or if all are treated alike, time in the plan."""
    measures = four_shares(book.result)
    for offset, measure in enumerate(measures, 1):
        sheet.write_string(_HEAD, _COMPARISON + offset, measure.name(book.texts), book.heading("integer"))
    for index in range(len(book.tiers)):
        row = _HEAD + 1 + index
        book.tier_cell(sheet, (row, _COMPARISON), index)
        for offset, (measure, column) in enumerate(zip(measures, _SHARES, strict=True), 1):
            formula = f"=INDEX(summary_tiers,{index + 1},{column})"
            value = measure.shares[index] if book.is_used(index) else 0
            book.follow(sheet, row, _COMPARISON + offset, formula, book.format("percent"), value)
