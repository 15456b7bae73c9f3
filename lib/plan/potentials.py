"""What clients could buy from a firm like ours in a year: potential, class, headroom, and who is a prospect.

The *matrice ABC croisée* of French sales training crosses the tiers with three classes of potential. They are
the equal slices of all potential that is known, that of prospects included, cut by the rule that cuts the
tiers; a mark that somebody gave goes before that. Of a client of whom nothing is known nothing is made up: it
is in a class of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.bounds import length_of
from lib.base.cache import last_per_list
from lib.base.money import LIMIT, Amounts
from lib.clients.keys import key_of
from lib.clients.model import ClientList, client_list, everybody
from lib.plan.cuts import equal_slices
from lib.plan.potential_settings import CLASSES, PotentialMark, PotentialSettings, TypedPotential

UNKNOWN_AMOUNT = -1
"""Stands for a potential, or a number of employees, that nobody has told."""
UNKNOWN_CLASS = len(CLASSES)
"""The class of clients of whom nothing is known; the others are 0, 1, 2."""
Classes = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Potentials:
    """What is known of the clients, by rank − 1, and who could become one."""

    amounts: Amounts
    """Ten-thousandths; `UNKNOWN_AMOUNT` where nobody has told."""
    classes: Classes
    """0, 1, 2 for A', B', C'; `UNKNOWN_CLASS`."""
    prospects: pd.DataFrame
    """Columns: `client`, `number`, `amount`, `potential_class`, `typed` (whether it is on no list); the
    largest potential first."""

    @property
    def any(self) -> bool:
        """Whether anything is known of anybody."""
        return bool((self.classes != UNKNOWN_CLASS).any() or len(self.prospects))

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Of whom an amount is known."""
        return np.asarray(self.amounts != UNKNOWN_AMOUNT, dtype=np.bool_)


def headroom(amounts: Amounts, revenue: Amounts) -> Amounts:
    """What clients could buy beyond what they buy; nothing where that is not known, or less."""
    return np.asarray(np.maximum(amounts - revenue, 0), dtype=np.int64)


@last_per_list
def potentials(clients: ClientList, settings: PotentialSettings) -> Potentials:
    """What the file and the settings say of every client together."""
    known = _of_everybody(clients, settings)
    amounts, apart = known.amounts[: clients.count], known.after(clients.count)
    prospects = _prospects(clients.set_apart, settings, apart)
    amounts_of_all = np.concatenate((amounts, prospects["amount"].to_numpy(dtype=np.int64)))
    given = [*known.marks[: clients.count], *prospects["mark"]]
    classes = _classes(amounts_of_all, given, clients)
    prospects = prospects.assign(potential_class=classes[clients.count :])
    by_size = np.lexsort((prospects["amount"].to_numpy() * -1, prospects["potential_class"].to_numpy()))
    return Potentials(
        amounts=amounts,
        classes=classes[: clients.count],
        prospects=prospects.iloc[by_size].drop(columns="mark").reset_index(drop=True),
    )


class _Known(NamedTuple):
    """Amounts (`UNKNOWN_AMOUNT` where nobody has told) and marks, a row a client."""

    amounts: Amounts
    marks: list[PotentialMark | None]

    def after(self, count: int) -> "_Known":
        """Those of all rows but the first ones."""
        return _Known(self.amounts[count:], self.marks[count:])


@last_per_list
def _of_everybody(clients: ClientList, settings: PotentialSettings) -> _Known:
    """What is known of the clients of a list, ranked ones first. A group could buy what its members could
    together, and has the highest of their marks; what was typed for the group itself goes before that."""
    typed = {said.client: said for said in settings.typed}
    if clients.made_from is None:
        return _by_itself(clients, settings.per_head, typed)
    known = _together(_of_everybody(clients.made_from.whole, settings), clients)
    return _as_typed(known, everybody(clients), typed)


def _by_itself(clients: ClientList, per_head: int, typed: Mapping[str, TypedPotential]) -> _Known:
    """What a list says of its own clients, ranked ones first."""
    ranked, apart = (_known(part, per_head, typed) for part in (clients.ranked, clients.set_apart))
    return _Known(np.concatenate((ranked.amounts, apart.amounts)), ranked.marks + apart.marks)


def typed_of_groups(clients: ClientList, settings: PotentialSettings) -> tuple[TypedPotential, ...]:
    """What has to be typed, beside what is typed for them, for the clients of a list to have the potential
    that their members give them, where the list goes without these."""
    if clients.made_from is None:
        return ()
    typed, named = {said.client: said for said in settings.typed}, everybody(clients)
    known, alone = _of_everybody(clients, settings), _by_itself(clients, settings.per_head, typed)
    rows = zip(
        map(key_of, named["client"], named["number"]),
        zip(known.amounts.tolist(), known.marks, strict=True),
        zip(alone.amounts.tolist(), alone.marks, strict=True),
        strict=True,
    )
    differ = [(key, told_of) for key, told_of, says in rows if told_of != says and key not in typed]
    room = length_of(PotentialSettings, "typed").most - len(typed)
    return tuple(
        TypedPotential(key, None if amount == UNKNOWN_AMOUNT else amount, mark)
        for key, (amount, mark) in dict(differ[:room]).items()
    )


def _together(members: _Known, clients: ClientList) -> _Known:
    """What is known of the members of each client of a list that was made from another."""
    assert clients.made_from is not None
    places, count = clients.made_from.places, clients.count + len(clients.set_apart)
    told = (places >= 0) & (members.amounts != UNKNOWN_AMOUNT)
    amounts = np.zeros(count, dtype=np.int64)
    np.add.at(amounts, places[told], members.amounts[told])
    nothing = np.ones(count, dtype=np.bool_)
    nothing[places[told]] = False
    amounts[nothing] = UNKNOWN_AMOUNT
    marks: list[PotentialMark | None] = [None] * count
    for row, mark in zip(places.tolist(), members.marks, strict=True):
        if row >= 0 and mark is not None:
            marks[row] = min(marks[row] or mark, mark)
    return _Known(np.minimum(amounts, LIMIT - 1), marks)


def _as_typed(known: _Known, named: pd.DataFrame, typed: Mapping[str, TypedPotential]) -> _Known:
    """The same with what was typed for these clients."""
    if typed:
        keys = map(key_of, named["client"], named["number"])
        for row, said in enumerate(map(typed.get, keys)):
            if said is not None:
                known.amounts[row] = UNKNOWN_AMOUNT if said.amount is None else said.amount
                known.marks[row] = said.mark
    return known


def _known(table: pd.DataFrame, per_head: int, typed: Mapping[str, TypedPotential]) -> _Known:
    """Amount and mark of every row: as typed, or else as the file says, or else by its employees."""
    count = len(table)
    amounts = _column(table, "potential")
    heads = _column(table, "headcount")
    if per_head:
        by_heads = np.where(heads < LIMIT // max(per_head, 1), heads * per_head, LIMIT - 1)
        amounts = np.where((amounts == UNKNOWN_AMOUNT) & (heads >= 0), by_heads, amounts)
    marks: list[PotentialMark | None] = [None] * count
    if "potential_mark" in table:
        by_text = dict(zip(CLASSES, CLASSES, strict=True)) | {"P": "P"}
        marks = [by_text.get(text) for text in table["potential_mark"]]
    return _as_typed(_Known(amounts, marks), table, typed)


def _column(table: pd.DataFrame, name: str) -> Amounts:
    if name not in table:
        return np.full(len(table), UNKNOWN_AMOUNT, dtype=np.int64)
    return np.asarray(np.maximum(table[name].to_numpy(dtype=np.int64), UNKNOWN_AMOUNT), dtype=np.int64)


def _prospects(apart: pd.DataFrame, settings: PotentialSettings, known: _Known) -> pd.DataFrame:
    """Those of the list who have bought nothing and of whom something is known, then those typed; each name
    once."""
    columns = (apart[name] for name in ("client", "number", "revenue"))
    named = zip(*columns, known.amounts.tolist(), known.marks, strict=True)
    rows: list[tuple[str, str, int, PotentialMark | None, bool]] = [
        (client, number, amount, mark, False)
        for client, number, revenue, amount, mark in named
        if revenue == 0 and (amount > 0 or mark is not None)
    ]
    listed = {client.casefold() for client, *_ in rows}
    for prospect in settings.prospects:
        if prospect.name.casefold() not in listed:
            amount = UNKNOWN_AMOUNT if prospect.amount is None else prospect.amount
            rows.append((prospect.name, "", amount, prospect.mark, True))
    table = pd.DataFrame(rows, columns=["client", "number", "amount", "mark", "typed"])
    return table.astype({"amount": "int64"})


def _classes(amounts: Amounts, marks: Sequence[PotentialMark | None], clients: ClientList) -> Classes:
    """The class of each by its slice, or by its mark. A known potential of nothing is of the last class."""
    classes = np.full(len(amounts), UNKNOWN_CLASS, dtype=np.int64)
    rows = np.flatnonzero(amounts > 0)
    if len(rows):
        for first, smallest in _smallest(amounts[rows], clients):
            classes[rows[amounts[rows] <= smallest]] = first
    classes[amounts == 0] = UNKNOWN_CLASS - 1
    for row, mark in enumerate(marks):
        if mark in CLASSES:
            classes[row] = CLASSES.index(mark)
    return classes


def _smallest(amounts: Amounts, clients: ClientList) -> Iterator[tuple[int, int]]:
    """By class the largest potential in it, the first class first: equal slices of the ranking of potentials,
    clients of one potential together."""
    table = pd.DataFrame({"client": "", "number": "", "revenue": amounts, "rows": 1})
    while float(table["revenue"].astype("float64").sum()) >= LIMIT:
        table["revenue"] = table["revenue"] // 2 + 1
    ranking = client_list(table, clients.report)
    cuts = equal_slices(ranking, len(CLASSES))
    largest = np.sort(amounts)[::-1]
    for potential_class, start in enumerate((0, *cuts)):
        yield potential_class, int(largest[start])


def prospect_minutes(clients: ClientList, settings: PotentialSettings, budget_minutes: int) -> int:
    """What prospects get of the budget, rounded down to whole minutes; nothing where there are none."""
    if not settings.prospect_budget or not len(potentials(clients, settings).prospects):
        return 0
    return budget_minutes * settings.prospect_budget // 100


def weighted_minutes(
    totals: Sequence[int], tiers: npt.NDArray[np.int64], weights: npt.NDArray[np.int64]
) -> Amounts:
    """Cut each total between the members of its tier in proportion to their weights, so that the parts add up
    exactly: largest remainder, the earlier first where remainders are equal. Weights that are all zero
    count as equal."""
    result = np.zeros(len(tiers), dtype=np.int64)
    for tier, total in enumerate(totals):
        members = np.flatnonzero(tiers == tier)
        if not len(members):
            continue
        own = weights[members]
        if not own.any():
            own = np.ones_like(own)
        parts, remainders = np.divmod(total * own, int(own.sum()))
        left_over = total - int(parts.sum())
        parts[np.argsort(-remainders, kind="stable")[:left_over]] += 1
        result[members] = parts
    return result


def weights_of(potential: Potentials, settings: PotentialSettings) -> npt.NDArray[np.int64]:
    """The weight of every client, by rank − 1, in hundredths."""
    by_class = [settings.weight(potential_class) for potential_class in range(UNKNOWN_CLASS + 1)]
    return np.array(by_class, dtype=np.int64)[potential.classes]


@last_per_list
def told(clients: ClientList, settings: PotentialSettings) -> Mapping[str, tuple[int, PotentialMark | None]]:
    """By key, what was told of each client, ranked or set apart: as typed, or else as the file says. Amounts
    that were worked out from employees are left out."""
    known = _of_everybody(clients, replace(settings, per_head=0))
    told_of: dict[str, tuple[int, PotentialMark | None]] = {}
    for table, of in ((clients.set_apart, known.after(clients.count)), (clients.ranked, known)):
        keys = map(key_of, table["client"], table["number"])
        rows = zip(keys, of.amounts.tolist(), of.marks, strict=False)
        told_of |= {key: (amount, mark) for key, amount, mark in rows if amount != UNKNOWN_AMOUNT or mark}
    return MappingProxyType(told_of)
