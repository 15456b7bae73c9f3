"""Recognising a list: which sheet, which column is what, which shape, and what has to be asked."""

from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np

from lib.clients.model import Column, Question, Role
from lib.reading.choices import ROLES, Choices, Proposal
from lib.reading.currencies import (
    currencies_in,
    currency_beside,
    currency_code,
    is_document_currency,
    is_own_currency,
)
from lib.reading.dates import day_comes_first, has_ambiguous_order, period_of
from lib.reading.headings import is_ignored, is_never, meanings, tax
from lib.reading.ledger import is_client_account
from lib.reading.samples import MOSTLY, Sample, samples_of
from lib.reading.source import Sheet, Source

SURE = 0.5
"""Below this confidence a column is asked about."""

Columns = dict[Role, Column]

_recognised: WeakKeyDictionary[Sheet, Proposal] = WeakKeyDictionary()


def propose(source: Source, sheet: str | None = None) -> Proposal:
    """Recognise the columns of a sheet, or of the sheet that looks most like a client list: complete, not
    hidden, surely recognised, the most rows. Raises ReadingError: unknown_sheet."""
    if sheet is not None:
        return _stacked(source, source.sheet(sheet), recognise(source.sheet(sheet)))
    found = [(one, recognise(one)) for one in source.sheets]
    best = max(found, key=lambda pair: _merit(*pair))
    return _stacked(source, *best)


def _merit(sheet: Sheet, proposal: Proposal) -> tuple[bool, bool, bool, int]:
    amounts = proposal.columns.get("revenue") or proposal.columns.get("quantity")
    sure = min([proposal.columns[role].confidence for role in ("client",) if role in proposal.columns] or [0])
    return (proposal.complete, not sheet.hidden, sure >= SURE and amounts is not None, sheet.rows)


def _stacked(source: Source, sheet: Sheet, proposal: Proposal) -> Proposal:
    """Files of the same headings, and sheets of the same headings whose names are periods, are read
    together; other sheets of the same headings are asked about."""
    alike = alike_sheets(source, sheet)
    if not alike or not proposal.complete:
        return proposal
    also = tuple(one.name for one in alike if one.file != sheet.file)
    if period_of(sheet.name):
        also = tuple(one.name for one in alike if one.name in also or period_of(one.name))
    if also:
        return replace(proposal, choices=replace(proposal.choices, also=also))
    others = ", ".join(one.name for one in alike)
    question = Question("sheets_alike", ("alone", "together"), "alone", {"sheets": others})
    return replace(proposal, questions=(*proposal.questions, question))


def alike_sheets(source: Source, sheet: Sheet) -> list[Sheet]:
    """The other sheets with the same headings."""
    return [one for one in source.sheets if one is not sheet and one.headings == sheet.headings]


def sheets_read(source: Source, choices: Choices) -> tuple[str, ...]:
    """The names of the sheets whose rows are added up, the chosen one first."""
    if choices.also or choices.answer("sheets_alike") != "together":
        return (choices.sheet, *choices.also)
    return (choices.sheet, *(one.name for one in alike_sheets(source, source.sheet(choices.sheet))))


def recognise(sheet: Sheet) -> Proposal:
    """The proposal for one sheet; worked out once, and forgotten with the sheet."""
    if sheet not in _recognised:
        _recognised[sheet] = _recognise(sheet)
    return _recognised[sheet]


