"""What became of documents: by the words of a status column, and by columns that say yes or no."""

from functools import partial

import numpy as np

from lib.clients.model import Assumed, Question
from lib.reading.choices import Choices
from lib.reading.document_kinds import (
    Status,
    begins_with_credit_note,
    is_billable,
    is_no,
    is_open,
    is_yes,
    is_yes_or_no,
    kind_of_series,
    status_of,
)
from lib.reading.document_rows import (
    DocumentRows,
    Documents,
    different_texts,
    is_kind_of_document,
    words_of,
)
from lib.reading.headings import names_invoices, simple
from lib.reading.samples import Sample
from lib.reading.source import Sheet
from lib.reading.text_column import Mask, any_of

ASIDE: tuple[Status, ...] = ("cancelled", "draft", "abandoned", "refused", "refunded")
"""What became of documents that are no revenue; the reason of the rows has the same name."""
ASKED_ALONE = 4
"""Unknown words that are asked about one by one; further ones are asked about together."""
MOST_STATUSES = 12
"""Different texts of a column of statuses."""
LONGEST_STATUS = 30


def by_status(rows: DocumentRows, data: Mask, refunded: Mask) -> Documents:
    """What is cancelled, a draft, abandoned, refused or refunded is no revenue; what waits for its payment,
    and words that are not known, are asked about. `refunded` rows have their refund taken off already."""
    flags = _by_flags(rows, data)
    if rows.choices.status is None:
        return flags
    data = data & ~any_of([~data, *flags.aside.values()])

    def having(wanted: Status | None) -> Mask:
        return data & rows.status.where(lambda text: bool(text.strip()) and status_of(text) == wanted)

    aside: dict[str, Mask] = {status: having(status) for status in ASIDE if not rows.choices.is_off(status)}
    if "refunded" in aside:
        aside["refunded"] &= ~refunded
    assumed = [decision for status, mask in aside.items() for decision in rows.assumed(status, mask)]
    partly = _counted_or_aside(rows, "partly_refunded", having("partly_refunded") & ~refunded, "counted")
    unknown, pending = data & unknown_statuses(rows.sheet, rows.choices), having("pending")
    unapproved = having("unapproved")
    if having("won").any():
        asked = _open_deals(rows, unknown | pending | unapproved | (data & rows.status.where(is_open)))
    else:
        asked = _joined(_unknown(rows, unknown), _pending(rows, pending), _unapproved(rows, unapproved))
    for reason, mask in flags.aside.items():
        aside[reason] = aside[reason] | mask if reason in aside else mask
    return Documents(
        rows.amount,
        {**aside, **asked.aside, **partly.aside},
        (*asked.questions, *partly.questions),
        (*flags.assumed, *assumed, *asked.assumed),
    )


def _joined(*several: Documents) -> Documents:
    return Documents(
        several[0].amount,
        {reason: mask for documents in several for reason, mask in documents.aside.items()},
        tuple(question for documents in several for question in documents.questions),
        tuple(assumed for documents in several for assumed in documents.assumed),
    )


def unknown_statuses(sheet: Sheet, choices: Choices) -> Mask:
    """The rows whose status is a word that is not known."""
    if choices.status is None:
        return np.zeros(sheet.rows, dtype=bool)
    column = sheet.column(choices.status)
    unknown = column.where(lambda text: bool(text.strip()) and status_of(text) is None)
    return unknown & ~column.where(is_kind_of_document) if choices.kind is None else unknown


def _unknown(rows: DocumentRows, unknown: Mask) -> Documents:
    """Words that are not known count, and are asked about one by one, the most money first. One word on all
    rows tells nothing apart: it is only said."""
    words = different_texts(rows.status, unknown)
    if not (rows.amount[unknown] != 0).any() or (
        len(words) == 1 and not (~unknown & ~rows.status.empty).any()
    ):
        said = rows.assumed("unknown_status", unknown, words=words_of(rows.status, unknown))
        return Documents(rows.amount, {}, (), tuple(said))
    masks = {word: unknown & rows.status.where(partial(_is_word, word)) for word in words}
    order = sorted(words, key=lambda word: -abs(int(rows.amount[masks[word]].sum())))
    alone = order if len(order) <= ASKED_ALONE else order[: ASKED_ALONE - 1]
    groups = {f"status_{simple(word).replace(' ', '_')}": masks[word] for word in alone}
    if len(alone) < len(order):
        groups["status_others"] = any_of(masks[word] for word in order[len(alone) :])
    questions: list[Question] = []
    left_out = np.zeros(len(unknown), dtype=bool)
    for code, mask in groups.items():
        details: dict[str, str | int] = {
            "words": words_of(rows.status, mask),
            "count": rows.sheet.count(mask),
        }
        questions.append(Question(code, ("counted", "aside"), "counted", details, "unknown_status"))
        if rows.choices.answer(code) == "aside":
            left_out |= mask
    return Documents(rows.amount, {"status_left_out": left_out}, tuple(questions))


