"""The slides for the meeting, with native charts and tables that can be edited in PowerPoint."""

import io
from datetime import date

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Emu, Inches, Pt

from lib.clients.model import ClientList
from lib.exports.pptx_private import label_every
from lib.exports.slide_parts import (
    BODY_HEIGHT,
    BODY_TOP,
    FONT,
    HEIGHT,
    LEFT,
    QUIET,
    WIDE,
    WIDTH,
    Style,
    fill,
    rgb,
    titled_slide,
    write,
)
from lib.exports.slide_tables import (
    About,
    add_follow_up,
    add_mix,
    add_potential,
    add_slices,
    tier_table,
)
from lib.groups.sentences import first_client_sentence
from lib.look.palette import ACCENT
from lib.plan.compute import PlanResult, tier_of
from lib.profit.profit import profit_of
from lib.profit.sentences import break_even_sentences
from lib.ranking.chart_tables import pareto_columns
from lib.ranking.ranking import concentration
from lib.ranking.sentences import concentration_figures, dependence_sentence, own_law_sentences
from lib.slices.sentences import part_of_firm
from lib.texts import Texts
from lib.texts.rhythm import rhythm
from lib.texts.wording import in_one_line
from lib.tiers.sentences import last_tier_sentence, plan_sentences
from lib.tiers.shares import four_shares

_FIRST_LABELLED = 0.045
"""A share below this is too thin to write in."""
_LABELLED = 12
"""Columns with a label: more would be turned on their heads."""


def slides(result: PlanResult, texts: Texts, made_on: date) -> bytes:
    """The presentation (.pptx), 16:9: the firm's own law, the Pareto chart, the tiers, alike against plan,
    what each client gets; then the matrix of potential, what the tiers buy, the slices side by side and what
    was done, each where there is something to say of it. Every title is a conclusion with the user's own
    figures."""
    clients = result.clients
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    deck.core_properties.title = texts("handouts.slides.title")
    deck.core_properties.author = texts("app.name")
    note = " · ".join([*part_of_firm(result, texts), clients.report.source, texts.date(made_on)])
    _opening(titled_slide(deck, texts("handouts.slides.title"), note), clients, texts)
    law = own_law_sentences(concentration(clients), texts)
    _pareto(titled_slide(deck, in_one_line(law[:1], texts), note), result, texts)
    tier_table(titled_slide(deck, in_one_line(last_tier_sentence(result, texts), texts), note), result, texts)
    _compared(titled_slide(deck, in_one_line(plan_sentences(result, texts)[:1], texts), note), result, texts)
    _what_each_gets(titled_slide(deck, _treatment(result, texts), note), result, texts)
    about = About(note, made_on)
    for add in (add_potential, add_mix, add_slices, add_follow_up):
        add(deck, result, texts, about)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _treatment(result: PlanResult, texts: Texts) -> str:
    return texts("handouts.slides.each", hours=texts.hours(sum(tier.minutes for tier in result.tiers)))


