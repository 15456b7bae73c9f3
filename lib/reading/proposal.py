"""Recognising a list: which sheet, which column is what, which shape, and what has to be asked."""

import re
from dataclasses import replace
from weakref import WeakKeyDictionary

from lib.clients.model import Column, Question, Role
from lib.reading.amount_parts import tax_inside
from lib.reading.choices import ROLES, Alternative, Choices, Columns, Proposal, Value
from lib.reading.client_parts import first_name_of, person_of, town_of
from lib.reading.close_choices import close_choices
from lib.reading.column_roles import (
    by_content,
    columns_of,
    free_of,
    revenue_by_content,
)
from lib.reading.currency_columns import currencies_of, own_currency
from lib.reading.dates import (
    day_comes_first,
    has_ambiguous_order,
    period_of,
    relative_period,
    without_relative_period,
)
from lib.reading.headings import (
    is_continental,
    is_ignored,
    is_never,
    is_planned,
    may_mean,
    meanings,
    names_deals,
)
from lib.reading.ledger_columns import clients_of_accounts, is_double_entry, is_ledger, is_trial_balance
from lib.reading.open_amounts import invoiced, owed_alone, what_is_owed
from lib.reading.rate_columns import base_currency, rate_column
from lib.reading.samples import MOSTLY, Sample, sample_of, samples_of
from lib.reading.source import Sheet, Source
from lib.reading.statuses import flags_of, is_column_of_statuses

COLUMNS = (
    *ROLES,
    *("first_name", "otherwise", "town", "currency_column", "currency", "periods", "earlier", "flags"),
    *("without_tax", "rates"),
)
"""Everything in the choices that names columns."""
EVIDENCE = 200
"""Cells of a column that are looked at."""
_DECIMAL_COMMA = re.compile(r"^-?\d{1,3}(?:[ .\u00a0\u202f]?\d{3})*,\d{1,2}(?!\d)")
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
        answered |= {"sheets_alike", "sheets_years"}
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
        stacked = replace(proposal, choices=replace(proposal.choices, also=also))
        return _years_asked(stacked, sheet, [other for other in alike if other.name in also])
    others = ", ".join(alike_sheet.name for alike_sheet in alike)
    question = Question("sheets_alike", ("alone", "together"), "alone", {"sheets": others})
    return replace(proposal, questions=(*proposal.questions, question))


def _years_asked(proposal: Proposal, sheet: Sheet, others: list[Sheet]) -> Proposal:
    """The proposal with the question whether the sheets of several years are one list, where each has a row a
    client and no dates."""
    sheets = {period_of(each.name) or "": each for each in (sheet, *others)}
    years = all(year.isdigit() for year in sheets) and all(each.file == sheet.file for each in others)
    if not years or proposal.choices.date is not None:
        return proposal
    latest = sheets[max(sheets)].name
    question = Question("sheets_years", ("together", "latest"), "together", {"sheet": latest})
    together = (("sheet", sheet.name), ("also", proposal.choices.also))
    alternatives = (
        Alternative(question.code, "together", together),
        Alternative(question.code, "latest", (("sheet", latest), ("also", ()))),
    )
    choices = replace(proposal.choices, alternatives=(*proposal.choices.alternatives, *alternatives))
    return replace(proposal, choices=choices, questions=(*proposal.questions, question))


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
    if sheet.sums is not None:
        return recognise(sheet.sums.sample)
    if sheet not in _recognised:
        _recognised[sheet] = _recognise(sheet)
    return _recognised[sheet]


def recognise_with(sheet: Sheet, currencies: tuple[str, ...]) -> Proposal:
    """The same for a sheet that is a part of a list, with the currencies that the column of currencies has in
    all of it, the most frequent first."""
    _recognised[sheet] = _recognise(sheet, currencies)
    return _recognised[sheet]


def _recognise(sheet: Sheet, currencies: tuple[str, ...] | None = None) -> Proposal:
    every = samples_of(sheet)
    flags = flags_of(every)
    samples = [sample for sample in every if sample.heading not in flags]
    columns = columns_of(samples)
    ledger = is_ledger(columns, samples)
    booked_twice = not ledger and is_double_entry(columns, samples)
    balances = is_trial_balance(columns, samples)
    debits = columns.get("debit")
    if not ledger:
        columns = columns_of(samples, without=("debit", "credit", "account", "journal", "direction", "entry"))
    if balances and debits is not None:
        columns["revenue"] = Column(debits.heading, 0.4, "movements")
    if not ledger:
        invoiced(columns, samples)
    periods = period_columns(samples)
    added = _amounts(columns, samples, periods, ledger)
    if ledger and "account" in columns:
        clients_of_accounts(sheet, columns)
    _unknown_statuses(columns, samples)
    if booked_twice and "revenue" in columns:
        columns["revenue"] = Column(columns["revenue"].heading, 0.4, "content")
    if not ledger and not periods:
        what_is_owed(columns, samples)
    currency = own_currency(columns, samples)
    by_content(samples, columns, added)
    levied = () if ledger or periods else tax_inside(samples, columns)
    choices = Choices(
        sheet=sheet.name,
        first_name=first_name_of(samples, columns),
        otherwise=person_of(samples, columns),
        town=town_of(samples, columns),
        flags=flags,
        without_tax=levied,
        periods=added,
        earlier=_earlier(columns, periods, added),
        currency_column=columns["currency"].heading if "currency" in columns else None,
        rates=_rates(samples, columns),
        **{role: columns[role].heading for role in ROLES if role in columns},  # type: ignore[arg-type]
    )
    if currency is None and choices.rates is not None:
        currency = base_currency(samples, choices.currency_column, choices.rates)
    if currency is not None:
        currencies = (currency,)
    elif currencies is None:
        currencies = currencies_of(sheet, samples, choices)
    return _asked(sheet, samples, Proposal(choices, columns, _shape(choices, periods, ledger)), currencies)


