"""Documents of several lines: a total that stands on each of them, and lines that only continue a
document."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lib.base.money import UNIT, Amounts
from lib.clients.model import Assumed, Question
from lib.reading.amounts import LineAmounts, line_amounts
from lib.reading.choices import Choices, without_revenue
from lib.reading.headings import simple
from lib.reading.ledger import is_ledger
from lib.reading.source import Sheet
from lib.reading.sums import Repeated
from lib.reading.text_column import Coded, Codes, Mask

CENT = UNIT // 100
_WHOLE = {"total", "totaux", "ttc", "gesamt", "gesamtbetrag", "totale", "subtotal", "sous"}
_OF_DOCUMENT = {
    "facture",
    "invoice",
    "commande",
    "order",
    "document",
    "doc",
    "piece",
    "ticket",
    "rechnung",
    "factura",
    "fattura",
}
_OF_LINE = {"ligne", "line", "lineitem", "item", "article", "position"}
MOSTLY_ONCE = 0.5
"""Share of the documents with several rows from which they are documents of several lines."""
MANY = 5
"""Documents of several lines, all of equal amounts, that make one suppose totals without a word of the
heading."""

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class WholeDocuments:
    """The amounts with each total counted once, what is asked and what was assumed."""

    amount: Amounts
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()


@dataclass(frozen=True, eq=False)
class Continued:
    """Client and number of each row, of the lines that continue a document those of its first line; which row
    that is, and which rows continue."""

    client: Coded
    number: Coded
    first_lines: Places
    rows: Mask
    assumed: tuple[Assumed, ...] = ()


@dataclass(frozen=True, eq=False)
class Copies:
    """The rows that are set aside because they are those of an earlier document again, and what is asked."""

    rows: Mask
    questions: tuple[Question, ...] = ()
    assumed: tuple[Assumed, ...] = ()


def copied_rows(sheet: Sheet, choices: Choices, data: Mask) -> Copies:
    """Where each document has one row, but some have it again, the same in every cell: as when two exports
    overlap. It is asked, and counted once unless the user says otherwise. Of sums no row can be compared with
    another: that is said."""
    none = np.zeros(len(data), dtype=bool)
    if choices.document is None:
        return Copies(none)
    if sheet.is_added_up:
        return Copies(none, assumed=(Assumed("not_compared", sheet.count(data)),))
    documents = sheet.groups(choices.document)
    rows = np.flatnonzero(data & (documents >= 0))
    codes = documents[rows]
    times = np.bincount(codes)
    if not 0 < (times > 1).sum() < MOSTLY_ONCE * (times > 0).sum():
        return Copies(none)
    first = np.zeros(len(times), dtype=np.int64)
    first[codes[::-1]] = rows[::-1]
    again = rows[first[codes] != rows]
    originals = first[codes[first[codes] != rows]]
    if not _are_same(sheet, again, originals):
        return Copies(none)
    document = sheet.at(choices.document, int(again[0]))
    details: dict[str, str | int] = {"count": len(again), "document": document}
    question = Question("copied_rows", ("once", "each"), "once", details)
    copied = none.copy()
    copied[again] = choices.answer("copied_rows") != "each"
    return Copies(copied, (question,))


def _are_same(sheet: Sheet, rows: Places, others: Places) -> bool:
    """Whether rows hold the same as others in every cell."""
    for heading in sheet.headings:
        numbers = sheet.numbers(heading)
        if numbers is None:
            codes = sheet.column(heading).codes
            if (codes[rows] != codes[others]).any():
                return False
        elif not numbers.take(pa.array(rows)).equals(numbers.take(pa.array(others))):
            return False
    return True


def totals_once(sheet: Sheet, choices: Choices, amount: Amounts, data: Mask) -> WholeDocuments:
    """Where the column of the amounts holds the total of a document on each of its lines, it counts on the
    first."""
    if choices.document is None or choices.revenue is None:
        return WholeDocuments(amount)
    if sheet.sums is not None:
        return _said(choices, amount, sheet.sums.repeated)
    several = _several(sheet, choices, amount, data)
    evidence = several.evidence if several else "lines"
    if several is None or evidence == "lines":
        return WholeDocuments(amount)
    repeated = np.zeros(len(amount), dtype=bool)
    repeated[several.rows] = several.first[several.codes] != several.rows
    told = Repeated(
        int(several.are.sum()), int(repeated.sum()), int(amount[repeated].sum()), evidence == "asked"
    )
    said = _said(choices, amount, told)
    return replace(said, amount=np.where(repeated, 0, amount)) if counts_once(choices) else said


def evidence_of_totals(sheet: Sheet, choices: Choices) -> str:
    """What the amounts of documents of several lines are by some of the lines: "total", "asked" or
    "lines"."""
    if choices.document is None or choices.revenue is None or choices.client is None:
        return "lines"
    amounts = line_amounts(sheet, choices)
    usable = ~amounts.blank & ~sheet.column(choices.client).empty
    several = _several(sheet, choices, amounts.value, usable)
    return several.evidence if several else "lines"


def counts_once(choices: Choices) -> bool:
    """Whether a total that stands on each line of its document counts on one of them."""
    return choices.answer("repeated_total") != "each" and not choices.is_off("repeated_total")


def _said(choices: Choices, amount: Amounts, repeated: Repeated | None) -> WholeDocuments:
    """What is asked and said of totals that are repeated."""
    if repeated is None:
        return WholeDocuments(amount)
    column: dict[str, str | int] = {"column": choices.revenue or ""}
    details = column | {"count": repeated.documents}
    question = Question("repeated_total", ("once", "each"), "once", details)
    questions = (question,) if repeated.is_asked else ()
    if not counts_once(choices):
        return WholeDocuments(amount, questions)
    said = Assumed("repeated_total", repeated.lines, repeated.amount, column)
    return WholeDocuments(amount, questions, (said,))


@dataclass(frozen=True, eq=False)
class _Several:
    """Documents of several lines, all of whose amounts are equal: the rows that have an amount, the document
    of each, the first row of each document, which of them have several, and what that tells."""

    rows: Places
    codes: Codes
    first: Places
    are: Mask
    evidence: str


def _several(sheet: Sheet, choices: Choices, amount: Amounts, data: Mask) -> _Several | None:
    documents = sheet.groups(choices.document or "")
    rows = np.flatnonzero(data & (documents >= 0) & (amount != 0))
    codes = documents[rows]
    several = np.bincount(codes) > 1
    first = np.zeros(len(several), dtype=np.int64)
    first[codes[::-1]] = rows[::-1]
    if not several.any() or (amount[rows] != amount[first][codes]).any():
        return None
    return _Several(rows, codes, first, several, _evidence(sheet, choices, amount, rows, codes, several))


def _evidence(
    sheet: Sheet, choices: Choices, amount: Amounts, rows: Places, codes: Codes, several: Mask
) -> str:
    """What equal amounts on all lines of each document are: "total" (the lines' own amounts add up to it, or
    the heading says so), "lines", or "asked"."""
    words = set(simple(choices.revenue or "").split())
    if words & _OF_LINE:
        return "lines"
    if choices.quantity is not None and choices.unit_price is not None:
        line = line_amounts(sheet, without_revenue(choices)).value
        sums = np.zeros(len(several), dtype=np.int64)
        np.add.at(sums, codes, line[rows])
        whole = np.zeros(len(several), dtype=np.int64)
        whole[codes] = amount[rows]
        if (np.abs(line[rows] - amount[rows]) < CENT)[several[codes]].all():
            return "lines"
        if (np.abs(sums - whole) < CENT)[several].mean() > 1 / 2:
            return "total"
    if words & _WHOLE and words & _OF_DOCUMENT:
        return "total" if several.sum() > 1 else "asked"
    different = len(np.unique(amount[rows[several[codes]]]))
    if words & _WHOLE and several.sum() > 1:
        return "asked"
    return "asked" if several.sum() >= MANY and different >= MANY else "lines"


def without_own_amount(sheet: Sheet, choices: Choices, amounts: LineAmounts, data: Mask) -> Mask:
    """Lines without an amount whose document has one on another line: they are part of it, and nothing is
    missing."""
    none = np.zeros(len(data), dtype=bool)
    if choices.document is None or choices.revenue is None or sheet.is_added_up:
        return none
    if not (amounts.blank & data).any():
        return none
    number = sheet.column(choices.document).stripped()
    with_amount = np.zeros(len(number.texts), dtype=bool)
    with_amount[number.codes[data & ~amounts.blank & (amounts.value != 0)]] = True
    return data & amounts.blank & ~number.empty & with_amount[number.codes]


def continued(sheet: Sheet, choices: Choices, client: Coded, number: Coded, data: Mask) -> Continued:
    """Lines that name no client, but belong to a document whose first line does: by its number, or because
    client, number and date are all left out on the same lines."""
    here = np.arange(len(data))
    missing = data & client.filled(number).empty
    plain = Continued(client, number, here, np.zeros(len(data), dtype=bool))
    if is_ledger(choices) or sheet.is_added_up or not missing.any() or missing.all():
        return plain
    first = _first_lines(sheet, choices, number.filled(client), data)
    rows = missing & (first != here)
    if not rows.any():
        return plain
    said = Assumed("continued", int(rows.sum()))
    return Continued(
        Coded(client.texts, np.where(rows, client.codes[first], client.codes)),
        Coded(number.texts, np.where(rows, number.codes[first], number.codes)),
        np.where(rows, first, here),
        rows,
        (said,),
    )


def _first_lines(sheet: Sheet, choices: Choices, who: Coded, data: Mask) -> Places:
    """For each line without a client the line that has its document's; itself where there is none."""
    here, missing = np.arange(len(data)), data & who.empty
    named = data & ~missing
    document = None if choices.document is None else sheet.column(choices.document)
    if document is not None and (named & document.stripped().empty).sum() == 0:
        known = np.full(len(document.texts), -1, dtype=np.int64)
        rows = np.flatnonzero(named)[::-1]
        known[document.codes[rows]] = rows
        if (who.codes[known[document.codes[rows]]] != who.codes[rows]).any():
            return here  # documents of several clients: a line without one may be anybody's
        of_document = known[document.codes]
        numbered = missing & ~document.stripped().empty
        first = np.where(numbered & (of_document >= 0), of_document, here)
        if (numbered & (of_document < 0)).any():
            return first
        if not numbered.any() and _left_out_together(sheet, choices, missing, data):
            return _above(named, missing, here)
        return first
    return _above(named, missing, here) if _left_out_together(sheet, choices, missing, data) else here


def _left_out_together(sheet: Sheet, choices: Choices, missing: Mask, data: Mask) -> bool:
    """Whether the document's other columns are empty on exactly the lines without a client."""
    headings = [heading for heading in (choices.document, choices.date) if heading is not None]
    empties = []
    for heading in headings:
        numbers = sheet.numbers(heading)
        empties.append(
            sheet.column(heading).stripped().empty if numbers is None else np.asarray(numbers.is_null())
        )
    first = int(np.argmax(data))
    return (
        bool(empties)
        and not missing[first]
        and all((empty[data] == missing[data]).all() for empty in empties)
    )


def _above(named: Mask, missing: Mask, here: Places) -> Places:
    last = np.maximum.accumulate(np.where(named, here, -1))
    return np.where(missing & (last >= 0), last, here)
