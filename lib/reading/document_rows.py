"""What the columns of a list say of the document of each row: its type, its status, its label, its number."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from lib.base.money import Amounts
from lib.clients.model import Assumed, Question
from lib.reading.choices import Choices
from lib.reading.document_kinds import OFFERS, SERIES, Kind, kind_of, status_of
from lib.reading.headings import names_quotes
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask, constant

_SPELLED = r"^[^\p{L}\d]*(?P<part>\p{L}{5,}(?:[ '’](?:de |d['’])?\p{L}{4,})?)[\s°#:]"
"""The words that are written out before a document's number (a pattern of RE2)."""
WORDS = 6
"""Words of the file that a sentence names."""


@dataclass(frozen=True, eq=False)
class Documents:
    """The rows by what their documents are: the amounts with credit notes and refunds taken off, the rows
    that are no revenue by reason, what is asked and what was assumed."""

    amount: Amounts
    aside: dict[str, Mask]
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()


@dataclass(frozen=True, eq=False)
class DocumentRows:
    """What the columns say of each row. `series` are the letters that the document's number begins with,
    "" where there are none; `typed` tells whether anything says what sort of document a row is."""

    sheet: Sheet
    choices: Choices
    amount: Amounts
    kind: Coded
    status: Coded
    label: Coded
    series: Coded
    typed: bool

    def of_kind(self, *kinds: Kind) -> Mask:
        """The rows whose type is one of these."""
        return self.kind.where(lambda text: kind_of(text) in kinds)

    def flagged(self, heading: str, test: Callable[[str], bool]) -> Mask:
        """The rows in which a column of yes and no passes a test."""
        return self.sheet.column(heading).where(test)

    def assumed(self, code: str, rows: Mask, **details: str | int) -> list[Assumed]:
        """That these rows were treated so; nothing where there are none."""
        count = self.sheet.count(rows)
        return [Assumed(code, count, int(self.amount[rows].sum()), details)] if count else []


def document_rows(sheet: Sheet, choices: Choices, amount: Amounts) -> DocumentRows:
    """The rows of a sheet. Where no column tells the type, that of the status may: Quote, Sales order."""
    status = sheet.optional_column(choices.status)
    told = choices.kind is not None
    kind = sheet.column(choices.kind or "") if told else _kind_elsewhere(sheet, choices, status)
    label = sheet.optional_column(choices.label or choices.article)
    lettered = choices.document if choices.document and sheet.numbers(choices.document) is None else None
    series = sheet.optional_column(lettered).extracted(SERIES)
    typed = told or any(kind_of(text) not in (None, "invoice") for text in kind.texts)
    return DocumentRows(sheet, choices, amount, kind, status, label, series, typed)


def _kind_elsewhere(sheet: Sheet, choices: Choices, status: Coded) -> Coded:
    """What sort of document each row is, where no column tells: by the words before its number (Avoir n° 3),
    by the heading of the numbers (N° devis), or by its status."""
    if choices.document is not None:
        if names_quotes(choices.document):
            return constant("devis", sheet.rows)
        if sheet.numbers(choices.document) is None:
            spelled = sheet.column(choices.document).extracted(_SPELLED)
            if any(kind_of(text) not in (None, "invoice") for text in spelled.texts):
                return spelled
    return status.mapped(_kind_in_status)


def is_kind_of_document(status: str) -> bool:
    """Whether the text of a status column names a sort of document that is no revenue beside invoices."""
    return status_of(status) is None and kind_of(status) in OFFERS


def _kind_in_status(text: str) -> str:
    if is_kind_of_document(text):
        return text
    return "invoice" if status_of(text) is not None else ""


def words_of(column: Coded, rows: Mask) -> str:
    """The different texts of some rows, in the order of the file."""
    texts = different_texts(column, rows)
    return ", ".join(texts[:WORDS]) + (" …" if len(texts) > WORDS else "")


def different_texts(column: Coded, rows: Mask) -> list[str]:
    """The different texts of some rows, in the order of the file, without blanks around them."""
    codes: Iterable[int] = dict.fromkeys(np.asarray(column.codes[rows]).tolist())
    return list(dict.fromkeys(column.texts[code].strip() for code in codes))
