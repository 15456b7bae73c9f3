"""Which documents are revenue: by their status, their type, their label and the series of their numbers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from lib.base.money import Amounts
from lib.clients.model import Assumed, Question
from lib.reading.choices import Choices
from lib.reading.document_kinds import (
    OFFERS,
    SERIES,
    Kind,
    Status,
    begins_with_credit_note,
    kind_of,
    kind_of_series,
    status_of,
)
from lib.reading.refunds import after_refunds
from lib.reading.source import Sheet
from lib.reading.text_column import Coded, Mask, any_of

ASIDE: tuple[Status, ...] = ("cancelled", "draft", "abandoned", "refused", "refunded")
"""What became of documents that are no revenue; the reason of the rows has the same name."""
_CREDIT_HINT = "avoir|credit|crédit|crédito|credito|refund|gutschrift|storno"
_DEPOSIT_HINT = "acompte|acconto|deposit|payment|anzahlung|abschlag|anticipo|arrhes|avance|advance|aco"
ALONE: dict[Kind, str] = {
    "order": "order_alone",
    "delivery": "delivery_alone",
    "quote": "quote_alone",
    "pro_forma": "pro_forma_alone",
}
"""What is said of a list that holds no other documents than offers of one kind."""
SERIES_QUESTIONS = {"credit_note": "series_credit_note", "aside": "series_aside"}
"""What a question about a series of numbers is called, by the answer that is proposed."""
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
class _Rows:
    """What the columns say of each row. `number` is the document's, "" where there is none."""

    sheet: Sheet
    choices: Choices
    amount: Amounts
    kind: Coded
    status: Coded
    label: Coded
    number: Coded

    def of_kind(self, *kinds: Kind) -> Mask:
        """The rows whose type is one of these."""
        return self.kind.where(lambda text: kind_of(text) in kinds)

    def assumed(self, code: str, rows: Mask, **details: str | int) -> list[Assumed]:
        """That these rows were treated so; nothing where there are none."""
        count = int(rows.sum())
        return [Assumed(code, count, int(self.amount[rows].sum()), details)] if count else []


def documents_of(sheet: Sheet, choices: Choices, amount: Amounts, data: Mask) -> Documents:
    """What the documents of a sheet are. `data` marks the rows that are data."""
    rows = _rows(sheet, choices, amount)
    refunds = after_refunds(sheet, choices, amount)
    by_status = _by_status(rows, data, refunds.rows)
    counted = data & ~any_of([~data, *by_status.aside.values()])
    by_kind = _by_kind(rows, counted)
    counted &= ~any_of([~data, *by_kind.aside.values()])
    known = counted & _credit_notes(rows)
    series, questions = _credit_series(rows, counted & ~known)
    notes = known | series
    offered, offers = _offered_series(rows, counted & ~notes)
    deposits, asked = _deposits(rows, counted & ~notes)
    value = _taken_off(rows, notes, refunds.amount)
    assumed = [*by_status.assumed, *by_kind.assumed, *refunds.assumed]
    return Documents(
        value,
        {**by_status.aside, **by_kind.aside, "offer": by_kind.aside["offer"] | offered, "deposit": deposits},
        (*asked, *questions, *offers, *by_status.questions),
        (*assumed, *_turned(rows, notes & ~series, value)),
    )


def _rows(sheet: Sheet, choices: Choices, amount: Amounts) -> _Rows:
    names = (choices.kind, choices.status, choices.label, choices.document)
    return _Rows(sheet, choices, amount, *map(sheet.optional_column, names))


