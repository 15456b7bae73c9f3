"""What is asked of a table: its columns, what they are for, and what was found out about them before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from lib.lakes.cells import EXACT, Notation, Number, as_number
from lib.reading.choices import Choices, taken_off
from lib.reading.sums import Repeated

if TYPE_CHECKING:
    import ibis.expr.types as ir

Period = Literal["day", "month", "year"]
Detail = Period | Literal["item"]
"""What lines are told apart by besides what the rules look at: when they were, or what was bought."""


@dataclass(frozen=True)
class Notes:
    """What tells credit notes: words of the column of types, labels, letters of the documents' numbers. Lines
    whose status is one of `aside` are no part of them."""

    kinds: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """Words before the documents' numbers."""
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words of columns of yes and no that say yes."""
    aside: tuple[str, ...] = ()
    refunded: tuple[str, ...] = ()
    """Of these, the words for what was refunded: where a column says how much, that is taken off instead."""

    @property
    def any(self) -> bool:
        """Whether there are any."""
        return bool(self.kinds or self.labels or self.letters or self.words or self.flags)


@dataclass(frozen=True, eq=False)
class Asking:
    """What is asked of a table: the columns by the headings of its sheet, what they are for, and what was
    found out about them before."""

    table: "ir.Table"
    columns: Mapping[str, str]
    choices: Choices
    notations: Mapping[str, Notation] = field(default_factory=dict)
    labels: tuple[str, ...] | None = None
    """The labels that say something of their documents; the others are one. None where labels say nothing."""
    watched: bool = False
    """Whether labels say nothing by the first lines: then the answer counts those that may say something."""
    lettered: bool = False
    """Whether the letters of the documents' numbers say what sort they are."""
    notes: Notes = Notes()
    unusual: Mapping[str, str] = field(default_factory=dict)
    """Texts of amounts that are written in an unusual way, with one that stands for all written so."""
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    """What amounts are multiplied by, by the cell of the column of currencies."""
    percent: bool = False
    """Whether discounts are in percent."""
    doubtful: bool = True
    """Whether there may be amounts that say nothing, or no number."""
    trusting: bool = False
    """Whether there are none by the first lines: then the answer counts those that are sound."""
    repeated: Repeated | None = None
    """Totals of documents that stand on each of their lines."""
    period: Period | None = None
    """How finely days are asked for, if at all."""
    item: str | None = None
    """The heading of what was bought, where that is asked for."""
    spanned: bool = False
    """Whether the answer says which the first and the last days are: an engine that knows them only by going
    through all lines is not asked by itself."""
    read: Mapping[tuple[str, str], Number] = field(default_factory=dict)
    """The columns of texts that the table holds as numbers, by heading and kind."""
    bare: "Asking | None" = None
    """The same of the table without these."""

    def column(self, heading: str) -> Any:
        """The column below a heading."""
        return self.table[self.columns[heading]]

    def number(self, heading: str, kind: str = EXACT) -> Number:
        """The column below a heading as numbers."""
        if (heading, kind) in self.read:
            return self.read[heading, kind]
        return as_number(self.column(heading), self.notations.get(heading, Notation()), kind)


def amount_columns(choices: Choices) -> tuple[str, ...]:
    """The headings of the columns that the amounts are made of."""
    if choices.revenue is not None:
        return (choices.revenue, *taken_off(choices))
    if choices.periods:
        return choices.periods
    if choices.debit is not None:
        return tuple(heading for heading in (choices.debit, choices.credit) if heading)
    factors = (choices.quantity, choices.unit_price, choices.discount)
    return tuple(heading for heading in factors if heading)


def is_product(choices: Choices) -> bool:
    """Whether the amounts are quantities times prices."""
    return choices.revenue is None and not choices.periods and choices.debit is None


def further_columns(choices: Choices) -> tuple[str, ...]:
    """The headings of other figures that are added up: those of earlier periods, time, cost, margin,
    refunds."""
    named = (*choices.earlier, choices.hours, choices.cost, choices.margin, choices.refunded)
    return tuple(dict.fromkeys(heading for heading in named if heading))


def label_of(choices: Choices) -> str | None:
    """The heading of the column that may speak of a line's document."""
    return choices.label or choices.article
