"""Profit as tables for the screen: by tier, by client, by way of treating them."""

import pandas as pd
from pandas.io.formats.style import Styler

from lib.look.table_style import Formatter, coloured, count_format, money_format, percent_format, styled
from lib.plan.budgets import WHOLE, Shares, tier_minutes
from lib.plan.compute import PlanResult
from lib.profit.profit import Profit
from lib.texts import Texts


def tier_profit_table(profit: Profit, texts: Texts) -> Styler:
    """One row a tier: what it brings, costs and leaves, in all and per hour."""
    rows = [
        (
            tier.name,
            tier.clients,
            tier.revenue,
            tier.margin,
            tier.cost,
            tier.cost_share,
            tier.contribution,
            tier.revenue_per_hour,
            tier.contribution_per_hour,
            tier.break_even_revenue,
            tier.losing,
        )
        for tier in profit.tiers
    ]
    money = money_format(texts, profit.result.clients.currency)
    formats: dict[str, Formatter] = {
        "tier": str,
        "clients": count_format(texts),
        "revenue": money,
        "margin": money,
        "service_cost": money,
        "cost_share": percent_format(texts, 1),
        "contribution": money,
        "revenue_per_hour": money,
        "contribution_per_hour": money,
        "break_even_revenue": money,
        "losing": count_format(texts),
    }
    return _by_tier(pd.DataFrame(rows, columns=list(formats)), formats, profit.result, texts)


def loss_table(table: pd.DataFrame, result: PlanResult, texts: Texts) -> Styler:
    """The clients that cost more than they bring, and what would mend it (columns of curves.loss_makers)."""
    formats = _client_formats(result, texts) | {
        "contribution": money_format(texts, result.clients.currency),
        "minutes": texts.hours,
        "minutes_at_zero": texts.hours,
        "price_rise": lambda value: "+\u202f" + texts.percent(value, 0 if value >= 0.1 else 1),
    }
    return _by_tier(table[list(formats)], formats, result, texts)


def client_profit_table(table: pd.DataFrame, result: PlanResult, texts: Texts) -> Styler:
    """What each client brings, costs and leaves (columns of contribution.client_profits)."""
    money = money_format(texts, result.clients.currency)
    formats = _client_formats(result, texts) | {"margin": money, "service_cost": money, "contribution": money}
    return _by_tier(table[list(formats)], formats, result, texts)


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
    return styled(pd.DataFrame(rows, columns=list(formats)), formats, texts)


def budget_table(result: PlanResult, shares: Shares, texts: Texts) -> Styler:
    """The plan's budgets beside proposed ones, in all and per client."""
    proposed = tier_minutes(result.plan.budget_minutes, shares)
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
    return _by_tier(pd.DataFrame(rows, columns=list(formats)), formats, result, texts)


def _client_formats(result: PlanResult, texts: Texts) -> dict[str, Formatter]:
    """The columns that every table of clients begins with."""
    return {
        "rank": count_format(texts),
        "client": str,
        "tier": str,
        "revenue": money_format(texts, result.clients.currency),
    }


def _by_tier(table: pd.DataFrame, formats: dict[str, Formatter], result: PlanResult, texts: Texts) -> Styler:
    """The table with each tier's name on its colour."""
    return coloured(styled(table, formats, texts), texts("column.tier"), result.tiers)
