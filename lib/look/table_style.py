"""Tables for the screen: numbers in the reader's notation, headings in the reader's language.

A pandas `Styler` keeps the numbers as numbers (they sort and align as such) and shows them as text.
"""

from collections.abc import Callable
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler

from lib.clients.model import ClientList, Merged, RowGroup
from lib.plan.budgets import WHOLE, Shares, tier_minutes
from lib.plan.compare import MethodOutcome
from lib.plan.compute import PlanResult, Tier
from lib.profit.contribution import Outcome, TierProfit
from lib.texts import Texts
from lib.tiers.sentences import placement_words

Formatter = Callable[[Any], str]
"""What a cell holds, as the reader sees it."""
NOTHING = "–"
_PLAN_SIGNS = ("①", "②")


def hit_parade_table(table: pd.DataFrame, texts: Texts, currency: str | None) -> Styler:
    """The ranking: rank, client, number, revenue, share, cumulative share (columns of ranking.hit_parade)."""
    formats = _ranking_formats(table, texts, currency)
    return styled(table[list(formats)], formats, texts)


def client_plan_table(table: pd.DataFrame, result: PlanResult, texts: Texts, currency: str | None) -> Styler:
    """Client by client: place, tier, minutes and who serves (columns of compute.client_plan)."""
    formats = _ranking_formats(table, texts, currency) | {
        "tier": str,
        "minutes": texts.hours,
        "mode": lambda value: texts(f"mode.{value}"),
    }
    del formats["revenue_share"]
    if result.exceptions.placed:
        formats["by_hand"] = str
        words = [placement_words(*one, texts) for one in zip(table["placed"], table["reason"], strict=True)]
        table = table.assign(by_hand=words)
    styler = styled(table[list(formats)], formats, texts)
    return coloured(styler, texts("column.tier"), result)


def set_apart_table(clients: ClientList, texts: Texts) -> Styler:
    """The clients at or below zero: client, number, revenue."""
    formats: dict[str, Formatter] = {
        "client": str,
        "number": str,
        "revenue": money_format(texts, clients.currency, True),
    }
    return styled(clients.set_apart[list(formats)], formats, texts)


def row_groups(groups: tuple[RowGroup, ...], texts: Texts, currency: str | None) -> Styler:
    """Rows that were not used: reason, rows, amount, and where the first of them are."""
    rows = [
        (
            texts(f"reading.reason.{group.reason}"),
            group.rows,
            group.amount,
            " · ".join(f"{example.sheet}, {example.row}: {example.value}" for example in group.examples[:3]),
        )
        for group in groups
    ]
    formats: dict[str, Formatter] = {
        "reason": str,
        "rows": lambda value: texts.integer(int(value)),
        "amount": money_format(texts, currency, True),
        "examples": str,
    }
    return styled(pd.DataFrame(rows, columns=list(formats)), formats, texts)


def merged_clients(merged: tuple[Merged, ...], texts: Texts) -> Styler:
    """Clients that were added up as one: the name kept, all the names or numbers, and why."""
    rows = [(one.client, " · ".join(one.names), texts(f"reading.merged.{one.reason}")) for one in merged]
    formats: dict[str, Formatter] = {"kept": str, "names": str, "reason": str}
    return styled(pd.DataFrame(rows, columns=list(formats)), formats, texts)


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
    return coloured(styler, texts("column.tier"), result)


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
    return coloured(styler, texts("column.tier"), result)


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
    return coloured(styler, texts("column.tier"), result)


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
    return coloured(styler, texts("column.tier"), result)


def contact_table(table: pd.DataFrame, first_month: int, texts: Texts) -> Styler:
    """Contacts by month under the months' names (columns of contacts.calendar_table)."""
    headings = {f"month_{place}": texts.month((first_month - 1 + place) % 12 + 1) for place in range(12)}
    for key, heading in (
        ("person", "person"),
        ("service", "service"),
        ("contacts", "contacts"),
        ("minutes", "hours"),
    ):
        headings[key] = texts(f"column.{heading}")
    shown = table.rename(columns=headings)
    write: Formatter = texts.hours
    return shown.style.format(write, subset=[headings["minutes"]]).hide(axis="index")


def matching(table: pd.DataFrame, words: str, tiers: list[str] | None = None) -> pd.DataFrame:
    """The rows whose client or number contains the words, in any case, of the tiers named (None: all)."""
    wanted = words.strip().casefold()
    if wanted:
        names = table["client"].str.casefold().str.contains(wanted, regex=False)
        numbers = table["number"].str.casefold().str.contains(wanted, regex=False)
        table = table[names | numbers]
    return table if not tiers else table[table["tier"].isin(tiers)]


def _ranking_formats(table: pd.DataFrame, texts: Texts, currency: str | None) -> dict[str, Formatter]:
    formats: dict[str, Formatter] = {
        "rank": lambda value: texts.integer(int(value)),
        "client": str,
        "number": str,
        "revenue": money_format(texts, currency),
        "revenue_share": percent_format(texts, 1),
        "cumulative_share": percent_format(texts, 1),
    }
    if not table["number"].any():
        del formats["number"]
    return formats


def money_format(texts: Texts, currency: str | None, cents: bool = False) -> Formatter:
    """How amounts are written."""
    return lambda value: NOTHING if pd.isna(value) else texts.money(int(value), currency, cents)


def percent_format(texts: Texts, digits: int) -> Formatter:
    """How shares are written."""
    return lambda value: texts.percent(value, digits)


def styled(
    table: pd.DataFrame, formats: dict[str, Formatter], texts: Texts, titles: dict[str, str] | None = None
) -> Styler:
    """The table under headings of the catalogue, or those of `titles`, with its numbers as they are read."""
    headings = {name: texts(f"column.{name}") for name in formats} if titles is None else titles
    shown = table.rename(columns=headings)
    return shown.style.format({headings[name]: write for name, write in formats.items()}).hide(axis="index")


def coloured(styler: Styler, heading: str, result: PlanResult) -> Styler:
    """The tier's name on the tier's colour."""
    fills = {tier.name: (tier.fill, tier.ink) for tier in result.tiers}

    def colour(value: object) -> str:
        if value not in fills:
            return ""
        fill, ink = fills[str(value)]
        return f"background-color: {fill}; color: {ink}"

    return styler.map(colour, subset=[heading])
