"""Which column has which role: by its heading, by what its cells hold, and by the columns beside it."""

from collections.abc import Callable

from rapidfuzz import fuzz

from lib.base.accents import without_accents
from lib.clients.model import Column, Role
from lib.reading.dates import period_of
from lib.reading.document_kinds import is_direction
from lib.reading.evidence import (
    are_companions,
    determines,
    is_constant,
    is_document_number,
    is_email,
    is_product,
    is_zero,
    numbers_in,
)
from lib.reading.headings import (
    Meaning,
    is_general_number,
    is_ignored,
    is_never,
    is_price_of_time,
    is_surname,
    is_tax_heading,
    may_mean,
    meanings,
    names_party,
    party,
    tax,
)
from lib.reading.made_up_columns import the_sum
from lib.reading.samples import MOSTLY, NUMERIC, Sample, sample_of
from lib.reading.tax_columns import tax_of

Columns = dict[Role, Column]

HALF = 0.5
"""A column that is filled less than this gives way to one that is filled more."""
MANY_NUMBERS = 1.4
"""Numbers a name from which a column numbers something else than clients, unless its heading is clear."""
LONGEST_CODE, LEAST_CODES = 17, 2
ALIKE = 75
"""How alike (of 100) a code is to the name that it was made from, such as CAZUR to Azur."""
FEE_WORDS = (
    "fee",
    "fees",
    "frais",
    "commission",
    "commissions",
    "gebuhr",
    "gebuhren",
    "comision",
    "commissioni",
)


def columns_of(samples: list[Sample], without: tuple[Role, ...] = ()) -> Columns:
    """Give each role the column that fits it best, and each column one role; the surest first."""
    columns = _by_heading(samples, without)
    _net_rather_than_gross(columns, samples)
    _sum_rather_than_part(columns, samples)
    _product_confirmed(columns, samples)
    _name_rather_than_code(columns, samples)
    _number_of_the_client(columns, samples)
    _time_is_the_quantity(columns)
    if "client" not in columns and "number" in columns:
        columns["client"] = columns.pop("number")
    return columns


def by_content(samples: list[Sample], columns: Columns, added: tuple[str, ...]) -> None:
    """Where no heading says who the client is: an e-mail address, or else the column of words that differ
    most."""
    if "client" in columns:
        return
    free = free_of(samples, columns, added)
    emails = [sample for sample in samples if is_email(sample)]
    if emails:
        best = max(
            emails, key=lambda sample: (party(sample.heading) == "buyer", sample.filled, -sample.column)
        )
        columns["client"] = Column(best.heading, 0.8, "email")
    elif heading := _client_by_content(free):
        columns["client"] = Column(heading, 0.4, "content")
    elif "label" in columns:
        columns["client"] = Column(columns.pop("label").heading, 0.4, "content")


def _by_heading(samples: list[Sample], without: tuple[Role, ...]) -> Columns:
    candidates = [
        (sample, judged)
        for sample in samples
        for meaning in meanings(sample.heading)
        if meaning.role not in without
        and sample.fits(meaning.role, meaning.confidence >= 1)
        and (judged := _judged(meaning, sample, samples))
    ]
    candidates.sort(key=lambda pair: _order(pair[1], pair[0], samples))
    columns: Columns = {}
    taken: set[str] = set()
    for sample, meaning in candidates:
        if meaning.role not in columns and sample.heading not in taken:
            reason = "without_tax" if _chosen_without_tax(meaning.role, sample, samples) else meaning.reason
            columns[meaning.role] = Column(sample.heading, meaning.confidence, reason)
            taken.add(sample.heading)
    return columns


def _order(meaning: Meaning, sample: Sample, samples: list[Sample]) -> tuple[float, ...]:
    """The surest first; amounts without tax before those with tax, and those of the later year."""
    amount = meaning.role in ("revenue", "unit_price")
    with_tax = tax_of(sample, samples) if amount else 1
    confidence = meaning.confidence if with_tax < 2 else min(meaning.confidence, HALF)
    return (-confidence, with_tax, meaning.rank, -_year(sample.heading), sample.column)


