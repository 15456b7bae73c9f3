"""The one question that turns lines into sums: those that are alike in everything the rules of reading look
at are one row, with what they come to and how many they are. It is one expression for all engines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from lib.lakes.amounts import (
    RATE,
    SUM,
    amount_of,
    amounts_of,
    converted,
    document_of,
    in_currency,
    in_units,
    is_named,
    tax_of,
    with_numbers,
)
from lib.lakes.asking import Asking, amount_columns, further_columns, is_product, label_of
from lib.lakes.cells import EXACT, Number, as_day, as_text, exact, start_of
from lib.reading.document_kinds import MAY_TELL
from lib.reading.headings import unit_of
from lib.reading.history import EARLIEST, LATEST
from lib.reading.refunds import base_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

SOUND, BLANK, WRONG, EMPTY = 0, 1, 2, 3
"""What an amount is: a number, nothing, something that is no number, or nothing like all cells of its
line."""
TELLING = "telling"
"""The name of what counts the lines whose label may say something of their document."""
DAY, FIRST, LAST = "day", "first", "last"
"""The names of a line's day, and of the first and the last of what is added up."""
SOUND_OF = "sound"
"""How the names of what counts sound lines begin."""
FINE = "decimal(38, 10)"
"""A sum of thousands or millions, exact to the ten-thousandth of one."""
CONVERTED = "\0converted"
"""Stands for the amounts in the currency of the list among the headings of sums."""
_AS_WRITTEN = (
    *("client", "number", "account_manager", "segment", "region", "group", "company_number"),
    *("potential", "headcount", "kind", "status", "direction"),
    *("first_name", "otherwise", "town", "currency_column"),
)
"""What of the choices is looked at as it is written."""
LETTERS = r"^[^0-9A-Za-z]*(?:[0-9]{2,4}[ _/.-]+)?([A-Za-z]{1,8}(?:[ _/.-][A-Za-z]{1,6})?)[ _/.-]*[0-9]"
SPELLED = r"^[^A-Za-zÀ-ÿ0-9]*([A-Za-zÀ-ÿ]{5,}(?:[ '’](?:de |d['’])?[A-Za-zÀ-ÿ]{4,})?)[ °#:]"
"""The letters or words before the numbers of documents, as `lib.reading` knows them."""


@dataclass(frozen=True, eq=False)
class Grouped:
    """The question, and where in its answer stands what: for the headings of keys and of sums the names of
    the columns. `state` holds what the amount is, `lines` how many lines there are, `wrong` the cell that is
    no number."""

    question: "ir.Table"
    keys: dict[str, str]
    sums: dict[str, str]
    state: str = "state"
    lines: str = "lines"

    def is_borne_out(self, answer: pa.Table) -> bool:
        """Whether the answer has the amounts of all lines, as the first of them promised."""
        lines = pc.sum(answer[self.lines])
        counted = [name for name in answer.column_names if name.startswith(SOUND_OF)]
        return all(pc.sum(answer[name]) == lines for name in counted)

    def ends(self, answer: pa.Table) -> tuple[date, date] | None:
        """The first and the last day of all lines; None where the answer does not say, or there are none."""
        if FIRST not in answer.column_names:
            return None
        first, last = pc.min(answer[FIRST]).as_py(), pc.max(answer[LAST]).as_py()
        return None if first is None else (first, last)

    def is_told_by_labels(self, answer: pa.Table) -> bool:
        """Whether labels that were only watched may say something of their documents after all."""
        return TELLING in answer.column_names and (pc.sum(answer[TELLING]).as_py() or 0) > 0