def _by_status(rows: _Rows, data: Mask, refunded: Mask) -> Documents:
    """What is cancelled, a draft, abandoned, refused or refunded is no revenue; what waits for its payment is
    asked about; words that are not known count and are named. `refunded` rows have their refund taken off
    already."""
    if rows.choices.status is None:
        return Documents(rows.amount, {})

    def having(wanted: Status | None) -> Mask:
        return data & rows.status.where(lambda text: bool(text.strip()) and status_of(text) == wanted)

    aside: dict[str, Mask] = {status: having(status) for status in ASIDE if not rows.choices.is_off(status)}
    if "refunded" in aside:
        aside["refunded"] &= ~refunded
    assumed = [assumption for status, mask in aside.items() for assumption in rows.assumed(status, mask)]
    partly, unknown, pending = having("partly_refunded") & ~refunded, having(None), having("pending")
    assumed += rows.assumed("partly_refunded", partly)
    questions = []
    if having("won").any() and unknown.any():
        aside["open_deal"] = unknown & False
        questions.append(_open_deals(rows, unknown))
        if rows.choices.answer("open_deals") != "counted":
            aside["open_deal"] = unknown
    else:
        assumed += rows.assumed("unknown_status", unknown, words=_words(rows.status, unknown))
    if (pending & (rows.amount != 0)).any():
        words: dict[str, str | int] = {"words": _words(rows.status, pending), "count": int(pending.sum())}
        questions.append(Question("pending", ("counted", "aside"), "counted", words))
    if rows.choices.answer("pending") == "aside":
        aside["pending"] = pending
    return Documents(rows.amount, aside, tuple(questions), tuple(assumed))


def unknown_statuses(sheet: Sheet, choices: Choices) -> Mask:
    """The rows whose status is a word that is not known."""
    if choices.status is None:
        return np.zeros(sheet.rows, dtype=bool)
    return sheet.column(choices.status).where(lambda text: bool(text.strip()) and status_of(text) is None)


def _open_deals(rows: _Rows, unknown: Mask) -> Question:
    """Beside deals that are won, the other stages are deals still open."""
    details: dict[str, str | int] = {"words": _words(rows.status, unknown), "count": int(unknown.sum())}
    return Question("open_deals", ("aside", "counted"), "aside", details)


def _words(column: Coded, rows: Mask) -> str:
    """The different texts of some rows, in the order of the file."""
    codes = dict.fromkeys(column.codes[rows].tolist())
    texts = list(dict.fromkeys(column.texts[code].strip() for code in codes))
    return ", ".join(texts[:WORDS]) + (" …" if len(texts) > WORDS else "")


def _by_kind(rows: _Rows, counted: Mask) -> Documents:
    """Payments and offers are no revenue beside invoices. A file of orders alone is ranked by orders, one of
    payments alone by payments, and that is said."""
    none = np.zeros(len(counted), dtype=bool)
    if rows.choices.kind is None:
        return Documents(rows.amount, {"offer": none})
    offers = {kind: counted & rows.of_kind(kind) for kind in OFFERS}
    payment = counted & rows.of_kind("payment")
    remaining = (
        counted & ~rows.kind.empty & ~any_of([payment, *offers.values()]) & ~rows.of_kind("credit_note")
    )
    assumed: list[Assumed] = []
    if not remaining.any():
        stands_for = next((kind for kind in OFFERS if offers[kind].any()), None)
        basis = payment if stands_for is None else offers.pop(stands_for)
        assumed += rows.assumed("payments_alone" if stands_for is None else ALONE[stands_for], basis)
        payment = payment & ~basis
    offer = none if rows.choices.is_off("offer") else any_of([none, *offers.values()])
    assumed += rows.assumed("offer", offer, words=_words(rows.kind, offer))
    unknown = remaining & rows.kind.where(lambda text: kind_of(text) is None)
    if not unknown[remaining].all():
        assumed += rows.assumed("unknown_kind", unknown, words=_words(rows.kind, unknown))
    return Documents(rows.amount, {"payment": payment, "offer": offer}, (), tuple(assumed))


def _credit_notes(rows: _Rows) -> Mask:
    """Rows that are credit notes by their type, or by what their label says first of all."""
    if rows.choices.is_off("credit_notes"):
        return np.zeros(len(rows.amount), dtype=bool)
    labelled = rows.label.where(begins_with_credit_note, _CREDIT_HINT)
    return rows.of_kind("credit_note") | labelled


