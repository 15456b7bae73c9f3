"""An exported workbook that comes back: the plan, its client list, and what was changed in Excel.

It is made of what the reading process has parsed and unpacked, like any stranger's file.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Literal

from lib.base.bounds import bounds_of
from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.excel.entries import Entry, EntryName
from lib.exports.entered import (
    TABLES,
    Change,
    Row,
    TableName,
    about_tiers,
    as_written,
    changes,
    current_rows,
    lost_names,
    recalculated,
    without,
    written_rows,
)
from lib.exports.entered_tables import people_entered, placed_entered, services_entered
from lib.exports.list_back import Difference, client_rows, differences, responsible_changes
from lib.exports.stored import Stored, unpacked
from lib.exports.version_2 import with_reasons
from lib.parsing.sheets import Cells
from lib.plan.budgets import shares_from_percents
from lib.plan.compare import Scenario
from lib.plan.compute import compute
from lib.plan.cuts import METHODS, MOST_TIERS, Method
from lib.plan.moves import start_again
from lib.plan.plan import Plan
from lib.plan.profit_settings import FULL, ProfitSettings
from lib.plan.services import ONCE
from lib.reading.source import Source
from lib.texts import LANGUAGES, Texts
from lib.tiers.sheets.choices import entered_shares
from lib.tiers.sheets.threshold_formulas import entered_thresholds, keeps_ties, threshold_written

_MOST_TRIED = 100
"""Changes of one table that are tried one by one."""
_BEFORE_NAMED_REASONS = 2
"""The version that named its entries, except the reasons of clients placed by hand."""


Fate = Literal["taken", "refused", "impossible"]
"""What became of a change: the plan has it; the person does not want it; no plan can hold it."""


@dataclass(frozen=True)
class Changed:
    """An entry that was changed in Excel, and what became of it."""

    change: Change
    fate: Fate

    @property
    def taken(self) -> bool:
        """Whether the plan has it."""
        return self.fate == "taken"


@dataclass(frozen=True, eq=False)
class Back:
    """What came back: the plan as it was exported, and the cells as they are now."""

    stored: Stored
    named: Mapping[str, Cells]
    given: tuple[Change, ...]
    """Clients that were given to somebody else on their sheet."""
    differences: tuple[Difference, ...]
    list_lost: bool


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
    differences: tuple[Difference, ...] = ()
    """Where the sheet of the clients differs from the list, which stays what it was."""
    list_lost: bool = False
    """Whether the sheet of the clients was not found."""
    back: Back | None = field(default=None, repr=False)
    """To take other changes over."""


def reopened(source: Source) -> Reopened | None:
    """The plan that a workbook holds; None for a workbook that is not ours.

    Raises `NotOursError` for one of ours that is damaged or was made by a newer version.
    """
    if source.stored is None:
        return None
    stored = unpacked(source.stored)
    return _reopened(_back(source, stored), frozenset())


def _back(source: Source, stored: Stored) -> Back:
    named, clients = _named(source, stored), stored.clients
    rows = client_rows(source) if clients is not None else None
    if clients is None or rows is None:
        return Back(stored, named, (), (), list_lost=clients is not None)
    given, differ = responsible_changes(rows, stored.counted), differences(rows, stored.counted)
    return Back(stored, named, tuple(given), tuple(differ), list_lost=False)


def with_refused(opened: Reopened, refused: Collection[Change]) -> Reopened:
    """The same without some of the changes."""
    return opened if opened.back is None else _reopened(opened.back, frozenset(refused))


def _reopened(back: Back, refused: frozenset[Change]) -> Reopened:
    stored = back.stored
    plan, changed = _taken_over(back, refused)
    return Reopened(
        plan=plan,
        before=stored.plan,
        clients=stored.clients,
        scenarios=stored.scenarios,
        made_on=stored.made_on,
        changes=changed,
        lost=lost_names(back.named, stored.entries),
        differences=back.differences,
        list_lost=back.list_lost,
        back=back,
    )


def _named(source: Source, stored: Stored) -> dict[str, Cells]:
    """The cells of the whole workbook by their names."""
    named: dict[str, Cells] = {}
    for sheet in source.sheets:
        named |= sheet.named
    return with_reasons(source, named) if stored.version == _BEFORE_NAMED_REASONS and named else named


def _taken_over(back: Back, refused: frozenset[Change]) -> tuple[Plan, tuple[Changed, ...]]:
    """The plan with every entry that was changed, as far as a plan can hold it and the person wants it."""
    stored, named = back.stored, back.named
    if stored.clients is None:
        return stored.plan, ()
    entries = [entry for entry in stored.entries if entry.name in named]
    plan, in_excel, changed = _with_other_tiers(stored, named, entries, refused)
    based = replace(stored, plan=plan)
    tiers = len(compute(stored.clients, plan).tiers)
    for table, names in TABLES.items():
        before, now = _rows(
            table,
            named,
            (entries, entries_with(stored, entries, in_excel)),
            entries_with(stored, entries, plan),
        )
        before, now = about_tiers(before, table, tiers), about_tiers(now, table, tiers)
        for choice in _choices(table, changes(before, now, names[0])):
            plan, fates = _chosen(plan, based, choice, (before, now), refused)
            changed += [Changed(change, fates[change]) for change in choice]
    for change in back.given:
        given = None if change in refused else _given(plan, stored.counted, change)
        plan = given or plan
        fate: Fate = "refused" if change in refused else "taken" if given else "impossible"
        changed.append(Changed(change, fate))
    return plan, tuple(changed)


def _rows(
    table: TableName,
    named: Mapping[str, Cells],
    known: tuple[Sequence[Entry], Sequence[Entry]],
    wanted: Sequence[Entry],
) -> tuple[list[Row], list[Row]]:
    """The rows of a table before and now; `known` are the entries as they were written, and with the tiers
    that were chosen in Excel, `wanted` those with the tiers that are taken over."""
    written, calculated, before = (written_rows(entries, table) for entries in (*known, wanted))
    now = current_rows(named, known[1], table)
    return before, recalculated(now, written, calculated, before)


def _with_other_tiers(
    stored: Stored, named: Mapping[str, Cells], entries: Sequence[Entry], refused: frozenset[Change]
) -> tuple[Plan, Plan, list[Changed]]:
    """The plan with the method and the number of tiers as far as they are wanted, the one with those that
    were chosen in Excel, and what became of the two."""
    before, now = written_rows(entries, "settings"), current_rows(named, entries, "settings")
    plan = in_excel = stored.plan
    changed = []
    for change in changes(before, now, "tier_method"):
        if change.name in _OTHER_TIERS:
            other = _other_tiers(in_excel, change)
            fate: Fate = "impossible" if other is None else "refused" if change in refused else "taken"
            in_excel = other or in_excel
            if fate == "taken":
                plan = _other_tiers(plan, change) or plan
            changed.append(Changed(change, fate))
    return plan, in_excel, changed


_OTHER_TIERS: tuple[EntryName, ...] = ("tier_method", "tier_count")
_METHODS: dict[str, Method] = {
    Texts(language)(f"method.{method}").casefold(): method for language in LANGUAGES for method in METHODS
}


def _other_tiers(plan: Plan, change: Change) -> Plan | None:
    """The plan cut anew; None for a method that nobody knows, or a number that no plan can have."""
    try:
        if change.name == "tier_method":
            return start_again(plan, method=_METHODS[str(change.after).strip().casefold()])
        count = float(change.after)
        return start_again(plan, tier_count=int(count)) if count.is_integer() else None
    except (ValueError, OverflowError, KeyError):
        return None


def entries_with(stored: Stored, entries: Sequence[Entry], plan: Plan) -> Sequence[Entry]:
    """The entries as formulas give them with the method and the number of tiers of another plan."""
    if plan == stored.plan or stored.clients is None:
        return entries
    result = compute(stored.clients, plan)
    thresholds, shares = entered_thresholds(result), entered_shares(result)
    services = stored.plan.services.for_tiers(len(result.tiers)).services

    def value(entry: Entry) -> float | str:
        match entry.name:
            case "thresholds":
                return threshold_written(thresholds, entry.row)
            case "budget_shares":
                return shares[entry.row]
            case "service_times":
                times = services[entry.row].times
                return times[entry.column] / ONCE if entry.column < len(times) else 0.0
            case "service_automated":
                parts = services[entry.row].automated
                return parts[entry.column] / 100 if entry.column < len(parts) else 0.0
        return entry.value

    return [replace(entry, value=value(entry)) for entry in entries]


def _chosen(
    plan: Plan,
    stored: Stored,
    choice: Sequence[Change],
    rows: tuple[Sequence[Row], Sequence[Row]],
    refused: frozenset[Change],
) -> tuple[Plan, dict[Change, Fate]]:
    """The plan with a choice, and what became of each of its changes. Where no plan can have all that is
    wanted, it has those that it can have together; where rows came or went, it is all or none."""
    (before, now), key = rows, TABLES[_table_of(choice[0].name)][0]
    as_a_whole = len(before) != len(now)
    wanted = [change for change in choice if change not in refused]
    if as_a_whole and len(wanted) < len(choice):
        wanted = []

    def with_only(kept: Sequence[Change]) -> Plan | None:
        others = [change for change in choice if change not in kept]
        return _applied(plan, stored, kept, as_written(before, without(now, others), key)) if kept else plan

    possible = wanted
    if with_only(wanted) is None:
        possible = []
        for change in wanted[: 0 if as_a_whole else _MOST_TRIED]:
            if with_only([*possible, change]) is not None:
                possible.append(change)
    fates: dict[Change, Fate] = dict.fromkeys(choice, "refused")
    for change in wanted:
        fates[change] = "taken" if change in possible else "impossible"
    return with_only(possible) or plan, fates


def _given(plan: Plan, clients: ClientList, change: Change) -> Plan | None:
    """The plan with a client given to somebody by hand; None where nobody has that name."""
    names = {person.name.casefold(): person.name for person in plan.team.people}
    name = names.get(str(change.after).casefold())
    if name is None:
        return None
    client, number = clients.ranked[["client", "number"]].iloc[change.row - 1]
    others = tuple(given for given in plan.team.by_hand if given[:2] != (client, number))
    return replace(plan, team=replace(plan.team, by_hand=(*others, (client, number, name))))


def _choices(table: TableName, changed: Sequence[Change]) -> Iterator[list[Change]]:
    """The changes that make one choice of the plan: a setting, a column of the tiers, a whole other table."""
    if table in ("settings", "tiers"):
        rest = [change for change in changed if change.name not in _OTHER_TIERS]
        by_name = sorted(rest, key=lambda change: TABLES[table].index(change.name))
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
    if name == "tier_names":
        return replace(plan, tier_names=_names(stored.plan, [row.text(name) for row in now]))
    rows = now[:-1] if name == "thresholds" else now
    numbers = [row.number_in(name) for row in rows]
    if name == "thresholds":
        return _with_thresholds(plan, stored, numbers)
    if name == "budget_shares":
        if any(number < 0 for number in numbers):
            raise ValueError("negative share")
        return replace(plan, budget_shares=shares_from_percents([float(number) * 6 for number in numbers]))
    margins = (*(_whole(number * FULL) for number in numbers), *plan.profit.tier_margins[len(numbers) :])
    return replace(plan, profit=replace(plan.profit, tier_margins=margins))


def _names(before: Plan, shown: Sequence[str]) -> tuple[str, ...]:
    """The names of the tiers; a letter that stayed is no name. Raises ValueError for an empty one."""
    if not all(shown):
        raise ValueError("no name")
    unnamed = replace(before, tier_names=())
    kept = [name if name != unnamed.tier_name(index) else "" for index, name in enumerate(shown)]
    return (*kept, *before.tier_names[len(shown) :])


def _with_thresholds(plan: Plan, stored: Stored, thresholds: Sequence[Decimal]) -> Plan:
    assert stored.clients is not None
    # What she saw in Excel counts: there, the shares did not follow the thresholds.
    result = compute(stored.clients, stored.plan)
    shares = plan.budget_shares or (
        () if plan.budget_rule == "mix" and not plan.budget_mix else result.shares
    )
    ties = plan.keep_ties and keeps_ties(result) and not result.ties_parted
    return replace(plan, thresholds=tuple(thresholds), budget_shares=shares, keep_ties=ties)


def _hand(plan: Plan, stored: Stored, name: EntryName, now: Sequence[Row]) -> Plan:
    shown = {row.text("hand_clients") for row in written_rows(stored.entries, "hand")}
    assert stored.clients is not None
    count = len(compute(stored.clients, stored.plan).tiers)
    # A tier that was renamed is also known by the name that it had on the day of the export.
    tiers = {each.tier_name(tier): tier for each in (stored.plan, plan) for tier in range(MOST_TIERS)}
    return replace(plan, placed=placed_entered(plan.placed, shown, (tiers, count - 1), now))


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
