"""An exported workbook that comes back: the plan, its client list, and what was changed in Excel.

It is read from the sheets that the reading process has parsed, like any stranger's file.
"""

import json
import math
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from lib.base.bounds import bounds_of
from lib.base.money import UNIT
from lib.clients.model import ClientList
from lib.excel.book import KEYS, Entry
from lib.exports.stored import SHEET, SIGN, NotOursError, Stored, unpacked
from lib.plan.budgets import shares_from_percents
from lib.plan.compare import Scenario
from lib.plan.compute import compute
from lib.plan.errors import PlanError
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.plan_json import from_json
from lib.plan.profit_settings import FULL, ProfitSettings
from lib.reading.source import Source

_MOST_ROWS = 5_000
"""Entries lie on short sheets; longer ones are not searched for them."""
_NOISE = 1e-8
"""The reading process writes a number with nine decimals."""
_OLD_PLAN = '{"version": 1'
"""How the plan begins in a workbook of version 1."""


@dataclass(frozen=True)
class Changed:
    """An entry that was changed in Excel. `after` is as it was typed."""

    key: str
    column: int
    before: float | str
    after: str
    taken: bool
    """Whether the plan could take it over."""


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


def reopened(source: Source) -> Reopened | None:
    """The plan that a workbook holds; None for a workbook that is not ours.

    Raises `NotOursError` for one of ours that is damaged or was made by a newer version.
    """
    stored = _stored(source)
    if stored is None:
        return None
    plan, changes = _taken_over(stored, _found(source, stored))
    return Reopened(plan, stored.plan, stored.clients, stored.scenarios, stored.made_on, changes)


def _stored(source: Source) -> Stored | None:
    for sheet in source.sheets:
        if sheet.hidden and sheet.name.startswith(SHEET):
            texts = [text for row in sheet.rows_of_text() for text in row[:1]]
            if texts[:1] == [SIGN]:
                return unpacked(texts)
    return _older(source)


def _older(source: Source) -> Stored | None:
    """Version 1: the plan as JSON in a cell."""
    for sheet in source.sheets:
        if sheet.cells.num_rows <= _MOST_ROWS:
            for text in (text for row in sheet.rows_of_text() for text in row if text.startswith(_OLD_PLAN)):
                try:
                    return Stored(from_json(json.loads(text)))
                except (PlanError, ValueError) as error:
                    raise NotOursError("damaged") from error
    return None


def _found(source: Source, stored: Stored) -> dict[tuple[str, int], str]:
    """What the entries hold now, by key and column; rows may have been moved."""
    keys = {entry.key for entry in stored.entries}
    columns: dict[str, list[int]] = {key: [] for key in keys}
    for entry in stored.entries:
        columns[entry.key].append(entry.column)
    found: dict[tuple[str, int], str] = {}
    for sheet in source.sheets:
        if sheet.hidden or sheet.cells.num_rows > _MOST_ROWS:
            continue
        for row in sheet.rows_of_text():
            place = next((place for place, text in enumerate(row) if text in keys), None)
            if place is None:
                continue
            for column in columns[row[place]]:
                at = place - KEYS + column
                found.setdefault((row[place], column), row[at] if 0 <= at < len(row) else "")
    return found


def _taken_over(stored: Stored, found: dict[tuple[str, int], str]) -> tuple[Plan, tuple[Changed, ...]]:
    """The plan with every entry that was changed, as far as a plan can hold it."""
    changed = [
        entry
        for entry in stored.entries
        if (entry.key, entry.column) in found and not _same(entry.value, found[entry.key, entry.column])
    ]
    if not changed or stored.clients is None:
        return stored.plan, ()
    plan = stored.plan
    taken: dict[tuple[str, int], bool] = {}
    for group in ("tier_", "hand_", ""):
        own = [entry for entry in changed if _group(entry) == group]
        for part in _together(own, group):
            try:
                plan = _applied(plan, stored, part, found)
                fine = True
            except (ValueError, ArithmeticError, KeyError):
                fine = False
            taken |= {(entry.key, entry.column): fine for entry in part}
    return plan, tuple(
        Changed(
            entry.key,
            entry.column,
            entry.value,
            found[entry.key, entry.column],
            taken[entry.key, entry.column],
        )
        for entry in changed
    )


