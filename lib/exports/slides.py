"""The slides for the meeting, with native charts and tables that can be edited in PowerPoint."""

import io
from dataclasses import dataclass
from datetime import date

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.dml.fill import FillFormat
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from lib.clients.model import ClientList
from lib.exports.pptx_private import Cell, label_every
from lib.follow_up.progress import progress, sums_of
from lib.follow_up.sentences import progress_sentences
from lib.groups.sentences import first_client_sentence
from lib.look.palette import ACCENT
from lib.people.assignment import assign
from lib.plan.compute import PlanResult, tier_of
from lib.potential.matrix import COLUMNS, is_told, matrix
from lib.potential.sentences import class_name, giant_sentences, wallet_sentences
from lib.potential.tables import row_names
from lib.profit.profit import profit_of
from lib.profit.sentences import break_even_sentences
from lib.ranking.chart_tables import pareto_columns
from lib.ranking.ranking import concentration
from lib.ranking.sentences import concentration_figures, dependence_sentence, own_law_sentences
from lib.slices.sentences import part_of_firm
from lib.texts import Texts
from lib.texts.rhythm import rhythm
from lib.texts.wording import Sentences, without_emphasis
from lib.tiers.sentences import last_tier_sentence, plan_sentences
from lib.tiers.shares import four_shares

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)
_LEFT, _WIDE = Inches(0.7), Inches(11.933)
_BODY_TOP, _BODY_HEIGHT = Inches(2.15), Inches(4.55)
_INK, _QUIET, _PAPER = "#15232f", "#6b7680", "#fefdfb"
_HEADING_FONT, _FONT = "Georgia", "Calibri"
_TITLE_LAYOUT = 5
"""The layout that holds a title and nothing else: outlines and screen readers find the titles."""
_LONG_TITLE = 105
"""Letters from which a title is set smaller."""
_FIRST_LABELLED = 0.045
"""A share below this is too thin to write in."""
_FOLLOWED = ("due_minutes", "done_minutes", "late")
"""Columns of the slide of the follow-up."""
_LABELLED = 12
"""Columns with a label: more would be turned on their heads."""


@dataclass(frozen=True)
class Style:
    """How a paragraph is set; the size in points."""

    size: int
    colour: str = _INK
    bold: bool = False
    right: bool = False
    font: str = _FONT


def slides(result: PlanResult, texts: Texts, made_on: date) -> bytes:
    """The presentation (.pptx), 16:9: the firm's own law, the Pareto chart, the tiers, alike against plan,
    what each client gets, and the matrix of potential where one is known. Every title is a conclusion with
    the user's own figures."""
    clients = result.clients
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.core_properties.title = texts("handouts.slides.title")
    deck.core_properties.author = texts("app.name")
    note = " · ".join([*part_of_firm(result, texts), clients.report.source, texts.date(made_on)])
    _opening(_slide(deck, texts("handouts.slides.title"), note), clients, texts)
    law = own_law_sentences(concentration(clients), texts)
    _pareto(_slide(deck, _said(law[:1], texts), note), result, texts)
    _tiers(_slide(deck, _said(last_tier_sentence(result, texts), texts), note), result, texts)
    _compared(_slide(deck, _said(plan_sentences(result, texts)[:1], texts), note), result, texts)
    _what_each_gets(_slide(deck, _treatment(result, texts), note), result, texts)
    if is_told(clients, result.plan.potential):
        said = [*giant_sentences(result, texts), *wallet_sentences(result, texts)][:1]
        _potential(_slide(deck, _said(said, texts), note), result, texts)
    _add_follow_up(deck, result, texts, (note, made_on))
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _said(sentences: Sentences, texts: Texts) -> str:
    return " ".join(without_emphasis(sentence, texts) for sentence in sentences)


def _treatment(result: PlanResult, texts: Texts) -> str:
    return texts("handouts.slides.each", hours=texts.hours(sum(tier.minutes for tier in result.tiers)))


def _slide(deck: Deck, title: str, note: str) -> Slide:
    """A slide with its conclusion on top, and where the figures come from at the bottom."""
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_LAYOUT])
    fill = slide.background.fill
    fill.solid()
    fill.fore_color.rgb = _rgb(_PAPER)
    holder = slide.shapes.title
    assert holder is not None
    holder.left, holder.top, holder.width, holder.height = _LEFT, Inches(0.5), _WIDE, Inches(1.4)
    box = holder.text_frame
    box.vertical_anchor = MSO_ANCHOR.MIDDLE
    size = 22 if len(title) > _LONG_TITLE else 28
    _write(box, title, Style(size, bold=True, font=_HEADING_FONT))
    foot = slide.shapes.add_textbox(_LEFT, Inches(6.95), _WIDE, Inches(0.4)).text_frame
    _write(foot, note, Style(11, _QUIET))
    return slide


