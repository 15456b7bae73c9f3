"""The conclusions in words: which sentence of the catalogue, filled with the user's own figures.

Each function gives (key, values) pairs in reading order; the screen and the workbook write them out.
"""

from decimal import Decimal

import numpy as np

from lib.clients.model import ClientList
from lib.clients.naming import client_name
from lib.plan.compare import Change, Changes, Edge
from lib.plan.compute import PlanResult, shares_at
from lib.plan.cuts import OWN_TIERS, positions
from lib.plan.tail import TAIL_WARNING
from lib.reading.about_revenue import not_a_year
from lib.texts import Texts
from lib.texts.wording import NAMED, Sentences, and_others, shortened


def last_tier_sentence(result: PlanResult, texts: Texts) -> Sentences:
    """The article's argument with the user's own figures: what the last tier takes, today or if all are
    treated alike, and in the plan."""
    last = result.tiers[-1]
    values = {
        "last": last.name,
        "clients": texts.plural("count.clients", last.clients),
        "alike": texts.percent(last.baseline_share),
        "plan": texts.percent(last.budget_share),
        "revenue": texts.percent(last.revenue_share),
    }
    key = "tiers.last_tier" if last.today_share is None else "tiers.last_tier_today"
    return [(key, values)] if len(result.tiers) > 1 else []


def share_words(share: Decimal | float, texts: Texts) -> str:
    """A cumulative share as it was set: 70 %, 72,5 %."""
    exact = round(Decimal(share) * 100, 1)
    return texts.percent(exact / 100, 0 if exact == int(exact) else 1)


def threshold_sentence(result: PlanResult, index: int, texts: Texts) -> tuple[str, dict[str, str]]:
    """A threshold in figures: the clients above it, and what they reach where that is not what was set."""
    boundary, wanted = result.boundaries[index], result.thresholds[index]
    values = {
        "upper": result.tiers[index].name,
        "lower": result.tiers[index + 1].name,
        "clients": texts.plural("count.clients", boundary.rank),
        "share": texts.percent(boundary.share, 1),
        "amount": texts.money(boundary.above, result.clients.currency),
    }
    if texts.percent(wanted, 1) == values["share"]:
        return "tiers.threshold", values
    return "tiers.threshold_set", values | {"set": share_words(wanted, texts)}


def unmoved_sentence(result: PlanResult, index: int, texts: Texts) -> tuple[str, dict[str, str]]:
    """Why a threshold that was just set cuts where it did before: it lies inside one large client, or inside
    clients of the same revenue, or beyond where a tier would be empty."""
    clients, cut = result.clients, result.cuts[index]
    ends = positions(clients, len(result.tiers), result.plan.keep_ties)
    position = int(np.searchsorted(ends, cut))
    first = int(ends[position - 1]) if position else 0
    lower, upper = shares_at(clients, (first, cut))
    # What cuts at a rank is rounded down; a share as it is set by hand has far fewer places.
    if not lower <= result.thresholds[index] <= upper + Decimal("1e-17"):
        return "tiers.unmoved.full", {}
    values = {"from": texts.percent(lower, 1), "upto": texts.percent(upper, 1)}
    if cut - first > 1:
        return "tiers.unmoved.alike", values | {"clients": texts.plural("count.clients", cut - first)}
    return "tiers.unmoved.client", values | {"client": client_name(clients, cut)}


def plan_sentences(result: PlanResult, texts: Texts) -> Sentences:
    """How differently the first and the last client are treated, and what the plan does to the tail."""
    sentences: Sentences = []
    ratio = result.treatment_ratio
    if ratio is not None and len(result.tiers) > 1:
        ends = {"first": result.tiers[0].name, "last": result.tiers[-1].name}
        sentences.append(("tiers.treatment", ends | {"ratio": texts.number(ratio, 0 if ratio >= 10 else 1)}))
    if result.tail_ratio_alike is None or result.tail_ratio_plan is None:
        return [*sentences, ("tiers.no_tail", {})]
    tail = "eats" if result.tail_ratio_plan > TAIL_WARNING else "fits"
    today = result.tail_ratio_today
    ratios = {
        "alike": texts.number(result.tail_ratio_alike if today is None else today, 1),
        "plan": texts.number(result.tail_ratio_plan, 1),
    }
    return [*sentences, (f"tiers.tail_{tail}" if today is None else f"tiers.tail_{tail}_today", ratios)]


