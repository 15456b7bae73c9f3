"""The profit of a plan as one value: what every page, sheet, slide and sentence about it draws from."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from lib.base.money import Amounts, split_by_group
from lib.plan.assumptions import Assumption, assumed
from lib.plan.compute import PlanResult, tier_index
from lib.plan.result_cache import last_per_result
from lib.profit import contribution, curves
from lib.profit.contribution import Outcome, ServiceCost, TierProfit
from lib.profit.curves import BreakEven, Whale


@dataclass(frozen=True, eq=False)
class Profit:
    """What the clients of one result bring and cost, by rank − 1 in ten-thousandths, and what follows from
    it, worked out when it is first asked for. Made by `profit_of`."""

    result: PlanResult
    service: ServiceCost
    margins: Amounts
    contributions: Amounts
    """What each ranked client leaves: its margin less its part of its tier's cost."""

    @cached_property
    def assumed(self) -> frozenset[Assumption]:
        """The settings behind these figures that nobody gave."""
        return assumed(self.result)

    @property
    def margin_is_assumed(self) -> bool:
        return "margin" in self.assumed

    @property
    def cost_is_assumed(self) -> bool:
        """Whether an hour that clients are served in has only a usual cost."""
        return bool(self.assumed - {"margin"})

    @cached_property
    def margin(self) -> int:
        """The margin of all clients together."""
        return int(self.margins.sum())

    @cached_property
    def tiers(self) -> tuple[TierProfit, ...]:
        """What each tier brings and costs."""
        return contribution.tier_profits(self.result, self.service, self.margins, self.contributions)

    @cached_property
    def treatments(self) -> tuple[Outcome, ...]:
        """Everyone alike, as today where the file knows, and in the plan."""
        return contribution.treatments(self.result, self.service, self.margins)

    @cached_property
    def break_even(self) -> BreakEven:
        """Where the clients, the largest first, have paid the fixed costs."""
        return curves.break_even(self.result, self.service, self.contributions)

    @cached_property
    def whale(self) -> Whale:
        """The contributions added up from the largest to the smallest."""
        return curves.whale(self.contributions)

    def by_client(self) -> pd.DataFrame:
        """Every client (columns of `client_profits`), made anew: it is as long as the list."""
        return contribution.client_profits(self.result, self.margins, self.contributions)

    def loss_makers(self) -> pd.DataFrame:
        """The clients that cost more than they bring (columns of `curves.loss_makers`)."""
        return curves.loss_makers(self.result, self.service, self.margins, self.contributions)


@last_per_result
def profit_of(result: PlanResult) -> Profit:
    """The profit of a result, worked out once for all who ask."""
    service, margins = contribution.service_cost(result), contribution.margins(result)
    left = margins - split_by_group(service.costs, tier_index(result))
    left.flags.writeable = False
    return Profit(result, service, margins, left)
