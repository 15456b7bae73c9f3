"""Whether it pays, in words: (key, values) pairs in reading order, with the user's own figures."""

from lib.clients.model import ClientList
from lib.profit.best_budgets import Proposal
from lib.profit.profit import Profit
from lib.reading.about_revenue import not_a_year
from lib.texts import Texts
from lib.texts.wording import Sentences


def result_sentences(profit: Profit, texts: Texts) -> Sentences:
    """What all clients together leave after their service."""
    clients, spent, left = profit.result.clients, profit.service, profit.break_even.contribution
    values = {
        "clients": texts.plural("count.clients", clients.count),
        "contribution": _money(left, clients, texts),
        "margin": _money(profit.margin, clients, texts),
        "cost": _money(spent.total, clients, texts),
        "hours": texts.hours(spent.total_minutes),
        "share": texts.percent(spent.total / clients.total, 1),
    }
    said: Sentences = [("profit.result" if left >= 0 else "profit.result_negative", values)]
    months = not_a_year(clients, texts)
    return [*said, ("profit.not_a_year", {"months": months})] if months else said


def break_even_sentences(profit: Profit, texts: Texts) -> Sentences:
    """How many clients pay the fixed costs and what the others are; or what would make them suffice."""
    result, crossing = profit.result, profit.break_even
    clients = result.clients
    if not crossing.fixed_costs:
        return [("profit.no_fixed_costs", {})]
    fixed = _money(crossing.fixed_costs, clients, texts)
    if crossing.rank is None:
        return [
            ("profit.never", {"fixed": fixed, "missing": _money(crossing.missing, clients, texts)}),
            *_mends(profit, texts),
        ]
    others = clients.count - crossing.rank
    values = {
        "first": texts.plural("profit.first_clients", crossing.rank),
        "others": texts.plural("profit.other_clients", others),
        "fixed": fixed,
        "revenue": texts.percent(1 - int(clients.cumulative[crossing.rank]) / clients.total),
        "profit": _money(crossing.contribution - crossing.fixed_costs, clients, texts),
        "missing": _money(crossing.missing, clients, texts),
        "tier": next(tier.name for tier in result.tiers if tier.to_rank >= crossing.rank),
    }
    if crossing.missing:
        return [("profit.taken_back", values), *_mends(profit, texts)]
    return [("profit.break_even" if others else "profit.break_even_all", values)]


def _mends(profit: Profit, texts: Texts) -> Sentences:
    """What would make the line cross: margin, hours, fixed costs."""
    clients, crossing = profit.result.clients, profit.break_even
    now = profit.margin / clients.total
    sentences: Sentences = []
    if crossing.margin_needed is not None:
        values = {"needed": texts.percent(crossing.margin_needed, 1), "now": texts.percent(now, 1)}
        sentences.append(("profit.mend_margin", values))
    if crossing.minutes_to_save is not None:
        sentences.append(("profit.mend_hours", {"hours": texts.hours(crossing.minutes_to_save)}))
    return [*sentences, ("profit.mend_fixed", {"missing": _money(crossing.missing, clients, texts)})]


def whale_sentences(profit: Profit, texts: Texts) -> Sentences:
    """Where the whale curve peaks, and what the clients to its right take back."""
    clients, curve = profit.result.clients, profit.whale
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


def treatment_sentences(profit: Profit, texts: Texts) -> Sentences:
    """The article's argument with the user's own money."""
    result, outcomes = profit.result, profit.treatments
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
    today = [outcome for outcome in outcomes if outcome.treatment == "today"]
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


def hour_sentences(profit: Profit, texts: Texts) -> Sentences:
    """What an hour with a client of each tier costs."""
    result = profit.result
    costs = zip(result.tiers, profit.service.hourly, strict=True)
    hours = {tier.name: _money(cost, result.clients, texts) for tier, cost in costs}
    return [("profit.hour", {"hours": texts.listing(hours)})]


def _money(amount: int, clients: ClientList, texts: Texts) -> str:
    return texts.money(amount, clients.currency)
