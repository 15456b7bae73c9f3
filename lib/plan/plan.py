"""The plan: every choice the user makes, in one frozen value that is changed only by copy.

What follows from it is in `lib.plan.compute`. The screen, the workbook and the command line all draw from
that one result, so they cannot disagree.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from lib.base.bounds import Bounds, Length
from lib.base.money import LIMIT, UNIT
from lib.look.palette import DEFAULT_PALETTE, Palette
from lib.plan.budgets import WHOLE
from lib.plan.cuts import MOST_TIERS, Method
from lib.plan.errors import check, check_fields
from lib.plan.follow_up import NO_FOLLOW_UP, FollowUp
from lib.plan.group_settings import GroupSettings
from lib.plan.placements import Placement
from lib.plan.potential_settings import NO_POTENTIAL, PotentialSettings
from lib.plan.profit_settings import ProfitSettings
from lib.plan.roles import StaffRole
from lib.plan.services import ServiceCatalogue
from lib.plan.slice_settings import Slice
from lib.plan.team import Team
from lib.plan.tomorrow_settings import TomorrowSettings

BudgetRule = Literal["mix", "clients", "today"]
"""How the budget is shared out as long as nobody moves a share by hand: between equal and in proportion
to revenue; in proportion to clients; as the time goes today."""

DEFAULT_TIERS = 5
DEFAULT_HOURS = 1600
"""About one person's working year."""
TIER_NAMES = "ABCDEF"
LONGEST_NAME = 24
"""Characters of a tier's name."""

NO_SERVICES, NO_TEAM, USUAL_PROFIT = ServiceCatalogue(), Team(), ProfitSettings()
USUAL_TOMORROW = TomorrowSettings()
NO_GROUPS, WHOLE_FIRM = GroupSettings(), Slice()
_TIERS, _CUTS = Length(0, MOST_TIERS), Length(0, MOST_TIERS - 1)
"""What there is of each tier, and of each boundary between two."""


@dataclass(frozen=True)
class Plan:
    """Every choice the user makes. Checked on creation: raises `PlanError`.

    `thresholds` are cumulative revenue shares (0–1, ascending) that override the method's own cuts
    once a slider was moved. `amounts` (ten-thousandths, descending) and `counts` belong to the methods
    of the same name. Empty tuples stand for the defaults: the method's thresholds, the shares of the
    budget rule, no locks, the usual modes, the letters as names.

    `budget_mix` (0–100) belongs to the rule "mix": 0 is equal, 100 in proportion to revenue.
    `budget_minutes` are at most the hours of 125 people. `tier_names` holds a name a tier, "" where the
    letter stays, short enough to stand beside the curve; names differ even without their case.
    `placed` are the clients that stay in a tier whatever the cuts say.
    """

    method: Method = "equal"
    tier_count: Annotated[int, Bounds(2, MOST_TIERS)] = DEFAULT_TIERS
    thresholds: Annotated[tuple[Annotated[Decimal, Bounds(0, 1)], ...], _CUTS] = ()
    amounts: Annotated[tuple[Annotated[int, Bounds(1, LIMIT, UNIT)], ...], _CUTS] = ()
    counts: Annotated[tuple[Annotated[int, Bounds(1, LIMIT)], ...], _CUTS] = ()
    keep_ties: bool = True
    budget_minutes: Annotated[int, Bounds(0, 200_000 * 60, 60)] = DEFAULT_HOURS * 60
    budget_shares: Annotated[tuple[Annotated[int, Bounds(0, WHOLE)], ...], _TIERS] = ()
    locked: Annotated[tuple[bool, ...], _TIERS] = ()
    modes: Annotated[tuple[StaffRole, ...], _TIERS] = ()
    budget_rule: BudgetRule = "mix"
    budget_mix: Annotated[int, Bounds(0, 100)] = 0
    tier_names: Annotated[tuple[Annotated[str, Length(0, LONGEST_NAME)], ...], _TIERS] = ()
    tier_colours: Palette = DEFAULT_PALETTE
    placed: Annotated[tuple[Placement, ...], Length(0, 200)] = ()
    services: ServiceCatalogue = NO_SERVICES
    team: Team = NO_TEAM
    profit: ProfitSettings = USUAL_PROFIT
    tomorrow: TomorrowSettings = USUAL_TOMORROW
    groups: GroupSettings = NO_GROUPS
    slice: Slice = WHOLE_FIRM
    potential: PotentialSettings = NO_POTENTIAL
    follow_up: FollowUp = NO_FOLLOW_UP

    def __post_init__(self) -> None:
        check_fields(self)
        check(list(self.thresholds) == sorted(self.thresholds), "thresholds")
        check(list(self.amounts) == sorted(self.amounts, reverse=True), "amounts")
        check(not self.budget_shares or sum(self.budget_shares) == WHOLE, "budget_shares")
        check(all(name == name.strip() for name in self.tier_names), "tier_names")
        shown = [self.tier_name(index).casefold() for index in range(MOST_TIERS)]
        check(len(set(shown)) == MOST_TIERS, "tier_names")
        check(len({placement.client for placement in self.placed}) == len(self.placed), "placed_twice")

    def tier_name(self, index: int) -> str:
        """What a tier is called: its own name, or its letter."""
        own = self.tier_names[index] if index < len(self.tier_names) else ""
        return own or TIER_NAMES[index]
