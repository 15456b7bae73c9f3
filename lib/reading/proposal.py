"""Recognising a list: which sheet, which column is what, which shape, and what has to be asked."""

from dataclasses import replace
from weakref import WeakKeyDictionary

import numpy as np

from lib.clients.model import Column, Question, Role
from lib.reading.choices import ROLES, Alternative, Choices, Proposal, Value
from lib.reading.close_choices import close_choices
from lib.reading.column_roles import (
    Columns,
    by_content,
    columns_of,
    first_name_of,
    free_of,
    person_of,
    revenue_by_content,
    sample_of,
    town_of,
)
from lib.reading.currencies import (
    currencies_in,
    currency_beside,
    currency_code,
    is_document_currency,
    is_own_currency,
)
from lib.reading.dates import (
    day_comes_first,
    has_ambiguous_order,
    period_of,
    relative_period,
    without_relative_period,
)
from lib.reading.headings import is_ignored, is_never, may_mean, meanings, simple, tax
from lib.reading.ledger import CLIENTS, account_of, clients_prefix
from lib.reading.samples import MOSTLY, Sample, samples_of
from lib.reading.source import Sheet, Source

ACCOUNT_LABELS = (
    "compte lib",
    "comptelib",
    "libelle compte",
    "libelle du compte",
    "intitule compte",
    "intitule du compte",
)
"""Headings of the labels of accounts, which name clients where each has an account."""
COLUMNS = (*ROLES, "first_name", "otherwise", "town", "currency_column", "currency", "periods", "earlier")
"""Everything in the choices that names columns."""
SURE = 0.5
"""Below this confidence a column is asked about."""

_recognised: WeakKeyDictionary[Sheet, Proposal] = WeakKeyDictionary()


def propose(source: Source, sheet: str | None = None) -> Proposal:
    """Recognise the columns of a sheet, or of the sheet that looks most like a client list: complete, not
    hidden, surely recognised, the most rows; or of those that were told by hand. Raises ReadingError:
    unknown_sheet."""
    names = {listed.name for listed in source.sheets}
    told = [name for name in source.options.sheets if name in names]
    if sheet is not None or told:
        chosen = source.sheet(sheet if sheet is not None else told[0])
    else:
        chosen = max(source.sheets, key=lambda listed: _merit(listed, recognise(listed)))
    return _as_told(source, chosen, _with_ways(source, chosen, _stacked(source, chosen, recognise(chosen))))


def _as_told(source: Source, sheet: Sheet, proposal: Proposal) -> Proposal:
    """The proposal with the sheets and the order of dates that were told by hand, and without the questions
    that this answers."""
    options, choices, answered = source.options, proposal.choices, set()
    if sheet.name in options.sheets:
        alike = {alike_sheet.name for alike_sheet in alike_sheets(source, sheet)}
        choices = replace(choices, also=tuple(name for name in options.sheets if name in alike))
        answered.add("sheets_alike")
    if options.day_first is not None:
        choices = replace(choices, day_first=options.day_first)
        answered.add("date_order")
    questions = tuple(question for question in proposal.questions if question.code not in answered)
    return replace(proposal, choices=choices, questions=questions)


def _with_ways(source: Source, sheet: Sheet, proposal: Proposal) -> Proposal:
    """The proposal with a question where two tables stand beside each other."""
    ways = source.ways(sheet.name)
    if len(ways) == 1:
        return proposal
    proposed, options = ways[0].way, ("left", "right", "both")
    question = Question("side_by_side", options, proposed, {"sheet": ways[0].name})
    alternatives = tuple(
        Alternative(question.code, way.way, _changes(recognise(way).choices)) for way in ways
    )
    choices = replace(proposal.choices, alternatives=(*proposal.choices.alternatives, *alternatives))
    return replace(proposal, choices=choices, questions=(question, *proposal.questions))


