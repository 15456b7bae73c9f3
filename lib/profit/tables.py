"""Profit as tables for the screen: by tier, by client, by way of treating them."""

from collections.abc import Iterable

import pandas as pd
from pandas.io.formats.style import Styler

from lib.look.table_style import Formatter, coloured, count_format, money_format, percent_format, styled
from lib.plan.budgets import WHOLE, Shares, tier_minutes
from lib.plan.compute import PlanResult
from lib.profit.profit import Profit
from lib.profit.sentences import marked
from lib.texts import Texts

_FROM_COSTS = ("service_cost", "cost_share")
_FROM_BOTH = (
    "contribution",
    "contribution_per_hour",
    "break_even_revenue",
    "losing",
    "lost",
    "minutes_at_zero",
    "price_rise",
)
"""The columns whose figures follow from the costs of service, and those that follow from margins too."""


def tier_profit_table(profit: Profit, texts: Texts) -> Styler:
    """One row a tier: what it brings, costs and leaves. Its revenue stands among the figures by the hour, so
    that this one fits beside a picture."""
    money = money_format(texts, profit.result.clients.currency)
    return _tier_table(
        profit,
        texts,
        {
            "tier": str,
            "clients": count_format(texts),
            "margin": money,
            "service_cost": money,
            "contribution": money,
            "losing": count_format(texts),
        },
    )


def tier_hours_table(profit: Profit, texts: Texts) -> Styler:
    """One row a tier: its revenue, what an hour brings and leaves, and what pays for a client's service."""
    money = money_format(texts, profit.result.clients.currency)
    return _tier_table(
        profit,
        texts,
        {
            "tier": str,
            "revenue": money,
            "cost_share": percent_format(texts, 1),
            "revenue_per_hour": money,
            "contribution_per_hour": money,
            "break_even_revenue": money,
        },
    )


def _tier_table(profit: Profit, texts: Texts, formats: dict[str, Formatter]) -> Styler:
    table = pd.DataFrame(
        {
            "tier": tier.name,
            "clients": tier.clients,
            "revenue": tier.revenue,
            "margin": tier.margin,
            "service_cost": tier.cost,
            "cost_share": tier.cost_share,
            "contribution": tier.contribution,
            "revenue_per_hour": tier.revenue_per_hour,
            "contribution_per_hour": tier.contribution_per_hour,
            "break_even_revenue": tier.break_even_revenue,
            "losing": tier.losing,
        }
        for tier in profit.tiers
    )
    return _by_tier(
        table[list(formats)], formats, profit.result, texts, marked_titles(formats, profit, texts)
    )


def loss_table(table: pd.DataFrame, profit: Profit, texts: Texts) -> Styler:
    """The clients that cost more than they bring, and what would mend it (columns of curves.loss_makers)."""
    result = profit.result
    formats = _client_formats(result, texts) | {
        "contribution": money_format(texts, result.clients.currency),
        "minutes": texts.hours,
        "minutes_at_zero": texts.hours,
        "price_rise": lambda value: "+\u202f" + texts.percent(value, 0 if value >= 0.1 else 1),
    }
    return _by_tier(table[list(formats)], formats, result, texts, marked_titles(formats, profit, texts))


def client_profit_table(table: pd.DataFrame, profit: Profit, texts: Texts) -> Styler:
    """What each client brings, costs and leaves (columns of contribution.client_profits)."""
    result = profit.result
    money = money_format(texts, result.clients.currency)
    formats = _client_formats(result, texts) | {"margin": money, "service_cost": money, "contribution": money}
    return _by_tier(table[list(formats)], formats, result, texts, marked_titles(formats, profit, texts))


def treatment_table(profit: Profit, texts: Texts) -> Styler:
    """Everyone alike, as today and in the plan, one row each."""
    rows = [
        (
            texts(f"profit.treatment.{outcome.treatment}"),
            outcome.contribution,
            outcome.minutes,
            outcome.top_minutes,
            outcome.top_revenue_per_hour,
            outcome.last_revenue_per_hour,
            outcome.losing,
            outcome.lost,
        )
        for outcome in profit.treatments
    ]
    money = money_format(texts, profit.result.clients.currency)
    formats: dict[str, Formatter] = {
        "treatment": str,
        "contribution": money,
        "hours": texts.hours,
        "top_hours": texts.hours,
        "top_revenue_per_hour": money,
        "last_revenue_per_hour": money,
        "losing": count_format(texts),
        "lost": money,
    }
    table = pd.DataFrame(rows, columns=list(formats))
    return styled(table, formats, texts, marked_titles(formats, profit, texts))


def budget_table(result: PlanResult, shares: Shares, texts: Texts) -> Styler:
    """The plan's budgets beside proposed ones, in all and per client."""
    proposed = tier_minutes(result.tier_budget, shares)
    rows = [
        (
            tier.name,
            tier.budget_share,
            share / WHOLE,
            tier.minutes_per_client,
            minutes / tier.clients,
        )
        for tier, share, minutes in zip(result.tiers, shares, proposed, strict=True)
    ]
    formats: dict[str, Formatter] = {
        "tier": str,
        "budget_now": percent_format(texts, 1),
        "budget_proposed": percent_format(texts, 1),
        "each_now": texts.hours,
        "each_proposed": texts.hours,
    }
    table = pd.DataFrame(rows, columns=list(formats))
    return _by_tier(table, formats, result, texts, {name: texts(f"column.{name}") for name in formats})


def _client_formats(result: PlanResult, texts: Texts) -> dict[str, Formatter]:
    """The columns that every table of clients begins with."""
    return {
        "rank": count_format(texts),
        "client": str,
        "tier": str,
        "revenue": money_format(texts, result.clients.currency),
    }


def marked_titles(names: Iterable[str], profit: Profit, texts: Texts) -> dict[str, str]:
    """The headings of columns, with the mark on those whose figures rest on an assumption."""
    assumed = {
        **dict.fromkeys(_FROM_BOTH, bool(profit.assumed)),
        **dict.fromkeys(_FROM_COSTS, profit.cost_is_assumed),
        "margin": profit.margin_is_assumed,
    }
    return {name: marked(texts(f"column.{name}"), assumed.get(name, False), texts) for name in names}


def _by_tier(
    table: pd.DataFrame,
    formats: dict[str, Formatter],
    result: PlanResult,
    texts: Texts,
    titles: dict[str, str],
) -> Styler:
    """The table with each tier's name on its colour."""
    return coloured(styled(table, formats, texts, titles), titles["tier"], result.tiers)
