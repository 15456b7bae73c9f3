"""A table of an engine as a list: looked at, recognised, asked for its sums, and read by the rules of
reading."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from lib.clients.model import ClientList
from lib.lakes.asking import Asking, Detail, Period, is_product
from lib.lakes.cells import as_day, as_text
from lib.lakes.engines import Engine
from lib.lakes.grouping import WRONG, Grouped, grouped
from lib.lakes.preparing import Inquiry
from lib.lakes.sample import is_private, sample_of, sheet_of
from lib.lakes.sums_sheet import sheet_of_sums
from lib.parsing.errors import ReadingError
from lib.parsing.parquet import as_text as texts_of_arrow
from lib.parsing.tables import coded
from lib.reading.choices import RULES, Choices, Proposal, has_amounts, headings_of
from lib.reading.clients_from_rows import read_clients
from lib.reading.currencies import currency_code
from lib.reading.history import EARLIEST, LATEST
from lib.reading.ledger import is_ledger
from lib.reading.opening import without_emails
from lib.reading.process import Cancel, Progress
from lib.reading.proposal import recognise, recognise_with
from lib.reading.source import Sheet, Source

if TYPE_CHECKING:
    import ibis.expr.types as ir

READ_WHOLE = 50_000
"""Lines that are read like a file's: every row has its place, and can be put right."""
WITH_DAYS = 1_000_000
"""Lines whose days are asked for at once; of more, only when a page needs them."""
MOST_OF_A_LEDGER = 3_000_000
"""Lines of a ledger: its entries have to be looked at one by one."""
MOST_GROUPS = 3_000_000
"""Clients times days, months, years or articles that are brought into memory."""


