"""Plans side by side: what each method would give, and who changes tier from one plan to another."""

from dataclasses import dataclass

from lib.clients import ClientList, once_per_list
from lib.compute import compute
from lib.plan import METHODS, Method, Plan


@dataclass(frozen=True)
class MethodOutcome:
    """What one method would give: clients and revenue (ten-thousandths) per tier, upper tier first."""

    method: Method
    clients: tuple[int, ...]
    revenue: tuple[int, ...]
    last_resources: float
    """Share of the resources that a client of the last tier shares in: 1/k with equal budgets."""


@once_per_list
def compare_methods(
    clients: ClientList, tier_count: int, keep_ties: bool = True
) -> tuple[MethodOutcome, ...]:
    """All methods with their defaults on one list, so that the choice is informed."""
    outcomes = []
    for method in METHODS:
        result = compute(clients, Plan(method=method, tier_count=tier_count, keep_ties=keep_ties))
        outcomes.append(
            MethodOutcome(
                method=method,
                clients=tuple(tier.clients for tier in result.tiers),
                revenue=tuple(tier.revenue for tier in result.tiers),
                last_resources=result.tiers[-1].budget_share,
            )
        )
    return tuple(outcomes)