def _opening(slide: Slide, clients: ClientList, texts: Texts) -> None:
    """The figures of the ranking, large, and what depends on them."""
    figures = concentration(clients)
    shown = [
        (texts("column.clients"), texts.integer(clients.count)),
        (texts("column.revenue"), texts.short_money(clients.total, clients.currency)),
        *[(name, value) for name, value, _ in concentration_figures(figures, texts)[:2]],
    ]
    each = Emu(_WIDE // len(shown))
    for index, (name, value) in enumerate(shown):
        left = Emu(_LEFT + index * each)
        above = slide.shapes.add_textbox(left, Inches(2.3), each, Inches(0.5)).text_frame
        _write(above, name, Style(16, _QUIET))
        below = slide.shapes.add_textbox(left, Inches(2.75), each, Inches(1)).text_frame
        _write(below, value, Style(40, bold=True))
    words = [
        _said([sentence], texts)
        for sentence in (
            *own_law_sentences(figures, texts),
            *dependence_sentence(clients, figures, texts),
            *first_client_sentence(clients, texts),
        )
    ]
    frame = slide.shapes.add_textbox(_LEFT, Inches(4.2), _WIDE, Inches(2.4)).text_frame
    for sentence in words:
        _write(frame, sentence, Style(20))


def _pareto(slide: Slide, result: PlanResult, texts: Texts) -> None:
    """The cumulative revenue as columns, each in the colour of its tier."""
    clients = result.clients
    table = pareto_columns(result)
    data = CategoryChartData(number_format="0%")
    data.categories = [texts.percent(rank / clients.count) for rank in table["rank"]]
    data.add_series(texts("chart.y_revenue"), table["cumulative_share"].tolist())
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_CLUSTERED, _LEFT, _BODY_TOP, _WIDE, _BODY_HEIGHT, data
    )
    chart = frame.chart
    chart.has_legend = False
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(14), _FONT
    plot = chart.plots[0]
    plot.gap_width = 0
    # The tier of its first client, so that a first tier of one client is seen.
    for column, first in enumerate([1, *(table["rank"].to_numpy()[:-1] + 1)]):
        _fill(plot.series[0].points[column].format.fill, result.tiers[tier_of(result, int(first))].fill)
    up, across = chart.value_axis, chart.category_axis
    up.maximum_scale, up.minimum_scale, up.major_unit = 1.0, 0.0, 0.2
    up.has_major_gridlines = True
    up.major_gridlines.format.line.color.rgb = _rgb("#e3ddd0")
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = "0%", False
    label_every(across, -(-len(table) // _LABELLED))
    for axis, words in ((up, texts("chart.y_revenue")), (across, texts("chart.x_clients"))):
        axis.has_title = True
        _write(axis.axis_title.text_frame, words, Style(14, _QUIET))


def _tiers(slide: Slide, result: PlanResult, texts: Texts) -> None:
    """The tier table."""
    clients = result.clients
    titles = ["tier", "clients", "revenue", "revenue_share", "hours", "hours_per_client"]
    rows = [
        (
            tier.name,
            texts.integer(tier.clients),
            texts.money(tier.revenue, clients.currency),
            texts.percent(tier.revenue_share, 1),
            texts.hours(tier.minutes),
            texts.hours(tier.minutes_per_client),
        )
        for tier in result.tiers
    ]
    height = Inches(0.62 * (len(rows) + 1))
    shape = slide.shapes.add_table(len(rows) + 1, len(titles), _LEFT, _BODY_TOP, _WIDE, height)
    table = shape.table
    table.horz_banding = False
    for column, name in enumerate(titles):
        _cell(
            table.cell(0, column), texts(f"column.{name}"), "#e9e3d6", Style(18, bold=True, right=column > 0)
        )
    for line, (tier, row) in enumerate(zip(result.tiers, rows, strict=True), 1):
        for column, text in enumerate(row):
            fill, ink = (tier.fill, tier.ink) if column == 0 else (_PAPER, _INK)
            _cell(table.cell(line, column), text, fill, Style(18, ink, bold=column == 0, right=column > 0))


def _cell(cell: Cell, text: str, fill: str, style: Style) -> None:
    _fill(cell.fill, fill)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    _write(cell.text_frame, text, style)


def _potential(slide: Slide, result: PlanResult, texts: Texts) -> None:
    """The tiers crossed with the classes of potential: clients and what is still to be won from them."""
    crossed, currency = matrix(result), result.clients.currency
    rows = [row for row in range(crossed.prospects + 1) if crossed.clients[row].any()]
    columns = [column for column in range(COLUMNS) if crossed.clients[:, column].any()]
    names = row_names(result, texts)
    height = Inches(0.62 * (len(rows) + 1))
    shape = slide.shapes.add_table(len(rows) + 1, len(columns) + 1, _LEFT, _BODY_TOP, _WIDE, height)
    table = shape.table
    table.horz_banding = False
    titles = [texts("potential.map.across"), *(class_name(column, texts) for column in columns)]
    for at, title in enumerate(titles):
        _cell(table.cell(0, at), title, "#e9e3d6", Style(18, bold=True, right=at > 0))
    for line, row in enumerate(rows, 1):
        tier = result.tiers[row] if row < crossed.prospects else None
        fill, ink = (tier.fill, tier.ink) if tier else (_PAPER, _INK)
        _cell(table.cell(line, 0), names[row], fill, Style(18, ink, bold=True))
        for at, column in enumerate(columns, 1):
            count, room = int(crossed.clients[row, column]), int(crossed.headroom[row, column])
            parts = [texts.integer(count)] if count else ["–"]
            parts += [f"+{texts.short_money(room, currency)}"] if room else []
            _cell(table.cell(line, at), " · ".join(parts), _PAPER, Style(18, right=True))


def _add_follow_up(deck: Deck, result: PlanResult, texts: Texts, of: tuple[str, date]) -> None:
    """What was done against what was due, tier by tier; no slide where nothing came back."""
    note, made_on = of
    if not result.plan.follow_up.contacts:
        return
    followed = progress(result, assign(result), made_on)
    said = progress_sentences(result, followed, texts)
    slide = _slide(deck, _said(said[1:2], texts), note)
    titles = [texts("column.tier"), *(texts(f"follow_up.column.{name}") for name in _FOLLOWED)]
    shape = slide.shapes.add_table(
        len(result.tiers) + 1, len(titles), _LEFT, _BODY_TOP, _WIDE, Inches(0.62 * (len(result.tiers) + 1))
    )
    table = shape.table
    table.horz_banding = False
    for at, title in enumerate(titles):
        _cell(table.cell(0, at), title, "#e9e3d6", Style(18, bold=True, right=at > 0))
    for line, tier in enumerate(result.tiers, 1):
        sums = sums_of(followed.clients[followed.clients["tier"] == line - 1])
        _cell(table.cell(line, 0), tier.name, tier.fill, Style(18, tier.ink, bold=True))
        shown = [texts.hours(sums.due_minutes), texts.hours(sums.done_minutes), texts.integer(sums.late)]
        for at, text in enumerate(shown, 1):
            _cell(table.cell(line, at), text, _PAPER, Style(18, right=True))


def _compared(slide: Slide, result: PlanResult, texts: Texts) -> None:
    """The article's picture: of clients, revenue, time before and time in the plan, the tiers' shares."""
    measures = four_shares(result)
    data = CategoryChartData(number_format="0%")
    data.categories = [measure.name(texts) for measure in measures]
    for index, tier in enumerate(result.tiers):
        data.add_series(tier.name, [measure.shares[index] for measure in measures])
    chart = slide.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_STACKED_100, _LEFT, _BODY_TOP, _WIDE, _BODY_HEIGHT, data
    ).chart
    chart.has_title = False
    chart.has_legend = True
    chart.legend.include_in_layout = False
    chart.font.size, chart.font.name = Pt(16), _FONT
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 30, 100
    for index, (tier, series) in enumerate(zip(result.tiers, plot.series, strict=True)):
        _fill(series.format.fill, tier.fill)
        for bar, measure in enumerate(measures):
            share = measure.shares[index]
            if share >= _FIRST_LABELLED:
                label = series.points[bar].data_label
                _write(label.text_frame, texts.percent(share), Style(16, tier.ink, bold=True))


def _what_each_gets(slide: Slide, result: PlanResult, texts: Texts) -> None:
    """One line a tier: who serves its clients, what each of them gets; below, who pays the fixed costs, where
    no assumption makes that figure."""
    profit = profit_of(result)
    sure = bool(profit.break_even.fixed_costs) and not profit.assumed
    paid = _said(break_even_sentences(profit, texts)[:1], texts) if sure else ""
    height = Emu(int((_BODY_HEIGHT - (Inches(0.9) if paid else 0)) / len(result.tiers)))
    for index, tier in enumerate(result.tiers):
        top = Emu(_BODY_TOP + index * height)
        badge = slide.shapes.add_shape(
            MSO_SHAPE.RECTANGLE, _LEFT, top, Inches(2.4), Emu(height - Inches(0.1))
        )
        badge.shadow.inherit = False
        badge.line.fill.background()
        _fill(badge.fill, tier.fill)
        badge.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        _write(badge.text_frame, tier.name, Style(20, tier.ink, bold=True))
        frame = slide.shapes.add_textbox(Inches(3.3), top, Inches(9.3), Emu(height - Inches(0.1))).text_frame
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        words = texts(
            "handouts.slides.tier",
            clients=texts.plural("count.clients", tier.clients),
            mode=texts(f"mode.{tier.mode}"),
            each=rhythm(tier.minutes_per_client, texts),
        )
        _write(frame, words, Style(18))
    if paid:
        box = slide.shapes.add_textbox(_LEFT, Inches(5.95), _WIDE, Inches(0.9)).text_frame
        _write(box, paid, Style(18, ACCENT, bold=True))


def _write(frame: TextFrame, text: str, style: Style) -> None:
    """Add a paragraph; the first one of a frame is there already."""
    frame.word_wrap = True
    first = frame.paragraphs[0]
    paragraph = first if not first.runs else frame.add_paragraph()
    paragraph.alignment = PP_ALIGN.RIGHT if style.right else PP_ALIGN.LEFT
    paragraph.space_after = Pt(6)
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.name, run.font.bold = Pt(style.size), style.font, style.bold
    run.font.color.rgb = _rgb(style.colour)


def _fill(fill: FillFormat, colour: str) -> None:
    fill.solid()
    fill.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.lstrip("#").upper())