@dataclass(eq=False)
class Lake:
    """A table that is open, with the first of its lines."""

    engine: Engine
    table: str
    sample: Sheet
    read_whole: int = READ_WHOLE
    _expression: "ir.Table | None" = field(default=None, repr=False)
    _trusted: bool = True
    """Whether what the first lines promise has been borne out so far."""
    _answers: dict[object, Any] = field(default_factory=dict, repr=False)
    """What the engine has said, by what was asked; it lives and dies with the session."""

    @property
    def name(self) -> str:
        """What may be shown of where it lies."""
        address = self.engine.address
        return address.name if address.is_files else f"{address.name} · {self.table}"

    @property
    def expression(self) -> "ir.Table":
        """The table."""
        if self._expression is None:
            self._expression = self.engine.table(self.table)
        return self._expression

    def hold(self, progress: Progress | None = None, cancel: Cancel | None = None) -> None:
        """Have the engine hold the lines, where each question would go through a text."""
        self.engine.hold(progress, cancel)
        self._expression = None

    @cached_property
    def columns(self) -> dict[str, str]:
        """The columns by the headings of the sheet."""
        return dict(zip(self.sample.headings, self.expression.columns, strict=True))

    @cached_property
    def rows(self) -> int:
        """How many lines there are."""
        return self._count(self.expression)

    @cached_property
    def _rows_at_first(self) -> int:
        """How many lines there are, as far as it matters to how they are read: a long table is not gone
        through for that."""
        most = max(self.read_whole, WITH_DAYS)
        if self.engine.has_more_lines_than(most):
            return most + 1
        return self._count(self.expression.limit(most + 1))

    def _count(self, lines: "ir.Table") -> int:
        counted = self.engine.ask(lines.aggregate(rows=lines.count()), "look")
        return int(counted["rows"][0].as_py())

    def finest(self, choices: Choices, clients: int, progress: Progress | None = None) -> Period:
        """How finely the sales of so many clients can be asked for: clients times periods have to be held."""
        for period in ("day", "month"):
            if min(self.rows, clients * self._periods(choices, period, progress)) <= MOST_GROUPS:
                return period
        return "year"

    def _periods(self, choices: Choices, period: Period, progress: Progress | None) -> int:
        """How many days or months there are, at most."""
        if (ends := self._days(choices, progress, None)) is not None:
            first, last = ends
            months = 12 * (last.year - first.year) + last.month - first.month
            return (last - first).days + 1 if period == "day" else months + 1
        column = self.expression[self.columns[choices.date or ""]]
        times = self.expression.aggregate(periods=as_day(column, period).nunique())
        return int(self._ask(times, progress, None)["periods"][0].as_py())

    def proposal(self, progress: Progress | None = None, cancel: Cancel | None = None) -> Proposal:
        """What the columns are, by the first lines; which currencies there are, by all."""
        with self.engine.at_hand(progress, cancel):
            return self._proposal(progress, cancel)

    def _proposal(self, progress: Progress | None, cancel: Cancel | None) -> Proposal:
        proposal = recognise(self.sample)
        heading = proposal.choices.currency_column
        if heading is None or "currencies" in self._answers:
            return proposal
        self.hold(progress, cancel)
        column = as_text(self.expression[self.columns[heading]])
        counted = self._ask(
            self.expression.group_by(cell=column).aggregate(rows=lambda t: t.count()), progress, cancel
        )
        self._answers["currencies"] = True
        times: dict[str, int] = {}
        for cell, rows in zip(counted["cell"].to_pylist(), counted["rows"].to_pylist(), strict=True):
            if code := currency_code(cell):
                times[code] = times.get(code, 0) + rows
        currencies = tuple(sorted(times, key=lambda code: (-times[code], code)))
        return recognise_with(self.sample, currencies)

    def source(
        self, choices: Choices, progress: Progress | None = None, cancel: Cancel | None = None
    ) -> Source:
        """The lines as the choices want them: a short table or a ledger whole, else added up by the engine,
        with the days of a list that is not long.

        Raises ReadingError: unknown_column, lake_failed, lake_ledger, cancelled."""
        with self.engine.at_hand(progress, cancel):
            period: Period | None = "day" if self._rows_at_first <= WITH_DAYS else None
            return self.source_by(choices, period, progress, cancel)

    def source_by(
        self,
        choices: Choices,
        detail: Detail | None,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
    ) -> Source:
        """The same with the days, months or years of the lines, with what was bought, or with neither. Raises
        as `source` does."""
        for heading in headings_of(choices):
            if heading not in self.columns:
                raise ReadingError("unknown_column", column=heading, sheet=choices.sheet)
        if choices.client is None:
            raise ReadingError("no_client_column", sheet=choices.sheet)
        if not has_amounts(choices):
            raise ReadingError("no_number_column", sheet=choices.sheet)
        with self.engine.at_hand(progress, cancel):
            return self._source_by(choices, detail, progress, cancel)

    def _source_by(
        self, choices: Choices, detail: Detail | None, progress: Progress | None, cancel: Cancel | None
    ) -> Source:
        if self._rows_at_first <= self.read_whole or is_ledger(choices):
            return self._whole(progress, cancel)
        if detail == "item":
            # What is made of it is kept; by itself it takes as much room as all else.
            return self._source(self._added_up(choices, detail, progress, cancel))
        key = (self._asked_for(choices), detail)
        if key not in self._answers:
            self._answers[key] = self._source(self._added_up(choices, detail, progress, cancel))
        source: Source = self._answers[key]
        return source

    def _source(self, sheet: Sheet) -> Source:
        return Source(self.name, (sheet,), asked=self.source)

    def _asked_for(self, choices: Choices) -> object:
        """What of the choices changes the question; the rest is decided on its answer."""
        answers = tuple(pair for pair in choices.answers if _is_of_the_question(pair[0], choices))
        return replace(
            choices,
            answers=answers,
            alternatives=(),
            merges=(),
            kept_apart=(),
            repairs=(),
            currency=choices.currency if answers else None,
            day_first=True,
            pool_missing_clients=False,
            also=(),
        )

    def _ask(self, question: "ir.Table", progress: Progress | None, cancel: Cancel | None) -> pa.Table:
        return self.engine.ask(question, "look", progress, cancel)

    def _whole(self, progress: Progress | None, cancel: Cancel | None) -> Source:
        if self.rows > MOST_OF_A_LEDGER:
            raise ReadingError("lake_ledger", rows=self.rows, most=MOST_OF_A_LEDGER)
        if "whole" not in self._answers:
            names = [name for name in self.expression.columns if not is_private(name)]
            lines = self.engine.ask(self.expression.select(names), "ask", progress, cancel)
            nothing = pa.chunked_array([pa.array([""] * lines.num_rows, pa.string())])
            cells = [
                texts_of_arrow(lines.column(name)) if name in names else nothing
                for name in self.expression.columns
            ]
            sheet = sheet_of(self.sample.name, self.expression.columns, coded(cells), self.sample.written)
            self._answers["whole"] = self._source(without_emails(sheet))
        source: Source = self._answers["whole"]
        return source

    def _added_up(
        self, choices: Choices, detail: Detail | None, progress: Progress | None, cancel: Cancel | None
    ) -> Sheet:
        asking, question, answer = self._answered(choices, detail, progress, cancel)
        parts = [(question, answer)]
        if "state" in answer.column_names:
            wrong = pc.equal(answer["state"], WRONG)
            if pc.any(wrong).as_py():
                alone = grouped(asking, wrong_alone=True)
                told = self.engine.ask(alone.question, "ask", progress, cancel)
                parts = [(question, answer.filter(pc.invert(wrong))), (alone, told)]
        sheet = sheet_of_sums(self.sample, asking, parts)
        if detail == "day" or sheet.sums is None:
            return sheet
        if (ends := question.ends(answer)) is not None:
            self._answers["days", choices.date] = ends
        return replace(sheet, sums=replace(sheet.sums, days=self._days(choices, progress, cancel)))

    def _answered(
        self, choices: Choices, detail: Detail | None, progress: Progress | None, cancel: Cancel | None
    ) -> tuple[Asking, Grouped, pa.Table]:
        """The question and its answer: first as the first lines promise, in full where that was too much."""
        if detail is not None or _asks_much(choices):
            self.hold(progress, cancel)
        trusting = self._trusted and self._inquiry(progress, cancel).is_promised(choices)
        if trusting:
            asking, question, answer = self._put(choices, detail, True, progress, cancel)
            trusting = self._trusted = question.is_borne_out(answer)
            if trusting and not question.is_told_by_labels(answer):
                return asking, question, answer
        self.hold(progress, cancel)
        return self._put(choices, detail, trusting, progress, cancel)

    def _put(
        self,
        choices: Choices,
        detail: Detail | None,
        trusting: bool,
        progress: Progress | None,
        cancel: Cancel | None,
    ) -> tuple[Asking, Grouped, pa.Table]:
        asking = self._inquiry(progress, cancel).asking(choices, detail, trusting)
        question = grouped(asking)
        asked = question.question if detail != "item" else question.question.limit(MOST_GROUPS + 1)
        answer = self.engine.ask(asked, "ask", progress, cancel)
        if detail == "item" and answer.num_rows > MOST_GROUPS:
            raise ReadingError("lake_many_items")
        return asking, question, answer

    def _inquiry(self, progress: Progress | None, cancel: Cancel | None) -> Inquiry:
        by_semicolons = self.sample.written.delimiter == ";"
        known = (self.expression, self.columns, by_semicolons, self._answers, self.sample)
        return Inquiry(self.engine, *known, progress, cancel)

    def _days(
        self, choices: Choices, progress: Progress | None, cancel: Cancel | None
    ) -> tuple[date, date] | None:
        """The first and the last day of the lines, where they are days to the engine."""
        if choices.date is None:
            return None
        key = ("days", choices.date)
        if key not in self._answers:
            self._answers[key] = self._ends(choices.date, progress, cancel)
        ends: tuple[date, date] | None = self._answers[key]
        return ends

    def _ends(
        self, heading: str, progress: Progress | None, cancel: Cancel | None
    ) -> tuple[date, date] | None:
        column = self.expression[self.columns[heading]]
        if not (column.type().is_timestamp() or column.type().is_date()):
            return None
        # Without a condition most engines know these without going through the lines.
        for usual in (None, column.cast("date").between(EARLIEST, LATEST)):
            ends = {"first": column.min(where=usual), "last": column.max(where=usual)}
            ends = {name: end.cast("date") for name, end in ends.items()}
            said = self._ask(self.expression.aggregate(**ends), progress, cancel).to_pylist()[0]
            if said["first"] is None:
                return None
            if said["first"] >= EARLIEST and said["last"] <= LATEST:
                break
        return said["first"], said["last"]


