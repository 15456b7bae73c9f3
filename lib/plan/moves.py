"""What the hand does to a plan: a threshold is moved, the budget shared out anew. Each gives another plan."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from lib.clients.hit_parade import clients_for
from lib.clients.model import ClientList
from lib.plan.budgets import share_rest
from lib.plan.compute import PlanResult, compute, cut_ranks, shares_at, thresholds_of
from lib.plan.cuts import Ranks, positions
from lib.plan.plan import BudgetRule, Plan


def start_again(plan: Plan, **choices: object) -> Plan:
    """The plan with another method or number of tiers: what was set by hand for the old cuts does not fit
    the new. Raises `PlanError`."""
    unset = replace(plan, thresholds=(), amounts=(), counts=(), budget_shares=(), locked=(), modes=())
    return replace(unset, **choices)  # type: ignore[arg-type]


def move_threshold(clients: ClientList, plan: Plan, index: int, share: Decimal) -> Plan:
    """Move one threshold to a cumulative revenue share (0–1).

    It cuts there as far as no tier becomes empty. The others go on cutting where they cut; one that stands in
    the way is pushed along, to the next place there is.
    """
    share = min(max(share, Decimal(0)), Decimal(1))
    cuts = cut_ranks(clients, plan)
    thresholds = list(thresholds_of(clients, plan, cuts))
    allowed = positions(clients, len(cuts) + 1, plan.keep_ties)
    least, most = index + 1, len(allowed) - len(cuts) + index
    moved = min(max(_crossed(clients, allowed, share), least), most)
    for other, cut in enumerate(cuts):
        away = other - index
        pushed = min if away < 0 else max
        now = int(np.searchsorted(allowed, cut)) + 1
        position = pushed(now, moved + away)
        if _crossed(clients, allowed, thresholds[other]) != position:
            thresholds[other] = shares_at(clients, (int(allowed[position - 1]),))[0]
        thresholds[other] = pushed(thresholds[other], share)
    thresholds[index] = share
    return replace(plan, thresholds=tuple(thresholds))


def _crossed(clients: ClientList, allowed: Ranks, share: Decimal) -> int:
    """The place, from 1, of the client that crosses a share, among those where a tier may end."""
    return int(np.searchsorted(allowed, clients_for(clients, Fraction(share)))) + 1


def move_threshold_to_clients(clients: ClientList, plan: Plan, index: int, count: int) -> Plan:
    """Move one threshold so that the tiers above it hold so many clients (by the cuts alone)."""
    cut = min(max(count, 1), clients.count)
    return move_threshold(clients, plan, index, shares_at(clients, (cut,))[0])


def move_threshold_to_amount(clients: ClientList, plan: Plan, index: int, amount: int) -> Plan:
    """Move one threshold so that every client of at least that revenue (ten-thousandths) is above it."""
    return move_threshold_to_clients(clients, plan, index, clients_from(clients, amount))


def clients_from(clients: ClientList, amount: int) -> int:
    """How many clients have at least that revenue (ten-thousandths)."""
    return clients.count - int(np.searchsorted(clients.revenue[::-1], amount))


def share_out(result: PlanResult, rule: BudgetRule, mix: int = 0) -> Plan:
    """The plan with its budget shared out by a rule. Locked tiers keep the share they have; the shares
    then stay as they come out today, instead of following the rule from step to step."""
    clients = result.clients
    ruled = replace(result.plan, budget_rule=rule, budget_mix=mix, budget_shares=())
    if not any(result.locked):
        return ruled
    shares = share_rest(result.shares, result.locked, compute(clients, ruled).shares)
    return replace(ruled, budget_shares=shares, locked=result.locked)
