"""Clients under common control, counted as one (IFRS 8.34, ASC 280-10-50-42): which belong together, and the
list in which each group is one client.

What was decided by hand goes before the column that names the group, and that before the number of the
company.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.cache import last_per_list, once_per_list
from lib.clients.company_numbers import siren_of
from lib.clients.keys import key_of
from lib.clients.model import ClientList, MadeFrom, client_list, everybody

ByHand = tuple[tuple[str, str], ...]
"""The key of a client (`key_of`) and the name of its group; "" for a client that belongs to none."""
Way = Literal["by_hand", "column", "company_number"]
"""What says that clients belong together."""
TOLD = ("potential", "headcount")
"""Figures that are −1 where nobody has told."""
OF_GROUPS = ("group", "company_number")
"""Columns that a list has no longer once its groups are one client."""
Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Group:
    """Clients that count as one. `members` are their places in the list, the largest first."""

    name: str
    way: Way
    members: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Grouping:
    """The groups of a list, and what was odd about what names them.

    `circles` are groups whose columns lead back to where they began: each client names the next as its
    parent. `damaged` counts the clients whose company number is none.
    """

    groups: tuple[Group, ...]
    circles: tuple[tuple[str, ...], ...] = ()
    damaged: int = 0


@dataclass
class _Labels:
    """Names of groups that may turn out to be the same, each under a number."""

    above: list[int]
    names: list[str]
    ways: list[Way]

    def add(self, name: str, way: Way) -> int:
        self.above.append(len(self.above))
        self.names.append(name)
        self.ways.append(way)
        return len(self.above) - 1

    def top(self, label: int) -> int:
        """The one that stands for all that are the same."""
        while self.above[label] != label:
            self.above[label] = self.above[self.above[label]]
            label = self.above[label]
        return label

    def put_under(self, label: int, parent: int) -> bool:
        """Say that a group belongs to another; False where that is known already."""
        lower, upper = self.top(label), self.top(parent)
        self.above[lower] = upper
        return lower != upper


def grouping(clients: ClientList, by_hand: ByHand = ()) -> Grouping:
    """Which clients of a list belong together; groups of two or more, the largest revenue first."""
    return _grouping(clients, by_hand)


@last_per_list
def _grouping(clients: ClientList, by_hand: ByHand) -> Grouping:
    table = everybody(clients)
    labels = _Labels([], [], [])
    label_of = np.full(len(table), -1, dtype=np.int64)
    known = _named_by_hand(clients, labels, label_of, by_hand)
    circles = _named_by_column(table, labels, label_of, known)
    damaged = _same_company(table, labels, label_of, known)
    return Grouping(_groups(table, labels, label_of), circles, damaged)


def _named_by_hand(clients: ClientList, labels: _Labels, label_of: Places, by_hand: ByHand) -> Places:
    """Give the clients their groups of the hand; which of them the hand has decided on."""
    decided = np.zeros(len(label_of), dtype=np.int64)
    known = dict[str, int]()
    rows = places_by_key(clients)
    for key, name in by_hand:
        if (row := rows.get(key)) is None:
            continue
        decided[row] = 1
        if name:
            if name.casefold() not in known:
                known[name.casefold()] = labels.add(name, "by_hand")
            label_of[row] = known[name.casefold()]
    return decided


def _named_by_column(
    table: pd.DataFrame, labels: _Labels, label_of: Places, decided: Places
) -> tuple[tuple[str, ...], ...]:
    """Give the other clients the group that their column names: a group, or a client that is their parent."""
    if "group" not in table:
        return ()
    codes, texts = pd.factorize(table["group"].str.strip().str.casefold())
    spelled = table["group"].str.strip().iloc[np.unique(codes, return_index=True)[1]].tolist()
    by_name = {labels.names[label].casefold(): label for label in range(len(labels.names))}
    own = {
        code: by_name[text] if text in by_name else labels.add(spelled[code], "column")
        for code, text in enumerate(texts.tolist())
        if text
    }
    of_code = np.array([own.get(code, -1) for code in range(len(texts))], dtype=np.int64)
    label_of[decided == 0] = of_code[codes[decided == 0]]
    return _under_parents(table, labels, label_of, (own, texts.tolist(), decided))


def _under_parents(
    table: pd.DataFrame,
    labels: _Labels,
    label_of: Places,
    named: tuple[Mapping[int, int], Sequence[str], Places],
) -> tuple[tuple[str, ...], ...]:
    """Where a client is itself named as a parent it belongs to its own group, with what stands above it."""
    own, texts, decided = named
    rows = _rows_by_name(table, {text for text in texts if text})
    circles = []
    for code, label in own.items():
        row = rows.get(texts[code])
        if row is None or decided[row]:
            continue
        labels.names[label] = str(table["client"].iloc[row])
        if label_of[row] < 0:
            label_of[row] = label
        elif label_of[row] != label and not labels.put_under(label, int(label_of[row])):
            circles.append(label)
    return tuple(_members_in_circle(table, labels, label_of, label) for label in circles)


def _members_in_circle(table: pd.DataFrame, labels: _Labels, label_of: Places, label: int) -> tuple[str, ...]:
    same = [labels.top(int(each)) == labels.top(label) if each >= 0 else False for each in label_of.tolist()]
    return tuple(table["client"][np.array(same)].head(3).tolist())


def _rows_by_name(table: pd.DataFrame, wanted: set[str]) -> dict[str, int]:
    """The first client of each name or number that is wanted; a number goes before a name."""
    rows = dict[str, int]()
    for column in ("number", "client"):
        texts = table[column].str.strip().str.casefold()
        hits = np.flatnonzero(texts.isin(wanted).to_numpy(dtype=bool))
        for row, text in zip(hits.tolist(), texts.iloc[hits].tolist(), strict=True):
            rows.setdefault(text, row)
    return rows


def _same_company(table: pd.DataFrame, labels: _Labels, label_of: Places, decided: Places) -> int:
    """Bring together those of one SIREN: clients without a group join the only group that others of it are
    in. Gives the number of clients whose number is damaged."""
    numbers = table["company_number"] if "company_number" in table else table["number"]
    codes, texts = pd.factorize(numbers)
    sirens = [siren_of(text) for text in texts.tolist()]
    filled = np.array([bool(text.strip()) for text in texts.tolist()], dtype=bool)
    known: dict[str, int] = {}
    number_of = np.array(
        [known.setdefault(each, len(known)) if each else -1 for each in sirens], dtype=np.int64
    )
    company = number_of[codes]
    free = (label_of < 0) & (decided == 0)
    order = np.argsort(company, kind="stable")
    starts = np.searchsorted(company[order], np.arange(len(known) + 1))
    for number in np.flatnonzero(np.diff(starts) > 1).tolist():
        rows = order[starts[number] : starts[number + 1]]
        without, others = rows[free[rows]], {labels.top(int(each)) for each in label_of[rows] if each >= 0}
        if len(without) and len(others) < 2:
            name = str(table["client"].iloc[without[0]])
            label_of[without] = others.pop() if others else labels.add(name, "company_number")
    return int((filled[codes] & (company < 0)).sum()) if "company_number" in table else 0


def _groups(table: pd.DataFrame, labels: _Labels, label_of: Places) -> tuple[Group, ...]:
    members: dict[int, list[int]] = {}
    for row in np.flatnonzero(label_of >= 0).tolist():
        members.setdefault(labels.top(int(label_of[row])), []).append(row)
    revenue = table["revenue"].to_numpy()
    several = [(label, rows) for label, rows in members.items() if len(rows) > 1]
    several.sort(key=lambda pair: (-int(revenue[pair[1]].sum()), labels.names[pair[0]]))
    return tuple(Group(labels.names[label], labels.ways[label], tuple(rows)) for label, rows in several)


@once_per_list
def places_by_key(clients: ClientList) -> Mapping[str, int]:
    """The place of every client by its key, also of those set apart; the first where several share one."""
    table = everybody(clients)
    keys = map(key_of, table["client"].tolist(), table["number"].tolist())
    return {key: row for row, key in reversed(list(enumerate(keys)))}


@last_per_list
def by_group(clients: ClientList, by_hand: ByHand) -> ClientList:
    """The list in which every group is one client: amounts, hours and sales added up, its account manager and
    its other words those of the largest member that has any. The list itself where there is no group.

    Raises ValueError when the amounts are too large to be added exactly.
    """
    groups = grouping(clients, by_hand).groups
    if not groups:
        return clients
    table = everybody(clients)
    leader = np.arange(len(table))
    for group in groups:
        leader[list(group.members)] = group.members[0]
    rows, places = np.unique(leader, return_inverse=True)
    united = _united(table, groups, (rows, places))
    sales, purchases = clients.sales, clients.purchases
    return client_list(
        united,
        clients.report,
        clients.currency,
        None if sales is None else sales.joined(places, len(rows)),
        None if purchases is None else purchases.moved(places),
        MadeFrom(clients, places.astype(np.int64)),
    )


def _united(table: pd.DataFrame, groups: Sequence[Group], rows: tuple[Places, Places]) -> pd.DataFrame:
    """One row a group, and the other clients as they are."""
    first, places = rows
    columns: dict[str, pd.Series | npt.NDArray[np.int64]] = {}
    for name in table.columns:
        if name in OF_GROUPS:
            continue
        if table[name].dtype.kind == "i":
            columns[name] = _sums(table[name].to_numpy(dtype=np.int64), places, len(first), name in TOLD)
        else:
            columns[name] = pd.Series(_words(table[name], groups, first, places), dtype="str")
    return pd.DataFrame(columns)


def _sums(figures: Places, places: Places, count: int, told: bool) -> Places:
    """A column added up; of figures that somebody has to tell those that are told, −1 where none is."""
    sums = np.zeros(count, dtype=np.int64)
    np.add.at(sums, places, np.maximum(figures, 0) if told else figures)
    if told:
        known = np.zeros(count, dtype=np.bool_)
        known[places[figures >= 0]] = True
        sums[~known] = -1
    return sums


def _words(column: pd.Series, groups: Sequence[Group], first: Places, places: Places) -> list[str]:
    """A column of words: the name of each group, no number of its own, and else the largest member's that has
    any."""
    texts: list[str] = column.tolist()
    words = [texts[row] for row in first.tolist()]
    for group in groups:
        row = int(places[group.members[0]])
        if column.name in ("client", "number"):
            words[row] = group.name if column.name == "client" else ""
        else:
            words[row] = next((texts[member] for member in group.members if texts[member]), "")
    return words


@once_per_list
def _by_place(clients: ClientList) -> tuple[Places, Places]:
    """The clients of the list that this one was made from, in the order of the clients here; and where those
    of each begin."""
    assert clients.made_from is not None
    places = clients.made_from.places
    order = np.argsort(places, kind="stable")
    count = clients.count + len(clients.set_apart)
    return order, np.searchsorted(places[order], np.arange(count + 1))


@once_per_list
def ranks_as_read(clients: ClientList) -> Mapping[str, int]:
    """The rank that each client of the list as it was read counts in, by its key; without those that are not
    ranked. Members of a group have its rank."""
    if clients.made_from is None:
        return {key: row + 1 for key, row in places_by_key(clients).items() if row < clients.count}
    keys, made_from = places_by_key(clients.as_read), clients.made_from
    places = made_from.places
    while made_from.whole.made_from is not None:
        made_from = made_from.whole.made_from
        places = np.append(places, -1)[made_from.places]
    return {key: int(places[row]) + 1 for key, row in keys.items() if 0 <= places[row] < clients.count}


@once_per_list
def ranks_of_groups(clients: ClientList) -> tuple[int, ...]:
    """The ranks that stand for several clients of the list as it was read."""
    made_from = clients.made_from
    if made_from is None:
        return ()
    if made_from.part is None:
        sizes = np.bincount(made_from.places, minlength=clients.count)[: clients.count]
        return tuple((np.flatnonzero(sizes > 1) + 1).tolist())
    places = made_from.places[np.array(ranks_of_groups(made_from.whole), dtype=np.int64) - 1]
    return tuple(sorted((places[(places >= 0) & (places < clients.count)] + 1).tolist()))


def members(clients: ClientList, rank: int) -> pd.DataFrame:
    """The clients that one client of the list stands for, the largest first, as the list they come from has
    them; empty for a client on its own. A slice of groups opens to its groups' members too."""
    made_from = clients.made_from
    if made_from is None:
        return clients.ranked.iloc[:0]
    order, starts = _by_place(clients)
    rows = order[starts[rank - 1] : starts[rank]]
    if made_from.part is None:
        return _taken(made_from.whole, rows if len(rows) > 1 else rows[:0])
    is_ranked = int(rows[0]) < made_from.whole.count
    return members(made_from.whole, int(rows[0]) + 1) if is_ranked else clients.ranked.iloc[:0]


def _taken(clients: ClientList, rows: Places) -> pd.DataFrame:
    """Some clients of a list, by their places, which are in order."""
    ranked = clients.ranked.iloc[rows[rows < clients.count]]
    apart = clients.set_apart.iloc[rows[rows >= clients.count] - clients.count]
    return pd.concat([ranked, apart], ignore_index=True) if len(apart) else ranked
