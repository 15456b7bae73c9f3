"""A table of an engine as a list: looked at, recognised, asked for its sums, and read by the rules of
reading."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.base.money import Amounts
from lib.clients.model import ClientList, Question
from lib.lakes.cells import Notation, as_text, common
from lib.lakes.engines import Engine
from lib.lakes.grouping import (
    BLANK,
    CONVERTED,
    EMPTY,
    LETTERS,
    SPELLED,
    WRONG,
    Asking,
    Grouped,
    Notes,
    Period,
    amount_columns,
    further_columns,
    grouped,
    is_product,
    label_of,
)
from lib.lakes.sample import is_private, sample_of, sheet_of
from lib.parsing.errors import ReadingError
from lib.parsing.parquet import as_text as texts_of_arrow
from lib.parsing.sheets import Writing
from lib.parsing.tables import coded
from lib.reading.choices import RULES, Choices, Proposal, headings_of
from lib.reading.clients_from_rows import read_clients
from lib.reading.currencies import currency_code, rate_of
from lib.reading.document_kinds import begins_with_credit_note, kind_of, kind_of_series, status_of
from lib.reading.headings import simple
from lib.reading.ledger import is_ledger
from lib.reading.notations import notation_of
from lib.reading.opening import without_emails
from lib.reading.process import Cancel, Progress
from lib.reading.proposal import recognise, recognised_as
from lib.reading.source import Sheet, Source
from lib.reading.statuses import ASIDE
from lib.reading.text_column import Coded, Mask
from lib.reading.text_column import coded as column_of_texts
from lib.reading.values import MOST_EVIDENCE, decimal_mark, exact_numbers, is_free, parse_number

if TYPE_CHECKING:
    import ibis.expr.types as ir

READ_WHOLE = 50_000
"""Lines that are read like a file's: every row has its place, and can be put right."""
MOST_OF_A_LEDGER = 3_000_000
"""Lines of a ledger: its entries have to be looked at one by one."""
MOST_ODD = 2_000
"""Different texts of a column of amounts that are asked of our own reader; what lies beyond is set aside."""
MOST_LABELS = 2_000
MOST_SERIES = 300
MOST_GROUPS = 1_500_000
"""Clients times days, months or years that are brought into memory."""
_LABEL_HINT = (
    "avoir|credit|crédit|crédito|credito|refund|rembours|gutschrift|storno|nota d|acompte|acconto|deposit|"
    "payment|anzahlung|abschlag|anticipo|arrhes|avance|advance|aco"
)


@dataclass(frozen=True)
class Facts:
    """What is known of all lines before they are added up."""

    rows: int
    doubtful: bool
    percent: bool = False