def _changes(choices: Choices) -> tuple[tuple[str, Value], ...]:
    """Where everything stands in a sheet."""
    return tuple((name, getattr(choices, name)) for name in ("sheet", *COLUMNS))


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
    also = tuple(alike_sheet.name for alike_sheet in alike if alike_sheet.file != sheet.file)
    if period_of(sheet.name):
        also = tuple(
            alike_sheet.name
            for alike_sheet in alike
            if alike_sheet.name in also or period_of(alike_sheet.name)
        )
    if also:
        return replace(proposal, choices=replace(proposal.choices, also=also))
    others = ", ".join(alike_sheet.name for alike_sheet in alike)
    question = Question("sheets_alike", ("alone", "together"), "alone", {"sheets": others})
    return replace(proposal, questions=(*proposal.questions, question))


def alike_sheets(source: Source, sheet: Sheet) -> list[Sheet]:
    """The other sheets with the same headings."""
    return [
        candidate
        for candidate in source.sheets
        if candidate is not sheet and candidate.headings == sheet.headings
    ]


def sheets_read(source: Source, choices: Choices) -> tuple[str, ...]:
    """The names of the sheets whose rows are added up, the chosen one first."""
    if choices.also or choices.answer("sheets_alike") != "together":
        return (choices.sheet, *choices.also)
    return (
        choices.sheet,
        *(alike_sheet.name for alike_sheet in alike_sheets(source, source.sheet(choices.sheet))),
    )


def recognise(sheet: Sheet) -> Proposal:
    """The proposal for one sheet; worked out once, and forgotten with the sheet."""
    if sheet not in _recognised:
        _recognised[sheet] = _recognise(sheet)
    return _recognised[sheet]


def _recognise(sheet: Sheet) -> Proposal:
    samples = samples_of(sheet)
    columns = columns_of(samples)
    ledger = _is_ledger(columns, samples)
    if not ledger:
        columns = columns_of(samples, without=("debit", "credit", "account", "journal", "direction", "entry"))
    periods = period_columns(samples)
    added = _amounts(columns, samples, periods, ledger)
    if ledger and "account" in columns:
        _clients_of_accounts(sheet, columns)
    currency = _own_currency(columns, samples)
    by_content(samples, columns, added)
    choices = Choices(
        sheet=sheet.name,
        first_name=first_name_of(samples, columns),
        otherwise=person_of(samples, columns),
        town=town_of(samples, columns),
        periods=added,
        earlier=_earlier(columns, periods, added),
        currency_column=columns["currency"].heading if "currency" in columns else None,
        **{role: columns[role].heading for role in ROLES if role in columns},  # type: ignore[arg-type]
    )
    return _asked(sheet, samples, Proposal(choices, columns, _shape(choices, periods, ledger)), currency)


def period_columns(samples: list[Sample]) -> dict[str, str]:
    """Heading → period, of the columns of amounts that each stand for one year, quarter or month."""
    amounts = [sample for sample in samples if _may_be_period(sample)]
    for name_of in (period_of, relative_period):
        named = {sample.heading: period for sample in amounts if (period := name_of(sample.heading))}
        grains = {len(period) for period in named.values()}
        if len(grains) > 1:  # months beside a year: the year is their total
            finest = max(grains)
            named = {heading: period for heading, period in named.items() if len(period) == finest}
        if len(named) >= 2 and len(set(named.values())) == len(named):
            return named
    return {}


def _may_be_period(sample: Sample) -> bool:
    means = meanings(sample.heading)
    something_else = bool(means) and means[0].role not in ("revenue", "date", "client", "number")
    numeric = sample.numeric >= MOSTLY and bool(sample.cells)
    return numeric and not something_else and not _is_rest(sample.heading)