def _credit_series(rows: _Rows, counted: Mask) -> tuple[Mask, list[Question]]:
    """Rows whose number belongs to a series of credit notes beside another series, where their amounts have
    no minus: a question, answered with yes unless the user says otherwise."""
    return _asked_series(rows, counted & (rows.amount > 0), lambda kind: kind == "credit_note", "credit_note")


def _offered_series(rows: _Rows, counted: Mask) -> tuple[Mask, list[Question]]:
    """Rows whose number belongs to a series of quotes or orders beside one of invoices."""
    if rows.choices.kind is not None:
        return np.zeros(len(counted), dtype=bool), []
    return _asked_series(rows, counted, lambda kind: kind in OFFERS, "aside")


def _asked_series(
    rows: _Rows, counted: Mask, fits: Callable[[Kind | None], bool], proposed: str
) -> tuple[Mask, list[Question]]:
    chosen = np.zeros(len(counted), dtype=bool)
    series = rows.number.extracted(SERIES)
    kinds = {name: kind_of_series(name) for name in _present(series, np.ones_like(counted))}
    invoices = [name for name, kind in kinds.items() if kind == "invoice"]
    questions = []
    for name in _present(series, counted):
        if not fits(kinds[name]) or not _has_company(name, kinds, invoices, proposed):
            continue
        mask = counted & series.where(name.__eq__)
        details: dict[str, str | int] = {"series": name, "count": int(mask.sum())}
        question = Question(
            f"series_{name}", (proposed, "invoice"), proposed, details, SERIES_QUESTIONS[proposed]
        )
        questions.append(question)
        if (rows.choices.answer(question.code) or proposed) == proposed:
            chosen |= mask
    return chosen, questions


def _has_company(name: str, kinds: dict[str, Kind | None], invoices: list[str], proposed: str) -> bool:
    """Whether a series stands beside one of invoices; one of credit notes of two letters and more, beside
    any."""
    if proposed == "credit_note" and len(name) > 1:
        return any(series and series != name and kind != "credit_note" for series, kind in kinds.items())
    return bool(invoices)


def _present(column: Coded, rows: Mask) -> list[str]:
    return [column.texts[code] for code in np.unique(column.codes[rows])]


def _deposits(rows: _Rows, counted: Mask) -> tuple[Mask, list[Question]]:
    """Deposit invoices: whether they are part of the final invoice is never decided in silence."""
    by_type = rows.of_kind("deposit")
    labelled = rows.label.where(lambda text: kind_of(text) == "deposit", _DEPOSIT_HINT)
    deposits = counted & (by_type | labelled) & (rows.amount > 0)
    none = np.zeros(len(counted), dtype=bool)
    if not deposits.any() or not (counted & ~deposits).any():
        return none, []
    details: dict[str, str | int] = {"count": int(deposits.sum())}
    question = Question("deposits", ("beside", "within"), "beside", details)
    return (deposits if rows.choices.answer("deposits") == "within" else none), [question]


def _taken_off(rows: _Rows, notes: Mask, amount: Amounts) -> Amounts:
    """Credit notes as amounts below zero, however the file signs them. A document of several lines is turned
    as a whole, so that a line that goes against it still does."""
    if not notes.any():
        return amount
    size = np.arange(len(amount)) if rows.choices.document is None else rows.number.codes.astype(np.int64)
    documents = np.where(notes & ~rows.number.empty, size, -1)
    alone = documents < 0
    totals = np.zeros(int(max(documents.max(initial=0), 0)) + 1, dtype=np.int64)
    np.add.at(totals, documents[~alone], amount[~alone])
    positive = np.where(alone, amount > 0, totals[np.maximum(documents, 0)] > 0)
    return np.where(notes & positive, -amount, amount)


def _turned(rows: _Rows, notes: Mask, value: Amounts) -> Iterable[Assumed]:
    """That credit notes without a minus were taken off."""
    changed = notes & (value < 0) & (rows.amount > 0)
    count = int(changed.sum())
    return [Assumed("credit_notes", count, int(value[changed].sum()))] if count else []