def _recognise(sheet: Sheet) -> Proposal:
    samples = samples_of(sheet)
    columns = _by_heading(samples)
    ledger = _is_ledger(columns, samples)
    if not ledger:
        columns = _by_heading(
            samples, without=("debit", "credit", "account", "journal", "direction", "entry")
        )
    _name_rather_than_code(columns, samples)
    periods = period_columns(samples)
    added = _amounts(columns, samples, periods, ledger)
    if ledger and "account" in columns and _is_named_by_account(sheet, columns):
        columns["client"] = Column(columns["account"].heading, 0.9, "account")
    currency = _own_currency(columns, samples)
    if "client" not in columns and "number" in columns:
        columns["client"] = columns.pop("number")
    if "client" not in columns and (found := _client_by_content(_free(samples, columns, added))):
        columns["client"] = Column(found, 0.4, "content")
    choices = Choices(
        sheet=sheet.name,
        periods=added,
        earlier=_earlier(columns, periods, added),
        currency_column=columns["currency"].heading if "currency" in columns else None,
        **{role: columns[role].heading for role in ROLES if role in columns},  # type: ignore[arg-type]
    )
    return _asked(sheet, samples, Proposal(choices, columns, _shape(choices, periods, ledger)), currency)


def _by_heading(samples: list[Sample], without: tuple[Role, ...] = ()) -> Columns:
    """Give each role the heading that fits it best, and each heading one role; the surest first. Amounts
    without tax come before amounts with tax."""
    found = [
        (_order(meaning.role, sample, meaning.confidence, meaning.rank), sample, meaning)
        for sample in samples
        for meaning in meanings(sample.heading)
        if meaning.role not in without and sample.fits(meaning.role)
    ]
    columns: Columns = {}
    taken: set[str] = set()
    for _, sample, meaning in sorted(found, key=lambda one: one[0]):
        if meaning.role not in columns and sample.heading not in taken:
            reason = "without_tax" if _chosen_without_tax(meaning.role, sample, samples) else meaning.reason
            columns[meaning.role] = Column(sample.heading, meaning.confidence, reason)
            taken.add(sample.heading)
    return columns


def _order(role: Role, sample: Sample, confidence: float, rank: int) -> tuple[float, ...]:
    with_tax = tax(sample.heading) if role in ("revenue", "unit_price") else 1
    return (-confidence if with_tax < 2 else -0.5, with_tax, rank, -_year(sample.heading), sample.place)


def _year(heading: str) -> int:
    """The year in a heading: of two alike, the later one counts."""
    period = period_of(heading) or ""
    return int(period[:4]) if period[:4].isdigit() else 0


def _chosen_without_tax(role: Role, sample: Sample, samples: list[Sample]) -> bool:
    """Whether a column without tax was preferred to one with tax."""
    if role != "revenue" or tax(sample.heading) != 0:
        return False
    others = [one for one in samples if one is not sample and tax(one.heading) == 2 and one.fits("revenue")]
    return any(meaning.role == "revenue" for other in others for meaning in meanings(other.heading))


def _name_rather_than_code(columns: Columns, samples: list[Sample]) -> None:
    """A client column of codes beside one of names is the number."""
    if "client" not in columns or "number" in columns:
        return
    sample = _of(samples, columns["client"].heading)
    taken = {column.heading for column in columns.values()}
    for other in samples:
        means = [one for one in meanings(other.heading) if one.role == "client"]
        if sample.numeric > 0.9 and other.numeric < 0.5 and means and other.heading not in taken:
            columns["number"] = columns["client"]
            columns["client"] = Column(other.heading, means[0].confidence, means[0].reason)
            return


def period_columns(samples: list[Sample]) -> dict[str, str]:
    """Heading → period, of the columns of amounts that each stand for one year, quarter or month."""
    found = {}
    for sample in samples:
        period = period_of(sample.heading)
        means = meanings(sample.heading)
        other = means and means[0].role not in ("revenue", "date", "client", "number")
        if (
            period
            and not other
            and sample.numeric >= MOSTLY
            and sample.cells
            and not _is_rest(sample.heading)
        ):
            found[sample.heading] = period
    grains = {len(period) for period in found.values()}
    if len(grains) > 1:  # months beside a year: the year is their total
        finest = max(grains)
        found = {heading: period for heading, period in found.items() if len(period) == finest}
    return found if len(found) >= 2 and len(set(found.values())) == len(found) else {}


