"""In which currency the amounts of a list are: which column says so, and what headings, cells and number
formats say."""

import numpy as np

from lib.clients.model import Column
from lib.reading.choices import Choices, Columns
from lib.reading.currencies import (
    currencies_in,
    currency_beside,
    currency_code,
    is_document_currency,
    is_own_currency,
)
from lib.reading.headings import is_never, may_mean, tax
from lib.reading.samples import Sample, sample_of
from lib.reading.source import Sheet


def own_currency(columns: Columns, samples: list[Sample]) -> str | None:
    """Amounts in the firm's own currency come before those in the currency of the document. Where there is a
    column of them, it is taken, with the column of its currency, and the one of the documents' is left; the
    currency that the heading names is given."""
    if "currency" not in columns or "revenue" not in columns:
        return None
    taken = {column.heading for role, column in columns.items() if role not in ("revenue", "currency")}
    amounts = [
        sample
        for sample in samples
        if sample.heading not in taken and sample.fits("revenue") and _is_amount(sample)
    ]
    own = [sample for sample in amounts if is_own_currency(sample.heading)]
    foreign = [sample for sample in amounts if is_document_currency(sample.heading)]
    if not own and columns["revenue"].heading in {sample.heading for sample in foreign}:
        own = [sample for sample in amounts if sample not in foreign]
    if not own and foreign and columns["revenue"].heading not in {sample.heading for sample in foreign}:
        own = [sample for sample in amounts if sample.heading == columns["revenue"].heading]
    if not own:
        return None
    chosen = min(own, key=lambda sample: (tax(sample.heading), sample.column))
    columns["revenue"] = Column(chosen.heading, 0.9, "own_currency")
    named = [sample for sample in samples if is_own_currency(sample.heading) and sample.fits("currency")]
    if named:
        columns["currency"] = Column(named[0].heading, 0.9, "own_currency")
        return None
    columns.pop("currency")
    return min(currencies_in(chosen.heading), default=None)


def currencies_of(sheet: Sheet, samples: list[Sample], choices: Choices) -> tuple[str, ...]:
    """The currencies of the amounts, the most frequent first: from a column of currencies, or else from
    number formats, or else from heading and cells."""
    if choices.currency_column is not None:
        column = sheet.column(choices.currency_column).mapped(lambda text: currency_code(text) or "")
        times = np.bincount(column.codes, minlength=len(column.texts)).tolist()
        counts = {code: count for code, count in zip(column.texts, times, strict=True) if code and count}
        return tuple(sorted(counts, key=lambda code: (-counts[code], code)))
    heading = choices.revenue or choices.debit or choices.unit_price or next(iter(choices.periods), None)
    if heading is None:
        return ()
    sample = sample_of(samples, heading)
    formats = sheet.marks.currencies.get(sample.column + sheet.marks.first_column, ())
    inside = currencies_in(heading) or sample.currencies
    counts = {code: sum(code == currency_beside(cell) for cell in sample.cells[:500]) for code in inside}
    return tuple(sorted({*inside} or {*formats}, key=lambda code: (-counts.get(code, 0), code)))


def _is_amount(sample: Sample) -> bool:
    own = is_own_currency(sample.heading) and not is_never(sample.heading, "revenue")
    return own or may_mean(sample.heading, "revenue")
