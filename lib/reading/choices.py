"""Which columns are what, and how they are read: what is proposed, and what the user makes of it."""

from dataclasses import dataclass, field, fields, replace
from typing import get_args

from lib.clients.model import Column, Question, Repair, Role

ROLES: tuple[Role, ...] = tuple(role for role in get_args(Role) if role != "currency")
"""The roles for which `Choices` has a heading under the same name."""
RULES = frozenset(
    {
        "cancelled",
        "draft",
        "abandoned",
        "refused",
        "refunded",
        "refunds",
        "not_billable",
        "offer",
        "purchase",
        "credit_notes",
        "ledger_revenue",
        "groups",
        "repeated_total",
    }
)
"""What is applied without asking and can be switched off: the answer is "off", and the code that of what is
assumed."""
COLUMN_QUESTIONS: dict[str, Role] = {"client_unsure": "client", "revenue_unsure": "revenue"}
"""Questions whose answer is the heading of a column, with its role."""


Columns = dict[Role, Column]
Value = str | bool | tuple[str, ...] | None


@dataclass(frozen=True)
class Alternative:
    """What an answer to a question about columns or tables changes in the choices."""

    code: str
    value: str
    changes: tuple[tuple[str, Value], ...]


@dataclass(frozen=True)
class Choices:
    """Everything the user can correct: the sheet, a heading or nothing for each role, and how to read.

    Amounts come from `revenue`, or else from the sum of `periods`, or else from debit − credit, or else
    from quantity × unit price × (1 − discount).
    """

    sheet: str
    client: str | None = None
    number: str | None = None
    revenue: str | None = None
    quantity: str | None = None
    unit_price: str | None = None
    discount: str | None = None
    date: str | None = None
    cost: str | None = None
    margin: str | None = None
    hours: str | None = None
    account_manager: str | None = None
    segment: str | None = None
    region: str | None = None
    group: str | None = None
    company_number: str | None = None
    potential: str | None = None
    headcount: str | None = None
    article: str | None = None
    family: str | None = None
    debit: str | None = None
    credit: str | None = None
    account: str | None = None
    kind: str | None = None
    journal: str | None = None
    label: str | None = None
    status: str | None = None
    document: str | None = None
    entry: str | None = None
    direction: str | None = None
    refunded: str | None = None
    without_tax: tuple[str, ...] = ()
    """The column of amounts with tax, and those of the tax in them, which is taken off while that column is
    `revenue`."""
    first_name: str | None = None
    """The first names that belong to a client column of surnames."""
    otherwise: str | None = None
    """The column that names the client where the one of `client` is empty, such as people among companies."""
    town: str | None = None
    """Where the client is: it tells clients of the same name apart."""
    currency_column: str | None = None
    rates: str | None = None
    """The column of the rates of exchange by which each row's amount becomes one in `currency`."""
    periods: tuple[str, ...] = ()
    """Headings of columns that are added up, such as the twelve months."""
    earlier: tuple[str, ...] = ()
    """Headings of earlier years beside `revenue`: not added up, but kept as history."""
    flags: tuple[str, ...] = ()
    """Headings of columns that say with yes or no what became of each row, such as Cancelled."""
    also: tuple[str, ...] = ()
    """Other sheets of the same layout, read below the first."""
    pool_missing_clients: bool = False
    currency: str | None = None
    """ISO code. In a list of several currencies only the rows in this one are used."""
    day_first: bool = True
    """Whether 04/03/2025 is 4 March."""
    merges: tuple[tuple[str, ...], ...] = ()
    """Groups of clients, by number or else by name, that are one; the first gives the name."""
    kept_apart: tuple[tuple[str, ...], ...] = ()
    """Groups of clients that look like one and are not: they are not proposed again."""
    repairs: tuple[Repair, ...] = ()
    """Cells typed anew by the user; each counts where the file still holds what it held."""
    answers: tuple[tuple[str, str], ...] = ()
    """What was answered: the code of each question and the value. A rule asks here before it decides
    itself."""

    alternatives: tuple[Alternative, ...] = field(default=(), repr=False)
    """What the answers to the questions about columns and tables mean."""

    def answer(self, code: str) -> str | None:
        """What was answered to a question; None while nothing was."""
        return dict(self.answers).get(code)

    def unanswered(self, code: str) -> "Choices":
        """The choices without what was answered to a question or made of a rule: what is proposed counts
        again."""
        return replace(self, answers=tuple(pair for pair in self.answers if pair[0] != code))

    def changed_too(self, before: "Choices", wanted: "Choices") -> "Choices":
        """The choices with all that somebody changed who still saw those of before."""
        names = [each.name for each in fields(self) if each.name != "answers"]
        changed = {
            name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(before, name)
        }
        given_up = dict(before.answers).keys() - dict(wanted.answers).keys()
        kept = [pair for pair in self.answers if pair[0] not in given_up]
        answered = [pair for pair in wanted.answers if pair not in before.answers]
        return replace(self, **changed, answers=tuple((dict(kept) | dict(answered)).items()))

    def is_off(self, rule: str) -> bool:
        """Whether the user has switched off a rule that is applied without asking."""
        return self.answer(rule) == "off"

    def answered(self, code: str, value: str) -> "Choices":
        """The choices with an answer in place of the one before; one that is about a column, the currency or
        the order of dates is that choice as well."""
        others = tuple(pair for pair in self.answers if pair[0] != code)
        choices = replace(self, answers=(*others, (code, value)))
        for alternative in self.alternatives:
            if (alternative.code, alternative.value) == (code, value):
                return replace(choices, **dict(alternative.changes))  # type: ignore[arg-type]
        if code == "date_order":
            return replace(choices, day_first=value == "day_first")
        if code == "currency_mixed":
            return replace(choices, currency=value)
        if code in COLUMN_QUESTIONS:
            return replace(choices, **{COLUMN_QUESTIONS[code]: value})  # type: ignore[arg-type]
        return choices


@dataclass(frozen=True)
class Proposal:
    """The choices proposed, for each role found how sure that is and why, the shape of the list (the
    sentence is `reading.shape.<shape>`), and what has to be asked."""

    choices: Choices
    columns: Columns = field(default_factory=dict)
    shape: str = "clients"
    questions: tuple[Question, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether there are clients and amounts."""
        return self.choices.client is not None and has_amounts(self.choices)


def headings_of(choices: Choices) -> tuple[str, ...]:
    """Every heading that the choices name."""
    further = (choices.first_name, choices.otherwise, choices.town, choices.currency_column, choices.rates)
    periods = (*choices.periods, *choices.earlier, *taken_off(choices))
    named = (*(getattr(choices, role) for role in ROLES), *further, *periods)
    return tuple(heading for heading in named if heading is not None)


def taken_off(choices: Choices) -> tuple[str, ...]:
    """The headings of the tax that is taken off the amounts."""
    return choices.without_tax[1:] if choices.without_tax[:1] == (choices.revenue,) else ()


def has_amounts(choices: Choices) -> bool:
    """Whether the choices say where the amounts come from."""
    product = choices.quantity is not None and choices.unit_price is not None
    return choices.revenue is not None or bool(choices.periods) or choices.debit is not None or product


def without_revenue(choices: Choices) -> Choices:
    """The choices with the amounts of quantity and unit price."""
    return replace(choices, revenue=None, periods=(), earlier=(), debit=None, credit=None, direction=None)


def one_period(choices: Choices, heading: str) -> Choices:
    """The choices with the amounts of one column of a period alone."""
    return replace(choices, revenue=heading, periods=(), earlier=())
