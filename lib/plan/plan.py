"""The plan: every choice the user makes, in one frozen value that is changed only by copy.

What follows from it is in `lib.plan.compute`. The screen, the workbook and the command line all draw from
that one result, so they cannot disagree.
"""

from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Literal, get_args

from lib.base.money import LIMIT, UNIT
from lib.look.palette import DEFAULT_PALETTE, PALETTES, Palette
from lib.plan.budgets import WHOLE, Shares
from lib.plan.cuts import METHODS, MOST_TIERS, Method
from lib.plan.placements import Placement
from lib.plan.profit_settings import ProfitSettings
from lib.plan.services import ServiceCatalogue, ServiceError
from lib.plan.team import Team
from lib.plan.tomorrow_settings import TomorrowSettings

Mode = Literal["owner", "manager", "team"]
"""Who serves a tier: the owner; an account manager; the team, with automation."""
MODES: tuple[Mode, ...] = get_args(Mode)
BudgetRule = Literal["mix", "clients", "today"]
"""How the budget is shared out as long as nobody moves a share by hand: between equal and in proportion
to revenue; in proportion to clients; as the time goes today."""
BUDGET_RULES: tuple[BudgetRule, ...] = get_args(BudgetRule)

FEWEST_TIERS = 2
DEFAULT_TIERS = 5
DEFAULT_HOURS, MOST_HOURS = 1600, 200_000
"""1,600 hours are about one person's working year; 200,000 are 125 of them."""
MOST_COST = 10_000 * UNIT
"""The highest cost of an hour that a plan accepts, in ten-thousandths."""
TIER_NAMES = "ABCDEF"
LONGEST_NAME = 24
"""Characters of a tier's name: it has to fit beside the curve."""
MOST_PLACEMENTS = 200
LONGEST_REASON = 200

NO_SERVICES, NO_TEAM, USUAL_PROFIT = ServiceCatalogue(), Team(), ProfitSettings()
USUAL_TOMORROW = TomorrowSettings()

VERSION = 1

_ITEMS: dict[str, type] = {
    "thresholds": str,
    "amounts": int,
    "counts": int,
    "budget_shares": int,
    "locked": bool,
    "modes": str,
    "tier_names": str,
    "placed": dict,
}
"""What the lists of a plan hold in JSON."""

_PARTS = {"services": ServiceCatalogue, "team": Team, "profit": ProfitSettings, "outlook": TomorrowSettings}
"""Choices that have a form of their own in JSON."""