def grouped(asking: Asking, wrong_alone: bool = False) -> Grouped:
    """The question for the sums; `wrong_alone` asks for the lines whose amount is no number, by what it holds
    instead."""
    asking = with_numbers(asking)
    choices = asking.choices
    amounts = amounts_of(asking)
    amount = amount_of(asking, amounts)
    blank = _is_blank(asking, amounts)
    wrong = _wrong(amounts)
    if asking.doubtful and choices.document and choices.revenue:
        blank = blank & ~_has_amount_elsewhere(asking)
    keys = dict(_keys(asking, amount))
    sums = dict(_sums(asking, amounts, amount))
    table = asking.table
    named: dict[str, Any] = {f"k{number}": key for number, key in enumerate(keys.values())}
    if asking.doubtful or wrong_alone:
        empty = blank & _is_empty(asking)
        state = ibis.cases((wrong != "", WRONG), (empty, EMPTY), (blank, BLANK), else_=SOUND)
        named["state"] = state.cast("int8")
    if wrong_alone:
        named["wrong"] = wrong
    if asking.unusual:
        named["written"] = _written(asking)
    if choices.refunded:
        named["refunded"] = _how_far_refunded(asking, amount).cast("int8")
    if (tax := tax_of(asking, amounts)) is not None:
        named["taxed"] = tax.sign().cast("int8")
    if _needs_sign(asking):
        named["sign"] = amount.fill_null(0).sign().cast("int8")
    values = {f"s{number}": value for number, value in enumerate(sums.values())}
    if wrong_alone:
        table = table.filter(wrong != "")
    sound = {f"{SOUND_OF}{number}": value for number, value in enumerate(_sound(asking, amounts))}
    telling = {TELLING: _may_tell(asking)} if asking.watched else {}
    days = {DAY: _day(asking)} if asking.spanned else {}
    rows = table.select(**named, **values, **sound, **telling, **days)
    added = {name: rows[name].sum() for name in (*values, *telling)}
    added |= {name: rows[name].count() for name in sound}
    if days:
        added |= {FIRST: rows[DAY].min(), LAST: rows[DAY].max()}
    question = rows.group_by(list(named)).aggregate(**added, lines=rows.count())
    # What is the same for many lines is put into words once for all of them.
    words = {
        f"k{number}": _in_words(asking, heading, question[f"k{number}"])
        for number, heading in enumerate(keys)
    }
    # A sum goes past what is no number by itself: it is none only where all are.
    kinds = {name: _kind_of_sum(asking, heading) for name, heading in zip(values, sums, strict=True)}
    totals = {name: question[name].fill_null(0).cast(kind) for name, kind in kinds.items()}
    question = question.mutate(**words, **totals)
    return Grouped(
        question,
        {heading: f"k{number}" for number, heading in enumerate(keys)},
        {heading: f"s{number}" for number, heading in enumerate(sums)},
    )


def _day(asking: Asking) -> Any:
    """The day of each line, where that is one that sales can have."""
    day = asking.column(asking.choices.date or "").cast("date")
    return ibis.ifelse(day.between(EARLIEST, LATEST), day, ibis.null("date"))


def _is_blank(asking: Asking, amounts: Sequence[Number]) -> Any:
    """Whether a line has no amount: neither one of this period nor, where there are others, of those."""
    choices = asking.choices
    blank = amounts[0].blank
    if is_product(choices):
        return blank | amounts[1].blank
    if choices.revenue is None:
        for number in amounts[1:]:
            blank = blank & number.blank
    for heading in choices.earlier:
        blank = blank & (asking.number(heading).value.fill_null(0) == 0)
    return blank


def _is_empty(asking: Asking) -> Any:
    """Whether no cell of a line holds anything."""
    empty = ibis.literal(True)
    for name in asking.columns.values():
        column = asking.table[name]
        empty = empty & (column.fill_null("") == "" if column.type().is_string() else column.isnull())
    return empty


def _wrong(amounts: Sequence[Number]) -> Any:
    """The first cell of a line that should hold a number and does not; "" for none."""
    cases = [(number.wrong != "", number.wrong) for number in amounts]
    return ibis.cases(*cases, else_="")


def _needs_sign(asking: Asking) -> bool:
    """Whether a rule looks at which amounts are above zero."""
    choices = asking.choices
    told = (choices.kind, choices.status, choices.refunded, *choices.flags)
    return any(told) or bool(asking.labels) or asking.lettered or asking.notes.any


