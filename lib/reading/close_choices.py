"""Columns between which the file does not decide: who is the client, which amounts are the revenue."""

import re

import numpy as np

from lib.clients.model import Question
from lib.reading.amount_parts import possible_tax, taxes_in, with_more
from lib.reading.choices import Alternative, Choices, Columns, Value
from lib.reading.codes_and_names import companion_number
from lib.reading.column_roles import free_of, is_net_of_fees
from lib.reading.dates import period_of, relative_period
from lib.reading.evidence import (
    determines,
    is_constant,
    is_document_number,
    is_email,
    is_product,
    is_zero,
    numbers_in,
)
from lib.reading.headings import (
    is_first_name_heading,
    is_never,
    is_surname,
    is_town,
    meanings,
    party,
    simple,
)
from lib.reading.made_up_columns import amounts_in, are_same
from lib.reading.samples import MOSTLY, Sample, sample_of
from lib.reading.tax_columns import tax_of

MOST_OPTIONS = 4
SURE = 0.5
"""Below this confidence a column was chosen by its content alone."""
EXACT = 1.0
FILLED = 0.9
DIFFERENT = 0.1
"""Amounts that are the same in all but this share of the rows make no difference."""

LESS = " − "
_COUNTED = re.compile(r" \(\d+\)$")
"""What is put behind a heading that comes again."""

Asked = tuple[list[Question], list[Alternative]]
Changes = tuple[tuple[str, Value], ...]


def close_choices(samples: list[Sample], columns: Columns, choices: Choices) -> Asked:
    """A question for each column beside which another fits about as well, and what each answer means."""
    questions: list[Question] = []
    alternatives: list[Alternative] = []
    clients = [
        (sample.heading, _as_client(samples, sample, choices)) for sample in _client_rivals(samples, columns)
    ]
    for code, options in (
        ("client_column", clients),
        ("revenue_column", _amounts_to_choose(samples, columns, choices)),
    ):
        if len(options) < 2:
            continue
        names = tuple(name for name, _ in options[:MOST_OPTIONS])
        questions.append(Question(code, names, names[0], {"columns": ", ".join(names)}))
        alternatives += [Alternative(code, name, changes) for name, changes in options[:MOST_OPTIONS]]
    return questions, alternatives


def _as_client(samples: list[Sample], sample: Sample, choices: Choices) -> Changes:
    if sample.heading == choices.client:
        return (("client", choices.client), ("number", choices.number), ("otherwise", choices.otherwise))
    return (("client", sample.heading), ("number", companion_number(samples, sample)), ("otherwise", None))


def _amounts_to_choose(
    samples: list[Sample], columns: Columns, choices: Choices
) -> list[tuple[str, Changes]]:
    """The ways to count the amounts, the chosen one first: with tax or without, with what came on top of them
    or without, or by another column."""
    rivals = _revenue_rivals(samples, columns, choices)
    if not rivals:
        return []
    chosen = rivals[0]
    ways = [choices.without_tax or (chosen.heading,)]
    ways += [(chosen.heading,)] if choices.without_tax else []
    if not choices.without_tax:
        ways += [possible for possible in [possible_tax(samples, columns)] if possible]
    for sample, taxed in [] if choices.debit is not None or choices.periods else with_more(chosen, samples):
        levied = taxes_in(sample, samples) if taxed else []
        ways.append((sample.heading, *(tax.heading for tax in levied)))
    ways += [(sample.heading,) for sample in rivals[1:]]
    return [(LESS.join(way), _as_revenue(way)) for way in dict.fromkeys(ways)]


def _as_revenue(way: tuple[str, ...]) -> Changes:
    """An amount, from which the tax is taken off where its headings follow."""
    without_tax = way if len(way) > 1 else ()
    return (("revenue", way[0]), ("without_tax", without_tax), ("periods", ()), ("earlier", ()))


