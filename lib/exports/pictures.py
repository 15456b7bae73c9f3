"""The charts as files, drawn by the engine of the screen, without a browser or a network."""

import io
import zipfile
from datetime import date
from typing import Literal

import pandas as pd
import vl_convert

from lib.look.chart_style import Chart
from lib.plan.compute import PlanResult
from lib.profit import charts as profit_charts
from lib.profit.profit import profit_of
from lib.ranking import chart_tables
from lib.ranking import charts as ranking_charts
from lib.ranking.ranking import concentration
from lib.texts import Texts
from lib.tiers import charts as tiers_charts
from lib.tiers import shares
from lib.tomorrow.forecast import charts as forecast_charts
from lib.tomorrow.forecast import forecast
from lib.tomorrow.movement import charts as movement_charts
from lib.tomorrow.movement.movements import migration, movement
from lib.tomorrow.periods import pair_of

Specification = dict[str, object]

WIDTH = 820
"""Pixels of a chart; what stands beside it comes on top."""
SCALE = 2.0
"""A PNG has this many dots a pixel: sharp on paper and on a projector."""


def pictures(result: PlanResult, texts: Texts, today: date) -> dict[str, Specification]:
    """Each chart that the list and the plan have something for, as Vega-Lite with its data, by a name that
    goes into a file's."""
    clients = result.clients
    drawn = {
        "pareto": _specification(
            ranking_charts.pareto(texts, "light"),
            curve=chart_tables.curve_by_tier(result),
            tiers=chart_tables.tier_labels(result, texts),
            eighty=chart_tables.pareto_marks(concentration(clients), texts),
        ),
        "shares": _specification(
            tiers_charts.shares(texts, "light"), shares=shares.shares_compared(result, texts)
        ),
        **_profit(result, texts),
        **_tomorrow(result, texts, today),
    }
    return {texts(f"handouts.picture.{name}"): chart for name, chart in drawn.items()}


def _profit(result: PlanResult, texts: Texts) -> dict[str, Specification]:
    profit = profit_of(result)
    return {
        "break_even": _specification(
            (profit_charts.break_even_shape if profit.assumed else profit_charts.break_even)(texts, "light"),
            curve=profit_charts.break_even_curve(profit),
            fixed=profit_charts.fixed_line(profit, texts),
            crossing=profit_charts.crossing(profit, texts),
        ),
        "whale": _specification(
            (profit_charts.whale_shape if profit.assumed else profit_charts.whale)(texts, "light"),
            curve=profit_charts.whale_curve(profit.whale),
            peak=profit_charts.whale_peak(profit, texts),
        ),
    }


def _tomorrow(result: PlanResult, texts: Texts, today: date) -> dict[str, Specification]:
    clients = result.clients
    pair = pair_of(clients, result.plan.tomorrow.periods, today)
    drawn: dict[str, Specification] = {}
    if pair is not None:
        moves = movement(result, pair)
        cells = movement_charts.migration_cells(result, migration(moves), "clients", texts)
        drawn["bridge"] = _specification(
            movement_charts.waterfall(texts, "light"),
            steps=movement_charts.bridge_steps(clients, moves, texts),
        )
        drawn["migration"] = _specification(movement_charts.migration_map(texts, "light"), cells=cells)
    if forecast.why_not(clients, today) is None and (proof := forecast.check(clients, today)):
        drawn["proof"] = _specification(
            forecast_charts.held_out(texts, "light"), groups=forecast_charts.check_groups(proof, texts)
        )
    return drawn


def picture(specification: Specification, kind: Literal["png", "svg"]) -> bytes:
    """A chart as PNG, or as SVG whose letters stay letters."""
    if kind == "svg":
        return vl_convert.vegalite_to_svg(specification).encode()
    return bytes(vl_convert.vegalite_to_png(specification, scale=SCALE))


def picture_archive(result: PlanResult, texts: Texts, today: date) -> bytes:
    """A .zip with every chart as PNG and as SVG."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, specification in pictures(result, texts, today).items():
            for kind in ("png", "svg"):
                archive.writestr(f"{name}.{kind}", picture(specification, kind))
    return file.getvalue()


def _specification(chart: Chart, **tables: pd.DataFrame) -> Specification:
    datasets = {name: table.to_dict(orient="records") for name, table in tables.items()}
    return {**chart.to_dict(), "datasets": datasets, "width": WIDTH, "background": "white"}