def _clients_of_accounts(sheet: Sheet, columns: Columns) -> None:
    """Where no column of a ledger tells the clients apart, the labels of their accounts do, or the accounts
    themselves: there is no such column, or it says the same of all of them, such as "Clients"."""
    account = sheet.column(columns["account"].heading)
    prefix = clients_prefix(account.texts) or CLIENTS[0]
    rows = account.where(lambda text: account_of(text).startswith(prefix))
    accounts = len(np.unique(account.codes[rows]))
    if any(
        len(np.unique(sheet.column(columns[role].heading).codes[rows])) >= min(2, accounts)
        for role in ("client", "number")
        if role in columns
    ):
        return
    labels = [heading for heading in sheet.headings if simple(heading) in ACCOUNT_LABELS]
    telling = [
        label for label in labels if len(np.unique(sheet.column(label).codes[rows])) >= min(2, accounts)
    ]
    heading = telling[0] if telling else columns["account"].heading
    columns["client"] = Column(heading, 0.9, "account")


def _own_currency(columns: Columns, samples: list[Sample]) -> str | None:
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


def _is_amount(sample: Sample) -> bool:
    own = is_own_currency(sample.heading) and not is_never(sample.heading, "revenue")
    return own or may_mean(sample.heading, "revenue")


def _is_rest(heading: str) -> bool:
    """Whether a heading with a period is about something else than amounts of money."""
    return is_never(without_relative_period(heading), "revenue") or is_ignored(heading)


def _is_ledger(columns: Columns, samples: list[Sample]) -> bool:
    """Whether debits and credits are booked on accounts of clients, which begin with 411 in France."""
    if "direction" in columns:
        if "revenue" not in columns:
            return False
    elif not {"debit", "credit"} <= set(columns) or ("revenue" in columns and "account" not in columns):
        return False
    if "account" not in columns:
        return True
    return clients_prefix(sample_of(samples, columns["account"].heading).cells) is not None


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
    if needed and "unit_price" in columns:
        # A price without a quantity is the price of the whole; that is asked.
        columns["revenue"] = Column(columns.pop("unit_price").heading, 0.4, "content")
        return ()
    free = free_of(samples, columns, ())
    if needed and (heading := revenue_by_content(free) or _revenue_by_name(free)):
        columns["revenue"] = Column(heading, 0.4, "content")
    return ()


def _revenue_by_name(samples: list[Sample]) -> str | None:
    """The column that is called an amount though its cells look like something else; it is asked about."""
    for sample in samples:
        if sample.numeric >= MOSTLY and may_mean(sample.heading, "revenue"):
            return sample.heading
    return None


def _earlier(columns: Columns, periods: dict[str, str], added: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of the years before the one that is ranked, the oldest first."""
    if added or "revenue" not in columns:
        return ()
    others = [heading for heading in periods if heading != columns["revenue"].heading]
    return tuple(sorted(others, key=lambda heading: periods[heading]))


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
    questions, alternatives = close_choices(samples, columns, choices)
    asked = {question.code.removesuffix("_column") for question in questions}
    unsure: dict[Role, str] = {"client": "client_unsure", "revenue": "revenue_unsure"}
    for role, code in unsure.items():
        column = columns.get(role)
        if column is not None and column.confidence < SURE and role not in asked:
            details: dict[str, str | int] = {"column": column.heading}
            questions.append(Question(code, (column.heading,), column.heading, details))
    currencies = (own,) if own else _currencies(sheet, samples, choices)
    if len(currencies) > 1:
        questions.append(Question("currency_mixed", currencies, currencies[0]))
    day_first = True
    if choices.date is not None:
        dates = sample_of(samples, choices.date).cells
        decided = day_comes_first(dates)
        day_first = decided if decided is not None else True
        if has_ambiguous_order(dates):
            questions.append(Question("date_order", ("day_first", "month_first"), "day_first"))
    currency = currencies[0] if currencies else None
    return replace(
        proposal,
        choices=replace(choices, currency=currency, day_first=day_first, alternatives=tuple(alternatives)),
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
    sample = sample_of(samples, heading)
    formats = sheet.marks.currencies.get(sample.column + sheet.marks.first_column, ())
    inside = currencies_in(heading) or sample.currencies
    counts = {code: sum(code == currency_beside(cell) for cell in sample.cells[:500]) for code in inside}
    return tuple(sorted({*inside} or {*formats}, key=lambda code: (-counts.get(code, 0), code)))