def _client_rivals(samples: list[Sample], columns: Columns) -> list[Sample]:
    """The client's column and those that may be it as well, the chosen one first; one alone is no choice."""
    column = columns.get("client")
    if column is None:
        return []
    chosen = sample_of(samples, column.heading)
    if column.confidence < SURE:
        others = [sample for sample in free_of(samples, columns, ()) if _is_words(sample)]
        return [chosen, *sorted(others, key=lambda sample: (-sample.different, sample.column))]
    if column.reason not in ("synonym", "word") or is_surname(chosen.heading):
        return [chosen]
    taken = {other.heading for role, other in columns.items() if role not in ("client", "segment")}
    return [
        chosen,
        *(
            sample
            for sample in samples
            if sample is not chosen
            and sample.heading not in taken
            and _is_rival_client(sample, chosen, column.confidence)
        ),
    ]


def _is_words(sample: Sample) -> bool:
    another_role = any(
        meaning.confidence >= EXACT and meaning.role != "client" for meaning in meanings(sample.heading)
    )
    plain = sample.numeric < 0.2 and sample.dates < MOSTLY and sample.different > 1 and not another_role
    never = is_never(sample.heading, "client") or is_town(sample.heading) or is_email(sample)
    return plain and not never and not is_document_number(sample)


def _is_rival_client(sample: Sample, chosen: Sample, confidence: float) -> bool:
    """Whether another column may be the client as well: as well named, of the same side, filled, and neither
    a part nor a group of the chosen one."""
    named = any(
        meaning.role == "client" and meaning.confidence >= max(EXACT, confidence)
        for meaning in meanings(sample.heading)
    )
    if not named or party(sample.heading) != party(chosen.heading) or not _is_words(sample):
        return False
    person = is_surname(sample.heading) or is_first_name_heading(sample.heading)
    if person or sample.filled < FILLED or is_constant(sample):
        return False
    return not determines(sample, chosen) and not determines(chosen, sample)


def _revenue_rivals(samples: list[Sample], columns: Columns, choices: Choices) -> list[Sample]:
    """The column of amounts and those that may be it as well, the chosen one first."""
    column = columns.get("revenue")
    if column is None or choices.debit is not None or choices.periods or choices.earlier:
        return []
    chosen = sample_of(samples, column.heading)
    if column.confidence < SURE:
        others = [sample for sample in free_of(samples, columns, ()) if _is_amounts(sample)]
        return [chosen, *others]
    if column.reason not in ("synonym", "word") or _is_confirmed(samples, columns, chosen):
        return [chosen]
    if "net" in simple(chosen.heading).split():
        return [chosen]
    taken = {other.heading for role, other in columns.items() if role != "revenue"}
    rivals = [
        sample
        for sample in samples
        if sample.heading not in taken
        and _is_rival_amount(sample, chosen)
        and tax_of(sample, samples) == tax_of(chosen, samples)
    ]
    return [chosen, *(sample for sample in rivals if not is_net_of_fees(sample, samples))]


def _is_amounts(sample: Sample) -> bool:
    numbers = sample.numeric >= MOSTLY and sample.dates < MOSTLY and sample.different > 1
    another_role = any(meaning.role != "revenue" for meaning in meanings(sample.heading))
    return (
        numbers
        and not another_role
        and not is_never(sample.heading, "revenue")
        and not is_document_number(sample)
    )


def _is_confirmed(samples: list[Sample], columns: Columns, chosen: Sample) -> bool:
    """Whether the amounts are those of quantity × unit price."""
    factors = [
        sample_of(samples, columns[role].heading) for role in ("quantity", "unit_price") if role in columns
    ]
    return len(factors) == 2 and is_product(chosen, *factors)


def _is_rival_amount(sample: Sample, chosen: Sample) -> bool:
    heading = _COUNTED.sub("", sample.heading)
    named = any(meaning.role == "revenue" and meaning.confidence >= EXACT for meaning in meanings(heading))
    if sample is chosen or not named:
        return False
    if (period_of(sample.heading) or relative_period(sample.heading)) or is_zero(sample):
        return False
    if are_same(np.nan_to_num(amounts_in(sample)), np.cumsum(np.nan_to_num(amounts_in(chosen)))):
        return False  # a running total
    if not sample.fits("revenue") or sample.filled < FILLED or is_document_number(sample):
        return False
    pairs = [
        (amount, chosen_amount)
        for amount, chosen_amount in zip(numbers_in(sample), numbers_in(chosen), strict=True)
    ]
    return sum(amount != chosen_amount for amount, chosen_amount in pairs) > DIFFERENT * len(pairs)
