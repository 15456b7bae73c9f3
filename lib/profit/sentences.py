"""Whether it pays, in words: (key, values) pairs in reading order, with the user's own figures."""

from lib.clients.model import ClientList
from lib.plan.compute import PlanResult
from lib.profit.best_budgets import Proposal
from lib.profit.contribution import Outcome, ServiceCost, margins, service_cost
from lib.profit.curves import BreakEven, Whale
from lib.texts import Texts
from lib.texts.wording import Sentences


def result_sentences(result: PlanResult, found: BreakEven, texts: Texts) -> Sentences:
    """What all clients together leave after their service."""
    clients = result.clients
    spent = service_cost(result)
    values = {
        "clients": texts.plural("count.clients", clients.count),
        "contribution": _money(found.contribution, clients, texts),
        "margin": _money(int(margins(result).sum()), clients, texts),
        "cost": _money(spent.total, clients, texts),
        "hours": texts.hours(spent.total_minutes),
        "share": texts.percent(spent.total / clients.total, 1),
    }
    return [("profit.result" if found.contribution >= 0 else "profit.result_negative", values)]


def break_even_sentences(result: PlanResult, found: BreakEven, texts: Texts) -> Sentences:
    """How many clients pay the fixed costs and what the others are; or what would make them suffice."""
    clients = result.clients
    if not found.fixed_costs:
        return [("profit.no_fixed_costs", {})]
    fixed = _money(found.fixed_costs, clients, texts)
    if found.rank is None:
        return [
            ("profit.never", {"fixed": fixed, "missing": _money(found.missing, clients, texts)}),
            *_mends(result, found, texts),
        ]
    others = clients.count - found.rank
    values = {
        "first": texts.plural("profit.first_clients", found.rank),
        "others": texts.plural("profit.other_clients", others),
        "fixed": fixed,
        "revenue": texts.percent(1 - int(clients.cumulative[found.rank]) / clients.total),
        "profit": _money(found.contribution - found.fixed_costs, clients, texts),
        "missing": _money(found.missing, clients, texts),
        "tier": next(tier.name for tier in result.tiers if tier.to_rank >= found.rank),
    }
    if found.missing:
        return [("profit.taken_back", values), *_mends(result, found, texts)]
    return [("profit.break_even" if others else "profit.break_even_all", values)]


def _mends(result: PlanResult, found: BreakEven, texts: Texts) -> Sentences:
    """What would make the line cross: margin, hours, fixed costs."""
    clients = result.clients
    now = int(margins(result).sum()) / clients.total
    sentences: Sentences = []
    if found.margin_needed is not None:
        values = {"needed": texts.percent(found.margin_needed, 1), "now": texts.percent(now, 1)}
        sentences.append(("profit.mend_margin", values))
    if found.minutes_to_save is not None:
        sentences.append(("profit.mend_hours", {"hours": texts.hours(found.minutes_to_save)}))
    return [*sentences, ("profit.mend_fixed", {"missing": _money(found.missing, clients, texts)})]


def whale_sentences(clients: ClientList, curve: Whale, texts: Texts) -> Sentences:
    """Where the whale curve peaks, and what the clients to its right take back."""
    losing = int(len(curve.order) - curve.peak)
    values = {
        "peak": texts.plural("count.clients", curve.peak),
        "losing": texts.plural("count.clients", losing),
        "highest": _money(curve.highest, clients, texts),
        "taken": _money(curve.taken_back, clients, texts),
        "share": texts.percent(curve.peak_share, 1) if curve.peak_share else "",
    }
    if not curve.taken_back:
        return [("profit.whale_none", values)]
    if not curve.peak:
        return [("profit.whale_all", values), ("profit.choices", {})]
    key = "profit.whale" if curve.peak_share else "profit.whale_loss"
    return [(key, values), ("profit.choices", {})]


def treatment_sentences(result: PlanResult, outcomes: tuple[Outcome, ...], texts: Texts) -> Sentences:
    """The article's argument with the user's own money."""
    clients = result.clients
    alike, plan = outcomes[0], outcomes[-1]
    values = {
        "alike": texts.plural("count.clients", alike.losing),
        "plan": texts.plural("count.clients", plan.losing),
        "tier": result.tiers[0].name,
        "top_alike": texts.hours(alike.top_minutes),
        "top_plan": texts.hours(plan.top_minutes),
        "lost_alike": _money(alike.lost, clients, texts),
        "lost_plan": _money(plan.lost, clients, texts),
    }
    today = [one for one in outcomes if one.treatment == "today"]
    if not today:
        return [("profit.alike", values), ("profit.no_today", {})]
    now = {
        "today": texts.plural("count.clients", today[0].losing),
        "lost_today": _money(today[0].lost, clients, texts),
        "tier": result.tiers[0].name,
        "top_today": texts.hours(today[0].top_minutes),
    }
    return [("profit.alike", values), ("profit.today", now)]


def proposal_sentences(proposal: Proposal, texts: Texts) -> Sentences:
    """What a proposal would cover, where that differs from the plan."""
    if proposal.covered is None or proposal.covered_now is None:
        return []
    now, then = texts.percent(proposal.covered_now), texts.percent(proposal.covered)
    return [("profit.covered", {"now": now, "then": then})] if now != then else []


def hour_sentences(spent: ServiceCost, result: PlanResult, texts: Texts) -> Sentences:
    """What an hour with a client of each tier costs."""
    clients = result.clients
    names = [tier.name for tier in result.tiers]
    hours = {name: _money(cost, clients, texts) for name, cost in zip(names, spent.hourly, strict=True)}
    return [("profit.hour", {"hours": texts.listing(hours)})]


def _money(amount: int, clients: ClientList, texts: Texts) -> str:
    return texts.money(amount, clients.currency)
