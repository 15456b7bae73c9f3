"""What has to be known of a table before its lines are added up: how its texts write numbers, which words its
columns of types and statuses hold, what the letters of its documents say. Each is asked once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from lib.base.money import UNIT
from lib.lakes.amounts import repeated_totals
from lib.lakes.asking import (
    Asking,
    Detail,
    Notes,
    amount_columns,
    further_columns,
    is_product,
    label_of,
)
from lib.lakes.cells import EXACT, SMALL, Notation, as_text, bare_text, common, sized
from lib.lakes.engines import Engine
from lib.lakes.grouping import LETTERS, SPELLED
from lib.reading.bought import item_column
from lib.reading.choices import Choices
from lib.reading.currencies import currency_code, rate_of
from lib.reading.document_kinds import (
    MAY_TELL,
    begins_with_credit_note,
    is_yes,
    kind_of,
    kind_of_series,
    status_of,
)
from lib.reading.headings import simple
from lib.reading.notations import notation_of
from lib.reading.process import Cancel, Progress
from lib.reading.refunds import base_of
from lib.reading.source import Sheet
from lib.reading.statuses import ASIDE, flags_of_credit_notes
from lib.reading.sums import Repeated
from lib.reading.values import MOST_EVIDENCE, decimal_mark, is_free, parse_number
from lib.reading.whole_documents import evidence_of_totals

if TYPE_CHECKING:
    import ibis.expr.types as ir

MOST_ODD = 2_000
"""Different texts of a column of amounts that are asked of our own reader; what lies beyond is set aside."""
MOST_LABELS = 2_000
MOST_DIFFERENT = (1 << 31) - 1
"""More different texts than a column has."""
MOST_SERIES = 300
_PLAIN = re.compile(rf"-?[0-9]{{1,{SMALL}}}(\.[0-9]{{1,10}})?")
"""A number as a program writes it."""
_LABEL_HINT = (
    "avoir|credit|crédit|crédito|credito|refund|rembours|gutschrift|storno|nota d|acompte|acconto|deposit|"
    "payment|anzahlung|abschlag|anticipo|arrhes|avance|advance|aco"
)


@dataclass(frozen=True)
class Facts:
    """Whether any amount may say nothing or be no number, and whether discounts are in percent."""

    doubtful: bool
    percent: bool = False


@dataclass(frozen=True, eq=False)
class Inquiry:
    """A table, and what its engine has said of it so far."""

    engine: Engine
    expression: "ir.Table"
    columns: Mapping[str, str]
    parted_by_semicolons: bool
    known: dict[object, Any] = field(repr=False)
    sample: Sheet
    progress: Progress | None = None
    cancel: Cancel | None = None

    def _ask(self, question: "ir.Table") -> pa.Table:
        return self.engine.ask(question, "look", self.progress, self.cancel)

    def asking(self, choices: Choices, detail: Detail | None, trusting: bool = False) -> Asking:
        """The question with all that has to be known before; `trusting` takes all amounts for plain numbers,
        and has the answer say whether they are; labels for telling nothing, where asking for them would go
        through a text once more."""
        if choices.is_off("refunds"):
            choices = replace(choices, refunded=None)
        asking = Asking(self.expression, self.columns, choices)
        if detail == "item":
            asking = replace(asking, item=item_column(choices))
        else:
            asking = replace(asking, period=detail)
        texts = self._texts(choices)
        plain = Notation(plain=True)
        notations = {heading: plain if trusting else self._notation(asking, heading) for heading in texts}
        asking = replace(asking, notations=notations, trusting=trusting)
        facts = self._facts(asking)
        watched = trusting and self._watches(choices)
        labels = None if watched else self.labels(asking)
        letters, spelled = self._letters(asking)
        kinds = {kind_of_series(word.upper()) for word in letters} | {kind_of(word) for word in spelled}
        doubtful = replace(asking, doubtful=facts.doubtful, percent=facts.percent, rates=self._rates(asking))
        odd = (cell for notation in notations.values() for cell in notation.odd)
        return replace(
            asking,
            unusual=_unusual(odd),
            doubtful=facts.doubtful,
            percent=facts.percent,
            labels=labels,
            watched=watched,
            lettered=choices.document is not None and bool(kinds - {None, "invoice"}),
            notes=self._notes(asking, labels, letters, spelled),
            rates=doubtful.rates,
            repeated=self._repeated(doubtful),
            spanned=self._spans(choices, detail),
        )

    def _spans(self, choices: Choices, detail: Detail | None) -> bool:
        """Whether the days of the lines are not known yet, and are known by going through all of them."""
        if choices.date is None or detail == "day" or self.engine.is_built_in:
            return False
        kind = self.expression[self.columns[choices.date]].type()
        return (kind.is_date() or kind.is_timestamp()) and ("days", choices.date) not in self.known

    def _notes(
        self, asking: Asking, labels: tuple[str, ...] | None, letters: list[str], spelled: list[str]
    ) -> Notes:
        """What tells credit notes; nothing where documents are not told apart."""
        choices = asking.choices
        if choices.document is None:
            return Notes()
        statuses = self._words(asking, choices.status)
        series = tuple(word for word in letters if _is_series_of_notes(word, choices))
        aside = tuple(word for word in statuses if _is_aside(word, choices))
        refunded = tuple(word for word in statuses if status_of(word) == "refunded")
        if choices.is_off("credit_notes"):
            return Notes(letters=series, aside=aside, refunded=refunded)
        return Notes(
            kinds=tuple(word for word in self._words(asking, choices.kind) if kind_of(word) == "credit_note"),
            labels=tuple(label for label in labels or () if begins_with_credit_note(label)),
            letters=series,
            words=tuple(word for word in spelled if kind_of(word) == "credit_note"),
            flags={
                heading: tuple(word for word in self._words(asking, heading) if is_yes(word))
                for heading in flags_of_credit_notes(choices)
            },
            aside=aside,
            refunded=refunded,
        )

    def _repeated(self, asking: Asking) -> Repeated | None:
        """The totals of documents that stand on each of their lines, where the first lines look so and all
        bear it out."""
        choices = asking.choices
        evidence = evidence_of_totals(self.sample, choices)
        if evidence == "lines":
            return None
        rates = tuple(asking.rates.items())
        key = ("repeated", choices.document, amount_columns(choices), asking.trusting, rates)
        if key not in self.known:
            self.known[key] = self._ask(repeated_totals(asking)).to_pylist()[0]
        said = self.known[key]
        if not said["documents"] or said["different"]:
            return None
        return Repeated(
            said["documents"], int(said["lines"]), int(said["amount"] * UNIT), evidence == "asked"
        )

    def _texts(self, choices: Choices) -> list[str]:
        """The headings of the columns of figures that hold texts."""
        base = base_of(list(self.columns), choices)
        figures = dict.fromkeys((*amount_columns(choices), *further_columns(choices), *filter(None, (base,))))
        return [heading for heading in figures if self.expression[self.columns[heading]].type().is_string()]

    def is_promised(self, choices: Choices) -> bool:
        """Whether all amounts of the first lines are there, and all figures that are texts plain numbers."""
        texts = self._texts(choices)
        if texts and (not self.engine.is_built_in or self.parted_by_semicolons):
            return False
        if any(self.sample.column(heading).empty.any() for heading in amount_columns(choices)):
            return False
        cells = [cell for heading in texts for cell in self.sample.column(heading).texts if cell]
        return all(_PLAIN.fullmatch(cell) for cell in cells)

    def _watches(self, choices: Choices) -> bool:
        """Whether labels are watched while lines are added up, since by the first lines they say nothing."""
        heading = label_of(choices)
        if heading is None or ("labels", heading) in self.known or not self.engine.rereads_text:
            return False
        return not any(re.search(MAY_TELL, cell) for cell in self.sample.column(heading).texts)

    def _rates(self, asking: Asking) -> dict[str, Decimal]:
        """What the amounts of a cell of the column of currencies are multiplied by, as it was answered."""
        choices = asking.choices
        rates: dict[str, Decimal] = {}
        if choices.currency_column is None or choices.rates is not None:
            return rates
        for cell in self._words(asking, choices.currency_column):
            rate = rate_of(choices.answer(f"rate_{currency_code(cell)}"))
            if rate is not None and currency_code(cell) != choices.currency:
                rates[cell] = rate
        return rates

    def _notation(self, asking: Asking, heading: str) -> Notation:
        """How a column of texts writes numbers: its decimal mark by evidence, and what its odd texts mean."""
        key = ("notation", heading)
        if key not in self.known:
            text = asking.column(heading).fill_null("")
            table = asking.table.select(cell=text)
            if self.engine.is_built_in and not self.parted_by_semicolons:
                # Most columns hold nothing but plain numbers: then the engine reads them in one step.
                others = table.filter(sized(table.cell, EXACT).isnull() & (table.cell != ""))
                if not self._ask(others.limit(1)).num_rows:
                    self.known[key] = Notation(plain=True)
                    return Notation(plain=True)
            speaking = table.filter(~table.cell.re_search(r"^-?[0-9]{1,12}(\.([0-9]{1,2}|[0-9]{4}))?$"))
            seen = self._ask(speaking.distinct().limit(MOST_EVIDENCE))["cell"].to_pylist()
            usual = "," if self.parted_by_semicolons and any("," in cell for cell in seen) else "."
            mark = decimal_mark([cell for cell in seen if cell], usual)
            _, is_common = common(bare_text(table.cell), mark)
            odd = table.filter(~is_common & (table.cell != ""))
            cells = self._ask(odd.distinct().limit(MOST_ODD))["cell"].to_pylist()
            self.known[key] = Notation(mark, {cell: _meant(cell, mark) for cell in cells})
        notation: Notation = self.known[key]
        return notation

    def _facts(self, asking: Asking) -> Facts:
        """Whether any amount may say nothing or be no number, and whether discounts are in percent."""
        choices = asking.choices
        columns = {heading: asking.column(heading) for heading in amount_columns(choices)}
        texts = any(column.type().is_string() for column in columns.values())
        asked: dict[str, Any] = {}
        for position, (heading, column) in enumerate(columns.items()):
            number = asking.number(heading)
            if not column.type().is_string() and not asking.trusting:
                asked[f"n{position}"] = number.value.isnull().any()
            if is_product(choices) and heading == choices.discount:
                asked["most"] = number.value.abs().max()
        texts = texts and not asking.trusting
        if not asked:
            return Facts(texts)
        key = ("facts", tuple(columns), asking.trusting)
        if key not in self.known:
            self.known[key] = self._ask(asking.table.aggregate(**asked))
        answer = self.known[key].to_pylist()[0]
        doubtful = texts or any(answer[name] for name in answer if name != "most")
        most = answer.get("most")
        percent = most is not None and (most > 1 or ("%" in (choices.discount or "") and most == 1))
        return Facts(doubtful, percent)

    def labels(self, asking: Asking) -> tuple[str, ...] | None:
        """The labels that speak of credit notes or deposits."""
        heading = label_of(asking.choices)
        if heading is None:
            return None
        key = ("labels", heading)
        if key not in self.known:
            table = asking.table.select(cell=as_text(asking.column(heading)))
            # The limit has engines look at each text once, and not at that of every line.
            different = table.distinct().limit(MOST_DIFFERENT)
            telling = different.filter(different.cell.lower().re_search(_LABEL_HINT)).limit(MOST_LABELS)
            cells = self._ask(telling)["cell"].to_pylist()
            self.known[key] = tuple(
                sorted(cell for cell in cells if begins_with_credit_note(cell) or kind_of(cell) == "deposit")
            )
        labels: tuple[str, ...] = self.known[key]
        return labels

    def _letters(self, asking: Asking) -> tuple[list[str], list[str]]:
        """The letters and the words before the numbers of the documents; none where there are too many to be
        those of series."""
        heading = asking.choices.document
        if heading is None or not asking.column(heading).type().is_string():
            return [], []
        key = ("letters", heading)
        if key not in self.known:
            text = as_text(asking.column(heading)).strip()
            table = asking.table.select(
                letters=text.re_extract(LETTERS, 1).fill_null(""),
                spelled=text.re_extract(SPELLED, 1).fill_null(""),
            )
            rows = self._ask(table.distinct().limit(MOST_SERIES + 1)).to_pylist()
            several = [] if len(rows) > MOST_SERIES else rows
            self.known[key] = tuple(
                sorted({row[name] for row in several} - {""}) for name in ("letters", "spelled")
            )
        letters: tuple[list[str], list[str]] = self.known[key]
        return letters

    def _words(self, asking: Asking, heading: str | None) -> list[str]:
        """The different texts of a column, the first of them."""
        if heading is None:
            return []
        key = ("words", heading)
        if key not in self.known:
            table = asking.table.select(cell=as_text(asking.column(heading)))
            answer = self._ask(table.distinct().limit(MOST_LABELS))
            self.known[key] = answer["cell"].to_pylist()
        words: list[str] = self.known[key]
        return words


def _unusual(texts: Iterable[str]) -> dict[str, str]:
    """The texts that are written in an unusual way, with the first that is written so."""
    unusual: dict[str, str] = {}
    first: dict[str, str] = {}
    for text in texts:
        if code := notation_of(text):
            unusual[text] = first.setdefault(code, text)
    return unusual


def _is_series_of_notes(letters: str, choices: Choices) -> bool:
    """Whether the documents whose numbers begin so are credit notes, also by what was answered."""
    is_known = kind_of_series(letters.upper()) == "credit_note"
    return is_known and choices.answer(f"series_{letters}") != "invoice"


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
