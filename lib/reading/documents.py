"""Which documents are revenue: by their status, their type, their label and the series of their numbers."""

from collections.abc import Callable, Iterable

import numpy as np

from lib.base.money import Amounts
from lib.clients.model import Assumed, Question
from lib.reading.choices import Choices
from lib.reading.document_kinds import (
    OFFERS,
    Kind,
    begins_with_credit_note,
    kind_of,
    kind_of_series,
)
from lib.reading.document_rows import DocumentRows, Documents, document_rows, words_of
from lib.reading.refunds import after_refunds
from lib.reading.source import Sheet
from lib.reading.statuses import by_status, flagged_credit_notes
from lib.reading.text_column import Mask, any_of

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


def documents_of(sheet: Sheet, choices: Choices, amount: Amounts, data: Mask) -> Documents:
    """What the documents of a sheet are. `data` marks the rows that are data."""
    rows = document_rows(sheet, choices, amount)
    refunds = after_refunds(sheet, choices, amount)
    became = by_status(rows, data, refunds.rows)
    counted = data & ~any_of([~data, *became.aside.values()])
    by_kind = _by_kind(rows, counted)
    counted &= ~any_of([~data, *by_kind.aside.values()])
    known = counted & _credit_notes(rows)
    series, questions = _credit_series(rows, counted & ~known)
    notes = known | series
    offered, offers = _offered_series(rows, counted & ~notes)
    deposits, asked = _deposits(rows, counted & ~notes)
    value = _taken_off(rows, notes, refunds.amount)
    assumed = [*became.assumed, *by_kind.assumed, *refunds.assumed]
    return Documents(
        value,
        {**became.aside, **by_kind.aside, "offer": by_kind.aside["offer"] | offered, "deposit": deposits},
        (*asked, *questions, *offers, *became.questions),
        (*assumed, *_turned(rows, notes & ~series, value)),
    )


def _by_kind(rows: DocumentRows, counted: Mask) -> Documents:
    """Payments and offers are no revenue beside invoices. A file of orders alone is ranked by orders, one of
    payments alone by payments, and that is said."""
    none = np.zeros(len(counted), dtype=bool)
    if not rows.typed:
        return Documents(rows.amount, {"offer": none})
    offers: dict[Kind, Mask] = {kind: counted & rows.of_kind(kind) for kind in OFFERS}
    purchase = counted & rows.of_kind("purchase")
    payment = counted & rows.of_kind("payment")
    remaining = (
        counted
        & ~rows.kind.empty
        & ~any_of([payment, purchase, *offers.values()])
        & ~rows.of_kind("credit_note")
    )
    assumed: list[Assumed] = []
    if not remaining.any():
        stands_for = next((kind for kind in OFFERS if offers[kind].any()), None)
        if stands_for is not None:
            assumed += rows.assumed(ALONE[stands_for], offers.pop(stands_for))
        elif purchase.any():
            assumed += rows.assumed("purchases_alone", purchase)
            purchase = none
        else:
            assumed += rows.assumed("payments_alone", payment)
            payment = none
    offer = none if rows.choices.is_off("offer") else any_of([none, *offers.values()])
    assumed += rows.assumed("offer", offer, words=words_of(rows.kind, offer))
    purchase &= not rows.choices.is_off("purchase")
    assumed += rows.assumed("purchase", purchase, words=words_of(rows.kind, purchase))
    unknown = remaining & rows.kind.where(lambda text: kind_of(text) is None)
    if not unknown[remaining].all():
        assumed += rows.assumed("unknown_kind", unknown, words=words_of(rows.kind, unknown))
    return Documents(
        rows.amount, {"payment": payment, "offer": offer, "purchase": purchase}, (), tuple(assumed)
    )


def _credit_notes(rows: DocumentRows) -> Mask:
    """Rows that are credit notes by their type, or by what their label says first of all."""
    if rows.choices.is_off("credit_notes"):
        return np.zeros(len(rows.amount), dtype=bool)
    labelled = rows.label.where(begins_with_credit_note, _CREDIT_HINT)
    return rows.of_kind("credit_note") | labelled | flagged_credit_notes(rows)


def _credit_series(rows: DocumentRows, counted: Mask) -> tuple[Mask, list[Question]]:
    """Rows whose number belongs to a series of credit notes beside another series, where their amounts have
    no minus: a question, answered with yes unless the user says otherwise."""
    return _asked_series(rows, counted & (rows.amount > 0), lambda kind: kind == "credit_note", "credit_note")


def _offered_series(rows: DocumentRows, counted: Mask) -> tuple[Mask, list[Question]]:
    """Rows whose number belongs to a series of quotes or orders beside one of invoices."""
    if rows.typed:
        return np.zeros(len(counted), dtype=bool), []
    return _asked_series(rows, counted, lambda kind: kind in OFFERS, "aside")


def _asked_series(
    rows: DocumentRows, counted: Mask, fits: Callable[[Kind | None], bool], proposed: str
) -> tuple[Mask, list[Question]]:
    chosen = np.zeros(len(counted), dtype=bool)
    series = rows.series
    kinds = {name: kind_of_series(name) for name in series.present(np.ones_like(counted))}
    invoices = [name for name, kind in kinds.items() if kind == "invoice"]
    questions = []
    for name in series.present(counted):
        if not fits(kinds[name]) or not _has_company(name, kinds, invoices, proposed):
            continue
        mask = counted & series.where(name.__eq__)
        details: dict[str, str | int] = {"series": name, "count": rows.sheet.count(mask)}
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


def _deposits(rows: DocumentRows, counted: Mask) -> tuple[Mask, list[Question]]:
    """Deposit invoices: whether they are part of the final invoice is never decided in silence."""
    by_type = rows.of_kind("deposit")
    labelled = rows.label.where(lambda text: kind_of(text) == "deposit", _DEPOSIT_HINT)
    deposits = counted & (by_type | labelled) & (rows.amount > 0)
    none = np.zeros(len(counted), dtype=bool)
    if not deposits.any() or not (counted & ~deposits).any():
        return none, []
    details: dict[str, str | int] = {"count": rows.sheet.count(deposits)}
    question = Question("deposits", ("beside", "within"), "beside", details)
    return (deposits if rows.choices.answer("deposits") == "within" else none), [question]


def _taken_off(rows: DocumentRows, notes: Mask, amount: Amounts) -> Amounts:
    """Credit notes as amounts below zero, however the file signs them. A document of several lines is turned
    as a whole, so that a line that goes against it still does."""
    if not notes.any():
        return amount
    known = (
        np.arange(len(amount)) if rows.choices.document is None else rows.sheet.groups(rows.choices.document)
    )
    documents = np.where(notes, known, -1)
    alone = documents < 0
    totals = np.zeros(int(max(documents.max(initial=0), 0)) + 1, dtype=np.int64)
    np.add.at(totals, documents[~alone], amount[~alone])
    positive = np.where(alone, amount > 0, totals[np.maximum(documents, 0)] > 0)
    return np.where(notes & positive, -amount, amount)


def _turned(rows: DocumentRows, notes: Mask, value: Amounts) -> Iterable[Assumed]:
    """That credit notes without a minus were taken off."""
    changed = notes & (value < 0) & (rows.amount > 0)
    count = rows.sheet.count(changed)
    return [Assumed("credit_notes", count, int(value[changed].sum()))] if count else []