def _keys(asking: Asking, amount: Any) -> Iterator[tuple[str, Any]]:
    """By heading, what of a line the rules look at."""
    choices = asking.choices
    named = [getattr(choices, name) for name in _AS_WRITTEN]
    for heading in dict.fromkeys(heading for heading in (*named, *choices.flags) if heading):
        yield heading, _alike(asking.column(heading))
    if asking.item:
        yield asking.item, _alike(asking.column(asking.item))
    if (label := label_of(choices)) and asking.labels and label not in (*named, asking.item):
        text = as_text(asking.column(label))
        yield label, ibis.ifelse(text.isin(asking.labels), text, "")
    if choices.document and (asking.lettered or asking.notes.any):
        yield choices.document, representative(asking, amount)
    if choices.date and asking.period and not (choices.periods or choices.earlier):
        yield choices.date, start_of(asking.column(choices.date), asking.period)
    if choices.rates:
        yield choices.rates, _alike(asking.column(choices.rates))


def _alike(column: Any) -> Any:
    """A column as that by which lines are grouped: as it is, where engines can compare it."""
    kind = column.type()
    simple = kind.is_string() or kind.is_numeric() or kind.is_temporal()
    return column if simple else as_text(column)


def _in_words(asking: Asking, heading: str, key: Any) -> Any:
    """What lines have in common, as a sheet writes it."""
    if heading == asking.choices.date and asking.period:
        return as_day(key, asking.period)
    return as_text(key)


def _sound(asking: Asking, amounts: Sequence[Number]) -> Iterator[Any]:
    """What each line has where all its amounts are there and no text stands where a figure should."""
    if not asking.trusting:
        return
    for number in amounts:
        yield number.value
    for heading in asking.notations:
        if heading not in amount_columns(asking.choices):
            number = asking.number(heading)
            yield ibis.ifelse(number.blank, 0, number.value)


def _may_tell(asking: Asking) -> Any:
    """Whether the label of each line may say something of its document, as a number."""
    label = asking.column(label_of(asking.choices) or "")
    # Nothing where a text holds nothing, which no sum counts.
    return (label if label.type().is_string() else as_text(label)).re_search(MAY_TELL).cast("int8")


def representative(asking: Asking, amount: Any) -> Any:
    """A number that stands for all documents of its letters. Credit notes that come to more than nothing have
    one of their own: all lines of such a document are turned together."""
    text = document_of(asking)
    spelled = text.re_extract(SPELLED, 1).fill_null("")
    letters = text.re_extract(LETTERS, 1).fill_null("")
    # What is no number by letters for our reader stays none: Avoir n° 12.
    apart = ibis.ifelse(letters != "", " ", "°")
    begin = ibis.ifelse(spelled != "", spelled.concat(apart), letters.concat("-")) if asking.lettered else ""
    number: Any = ibis.literal("1")
    if asking.notes.any:
        note = _is_note(asking, amount)
        number = ibis.ifelse(note & text.isin(_notes_above_nothing(with_numbers(asking, "note"))), "2", "1")
    return ibis.ifelse(text == "", "", (ibis.literal("") + begin).concat(number))


def _notes_above_nothing(asking: Asking) -> Any:
    """The credit notes whose lines come to more than nothing."""
    amount = amount_of(asking, amounts_of(asking))
    left = in_currency(asking, amount)
    if asking.choices.refunded:
        left = left - _given_back(asking, _refund(asking), left)
    lines = asking.table.select(document=document_of(asking), amount=left, note=_is_note(asking, amount))
    totals = lines.filter(lines.note).group_by("document").aggregate(total=lambda table: table.amount.sum())
    return totals.filter(totals.total > 0).document


def _is_note(asking: Asking, amount: Any) -> Any:
    """Whether a line is one of a credit note that counts: by what is said of it, or, where it has an amount
    above zero, by the series of its number."""
    choices, notes = asking.choices, asking.notes
    above = amount.fill_null(0) > 0
    text = document_of(asking)
    letters = text.re_extract(LETTERS, 1).fill_null("")
    note: Any = letters.isin(notes.letters) & above if notes.letters else ibis.literal(False)
    if notes.words:
        note = note | text.re_extract(SPELLED, 1).fill_null("").isin(notes.words)
    if choices.kind and notes.kinds:
        note = note | as_text(asking.column(choices.kind)).isin(notes.kinds)
    if (label := label_of(choices)) and notes.labels:
        note = note | as_text(asking.column(label)).isin(notes.labels)
    for heading, words in notes.flags.items():
        note = note | as_text(asking.column(heading)).isin(words)
    if choices.status and notes.aside:
        aside = as_text(asking.column(choices.status)).isin(notes.aside)
        if choices.refunded and notes.refunded:
            given_back = (_refund(asking) != 0) & above
            aside = aside & ~(given_back & as_text(asking.column(choices.status)).isin(notes.refunded))
        note = note & ~aside
    return note