def _opening(slide: Slide, clients: ClientList, texts: Texts) -> None:
    """The figures of the ranking, large, and what depends on them."""
    figures = concentration(clients)
    shown = [
        (texts("column.clients"), texts.integer(clients.count)),
        (texts("column.revenue"), texts.short_money(clients.total, clients.currency)),
        *[(name, value) for name, value, _ in concentration_figures(figures, texts)[:2]],
    ]
    each = Emu(WIDE // len(shown))
    for index, (name, value) in enumerate(shown):
        left = Emu(LEFT + index * each)
        above = slide.shapes.add_textbox(left, Inches(2.3), each, Inches(0.5)).text_frame
        write(above, name, Style(16, QUIET))
        below = slide.shapes.add_textbox(left, Inches(2.75), each, Inches(1)).text_frame
        write(below, value, Style(40, bold=True))
    words = [
        in_one_line([sentence], texts)
        for sentence in (
            *own_law_sentences(figures, texts),
            *dependence_sentence(clients, figures, texts),
            *first_client_sentence(clients, texts),
        )
    ]
    frame = slide.shapes.add_textbox(LEFT, Inches(4.2), WIDE, Inches(2.4)).text_frame
    for sentence in words:
        write(frame, sentence, Style(20))


def _pareto(slide: Slide, result: PlanResult, texts: Texts) -> None:
    """The cumulative revenue as columns, each in the colour of its tier."""
    clients = result.clients
    table = pareto_columns(result)
    data = CategoryChartData(number_format="0%")
    data.categories = [texts.percent(rank / clients.count) for rank in table["rank"]]
    data.add_series(texts("chart.y_revenue"), table["cumulative_share"].tolist())
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, LEFT, BODY_TOP, WIDE, BODY_HEIGHT, data)
    chart = frame.chart
    chart.has_legend = False
    chart.has_title = False
    chart.font.size, chart.font.name = Pt(14), FONT
    plot = chart.plots[0]
    plot.gap_width = 0
    # The tier of its first client, so that a first tier of one client is seen.
    for column, first in enumerate([1, *(table["rank"].to_numpy()[:-1] + 1)]):
        fill(plot.series[0].points[column].format.fill, result.tiers[tier_of(result, int(first))].fill)
    up, across = chart.value_axis, chart.category_axis
    up.maximum_scale, up.minimum_scale, up.major_unit = 1.0, 0.0, 0.2
    up.has_major_gridlines = True
    up.major_gridlines.format.line.color.rgb = rgb("#e3ddd0")
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = "0%", False
    label_every(across, -(-len(table) // _LABELLED))
    for axis, words in ((up, texts("chart.y_revenue")), (across, texts("chart.x_clients"))):
        axis.has_title = True
        write(axis.axis_title.text_frame, words, Style(14, QUIET))


def _compared(slide: Slide, result: PlanResult, texts: Texts) -> None:
    """The article's picture: of clients, revenue, time before and time in the plan, the tiers' shares."""
    measures = four_shares(result)
    data = CategoryChartData(number_format="0%")
    data.categories = [measure.name(texts) for measure in measures]
    for index, tier in enumerate(result.tiers):
        data.add_series(tier.name, [measure.shares[index] for measure in measures])
    chart = slide.shapes.add_chart(
        XL_CHART_TYPE.COLUMN_STACKED_100, LEFT, BODY_TOP, WIDE, BODY_HEIGHT, data
    ).chart
    chart.has_title = False
    chart.has_legend = True
    chart.legend.include_in_layout = False
    chart.font.size, chart.font.name = Pt(16), FONT
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 30, 100
    for index, (tier, series) in enumerate(zip(result.tiers, plot.series, strict=True)):
        fill(series.format.fill, tier.fill)
        for bar, measure in enumerate(measures):
            share = measure.shares[index]
            if share >= _FIRST_LABELLED:
                label = series.points[bar].data_label
                write(label.text_frame, texts.percent(share), Style(16, tier.ink, bold=True))


def _what_each_gets(slide: Slide, result: PlanResult, texts: Texts) -> None:
    """One line a tier: who serves its clients, what each of them gets; below, who pays the fixed costs, where
    no assumption makes that figure."""
    profit = profit_of(result)
    sure = bool(profit.break_even.fixed_costs) and not profit.assumed
    paid = in_one_line(break_even_sentences(profit, texts)[:1], texts) if sure else ""
    height = Emu(int((BODY_HEIGHT - (Inches(0.9) if paid else 0)) / len(result.tiers)))
    for index, tier in enumerate(result.tiers):
        top = Emu(BODY_TOP + index * height)
        badge = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, LEFT, top, Inches(2.4), Emu(height - Inches(0.1)))
        badge.shadow.inherit = False
        badge.line.fill.background()
        fill(badge.fill, tier.fill)
        badge.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        write(badge.text_frame, tier.name, Style(20, tier.ink, bold=True))
        frame = slide.shapes.add_textbox(Inches(3.3), top, Inches(9.3), Emu(height - Inches(0.1))).text_frame
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE
        words = texts(
            "handouts.slides.tier",
            clients=texts.plural("count.clients", tier.clients),
            mode=texts(f"mode.{tier.mode}"),
            each=rhythm(tier.minutes_per_client, texts),
        )
        write(frame, words, Style(18))
    if paid:
        box = slide.shapes.add_textbox(LEFT, Inches(5.95), WIDE, Inches(0.9)).text_frame
        write(box, paid, Style(18, ACCENT, bold=True))