def _year(heading: str) -> int:
    period = period_of(heading) or ""
    return int(period[:4]) if period[:4].isdigit() else 0


def _judged(meaning: Meaning, sample: Sample, samples: list[Sample]) -> Meaning | None:
    """A meaning with what the cells say for or against it; None where they rule it out."""
    judge: Callable[[Meaning, Sample, list[Sample]], float | None] | None = None
    if meaning.role == "client":
        judge = _judged_client
    elif meaning.role == "number":
        judge = _judged_number
    elif meaning.role in NUMERIC:
        judge = _judged_amount
    if judge is None:
        return meaning
    confidence = judge(meaning, sample, samples)
    return None if confidence is None else Meaning(meaning.role, confidence, meaning.reason, meaning.rank)


def _judged_client(meaning: Meaning, sample: Sample, samples: list[Sample]) -> float | None:
    rivals = [rival for rival in _rivals("client", sample, samples) if party(rival.heading) != "seller"]
    if is_document_number(sample) and party(sample.heading) != "buyer":
        return None
    if party(sample.heading) == "seller":
        return None if rivals else 0.45
    if is_constant(sample) and any(rival.different > 1 for rival in rivals):
        return None
    people = [rival for rival in rivals if is_surname(rival.heading) or party(rival.heading) == "buyer"]
    if sample.filled < HALF and any(person.filled > sample.filled for person in people):
        return meaning.confidence * HALF
    return meaning.confidence


def _rivals(role: Role, sample: Sample, samples: list[Sample]) -> list[Sample]:
    """The other columns whose heading may mean the role, and whose cells do not speak against it."""
    return [
        rival
        for rival in samples
        if rival is not sample
        and may_mean(rival.heading, role)
        and rival.fits(role)
        and not (is_document_number(rival) and party(rival.heading) != "buyer")
    ]


def _judged_number(meaning: Meaning, sample: Sample, samples: list[Sample]) -> float | None:
    if party(sample.heading) == "seller":
        return None
    return meaning.confidence


def _judged_amount(meaning: Meaning, sample: Sample, samples: list[Sample]) -> float | None:
    if is_document_number(sample):
        return None
    if meaning.role != "revenue":
        return meaning.confidence
    if is_zero(sample) and any(not is_zero(rival) for rival in _rivals("revenue", sample, samples)):
        return None
    if is_net_of_fees(sample, samples):
        return meaning.confidence * 0.3
    return meaning.confidence


def is_net_of_fees(sample: Sample, samples: list[Sample]) -> bool:
    """Whether the amounts are what a payment service hands over once its fee is taken off: the fee is a
    cost, the revenue stands in another column."""
    fees = [
        column for column in samples if column.heading.casefold() in FEE_WORDS and column.numeric >= MOSTLY
    ]
    for fee in fees:
        for gross in _rivals("revenue", sample, samples):
            rows = zip(numbers_in(sample), numbers_in(gross), numbers_in(fee), strict=True)
            sound = [(net, whole, cost) for net, whole, cost in rows if net is not None and whole is not None]
            if sound and all(
                abs(abs(whole) - abs(net) - abs(cost or 0)) < 0.011 and abs(net) <= abs(whole)
                for net, whole, cost in sound
            ):
                return any(cost for _, _, cost in sound)
    return False


def _chosen_without_tax(role: Role, sample: Sample, samples: list[Sample]) -> bool:
    """Whether a column without tax was preferred to one with tax."""
    if role != "revenue" or tax_of(sample, samples) != 0:
        return False
    with_tax = [
        column
        for column in samples
        if column is not sample and column.fits("revenue") and tax_of(column, samples) == 2
    ]
    return any(may_mean(column.heading, "revenue") for column in with_tax)


