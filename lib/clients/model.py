"""The client list and the report of its import: the contract between reading and everything else."""

from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.base.money import LIMIT, Amounts
from lib.clients.purchases import Purchases
from lib.clients.sales import Sales

Role = Literal[
    "client",
    "number",
    "revenue",
    "quantity",
    "unit_price",
    "discount",
    "date",
    "cost",
    "margin",
    "hours",
    "account_manager",
    "segment",
    "region",
    "group",
    "company_number",
    "potential",
    "headcount",
    "article",
    "family",
    "debit",
    "credit",
    "account",
    "kind",
    "journal",
    "label",
    "currency",
    "status",
    "document",
    "entry",
    "direction",
    "refunded",
]
"""What a column of the file is for. `potential` is what the client could buy in a year, `headcount` how
many people it employs; `article` is what was sold, `family` the family it belongs to; `group` names what a
client belongs to, its parent company or its number; `company_number` is a SIREN or SIRET; `kind` tells
invoices from credit notes; `account`, `journal`, `label`, `debit` and `credit` are those of an accounting
ledger, `entry` numbers its entries and `direction` says debit or credit beside one column of amounts;
`currency` names the currency of each row; `status` tells what is paid from what is cancelled or a draft;
`document` is the number of an invoice or order; `refunded` is what of the row's amount was given back."""


@dataclass(frozen=True)
class Column:
    """One recognised column: its heading, how sure we are (0–1), and why (a code from the catalogue)."""

    heading: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class Example:
    """A cell that shows why rows were set aside. Rows are counted from 1, as the spreadsheet does; 0 stands
    for a line of a database, where lines have no numbers."""

    sheet: str
    row: int
    value: str


@dataclass(frozen=True)
class RowGroup:
    """Rows that were not used, all for one reason. `amount` is in ten-thousandths."""

    reason: str
    rows: int
    amount: int
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True)
class TotalCheck:
    """A total row of the file beside our own sum of the rows it adds up, in ten-thousandths. `row` is
    counted from 1, as the spreadsheet does."""

    row: int
    label: str
    stated: int
    ours: int
    agrees: bool


@dataclass(frozen=True)
class Merged:
    """Clients that were added up as one: the name that was kept, and all the names or numbers there were.
    `reason` is "number" (one number, several names) or "chosen" (accepted by the user)."""

    client: str
    names: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class Remark:
    """Something assumed or noticed while reading; the sentence is `reading.remark.<code>`."""

    code: str
    details: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """Something that the file does not tell for sure, with the answer that counts until another is given.

    The sentence is `reading.question.<about>`, or `<code>` where one code has a sentence of its own; the
    words of an option are `reading.answer.<about>.<option>`, or the option itself where that is a heading or
    a currency. Without options the answer is typed. `chosen` is what was answered, "" while nothing was.
    """

    code: str
    options: tuple[str, ...] = ()
    proposed: str = ""
    details: dict[str, str | int] = field(default_factory=dict)
    about: str = ""
    chosen: str = ""

    @property
    def sentence(self) -> str:
        """The key of its sentence in the catalogue."""
        return f"reading.question.{self.about or self.code}"

    def words_of(self, option: str) -> str:
        """The key of an option's words; the catalogue has it unless the option speaks for itself."""
        return f"reading.answer.{self.about or self.code}.{option}"


