"""An exported workbook that comes back: the plan, its client list, and what was changed in Excel.

It is made of what the reading process has parsed and unpacked, like any stranger's file.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from lib.base.bounds import bounds_of
from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.excel.entries import EntryName
from lib.exports.entered import (
    TABLES,
    Change,
    Row,
    TableName,
    as_written,
    changes,
    current_rows,
    lost_names,
    written_rows,
)
from lib.exports.entered_tables import people_entered, placed_entered, services_entered
from lib.exports.stored import Stored, unpacked
from lib.exports.version_2 import with_reasons
from lib.parsing.sheets import Cells
from lib.plan.budgets import shares_from_percents
from lib.plan.compare import Scenario
from lib.plan.compute import compute
from lib.plan.plan import Plan
from lib.plan.profit_settings import FULL, ProfitSettings
from lib.reading.source import Source

_BEFORE_NAMED_REASONS = 2
"""The version that named its entries, except the reasons of clients placed by hand."""


@dataclass(frozen=True)
class Changed:
    """An entry that was changed in Excel, and whether the plan could take it over."""

    change: Change
    taken: bool


@dataclass(frozen=True, eq=False)
class Reopened:
    """A plan that came back, the changes taken over."""

    plan: Plan
    before: Plan
    """As it was exported."""
    clients: ClientList | None
    scenarios: tuple[Scenario, ...]
    made_on: date | None
    changes: tuple[Changed, ...]
    lost: tuple[EntryName, ...] = ()
    """Entries that the workbook no longer names: what they hold now is not known."""


def reopened(source: Source) -> Reopened | None:
    """The plan that a workbook holds; None for a workbook that is not ours.

    Raises `NotOursError` for one of ours that is damaged or was made by a newer version.
    """
    if source.stored is None:
        return None
    stored = unpacked(source.stored)
    named = _named(source, stored)
    plan, changed = _taken_over(stored, named)
    lost = lost_names(named, stored.entries)
    return Reopened(plan, stored.plan, stored.clients, stored.scenarios, stored.made_on, changed, lost)


def _named(source: Source, stored: Stored) -> dict[str, Cells]:
    """The cells of the whole workbook by their names."""
    named: dict[str, Cells] = {}
    for sheet in source.sheets:
        named |= sheet.named
    return with_reasons(source, named) if stored.version == _BEFORE_NAMED_REASONS and named else named


def _taken_over(stored: Stored, named: Mapping[str, Cells]) -> tuple[Plan, tuple[Changed, ...]]:
    """The plan with every entry that was changed, as far as a plan can hold it."""
    if stored.clients is None:
        return stored.plan, ()
    entries = [entry for entry in stored.entries if entry.name in named]
    plan, changed = stored.plan, list[Changed]()
    for table, names in TABLES.items():
        before, now = written_rows(entries, table), current_rows(named, entries, table)
        exact = as_written(before, now, names[0])
        for choice in _choices(table, changes(before, now, names[0])):
            taken = _applied(plan, stored, choice, exact)
            plan = taken or plan
            changed += [Changed(change, taken is not None) for change in choice]
    return plan, tuple(changed)


def _choices(table: TableName, changed: Sequence[Change]) -> Iterator[list[Change]]:
    """The changes that make one choice of the plan: a setting, a column of the tiers, a whole other table."""
    if table in ("settings", "tiers"):
        by_name = sorted(changed, key=lambda change: TABLES[table].index(change.name))
        for _, together in groupby(by_name, key=lambda change: change.name):
            yield list(together)
    elif changed:
        yield list(changed)


def _applied(plan: Plan, stored: Stored, choice: Sequence[Change], now: Sequence[Row]) -> Plan | None:
    """The plan with one choice changed; None where no plan can hold it."""
    try:
        return _APPLY[_table_of(choice[0].name)](plan, stored, choice[0].name, now)
    except (ValueError, ArithmeticError, LookupError):
        return None


def _table_of(name: EntryName) -> TableName:
    return next(table for table, names in TABLES.items() if name in names)


def _setting(plan: Plan, stored: Stored, name: EntryName, now: Sequence[Row]) -> Plan:
    value = now[0].number_in(name)
    if name == "budget_hours":
        return replace(plan, budget_minutes=_whole(value * 60))
    parts = {"margin": FULL, "capacity": 100}
    return replace(plan, profit=_with_figure(plan.profit, name, _whole(value * parts.get(name, UNIT))))


def _tier_column(plan: Plan, stored: Stored, name: EntryName, now: Sequence[Row]) -> Plan:
    """A column of the table of tiers; the last tier has no threshold."""
    rows = now[:-1] if name == "thresholds" else now
    numbers = [row.number_in(name) for row in rows]
    if name == "thresholds":
        return _with_thresholds(plan, stored, numbers)
    if name == "budget_shares":
        if any(number < 0 for number in numbers):
            raise ValueError("negative share")
        return replace(plan, budget_shares=shares_from_percents([float(number) * 6 for number in numbers]))
    return replace(plan, profit=replace(plan.profit, tier_margins=tuple(_whole(n * FULL) for n in numbers)))


def _with_thresholds(plan: Plan, stored: Stored, thresholds: Sequence[Decimal]) -> Plan:
    assert stored.clients is not None
    # What she saw in Excel counts: there, the shares did not follow the thresholds.
    result = compute(stored.clients, stored.plan)
    shares = plan.budget_shares or (
        () if plan.budget_rule == "mix" and not plan.budget_mix else result.shares
    )
    ties = plan.keep_ties and not result.ties_parted
    return replace(plan, thresholds=tuple(thresholds), budget_shares=shares, keep_ties=ties)


def _hand(plan: Plan, stored: Stored, name: EntryName, now: Sequence[Row]) -> Plan:
    shown = {row.text("hand_clients") for row in written_rows(stored.entries, "hand")}
    assert stored.clients is not None
    tiers = [tier.name for tier in compute(stored.clients, stored.plan).tiers]
    return replace(plan, placed=placed_entered(plan.placed, shown, tiers, now))


def _services(plan: Plan, stored: Stored, name: EntryName, now: Sequence[Row]) -> Plan:
    return replace(plan, services=services_entered(plan.services, now))


def _people(plan: Plan, stored: Stored, name: EntryName, now: Sequence[Row]) -> Plan:
    return replace(plan, team=people_entered(plan.team, now, plan.profit))


_APPLY: dict[TableName, Callable[[Plan, Stored, EntryName, Sequence[Row]], Plan]] = {
    "settings": _setting,
    "tiers": _tier_column,
    "hand": _hand,
    "services": _services,
    "people": _people,
}


def _with_figure(settings: ProfitSettings, key: str, figure: int) -> ProfitSettings:
    """The settings with one figure changed. Raises KeyError and `PlanError`."""
    bounds_of(ProfitSettings, key)
    return replace(settings, **{key: figure})  # type: ignore[arg-type]


def _whole(value: Decimal) -> int:
    """The nearest whole number, halves away from zero as in Excel."""
    return int(value.to_integral_value(rounding=ROUND_HALF_UP))