def _is_named_by_account(sheet: Sheet, columns: Columns) -> bool:
    """Whether nothing tells the clients apart but their accounts: there is no other column, or it says the
    same of all accounts of clients, such as "Clients"."""
    named = [columns[role].heading for role in ("client", "number") if role in columns]
    account = sheet.column(columns["account"].heading)
    rows = account.where(is_client_account)
    accounts = np.unique(account.codes[rows])
    return all(len(np.unique(sheet.column(one).codes[rows])) < min(2, len(accounts)) for one in named)


def _own_currency(columns: Columns, samples: list[Sample]) -> str | None:
    """Amounts in the firm's own currency come before those in the currency of the document. Where there is a
    column of them, it is taken, with the column of its currency, and the one of the documents' is left; the
    currency that the heading names is given."""
    if "currency" not in columns or "revenue" not in columns:
        return None
    taken = {column.heading for role, column in columns.items() if role not in ("revenue", "currency")}
    amounts = [one for one in samples if one.heading not in taken and one.fits("revenue") and _is_amount(one)]
    own = [one for one in amounts if is_own_currency(one.heading)]
    foreign = [one for one in amounts if is_document_currency(one.heading)]
    if not own and columns["revenue"].heading in {one.heading for one in foreign}:
        own = [one for one in amounts if one not in foreign]
    if not own and foreign and columns["revenue"].heading not in {one.heading for one in foreign}:
        own = [one for one in amounts if one.heading == columns["revenue"].heading]
    if not own:
        return None
    chosen = min(own, key=lambda one: (tax(one.heading), one.place))
    columns["revenue"] = Column(chosen.heading, 0.9, "own_currency")
    named = [one for one in samples if is_own_currency(one.heading) and one.fits("currency")]
    if named:
        columns["currency"] = Column(named[0].heading, 0.9, "own_currency")
        return None
    columns.pop("currency")
    return min(currencies_in(chosen.heading), default=None)


def _is_amount(sample: Sample) -> bool:
    means = meanings(sample.heading)
    return any(one.role == "revenue" for one in means) or bool(
        is_own_currency(sample.heading) and not is_never(sample.heading, "revenue")
    )


def _is_rest(heading: str) -> bool:
    """Whether a heading with a period is about something else than amounts of money."""
    return is_never(heading, "revenue") or is_ignored(heading)


def _is_ledger(columns: Columns, samples: list[Sample]) -> bool:
    """Whether debits and credits are booked on accounts of clients, which begin with 411 in France."""
    if "direction" in columns:
        if "revenue" not in columns:
            return False
    elif not {"debit", "credit"} <= set(columns) or ("revenue" in columns and "account" not in columns):
        return False
    if "account" not in columns:
        return True
    return any(cell.startswith("411") for cell in _of(samples, columns["account"].heading).cells)


def _amounts(
    columns: Columns, samples: list[Sample], periods: dict[str, str], ledger: bool
) -> tuple[str, ...]:
    """Settle where the amounts come from; the headings that have to be added up, if any."""
    if ledger:
        both = {"debit", "credit"} <= set(columns)
        for role in ("direction" if both else "debit", "credit" if not both else "revenue"):
            columns.pop(role, None)
        for role in ("quantity", "unit_price", "discount", "kind", "status", "refunded"):
            columns.pop(role, None)  # type: ignore[call-overload]
        return ()
    if periods:
        years = all(len(period) == 4 and period.isdigit() for period in periods.values())
        if years:
            latest = max(periods, key=lambda heading: periods[heading])
            columns["revenue"] = Column(latest, 0.9, "latest_period")
            return ()
        columns.pop("revenue", None)
        return tuple(periods)
    product = {"quantity", "unit_price"} <= set(columns)
    needed = "revenue" not in columns and not product
    if needed and (found := _revenue_by_content(_free(samples, columns, ()))):
        columns["revenue"] = Column(found, 0.4, "content")
    return ()