def _asks_much(choices: Choices) -> bool:
    """Whether words of other columns have to be known before lines are added up."""
    told = (choices.document, choices.kind, choices.status, choices.currency_column, choices.refunded)
    return any(told) or is_product(choices)


def _is_of_the_question(code: str, choices: Choices) -> bool:
    """Whether an answer changes what an engine is asked, and not only what is made of its answer."""
    if code.startswith("rate_") or code == "refunds":
        return True
    of_documents = (
        code in RULES or code in ("pending", "unapproved") or code.startswith(("status_", "series_"))
    )
    return choices.document is not None and of_documents


def looked_at(
    engine: Engine,
    table: str,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
    read_whole: int = READ_WHOLE,
) -> Lake:
    """A table with its first lines. Raises ReadingError: lake_no_table, lake_failed, lake_empty."""
    return Lake(engine, table, sample_of(engine, table, progress, cancel), read_whole)


def the_table(engine: Engine, wanted: str | None) -> str:
    """The table that is wanted, or the only one. Raises ReadingError: lake_which_table, lake_no_table."""
    if wanted is not None and not engine.address.is_files:
        return wanted
    tables = engine.tables()
    if len(tables) != 1:
        code = "lake_which_table" if tables else "lake_no_tables"
        raise ReadingError(code, source=engine.address.name, tables=", ".join(tables[:20]))
    return tables[0]


def read_lake(
    lake: Lake, choices: Choices, progress: Progress | None = None, cancel: Cancel | None = None
) -> ClientList:
    """The client list of a table. Raises ReadingError as `Lake.source` and `read_clients` do."""
    return read_clients(lake.source(choices, progress, cancel), choices, progress, cancel)


def dated(lake: Lake, clients: ClientList, choices: Choices, progress: Progress | None = None) -> ClientList:
    """A list with its sales over time, as finely as they can be held: by day, month or year. It stays as it
    is where the table says nothing of time. Raises ReadingError: lake_failed, cancelled."""
    if choices.date is None or clients.sales is not None:
        return clients
    with lake.engine.at_hand(progress):
        lake.hold(progress)
        everybody = clients.count + len(clients.set_apart)
        period = lake.finest(choices, everybody, progress)
        source = lake.source_by(choices, period, progress)
    with_days = read_clients(replace(source, asked=None), choices, progress)
    return replace(with_days, purchases=clients.purchases)
