"""The cells of a workbook that a person may change: each lies in cells with a defined name, by which it is
found again wherever rows, columns and sheets were moved to.

Excel allows letters, digits, underscores and points in a name, which begins with no digit and is no address
such as A1 or R1C1: all names here are words with underscores.
"""

from dataclasses import dataclass
from typing import Literal, get_args

EntryName = Literal[
    "budget_hours",
    "tier_method",
    "tier_count",
    "thresholds",
    "tier_names",
    "budget_shares",
    "tier_margins",
    "margin",
    "owner_cost",
    "manager_cost",
    "team_cost",
    "capacity",
    "fixed_costs",
    "hand_clients",
    "hand_tiers",
    "hand_reasons",
    "hand_kept",
    "service_names",
    "service_minutes",
    "service_roles",
    "service_costs",
    "service_times",
    "service_automated",
    "person_names",
    "person_roles",
    "person_hours",
    "person_costs",
    "client_responsible",
]
"""The defined names of the cells that hold entries."""
ENTRY_NAMES: tuple[EntryName, ...] = get_args(EntryName)


@dataclass(frozen=True)
class Entry:
    """A cell that is there to be changed, and what was written into it.

    `row` and `column` count from 0 within the named cells.
    """

    name: EntryName
    value: float | str
    row: int = 0
    column: int = 0
    follows: bool = False
    """Whether a formula stood in it: a program that keeps no results of formulas leaves the cell empty."""