def _earlier(columns: Columns, periods: dict[str, str], added: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of the years before the one that is ranked, the oldest first."""
    if added or "revenue" not in columns:
        return ()
    others = [heading for heading in periods if heading != columns["revenue"].heading]
    return tuple(sorted(others, key=lambda heading: periods[heading]))


def _free(samples: list[Sample], columns: Columns, added: tuple[str, ...]) -> list[Sample]:
    taken = {column.heading for column in columns.values()} | set(added)
    return [sample for sample in samples if sample.heading not in taken and not is_ignored(sample.heading)]


def _client_by_content(samples: list[Sample]) -> str | None:
    """The column of words with the most different ones; codes and headings of something else come last."""
    words = [sample for sample in samples if sample.cells and sample.numeric < 0.2 and sample.dates < 0.5]
    words.sort(
        key=lambda sample: (
            is_never(sample.heading, "client"),
            sample.codes > MOSTLY,
            -sample.different,
            sample.place,
        )
    )
    return words[0].heading if words else None


def _revenue_by_content(samples: list[Sample]) -> str | None:
    """The column of numbers that looks most like amounts: with decimals, with many different values."""
    numbers = [
        sample
        for sample in samples
        if sample.numeric >= MOSTLY and sample.cells and sample.dates < 0.5 and not _is_code(sample)
    ]
    numbers.sort(key=lambda sample: (-(sample.decimals > 0.1), -sample.place))
    return numbers[0].heading if numbers else None


def _is_code(sample: Sample) -> bool:
    """Whether numbers are codes: leading zeros, or a heading that says that they are something else."""
    zeros = sum(cell.startswith("0") and len(cell) > 1 and cell.isdigit() for cell in sample.cells)
    return zeros > 0.1 * len(sample.cells) or is_never(sample.heading, "revenue")


def _shape(choices: Choices, periods: dict[str, str], ledger: bool) -> str:
    if ledger:
        return "ledger"
    if periods:
        return "years" if not choices.periods else "months"
    return "lines" if (choices.quantity and choices.unit_price) or choices.date else "clients"


def _asked(sheet: Sheet, samples: list[Sample], proposal: Proposal, own: str | None) -> Proposal:
    """The proposal with its currency and its questions; `own` is the currency that the firm's amounts are
    in."""
    choices, columns = proposal.choices, proposal.columns
    questions = []
    unsure: dict[Role, str] = {"client": "client_unsure", "revenue": "revenue_unsure"}
    for role, code in unsure.items():
        column = columns.get(role)
        if column is not None and column.confidence < SURE:
            details: dict[str, str | int] = {"column": column.heading}
            questions.append(Question(code, (column.heading,), column.heading, details))
    found = (own,) if own else _currencies(sheet, samples, choices)
    if len(found) > 1:
        questions.append(Question("currency_mixed", found, found[0]))
    day_first = True
    if choices.date is not None:
        dates = _of(samples, choices.date).cells
        decided = day_comes_first(dates)
        day_first = decided if decided is not None else True
        if has_ambiguous_order(dates):
            questions.append(Question("date_order", ("day_first", "month_first"), "day_first"))
    currency = found[0] if found else None
    return replace(
        proposal,
        choices=replace(choices, currency=currency, day_first=day_first),
        questions=tuple(questions),
    )


def _currencies(sheet: Sheet, samples: list[Sample], choices: Choices) -> tuple[str, ...]:
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
    sample = _of(samples, heading)
    formats = sheet.marks.currencies.get(sample.place + sheet.marks.first_column, ())
    inside = currencies_in(heading) or sample.currencies
    counts = {code: sum(code == currency_beside(cell) for cell in sample.cells[:500]) for code in inside}
    return tuple(sorted({*inside} or {*formats}, key=lambda code: (-counts.get(code, 0), code)))


def _of(samples: list[Sample], heading: str) -> Sample:
    return next(sample for sample in samples if sample.heading == heading)
