"""The first sheet: the plan in a few sentences, the tier table, the Pareto chart, alike against plan."""

from datetime import date
from typing import Any

from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from lib.excel.book import DAY, INK, LOSS, QUIET, RULE, Book, Heading, Kind
from lib.excel.cells import cell_text, units
from lib.excel.names import name_cells
from lib.groups.sentences import first_client_sentence
from lib.look.palette import ACCENT
from lib.plan.hour_costs import nearest
from lib.ranking.chart_tables import clients_a_column
from lib.ranking.ranking import concentration
from lib.ranking.sentences import dependence_sentence, own_law_sentences
from lib.tiers.sentences import last_tier_sentence, plan_notices, plan_sentences
from lib.tiers.shares import four_shares
from lib.tiers.sheets.chart_figures import chart_ranges
from lib.tiers.sheets.tiers import COLUMN

_WIDTHS = (14, 9, 11, 16, 11, 13, 12, 12, 13)
_ALL = len(_WIDTHS), float(sum(_WIDTHS))
_KINDS: tuple[Kind, ...] = (
    *("text", "integer", "percent", "money", "percent"),
    *("percent", "percent", "duration", "duration"),
)
_CHART_ROWS = 17
"""Rows that a chart covers."""
_LABEL = '[<0.035]"";'
"""What is too narrow for a label has none."""
_CHART_SIZE = {"width": 830, "height": 390}


def write_summary(book: Book, made_on: date | None) -> None:
    """Title, sentences, tier table and two native charts on one printed page."""
    sheet = book.sheet("summary")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.write_string(0, 0, book.texts("workbook.title"), book.format(bold=True, font_size=22, indent=0))
    sheet.set_row(0, 36)
    sheet.write_string(1, 0, cell_text(_source(book, made_on)), book.format(font_color=QUIET, indent=0))
    sheet.write_string(2, 0, cell_text(book.about), book.format(font_color=QUIET, indent=0))
    row = _write_sentences(book, sheet, 4)
    row = _write_table(book, sheet, row + 1)
    _write_pareto(book, sheet, row + 1)
    row += _CHART_ROWS + 1
    _write_comparison(book, sheet, row + 1)
    sheet.print_area(0, 0, row + _CHART_ROWS + 1, len(_WIDTHS) - 1)
    sheet.fit_to_pages(1, 1)
    # The title stands on the sheet itself.
    sheet.set_header("")


def _source(book: Book, made_on: date | None) -> str:
    report = book.clients.report
    day = [book.texts.date(made_on)] if made_on else []
    return " · ".join([report.source, report.sheet, *day])


def _write_sentences(book: Book, sheet: Worksheet, row: int) -> int:
    texts = book.texts
    figures = concentration(book.clients)
    first, *others = [
        *own_law_sentences(figures, texts),
        *dependence_sentence(book.clients, figures, texts),
        *first_client_sentence(book.clients, texts),
        *last_tier_sentence(book.result, texts),
        *plan_sentences(book.result, texts),
        *plan_notices(book.result, texts),
    ]
    row = book.paragraphs(sheet, row, [first], _ALL, font_size=13, bold=True)
    row = book.paragraphs(sheet, row, others, _ALL)
    book.follow(sheet, row, 0, _stale(book), book.format(font_color=LOSS, indent=0), "")
    return row + 1


def _stale(book: Book) -> str:
    """A warning once the tiers or their time are no longer those that the sentences speak of."""
    tiers = book.tiers
    clients = ";".join(str(tier.clients) for tier in tiers)
    minutes = ";".join(str(tier.minutes) for tier in tiers)
    same = f"SUMPRODUCT((tier_clients={{{clients}}})*(tier_minutes={{{minutes}}}))={len(tiers)}"
    warning = book.texts("workbook.stale").replace('"', '""')
    return f'=IF({same},"","{warning}")'


def _write_table(book: Book, sheet: Worksheet, row: int) -> int:
    """The four shares side by side, and the time of each tier and of each of its clients."""
    texts = book.texts
    _, _, today, plan = (measure.name(book.texts) for measure in four_shares(book.result))
    titles = [
        texts("column.tier"),
        texts("column.clients"),
        texts("chart.x_clients"),
        texts("column.revenue"),
        texts("workbook.revenue_share"),
        today,
        plan,
        texts("workbook.hours"),
        texts("column.hours_per_client"),
    ]
    book.head(
        sheet,
        row,
        [Heading(title, kind, width) for title, kind, width in zip(titles, _KINDS, _WIDTHS, strict=True)],
    )
    first = row + 2
    for index in range(len(book.tiers)):
        book.tier_cell(sheet, (first + index, 0), index)
        for column, (formula, value) in enumerate(_row(book, index), 1):
            book.follow(sheet, first + index, column, formula, book.format(_KINDS[column]), value)
        book.show_if_used(sheet, (first + index, 1, first + index, len(_WIDTHS) - 1), index)
    last = first + len(book.tiers) - 1
    name_cells(book, "summary_tiers", sheet, (first, 0), (last, len(_WIDTHS) - 1))
    _write_all(book, sheet, row + 1)
    return last + 1


