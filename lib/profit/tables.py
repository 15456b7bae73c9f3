"""Profit as tables for the screen: by tier, by client, by way of treating them."""

import pandas as pd
from pandas.io.formats.style import Styler

from lib.look.table_style import Formatter, coloured, money_format, percent_format, styled
from lib.plan.budgets import WHOLE, Shares, tier_minutes
from lib.plan.compute import PlanResult
from lib.profit.contribution import Outcome, TierProfit
from lib.texts import Texts


def tier_profit_table(
    profits: tuple[TierProfit, ...], result: PlanResult, texts: Texts, currency: str | None
) -> Styler:
    """One row a tier: what it brings, costs and leaves, in all and per hour."""
    rows = [
        (
            one.name,
            one.clients,
            one.revenue,
            one.margin,
            one.cost,
            one.cost_share,
            one.contribution,
            one.revenue_per_hour,
            one.contribution_per_hour,
            one.break_even_revenue,
            one.losing,
        )
        for one in profits
    ]
    money = money_format(texts, currency)
    formats: dict[str, Formatter] = {
        "tier": str,
        "clients": lambda value: texts.integer(int(value)),
        "revenue": money,
        "margin": money,
        "service_cost": money,
        "cost_share": percent_format(texts, 1),
        "contribution": money,
        "revenue_per_hour": money,
        "contribution_per_hour": money,
        "break_even_revenue": money,
        "losing": lambda value: texts.integer(int(value)),
    }
    styler = styled(pd.DataFrame(rows, columns=list(formats)), formats, texts)
    return coloured(styler, texts("column.tier"), result.tiers)


def loss_table(table: pd.DataFrame, result: PlanResult, texts: Texts, currency: str | None) -> Styler:
    """The clients that cost more than they bring, and what would mend it (columns of profit.loss_makers)."""
    formats: dict[str, Formatter] = {
        "rank": lambda value: texts.integer(int(value)),
        "client": str,
        "tier": str,
        "revenue": money_format(texts, currency),
        "contribution": money_format(texts, currency),
        "minutes": texts.hours,
        "minutes_at_zero": texts.hours,
        "price_rise": lambda value: "+\u202f" + texts.percent(value, 0 if value >= 0.1 else 1),
    }
    styler = styled(table[list(formats)], formats, texts)
    return coloured(styler, texts("column.tier"), result.tiers)


def client_profit_table(
    table: pd.DataFrame, result: PlanResult, texts: Texts, currency: str | None
) -> Styler:
    """What each client brings, costs and leaves (columns of profit.client_profits)."""
    money = money_format(texts, currency)
    formats: dict[str, Formatter] = {
        "rank": lambda value: texts.integer(int(value)),
        "client": str,
        "tier": str,
        "revenue": money,
        "margin": money,
        "service_cost": money,
        "contribution": money,
    }
    styler = styled(table[list(formats)], formats, texts)
    return coloured(styler, texts("column.tier"), result.tiers)


def treatment_table(outcomes: tuple[Outcome, ...], texts: Texts, currency: str | None) -> Styler:
    """Everyone alike, as today and in the plan, one row each."""
    rows = [
        (
            texts(f"profit.treatment.{one.treatment}"),
            one.contribution,
            one.minutes,
            one.top_minutes,
            one.top_revenue_per_hour,
            one.last_revenue_per_hour,
            one.losing,
            one.lost,
        )
        for one in outcomes
    ]
    money = money_format(texts, currency)
    formats: dict[str, Formatter] = {
        "treatment": str,
        "contribution": money,
        "hours": texts.hours,
        "top_hours": texts.hours,
        "top_revenue_per_hour": money,
        "last_revenue_per_hour": money,
        "losing": lambda value: texts.integer(int(value)),
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
    styler = styled(pd.DataFrame(rows, columns=list(formats)), formats, texts)
    return coloured(styler, texts("column.tier"), result.tiers)
