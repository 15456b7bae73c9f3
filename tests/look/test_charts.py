"""The charts and the tables they draw."""

from decimal import Decimal
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.look.palette import PALETTE_NAMES, PALETTES, Palette
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.ranking import chart_tables
from lib.ranking import charts as ranking_charts
from lib.ranking.ranking import concentration, curve
from lib.texts import LANGUAGES, Texts
from tests.lists import TOY, list_of

FR = Texts("fr")
REVENUES = st.lists(st.integers(1, 10**9), min_size=1, max_size=60)


def named_data(spec: object) -> set[str]:
    """Every data name a specification refers to."""
    if isinstance(spec, dict):
        found = {spec["data"]["name"]} if "name" in spec.get("data", {}) else set()
        return found.union(*(named_data(value) for value in spec.values()))
    return set().union(*(named_data(value) for value in spec)) if isinstance(spec, list) else set()


def fields_of(spec: object) -> set[str]:
    """Every column a specification refers to."""
    if isinstance(spec, dict):
        found = {spec["field"]} if isinstance(spec.get("field"), str) else set()
        return found.union(*(fields_of(value) for value in spec.values()))
    return set().union(*(fields_of(value) for value in spec)) if isinstance(spec, list) else set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_charts_ask_for_the_columns_the_tables_have(language: str, theme: str) -> None:
    texts = Texts(language)  # type: ignore[arg-type]
    clients = list_of(TOY)
    result = compute(clients, Plan())
    tables = {
        "curve": chart_tables.curve_by_tier(result),
        "tiers": chart_tables.tier_labels(result, texts),
        "eighty": chart_tables.pareto_marks(concentration(clients), texts),
    }
    columns = {name for table in tables.values() for name in table.columns}
    spec = ranking_charts.pareto(texts, theme).to_dict()  # type: ignore[arg-type]
    assert named_data(spec) <= set(tables)
    assert fields_of(spec) <= columns
    decimal = {"fr": ",", "en": "."}[language]
    assert spec["config"]["locale"]["number"]["decimal"] == decimal


@given(revenues=REVENUES)
def test_the_curve_rises_from_nothing_to_everything_and_touches_every_cut(revenues: list[int]) -> None:
    clients = list_of(revenues, unit=1)
    result = compute(clients, Plan())
    table = chart_tables.curve_by_tier(result)
    assert table["revenue_share"].iloc[0] == 0
    assert table["revenue_share"].iloc[-1] == 1
    assert table["revenue_share"].is_monotonic_increasing
    for cut in result.cuts:
        assert table.loc[table["rank"] == cut, "tier"].nunique() == 2


def test_a_long_curve_is_thinned_without_a_visible_error() -> None:
    clients = list_of([10**6 // rank + 1 for rank in range(1, 50_001)])
    thin = curve(clients, keep=(7, 4321))
    assert len(thin) <= 500
    assert {0, 7, 4321, 50_000} <= set(thin["rank"])
    between = pd.Series(range(0, 50_001, 97))
    drawn = pd.Series(
        [_interpolated(thin, rank) - int(clients.cumulative[rank]) / clients.total for rank in between]
    )
    assert drawn.abs().max() < 1 / 330  # less than a pixel of the chart's height


def _interpolated(table: pd.DataFrame, rank: int) -> float:
    after = int(table["rank"].searchsorted(rank))
    if table["rank"].iloc[after] == rank:
        return float(table["revenue_share"].iloc[after])
    left, right = table.iloc[after - 1], table.iloc[after]
    along = (rank - left["rank"]) / (right["rank"] - left["rank"])
    return float(left["revenue_share"] + along * (right["revenue_share"] - left["revenue_share"]))


def test_labels_beside_the_curve_do_not_touch() -> None:
    clients = list_of([1000, 1, 1, 1, 1, 1, 2, 3])
    result = compute(clients, Plan(tier_count=6))
    heights = chart_tables.tier_labels(result, FR)["height"]
    assert all(b - a >= chart_tables.LABEL_GAP - 1e-9 for a, b in pairwise(heights))
    assert heights.between(0, 1).all()


def test_the_eighty_per_cent_line_says_the_truth() -> None:
    """Northwind is no 80/20: 34 of 89 clients make 80 %."""
    figures = concentration(list_of(TOY))
    marks = chart_tables.pareto_marks(figures, FR)
    assert marks["client_share"].iloc[0] == 0.5
    assert marks["label"].iloc[0] == "50\u202f% des clients font 80\u202f%"


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2.2."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("palette", PALETTE_NAMES)
def test_tier_colours_can_be_told_apart_without_seeing_colour(palette: Palette) -> None:
    """From strong to quiet: each tier is clearly lighter than the one above, and its text is legible."""
    lights = [luminance(colour.fill) for colour in PALETTES[palette]]
    assert all((b + 0.05) / (a + 0.05) >= 1.2 for a, b in pairwise(lights))
    for fill, ink in PALETTES[palette]:
        low, high = sorted((luminance(fill), luminance(ink)))
        assert (high + 0.05) / (low + 0.05) >= 4.2


def test_thresholds_move_the_colours() -> None:
    clients = list_of(TOY)
    before = chart_tables.curve_by_tier(compute(clients, Plan(tier_count=2)))
    after = chart_tables.curve_by_tier(compute(clients, Plan(tier_count=2, thresholds=(Decimal("0.9"),))))
    assert (before["tier"] == "A").sum() < (after["tier"] == "A").sum()
