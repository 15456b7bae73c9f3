"""Whether it pays, in words: (key, values) pairs in reading order, with the user's own figures."""

from lib.plan.assumptions import is_missing
from lib.plan.profit_settings import FULL
from lib.plan.roles import STAFF_ROLES
from lib.profit.best_budgets import Proposal
from lib.profit.profit import Profit
from lib.reading.about_revenue import not_a_year
from lib.texts import Texts
from lib.texts.wording import Sentences


def missing_sentences(profit: Profit, texts: Texts) -> Sentences:
    """What the firm has still to say, as long as figures rest on an assumption. Where the fixed costs alone
    are missing, `break_even_sentences` asks for them."""
    result = profit.result
    wanted = [
        *(["margin"] if profit.margin_is_assumed else []),
        *(["hour"] if profit.cost_is_assumed else []),
        *(["fixed"] if is_missing(result.plan.profit) else []),
    ]
    if not profit.assumed:
        return []
    names = [texts(f"profit.missing.{name}") for name in wanted]
    listed = texts("names.and", names=", ".join(names[:-1]), last=names[-1]) if names[1:] else names[0]
    return [("profit.missing", {"figures": listed})]


def rule_sentences(profit: Profit, texts: Texts) -> Sentences:
    """The rule of the break-even client, which needs no assumption; said while one is made."""
    if not profit.assumed:
        return []
    tiers = zip(profit.result.tiers, profit.service.minutes, strict=True)
    hours = {tier.name: texts.hours(minutes / tier.clients) for tier, minutes in tiers}
    return [("profit.rule", {"hours": texts.listing(hours)})]


def assumption_sentences(profit: Profit, texts: Texts) -> Sentences:
    """What the mark behind a figure means; nothing where no figure has one."""
    settings, said = profit.result.plan.profit, []
    if profit.margin_is_assumed:
        said.append(texts("profit.assumed.margin", rate=texts.percent(settings.margin / FULL)))
    if profit.cost_is_assumed:
        currency = profit.result.clients.currency
        hours = {
            texts(f"performer.{role}"): texts.money(settings.paid_cost(role), currency)
            for role in STAFF_ROLES
            if f"{role}_cost" in profit.assumed
        }
        said.append(texts("profit.assumed.hours", hours=texts.listing(hours)))
    return [("profit.assumed", {"what": texts.notation.semicolon.join(said)})] if said else []


def marked(figure: str, assumed: bool, texts: Texts) -> str:
    """A figure, with the mark of an assumption where it rests on one."""
    return texts("profit.mark", figure=figure) if assumed else figure


def result_sentences(profit: Profit, texts: Texts) -> Sentences:
    """What all clients together leave after their service."""
    clients, spent, left = profit.result.clients, profit.service, profit.break_even.contribution
    values = {
        "clients": texts.plural(
            "profit.clients_leave" if left >= 0 else "profit.clients_cost", clients.count
        ),
        "contribution": _money(left, profit, texts),
        "margin": marked(texts.money(profit.margin, clients.currency), profit.margin_is_assumed, texts),
        "cost": marked(texts.money(spent.total, clients.currency), profit.cost_is_assumed, texts),
        "hours": texts.hours(spent.total_minutes),
        "share": marked(texts.percent(spent.total / clients.total, 1), profit.cost_is_assumed, texts),
    }
    said: Sentences = [("profit.result" if left >= 0 else "profit.result_negative", values)]
    months = not_a_year(clients, texts)
    return [*said, ("profit.not_a_year", {"months": months})] if months else said


def break_even_sentences(profit: Profit, texts: Texts) -> Sentences:
    """How many clients pay the fixed costs and what the others are; or what would make them suffice."""
    result, crossing = profit.result, profit.break_even
    clients = result.clients
    if not crossing.fixed_costs:
        return [("profit.no_fixed_costs", {})] if is_missing(result.plan.profit) else []
    fixed = texts.money(crossing.fixed_costs, clients.currency)
    if crossing.rank is None:
        return [
            ("profit.never", {"fixed": fixed, "missing": _money(crossing.missing, profit, texts)}),
            *_mends(profit, texts),
        ]
    others = clients.count - crossing.rank
    values = {
        "first": _marked(texts.plural("profit.first_clients", crossing.rank), profit, texts),
        "others": texts.plural("profit.other_clients", others),
        "fixed": fixed,
        "revenue": _marked(
            texts.percent(1 - int(clients.cumulative[crossing.rank]) / clients.total), profit, texts
        ),
        "profit": _money(crossing.contribution - crossing.fixed_costs, profit, texts),
        "missing": _money(crossing.missing, profit, texts),
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
        needed = marked(texts.percent(crossing.margin_needed, 1), profit.cost_is_assumed, texts)
        rate = marked(texts.percent(now, 1), profit.margin_is_assumed, texts)
        sentences.append(("profit.mend_margin", {"needed": needed, "now": rate}))
    if crossing.minutes_to_save is not None:
        sentences.append(
            ("profit.mend_hours", {"hours": _marked(texts.hours(crossing.minutes_to_save), profit, texts)})
        )
    return [*sentences, ("profit.mend_fixed", {"missing": _money(crossing.missing, profit, texts)})]


def whale_sentences(profit: Profit, texts: Texts) -> Sentences:
    """Where the whale curve peaks, and what the clients to its right take back."""
    curve = profit.whale
    losing = int(len(curve.order) - curve.peak)
    values = {
        "peak": _clients(curve.peak, profit, texts),
        "losing": _clients(losing, profit, texts),
        "highest": _money(curve.highest, profit, texts),
        "taken": _money(curve.taken_back, profit, texts),
        "share": _marked(texts.percent(curve.peak_share, 1), profit, texts) if curve.peak_share else "",
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
    alike, plan = outcomes[0], outcomes[-1]
    values = {
        "alike": _clients(alike.losing, profit, texts),
        "plan": _clients(plan.losing, profit, texts),
        "tier": result.tiers[0].name,
        "top_alike": texts.hours(alike.top_minutes),
        "top_plan": texts.hours(plan.top_minutes),
        "lost_alike": _money(alike.lost, profit, texts),
        "lost_plan": _money(plan.lost, profit, texts),
    }
    today = [outcome for outcome in outcomes if outcome.treatment == "today"]
    if not today:
        return [("profit.alike", values), ("profit.no_today", {})]
    now = {
        "today": _clients(today[0].losing, profit, texts),
        "lost_today": _money(today[0].lost, profit, texts),
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
    hours = {
        tier.name: marked(texts.money(cost, result.clients.currency), profit.cost_is_assumed, texts)
        for tier, cost in costs
    }
    return [("profit.hour", {"hours": texts.listing(hours)})]


def _marked(figure: str, profit: Profit, texts: Texts) -> str:
    """A figure that follows from both margins and costs."""
    return marked(figure, bool(profit.assumed), texts)


def _money(amount: int, profit: Profit, texts: Texts) -> str:
    return _marked(texts.money(amount, profit.result.clients.currency), profit, texts)


def _clients(count: int, profit: Profit, texts: Texts) -> str:
    return _marked(texts.plural("count.clients", count), profit, texts)
