"""The answer of an engine as a sheet: below each heading what its lines have in common, what they come to, or
nothing; and for each row how many lines it stands for."""

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lib.base.money import Amounts
from lib.lakes.asking import Asking, amount_columns, is_product
from lib.lakes.grouping import BLANK, CONVERTED, EMPTY, Grouped
from lib.lakes.sample import sheet_of
from lib.parsing.sheets import Writing
from lib.reading.currencies import currency_code
from lib.reading.source import Sheet
from lib.reading.sums import Sums
from lib.reading.text_column import Coded, Mask, coded
from lib.reading.values import exact_numbers


def sheet_of_sums(sample: Sheet, asking: Asking, parts: list[tuple[Grouped, pa.Table]]) -> Sheet:
    """The sums as a sheet: below each heading a key, a sum, or nothing."""
    rows = sum(answer.num_rows for _, answer in parts)
    nothing = pa.DictionaryArray.from_arrays(pa.array(np.zeros(rows, np.int32)), pa.array([""], pa.string()))
    cells = [_cells(asking, parts, heading, nothing) for heading in sample.headings]
    lines = np.concatenate([np.asarray(answer["lines"]).astype(np.int64) for _, answer in parts])
    table = pa.table({str(number): column for number, column in enumerate(cells)})
    sheet = sheet_of(sample.name, tuple(asking.columns.values()), table, Writing())
    sums = Sums(
        lines,
        _are_empty(parts),
        sample,
        _written(parts),
        _converted(asking, parts),
        repeated=asking.repeated,
        by_item=asking.item is not None,
    )
    return replace(sheet, sums=sums)


def _cells(
    asking: Asking, parts: list[tuple[Grouped, pa.Table]], heading: str, nothing: pa.Array
) -> pa.Array:
    first = parts[0][0]
    choices = asking.choices
    if heading in first.keys:
        texts = [answer[question.keys[heading]] for question, answer in parts]
        return _texts(pa.chunked_array([chunk for column in texts for chunk in column.chunks], pa.string()))
    if is_product(choices) and heading == choices.unit_price:
        return pa.array(np.ones(len(nothing)))
    if heading not in first.sums:
        return nothing
    main = heading == (choices.quantity if is_product(choices) else amount_columns(choices)[0])
    columns = [_sums(question, answer, heading, main) for question, answer in parts]
    if len(columns) == 1:
        return columns[0]
    texts = [column if pa.types.is_string(column.type) else _plain(column) for column in columns]
    return _texts(pa.chunked_array(texts, pa.string()))


def _written(parts: list[tuple[Grouped, pa.Table]]) -> Coded | None:
    """For each row an amount that is written as those of its lines."""
    if "written" not in parts[0][1].column_names:
        return None
    return coded(
        _texts(
            pa.chunked_array(
                [chunk for _, answer in parts for chunk in answer["written"].chunks], pa.string()
            )
        )
    )


def _converted(asking: Asking, parts: list[tuple[Grouped, pa.Table]]) -> dict[tuple[str, Decimal], Amounts]:
    """The amounts that were converted line by line, by the currency and its rate."""
    if not asking.rates:
        return {}
    columns = [exact_numbers(answer[question.sums[CONVERTED]]).whole for question, answer in parts]
    amounts = np.concatenate(columns).astype(np.int64)
    return {(currency_code(cell) or "", rate): amounts for cell, rate in asking.rates.items()}


def _sums(question: Grouped, answer: pa.Table, heading: str, main: bool) -> pa.Array:
    """The sums below a heading; nothing where the lines have no amount, and what stands there instead where
    that is no number."""
    if main and "wrong" in answer.column_names:
        return answer["wrong"].combine_chunks().cast(pa.string())
    column = answer[question.sums[heading]].combine_chunks()
    if main and "state" in answer.column_names:
        blank = pc.is_in(answer["state"], pa.array([BLANK, EMPTY], pa.int8())).combine_chunks()
        column = pc.if_else(blank, pa.scalar(None, column.type), column)
    return column


def _are_empty(parts: list[tuple[Grouped, pa.Table]]) -> Mask:
    """The rows that stand for lines without any cell."""
    states = [
        np.asarray(answer["state"]) == EMPTY
        if "state" in answer.column_names
        else np.zeros(answer.num_rows, dtype=bool)
        for _, answer in parts
    ]
    return np.concatenate(states)


def _plain(column: pa.Array) -> pa.Array:
    return pc.fill_null(column.cast(pa.string()), "")


def _texts(column: pa.ChunkedArray) -> pa.Array:
    encoded = pc.fill_null(column, "").dictionary_encode()
    return encoded.combine_chunks() if isinstance(encoded, pa.ChunkedArray) else encoded
