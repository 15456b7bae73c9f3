"""Tomorrow's large clients: who is heading up, and who of the large ones is fading."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.bounds import length_of
from lib.base.cache import once_per_list
from lib.clients.keys import key_of
from lib.clients.model import ClientList
from lib.clients.sales import MONTHS
from lib.plan.compute import PlanResult, compute
from lib.plan.placements import Placement
from lib.plan.plan import Plan
from lib.plan.potentials import Potentials, headroom, potentials
from lib.plan.result_cache import last_per_result
from lib.plan.tomorrow_settings import MOST_POTENTIAL
from lib.tomorrow.movement.movements import GROWING, LOST, NEW, SHRINKING, Movement, client_moves, movement
from lib.tomorrow.periods import Pair, Period, amounts_in, periods_before

PARTS = ("growth_part", "regularity", "recency", "range", "potential", "headroom")
"""What the score is the mean of; those that the list says nothing of are left out."""
REACH = 0.5
"""A client that would not bring this share of what the next tier begins with is on no way to it."""
DOUBLED = 1.0
"""Growth that is worth all points."""
_UNRATED = 0.5
"""Of a client that is new, or too small then for a rate: neither for nor against it."""
_WIDE = 0.9
"""Buying as many articles as the client at this quantile is worth all points."""
LATE = 2.0
"""A client is late when it has been silent for so many times its own usual interval."""
FEWEST_PURCHASES = 4
"""Days with a purchase from which a client has an interval of its own."""

Floats = npt.NDArray[np.float64]


@last_per_result
def candidates(result: PlanResult, pair: Pair, today: date) -> pd.DataFrame:
    """Clients below the first tier that are on their way up, or that the user has marked or pinned: those
    pinned, then the best first. On its way up is who is new or grows, gains ranks, and would bring with the
    same gain again at least `REACH` of what the tier above begins with.

    Columns: `place`, `client`, `number`, `key`, `tier` and `heading` (from 0: where the cuts put it, and
    where it will be if it gains the same again, one tier up at least), `then`, `now`, `gain`
    (ten-thousandths), `growth` (ratio, missing below the base that a rate needs), `rank_gain`, the parts of
    `PARTS` that are known (0–1), `score` (their mean × 100), `mark` (0–3), `pinned`. Those dismissed are
    left out.
    """
    clients = result.clients
    settings, settings_of_potential = result.plan.tomorrow, result.plan.potential
    moves = movement(result, pair)
    table = client_moves(result, pair)
    table = table[table["place"] < clients.count].drop(columns=["tier_then", "tier_now"])
    places = table["place"].to_numpy()
    table["key"] = [
        key_of(client, number) for client, number in zip(table["client"], table["number"], strict=True)
    ]
    table["tier"] = np.searchsorted(np.asarray(result.cuts), places + 1)
    marks = dict(settings.potentials)
    table["mark"] = table["key"].map(marks).fillna(0).astype(np.int64)
    table["pinned"] = table["key"].isin(settings.pinned)
    table["gain"] = table["now"] - table["then"]
    rising = np.isin(moves.status[places], [GROWING, NEW]) & _climbs(result, table)
    wanted = (rising | (table["mark"] > 0) | table["pinned"]) & (table["tier"] > 0)
    table = table[wanted & ~table["key"].isin(settings.dismissed)].copy()
    table["heading"] = _heading(result, table)
    for name, part in _parts(clients, pair, today).items():
        table[name] = part[table["place"].to_numpy()]
    table["growth_part"] = np.clip(table["growth"].fillna(_UNRATED * DOUBLED) / DOUBLED, 0, 1)
    if marks:
        table["potential"] = table["mark"] / MOST_POTENTIAL
    if (known := potentials(clients, settings_of_potential)).known.any():
        table["headroom"] = _headroom_part(result, table, known)
    table["score"] = table[parts_of(table)].mean(axis=1) * 100
    best: pd.DataFrame = table.sort_values(["pinned", "score", "now"], ascending=False, kind="stable")
    return best.reset_index(drop=True)


def _headroom_part(result: PlanResult, table: pd.DataFrame, known: Potentials) -> Floats:
    """How much of the way to the tier above a client's headroom would cover, at most all of it; missing where
    its potential is not known."""
    places = table["place"].to_numpy()
    entries = np.array([0, *(boundary.above for boundary in result.boundaries)], dtype=np.float64)
    way = entries[table["tier"].to_numpy()] - result.clients.revenue[places]
    room = headroom(known.amounts, result.clients.revenue)[places]
    covered = np.clip(room / np.maximum(way, 1.0), 0, 1)
    part: Floats = np.where(known.known[places], covered, np.nan)
    return part


def parts_of(table: pd.DataFrame) -> list[str]:
    """The columns that the score of these candidates is the mean of."""
    return [name for name in PARTS if name in table]


def _next_year(result: PlanResult, table: pd.DataFrame) -> Floats:
    """The revenue of the list and the same gain again."""
    now, gain = (table[name].to_numpy(dtype=np.float64) for name in ("now", "gain"))
    grown: Floats = result.clients.revenue[table["place"].to_numpy()] * (
        1 + np.maximum(gain, 0) / np.maximum(now, 1)
    )
    return grown


def _climbs(result: PlanResult, table: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether each client, which may be of the first tier, gains ranks or is new, and comes near the tier
    above."""
    entries = np.array([0, *(boundary.above for boundary in result.boundaries)], dtype=np.float64)
    near = _next_year(result, table) >= REACH * entries[table["tier"].to_numpy()]
    climbs: npt.NDArray[np.bool_] = near & ~(table["rank_gain"] <= 0).to_numpy()
    return climbs


