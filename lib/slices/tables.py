"""Slices side by side, on the screen and on the sheet."""

from collections.abc import Sequence

import pandas as pd
from pandas.io.formats.style import Styler

from lib.look.table_style import Formatter, count_format, money_format, percent_format
from lib.plan.compute import Tier
from lib.slices.sentences import value_name
from lib.slices.side_by_side import SliceRow
from lib.texts import Texts


def side_by_side_table(
    rows: Sequence[SliceRow], tiers: Sequence[Tier], texts: Texts, currency: str | None
) -> Styler:
    """One row a slice; the share of the revenue twice, as a figure and as a bar."""
    columns: dict[str, tuple[list[object], Formatter]] = {
        texts("slices.value"): ([value_name(row.value, texts) for row in rows], str),
        texts("column.clients"): ([row.clients for row in rows], count_format(texts)),
        texts("column.revenue"): ([row.revenue for row in rows], money_format(texts, currency)),
        bar_title(texts): ([row.revenue_share for row in rows], float),  # type: ignore[dict-item]
        texts("column.revenue_share"): ([row.revenue_share for row in rows], percent_format(texts, 1)),
    }
    for index, tier in enumerate(tiers):
        counts = [row.tiers[index] if index < len(row.tiers) else 0 for row in rows]
        columns[texts("slices.in_tier", tier=tier.name)] = (counts, count_format(texts))  # type: ignore[assignment]
    columns |= {
        texts("column.hours"): ([row.minutes for row in rows], texts.hours),
        texts("slices.tail_clients"): ([row.tail_clients for row in rows], count_format(texts)),
        texts("slices.tail_minutes"): ([row.tail_minutes for row in rows], percent_format(texts, 0)),
    }
    table = pd.DataFrame({title: values for title, (values, _) in columns.items()})
    writers = {title: write for title, (_, write) in columns.items() if title != bar_title(texts)}
    return table.style.format(writers).hide(axis="index")  # type: ignore[arg-type]


def bar_title(texts: Texts) -> str:
    """The heading of the column of bars."""
    return texts("slices.bar")
