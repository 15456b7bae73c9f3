"""Which column has which role: by its heading, by what its cells hold, and by the columns beside it."""

from collections.abc import Callable

from lib.clients.model import Column, Role
from lib.reading.choices import Columns
from lib.reading.codes_and_names import name_rather_than_code, number_of_the_client
from lib.reading.dates import period_of
from lib.reading.document_kinds import is_direction
from lib.reading.evidence import (
    is_constant,
    is_document_number,
    is_email,
    is_product,
    is_zero,
    numbers_in,
)
from lib.reading.headings import (
    Meaning,
    is_ignored,
    is_never,
    is_price_of_time,
    is_surname,
    is_tax_heading,
    may_mean,
    meanings,
    party,
    tax,
)
from lib.reading.made_up_columns import the_sum
from lib.reading.samples import HALF, MOSTLY, NUMERIC, Sample, sample_of
from lib.reading.tax_columns import tax_of

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
    name_rather_than_code(columns, samples)
    number_of_the_client(columns, samples)
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