def _is_word(word: str, text: str) -> bool:
    return text.strip() == word


def _pending(rows: DocumentRows, pending: Mask) -> Documents:
    """What waits for its payment: an invoice is revenue all the same, an order or a payment is not yet."""
    proposed = "counted" if _are_invoices(rows) else "aside"
    return _counted_or_aside(rows, "pending", pending, proposed)


def _unapproved(rows: DocumentRows, unapproved: Mask) -> Documents:
    """What nobody has approved, confirmed or paid in earnest yet is no revenue unless the user says so."""
    return _counted_or_aside(rows, "unapproved", unapproved, "aside")


def _counted_or_aside(rows: DocumentRows, code: str, mask: Mask, proposed: str) -> Documents:
    if not (mask & (rows.amount != 0)).any():
        return Documents(rows.amount, {})
    words: dict[str, str | int] = {"words": words_of(rows.status, mask), "count": rows.sheet.count(mask)}
    question = Question(code, ("counted", "aside"), proposed, words)
    answer = rows.choices.answer(code) or proposed
    return Documents(rows.amount, {code: mask} if answer == "aside" else {}, (question,))


def _are_invoices(rows: DocumentRows) -> bool:
    """Whether the documents are invoices, by their type, their headings or the letters of their numbers."""
    choices = rows.choices
    headings = (choices.document, choices.date, choices.status, choices.revenue)
    return (
        any(names_invoices(heading) for heading in headings if heading)
        or (choices.kind is not None and bool(rows.of_kind("invoice").any()))
        or any(kind_of_series(name) == "invoice" for name in rows.series.texts if name)
    )


def _open_deals(rows: DocumentRows, others: Mask) -> Documents:
    """Beside deals that are won, the other stages are deals still open."""
    if not others.any():
        return Documents(rows.amount, {})
    details: dict[str, str | int] = {
        "words": words_of(rows.status, others),
        "count": rows.sheet.count(others),
    }
    question = Question("open_deals", ("aside", "counted"), "aside", details)
    counted = rows.choices.answer("open_deals") == "counted"
    return Documents(rows.amount, {"open_deal": others & (not counted)}, (question,))


def flags_of(samples: list[Sample]) -> tuple[str, ...]:
    """The headings of columns that say with yes or no what became of each row: Cancelled, Draft, Billable."""
    return tuple(sample.heading for sample in samples if _is_flag(sample))


def _is_flag(sample: Sample) -> bool:
    if not sample.cells or not all(map(is_yes_or_no, sample.cells)):
        return False
    heading = sample.heading
    return status_of(heading) in ASIDE or is_billable(heading) or begins_with_credit_note(heading)


def flagged_credit_notes(rows: DocumentRows) -> Mask:
    """The rows that a column of yes and no says to be credit notes."""
    none = np.zeros(len(rows.amount), dtype=bool)
    return any_of([none, *(rows.flagged(heading, is_yes) for heading in flags_of_credit_notes(rows.choices))])


def flags_of_credit_notes(choices: Choices) -> list[str]:
    """The headings of the columns of yes and no that say whether a row is one of a credit note."""
    return [
        heading
        for heading in choices.flags
        if status_of(heading) is None and begins_with_credit_note(heading)
    ]


def _by_flags(rows: DocumentRows, data: Mask) -> Documents:
    """The rows of which a column of yes and no says that they are no revenue."""
    aside: dict[str, Mask] = {}
    for heading in rows.choices.flags:
        status = status_of(heading)
        if is_billable(heading):
            reason, mask = "not_billable", data & rows.flagged(heading, is_no)
        elif status in ASIDE:
            reason, mask = str(status), data & rows.flagged(heading, is_yes)
        else:
            continue
        if not rows.choices.is_off(reason):
            aside[reason] = aside.get(reason, mask & False) | mask
    assumed: list[Assumed] = [
        decision for reason, mask in aside.items() for decision in rows.assumed(reason, mask)
    ]
    return Documents(rows.amount, aside, (), tuple(assumed))


def is_column_of_statuses(sample: Sample) -> bool:
    """Whether the cells of a column that is called a status can be statuses, though their words are not
    known: a few short ones that come again."""
    short = all(len(cell) <= LONGEST_STATUS for cell in sample.cells)
    return short and 2 <= sample.different <= min(MOST_STATUSES, len(sample.cells) - 1)