def _has_amount_elsewhere(asking: Asking) -> Any:
    """Whether a line without an amount belongs to a document that has one on another line."""
    apart = with_numbers(asking, "other")
    amounts = amounts_of(apart)
    amount = amount_of(apart, amounts).fill_null(0)
    lines = apart.table.select(document=document_of(apart), amount=amount, blank=_is_blank(apart, amounts))
    blanks = lines.filter(lines.blank & (lines.document != "")).document
    others = lines.filter(~lines.blank & (lines.amount != 0) & lines.document.isin(blanks)).document
    return is_named(asking) & document_of(asking).isin(others)


def _sums(asking: Asking, amounts: Sequence[Number], amount: Any) -> Iterator[tuple[str, Any]]:
    """By heading, what is added up: of a product the whole of it below the heading of the quantity."""
    choices = asking.choices
    if is_product(choices):
        yield choices.quantity or "", amount
    else:
        for heading, number in zip(amount_columns(choices), amounts, strict=True):
            yield heading, number.value
    if asking.rates:
        yield CONVERTED, converted(asking, amount.fill_null(0))
    for heading in further_columns(choices):
        if heading not in amount_columns(choices):
            value = asking.number(heading).value
            if heading == choices.refunded:
                value = _given_back(asking, _refund(asking), in_currency(asking, amount))
                if (unit := unit_of(heading)) > 1:
                    value = value * exact(Decimal(1) / unit, RATE)
            yield heading, value


def _kind_of_sum(asking: Asking, heading: str) -> str:
    """How exactly a sum is said: what was given back has four places also where it is told in thousands."""
    return FINE if heading == asking.choices.refunded and unit_of(heading) != 1 else SUM


def _written(asking: Asking) -> Any:
    """An amount that is written as the one of the line, where that is an unusual way."""
    cases: list[tuple[Any, str]] = []
    for heading in amount_columns(asking.choices):
        if heading in asking.notations:
            text = asking.column(heading).fill_null("")
            for stands in dict.fromkeys(asking.unusual.values()):
                alike = [odd for odd, other in asking.unusual.items() if other == stands]
                cases.append((text.isin(alike), stands))
    return ibis.cases(*cases, else_="") if cases else ibis.literal("")


def _refund(asking: Asking) -> Any:
    """What the column of refunds holds."""
    heading = asking.choices.refunded or ""
    return in_units(heading, asking.number(heading).value.fill_null(0))


def _how_far_refunded(asking: Asking, amount: Any) -> Any:
    """Whether nothing of a line was given back (0), some (1) or all (2): of what is left nothing, nothing can
    be taken off."""
    refund, amount = _refund(asking), in_currency(asking, amount)
    some = _given_back(asking, refund, amount) < amount
    return ibis.cases((refund == 0, 0), (some, 1), else_=2)


def _given_back(asking: Asking, refund: Any, amount: Any) -> Any:
    """What of an amount above zero was given back, never more than all; of an amount in another currency than
    the refund, the same part of it."""
    refund = refund.abs()
    base = base_of(list(asking.columns), asking.choices)
    if base is not None:
        whole = in_units(base, asking.number(base).value.fill_null(0))
        part = (amount.cast("decimal(18, 4)") * refund.cast("decimal(18, 4)")).cast("float64")
        share = (part / whole.nullif(0).cast("float64")).round(4).cast(EXACT)
        refund = ibis.ifelse((whole > 0) & (refund > 0), share, refund)
    return ibis.ifelse(amount > 0, ibis.least(refund, amount), 0).cast(EXACT)