def change_sentences(
    clients: ClientList, changes: Changes, before: PlanResult, after: PlanResult, texts: Texts
) -> Sentences:
    """Who goes up, and who goes down, by name as far as there is room: always two sentences."""
    return [
        _change_sentence(clients, "up", (changes.up, changes.ups), (before, after), texts),
        _change_sentence(clients, "down", (changes.down, changes.downs), (before, after), texts),
    ]


def _change_sentence(
    clients: ClientList,
    direction: str,
    who: tuple[tuple[Change, ...], int],
    plans: tuple[PlanResult, PlanResult],
    texts: Texts,
) -> tuple[str, dict[str, str]]:
    listed, count = who
    if not count:
        return f"changes.nobody_{direction}", {}
    before, after = plans
    key = "changes.one" if len(before.tiers) == len(after.tiers) else "changes.one_served"
    names = [
        texts(
            key,
            client=client_name(clients, change.rank),
            before=before.tiers[change.before].name,
            after=after.tiers[change.after].name,
            less=texts.hours(before.tiers[change.before].minutes_per_client),
            more=texts.hours(after.tiers[change.after].minutes_per_client),
        )
        for change in listed
    ]
    values = {"clients": texts.plural("count.clients", count), "names": and_others(names, count, texts)}
    return f"changes.{direction}", values


def edge_sentences(edges: tuple[Edge, ...], result: PlanResult, texts: Texts) -> Sentences:
    """Who stands on the edge: always one sentence a boundary, so that what stands below stays in place."""
    clients = result.clients
    sentences: Sentences = []
    names_by_rank = clients.ranked["client"]
    for edge in edges:
        names = [shortened(str(names_by_rank.iloc[rank - 1])) for rank in edge.ranks]
        values = {
            "upper": result.tiers[edge.upper].name,
            "lower": result.tiers[edge.upper + 1].name,
            "clients": texts.plural("count.clients", edge.clients),
            "names": and_others(names, edge.clients, texts),
        }
        sentences.append(("edge.between" if edge.clients else "edge.nobody", values))
    return sentences


def placement_sentences(result: PlanResult, texts: Texts) -> Sentences:
    """Clients placed by hand that are not where they were placed, and why."""
    held = result.exceptions
    sentences: Sentences = []
    for key, placements in (("placed.suspended", held.suspended), ("placed.absent", held.absent)):
        if placements:
            names = [placement.client for placement in placements[:NAMED]]
            sentences.append((key, {"names": and_others(names, len(placements), texts)}))
    return sentences


def plan_notices(result: PlanResult, texts: Texts) -> Sentences:
    """What the reader should know about these cuts: dominant clients, fewer tiers, parted equals."""
    clients = result.clients
    months = not_a_year(clients, texts)
    notices: Sentences = [("tiers.not_a_year", {"months": months})] if months else []
    if result.dominant:
        names = [str(name) for name in clients.ranked["client"].iloc[: min(result.dominant, NAMED)]]
        key = "tiers.dominant" if result.dominant <= NAMED else "tiers.dominant_more"
        notices.append((key, {"names": ", ".join(names), "slice": texts.percent(1 / len(result.tiers))}))
    if len(result.tiers) < result.plan.tier_count and result.plan.method not in OWN_TIERS:
        notices.append(("tiers.fewer", {"clients": texts.plural("count.clients", clients.count)}))
    if len(result.tiers) == 1 and result.plan.method == "headtail":
        notices.append(("tiers.all_alike", {}))
    if result.ties_parted:
        notices.append(("tiers.ties_parted", {}))
    if result.plan.budget_rule == "today" and result.tiers[0].today_share is None:
        notices.append(("budgets.today_unknown", {}))
    return [*notices, *placement_sentences(result, texts)]


def mode_sentences(result: PlanResult, texts: Texts) -> Sentences:
    """One line a tier: who serves its clients, and how much time each gets."""
    return [
        (
            f"plan.tier.{tier.mode}",
            {
                "tier": tier.name,
                "clients": texts.plural("count.clients", tier.clients),
                "each": texts.hours(tier.minutes_per_client),
                "hours": texts.hours(tier.minutes),
            },
        )
        for tier in result.tiers
    ]


def placement_words(placed: str, reason: str, texts: Texts) -> str:
    """What was done by hand with a client, and why; "" where nothing was (columns of compute.client_plan)."""
    if not placed:
        return ""
    done = texts(f"placed.{placed}")
    return texts("placed.because", done=done, reason=reason) if reason else done