class PlanError(ValueError):
    """A choice that no plan can hold. `code` names the sentence, `details` fill it."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True)
class Plan:
    """Every choice the user makes. Checked on creation: raises `PlanError`.

    `thresholds` are cumulative revenue shares (0–1, ascending) that override the method's own cuts
    once a slider was moved. `amounts` (ten-thousandths, descending) and `counts` belong to the methods
    of the same name. Empty tuples stand for the defaults: the method's thresholds, the shares of the
    budget rule, no locks, the usual modes, the letters as names.

    `budget_mix` (0–100) belongs to the rule "mix": 0 is equal, 100 in proportion to revenue.
    `cost_per_hour` (ten-thousandths) says what the hours are worth; 0 where it is not known.
    `tier_names` holds a name a tier, "" where the letter stays; names differ even without their case.
    `placed` are the clients that stay in a tier whatever the cuts say.
    """

    method: Method = "equal"
    tier_count: int = DEFAULT_TIERS
    thresholds: tuple[Decimal, ...] = ()
    amounts: tuple[int, ...] = ()
    counts: tuple[int, ...] = ()
    keep_ties: bool = True
    budget_minutes: int = DEFAULT_HOURS * 60
    budget_shares: Shares = ()
    locked: tuple[bool, ...] = ()
    modes: tuple[Mode, ...] = ()
    budget_rule: BudgetRule = "mix"
    budget_mix: int = 0
    cost_per_hour: int = 0
    tier_names: tuple[str, ...] = ()
    tier_colours: Palette = DEFAULT_PALETTE
    placed: tuple[Placement, ...] = ()
    services: ServiceCatalogue = NO_SERVICES
    team: Team = NO_TEAM
    profit: ProfitSettings = USUAL_PROFIT
    outlook: TomorrowSettings = USUAL_TOMORROW

    def __post_init__(self) -> None:
        _check(self.method in METHODS, "method", value=str(self.method))
        _check(FEWEST_TIERS <= self.tier_count <= MOST_TIERS, "tier_count", value=self.tier_count)
        _check(
            list(self.thresholds) == sorted(self.thresholds) and all(0 <= t <= 1 for t in self.thresholds),
            "thresholds",
        )
        _check(
            list(self.amounts) == sorted(self.amounts, reverse=True)
            and all(0 < amount <= LIMIT for amount in self.amounts),
            "amounts",
        )
        _check(all(1 <= count <= LIMIT for count in self.counts), "counts")
        _check(all(mode in MODES for mode in self.modes), "modes")
        lists = (self.thresholds, self.amounts, self.counts)
        _check(all(len(values) < MOST_TIERS for values in lists), "too_many_thresholds")
        _check(0 <= self.budget_minutes <= MOST_HOURS * 60, "budget", most=MOST_HOURS)
        _check(not self.budget_shares or sum(self.budget_shares) == WHOLE, "budget_shares")
        _check(all(share >= 0 for share in self.budget_shares), "budget_shares")
        _check(self.budget_rule in BUDGET_RULES and 0 <= self.budget_mix <= 100, "budget_rule")
        _check(0 <= self.cost_per_hour <= MOST_COST, "cost_per_hour")
        _check(self.tier_colours in PALETTES, "tier_colours")
        self._check_names()
        self._check_placed()

    def _check_names(self) -> None:
        _check(len(self.tier_names) <= MOST_TIERS, "tier_names")
        _check(
            all(name == name.strip() and len(name) <= LONGEST_NAME for name in self.tier_names), "tier_names"
        )
        shown = [self.tier_name(index).casefold() for index in range(MOST_TIERS)]
        _check(len(set(shown)) == MOST_TIERS, "tier_names")

    def _check_placed(self) -> None:
        _check(len(self.placed) <= MOST_PLACEMENTS, "too_many_placed")
        _check(len({one.client for one in self.placed}) == len(self.placed), "placed")
        _check(
            all(
                one.client and 0 <= one.tier < MOST_TIERS and len(one.reason) <= LONGEST_REASON
                for one in self.placed
            ),
            "placed",
        )

    def tier_name(self, index: int) -> str:
        """What a tier is called: its own name, or its letter."""
        own = self.tier_names[index] if index < len(self.tier_names) else ""
        return own or TIER_NAMES[index]


def to_json(plan: Plan) -> dict[str, object]:
    """The plan as plain JSON values, with the version of this format. Shares are decimal strings."""
    values: dict[str, object] = {"version": VERSION}
    for choice in fields(plan):
        value = getattr(plan, choice.name)
        if choice.name == "thresholds":
            value = [str(share) for share in value]
        elif choice.name == "placed":
            value = [asdict(one) for one in value]
        elif choice.name in _PARTS:
            value = value.to_json()
        values[choice.name] = list(value) if isinstance(value, tuple) else value
    return values


def from_json(values: dict[str, object]) -> Plan:
    """The plan of `to_json`. Raises `PlanError` when the values are not a plan of a known version."""
    try:
        _check(values["version"] == VERSION, "version", value=str(values["version"]))
        chosen = {
            choice.name: _from_plain(choice.name, values[choice.name], choice.default)
            for choice in fields(Plan)
            if choice.name in values
        }
        return Plan(**chosen)  # type: ignore[arg-type]
    except (KeyError, TypeError, ArithmeticError, ServiceError) as error:
        raise PlanError("not_a_plan") from error


def _from_plain(name: str, value: object, default: object) -> object:
    """One choice out of its JSON value. Raises TypeError for a value of another kind."""
    if name in _PARTS:
        return _PARTS[name].from_json(value)  # type: ignore[attr-defined]
    if name not in _ITEMS:
        if type(value) is not type(default):
            raise TypeError(name)
        return value
    if not isinstance(value, list) or any(type(item) is not _ITEMS[name] for item in value):
        raise TypeError(name)
    match name:
        case "thresholds":
            return tuple(map(Decimal, value))
        case "placed":
            return tuple(map(_placement, value))
        case _:
            return tuple(value)


def _placement(values: dict[str, object]) -> Placement:
    """One placement out of its JSON values. Raises KeyError and TypeError."""
    plain = [values[choice.name] for choice in fields(Placement)]
    if [type(value) for value in plain] != [str, int, str, bool]:
        raise TypeError("placed")
    return Placement(*plain)  # type: ignore[arg-type]


def _check(holds: bool, code: str, **details: str | int) -> None:
    if not holds:
        raise PlanError(code, **details)