@dataclass(eq=False)
class Lake:
    """A table that is open, with the first of its lines."""

    engine: Engine
    table: str
    sample: Sheet
    read_whole: int = READ_WHOLE
    _answers: dict[object, Any] = field(default_factory=dict, repr=False)
    """What the engine has said, by what was asked; it lives and dies with the session."""

    @property
    def name(self) -> str:
        """What may be shown of where it lies."""
        address = self.engine.address
        return address.name if address.is_files else f"{address.name} · {self.table}"

    @cached_property
    def expression(self) -> "ir.Table":
        """The table."""
        return self.engine.table(self.table)

    @cached_property
    def columns(self) -> dict[str, str]:
        """The columns by the headings of the sheet."""
        return dict(zip(self.sample.headings, self.expression.columns, strict=True))

    @cached_property
    def rows(self) -> int:
        """How many lines there are."""
        counted = self.engine.ask(self.expression.aggregate(rows=self.expression.count()), "look")
        return int(counted["rows"][0].as_py())

    def proposal(self, progress: Progress | None = None, cancel: Cancel | None = None) -> Proposal:
        """What the columns are, by the first lines; which currencies there are, by all."""
        proposal = recognise(self.sample)
        heading = proposal.choices.currency_column
        if heading is None or "currencies" in self._answers:
            return proposal
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
        recognised_as(self.sample, _in_currencies(proposal, currencies))
        return recognise(self.sample)

    def source(
        self,
        choices: Choices,
        progress: Progress | None = None,
        cancel: Cancel | None = None,
        period: Period | None = "day",
    ) -> Source:
        """The lines as the choices want them: a short table or a ledger whole, else added up by the engine.

        Raises ReadingError: unknown_column, lake_failed, lake_ledger, cancelled.
        """
        for heading in headings_of(choices):
            if heading not in self.columns:
                raise ReadingError("unknown_column", column=heading, sheet=choices.sheet)
        if self.rows <= self.read_whole or is_ledger(choices):
            return self._whole(progress, cancel)
        key = (self._asked_for(choices), period)
        if key not in self._answers:
            self._answers[key] = Source(self.name, (self._added_up(choices, period, progress, cancel),))
        source: Source = self._answers[key]
        return source

    def _asked_for(self, choices: Choices) -> object:
        """What of the choices changes the question; the rest is decided on its answer."""
        answers = tuple(pair for pair in choices.answers if _is_of_the_question(pair[0]))
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
            self._answers["whole"] = Source(self.name, (without_emails(sheet),))
        source: Source = self._answers["whole"]
        return source

    def _added_up(
        self, choices: Choices, period: Period | None, progress: Progress | None, cancel: Cancel | None
    ) -> Sheet:
        asking = self._asking(choices, period, progress, cancel)
        question = grouped(asking)
        answer = self.engine.ask(question.question, "ask", progress, cancel)
        parts = [(question, answer)]
        if "state" in answer.column_names:
            wrong = pc.equal(answer["state"], WRONG)
            if pc.any(wrong).as_py():
                alone = grouped(asking, wrong_alone=True)
                told = self.engine.ask(alone.question, "ask", progress, cancel)
                parts = [(question, answer.filter(pc.invert(wrong))), (alone, told)]
        return self._sheet(asking, parts)

    def _asking(
        self, choices: Choices, period: Period | None, progress: Progress | None, cancel: Cancel | None
    ) -> Asking:
        """The question with all that has to be known before."""
        if choices.is_off("refunds"):
            choices = replace(choices, refunded=None)
        asking = Asking(self.expression, self.columns, choices, period=period)
        texts = [
            heading
            for heading in dict.fromkeys((*amount_columns(choices), *further_columns(choices)))
            if asking.column(heading).type().is_string()
        ]
        notations = {heading: self._notation(asking, heading, progress, cancel) for heading in texts}
        asking = replace(asking, notations=notations)
        facts = self._facts(asking, progress, cancel)
        labels = self._labels(asking, progress, cancel)
        letters, spelled = self._letters(asking, progress, cancel)
        kinds = {kind_of_series(word.upper()) for word in letters} | {kind_of(word) for word in spelled}
        statuses = self._words(asking, choices.status, progress, cancel)
        notes = Notes(
            tuple(
                word
                for word in self._words(asking, choices.kind, progress, cancel)
                if kind_of(word) == "credit_note"
            ),
            tuple(label for label in labels or () if begins_with_credit_note(label)),
            tuple(word for word in letters if kind_of_series(word.upper()) == "credit_note"),
            tuple(word for word in spelled if kind_of(word) == "credit_note"),
            tuple(word for word in statuses if _is_aside(word, choices)),
            tuple(word for word in statuses if status_of(word) == "refunded"),
        )
        odd = (cell for notation in notations.values() for cell in notation.odd)
        return replace(
            asking,
            unusual=_unusual(odd),
            doubtful=facts.doubtful,
            percent=facts.percent,
            labels=labels,
            lettered=choices.document is not None and bool(kinds - {None, "invoice"}),
            notes=notes if choices.document is not None else Notes(),
            rates=self._rates(asking, progress, cancel),
        )

    def _rates(self, asking: Asking, progress: Progress | None, cancel: Cancel | None) -> dict[str, Decimal]:
        """What the amounts of a cell of the column of currencies are multiplied by, as it was answered."""
        choices = asking.choices
        rates: dict[str, Decimal] = {}
        if choices.currency_column is None or choices.rates is not None:
            return rates
        for cell in self._words(asking, choices.currency_column, progress, cancel):
            rate = rate_of(choices.answer(f"rate_{currency_code(cell)}"))
            if rate is not None and currency_code(cell) != choices.currency:
                rates[cell] = rate
        return rates

    def _notation(
        self, asking: Asking, heading: str, progress: Progress | None, cancel: Cancel | None
    ) -> Notation:
        """How a column of texts writes numbers: its decimal mark by evidence, and what its odd texts mean."""
        key = ("notation", heading)
        if key not in self._answers:
            text = asking.column(heading).fill_null("")
            table = asking.table.select(cell=text)
            speaking = table.filter(~table.cell.re_search(r"^-?[0-9]{1,12}(\.([0-9]{1,2}|[0-9]{4}))?$"))
            seen = self._ask(speaking.distinct().limit(MOST_EVIDENCE), progress, cancel)["cell"].to_pylist()
            usual = "," if self.sample.written.delimiter == ";" and any("," in cell for cell in seen) else "."
            mark = decimal_mark([cell for cell in seen if cell], usual)
            _, is_common = common(table.cell.strip(), mark)
            odd = table.filter(~is_common & (table.cell != ""))
            cells = self._ask(odd.distinct().limit(MOST_ODD), progress, cancel)["cell"].to_pylist()
            self._answers[key] = Notation(mark, {cell: _meant(cell, mark) for cell in cells})
        notation: Notation = self._answers[key]
        return notation

    def _facts(self, asking: Asking, progress: Progress | None, cancel: Cancel | None) -> Facts:
        """Whether any amount may say nothing or be no number, and whether discounts are in percent."""
        choices = asking.choices
        columns = {heading: asking.column(heading) for heading in amount_columns(choices)}
        texts = any(column.type().is_string() for column in columns.values())
        asked: dict[str, Any] = {}
        for place, (heading, column) in enumerate(columns.items()):
            number = asking.number(heading)
            if not column.type().is_string():
                asked[f"n{place}"] = number.value.isnull().any()
            if is_product(choices) and heading == choices.discount:
                asked["most"] = number.value.abs().max()
        if not asked:
            return Facts(self.rows, texts)
        key = ("facts", tuple(columns))
        if key not in self._answers:
            self._answers[key] = self._ask(asking.table.aggregate(**asked), progress, cancel)
        answer = self._answers[key].to_pylist()[0]
        doubtful = texts or any(answer[name] for name in answer if name != "most")
        most = answer.get("most")
        percent = most is not None and (most > 1 or ("%" in (choices.discount or "") and most == 1))
        return Facts(self.rows, doubtful, percent)

    def _labels(
        self, asking: Asking, progress: Progress | None, cancel: Cancel | None
    ) -> tuple[str, ...] | None:
        """The labels that speak of credit notes or deposits."""
        heading = label_of(asking.choices)
        if heading is None:
            return None
        key = ("labels", heading)
        if key not in self._answers:
            table = asking.table.select(cell=as_text(asking.column(heading)))
            telling = table.filter(table.cell.lower().re_search(_LABEL_HINT)).distinct().limit(MOST_LABELS)
            cells = self._ask(telling, progress, cancel)["cell"].to_pylist()
            self._answers[key] = tuple(
                sorted(cell for cell in cells if begins_with_credit_note(cell) or kind_of(cell) == "deposit")
            )
        labels: tuple[str, ...] = self._answers[key]
        return labels

    def _letters(
        self, asking: Asking, progress: Progress | None, cancel: Cancel | None
    ) -> tuple[list[str], list[str]]:
        """The letters and the words before the numbers of the documents; none where there are too many to be
        those of series."""
        heading = asking.choices.document
        if heading is None or not asking.column(heading).type().is_string():
            return [], []
        key = ("letters", heading)
        if key not in self._answers:
            text = as_text(asking.column(heading)).strip()
            table = asking.table.select(
                letters=text.re_extract(LETTERS, 1).fill_null(""),
                spelled=text.re_extract(SPELLED, 1).fill_null(""),
            )
            rows = self._ask(table.distinct().limit(MOST_SERIES + 1), progress, cancel).to_pylist()
            several = [] if len(rows) > MOST_SERIES else rows
            self._answers[key] = tuple(
                sorted({row[name] for row in several} - {""}) for name in ("letters", "spelled")
            )
        letters: tuple[list[str], list[str]] = self._answers[key]
        return letters

    def _words(
        self, asking: Asking, heading: str | None, progress: Progress | None, cancel: Cancel | None
    ) -> list[str]:
        """The different texts of a column, the first of them."""
        if heading is None:
            return []
        key = ("words", heading)
        if key not in self._answers:
            table = asking.table.select(cell=as_text(asking.column(heading)))
            answer = self._ask(table.distinct().limit(MOST_LABELS), progress, cancel)
            self._answers[key] = answer["cell"].to_pylist()
        words: list[str] = self._answers[key]
        return words

    def _sheet(self, asking: Asking, parts: list[tuple[Grouped, pa.Table]]) -> Sheet:
        """The sums as a sheet: below each heading a key, a sum, or nothing."""
        rows = sum(answer.num_rows for _, answer in parts)
        nothing = pa.DictionaryArray.from_arrays(
            pa.array(np.zeros(rows, np.int32)), pa.array([""], pa.string())
        )
        cells = [self._cells(asking, parts, heading, nothing) for heading in self.sample.headings]
        lines = np.concatenate([np.asarray(answer["lines"]).astype(np.int64) for _, answer in parts])
        table = pa.table({str(place): column for place, column in enumerate(cells)})
        sheet = sheet_of(self.sample.name, self.expression.columns, table, Writing())
        return replace(
            sheet,
            lines=lines,
            shown=self.sample,
            empty_lines=_are_empty(parts),
            converted=_converted(asking, parts),
            notations=_written(parts),
        )

    def _cells(
        self, asking: Asking, parts: list[tuple[Grouped, pa.Table]], heading: str, nothing: pa.Array
    ) -> pa.Array:
        first = parts[0][0]
        choices = asking.choices
        if heading in first.keys:
            texts = [answer[question.keys[heading]] for question, answer in parts]
            return _texts(
                pa.chunked_array([chunk for column in texts for chunk in column.chunks], pa.string())
            )
        if is_product(choices) and heading == choices.unit_price:
            return pa.array(np.ones(len(nothing)))
        if heading not in first.sums:
            return nothing
        main = heading == (choices.quantity if is_product(choices) else amount_columns(choices)[0])
        columns = [_sums(question, answer, heading, main) for question, answer in parts]
        if len(columns) == 1:
            return columns[0]
        texts = [column if pa.types.is_string(column.type) else _plain(column) for column in columns]
        return _texts(pa.chunked_array(texts, pa.string()))