def _row(book: Book, index: int) -> list[tuple[str, float]]:
    """Formula and value of a tier's cells, from the clients to the time of each."""
    tier, number = book.tiers[index], index + 1

    def of(key: str) -> str:
        return f"=INDEX(tiers,{number},{COLUMN[key]})"

    share = f"=INDEX(tier_clients,{number})/SUM(tier_clients)"
    today = f"=SUMIF(client_tiers,{number},client_today)/SUM(client_today)"
    each = nearest(tier.minutes, tier.clients) / DAY if tier.clients else 0
    return [
        (of("clients"), tier.clients),
        (share, tier.client_share),
        (of("revenue"), units(tier.revenue)),
        (of("revenue_share"), tier.revenue_share),
        (share if tier.today_share is None else today, tier.baseline_share),
        (of("budget_share"), tier.budget_share),
        (of("hours"), tier.minutes / DAY),
        (of("hours_per_client"), each),
    ]


def _write_all(book: Book, sheet: Worksheet, row: int) -> None:
    """All clients together."""
    minutes, clients = sum(tier.minutes for tier in book.result.tiers), book.clients.count
    sums = (clients, 1.0, units(book.clients.total), 1.0, 1.0, 1.0, minutes / DAY)
    sheet.write_string(row, 0, book.texts("workbook.all"), book.all_style())
    for column, value in enumerate(sums, 1):
        formula = f"=SUM(INDEX(summary_tiers,0,{column + 1}))"
        book.follow(sheet, row, column, formula, book.all_style(_KINDS[column]), value)
    each = f"=ROUND(SUM(tier_minutes)/SUM(tier_clients),0)/{DAY}"
    style = book.all_style("duration")
    book.follow(sheet, row, len(_WIDTHS) - 1, each, style, nearest(minutes, clients) / DAY)


def _write_pareto(book: Book, sheet: Worksheet, row: int) -> None:
    """Revenue from the first client to the last as columns in their tier's colour, so that the cuts show,
    and the cumulative share as a line on a second axis."""
    texts, ranges = book.texts, chart_ranges(book)
    chart = book.workbook.add_chart({"type": "column", "subtype": "stacked"})
    for index, tier in enumerate(book.tiers):
        chart.add_series(
            {
                "name": ranges.tier_name(index),
                "categories": ranges.ranks,
                "values": ranges.tier_revenue(index),
                "fill": {"color": tier.fill},
                "gap": 8,
            }
        )
    line = book.workbook.add_chart({"type": "line"})
    line.add_series(
        {
            "name": texts("chart.y_revenue"),
            "categories": ranges.ranks,
            "values": ranges.cumulative,
            "line": {"color": ACCENT, "width": 2.25},
            "y2_axis": True,
        }
    )
    chart.combine(line)
    interval = max(1, ranges.columns // 10)
    chart.set_x_axis(_axis(texts("chart.rank")) | {"interval_unit": interval, "interval_tick": interval})
    chart.set_y_axis(_axis(texts("column.revenue")) | {"num_format": book.code("money")})
    line.set_y2_axis(_axis() | {"min": 0, "max": 1, "num_format": book.code("share")})
    size = clients_a_column(book.clients)
    title = texts("workbook.pareto") if size == 1 else texts("workbook.pareto_of", count=texts.integer(size))
    _place(sheet, row, chart, title)
    # Tiers that the plan does not have are no part of the legend.
    unused = [index for index in range(len(book.tiers)) if not book.is_used(index)]
    chart.set_legend({"position": "bottom", "delete_series": unused})


def _write_comparison(book: Book, sheet: Worksheet, row: int) -> None:
    """Four stacked bars: clients, revenue, time today or if all are treated alike, time in the plan."""
    ranges = chart_ranges(book)
    chart = book.workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
    for index, tier in enumerate(book.tiers):
        label = {"color": tier.ink, "size": 10}
        chart.add_series(
            {
                "name": ranges.tier_name(index),
                "categories": ranges.measures,
                "values": ranges.tier_shares(index),
                "fill": {"color": tier.fill},
                "gap": 40,
                "data_labels": {"value": True, "num_format": _LABEL + book.code("share"), "font": label},
            }
        )
    chart.set_y_axis(_axis() | {"reverse": True, "num_font": {"size": 11}})
    chart.set_x_axis(_axis() | {"num_format": book.code("share"), "label_position": "high"})
    _place(sheet, row, chart, book.texts("workbook.comparison"))
    # Its colours are those of the table above.
    chart.set_legend({"none": True})


def _axis(name: str = "") -> dict[str, Any]:
    """No gridlines that nobody reads."""
    title = {"name": name, "name_font": {"bold": False, "size": 10, "color": QUIET}} if name else {}
    return title | {"major_gridlines": {"visible": False}, "line": {"color": RULE}}


def _place(sheet: Worksheet, row: int, chart: Chart, title: str) -> None:
    chart.set_title({"name": title, "name_font": {"size": 13, "color": INK}})
    chart.set_chartarea({"border": {"none": True}})
    chart.show_hidden_data()
    chart.set_size(_CHART_SIZE)
    sheet.insert_chart(row, 0, chart)