def _rates(samples: list[Sample], columns: Columns) -> str | None:
    """The column of the rates of exchange, where the amounts are not in the firm's own currency already."""
    revenue, currency = columns.get("revenue"), columns.get("currency")
    if revenue is not None and revenue.reason == "own_currency":
        return None
    taken = {column.heading for column in columns.values()}
    return rate_column(samples, currency.heading if currency else None, taken)


def _unknown_statuses(columns: Columns, samples: list[Sample]) -> None:
    """In a list of documents a column that is called a status is one, also where none of its words is
    known."""
    deals = any(names_deals(sample.heading) for sample in samples)
    if "status" in columns or not (deals or {"document", "date"} & set(columns)):
        return
    for sample in free_of(samples, columns, ()):
        called = any(
            meaning.role == "status" and meaning.confidence >= 1 for meaning in meanings(sample.heading)
        )
        if called and is_column_of_statuses(sample):
            columns["status"] = Column(sample.heading, 0.6, "word")
            return


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


def _is_rest(heading: str) -> bool:
    """Whether a heading with a period is about something else than amounts of money."""
    return is_never(without_relative_period(heading), "revenue") or is_ignored(heading)


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
    if needed and (heading := revenue_by_content(free) or _revenue_by_name(free) or _planned(free)):
        columns["revenue"] = Column(heading, 0.4, "content")
    elif needed and (heading := owed_alone(free)):
        columns["revenue"] = Column(heading, 0.4, "owed")
    return ()


def _revenue_by_name(samples: list[Sample]) -> str | None:
    """The column that is called an amount though its cells look like something else; it is asked about."""
    for sample in samples:
        if sample.numeric >= MOSTLY and may_mean(sample.heading, "revenue"):
            return sample.heading
    return None


def _planned(samples: list[Sample]) -> str | None:
    """The column of amounts that are only planned, where there are no others; it is asked about."""
    planned = [
        sample
        for sample in samples
        if sample.fits("revenue", True) and sample.cells and is_planned(sample.heading)
    ]
    return planned[0].heading if planned else None


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


def _asked(sheet: Sheet, samples: list[Sample], proposal: Proposal, currencies: tuple[str, ...]) -> Proposal:
    """The proposal with its currency, the first of those that there are, and its questions."""
    choices, columns = proposal.choices, proposal.columns
    questions, alternatives = close_choices(samples, columns, choices)
    asked = {question.code.removesuffix("_column") for question in questions}
    unsure: dict[Role, str] = {"client": "client_unsure", "revenue": "revenue_unsure"}
    for role, code in unsure.items():
        column = columns.get(role)
        if column is not None and column.confidence < SURE and role not in asked:
            details: dict[str, str | int] = {"column": column.heading}
            questions.append(Question(code, (column.heading,), column.heading, details))
    if len(currencies) > 1:
        questions.append(Question("currency_mixed", currencies, currencies[0]))
    day_first = True
    if choices.date is not None:
        dates = sample_of(samples, choices.date).cells
        decided = day_comes_first(dates)
        day_first = decided if decided is not None else True
        if has_ambiguous_order(dates) and not _writes_day_first(sheet, samples):
            questions.append(Question("date_order", ("day_first", "month_first"), "day_first"))
    currency = currencies[0] if currencies else None
    return replace(
        proposal,
        choices=replace(choices, currency=currency, day_first=day_first, alternatives=tuple(alternatives)),
        questions=tuple(questions),
    )


def _writes_day_first(sheet: Sheet, samples: list[Sample]) -> bool:
    """Whether a list is written where no date begins with the month: with semicolons between the cells, with
    decimal commas, or with headings of a language of the continent."""
    if sheet.delimiter == ";" or is_continental(sheet.headings):
        return True
    return any(bool(_DECIMAL_COMMA.match(cell)) for sample in samples for cell in sample.cells[:EVIDENCE])