def _is_of_the_question(code: str) -> bool:
    """Whether an answer changes what an engine is asked, and not only what is made of its answer."""
    return code in RULES or code in ("pending", "unapproved") or code.startswith(("rate_", "status_"))


def _is_aside(word: str, choices: Choices) -> bool:
    """Whether the lines of a status are no part of a credit note."""
    status = status_of(word)
    if status in ASIDE:
        return not choices.is_off(status)
    if status == "unapproved":
        return choices.answer(status) != "counted"
    code = "pending" if status == "pending" else f"status_{simple(word).replace(' ', '_')}"
    return choices.answer(code) == "aside"


def _meant(cell: str, mark: str) -> Decimal | None:
    """What an odd text means; None where it is no number."""
    return Decimal(0) if is_free(cell) else parse_number(cell, mark)


def _sums(question: Grouped, answer: pa.Table, heading: str, main: bool) -> pa.Array:
    """The sums below a heading; nothing where the lines have no amount, and what stands there instead where
    that is no number."""
    if main and "wrong" in answer.column_names:
        return answer["wrong"].combine_chunks().cast(pa.string())
    column = answer[question.sums[heading]].combine_chunks()
    if main and "state" in answer.column_names:
        blank = pc.is_in(answer["state"], pa.array([BLANK, EMPTY], pa.int8())).combine_chunks()
        column = pc.if_else(blank, pa.scalar(None, column.type), column)
    return column


