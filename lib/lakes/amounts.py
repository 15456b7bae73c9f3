"""What each line comes to: the columns that its amount is made of, in the currency of the list, and the
totals that documents repeat on each of their lines."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import ibis

from lib.lakes.asking import Asking, amount_columns, is_product
from lib.lakes.cells import EXACT, FACTOR, PART, Number, as_number, as_text, bare_text, exact
from lib.reading.choices import taken_off
from lib.reading.headings import unit_of
from lib.reading.whole_documents import counts_once

if TYPE_CHECKING:
    import ibis.expr.types as ir

SUM = "decimal(38, 4)"
RATE = "decimal(20, 8)"


def amounts_of(asking: Asking) -> list[Number]:
    """The columns that the amounts are made of; a total that its document repeats is 0 on all lines but
    one."""
    numbers = [asking.number(heading, _kind(asking, heading)) for heading in amount_columns(asking.choices)]
    if asking.repeated is None or not counts_once(asking.choices):
        return numbers
    again = _is_repeated(asking, amount_of(asking, numbers))
    return [replace(number, value=ibis.ifelse(again, 0, number.value)) for number in numbers]


def with_numbers(asking: Asking, start: str = "read") -> Asking:
    """The same of a table that holds the numbers of its columns of texts: what a text means is then written
    once in a question, and not wherever a rule looks at it. `start` is what the new columns begin with:
    a table with others is another one to engines, which would hold on to all lines of one that a question
    goes through twice."""
    asking = asking.bare or asking
    amounts = amount_columns(asking.choices)
    odd = [heading for heading, notation in asking.notations.items() if not notation.plain]
    if not odd:
        return asking
    while any(name.casefold().startswith(start) for name in asking.table.columns):
        start += "_"
    names = {heading: f"{start}{number}" for number, heading in enumerate(odd)}
    table = asking.table.mutate(**{names[heading]: bare_text(asking.column(heading)) for heading in odd})
    kinds = {heading: _kind(asking, heading) if heading in amounts else EXACT for heading in odd}
    parts: dict[str, Any] = {}
    for heading, name in names.items():
        text, notation = table[asking.columns[heading]], asking.notations[heading]
        number = as_number(text, notation, kinds[heading], table[name])
        parts |= {f"{name}_{part.name}": getattr(number, part.name) for part in fields(Number)}
    table = table.mutate(**parts)
    read = {
        (heading, kinds[heading]): Number(*(table[f"{name}_{part.name}"] for part in fields(Number)))
        for heading, name in names.items()
    }
    return replace(asking, table=table, read=read, bare=asking)


def document_of(asking: Asking) -> Any:
    """The document of each line; "" for none."""
    return as_text(asking.column(asking.choices.document or "")).strip()


def _is_repeated(asking: Asking, amount: Any) -> Any:
    """Whether a line has an amount and a client, but is not the first of its document that has."""
    document = document_of(asking)
    counts = (amount != 0).fill_null(False) & is_named(asking)
    position = ibis.row_number().over(ibis.window(group_by=[document, counts], order_by=amount))
    return counts & (document != "") & (position > 0)


def is_named(asking: Asking) -> Any:
    """Whether a line names a client, or has its number."""
    named = ibis.literal(False)
    for heading in filter(None, (asking.choices.client, asking.choices.number)):
        named = named | (as_text(asking.column(heading)).strip() != "")
    return named


def repeated_totals(asking: Asking) -> "ir.Table":
    """The question for documents of several lines with an amount: how many `documents`, how many `lines`
    repeat it, what those come to (`amount`), and in how many documents amounts are `different`."""
    amount = in_currency(asking, amount_of(asking, amounts_of(asking)))
    lines = asking.table.select(document=document_of(asking), amount=amount, named=is_named(asking))
    lines = lines.filter(lines.document != "", lines.named, lines.amount != 0)
    documents = lines.group_by("document").aggregate(
        lines=lines.count(), least=lines.amount.min(), most=lines.amount.max()
    )
    documents = documents.filter(documents.lines > 1)
    return documents.aggregate(
        documents=documents.count(),
        lines=(documents.lines - 1).sum().fill_null(0),
        amount=(documents.most * (documents.lines - 1)).cast(SUM).sum().fill_null(0).cast(SUM),
        different=documents.count(where=documents.least != documents.most),
    )


def _kind(asking: Asking, heading: str) -> str:
    choices = asking.choices
    if not is_product(choices):
        return EXACT
    return PART if heading == choices.discount else FACTOR


def amount_of(asking: Asking, amounts: Sequence[Number]) -> Any:
    """What a line comes to, null where a part of it is no number; thousands and millions are written out."""
    choices = asking.choices
    if not is_product(choices):
        headings = amount_columns(choices)
        values = [in_units(heading, number.value) for heading, number in zip(headings, amounts, strict=True)]
        if choices.revenue is not None:
            return _less(values[0], values[1:])
        add = _added if choices.periods else _less
        return add(values[0].fill_null(0), values[1:])
    value = amounts[0].value * amounts[1].value
    if choices.discount is not None:
        part = amounts[2].value.fill_null(0)
        if asking.percent:
            part = (part / 100).cast(PART)
        value = value * (ibis.literal(1).cast(PART) - part).cast(PART)
    return value.cast(SUM)


def in_units(heading: str, value: Any) -> Any:
    """A column in units of its currency: what stands below `CA (k€)` are thousands."""
    unit = unit_of(heading)
    return value if unit == 1 else value.cast(SUM) * unit


def tax_of(asking: Asking, amounts: Sequence[Number]) -> Any:
    """What of a line is tax that is taken off its amount; None where none is."""
    headings = taken_off(asking.choices)
    taxes = [in_units(heading, number.value) for heading, number in zip(headings, amounts[1:], strict=False)]
    return _added(taxes[0].fill_null(0), taxes[1:]) if taxes else None


def _added(total: Any, values: Sequence[Any]) -> Any:
    for value in values:
        total = total + value.fill_null(0)
    return total


def _less(total: Any, values: Sequence[Any]) -> Any:
    for value in values:
        total = total - value.fill_null(0)
    return total


def in_currency(asking: Asking, amount: Any) -> Any:
    """The amount of each line in the currency of the list; 0 for none."""
    amount = amount.fill_null(0)
    return converted(asking, amount) if asking.rates else amount


def converted(asking: Asking, amount: Any) -> Any:
    """The amount of each line in the currency of the list, rounded line by line."""
    currency = as_text(asking.column(asking.choices.currency_column or ""))
    cases = [
        (currency == cell, (amount.cast(EXACT) * exact(rate, RATE)).cast(SUM))
        for cell, rate in asking.rates.items()
    ]
    return ibis.cases(*cases, else_=amount.cast(SUM))