def _heading(result: PlanResult, table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """The tier that the cuts would give to the revenue of the list and the same gain again."""
    smallest = [boundary.above for boundary in result.boundaries]
    reached = np.searchsorted(-np.asarray(smallest, dtype=np.float64), -_next_year(result, table))
    one_up = table["tier"].to_numpy(dtype=np.int64) - 1
    heading: npt.NDArray[np.int64] = np.maximum(np.minimum(reached, one_up), 0)
    return heading


@once_per_list
def _parts(clients: ClientList, pair: Pair, today: date) -> dict[str, Floats]:
    """Regularity, recency and range of every client (0–1), as far as the list knows them."""
    sales = clients.sales
    assert sales is not None
    everybody = clients.count + len(clients.set_apart)
    parts: dict[str, Floats] = {}
    history = periods_before(clients, pair, today)
    grain = MONTHS[sales.grain] or 1
    if pair.now.months > grain:
        inner = [
            Period(first, grain) for first in range(pair.now.first, pair.now.first + pair.now.months, grain)
        ]
        parts["regularity"] = _share_of(clients, inner)
    elif len(history) > 2:
        parts["regularity"] = _share_of(clients, list(history))
    if sales.grain in ("day", "month"):
        last = _last_days(clients, pair)
        end = np.datetime64(pair.now.back(-pair.now.months).start, "D")
        days = (end - np.datetime64(pair.now.start, "D")).astype(int)
        silent = (end - last).astype(np.float64)
        parts["recency"] = np.clip(1 - np.where(np.isnat(last), days, silent) / days, 0, 1)
    if sales.articles is not None and sales.range_size > 1:
        bought = sales.articles.astype(np.float64)
        many = float(np.quantile(bought[bought > 0], _WIDE)) if (bought > 0).any() else 1.0
        parts["range"] = np.zeros(everybody)
        parts["range"][: len(bought)] = np.clip(bought / max(many, 1.0), 0, 1)
    return parts


def _share_of(clients: ClientList, periods: list[Period]) -> Floats:
    """In which share of the periods each client has bought."""
    bought = [amounts_in(clients, period) > 0 for period in periods]
    share: Floats = np.mean(bought, axis=0, dtype=np.float64)
    return share


def _last_days(clients: ClientList, pair: Pair) -> npt.NDArray[np.datetime64]:
    """The day of each client's last purchase up to the end of the later period; no time without one."""
    sales = clients.sales
    assert sales is not None
    end = np.datetime64(pair.now.back(-pair.now.months).start, "D")
    last = np.full(clients.count + len(clients.set_apart), np.datetime64("NaT"), dtype="datetime64[D]")
    bought = (sales.amount > 0) & (sales.day < end)
    last[sales.client[bought]] = sales.day[bought]  # sorted by day: the last one stays
    return last


@last_per_result
def fading(result: PlanResult, pair: Pair, today: date) -> pd.DataFrame:
    """Clients of the upper half of the tiers, then or now, that are smaller than they were or later than
    their own rhythm; those with most at stake first.

    Columns: `place`, `client`, `number`, `tier` (from 0, the higher of the two), `then`, `now`, `change`
    (ten-thousandths), `smaller`, `late` (whether), `silent` and `rhythm` (days; missing without a rhythm).
    """
    clients = result.clients
    moves = movement(result, pair)
    table = client_moves(result, pair)
    places = table["place"].to_numpy()
    table["tier"] = _higher(moves)[places]
    upper = table["tier"] < max(1, moves.tiers // 2)
    table["smaller"] = np.isin(moves.status[places], [SHRINKING, LOST])
    rhythm, silent = _rhythms(clients, today)
    table["rhythm"], table["silent"] = rhythm[places], silent[places]
    table["late"] = table["silent"] > LATE * table["rhythm"]
    table = table[upper & (table["smaller"] | table["late"])].copy()
    stake = np.where(table["smaller"], table["then"] - table["now"], table["now"])
    return table.iloc[np.argsort(-stake, kind="stable")].reset_index(drop=True)


def _higher(moves: Movement) -> npt.NDArray[np.int64]:
    """The higher of the two tiers of each client; below all where it is in neither period."""
    beyond = moves.tiers
    then, now = (np.where(tiers < 0, beyond, tiers) for tiers in (moves.tier_then, moves.tier_now))
    return np.minimum(then, now).astype(np.int64)


@once_per_list
def _rhythms(clients: ClientList, today: date) -> tuple[Floats, Floats]:
    """The usual days between two purchases of each client (the median), and the days since the last one up to
    the end of the list; not a number where the list does not tell."""
    sales = clients.sales
    assert sales is not None
    everybody = clients.count + len(clients.set_apart)
    rhythm, silent = np.full(everybody, np.nan), np.full(everybody, np.nan)
    known = (sales.amount > 0) & (sales.day <= np.datetime64(today, "D"))
    if sales.grain != "day" or not known.any():
        return rhythm, silent
    client, day = sales.client[known].astype(np.int64), sales.day[known].astype(np.int64)
    gaps = pd.Series(np.diff(day)[np.diff(client) == 0])
    owners = client[1:][np.diff(client) == 0]
    middle = gaps.groupby(owners).agg(["median", "size"])
    enough = middle[middle["size"] >= FEWEST_PURCHASES - 1]
    rhythm[enough.index.to_numpy()] = enough["median"]
    last = np.full(everybody, -1, dtype=np.int64)
    last[client] = day
    silent[last >= 0] = (day.max() - last[last >= 0]).astype(np.float64)
    return rhythm, silent


def pin(plan: Plan, key: str, tier: int, reason: str) -> Plan:
    """The plan in which a client gets the service of the tier that it is heading for: it is placed there by
    hand. Raises PlanError when too many are placed."""
    tomorrow = plan.tomorrow
    others = tuple(placement for placement in plan.placed if placement.client != key)
    return replace(
        plan,
        placed=(*others, Placement(key, tier, reason)),
        tomorrow=replace(
            tomorrow,
            pinned=(*(pinned for pinned in tomorrow.pinned if pinned != key), key),
            dismissed=tuple(dismissed for dismissed in tomorrow.dismissed if dismissed != key),
        ),
    )


def unpin(plan: Plan, key: str) -> Plan:
    """The plan without that: the cuts decide again."""
    pinned = tuple(client for client in plan.tomorrow.pinned if client != key)
    placed = tuple(placement for placement in plan.placed if placement.client != key)
    return replace(plan, placed=placed, tomorrow=replace(plan.tomorrow, pinned=pinned))


def dismiss(plan: Plan, key: str) -> Plan:
    """The plan that does not name this client among the candidates any more."""
    plan = unpin(plan, key) if key in plan.tomorrow.pinned else plan
    dismissed = (*(client for client in plan.tomorrow.dismissed if client != key), key)
    return replace(plan, tomorrow=replace(plan.tomorrow, dismissed=dismissed))


def recall(plan: Plan) -> Plan:
    """The plan in which nobody is dismissed."""
    return replace(plan, tomorrow=replace(plan.tomorrow, dismissed=()))


def mark(plan: Plan, key: str, potential: int) -> Plan:
    """The plan with the user's own mark of a client's potential; 0 takes it away."""
    others = tuple(marked for marked in plan.tomorrow.potentials if marked[0] != key)
    marks = (*others, (key, potential)) if potential else others
    return replace(plan, tomorrow=replace(plan.tomorrow, potentials=marks))


def can_pin(plan: Plan) -> bool:
    """Whether one more client can be placed by hand."""
    return len(plan.placed) < length_of(Plan, "placed").most


@dataclass(frozen=True)
class PinCost:
    """What the pinned clients change for one tier: its clients, and the minutes a year for each, without them
    and with them."""

    tier: int
    clients_before: int
    clients_after: int
    minutes_before: float
    minutes_after: float


def cost_of_pins(result: PlanResult) -> tuple[PinCost, ...]:
    """The tiers whose clients get more or less time because of the pinned ones."""
    clients = result.clients
    pinned = set(result.plan.tomorrow.pinned)
    if not pinned:
        return ()
    without = replace(
        result.plan,
        placed=tuple(placement for placement in result.plan.placed if placement.client not in pinned),
    )
    before = compute(clients, without)
    return tuple(
        PinCost(tier, old.clients, new.clients, old.minutes_per_client, new.minutes_per_client)
        for tier, (old, new) in enumerate(zip(before.tiers, result.tiers, strict=True))
        if old.clients != new.clients
    )
