"""The plan of a slice as it stands alone: what leaves with the slice, without the rest of the firm."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from lib.base.money import split
from lib.clients.groups import places_by_key
from lib.clients.keys import ranks_by_key
from lib.clients.model import ClientList
from lib.plan.budgets import WHOLE
from lib.plan.cuts import MOST_TIERS, Cuts
from lib.plan.follow_up import FollowUp, known_key, written_contacts
from lib.plan.group_settings import GroupSettings
from lib.plan.plan import Plan
from lib.plan.roles import StaffRole
from lib.plan.slice_settings import Slice


def without_others(plan: Plan, clients: ClientList) -> Plan:
    """The plan without what it says of clients that are not on a list, and of prospects that are on none."""
    keys = ranks_by_key(clients)
    names = set(clients.ranked["client"].tolist())
    known = places_by_key(clients)
    own = {known_key(key) for key in known}
    contacts = (contact for contact in plan.follow_up.contacts if contact.client in own)
    tomorrow = plan.tomorrow
    return replace(
        plan,
        placed=tuple(placement for placement in plan.placed if placement.client in keys),
        team=replace(plan.team, by_hand=tuple(given for given in plan.team.by_hand if given[0] in names)),
        tomorrow=replace(
            tomorrow,
            pinned=tuple(key for key in tomorrow.pinned if key in keys),
            dismissed=tuple(key for key in tomorrow.dismissed if key in keys),
            potentials=tuple(marked for marked in tomorrow.potentials if marked[0] in keys),
        ),
        potential=replace(
            plan.potential,
            typed=tuple(typed for typed in plan.potential.typed if typed.client in known),
            prospects=(),
        ),
        follow_up=FollowUp(plan.follow_up.start, written_contacts(contacts)),
    )


def standing_alone(plan: Plan, clients: ClientList, budget_minutes: int) -> Plan:
    """The plan of a slice that is a firm of its own, with its own hours."""
    alone = replace(plan, groups=GroupSettings(), slice=Slice(), budget_minutes=budget_minutes)
    return without_others(alone, clients)


def static_cuts(tiers: npt.NDArray[np.int64]) -> Cuts:
    """The ranks after which the firm's tier changes, in a slice whose clients are in these tiers."""
    kept = np.unique(tiers)
    return tuple(int(np.searchsorted(np.sort(tiers), tier, side="right")) for tier in kept[:-1])


def static_plan(
    firm: Plan, clients: ClientList, kept: Sequence[int], minutes: Sequence[int], modes: Sequence[StaffRole]
) -> Plan:
    """The firm's plan for those of its tiers that a slice has clients in: their names, minutes, services and
    margins. `modes` are those of all of its tiers, `minutes` those of the tiers that are kept."""
    order = [*kept, *(tier for tier in range(MOST_TIERS) if tier not in kept)]
    names = tuple(firm.tier_name(tier) for tier in order)
    margins = tuple(firm.profit.margin_of_tier(tier) for tier in kept)
    whole = sum(minutes)
    fitting = firm.services.for_tiers(len(modes))
    services = tuple(
        replace(
            service,
            times=tuple(service.times[tier] for tier in kept),
            automated=tuple(service.automated[tier] for tier in kept),
        )
        for service in fitting.services
    )
    placed = tuple(
        replace(placement, tier=list(kept).index(min(placement.tier, len(modes) - 1)))
        for placement in firm.placed
        if min(placement.tier, len(modes) - 1) in kept
    )
    plan = replace(
        firm,
        tier_count=max(2, len(kept)),
        thresholds=(),
        budget_minutes=whole,
        budget_shares=tuple(int(share) for share in split(WHOLE, list(minutes))) if whole else (),
        locked=(),
        modes=tuple(modes[tier] for tier in kept),
        tier_names=names,
        placed=placed,
        services=replace(fitting, services=services),
        profit=replace(firm.profit, tier_margins=margins) if firm.profit.tier_margins else firm.profit,
        slice=Slice(budget_minutes=whole),
    )
    return without_others(plan, clients)
