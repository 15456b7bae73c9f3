"""Tables of the tiers for the screen: the plan client by client, the methods, two scenarios side by side."""

from collections.abc import Callable

import pandas as pd
from pandas.io.formats.style import Styler

from lib.look.table_style import (
    NOTHING,
    Formatter,
    coloured,
    money_format,
    percent_format,
    ranking_formats,
    styled,
)
from lib.plan.compare import MethodOutcome
from lib.plan.compute import PlanResult, Tier
from lib.texts import Texts
from lib.tiers.sentences import placement_words

_PLAN_SIGNS = ("①", "②")


def client_plan_table(table: pd.DataFrame, result: PlanResult, texts: Texts, currency: str | None) -> Styler:
    """Client by client: place, tier, minutes and who serves (columns of compute.client_plan, and
    `responsible` where somebody is)."""
    formats = ranking_formats(table, texts, currency) | {
        "tier": str,
        "minutes": lambda value: "" if pd.isna(value) else texts.hours(value),
        "mode": lambda value: texts(f"mode.{value}") if value else "",
    }
    del formats["revenue_share"]
    number = {"number": formats.pop("number")} if "number" in formats else {}
    if "responsible" in table:
        formats["responsible"] = str
    if result.exceptions.placed:
        formats["by_hand"] = str
        words = [
            placement_words(placed, reason, texts)
            for placed, reason in zip(table["placed"], table["reason"], strict=True)
        ]
        table = table.assign(by_hand=words)
    formats |= number
    styler = styled(table[list(formats)], formats, texts)
    return coloured(styler, texts("column.tier"), result.tiers)


def method_table(outcomes: tuple[MethodOutcome, ...], texts: Texts, currency: str | None) -> Styler:
    """What each method would give: clients per tier, and the revenue and the resources of the last tier."""
    rows = [
        (
            texts(f"method.{outcome.method}"),
            " / ".join(texts.integer(count) for count in outcome.clients),
            outcome.revenue[-1],
            outcome.last_resources,
        )
        for outcome in outcomes
    ]
    formats: dict[str, Formatter] = {
        "method": str,
        "clients_by_tier": str,
        "last_revenue": money_format(texts, currency),
        "last_resources": percent_format(texts, 0),
    }
    return styled(pd.DataFrame(rows, columns=list(formats)), formats, texts)


def scenario_table(first: PlanResult, second: PlanResult, texts: Texts, currency: str | None) -> Styler:
    """Two plans side by side, tier by tier from the top: what each tier holds and gets."""
    measures: dict[str, tuple[Callable[[Tier], object], Formatter]] = {
        "tier": (lambda tier: tier.name, str),
        "clients": (lambda tier: tier.clients, lambda value: texts.integer(int(value))),
        "revenue": (lambda tier: tier.revenue, money_format(texts, currency)),
        "hours": (lambda tier: tier.minutes, texts.hours),
        "hours_per_client": (lambda tier: tier.minutes_per_client, texts.hours),
        "revenue_per_hour": (lambda tier: tier.revenue_per_hour, money_format(texts, currency)),
    }
    columns: dict[str, list[object]] = {}
    formats: dict[str, Formatter] = {}
    rows = max(len(first.tiers), len(second.tiers))
    for key, (measure, write) in measures.items():
        for sign, plan in zip(_PLAN_SIGNS, (first, second), strict=True):
            heading = texts("column.of_plan", column=texts(f"column.{key}"), plan=sign)
            values = [measure(tier) for tier in plan.tiers]
            columns[heading] = [*values, *[None] * (rows - len(values))]
            formats[heading] = _or_nothing(write)
    table = pd.DataFrame(columns, dtype=object)
    return table.style.format({heading: formats[heading] for heading in columns}).hide(axis="index")


def _or_nothing(write: Formatter) -> Formatter:
    return lambda value: NOTHING if pd.isna(value) else write(value)
