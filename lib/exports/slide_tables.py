"""The slides that are a table: the tiers, and those that are there where they have something to say."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from lib.exports.slide_parts import PAPER, Row, titled_slide, write_table
from lib.follow_up.progress import progress, sums_of
from lib.follow_up.sentences import progress_sentences
from lib.look.palette import TIER_COLOURS, blended
from lib.look.table_style import NOTHING
from lib.mix.mix import ArticleMix, article_mix, gaps
from lib.mix.sentences import call_sentences, mix_sentences
from lib.people.assignment import assign
from lib.plan.compute import PlanResult
from lib.potential.matrix import COLUMNS, is_told, matrix
from lib.potential.sentences import class_name, giant_sentences, wallet_sentences
from lib.potential.tables import row_names
from lib.slices.sentences import value_name
from lib.slices.side_by_side import SideBySide, most_telling
from lib.texts import Texts
from lib.texts.wording import in_one_line, shortened

_FOLLOWED = ("due_minutes", "done_minutes", "late")
"""Columns of the slide of the follow-up."""
_TIERS = ("tier", "clients", "revenue", "revenue_share", "hours", "hours_per_client")
_MOST_ITEMS, _MOST_SLICES = 6, 6
"""Columns of the slide of the articles and rows of that of the slices: what can be read from the last row of
chairs."""
_STRONGEST = 0.6
"""How much of the colour a cell has that is bought by all."""


class About(NamedTuple):
    """What stands at the bottom of every slide, and the day that it is made on."""

    note: str
    made_on: date


def tier_table(slide: Slide, result: PlanResult, texts: Texts) -> None:
    """The tier table."""
    currency = result.clients.currency
    rows = [
        Row(
            tier.name,
            (
                texts.integer(tier.clients),
                texts.money(tier.revenue, currency),
                texts.percent(tier.revenue_share, 1),
                texts.hours(tier.minutes),
                texts.hours(tier.minutes_per_client),
            ),
            tier.fill,
            tier.ink,
        )
        for tier in result.tiers
    ]
    write_table(slide, [texts(f"column.{name}") for name in _TIERS], rows)


def add_potential(deck: Deck, result: PlanResult, texts: Texts, about: About) -> None:
    """The tiers crossed with the classes of potential: clients and what is still to be won from them; no
    slide where nothing is known of anybody."""
    if not is_told(result.clients, result.plan.potential):
        return
    crossed, currency = matrix(result), result.clients.currency
    columns = [column for column in range(COLUMNS) if crossed.clients[:, column].any()]
    names = row_names(result, texts)
    rows = []
    for row in range(crossed.prospects + 1):
        if not crossed.clients[row].any():
            continue
        cells = []
        for column in columns:
            count, room = int(crossed.clients[row, column]), int(crossed.headroom[row, column])
            parts = [texts.integer(count) if count else NOTHING]
            parts += [f"+{texts.short_money(room, currency)}"] if room else []
            cells.append(" · ".join(parts))
        tier = result.tiers[row] if row < crossed.prospects else None
        rows.append(Row(names[row], cells, tier.fill, tier.ink) if tier else Row(names[row], cells))
    title = in_one_line([*giant_sentences(result, texts), *wallet_sentences(result, texts)][:1], texts)
    titles = [texts("potential.map.across"), *(class_name(column, texts) for column in columns)]
    write_table(titled_slide(deck, title, about.note), titles, rows)


def add_mix(deck: Deck, result: PlanResult, texts: Texts, about: About) -> None:
    """Which share of the clients of each tier buys what, and what is to be won; no slide where a list names
    no articles, or no tier buys what the next does not."""
    mix = article_mix(result)
    if mix is None or not any(gaps(mix, lower) for lower in range(1, len(result.tiers))):
        return
    items = _items_shown(mix, len(result.tiers))
    rows = [
        Row(
            tier.name,
            [texts.percent(float(mix.shares[index, item])) for item in items],
            tier.fill,
            tier.ink,
            [_heat(float(mix.shares[index, item])) for item in items],
        )
        for index, tier in enumerate(result.tiers)
    ]
    slide = titled_slide(deck, in_one_line(mix_sentences(result, mix, texts)[:1], texts), about.note)
    titles = [texts("column.tier"), *(shortened(mix.items[item]) for item in items)]
    write_table(slide, titles, rows, below=in_one_line(call_sentences(result, texts), texts))


def _items_shown(mix: ArticleMix, tiers: int) -> list[int]:
    """The items that the title names, and the largest ones, in their order."""
    first = next(wide for lower in range(1, tiers) if (wide := gaps(mix, lower)))
    named = [gap.item for gap in first[:_MOST_ITEMS]]
    largest = [item for item in range(len(mix.items)) if item not in named]
    return sorted([*named, *largest][:_MOST_ITEMS])


def _heat(share: float) -> str:
    return blended(PAPER, TIER_COLOURS[1], _STRONGEST * share)


def add_slices(deck: Deck, result: PlanResult, texts: Texts, about: About) -> None:
    """The slices side by side, as the firm's own tiers see them; no slide in a slice, or where time follows
    revenue in all of them."""
    telling = most_telling(result, _MOST_SLICES)
    if telling is None:
        return
    first = texts("slices.in_tier", tier=result.tiers[0].name)
    titles = [
        texts(f"slices.column.{telling.column}"),
        *(texts("column.clients"), first, texts("workbook.revenue_share"), texts("column.budget_share")),
        *(texts("slices.tail_clients"), texts("slices.tail_minutes")),
    ]
    rows = [
        Row(
            shortened(value_name(row.value, texts)),
            (
                texts.integer(row.clients),
                texts.integer(row.tiers[0]),
                texts.percent(row.revenue_share),
                texts.percent(telling.time_share(row)),
                texts.integer(row.tail_clients),
                texts.percent(row.tail_minutes),
            ),
        )
        for row in telling.rows
    ]
    more = texts("slices.more", shown=texts.integer(len(rows)), count=texts.integer(telling.count))
    below = more if telling.count > len(rows) else texts("slices.all.static")
    write_table(titled_slide(deck, _widest(telling, texts), about.note), titles, rows, below)


def _widest(telling: SideBySide, texts: Texts) -> str:
    row = telling.widest
    return texts(
        "handouts.slides.slices",
        slice=shortened(value_name(row.value, texts)),
        revenue=texts.percent(row.revenue_share),
        time=texts.percent(telling.time_share(row)),
    )


def add_follow_up(deck: Deck, result: PlanResult, texts: Texts, about: About) -> None:
    """What was done against what was due, tier by tier; no slide where nothing came back."""
    if not result.plan.follow_up.contacts:
        return
    followed = progress(result, assign(result), about.made_on)
    rows = []
    for index, tier in enumerate(result.tiers):
        sums = sums_of(followed.clients[followed.clients["tier"] == index])
        figures: Sequence[str] = (
            *(texts.hours(sums.due_minutes), texts.hours(sums.done_minutes)),
            texts.integer(sums.late),
        )
        rows.append(Row(tier.name, figures, tier.fill, tier.ink))
    title = in_one_line(progress_sentences(result, followed, texts)[1:2], texts)
    titles = [texts("column.tier"), *(texts(f"follow_up.column.{name}") for name in _FOLLOWED)]
    write_table(titled_slide(deck, title, about.note), titles, rows)