def _product_confirmed(columns: Columns, samples: list[Sample]) -> None:
    """Of several columns of amounts, the one that is quantity × unit price is the revenue of the line."""
    if not {"revenue", "quantity", "unit_price"} <= set(columns):
        return
    quantity, price = (sample_of(samples, columns[role].heading) for role in ("quantity", "unit_price"))
    chosen = sample_of(samples, columns["revenue"].heading)
    if is_product(chosen, quantity, price):
        return
    taken = {column.heading for column in columns.values()}
    for rival in _rivals("revenue", chosen, samples):
        alike = tax(rival.heading) <= tax(chosen.heading)
        if rival.heading not in taken and alike and is_product(rival, quantity, price):
            columns["revenue"] = Column(rival.heading, 0.9, "product")
            return


def _net_rather_than_gross(columns: Columns, samples: list[Sample]) -> None:
    """Amounts to which the tax was added give way to those it was added to, whatever these are called."""
    if "revenue" not in columns or tax_of(sample_of(samples, columns["revenue"].heading), samples) < 2:
        return
    taken = {column.heading for column in columns.values()}
    for sample in samples:
        named = tax(sample.heading) == 0 or is_tax_heading(sample.heading)
        if (
            sample.heading not in taken
            and not named
            and sample.fits("revenue")
            and tax_of(sample, samples) == 0
        ):
            columns["revenue"] = Column(sample.heading, 0.9, "without_tax")
            return


def _sum_rather_than_part(columns: Columns, samples: list[Sample]) -> None:
    """Of several columns of amounts, the one that is the sum of all others is the revenue."""
    column = columns.get("revenue")
    if column is None:
        return
    taken = {other.heading for role, other in columns.items() if role != "revenue"}
    chosen = sample_of(samples, column.heading)
    amounts = [
        sample
        for sample in [chosen, *_rivals("revenue", chosen, samples)]
        if sample.heading not in taken and not period_of(sample.heading)
    ]
    total = the_sum(chosen, amounts)
    if total is not None and tax(total.heading) <= tax(column.heading):
        columns["revenue"] = Column(total.heading, 0.9, "sum_of_amounts")


def _time_is_the_quantity(columns: Columns) -> None:
    """Hours beside a price of the hour are what is sold."""
    if "revenue" in columns or "quantity" in columns or not {"hours", "unit_price"} <= set(columns):
        return
    if is_price_of_time(columns["unit_price"].heading):
        columns["quantity"] = Column(columns["hours"].heading, 0.9, "product")


def _name_rather_than_code(columns: Columns, samples: list[Sample]) -> None:
    """A client column of codes beside one of names is the number."""
    if "client" not in columns:
        return
    sample = sample_of(samples, columns["client"].heading)
    taken = {column.heading for role, column in columns.items() if role != "number"}
    rivals = [candidate for candidate in samples if candidate.heading not in taken]
    fits = _may_name if _is_coded(sample) else _spells_out
    names = [candidate for candidate in rivals if fits(candidate, sample)]
    if not names:
        return
    best = max(
        names,
        key=lambda candidate: (
            _client_confidence(candidate),
            are_companions(sample, candidate),
            -candidate.column,
        ),
    )
    columns.setdefault("number", columns["client"])
    confidence = _client_confidence(best)
    columns["client"] = Column(best.heading, confidence or 0.7, "word" if confidence else "companion")
    if columns["number"].heading == best.heading:
        columns["number"] = Column(sample.heading, 0.9, "companion")


def _is_coded(sample: Sample) -> bool:
    return sample.numeric > 0.9 or sample.codes > 0.9


def _may_name(sample: Sample, code: Sample) -> bool:
    """Whether a column can hold the names that belong to codes: words, one for each code."""
    words = bool(sample.cells) and sample.numeric < HALF and sample.codes < HALF and sample.dates < HALF
    if not words or party(sample.heading) == "seller" or is_email(sample) or is_ignored(sample.heading):
        return False
    named = _client_confidence(sample) > 0
    buyer = party(sample.heading) == "buyer" and are_companions(code, sample) and sample.different > 1
    return named or buyer


