"""What may come, in words: (key, values) pairs in reading order."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from lib.clients.model import ClientList
from lib.clients.naming import client_name
from lib.plan.assumptions import assumed
from lib.plan.compute import PlanResult
from lib.profit.sentences import marked
from lib.texts import Texts
from lib.texts.rhythm import rhythm
from lib.texts.wording import NAMED, Sentences, and_others, shortened
from lib.tomorrow.ahead.candidates import PinCost
from lib.tomorrow.ahead.erosion import YEARS, Erosion
from lib.tomorrow.ahead.what_if import HALVED, Case, Outlook
from lib.tomorrow.movement.sentences import period_name
from lib.tomorrow.periods import Pair

BEST = 10
"""So many candidates are counted on where none is pinned."""


def erosion_sentences(observed: Erosion, result: PlanResult, pair: Pair, texts: Texts) -> Sentences:
    """How much of the first tier wears away in a year, as observed."""
    values = {
        "tier": result.tiers[0].name,
        "then": period_name(pair.then, texts),
        "erosion": texts.percent(observed.yearly, 1),
        "low": texts.percent(observed.low, 1),
        "high": texts.percent(observed.high, 1),
        "clients": texts.plural("count.clients", observed.clients),
    }
    if observed.clients == 1:
        return [("ahead.erosion.single", values)]
    # A range without any width is no range: clients of whom none has shrunk tell nothing of others.
    key = "ahead.erosion.unharmed" if values["low"] == values["high"] else "ahead.erosion.observed"
    return [(key, values)]


def loss_sentences(observed: Erosion, yearly: float, result: PlanResult, texts: Texts) -> Sentences:
    """What that takes from the first tier, and how many promotions make up for it."""
    clients = result.clients
    soon, later = observed.lost(1, yearly), observed.lost(YEARS, yearly)
    values = {
        "tier": result.tiers[0].name,
        "rate": texts.percent(yearly, 1),
        "soon": texts.money(soon, clients.currency),
        "later": texts.money(later, clients.currency),
        "years": texts.integer(YEARS),
        "entry": texts.money(observed.entry, clients.currency),
        "promotions": texts.plural("ahead.promotions", observed.promotions(soon)),
    }
    return [("ahead.erosion.loss" if soon else "ahead.erosion.no_loss", values)]


def cover_sentences(table: pd.DataFrame, lost: int, result: PlanResult, texts: Texts) -> Sentences:
    """Whether the candidates make up for what the first tier loses next year."""
    clients = result.clients
    if not lost:
        return []
    counted = table[table["pinned"]]
    key = "ahead.cover.pinned"
    if counted.empty:
        counted, key = table.head(BEST), "ahead.cover.best"
    gain = int(counted["gain"].clip(lower=0).sum())
    if counted.empty or not gain:
        return [("ahead.cover.none", {})]
    values = {
        "count": texts.plural("ahead.candidates", len(counted)),
        "gain": texts.money(gain, clients.currency),
        "share": texts.percent(gain / lost),
    }
    return [(key, values), ("ahead.cover.enough" if gain >= lost else "ahead.cover.not_enough", {})]


def what_if_sentences(case: Case, before: Outlook, after: Outlook | None, texts: Texts) -> Sentences:
    """What the largest clients leaving, or halving, changes."""
    clients = before.clients
    first = client_name(clients, 1)
    if after is None:
        return [("ahead.what_if.nobody", {"first": first})]
    lost = clients.total - after.clients.total
    largest = [client_name(clients, rank) for rank in range(1, min(HALVED, clients.count) + 1)]
    values = {
        "first": first,
        "names": and_others(largest, len(largest), texts),
        "lost": texts.money(lost, clients.currency),
        "share": texts.percent(lost / clients.total, 1),
    }
    return [(f"ahead.what_if.{case}", values), *_break_even(before, after, texts)]


def _break_even(before: Outlook, after: Outlook, texts: Texts) -> Sentences:
    """How the break-even client moves."""
    old, new = before.break_even, after.break_even
    if not new.fixed_costs:
        return []
    unsure = bool(assumed(after.result))
    if new.rank is None:
        missing = marked(texts.money(new.missing, after.clients.currency), unsure, texts)
        key = "ahead.what_if.still_never" if old.rank is None else "ahead.what_if.never"
        return [(key, {"missing": missing})]
    if old.rank is None:
        return []
    return [
        (
            "ahead.what_if.break_even",
            {
                "before": marked(texts.integer(old.rank), unsure, texts),
                "after": marked(texts.integer(new.rank), unsure, texts),
            },
        )
    ]


def candidate_sentences(table: pd.DataFrame, result: PlanResult, pair: Pair, texts: Texts) -> Sentences:
    """How many are heading up, and who first."""
    values = {"tier": result.tiers[0].name, "then": period_name(pair.then, texts)}
    if table.empty:
        return [("ahead.candidates.none", values)]
    best = [shortened(name) for name in table["client"].head(NAMED)]
    names = and_others(best, len(table), texts)
    count = texts.plural("ahead.climbing", len(table))
    return [("ahead.candidates.some", {**values, "count": count, "names": names})]


def pin_sentences(costs: tuple[PinCost, ...], result: PlanResult, texts: Texts) -> Sentences:
    """What the pinned clients get, and what that costs the others."""
    said: Sentences = []
    for cost in costs:
        values = {
            "tier": result.tiers[cost.tier].name,
            "before": rhythm(cost.minutes_before, texts),
            "after": rhythm(cost.minutes_after, texts),
            "clients_before": texts.integer(cost.clients_before),
            "clients_after": texts.plural("count.clients", cost.clients_after),
        }
        key = "ahead.pins.less" if cost.minutes_after < cost.minutes_before else "ahead.pins.more"
        said.append((key, values))
    return [("ahead.pins.cost", {}), *said] if said else []


def fading_sentences(clients: ClientList, table: pd.DataFrame, texts: Texts) -> Sentences:
    """How many large clients are fading, and what they have already taken with them."""
    if table.empty:
        return [("ahead.fading.none", {})]
    gone = int((table["then"] - table["now"])[table["smaller"]].sum())
    values = {
        "count": texts.plural("ahead.fading" if gone else "ahead.silent", len(table)),
        "names": and_others([shortened(name) for name in table["client"].head(NAMED)], len(table), texts),
        "gone": texts.money(gone, clients.currency),
    }
    return [("ahead.fading.some" if gone else "ahead.fading.late_only", values)]


def reason(row: Mapping[Hashable, Any], pair: Pair, texts: Texts) -> str:
    """Why a client is on the list of those that fade: a row of candidates.fading."""
    words = []
    then, now = int(row["then"]), int(row["now"])
    if row["smaller"]:
        values = {"share": texts.percent(1 - now / then), "then": period_name(pair.then, texts)}
        words.append(texts("ahead.reason.gone" if not now else "ahead.reason.smaller", **values))
    if row["late"]:
        silent, usual = (
            texts.plural("ahead.days", round(float(row[column]))) for column in ("silent", "rhythm")
        )
        words.append(texts("ahead.reason.late", silent=silent, usual=usual))
    return texts.notation.semicolon.join(words)