def _group(entry: Entry) -> str:
    return next((start for start in ("tier_", "hand_") if entry.key.startswith(start)), "")


def _together(entries: list[Entry], group: str) -> list[list[Entry]]:
    """The entries that make one choice of the plan: a column of the tiers, all clients placed by hand."""
    if group == "hand_":
        return [entries] if entries else []
    if group == "tier_":
        return [own for column in (1, 2, 3) if (own := [one for one in entries if one.column == column])]
    return [[entry] for entry in entries]


def _same(before: float | str, now: str) -> bool:
    if isinstance(before, str):
        return before == now
    try:
        return math.isclose(before, float(now), rel_tol=1e-12, abs_tol=_NOISE)
    except ValueError:
        return False


def _applied(plan: Plan, stored: Stored, part: list[Entry], found: dict[tuple[str, int], str]) -> Plan:
    """The plan with one choice changed. Raises what a plan raises, and ValueError for what is no number."""
    key, column = part[0].key, part[0].column
    if key.startswith("hand_"):
        return replace(plan, placed=_placed(plan, stored, found))
    if key.startswith("tier_"):
        entries = [one for one in stored.entries if one.key.startswith("tier_") and one.column == column]
        values = [_value(one, found.get((one.key, column))) for one in entries]
        return _tiers_applied(plan, stored, column, values)
    value = Decimal(str(float(found[key, column])))
    if key == "budget_hours":
        return replace(plan, budget_minutes=_whole(value * 60))
    parts = {"margin": FULL, "capacity": 100}
    return replace(plan, profit=_with_figure(plan.profit, key, _whole(value * parts.get(key, UNIT))))


def _with_figure(settings: ProfitSettings, key: str, figure: int) -> ProfitSettings:
    """The settings with one figure changed. Raises KeyError and `PlanError`."""
    bounds_of(ProfitSettings, key)
    return replace(settings, **{key: figure})  # type: ignore[arg-type]


def _whole(value: Decimal) -> int:
    """The nearest whole number, halves away from zero as in Excel."""
    return int(value.to_integral_value(rounding=ROUND_HALF_UP))


def _value(entry: Entry, now: str | None) -> Decimal:
    """What an entry holds: as it was written, unless it was changed. Raises ValueError."""
    unchanged = now is None or _same(entry.value, now)
    return Decimal(str(float(entry.value if unchanged or now is None else now)))


def _tiers_applied(plan: Plan, stored: Stored, column: int, numbers: list[Decimal]) -> Plan:
    if column == 1:
        assert stored.clients is not None
        # What she saw in Excel counts: there, the shares did not follow the thresholds.
        result = compute(stored.clients, stored.plan)
        shares = plan.budget_shares or (
            () if plan.budget_rule == "mix" and not plan.budget_mix else result.shares
        )
        ties = plan.keep_ties and not result.ties_parted
        return replace(plan, thresholds=tuple(numbers), budget_shares=shares, keep_ties=ties)
    if column == 2:
        if any(number < 0 for number in numbers):
            raise ValueError("negative share")
        return replace(plan, budget_shares=shares_from_percents([float(number) * 6 for number in numbers]))
    return replace(plan, profit=replace(plan.profit, tier_margins=tuple(_whole(n * FULL) for n in numbers)))


def _placed(plan: Plan, stored: Stored, found: dict[tuple[str, int], str]) -> tuple[Placement, ...]:
    """The table of clients placed by hand as it stands now; placements that were not in it are kept."""
    assert stored.clients is not None
    result = compute(stored.clients, stored.plan)
    names = [tier.name for tier in result.tiers]
    rows = sorted({entry.key for entry in stored.entries if entry.key.startswith("hand_")}, key=_number)
    before = {one.client: one for one in plan.placed}
    shown = {entry.value for entry in stored.entries if entry.key.startswith("hand_") and entry.column == 0}
    placed = [one for one in plan.placed if one.client not in shown]
    for row in rows:
        client, tier, reason = (found.get((row, column), "").strip() for column in (0, 1, 2))
        if not client or not tier:
            continue
        one = Placement(client, names.index(tier), reason)
        old = before.get(client)
        same = old is not None and min(old.tier, len(names) - 1) == one.tier
        placed.append(replace(old, reason=reason) if same and old else one)
    return tuple(placed)


def _number(key: str) -> int:
    return int(key.removeprefix("hand_"))