@dataclass(frozen=True)
class Assumed:
    """Something that was decided without asking: how many rows and how much money it is about. The sentence
    is `reading.assumed.<code>`; `amount` is in ten-thousandths."""

    code: str
    rows: int = 0
    amount: int = 0
    details: dict[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Repair:
    """A cell that the user has typed anew: where it is, what the file holds there, and what counts instead.

    `row` is counted from 1, as the spreadsheet does; `others` are the row's other cells by their headings,
    with which the row is found again in a later file.
    """

    sheet: str
    row: int
    heading: str
    before: str
    after: str
    others: tuple[tuple[str, str], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Decisions:
    """What was done by hand on a list and can be done again on a later one of the same headings.

    `headings` stands for these; `merges` and `kept_apart` are groups of clients by number or else by name;
    `rates` says what a currency is worth in another: (currency, currency of the list, rate as it was typed).
    """

    headings: str = ""
    repairs: tuple[Repair, ...] = ()
    merges: tuple[tuple[str, ...], ...] = ()
    kept_apart: tuple[tuple[str, ...], ...] = ()
    rates: tuple[tuple[str, str, str], ...] = ()

    @property
    def any(self) -> bool:
        """Whether anything was done."""
        return bool(self.repairs or self.merges or self.kept_apart or self.rates)


@dataclass(frozen=True)
class ImportReport:
    """What became of every row of the file.

    rows_read = rows_used + the rows of `set_aside`; total_file = total_used + the amounts of
    `set_aside`. Rows that are no data (headings repeated further down, totals, notes) are listed in
    `not_counted` and are in none of these figures. Amounts are in ten-thousandths. `questions` are those that
    are open and those that were answered, in the order in which they matter; `assumed` is what was decided
    unasked.
    """

    source: str
    sheet: str
    columns: dict[Role, Column]
    rows_read: int
    rows_used: int
    total_file: int
    total_used: int
    set_aside: tuple[RowGroup, ...] = ()
    not_counted: tuple[RowGroup, ...] = ()
    shape: str = "clients"
    totals: tuple[TotalCheck, ...] = ()
    merged: tuple[Merged, ...] = ()
    remarks: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    repairs: tuple[Repair, ...] = ()
    """Cells that the user has typed anew and that count so, and `repaired_amount`: what they change in the
    total of the rows used."""
    repaired_amount: int = 0
    decisions: Decisions = field(default_factory=Decisions, repr=False)
    """What was done by hand: it goes with the list into the plan, to be offered on next year's."""


@dataclass(frozen=True, eq=False)
class ClientList:
    """The clients in ranking order, with everything that is computed once per list.

    `ranked` and `set_apart` have the same columns, one row a client:

    - `client` (str): the name, or the number where the file has no name;
    - `number` (str, "" where there is none);
    - `revenue` (int64, ten-thousandths): > 0 in `ranked`, ≤ 0 in `set_apart`;
    - `rows` (int64): how many rows of the file were added up;
    - only where the file has them: `minutes` (int64, time spent in the period), `cost` and `margin` (int64,
      ten-thousandths), `account_manager`, `segment`, `region`, `group` and `company_number` (str, "" where
      there is none), `potential` (int64, ten-thousandths) and `headcount` (int64), −1 where nobody has told,
      and `potential_mark` ("A", "B", "C" or "P", "" where there is none).

    `ranked` is sorted from the largest revenue to the smallest, ties by name, then by number, so
    that any order of the file's rows gives the same ranking. Build one with `client_list`.
    """

    ranked: pd.DataFrame
    set_apart: pd.DataFrame
    report: ImportReport
    currency: str | None = None
    sales: Sales | None = field(default=None, repr=False)
    """The revenue over time; None where the file says nothing of time, or where it is not asked for yet."""
    days: tuple[date, date] | None = field(default=None, repr=False)
    """The first and the last day of the lines of a long list, of which nothing more of time may be known."""
    purchases: Purchases | None = field(default=None, repr=False)
    """What was bought, by client and family or article; None where the file says nothing of that."""
    made_from: "MadeFrom | None" = field(default=None, repr=False)
    """The list that this one was made from, by counting groups as one client or by taking a slice; None for a
    list as it was read."""
    revenue: Amounts = field(init=False, repr=False)
    """Revenue by rank."""
    cumulative: Amounts = field(init=False, repr=False)
    """cumulative[m] is the revenue of the first m clients; n + 1 entries, the first is 0."""
    tie_ends: Amounts = field(init=False, repr=False)
    """The ranks after which the revenue changes, ascending; the last is n."""
    answers: dict[Hashable, object] = field(init=False, repr=False, default_factory=dict)
    """What `once_per_list` has computed; it lives and dies with the list."""

    def __post_init__(self) -> None:
        revenue = self.ranked["revenue"].to_numpy(dtype=np.int64)
        cumulative = np.concatenate(([0], np.cumsum(revenue))).astype(np.int64)
        changes = np.flatnonzero(np.diff(revenue)) + 1
        ends = np.append(changes, len(revenue)) if len(revenue) else changes
        for name, value in (("revenue", revenue), ("cumulative", cumulative), ("tie_ends", ends)):
            value.flags.writeable = False
            object.__setattr__(self, name, value)

    @property
    def as_read(self) -> "ClientList":
        """The list as it was read, before groups counted as one client and a slice was taken."""
        return self if self.made_from is None else self.made_from.whole.as_read

    @property
    def count(self) -> int:
        """Number of ranked clients, n."""
        return len(self.revenue)

    @property
    def total(self) -> int:
        """Revenue of the ranked clients, T, in ten-thousandths."""
        return int(self.cumulative[-1])

    @property
    def total_set_apart(self) -> int:
        """Revenue of the clients set apart (zero or negative), in ten-thousandths."""
        return int(self.set_apart["revenue"].sum())


@dataclass(frozen=True)
class Part:
    """Which slice of a list another one is: the clients that have a value in a column. `revenues` are those
    of all slices of that column (ten-thousandths), `index` says which of them is this one."""

    column: str
    value: str
    revenues: tuple[int, ...]
    index: int


@dataclass(frozen=True, eq=False)
class MadeFrom:
    """Where a list comes from. Clients are counted from 0, the ranked ones first, then those set apart."""

    whole: ClientList
    """The list it was made from."""
    places: npt.NDArray[np.int64]
    """For every client of that list the one of the new list that it counts in; −1 for none."""
    part: Part | None = None
    """The slice that it is; None where groups were counted as one client."""


def everybody(clients: ClientList) -> pd.DataFrame:
    """All clients, the ranked ones first; the index counts them from 0."""
    parts = [part for part in (clients.ranked, clients.set_apart) if len(part)]
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0].reset_index(drop=True)


def _by_rank(table: pd.DataFrame) -> npt.NDArray[np.int64]:
    """The rows from the largest revenue down, ties by name and then by number. Names are compared among ties
    alone: to sort a hundred thousand of them takes as long as to add up a million lines."""
    revenue = table["revenue"].to_numpy()
    order = np.argsort(-revenue, kind="stable")
    same = np.diff(revenue[order]) == 0
    tied = np.flatnonzero(np.append(same, False) | np.append(False, same)) if len(order) > 1 else order[:0]
    rows = order[tied]
    names, numbers = (table[column].take(rows).tolist() for column in ("client", "number"))
    keys = list(zip((-revenue[rows]).tolist(), names, numbers, strict=True))
    order[tied] = rows[sorted(range(len(rows)), key=keys.__getitem__)]
    return order


def client_list(
    table: pd.DataFrame,
    report: ImportReport,
    currency: str | None = None,
    sales: Sales | None = None,
    purchases: Purchases | None = None,
    made_from: MadeFrom | None = None,
) -> ClientList:
    """Put one-row-a-client figures into ranking order and set apart the clients at or below zero.

    `table` has the columns of `ClientList`, in any order of rows, and an index that counts them from 0;
    the clients of `sales`, of `purchases` and of the places of `made_from` are its rows. None is changed.

    Raises ValueError when the amounts are too large to be added exactly.
    """
    magnitude = table["revenue"].astype("float64").abs().sum()
    if magnitude >= LIMIT:
        raise ValueError("amounts too large to be added exactly")
    ordered = table.iloc[_by_rank(table)]
    if sales is not None or purchases is not None or made_from is not None:
        places = np.empty(len(ordered) + 1, dtype=np.int64)
        places[ordered.index.to_numpy()] = np.arange(len(ordered))
        places[-1] = -1
        sales = sales.moved(places[:-1]) if sales is not None else None
        purchases = purchases.moved(places[:-1]) if purchases is not None else None
        made_from = replace(made_from, places=places[made_from.places]) if made_from is not None else None
    positive = ordered["revenue"].to_numpy() > 0
    return ClientList(
        ranked=ordered[positive].reset_index(drop=True),
        set_apart=ordered[~positive].reset_index(drop=True),
        report=report,
        currency=currency,
        sales=sales,
        purchases=purchases,
        made_from=made_from,
    )
