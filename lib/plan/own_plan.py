"""The plan of a slice as it stands alone: what leaves with the slice, without the rest of the firm."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from lib.base.money import split
from lib.clients.groups import places_by_key
from lib.clients.keys import key_of, ranks_by_key
from lib.clients.model import ClientList
from lib.plan.budgets import WHOLE
from lib.plan.cuts import MOST_TIERS, Cuts
from lib.plan.follow_up import FollowUp, known_key, written_contacts
from lib.plan.group_settings import GroupSettings
from lib.plan.placements import Placed, Placement
from lib.plan.plan import Plan
from lib.plan.potentials import typed_of_groups
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
            typed=(
                *(typed for typed in plan.potential.typed if typed.client in known),
                *typed_of_groups(clients, plan.potential),
            ),
            prospects=(),
        ),
        follow_up=FollowUp(plan.follow_up.start, written_contacts(contacts)),
    )


def standing_alone(plan: Plan, clients: ClientList, budget_minutes: int) -> Plan:
    """The plan of a slice that is a firm of its own, with its own hours."""
    alone = replace(plan, groups=GroupSettings(), slice=Slice(), budget_minutes=budget_minutes)
    return without_others(alone, clients)


def static_cuts(by_cuts: npt.NDArray[np.int64], kept: npt.NDArray[np.int64]) -> Cuts:
    """The firm's limits as a slice sees them, whose clients the firm's cuts put in these tiers, for the tiers
    that are `kept`: a limit moves by as little as leaves no run empty."""
    inner = len(kept) - 1
    steps = np.arange(inner)
    least = np.maximum.accumulate(np.searchsorted(by_cuts, kept[:-1], side="right") - steps)
    cuts: list[int] = (np.clip(least, 1, len(by_cuts) - inner) + steps).tolist()
    return tuple(cuts)


def static_placements(
    clients: ClientList,
    tiers: npt.NDArray[np.int64],
    cuts: Cuts,
    by_hand: tuple[Mapping[int, int], Sequence[Placed]],
) -> tuple[Placement, ...]:
    """What leaves every client of a slice in its tier, `tiers` by rank − 1: the firm's placements that are in
    force, given with the ranks that the firm's ranks have here, and one for each client that a moved limit
    would put elsewhere."""
    own_ranks, firm_placed = by_hand
    kept = {own_ranks[each.rank]: each.placement for each in firm_placed if each.rank in own_ranks}
    runs = np.searchsorted(np.asarray(cuts, dtype=np.int64), np.arange(1, clients.count + 1))
    for row in np.flatnonzero(runs != tiers).tolist():
        if row + 1 not in kept:
            client, number = clients.ranked.loc[row, ["client", "number"]]
            kept[row + 1] = Placement(key_of(str(client), str(number)), 0, frozen=True)
    return tuple(replace(kept[rank], tier=int(tiers[rank - 1])) for rank in sorted(kept))


def static_plan(
    firm: Plan, clients: ClientList, kept: Sequence[int], minutes: Sequence[int], modes: Sequence[StaffRole]
) -> Plan:
    """The firm's plan for those of its tiers that a slice has clients in: their names, minutes, services and
    margins, without its placements. `modes` are those of all of its tiers, `minutes` those of the tiers that
    are kept."""
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
    plan = replace(
        firm,
        tier_count=max(2, len(kept)),
        thresholds=(),
        budget_minutes=whole,
        budget_shares=tuple(int(share) for share in split(WHOLE, list(minutes))) if whole else (),
        locked=(),
        placed=(),
        modes=tuple(modes[tier] for tier in kept),
        tier_names=names,
        services=replace(fitting, services=services),
        profit=replace(firm.profit, tier_margins=margins) if firm.profit.tier_margins else firm.profit,
        slice=Slice(budget_minutes=whole),
    )
    return without_others(plan, clients)