def _spells_out(sample: Sample, code: Sample) -> bool:
    """Whether a column that is called a name holds the names that belong to short codes without figures, such
    as CAZUR."""
    if not code.cells or not all(map(_is_short_code, code.cells)):
        return False
    named = names_party(sample.heading) and _client_confidence(sample) >= 1
    if not named or not are_companions(code, sample) or code.different < LEAST_CODES:
        return False
    pairs = [(short, name) for short, name in zip(code.top, sample.top, strict=True) if short and name]
    alike = sum(fuzz.partial_ratio(short, without_accents(name).upper()) >= ALIKE for short, name in pairs)
    return any(not _is_short_code(name) for _, name in pairs) and alike >= MOSTLY * len(pairs)


def _is_short_code(cell: str) -> bool:
    return len(cell) <= LONGEST_CODE and cell.isupper() and cell.replace("_", "").replace("-", "").isalnum()


def _client_confidence(sample: Sample) -> float:
    return next((meaning.confidence for meaning in meanings(sample.heading) if meaning.role == "client"), 0.0)


def _number_of_the_client(columns: Columns, samples: list[Sample]) -> None:
    """A number counts where it belongs to the client: a general word such as Code may number articles, and a
    reference of the client its orders."""
    if not {"client", "number"} <= set(columns):
        return
    client, number = (sample_of(samples, columns[role].heading) for role in ("client", "number"))
    unrelated = not determines(number, client) and not determines(client, number)
    own_in_each_row = number.different > MANY_NUMBERS * client.different
    if (unrelated or own_in_each_row) and is_general_number(number.heading):
        del columns["number"]


def companion_number(samples: list[Sample], client: Sample) -> str | None:
    """The column of numbers that belongs to a column of names, if any."""
    for sample in samples:
        numbered = may_mean(sample.heading, "number")
        if sample is not client and numbered and sample.fits("number") and are_companions(sample, client):
            return sample.heading
    return None


def free_of(samples: list[Sample], columns: Columns, added: tuple[str, ...]) -> list[Sample]:
    """The samples that have no role yet, but for what is not kept."""
    taken = {column.heading for column in columns.values()} | set(added)
    return [sample for sample in samples if sample.heading not in taken and not is_ignored(sample.heading)]


def _client_by_content(samples: list[Sample]) -> str | None:
    """The column of words with the most different ones; codes and headings of something else come last, the
    number of a document is never the client."""
    words = [
        sample
        for sample in samples
        if sample.cells
        and sample.numeric < 0.2
        and sample.dates < HALF
        and not is_document_number(sample)
        and not all(map(is_direction, sample.cells))
        and not sample.fits("currency")
    ]
    words.sort(
        key=lambda sample: (
            party(sample.heading) == "seller",
            is_never(sample.heading, "client"),
            sample.codes > MOSTLY,
            -sample.different,
            sample.column,
        )
    )
    return words[0].heading if words else None


def revenue_by_content(samples: list[Sample]) -> str | None:
    """The column of numbers that looks most like amounts: with decimals, and no numbers of documents."""
    numbers = [
        sample
        for sample in samples
        if sample.numeric >= MOSTLY
        and sample.cells
        and sample.dates < HALF
        and not _is_code(sample)
        and not is_document_number(sample)
    ]
    numbers.sort(key=lambda sample: (-(sample.decimals > 0.1), -sample.column))
    return numbers[0].heading if numbers else None


def _is_code(sample: Sample) -> bool:
    """Whether numbers are codes: leading zeros, or a heading that says that they are something else."""
    zeros = sum(cell.startswith("0") and len(cell) > 1 and cell.isdigit() for cell in sample.cells)
    return zeros > 0.1 * len(sample.cells) or is_never(sample.heading, "revenue")