def _unusual(texts: Iterable[str]) -> dict[str, str]:
    """The texts that are written in an unusual way, with the first that is written so."""
    unusual: dict[str, str] = {}
    first: dict[str, str] = {}
    for text in texts:
        if code := notation_of(text):
            unusual[text] = first.setdefault(code, text)
    return unusual


def _written(parts: list[tuple[Grouped, pa.Table]]) -> Coded | None:
    """For each row an amount that is written as those of its lines."""
    if "written" not in parts[0][1].column_names:
        return None
    return column_of_texts(
        _texts(
            pa.chunked_array(
                [chunk for _, answer in parts for chunk in answer["written"].chunks], pa.string()
            )
        )
    )


def _converted(asking: Asking, parts: list[tuple[Grouped, pa.Table]]) -> dict[tuple[str, Decimal], Amounts]:
    """The amounts that were converted line by line, by the currency and its rate."""
    if not asking.rates:
        return {}
    columns = [exact_numbers(answer[question.sums[CONVERTED]]).whole for question, answer in parts]
    amounts = np.concatenate(columns).astype(np.int64)
    return {(currency_code(cell) or "", rate): amounts for cell, rate in asking.rates.items()}


def _are_empty(parts: list[tuple[Grouped, pa.Table]]) -> Mask:
    """The rows that stand for lines without any cell."""
    states = [
        np.asarray(answer["state"]) == EMPTY
        if "state" in answer.column_names
        else np.zeros(answer.num_rows, dtype=bool)
        for _, answer in parts
    ]
    return np.concatenate(states)


def _plain(column: pa.Array) -> pa.Array:
    return pc.fill_null(column.cast(pa.string()), "")


def _texts(column: pa.ChunkedArray) -> pa.Array:
    encoded = pc.fill_null(column, "").dictionary_encode()
    return encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded


def _in_currencies(proposal: Proposal, currencies: tuple[str, ...]) -> Proposal:
    """The proposal with the currencies that all lines have."""
    questions = tuple(question for question in proposal.questions if question.code != "currency_mixed")
    if len(currencies) > 1:
        questions = (*questions, Question("currency_mixed", currencies, currencies[0]))
    currency = currencies[0] if currencies else proposal.choices.currency
    return replace(proposal, choices=replace(proposal.choices, currency=currency), questions=questions)


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
