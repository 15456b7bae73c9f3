"""What if the largest clients leave, or halve: the same plan on the list that would be left."""

from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from lib.base.cache import once_per_list
from lib.clients.model import ClientList, client_list
from lib.plan.compute import PlanResult, compute, own_plan
from lib.profit.curves import BreakEven
from lib.profit.profit import profit_of

Case = Literal["first_leaves", "three_halve"]
CASES: tuple[Case, ...] = get_args(Case)

HALVED = 3
_BOUGHT = ("revenue", "cost", "margin")
"""What halves with the revenue; the time that a client takes does not."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """A list, what the plan comes to on it, and who pays the fixed costs then."""

    clients: ClientList
    result: PlanResult
    break_even: BreakEven


def today(result: PlanResult) -> Outlook:
    """The list as it is."""
    clients = result.clients
    return Outlook(clients, result, profit_of(result).break_even)


def what_if(result: PlanResult, case: Case) -> Outlook | None:
    """The plan recomputed on the list of one case; None where nobody would be left."""
    clients = result.clients
    changed = changed_list(clients, case)
    if changed is None:
        return None
    anew = compute(changed, own_plan(result))
    return Outlook(changed, anew, profit_of(anew).break_even)


@once_per_list
def changed_list(clients: ClientList, case: Case) -> ClientList | None:
    """The list without its largest client, or with the revenue of the first three halved."""
    table = clients.ranked.copy()
    if case == "first_leaves":
        table = table.iloc[1:].reset_index(drop=True)
    else:
        for column in _BOUGHT:
            if column in table:
                halved = table[column].to_numpy().copy()
                halved[:HALVED] //= 2
                table[column] = halved
    if not (table["revenue"] > 0).any():
        return None
    everybody = pd.concat([table, clients.set_apart], ignore_index=True)
    return client_list(everybody, clients.report, clients.currency)
