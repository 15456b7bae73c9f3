"""The first sheet: the plan in a few sentences, the tier table, the Pareto chart, alike against plan."""

from datetime import date

from xlsxwriter.worksheet import Worksheet

from lib.chart_tables import baseline_key, pareto_columns
from lib.palette import ACCENT
from lib.ranking import concentration
from lib.sentences import (
    dependence_sentence,
    last_tier_sentence,
    own_law_sentences,
    plan_notices,
    plan_sentences,
)
from lib.workbook.book import Book, Heading, units

_TABLE = ("tier", "clients", "revenue", "revenue_share", "hours", "hours_per_client")
_WIDTHS = (16, 14, 20, 14, 14, 16)
_FIRST_DATA = 60
"""The row of the figures behind the charts, below what is printed."""
FAINT = "#999999"
"""The ink of the figures behind the charts."""


def write_summary(book: Book, made_on: date | None) -> None:
    """Title, sentences, tier table and two native charts on one printed page."""
    sheet = book.sheet("summary")
    sheet.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, book.texts("workbook.title"), book.format(bold=True, font_size=20))
    sheet.set_row(0, 30)
    sheet.write_string(1, 0, _source(book, made_on), book.quiet())
    row = _write_sentences(book, sheet, 3)
    row = _write_table(book, sheet, row + 1)
    _write_pareto(book, sheet, row + 1)
    _write_comparison(book, sheet, row + 19)
    sheet.print_area(0, 0, max(row + 36, _FIRST_DATA - 2), len(_WIDTHS) - 1)
    sheet.fit_to_pages(1, 1)


def _source(book: Book, made_on: date | None) -> str:
    report = book.clients.report
    day = [book.texts.date(made_on)] if made_on else []
    return " · ".join([report.source, report.sheet, *day])


def _write_sentences(book: Book, sheet: Worksheet, row: int) -> int:
    texts = book.texts
    figures = concentration(book.clients)
    sentences = [
        *own_law_sentences(figures, texts),
        *dependence_sentence(book.clients, figures, texts),
        *last_tier_sentence(book.result, texts),
        *plan_sentences(book.result, texts),
        *plan_notices(book.clients, book.result, texts),
    ]
    style = book.format(text_wrap=True, valign="top")
    for key, values in sentences:
        said = texts(key, **values).replace("**", "")
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, said, style)
        sheet.set_row(row, 32 if len(said) > 95 else 17)
        row += 1
    return row


def _write_table(book: Book, sheet: Worksheet, row: int) -> int:
    kinds = ("text", "integer", "money", "percent", "hours", "number")
    headings = [
        Heading(book.texts(f"column.{key}"), kind, width)  # type: ignore[arg-type]
        for key, kind, width in zip(_TABLE, kinds, _WIDTHS, strict=True)
    ]
    book.head(sheet, row, headings)
    source = book.texts("workbook.sheet.tiers")
    for index, tier in enumerate(book.result.tiers):
        line, values = index + 2, (tier.clients, units(tier.revenue), tier.revenue_share, tier.minutes / 60)
        sheet.write_string(row + 1 + index, 0, tier.name, book.tier_format(index))
        cells = zip("BEFMN", kinds[1:], (*values, tier.minutes / 60 / tier.clients), strict=True)
        for column, (letter, kind, value) in enumerate(cells, 1):
            formula = f"='{source}'!{letter}{line}"
            sheet.write_formula(row + 1 + index, column, formula, book.format(kind), value)  # type: ignore[arg-type]
    return row + 1 + len(book.result.tiers)


def _write_pareto(book: Book, sheet: Worksheet, row: int) -> None:
    """Revenue from the first client to the last as columns in their tier's colour, so that the cuts show,
    and the cumulative share as a line on a second axis."""
    texts, name = book.texts, sheet.name
    table = pareto_columns(book.clients, book.result)
    first, last = _FIRST_DATA + 1, _FIRST_DATA + len(table)
    rows = zip(table["rank"], table["revenue"], table["cumulative_share"], strict=True)
    for place, (rank, revenue, share) in enumerate(rows, first):
        sheet.write_number(place, 0, rank, book.format(font_color=FAINT))
        sheet.write_number(place, 1, units(revenue), book.format("money", font_color=FAINT))
        sheet.write_number(place, 2, share, book.format("percent", font_color=FAINT))
    chart = book.workbook.add_chart({"type": "column"})
    ranks = [name, first, 0, last, 0]
    points = [{"fill": {"color": book.result.tiers[tier].fill}} for tier in table["tier"]]
    chart.add_series(
        {
            "name": texts("column.revenue"),
            "categories": ranks,
            "values": [name, first, 1, last, 1],
            "points": points,
            "fill": {"color": book.result.tiers[0].fill},
            "gap": 8,
        }
    )
    line = book.workbook.add_chart({"type": "line"})
    line.add_series(
        {
            "name": texts("chart.y_revenue"),
            "categories": ranks,
            "values": [name, first, 2, last, 2],
            "line": {"color": ACCENT, "width": 2.25},
            "y2_axis": True,
        }
    )
    chart.combine(line)
    chart.set_title({"name": texts("workbook.pareto"), "name_font": {"size": 12}})
    chart.set_x_axis({"name": texts("chart.rank"), "interval_unit": max(1, len(table) // 10)})
    chart.set_y_axis({"major_gridlines": {"visible": False}, "num_format": "#,##0"})
    line.set_y2_axis({"min": 0, "max": 1, "num_format": "0%"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 690, "height": 340})
    sheet.insert_chart(row, 0, chart)


def _write_comparison(book: Book, sheet: Worksheet, row: int) -> None:
    """Four stacked columns: clients, revenue, time today or if all are treated alike, time in the plan."""
    texts = book.texts
    first, column = _FIRST_DATA, 4
    measures = ("chart.clients", "chart.revenue", baseline_key(book.result), "chart.plan")
    for place, key in enumerate(measures, 1):
        sheet.write_string(first, column + place, texts(key).replace("|", " "), book.quiet())
    chart = book.workbook.add_chart({"type": "column", "subtype": "percent_stacked"})
    for index, tier in enumerate(book.result.tiers):
        line = first + 1 + index
        sheet.write_string(line, column, tier.name, book.quiet())
        shares = (tier.client_share, tier.revenue_share, tier.baseline_share, tier.budget_share)
        for place, share in enumerate(shares, 1):
            sheet.write_number(line, column + place, share, book.format("percent", font_color=FAINT))
        chart.add_series(
            {
                "name": [sheet.name, line, column],
                "categories": [sheet.name, first, column + 1, first, column + 4],
                "values": [sheet.name, line, column + 1, line, column + 4],
                "fill": {"color": tier.fill},
                "gap": 60,
            }
        )
    chart.set_title({"name": texts("workbook.comparison"), "name_font": {"size": 12}})
    chart.set_y_axis({"num_format": "0%", "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "right"})
    chart.set_size({"width": 690, "height": 330})
    sheet.insert_chart(row, 0, chart)
